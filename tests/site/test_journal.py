"""A journal gives back what was written to it, however it was cut off."""

from __future__ import annotations

import os
import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.errors import FileError
from hugoconv.files.rooted_path import RootedPath
from hugoconv.site.move.groups import MoveGroup
from hugoconv.site.plan.file_plan import FilePlan, digest
from hugoconv.site.run.journal import Journal, create, reopen
from hugoconv.site.run.journal_lines import payload_of, reading_of
from hugoconv.site.run.journal_payloads import (
    Begin,
    Folder,
    Preimages,
    batch_payload,
    begin_of,
    begin_payload,
    groups_of,
    outline_of,
    plan_payloads,
)
from hugoconv.text.patches import ByteEdit, packed
from tests.site.faults import Fault, disk

ONE, TWO = digest(b"1"), digest(b"2")
UNITS = [
    MoveGroup((FilePlan("a.md", "changed", before=ONE, after=TWO, patch=packed([ByteEdit(0, 1, b"2")])),)),
    MoveGroup(
        (FilePlan("t/中 \udcff/index.md", "changed", before=ONE, after=ONE, to="p/中 \udcff/index.md"),),
        (("t/中 \udcff", "p/中 \udcff"),),
    ),
]
KEPT = Preimages({"a.md": b"1", "t/中 \udcff/index.md": b""}, ("p",), (Folder("t", 0o2775, 0, 5),), tuple(UNITS))
BEGIN = Begin("one", "now", "x", 2)


@pytest.fixture
def rooted(tmp_path: pathlib.Path) -> RootedPath:
    return RootedPath(str(tmp_path), "one.journal")


def made(rooted: RootedPath) -> Journal:
    return create(rooted, begin_payload(BEGIN), plan_payloads(UNITS))


def file_of(rooted: RootedPath) -> pathlib.Path:
    return pathlib.Path(rooted.root, rooted.path)


def written(rooted: RootedPath) -> bytes:
    journal = made(rooted)
    journal.add("batch", batch_payload(KEPT))
    journal.add("end", b"[]")
    journal.close()
    return file_of(rooted).read_bytes()


def kinds(rooted: RootedPath) -> list[str]:
    reading = reading_of(rooted)
    assert not reading.damage
    return [line.kind for line in reading.lines]


def preimages_of(payload: bytes) -> Preimages:
    return outline_of(payload).filled(payload)


def kept(rooted: RootedPath) -> list[Preimages]:
    return [preimages_of(payload_of(rooted, line)) for line in reading_of(rooted).lines if line.kind == "batch"]


WHOLE = ["begin", "plan", "ready", "batch", "end"]


def test_what_is_written_is_read(rooted: RootedPath) -> None:
    written(rooted)
    begin, plan, *_ = reading_of(rooted).lines
    assert kinds(rooted) == WHOLE and kept(rooted) == [KEPT]
    assert begin_of(payload_of(rooted, begin)) == BEGIN and groups_of(payload_of(rooted, plan)) == UNITS


def test_a_journal_that_is_cut_anywhere_is_cut_off_in_its_last_line_or_damaged(rooted: RootedPath) -> None:
    data = written(rooted)
    batch, end = reading_of(rooted).lines[-2:]
    for at in range(len(data)):
        for rest in (b"", b"\0" * 40):
            file_of(rooted).write_bytes(data[:at] + rest)
            reading = reading_of(rooted)
            if at < batch.end:  # the mark tells of the batch
                assert reading.damage or reading.version == 0, at
            else:
                assert not reading.damage and reading.tail.end == batch.end
                assert [line.kind for line in reading.lines] == WHOLE[:-1]


