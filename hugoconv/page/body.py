"""The body of a page taken for another: whether the front matter is still found, and the edit that leads there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hugoconv.body.edited import edited
from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.refusals import refused
from hugoconv.syntax.envelope import Envelope, leads_back
from hugoconv.text.edits import Edits
from hugoconv.text.lines import position
from hugoconv.text.patches import ByteEdit, edits_between

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


def text_of_body(envelope: Envelope, path: str | None) -> str:
    """The body as text. Refused (``not-utf-8``) where it holds other bytes, with the line of the first."""
    try:
        return envelope.body.decode()
    except UnicodeDecodeError as error:
        before = envelope.body[: error.start].decode()
        lineno, colno = _position(envelope, before, len(before))
        raise refused("not-utf-8", case="body", path=path, lineno=lineno, colno=colno) from None


def edited_body(envelope: Envelope, change: Edits | Callable[[str], Edits], path: str | None) -> bytes:
    """The body with edits made that are given, or made of its text. Raises as ``edited`` and ``text_of_body``, with
    the line in the file."""
    text = text_of_body(envelope, path)
    if not isinstance(change, Edits) and not callable(change):
        raise TypeError(f"edit_body takes Edits, or a function from a text to them, not {type(change).__name__}")
    try:
        return edited(text, change if isinstance(change, Edits) else _edits_of(change(text))).encode()
    except Refused as error:
        error.path = path
        if error.span is not None:
            error.lineno, error.colno = _position(envelope, text, error.span[0])
            error.span = None  # of a body, where others are of the front matter
        raise


def _edits_of(answer: object) -> Edits:
    if not isinstance(answer, Edits):
        raise TypeError(f"the function returns Edits, not {type(answer).__name__}; with_body takes a whole new body")
    return answer


def _position(envelope: Envelope, text: str, at: int) -> tuple[int, int]:
    above = envelope.above_body.decode("utf-8", "replace")
    return position(above + text[:at], len(above) + at)


def body_edits(old: Envelope, new: Envelope) -> Iterator[ByteEdit]:
    """The edits of the body on the bytes of the old page; none where the bodies are equal."""
    if old.body != new.body:
        above = sum(map(len, old[:5]))
        for start, end, text in edits_between(old.body, new.body):
            yield ByteEdit(above + start, above + end, text)
