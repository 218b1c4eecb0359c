"""Hugo's patterns for paths, as ``cascade`` and ``permalinks`` have them.

Rules: Hugo 0.168, checked against the binary. ``*`` and ``?`` stop at a slash, ``**`` does not; ``[abc]``, ``[a-c]``
and ``[!a]`` stand for one character, a slash too, and ``{a,b{c,d}}`` for any of some patterns; a backslash takes the
next character as it is. This is not the language of shells: ``/**/a`` does not match ``/a``, and ``[a-cx]`` is refused.

A pattern is compiled into steps that are followed all at once, one character after the other. A regular expression
would try one way after the other, which takes as long as the author of a site likes to make it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from hugoconv.hugo.urlize import lowered

_Test: TypeAlias = Callable[[str], bool]
_MOST_KEPT = 256


class GlobError(ValueError):
    """A pattern that Hugo refuses, with its reason: it builds no site in which one stands."""


class _Step(NamedTuple):
    """What a character has to be for the next step, and where else the match may go on without one."""

    test: _Test | None
    jumps: tuple[int, ...] = ()
    repeats: bool = False


def matches(glob: str, text: str) -> bool:
    """Whether a pattern matches the whole of a text; case does not count. Raises GlobError.

    >>> [matches("/{talk,talk/**}", path) for path in ("/talk", "/Talk/2020/opening", "/talks")]
    [True, True, False]
    """
    steps = _compiled(lowered(glob))
    here = _reached(steps, [0])
    for char in lowered(text):
        here = _reached(steps, _after(steps, here, char))
        if not here:
            return False
    return len(steps) in here


def _after(steps: tuple[_Step, ...], here: Iterable[int], char: str) -> Iterator[int]:
    for at in here:
        if at < len(steps) and (test := steps[at].test) is not None and test(char):
            yield at if steps[at].repeats else at + 1


def _reached(steps: tuple[_Step, ...], starts: Iterable[int]) -> set[int]:
    """The steps that a match may be at, with those to which others lead without a character."""
    found, waiting = set[int](), list(starts)
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting += steps[at].jumps if at < len(steps) else ()
    return found


@lru_cache(maxsize=_MOST_KEPT)
def _compiled(glob: str) -> tuple[_Step, ...]:
    """The steps of a pattern; the match is at its end behind the last."""
    steps: list[_Step] = []
    open_groups: list[tuple[list[int], list[int]]] = []  # the starts of the alternatives, and their ends
    for kind, chars in _tokens(glob):
        at = len(steps)
        # A step without a test keeps the place of each brace and comma: where it leads is known when the group is
        # closed.
        if kind == "{":
            steps.append(_Step(None))
            open_groups.append(([at, at + 1], []))
        elif kind == ",":
            steps.append(_Step(None))
            open_groups[-1][0].append(at + 1)
            open_groups[-1][1].append(at)
        elif kind == "}":
            (first, *starts), ends = open_groups.pop()
            steps[first] = _Step(None, tuple(starts))
            for end in ends:
                steps[end] = _Step(None, (at,))
        elif kind in ("*", "**"):
            steps.append(_Step(_is_any if kind == "**" else _is_no_slash, (at + 1,), repeats=True))
        else:
            steps.append(_Step(_TESTS[kind](chars)))
    if open_groups:
        raise GlobError(f"{glob}: a {{ is not closed")
    return tuple(steps)


def _tokens(glob: str) -> Iterator[tuple[str, str]]:
    """The parts of a pattern: what each is, and the characters that it names."""
    at, depth = 0, 0
    while at < len(glob):
        char = glob[at]
        if char == "[":
            kind, chars, at = _one_of(glob, at + 1)
            yield kind, chars
            continue
        if char == "\\":
            at += 1
            if at == len(glob):
                raise GlobError(f"{glob}: nothing stands behind the last backslash")
            yield "char", glob[at]
        elif glob.startswith("**", at):
            at += 1
            yield "**", ""
        # Outside of braces a comma and a closing brace stand for themselves.
        elif char in "*?{" or (depth and char in ",}"):
            depth += (char == "{") - (char == "}")
            yield char, ""
        else:
            yield "char", char
        at += 1


def _one_of(glob: str, at: int) -> tuple[str, str, int]:
    """What stands in brackets, and where it ends: a range of two characters, or characters, some behind a backslash."""
    negated = "!" if glob.startswith("!", at) else ""
    at += len(negated)
    if glob.startswith("-", at + 1):
        low, high, end = glob[at], glob[at + 2 : at + 3], at + 3
        if not high or high < low:
            raise GlobError(f"{glob}: a range in brackets goes from {low} to {high or 'nothing'}")
        chars, kind = low + high, f"[{negated}-]"
    else:
        chars, end = _characters(glob, at)
        kind = f"[{negated}]"
    if not chars or not glob.startswith("]", end):
        raise GlobError(f"{glob}: brackets hold one range or some characters, and are closed")
    return kind, chars, end + 1


def _characters(glob: str, at: int) -> tuple[str, int]:
    found = []
    while at < len(glob) and glob[at] != "]":
        at += glob[at] == "\\"
        found.append(glob[at : at + 1])
        at += 1
    return "".join(found), at


def _is_any(_char: str) -> bool:
    return True


def _is_no_slash(char: str) -> bool:
    return char != "/"


_TESTS: dict[str, Callable[[str], _Test]] = {
    "char": lambda wanted: lambda char: char == wanted,
    "?": lambda _: _is_no_slash,
    "[]": lambda chars: lambda char: char in chars,
    "[!]": lambda chars: lambda char: char not in chars,
    "[-]": lambda ends: lambda char: ends[0] <= char <= ends[1],
    "[!-]": lambda ends: lambda char: not ends[0] <= char <= ends[1],
}