def test_no_bit_of_a_journal_can_be_turned_unnoticed(rooted: RootedPath) -> None:
    data = written(rooted)
    for at in range(len(data)):
        for bit in (1, 4, 32, 255):
            changed = bytearray(data)
            changed[at] ^= bit
            file_of(rooted).write_bytes(changed)
            reading = reading_of(rooted)
            try:
                found = [payload_of(rooted, line) for line in reading.lines]
            except FileError as error:
                assert error.code == "journal-damaged"
                continue
            # one mark may be lost: the other is there
            assert reading.damage or reading.version != 2 or (len(found) == 5 and 19 <= at < 71), at


@pytest.mark.parametrize("rest", [b"\xff" * 300, b"end 99 0\n", b"end x y\n", b"\n\n\n", b"\0\0x", b"begin"])
def test_what_no_run_leaves_at_the_end_of_a_journal_is_damage(rooted: RootedPath, rest: bytes) -> None:
    file_of(rooted).write_bytes(written(rooted) + rest)
    assert bool(reading_of(rooted).damage) == (rest != b"begin")


def test_lines_that_are_left_out_put_in_or_moved_are_damage(rooted: RootedPath) -> None:
    data = written(rooted)
    lines = reading_of(rooted).lines
    starts = [71, *(line.end for line in lines)]
    parts = [data[a:b] for a, b in zip(starts, starts[1:], strict=False)]
    for i in range(len(parts)):
        others = [
            parts[:i] + parts[i + 1 :],
            [*parts[: i + 1], parts[i], *parts[i + 1 :]],
            [*parts[:i], *reversed(parts[i : i + 2]), *parts[i + 2 :]],
        ]
        for other in others:
            file_of(rooted).write_bytes(data[:71] + b"".join(other))
            assert reading_of(rooted).damage or other == parts or other == parts[:-1], (i, len(other))


def test_a_line_that_was_cut_off_makes_room_for_the_next(rooted: RootedPath) -> None:
    data = written(rooted)
    file_of(rooted).write_bytes(data[:-9])
    journal = reopen(rooted, reading_of(rooted).tail)
    journal.add("undoing")
    journal.close()
    assert kinds(rooted) == [*WHOLE[:-1], "undoing"]


@pytest.mark.parametrize(
    "data", [b"", b"begin", b"hello\n", b"begin 2 0\n{}\n", b"\0" * 5000, b"begin 3 8587d865\nabc\n"]
)
def test_what_is_no_journal_is_damage(rooted: RootedPath, data: bytes) -> None:
    file_of(rooted).write_bytes(data)
    assert reading_of(rooted).damage == "this is no journal"


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "short"])
def test_a_line_that_the_disk_does_not_take_leaves_the_journal_as_it_was(rooted: RootedPath, kind: str) -> None:
    journal = made(rooted)
    for at, calls in ((0, ("write",)), (0, ("fsync",)), (0, ("write", "fsync"))):
        if kind == "short" and calls == ("fsync",):
            continue
        with disk(Fault(at, kind, calls), seed=3), pytest.raises(FileError) as caught:
            journal.add("batch", batch_payload(KEPT))
        assert caught.value.code == "cannot-write" and kinds(rooted) == WHOLE[:3]
    journal.add("batch", batch_payload(KEPT))
    journal.close()
    assert kinds(rooted) == WHOLE[:4] and kept(rooted) == [KEPT]


def test_a_journal_is_whole_or_not_there(rooted: RootedPath) -> None:
    for at in range(6):
        with disk(Fault(at, "EIO", ("open", "write", "fsync", "rename"))), pytest.raises(FileError):
            made(rooted)
        assert os.listdir(rooted.root) == []


@given(st.binary(max_size=300), st.sampled_from(["", "draft: x"]))
def test_what_a_batch_keeps_is_given_back(data: bytes, name: str) -> None:
    group = MoveGroup(
        (FilePlan(f"{name}a.md", "changed", before=ONE, after=TWO, patch=packed([ByteEdit(0, 1, data)])),)
    )
    kept = Preimages({f"{name}a.md": data}, groups=(group,))
    assert preimages_of(batch_payload(kept)) == kept
