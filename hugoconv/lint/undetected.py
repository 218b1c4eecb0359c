"""What keeps Hugo from seeing the front matter of a page as its author wrote it: another encoding, other fences."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hugoconv.errors import MatterSyntaxError
from hugoconv.lint.diagnostics import LintContext, RawDiagnostic
from hugoconv.lint.encodings import Encoding, decoded, foreign_encoding
from hugoconv.lint.fixes.fences import dashed, first_in_page, opened
from hugoconv.page.page import parse
from hugoconv.text.lines import position, split_lines
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

_TOP = Span(0, 0)
# Most files without front matter begin with words: they are told by their beginning, and not looked through.
_MAY_BE_FENCE = regex('[\ufeff \t\r\n]*(?:[^\\w\\s]{1,2}|["\\w][\\w" .-]*[:=])')


def encodings(context: LintContext) -> Iterator[RawDiagnostic]:
    """A file that is not UTF-8."""
    found = encoding_of(context.page.to_bytes())
    if found is not None:
        yield found


def encoding_of(data: bytes) -> RawDiagnostic | None:
    """What there is to say of the encoding of some bytes; None for UTF-8."""
    encoding = foreign_encoding(data)
    if encoding is None:
        return None
    fix = "safe" if encoding.certain else "unsafe" if encoding.codec else ""
    return RawDiagnostic(
        "not-utf-8", _TOP, "", _said(data, encoding), fix, (1, 1) if encoding.certain else _first_stray(data)
    )


def _first_stray(data: bytes) -> tuple[int, int] | None:
    """Line and column of the first byte that is not UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        return position(before, len(before))
    return None


def _said(data: bytes, encoding: Encoding) -> str:
    """What an encoding is called, and how a title reads in it."""
    if not encoding.codec:
        return "holds bytes that are not UTF-8, the first of them here"
    verb = "is" if encoding.certain else "looks like"
    title = _title(decoded(data, encoding) or "")
    return f"{verb} {encoding.title}" + (f", in which its title reads {title}" if title else "")


def _title(text: str) -> str:
    try:
        title = parse(text).get("title")
    except MatterSyntaxError:
        return ""
    return title if isinstance(title, str) and len(title) <= 80 else ""


def fences(context: LintContext) -> Iterator[RawDiagnostic]:
    """Front matter between other dashes, or without a fence above it, which Hugo takes for text."""
    if context.page.has_front_matter:
        return
    text = context.page.to_bytes().decode("utf-8", "surrogateescape")
    if _MAY_BE_FENCE.match(text) is None:
        return
    if dashed(text) is not None:
        yield RawDiagnostic("odd-fence", _TOP, "", split_lines(text.lstrip("\ufeff \t\r\n"))[0].rstrip())
    elif opened(text) is not None:
        yield RawDiagnostic("no-opening-fence", _TOP)
    elif first_in_page(text) is not None:
        yield RawDiagnostic("text-above-fence", _TOP)


UNSEEN: tuple[Callable[[LintContext], Iterator[RawDiagnostic]], ...] = (encodings, fences)
