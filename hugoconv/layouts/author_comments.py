"""The fields that a conversion comments out, told from those that the author had commented out before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache

from hugoconv.errors import PathError, Refused
from hugoconv.layouts.live_fields import commented_out_fields
from hugoconv.layouts.record import Named, Record
from hugoconv.layouts.schema import Lens
from hugoconv.page.operations import CommentOut, Uncomment
from hugoconv.page.page import Page
from hugoconv.syntax.commented_out import CommentedOut


def commented_out_before(page: Page, ours: set[str], names: frozenset[str]) -> Iterator[Named]:
    """The author's own commented-out fields among those of some names, which the way back brings to life."""
    starts = {page.fields[name].span.start: name for name in ours}
    places = [(start, name, True) for start, name in starts.items()]
    places += [(f.span.start, f.key, False) for f in revivable(page, names)]
    alike: dict[str, list[tuple[str, bool]]] = {}
    for _, name, mine in sorted(places):
        alike.setdefault(name.casefold(), []).append((name, mine))
    for several in alike.values():
        some_are_mine = any(mine for _, mine in several)
        for nth, (name, mine) in enumerate(several, 1):
            if not mine:
                yield Named(name, nth if some_are_mine else None)
                if not some_are_mine:
                    break


def revived_by(page: Page, record: Record, lens: Lens) -> Iterator[Uncomment]:
    """The operations that bring back to life what a conversion with this record has commented out."""
    names = lens.commented_out(record.was)
    if not names:
        return
    found, alike, seen = {field.span for field in revivable(page, names)}, Counter[str](), Counter[str]()
    before = record.commented_out_names()
    date_stays = lens.phases and not any(new.casefold() == "date" for new, _ in record.renamed)
    for field in commented_out_fields(page) if found else ():
        folded = field.key.casefold()
        nth = alike[folded]
        alike[folded] += 1
        if field.span not in found:
            continue
        seen[folded] += 1
        is_authors = (folded, None) in before or (folded, seen[folded]) in before
        if not is_authors and not (folded == "date" and date_stays):
            yield Uncomment((field.key,), nth)


def revivable(page: Page, names: frozenset[str]) -> tuple[CommentedOut, ...]:
    """The commented-out fields of some names that a conversion may have left: top-level, without a space behind the
    marker."""
    marker = page.comment_marker
    # To tell them all from prose takes its time.
    if not names or not _may_be_commented_out(marker, names).search(page.matter):
        return ()
    return tuple(
        field
        for field in commented_out_fields(page)
        if field.key.casefold() in names and field.markers[0].of(page.matter) == marker
    )


@cache
def _may_be_commented_out(marker: str, names: frozenset[str]) -> re.Pattern[str]:
    """What every page has in which there is such a field: one of the names right behind a marker, or an escape."""
    keys = "|".join(map(re.escape, sorted(names)))
    return re.compile(rf"{re.escape(marker)}\[*[ \t]*(?:[\"']?(?:{keys})|[\"'][^\r\n]*\\)", re.IGNORECASE)


def reviving(page: Page, names: frozenset[str], *, with_date: bool, made: Collection[str] = ()) -> Iterator[Uncomment]:
    """The operations that bring to life what the author had commented out of fields of some names, where commenting it
    out again gives the same bytes; none for a field that is live, there twice, or among the names that are made."""
    alike = Counter(field.key.casefold() for field in commented_out_fields(page))
    there = {name.casefold() for name in (*page, *made)}
    for field in revivable(page, names):
        folded = field.key.casefold()
        is_date = folded == "date" and with_date
        if alike[folded] > 1 or (not is_date and (folded in there or folded == "date")):
            continue
        op = Uncomment((field.key,))
        if is_date or _comes_back(page, field.key, op):
            yield op


def left_commented_out(page: Page, lens: Lens, to: str, added: Collection[str]) -> Iterator[str]:
    """Notes of the fields that only the layout ``to`` has and that stay commented out, but for those that were added
    so: which may be brought to life, and which only by hand."""
    commented_out = (field.key for field in commented_out_fields(page))
    names = [name for name in commented_out if name.casefold() in lens.only(to) and name not in added]
    may_live = {str(op.path[0]) for op in reviving(page, lens.commented_out(to), with_date=False)} if names else set()
    by_choice = [name for name in names if name in may_live]
    by_hand = [name for name in names if name not in may_live]
    if by_choice:
        yield f"commented out here and left so: {', '.join(by_choice)} (--uncomment-fields brings them to life)"
    if by_hand:
        yield f"commented out here and left so: {', '.join(by_hand)} (take the # away by hand)"


def _comes_back(page: Page, name: str, op: Uncomment) -> bool:
    try:
        return page.apply(op).apply(CommentOut((name,))).to_bytes() == page.to_bytes()
    except (Refused, PathError):
        return False
