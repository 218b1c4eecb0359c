"""The body of a page taken for another: whether the front matter is still found, and the edit that leads there."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.errors import MatterSyntaxError
from hugoconv.refusals import refused
from hugoconv.syntax.envelope import Envelope, leads_back
from hugoconv.text.patches import ByteEdit, edit_between

_LINE_ENDS = (b"\n", b"\r")


def refuse_at_fence(old: Envelope, new: Envelope, path: str | None) -> None:
    """Refuses (``body-at-fence``) a body with which Hugo would find another front matter than before."""
    if not old.has_front_matter and not _is_all_body(new):
        raise refused("body-at-fence", case="read-as-matter", path=path)
    above = old.closing or old.matter
    is_bare = old.has_front_matter and not above.endswith(_LINE_ENDS)
    if (is_bare and new.body and not old.body) or not leads_back(new):
        raise refused("body-at-fence", case="joined", path=path)


def _is_all_body(envelope: Envelope) -> bool:
    try:
        # spaces of any length may stand above a fence, so the beginning does not tell
        return leads_back(envelope, len(envelope.body))
    except MatterSyntaxError:
        return False


def body_edits(old: Envelope, new: Envelope) -> Iterator[ByteEdit]:
    """The edit of the body on the bytes of the old page; none where the bodies are equal."""
    if old.body != new.body:
        above = sum(map(len, old[:5]))
        start, end, text = edit_between(old.body, new.body)
        yield ByteEdit(above + start, above + end, text)
