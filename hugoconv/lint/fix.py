"""Repairs where there is one certain way to fix a page; what is not certain is left to its author.

A page that parses is fixed by operations, which the page itself verifies. Where it does not, or where Hugo sees no
front matter in it, text is edited: the result must parse, or stop at a later place, and everything outside the edit
stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, zip_longest
from typing import NamedTuple

from hugoconv.errors import PathError, Refused
from hugoconv.layouts.parse import parse
from hugoconv.lint.check import Diagnostic, check_bytes
from hugoconv.lint.encodings import decoded, foreign_encoding
from hugoconv.lint.fixes.fences import closed, dashed, first_in_page, opened, with_dots_as_fence
from hugoconv.lint.fixes.fields import Repair, repairs
from hugoconv.lint.fixes.lines import with_fixed_lines
from hugoconv.page.page import Page
from hugoconv.syntax.comments import comment_spans
from hugoconv.syntax.envelope import split
from hugoconv.text.regex import regex

# A round fixes one fault of the text, or all of a page. The bound is for repairs that would bring each other back.
MOST_ROUNDS = 50
_BREAK = regex(rb"\r\n|\r|\n")


class Fixed(NamedTuple):
    """A page after its repairs: its bytes, what was fixed, and what is left to do by hand."""

    data: bytes
    fixed: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]


class _State(NamedTuple):
    """A page on the way: its bytes with the problems that they have."""

    data: bytes
    problems: tuple[Diagnostic, ...]

    @property
    def is_read(self) -> bool:
        """Whether the page parses."""
        return all(problem.span is not None for problem in self.problems)


def fix(data: bytes, path: str | None = None, *, unsafe: bool = False) -> Fixed:
    """A page with everything fixed that has one certain remedy; with ``unsafe`` guesses too.

    Doing it twice is doing it once; what is not fixed stays to the byte. No comment is lost but by a guess.

    >>> fix(b"---\\ntitle: Maps: a talk\\ndate: 2020/1/2\\n---\\n").data
    b'---\\ntitle: "Maps: a talk"\\ndate: 2020-01-02\\n---\\n'
    """
    state = _State(data, check_bytes(data, path))
    fixed: list[Diagnostic] = []
    for _ in range(MOST_ROUNDS):
        step = _text_step(state, path, unsafe=unsafe) or _page_step(state, path, unsafe=unsafe)
        if step is None:
            break
        problems, state = step
        fixed += problems
    return Fixed(state.data, tuple(fixed), state.problems)


def _is_better(old: _State, new: _State) -> bool:
    """Whether a repair leaves fewer problems, or at least none before the place of the first one."""
    if not new.is_read:
        before, after = old.problems[0], new.problems[0]
        return not old.is_read and (after.lineno, after.colno) > (before.lineno, before.colno)
    return not old.is_read or len(new.problems) < len(old.problems)


# text


def _text_step(state: _State, path: str | None, *, unsafe: bool) -> tuple[tuple[Diagnostic, ...], _State] | None:
    """What is fixed in the text, with the page after that."""
    for problem in state.problems:
        data = _fixed_text(state.data, problem, unsafe=unsafe)
        fixed: tuple[Diagnostic, ...] = (problem,)
        if data is None and problem.span is None and problem.code in ("yaml-syntax", "root-not-a-map"):
            data, fixed = _with_lines(state.data, problem)
        if data is None or data == state.data:
            continue
        new = _State(data, check_bytes(data, path))
        if problem.code in _UNSEEN or _is_better(state, new):
            return fixed, new
    return None


def _with_lines(data: bytes, problem: Diagnostic) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The page with all lines fixed that keep its YAML from being read, and what was wrong with them."""
    new, errors = with_fixed_lines(split(data))
    above = len(_BREAK.findall(new.lead + new.opening))
    fixed = tuple(
        problem._replace(message=error.msg, remedy=error.hint, lineno=error.lineno + above, colno=error.colno)
        for error in errors
    )
    return b"".join(new.parts), fixed


