"""Whether the real Hugo reads values of the same kinds before and after a translation, or the notes name those that
changed. Answers are those of Hugo: single values as ``"GoType:value"``, in lists and maps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

_KINDS = {"int": "whole", "int64": "whole", "uint64": "whole", "template.HTML": "string"}
_GLOBAL = {
    ("whole", "float64"): "whole numbers are floats for Hugo in JSON",
    ("float64", "whole"): "whole numbers, which Hugo reads as floats in JSON, are integers now",
}


def without_note(before: Any, after: Any, notes: Iterable[str]) -> Iterator[str]:
    """Every value that is of another kind, or not there any more, with no note that begins with its path."""
    told = {note.partition(": ")[0].lower() for note in notes}
    for path, was, now in changes(before, after):
        name = ".".join(map(str, path)).lower()
        if _GLOBAL.get((was, now)) not in notes and name not in told:
            yield f"{name}: {was}, now {now}"


def changes(
    before: Any, after: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Where the kind of a value is another one."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            yield from changes(before.get(key), after.get(key), (*path, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for i, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from changes(one, other, (*path, i))
    elif _kind(before) != _kind(after):
        yield path, _kind(before), _kind(after)


def _kind(answer: Any) -> str:
    if isinstance(answer, dict | list):
        return type(answer).__name__
    name = str(answer or "<nil>:").partition(":")[0]
    return _KINDS.get(name, name)
