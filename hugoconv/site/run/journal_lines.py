"""The lines of a journal as they stand on disk, whoever wrote it: what is whole, what was cut off, what is damaged."""

from __future__ import annotations

import contextlib
import mmap
import os
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from hugoconv.errors import FileError
from hugoconv.files.read import READ
from hugoconv.files.rooted_path import RootedPath, opened
from hugoconv.refusals import file_error
from hugoconv.site.run.journal import FIRST_LINE, FORMAT, MARK_SIZE, Tail, mark_of, sum_of
from hugoconv.text.regex import regex

_HEAD = regex(rb"([a-z]{1,10}) (\d{1,15}) ([0-9a-f]{16}) ([0-9a-f]{16})\n")
_CUT_HEAD = regex(rb"[a-z]{0,10}(?: \d{0,15}(?: [0-9a-f]{0,16}(?: [0-9a-f]{0,16})?)?)?\Z")
_LONGEST_HEAD = 64
_MAGIC = regex(rb"hugoconv journal (\d{1,9})\n")
# The first line of the version before this one.
_OLD_BEGIN = regex(rb'begin \d{1,9} [0-9a-f]{8}\n\{"format": (\d{1,9})[,}]')
_OLD_STATE = regex(rb"\n(batch|end|undoing|left|undone) \d{1,15} [0-9a-f]{8,16}[ \n]")
_TAIL_OF_OTHERS = 1 << 20
_CHUNK = 1 << 16


class JournalLine(NamedTuple):
    """A line of a journal: its kind, where its payload stands, the sum of that, and of the line."""

    kind: str
    start: int
    size: int
    sum: bytes
    head: bytes

    @property
    def end(self) -> int:
        """Where the next line begins."""
        return self.start + self.size + 1


class JournalReading(NamedTuple):
    """What stands in a journal. ``damage`` says what is wrong with it, empty for one that is whole, or was cut off
    while its last line was written; ``version`` is 0 for what is no journal."""

    lines: tuple[JournalLine, ...] = ()
    damage: str = ""
    version: int = FORMAT
    last: str = ""

    @property
    def tail(self) -> Tail:
        """Where the journal goes on."""
        if not self.lines:
            return Tail()
        return Tail(self.lines[-1].end, self.lines[-1].head, sum(line.kind == "batch" for line in self.lines))


def reading_of(rooted: RootedPath) -> JournalReading:
    """What stands in a journal. Raises FileError where it cannot be read.

    The sums of the payloads are not looked at but for the last one, see ``payload_of``: that reads the whole file.
    """
    with _file(rooted) as file:
        first = file.read(_LONGEST_HEAD)
        if not (found := _MAGIC.match(first)):
            return _of_others(file, first)
        if int(found[1]) != FORMAT:
            return JournalReading(version=int(found[1]), last=_last_of_others(file))
        lines, damage = _lines(file)
        reading = JournalReading(tuple(lines), damage)
        return reading._replace(damage=damage or _missing(file, reading))


@contextlib.contextmanager
def _file(rooted: RootedPath) -> Iterator[BinaryIO]:
    """A journal, open; OSError becomes FileError."""
    try:
        with opened(rooted, READ) as descriptor, open(descriptor, "rb", closefd=False) as file:
            yield file
    except OSError as error:
        raise FileError.of_system(rooted.path, "cannot-read", error) from error


def _of_others(file: BinaryIO, first: bytes) -> JournalReading:
    """What is told of a file that is no journal of this kind."""
    if found := _OLD_BEGIN.match(first):
        return JournalReading(version=int(found[1]), last=_last_of_others(file))
    return JournalReading(damage="this is no journal", version=FORMAT)


def _last_of_others(file: BinaryIO) -> str:
    """The kind of the last line that says of a run of another version how far it came, as far as that can be seen."""
    length = os.fstat(file.fileno()).st_size
    file.seek(max(0, length - _TAIL_OF_OTHERS))
    found = [m[1].decode() for m in _OLD_STATE.finditer(file.read(_TAIL_OF_OTHERS))]
    return found[-1] if found else ""


