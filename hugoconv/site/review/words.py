"""Which words of a changed line are other ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from hugoconv.text.regex import regex

# Words of letters; where a script has no spaces between words, every character.
_TOKEN = regex(r"[^\W\u2e80-\U0003ffff]+|\s+|.", re.DOTALL)
_MOST_TOKENS = 600
_MOST_SHOWN = 2_000  # characters of a run
_END_SHOWN = 200  # characters at each end of a longer one that is the same
_ELLIPSIS = " … "
_COMMENTED = "# \t/"
_ALIKE = 0.35  # the share of two lines that has to be the same, for one to be told as the other
_Run: TypeAlias = tuple[str, str, str]


def is_alike(old: str, new: str) -> bool:
    """Whether a line is another one that was changed, and not a line of its own.

    >>> is_alike("date: 2021-01-01", "#date: 2021-01-01"), is_alike("title: A", "# the day")
    (True, False)
    """
    one, other = old.strip(_COMMENTED), new.strip(_COMMENTED)
    longer = max(len(one), len(other))
    start, end = _common_ends(one, other)
    return longer == 0 or (start + end) / longer >= _ALIKE


@lru_cache(maxsize=20_000)
def words(old: str, new: str) -> tuple[str, ...]:
    """Two lines in one: what both have, what only the old one has, what only the new one has, and so on in turn; the
    last is what both have again, or nothing. Long runs are shortened.

    >>> words("date: 2020", "#date: 2021")
    ('', '', '#', 'date: ', '2020', '2021', '')
    """
    *changed, (last, _, _) = _joined(_runs(old, new))
    parts = (part for same, gone, come in changed for part in (_same(same), shortened(gone), shortened(come)))
    return (*parts, _same(last))


def shortened(text: str) -> str:
    """A text as far as it is shown."""
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + _ELLIPSIS


def _same(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[:_END_SHOWN] + _ELLIPSIS + text[-_END_SHOWN:]


def _joined(runs: Iterator[_Run]) -> list[_Run]:
    """The runs, two as one where only blanks stand between them: apart, they would be marked in pieces."""
    found: list[_Run] = []
    for same, gone, come in runs:
        if found and same and not same.strip() and gone + come:
            before, old, new = found.pop()
            found.append((before, old + same + gone, new + same + come))
        else:
            found.append((same, gone, come))
    return found


def _runs(old: str, new: str) -> Iterator[_Run]:
    """What is the same, and what follows it in each; in the last run nothing follows."""
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(one), len(other)) > _MOST_TOKENS:
        yield from _around(old, new)
        return
    from difflib import SequenceMatcher  # takes long to import

    same = ""
    for tag, i, i2, j, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            same = "".join(one[i:i2])
            continue
        yield same, "".join(one[i:i2]), "".join(other[j:j2])
        same = ""
    yield same, "", ""


def _around(old: str, new: str) -> Iterator[_Run]:
    """Long lines, of which only the ends are compared."""
    start, end = _common_ends(old, new)
    yield old[:start], old[start : len(old) - end], new[start : len(new) - end]
    yield old[len(old) - end :], "", ""


def _common_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters both have in common at their beginning, and of the others at their end."""
    start = _common_start(old, new)
    return start, _common_start(old[start:][::-1], new[start:][::-1])


def _common_start(old: str, new: str) -> int:
    differing = (i for i, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    return next(differing, min(len(old), len(new)))
