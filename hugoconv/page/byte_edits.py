"""From edits of a text to edits of the bytes of its file, fences and body included."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.page.body import body_edits
from hugoconv.syntax.envelope import Envelope
from hugoconv.text.edits import Edits
from hugoconv.text.patches import ByteEdit


def byte_edits(old: Envelope, new: Envelope, edits: Edits) -> Iterator[ByteEdit]:
    """The edits on the bytes of an old page that lead to a new one; ``edits`` are those of the matter."""
    opened = len(old.above_matter)
    if old.opening != new.opening:
        yield ByteEdit(opened - len(old.opening), opened, new.opening)
    yield from _of_matter(old, edits, opened)
    if old.closing != new.closing:
        closed = opened + len(old.matter)
        yield ByteEdit(closed, closed + len(old.closing), new.closing)
    yield from body_edits(old, new)


def _of_matter(old: Envelope, edits: Edits, place: int) -> Iterator[ByteEdit]:
    matter, at = old.matter.decode("utf-8", "surrogateescape"), 0
    # Piece by piece: to encode the text above each edit anew takes the square of their number.
    for edit in edits:
        place += len(matter[at : edit.start].encode("utf-8", "surrogateescape"))
        end = place + len(matter[edit.start : edit.end].encode("utf-8", "surrogateescape"))
        yield ByteEdit(place, end, edit.new.encode("utf-8", "surrogateescape"))
        at, place = edit.end, end
