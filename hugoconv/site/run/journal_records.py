"""What a journal says that is whole: every line of it was looked at before anything is done with one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hugoconv.errors import FileError
from hugoconv.files.rooted_path import RootedPath
from hugoconv.refusals import refused
from hugoconv.site.base import Base
from hugoconv.site.move.groups import MoveGroup
from hugoconv.site.run.journal import Tail
from hugoconv.site.run.journal_lines import JournalLine, fragments_of, payload_of, reading_of
from hugoconv.site.run.journal_payloads import BatchOutline, Preimages, end_of, groups_of, outline_of
from hugoconv.site.run.runs import Run, journal_of, refuse_damaged

_READERS = {"plan": groups_of, "end": end_of}


class Records(NamedTuple):
    """The lines of a journal, each of which can be read, and the outlines of its batches. ``damage`` are messages on
    those that cannot."""

    rooted: RootedPath
    lines: tuple[JournalLine, ...]
    tail: Tail = Tail()
    damage: tuple[str, ...] = ()
    outlines: Mapping[JournalLine, BatchOutline] = {}

    def groups(self) -> Iterator[MoveGroup]:
        """Everything that the run was going to do."""
        for line in self.lines:
            if line.kind == "plan":
                yield from groups_of(payload_of(self.rooted, line))

    def batches(self) -> Iterator[Preimages]:
        """The preimages of its batches, the last one first."""
        for line in reversed(self.lines):
            if line.kind == "batch":
                yield self.outlines[line].filled(payload_of(self.rooted, line))

    def ended(self) -> list[str] | None:
        """The groups that the run itself took back, None where it did not come to its end."""
        last = next((line for line in reversed(self.lines) if line.kind in ("end", "batch")), None)
        return None if last is None or last.kind == "batch" else end_of(payload_of(self.rooted, last))

    def is_undo_cut_off(self) -> bool:
        """Whether it was being taken back when that was cut off."""
        return bool(self.lines) and self.lines[-1].kind == "undoing"


def records_of(base: Base, run: Run) -> Records:
    """What the journal of a run says. Refused (``journal-damaged``) where any of it is not what was written, or what no
    run writes; then nothing was changed."""
    rooted = journal_of(base, run.id)
    try:
        reading = reading_of(rooted)
        outlines = {line: outline for line in reading.lines if (outline := _read(rooted, line))}
    except FileError as error:
        why = f"{error.path}: {error.why}" if error.code == "outside-site" else error.why
        refuse_damaged(base, run._replace(state="damaged", damage=why))
        raise
    if reading.damage:
        refuse_damaged(base, run._replace(state="damaged", damage=reading.damage))
    return Records(rooted, reading.lines, reading.tail, outlines=outlines)


def _read(rooted: RootedPath, line: JournalLine) -> BatchOutline | None:
    """The outline of a batch; None for another line, which is looked at all the same. Raises FileError."""
    payload = payload_of(rooted, line)
    if line.kind == "batch":
        return outline_of(payload)
    if line.kind in _READERS:
        _READERS[line.kind](payload)
    return None


def fragments(base: Base, run: Run) -> Records:
    """What can still be read in a damaged journal. Refused (``journal-damaged``) where that is no batch at all."""
    rooted = journal_of(base, run.id)
    lines, damage, outlines = [], [], {}
    for line in fragments_of(rooted):
        try:
            outline = _read(rooted, line)
        except FileError as error:
            damage.append(f"{base.name(rooted.path)}: {error.code}: {error.path} {error.why}")
        else:
            lines.append(line)
            outlines.update({line: outline} if outline else {})
    if not any(line.kind == "batch" for line in lines):
        raise refused("journal-damaged", case="nothing", path=base.name(rooted.path))
    return Records(rooted, tuple(lines), damage=tuple(damage), outlines=outlines)