def _lines(file: BinaryIO) -> tuple[list[JournalLine], str]:
    """The whole lines in their order, and what is wrong with what follows them."""
    length = os.fstat(file.fileno()).st_size
    found: list[JournalLine] = []
    at, previous = FIRST_LINE, b""
    while at < length:
        line = _line_at(file, at, previous)
        if line is None or line.end > length or not _is_closed(file, line, length):
            return found, _damage(file, at, line, length)
        found.append(line)
        at, previous = line.end, line.head
    return found, ""


def _line_at(file: BinaryIO, at: int, previous: bytes) -> JournalLine | None:
    file.seek(at)
    match = _HEAD.match(file.read(_LONGEST_HEAD))
    if match is None or sum_of(previous, match[0][: -len(match[4]) - 2]) != match[4]:
        return None
    return JournalLine(match[1].decode(), at + match.end(), int(match[2]), match[3], match[4])


def _is_closed(file: BinaryIO, line: JournalLine, length: int) -> bool:
    """Whether a line ends where it should; of the last one, whether its payload is what was written."""
    file.seek(line.end - 1)
    return file.read(1) == b"\n" and (line.end < length or _fits(file, line))


def _fits(file: BinaryIO, line: JournalLine) -> bool:
    file.seek(line.start)
    return sum_of(file.read(line.size)) == line.sum


def _damage(file: BinaryIO, at: int, line: JournalLine | None, length: int) -> str:
    """Nothing for the beginning of a line that was being written: what is missing of it is not there, or zeros."""
    if line is not None:
        file.seek(line.end - 1)
        return "" if line.end > length or _only_zeros(file) else f"the line at byte {at} is not what was written"
    file.seek(at)
    rest = file.read(_LONGEST_HEAD)
    if _CUT_HEAD.match(rest.rstrip(b"\0")) and _only_zeros(file):
        return ""
    return f"the line at byte {at} is not what was written"


def _only_zeros(file: BinaryIO) -> bool:
    return all(not chunk.strip(b"\0") for chunk in iter(lambda: file.read(_CHUNK), b""))


def _missing(file: BinaryIO, reading: JournalReading) -> str:
    """What a journal lacks that was on disk once: the plan, or batches that a mark tells of."""
    kinds = [line.kind for line in reading.lines]
    if "ready" not in kinds or kinds[0] != "begin":
        return "its beginning is missing"
    file.seek(FIRST_LINE - 2 * MARK_SIZE)
    marks = [file.read(MARK_SIZE), file.read(MARK_SIZE)]
    # They are written in turn and without a wait, so that a loss of power may spoil one of them.
    known = [int(mark[:8]) for mark in marks if mark[:8].isdigit() and mark_of(int(mark[:8])) == mark]
    if not known:
        return "its marks are not what was written"
    return "lines are missing at its end" if max(known) > kinds.count("batch") else ""


def payload_of(rooted: RootedPath, line: JournalLine) -> bytes:
    """What a line holds. Raises FileError ``journal-damaged`` where that is not what was written."""
    with _file(rooted) as file:
        file.seek(line.start)
        payload = file.read(line.size)
    if sum_of(payload) != line.sum:
        raise file_error(rooted.path, "journal-damaged", case="disk")
    return payload


# What is left of a journal that is damaged


def fragments_of(rooted: RootedPath) -> Iterator[JournalLine]:
    """The lines of a damaged journal that are whole, wherever they stand. Raises FileError where it cannot be read."""
    with _file(rooted) as file:
        length = os.fstat(file.fileno()).st_size
        if not length:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield from _fragments(data, length)


def _fragments(data: mmap.mmap, length: int) -> Iterator[JournalLine]:
    patience = 8 * length + (1 << 24)  # bytes that are summed up, lest a file of false heads takes for ever
    at = 0
    while patience > 0 and (found := _HEAD.search(data, at)):
        line = JournalLine(found[1].decode(), found.end(), int(found[2]), found[3], found[4])
        # What looks like a head may stand in the bytes of a page.
        at = found.start() + 1
        if line.end > length:
            continue
        patience -= line.size + _LONGEST_HEAD
        if sum_of(data[line.start : line.end - 1]) == line.sum:
            at = line.end
            yield line
