"""How much changes on each page, in the form of ``git diff --stat``, and which pages move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from hugoconv.errors import one_line
from hugoconv.site.plan.summary import number_of

WIDTH = 80
_BARS = 30


class Stat(NamedTuple):
    """The lines that a page gets and loses, and its new name where it moves; ``along`` are files renamed with it."""

    name: str
    to: str
    added: int
    removed: int
    along: int = 0


def stat_of(diff: str, name: str, to: str, along: int) -> Stat:
    """The figures of a page's own diff.

    >>> stat_of("--- a/x\\n+++ b/x\\n@@ -1,2 +1,1 @@\\n-a\\n--- b\\n+c\\n", "x", "x", 0)
    Stat(name='x', to='x', added=1, removed=2, along=0)
    """
    hunks = diff[diff.find("\n@@") + 1 :].split("\n") if "\n@@" in diff else []
    return Stat(name, to, sum(line[:1] == "+" for line in hunks), sum(line[:1] == "-" for line in hunks), along)


def lines_of(stats: Sequence[Stat]) -> Iterator[str]:
    """A line a page with its figures, the total, and a list of renames.

    >>> for line in lines_of([Stat("a.md", "a.md", 2, 1), Stat("talk/b.md", "post/b.md", 1, 0)]):
    ...     print(line)
     a.md                | 3 ++-
     {talk => post}/b.md | 1 +
     2 pages changed, 3 insertions(+), 1 deletion(-)
     rename talk/b.md => post/b.md
    """
    if not stats:
        return
    names = [_short(stat) for stat in stats]
    most = max(stat.added + stat.removed for stat in stats)
    room = max(20, WIDTH - _BARS - len(str(most)) - 6)
    column = min(max(map(len, names)), room)
    for name, stat in zip(names, stats, strict=True):
        shown = name if len(name) <= column else f"...{name[len(name) - column + 3 :]}"
        yield f" {shown:<{column}} | {stat.added + stat.removed:>{len(str(most))}} {_bar(stat, most)}".rstrip()
    yield _total(stats)
    yield from _renames(stats)


def _renames(stats: Iterable[Stat]) -> Iterator[str]:
    for stat in stats:
        if stat.to != stat.name:
            along = f" (with {number_of(stat.along, 'more file')})" if stat.along else ""
            yield f" rename {one_line(stat.name)} => {one_line(stat.to)}{along}"


def _short(stat: Stat) -> str:
    """A rename with what both names share told once, as git does: ``content/{talk => post}/x.md``."""
    old, new = one_line(stat.name).split("/"), one_line(stat.to).split("/")
    if old == new:
        return "/".join(old)
    # The last name is shown as changed even where `a.md` becomes `a.md/b.md`: else nothing would be left of the old
    # one.
    shortest = min(len(old), len(new)) - 1
    start = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    end = next((i for i in range(shortest + 1 - start) if old[-1 - i] != new[-1 - i]), shortest + 1 - start)
    middle = f"{{{'/'.join(old[start : len(old) - end])} => {'/'.join(new[start : len(new) - end])}}}"
    return "/".join([*old[:start], middle, *old[len(old) - end :]])


def _bar(stat: Stat, most: int) -> str:
    """Plus and minus signs, scaled where the longest would not fit; what is there has at least one."""
    scale = min(1.0, _BARS / max(most, 1))
    added, removed = (round(n * scale) or int(n > 0) for n in (stat.added, stat.removed))
    return "+" * added + "-" * removed


def _total(stats: Sequence[Stat]) -> str:
    added, removed = sum(stat.added for stat in stats), sum(stat.removed for stat in stats)
    parts = [f"{number_of(len(stats), 'page')} changed"]
    parts += [f"{number_of(added, 'insertion')}(+)"] if added or not removed else []
    parts += [f"{number_of(removed, 'deletion')}(-)"] if removed or not added else []
    return f" {', '.join(parts)}"
