"""The fields whose lines differ, by the lines alone: a plan that was saved does not name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hugoconv.errors import MatterSyntaxError
from hugoconv.site.review.rows import Hunk, Row
from hugoconv.syntax.envelope import head_of
from hugoconv.text.regex import regex

BODY = "(body)"
RECORD = "(record)"
# A field at the top level, live or commented out, in YAML, TOML and Org; in JSON at any depth.
_FIELD = regex(r"""(?:#\+?|//)?\x20?(?:\[\[?)?(?:\x20*\{?\s*"(?=[^"]*"\s*:))?"?([A-Za-z_][\w-]*)"?\s*(?:[:=\]]|\.\w)""")
_RECORD = regex(r"\s*(?:#|//)\s*hugoconv: was ")


def fields_of(found: Iterable[Hunk], old: bytes, new: bytes) -> tuple[str, ...]:
    """The names of the fields on or above changed lines, in lowercase, with ``(body)`` for lines of the body and
    ``(record)`` for the line that remembers a conversion.

    >>> from hugoconv.site.review.rows import hunks
    >>> old, new = b"---\\na:\\n  b: 1\\n---\\nx\\n", b"---\\na:\\n  b: 2\\n---\\ny\\n"
    >>> fields_of(hunks(old, new), old, new)
    ('(body)', 'a')
    """
    ends = _head_lines(old), _head_lines(new)
    return tuple(sorted({name for hunk in found for name in _named(hunk, *ends)}))


def _head_lines(data: bytes) -> int:
    """How many lines stand above the body."""
    try:
        return data.count(b"\n", 0, head_of(data))
    except MatterSyntaxError:
        return 0


def _named(hunk: Hunk, old_head: int, new_head: int) -> Iterator[str]:
    at, there, *rows = hunk
    assert isinstance(at, int) and isinstance(there, int)  # noqa: PT018 - the form of a hunk
    names = ["", ""]
    for row in rows:
        assert not isinstance(row, int)
        changed, texts = _sides(row)
        for side, text in enumerate(texts):
            if text is None:
                continue
            number, head = ((at, old_head), (there, new_head))[side]
            names[side] = _name(text, names[side]) if number <= head else BODY
            if changed and names[side]:
                yield names[side]
        at, there = at + (texts[0] is not None), there + (texts[1] is not None)


def _name(line: str, above: str) -> str:
    """The field to which a line belongs."""
    if _RECORD.match(line):
        return RECORD
    found = _FIELD.match(line)
    return found[1].lower() if found else above


def _sides(row: Row) -> tuple[bool, tuple[str | None, str | None]]:
    """Whether a row is about a change, and its lines in both files."""
    if isinstance(row, tuple):
        return True, (_side(row, 1), _side(row, 2))
    sign, text = row[:1], row[1:]
    return sign in "-+", (text if sign in " -" else None, text if sign in " +" else None)


def _side(row: tuple[str, ...], which: int) -> str:
    return "".join(part for i, part in enumerate(row) if i % 3 in (0, which))
