"""``python -m tests.benchmarks.patterns``: regular expressions of the package whose time grows faster than the text.

Each is tried as the code uses it, at every offset (``search``, ``sub``, ``finditer`` …) or at the beginning (``match``),
on a piece of text repeated: all that front matter and Markdown have signs for, alone and in pairs, with an end that
does not fit. It fails where a text of four times the size takes over nine times as long.
"""

from __future__ import annotations

import ast
import importlib
import itertools
import pathlib
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import hugoconv
from hugoconv.text.regex import regex

PACKAGE = pathlib.Path(hugoconv.__file__).parent
SCANS = ("search", "finditer", "findall", "sub", "subn", "split")
STARTS = ("match", "fullmatch")
PIECES = [
    *" \t\n\r#a1-[]{}(),:\"'\\`~!*_<>$=+|?&./é%^",
    "# ",
    "- ",
    "a: ",
    "# a\n",
    "[a,\n",
    "](",
    "{{<",
    "%}}",
    "<!--",
]
SIZE, LARGER = 1500, 4
LIMIT = 1.5  # seconds for one text
SLOW = 0.003  # seconds; below, nothing is said of growth


class TooLongError(BaseException):
    """The limit of time is over."""


def uses() -> Iterator[tuple[str, re.Pattern[Any], bool]]:
    """Every regular expression that a module calls by its name, and whether it is tried at every offset."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        called = set(_called(ast.parse(path.read_text("utf-8"))))
        names = vars(importlib.import_module(name)) if called else {}
        for variable, method in sorted(called):
            if isinstance(names.get(variable), re.Pattern | type(regex(""))):
                yield f"{name}.{variable}.{method}", names[variable], method in SCANS


def _called(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in (*SCANS, *STARTS) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr


def texts() -> Iterator[str]:
    """Pieces to be repeated."""
    yield from PIECES
    yield from map("".join, itertools.permutations(PIECES, 2))


def timed(work: Callable[[Any], object], text: str | bytes) -> float:
    """The seconds of the processor that a work takes; the limit where it takes longer."""
    begin = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        work(text)
    except TooLongError:
        return LIMIT * 9
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begin


def growing(pattern: re.Pattern[Any], scans: bool) -> tuple[str, float] | None:
    """The first piece on which the time grows faster than the text, and how often as long four times the text takes."""

    def work(text: Any) -> object:
        return pattern.subn(text[:0], text) if scans else pattern.match(text)

    work(b"" if isinstance(pattern.pattern, bytes) else "")  # compiled at the first use
    for piece in texts():
        text: Any = piece * (SIZE // len(piece)) + "\0"
        text = text.encode() if isinstance(pattern.pattern, bytes) else text
        if timed(work, text) < SLOW:
            continue
        times = min(timed(work, text * LARGER) / max(timed(work, text), SLOW / 2) for _ in range(2))
        if times > LARGER * 2.2:
            return piece, times
    return None


def _ring(*_: object) -> None:
    raise TooLongError


def main() -> int:
    """Prints what grows too fast; the exit status comes back."""
    signal.signal(signal.SIGVTALRM, _ring)
    tried, failed, seen = 0, 0, set[tuple[object, bool]]()
    for name, pattern, scans in uses():
        if (pattern.pattern, scans) not in seen:
            seen.add((pattern.pattern, scans))
            tried += 1
            if found := growing(pattern, scans):
                failed += 1
                print(f"{name}: {found[0]!r} four times as often takes {found[1]:.1f} times as long", flush=True)
    print(f"{tried} uses of regular expressions, {failed} grow faster than the text")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
