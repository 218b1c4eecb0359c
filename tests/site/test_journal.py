"""A journal gives back what was written to it, however it was cut off."""

from __future__ import annotations

import os
import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.errors import FileError
from hugoconv.site.journal import (
    Folder,
    Kept,
    about_of,
    batch,
    create,
    kept_batches,
    kept_of,
    lines_of,
    payload_of,
    reopen,
    units_of,
)
from hugoconv.site.planning import Planned, digest
from hugoconv.site.units import Unit
from hugoconv.text.patches import ByteEdit, packed
from tests.site.faults import Fault, disk

UNITS = [
    Unit((Planned("a.md", "changed", before=digest(b"1"), after=digest(b"2"), patch=packed([ByteEdit(0, 1, b"2")])),)),
    Unit(
        (Planned("t/中 \udcff/index.md", "changed", before=b"x", after=b"x", to="p/中 \udcff/index.md"),),
        (("t/中 \udcff", "p/中 \udcff"),),
    ),
]
KEPT = Kept({"a.md": b"1", "t/中 \udcff/index.md": b""}, ("p",), (Folder("t", 0o2775, 0, 5),))


@pytest.fixture
def path(tmp_path: pathlib.Path) -> str:
    return str(tmp_path / "one.journal")


def written(path: str) -> bytes:
    journal = create(path, {"pages": 2, "command": "x"}, UNITS)
    journal.add("batch", batch(KEPT))
    journal.add("end", b"[]")
    journal.close()
    return pathlib.Path(path).read_bytes()


def kinds(path: str) -> list[str]:
    return [line.kind for line in lines_of(path)]


def test_what_is_written_is_read(path: str) -> None:
    written(path)
    assert kinds(path) == ["begin", "plan", "batch", "end"]
    assert about_of(path, lines_of(path)) == {"format": 1, "pages": 2, "command": "x"}
    assert list(units_of(path)) == UNITS
    assert list(kept_batches(path)) == [KEPT]


def test_many_units_are_read_in_their_order(path: str) -> None:
    many = [Unit((Planned(f"{n}.md", "changed", before=b"1", after=b"2", patch=b"="),)) for n in range(1234)]
    create(path, {}, many).close()
    assert list(units_of(path)) == many and kinds(path) == ["begin", "plan", "plan", "plan"]


def test_a_line_that_was_cut_off_at_any_byte_is_not_there_and_the_others_are(path: str) -> None:
    data = written(path)
    starts = [data.index(b"batch "), data.index(b"end "), len(data)]
    for start, end, wanted in zip(starts, starts[1:], (["begin", "plan"], ["begin", "plan", "batch"]), strict=False):
        for at in range(start, end):
            pathlib.Path(path).write_bytes(data[:at])
            assert kinds(path) == wanted, at
            reopened = reopen(path)
            assert os.path.getsize(path) == start
            reopened.add("undone")
            reopened.close()
            assert kinds(path) == [*wanted, "undone"]


def test_a_last_line_with_other_bytes_is_not_there(path: str) -> None:
    data = written(path)
    start = data.index(b"end ")
    for at in range(start, len(data) - 1):
        pathlib.Path(path).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert kinds(path)[:3] == ["begin", "plan", "batch"]
        assert "end" not in kinds(path)
    for rest in (b"\0" * 40, b"\xff" * 300, b"end 99999999999999999999 0\n", b"end x y\n", b"\n\n\n"):
        pathlib.Path(path).write_bytes(data + rest)
        assert kinds(path) == ["begin", "plan", "batch", "end"]


def test_an_earlier_line_with_other_bytes_is_told(path: str) -> None:
    data = bytearray(written(path))
    at = next(line for line in lines_of(path) if line.kind == "batch")
    data[at.start + 3] ^= 1
    pathlib.Path(path).write_bytes(data)
    with pytest.raises(FileError) as caught:
        payload_of(path, at)
    assert caught.value.code == "journal-damaged"


@pytest.mark.parametrize(
    "data", [b"", b"begin", b"hello\n", b"begin 2 0\n{}\n", b"\0" * 5000, b"begin 3 8587d865\nabc\n"]
)
def test_what_is_no_journal_says_nothing(path: str, data: bytes) -> None:
    pathlib.Path(path).write_bytes(data)
    assert about_of(path, lines_of(path)) == {"format": 0} and list(units_of(path)) == []


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "short"])
def test_a_line_that_the_disk_does_not_take_leaves_the_journal_as_it_was(path: str, kind: str) -> None:
    journal = create(path, {}, UNITS)
    for at, calls in ((0, ("write",)), (0, ("fsync",)), (0, ("write", "fsync"))):
        if kind == "short" and calls == ("fsync",):
            continue
        with disk(Fault(at, kind, calls), seed=3), pytest.raises(FileError) as caught:
            journal.add("batch", batch(KEPT))
        assert caught.value.code == "cannot-write" and kinds(path) == ["begin", "plan"]
    journal.add("batch", batch(KEPT))
    journal.close()
    assert kinds(path) == ["begin", "plan", "batch"] and list(kept_batches(path)) == [KEPT]


def test_a_journal_is_whole_or_not_there(path: str) -> None:
    for at in range(6):
        with disk(Fault(at, "EIO", ("open", "write", "fsync", "rename"))), pytest.raises(FileError):
            create(path, {}, UNITS)
        assert os.listdir(os.path.dirname(path)) == []


@given(
    st.dictionaries(st.text(), st.binary(), max_size=5),
    st.lists(st.text(), max_size=3),
    st.lists(st.builds(Folder, st.text(), st.integers(0, 0o7777), st.integers(0), st.integers(0)), max_size=3),
)
def test_what_a_batch_keeps_is_given_back(files: dict[str, bytes], made: list[str], above: list[Folder]) -> None:
    kept = Kept(files, tuple(made), tuple(above))
    assert kept_of(batch(kept)) == kept