# A page in which Hugo sees no front matter has few problems; when it does, more may show.
_UNSEEN = ("not-utf-8", "odd-fence", "no-opening-fence", "text-above-fence")


def _fixed_text(data: bytes, problem: Diagnostic, *, unsafe: bool) -> bytes | None:
    """The bytes of a page with one problem fixed; None where text is not the place to do that."""
    if problem.code == "not-utf-8":
        return _as_utf8(data) if unsafe or problem.fix == "safe" else None
    if problem.span is not None and problem.code not in (*_UNSEEN, "text-not-read"):
        return None
    # Bytes that are not UTF-8 come back as they were; strictly decoded, the page could not be fixed at all.
    text = data.decode("utf-8", "surrogateescape")
    new = _with_fence(text, problem.code, unsafe=unsafe)
    return None if new is None else new.encode("utf-8", "surrogateescape")


def _as_utf8(data: bytes) -> bytes | None:
    encoding = foreign_encoding(data)
    text = decoded(data, encoding) if encoding is not None else None
    return None if text is None else text.encode("utf-8")


def _with_fence(text: str, code: str, *, unsafe: bool) -> str | None:
    match code:
        case "unclosed-fence":
            return closed(text, unsafe=unsafe)
        case "text-after-end" | "text-not-read":
            return with_dots_as_fence(text)
        case "fence" | "odd-fence" | "yaml-syntax" | "root-not-a-map":
            return dashed(text)
        case "no-opening-fence":
            return opened(text)
        case "text-above-fence":
            return first_in_page(text)
        case _:
            return None


# pages that parse


def _page_step(state: _State, path: str | None, *, unsafe: bool) -> tuple[tuple[Diagnostic, ...], _State] | None:
    """As many problems as can be fixed at once, with the page after that."""
    if not state.is_read or not any(problem.fix for problem in state.problems):
        return None
    page = parse(state.data, path)
    found, new = _possible(page, _begun(page, repairs(page, state.problems, unsafe=unsafe)), unsafe=unsafe)
    while found:
        new = _repaired(page, found, unsafe=unsafe) if new is None else new
        if new is not None and new != page:
            after = _State(new.to_bytes(), check_bytes(new.to_bytes(), path))
            if _is_better(state, after):
                return tuple(problem for repair in found for problem in repair.problems), after
        found, new = found[: len(found) // 2], None  # repairs that get in each other's way
    return None


def _begun(page: Page, found: Iterable[Repair]) -> list[Repair]:
    """Those repairs whose first operation is not refused at once; to try each on the page would take much longer."""
    begun = [repair for repair in found if repair.steps and repair.steps[0]]
    firsts = tuple(repair.steps[0][0] for repair in begun)
    return [repair for repair, lowered in zip(begun, page._lowered(firsts), strict=True) if lowered]


def _possible(page: Page, found: list[Repair], *, unsafe: bool) -> tuple[list[Repair], Page | None]:
    """Those repairs that the page does not refuse, each alone or with others, and the page after them where all go
    together."""
    if not found:
        return [], None
    new = _repaired(page, found, unsafe=unsafe)
    if new is not None or len(found) == 1:
        return found if new is not None else [], new
    half = len(found) // 2
    first, second = (_possible(page, some, unsafe=unsafe)[0] for some in (found[:half], found[half:]))
    return first + second, None


def _repaired(page: Page, found: list[Repair], *, unsafe: bool) -> Page | None:
    """The page after some repairs, their steps side by side; None where it is refused, or where a comment would be
    lost and that is no guess."""
    new = page
    try:
        for steps in zip_longest(*(repair.steps for repair in found), fillvalue=()):
            operations = tuple(chain.from_iterable(steps))
            new = new._together(operations) or new.apply(*operations)
    except (Refused, PathError):
        return None
    used = sum(repair.uses_comment for repair in found)
    lost = len(comment_spans(page.tree)) - len(comment_spans(new.tree)) - used
    return new if unsafe or lost <= 0 else None
