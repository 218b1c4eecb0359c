"""What a journal says that is whole: every line of it was looked at before anything is done with one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import FileError, Refused
from hugoconv.files.beneath import Spot
from hugoconv.site.base import Base
from hugoconv.site.journal import Tail
from hugoconv.site.journal_lines import Line, fragments_of, payload_of, reading_of
from hugoconv.site.journal_payloads import Kept, end_of, kept_of, units_of
from hugoconv.site.runs import Run, journal_of, refuse_damaged
from hugoconv.site.units import Unit

_READERS = {"plan": units_of, "batch": kept_of, "end": end_of}


class Records(NamedTuple):
    """The lines of a journal, each of which can be read. ``damage`` are messages on those that cannot."""

    spot: Spot
    lines: tuple[Line, ...]
    tail: Tail = Tail()
    damage: tuple[str, ...] = ()

    def units(self) -> Iterator[Unit]:
        """Everything that the run was going to do."""
        for line in self.lines:
            if line.kind == "plan":
                yield from units_of(payload_of(self.spot, line))

    def batches(self) -> Iterator[Kept]:
        """What its batches kept, the last one first."""
        for line in reversed(self.lines):
            if line.kind == "batch":
                yield kept_of(payload_of(self.spot, line))

    def ended(self) -> list[str] | None:
        """The units that the run itself took back, None where it did not come to its end."""
        last = next((line for line in reversed(self.lines) if line.kind in ("end", "batch")), None)
        return None if last is None or last.kind == "batch" else end_of(payload_of(self.spot, last))


def records_of(base: Base, run: Run) -> Records:
    """What the journal of a run says. Refused (``journal-damaged``) where any of it is not what was written, or what no
    run writes; then nothing was changed."""
    spot = journal_of(base, run.id)
    try:
        reading = reading_of(spot)
        for line in reading.lines:
            _read(spot, line)
    except FileError as error:
        why = f"{error.path}: {error.why}" if error.code == "outside-site" else error.why
        refuse_damaged(base, run._replace(state="damaged", damage=why))
        raise
    if reading.damage:
        refuse_damaged(base, run._replace(state="damaged", damage=reading.damage))
    return Records(spot, reading.lines, reading.tail)


def _read(spot: Spot, line: Line) -> None:
    payload = payload_of(spot, line)
    if line.kind in _READERS:
        _READERS[line.kind](payload)


def fragments(base: Base, run: Run) -> Records:
    """What can still be read in a damaged journal. Refused (``journal-damaged``) where that is no batch at all."""
    spot = journal_of(base, run.id)
    lines, damage = [], []
    for line in fragments_of(spot):
        try:
            _read(spot, line)
        except FileError as error:
            damage.append(f"{base.name(spot.path)}: {error.code}: {error.path} {error.why}")
        else:
            lines.append(line)
    if not any(line.kind == "batch" for line in lines):
        why = "nothing in it can be taken back"
        raise Refused("journal-damaged", why, "take the pages from a backup", path=base.name(spot.path))
    return Records(spot, tuple(lines), damage=tuple(damage))
