"""From what somebody did to a dict and a text to operations and a body."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from hugoconv.page.operations import Insert, Operation, Remove, Requote, Set
from hugoconv.syntax.tree import Path
from hugoconv.text.lines import line_break, split_lines
from hugoconv.text.opcodes import opcodes


def is_same(old: object, new: object) -> bool:
    """Whether two values are equal and of one type throughout: 1 is not True, and not 1.0."""
    if type(old) is not type(new):
        return False
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(is_same(value, new[key]) for key, value in old.items())
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return len(old) == len(new) and all(map(is_same, old, new))
    return old == new or (isinstance(old, float) and repr(old) == repr(new))  # nan is not equal to itself


def operations(old: Mapping[Any, Any], new: Mapping[Any, Any], above: Path = ()) -> Iterator[Operation]:
    """The operations that make one map of another: what went, then in the order of the new one what came or changed."""
    yield from (Remove((*above, str(key))) for key in old if key not in new)
    for key, value in new.items():
        path = (*above, str(key))
        if key not in old:
            yield Insert(path, value)
        elif isinstance(old[key], dict) and isinstance(value, dict) and old[key] and value:
            yield from operations(old[key], value, path)
        elif not is_same(old[key], value):
            yield Set(path, value)


def requotings(found: object, wanted: object, above: Path = ()) -> Iterator[Requote]:
    """The operations that give quotes to text in which another reader finds something else, such as a date or a truth,
    and take them from a date that it is to find as one.

    >>> list(requotings({"a": [True], "b": "2020-01-02"}, {"a": ["yes"], "b": datetime.date(2020, 1, 2)}))
    [Requote(path=('a', 0), quoted=True), Requote(path=('b',), quoted=False)]
    """
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key, value in wanted.items():
            yield from requotings(found.get(key, value), value, (*above, str(key)))
    elif isinstance(wanted, list | tuple) and isinstance(found, list):
        for i, (old, new) in enumerate(zip(found, wanted, strict=False)):
            yield from requotings(old, new, (*above, i))
    elif isinstance(wanted, str) and not isinstance(found, str):
        yield Requote(above, quoted=True)
    elif isinstance(wanted, datetime.date) and isinstance(found, str):
        yield Requote(above, quoted=False)


def content_of(body: str) -> str:
    """The text of a body as python-frontmatter gives it: without white space around, lines ending in LF."""
    return body.replace("\r\n", "\n").strip()


def with_content(body: str, content: str, eol: str) -> str:
    """A body with another content: the white space around it stays, and every line that is still there keeps its end.

    >>> with_content("\\r\\none\\r\\ntwo\\r\\n", "one\\nthree", "\\r\\n")
    '\\r\\none\\r\\nthree\\r\\n'
    """
    old = body.strip()
    if not old:
        return eol + _with_ends(content, eol) + eol if content else body
    start = body.index(old)
    return body[:start] + _with_lines(old, content) + body[start + len(old) :]


def _with_lines(old: str, content: str) -> str:
    eol, before = line_break(old, 0), split_lines(old)
    after = content.replace("\r\n", "\n").split("\n")
    lines: list[str] = []
    for tag, start, end, first, last in opcodes([line.rstrip("\r\n") for line in before], after):
        equal = tag == "equal"
        ends = [line[len(line.rstrip("\r\n")) :] for line in before[start:end]] if equal else []
        lines += (text + (ends[i] if equal else "") for i, text in enumerate(after[first:last]))
    # A line that is new, or was the last one, has the end of the first line; the last one has none.
    ended = [line if line.endswith(("\n", "\r")) else line + eol for line in lines[:-1]]
    return "".join((*ended, lines[-1].rstrip("\r\n")))


def _with_ends(content: str, eol: str) -> str:
    return content.replace("\r\n", "\n").replace("\n", eol)
