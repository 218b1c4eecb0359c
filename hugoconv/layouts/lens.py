"""The lens between two layouts: what a conversion does to a page, and how its way back is proved.

A step renames a key in place, comments a field out, uncomments it, or gives ``type`` the other layout's
name; nothing moves and nothing is reformatted. At every conversion the way back is run on the result;
where it does not give the old bytes, the page is refused (promise I6).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import PathError, Refused
from hugoconv.layouts.aliases import Move, aliasing, recorded, spelling, without_aliases
from hugoconv.layouts.detection import OTHER, Fields, detect_era, detect_layout, not_a_page, values
from hugoconv.layouts.hiding import hidden_before, revived_by
from hugoconv.layouts.parsing import vocabulary
from hugoconv.layouts.record import Named, Record, record_of
from hugoconv.layouts.schema import Era, default_era, era_named, layout_named, talk_only
from hugoconv.page.operations import (
    AddDirective,
    CommentOut,
    DropDirective,
    Exchange,
    Operation,
    Rename,
    Set,
)
from hugoconv.page.page import Page
from hugoconv.syntax.table import SYNTAXES

_NAMING = ("type", "layout")  # fields whose value names the layout


class Conversion(NamedTuple):
    """A converted page with what is worth knowing about it; ``from_`` and ``to`` are talk or post."""

    page: Page
    notes: tuple[str, ...]
    from_: str
    to: str
    era: str


class _Trip(NamedTuple):
    """One way of a conversion: to which layout, under which name, by the rules of which era."""

    to: str
    name: str
    era: Era


def convert(
    page: Page,
    to: str,
    *,
    from_: str | None = None,
    era: str | None = None,
    path: str | None = None,
    record: bool = True,
    force: bool = False,
    move: Move | None = None,
) -> Conversion:
    """The page in another layout: talk (event, events) or post (blog).

    ``from_`` and ``era`` override what is detected, ``path`` says where the page would lie. Without ``record`` there is
    no way back. With ``move`` the page also leaves its folder: it gets an alias, the record remembers both, and the way
    back takes away what the way there had added. Refused: what is neither talk nor post unless ``force``, a page of
    unknown layout, and one whose way back does not give its bytes. A page that has the layout already comes back
    unchanged (I7).
    """
    page = page.knowing(vocabulary(page.hugo))
    trip_to = _named(to)
    fields = values(page)
    where = path or page.path
    excluded = not_a_page(where, fields)
    if excluded is not None and not force:
        raise Refused(excluded.code, excluded.why, "leave it as it is, or use --force", path=page.path)
    found = record_of(page)
    if found is not None and found.was == trip_to:
        return _back(page, found, move)
    if found is not None:
        return Conversion(page, (), OTHER[found.was], trip_to, found.era)
    layout = _named(from_) if from_ else _detected(where, fields, page)
    rules, notes = _era(era, where, fields)
    if layout == trip_to:
        return Conversion(page, (), layout, trip_to, rules.id)
    if page.syntax in SYNTAXES and SYNTAXES[page.syntax].field is None:
        raise Refused("no-comments", f"{page.syntax} front matter has no comments", "translate the page first")
    trip = _Trip(trip_to, to.lower(), rules)
    if not record:
        return Conversion(page.apply(*aliasing(page, move), *_steps(page, trip)), notes, layout, trip_to, rules.id)
    return Conversion(_there(page, trip, move), (*notes, *_notes(page, trip)), layout, trip_to, rules.id)


def _named(name: str) -> str:
    layout = layout_named(name)
    if layout is None:
        raise Refused("layout-unknown", f"no layout is called {name!r}", "use talk, event, post or blog")
    return layout


def _detected(where: str | None, fields: Fields, page: Page) -> str:
    layout, reason = detect_layout(where, fields)
    if layout is None:
        raise Refused(
            "layout-unknown",
            f"neither a talk nor a post for certain: {reason}",
            "name it with --from",
            path=page.path,
        )
    return layout


def _era(era: str | None, where: str | None, fields: Fields) -> tuple[Era, tuple[str, ...]]:
    """The era of a page whatever its layout, so that both ways go by the same rules."""
    if era is not None:
        named = era_named(era)
        if named is None:
            raise Refused("era-unknown", f"no era is called {era!r}", "use a theme version such as 4.8 or 5.9")
        return named, ()
    detected, _, contradictions = detect_era(where, fields, None)
    if detected is not None:
        return detected, tuple(contradictions)
    usual = default_era()
    return usual, (*contradictions, f"the theme version is unknown and taken as {usual.title}")


# there


def _there(page: Page, trip: _Trip, move: Move | None) -> Page:
    """The converted page with its record, the way back proved.

    A record is left where the page changes or moves, or where the way back would change it.
    """
    steps = tuple(_steps(page, trip))
    back = trip._replace(to=OTHER[trip.to], name=OTHER[trip.to])
    if not steps and move is None and not any(_steps(page, back)):
        return page
    record = _record(page, trip, steps)
    if move is not None:
        record = recorded(page, record, move)
    there = page.apply(*aliasing(page, move), *steps, AddDirective(str(record)))
    _prove(page, there, trip, move)
    return there


def _prove(page: Page, there: Page, trip: _Trip, move: Move | None) -> None:
    """Refuses a conversion whose way back does not give the bytes (I6); ``there`` has been read anew already."""
    found = record_of(there)
    if found is not None and _leads_back(page, there, found, trip, move and Move("")):
        return
    raise Refused(
        "no-way-back",
        f"as a {trip.to} the page could not be brought back to the same bytes",
        "use --no-record if no way back is needed",
        path=page.path,
    )


def _leads_back(page: Page, there: Page, record: Record, trip: _Trip, move: Move | None) -> bool:
    """Whether the way back gives the bytes. Its result is a page that has been read: where the edits alone lead there,
    there is nothing left to read and to verify."""
    back = trip._replace(to=record.was, name=record.was)
    units = [*_way_back(there, record, back), *without_aliases(there, record, move)]
    operations = [op for unit in units for op in unit]
    try:
        if there.would_become(page, *operations, DropDirective()):
            return True
    except (Refused, PathError):
        pass
    return _back(there, record, move).page.to_bytes() == page.to_bytes()


def _steps(page: Page, trip: _Trip) -> Iterator[Operation]:
    """The operations of a conversion of a page without a record."""
    if trip.to == "post":
        yield from (CommentOut((name,)) for name in _talk_fields(page))
        yield from _dates_to_post(page, trip.era)
    if trip.era.exchanges:
        yield from _exchange(page)
    yield from _naming(page, trip)


def _talk_fields(page: Page) -> Iterator[str]:
    return (name for name in page if name.casefold() in talk_only())


def _dates_to_post(page: Page, era: Era) -> Iterator[Operation]:
    """Where a talk's date is its start: publishDate becomes date, and a start is commented out."""
    publish, start = spelling(page, "publishDate"), spelling(page, "date")
    if era.phase != "P3" or publish is None or page[(publish,)] in (None, ""):
        return
    if start is not None:
        yield CommentOut((start,))
    yield Rename((publish,), start or "date")


def _exchange(page: Page) -> Iterator[Operation]:
    """Up to 4.0 the short text is ``abstract_short`` on a talk and ``summary`` on a post."""
    short, summary = spelling(page, "abstract_short"), spelling(page, "summary")
    if short is not None and summary is not None:
        yield Exchange((short,), summary)
    elif short is not None:
        yield Rename((short,), "summary")
    elif summary is not None:
        yield Rename((summary,), "abstract_short")


def _naming(page: Page, trip: _Trip) -> Iterator[Operation]:
    """An explicit type or layout follows."""
    for field in _NAMING:
        name = spelling(page, field)
        value = page[(name,)] if name else None
        if name and isinstance(value, str) and layout_named(value) == OTHER[trip.to]:
            yield Set((name,), trip.name)


def _notes(page: Page, trip: _Trip) -> Iterator[str]:
    if trip.to != "talk":
        return
    hidden = [field.key for field in page.commented_out if field.key.casefold() in talk_only()]
    if hidden:
        yield f"commented out here and left so: {', '.join(hidden)}"


# the record


def _record(page: Page, trip: _Trip, steps: tuple[Operation, ...]) -> Record:
    """What the way back of some steps needs."""
    renamed = [(str(op.new), str(op.path[0])) for op in steps if isinstance(op, Rename)]
    exchanged = [(op.other, str(op.path[0])) for op in steps if isinstance(op, Exchange)]
    renamed += [pair for one, other in exchanged for pair in ((one, other), (other, one))]
    renamed += [(str(op.path[0]), str(page[op.path])) for op in steps if isinstance(op, Set)]
    record = Record(OTHER[trip.to], trip.era.id, tuple(renamed))
    if trip.to == "post":
        ours = {str(op.path[0]) for op in steps if isinstance(op, CommentOut)}
        return record._replace(hidden=tuple(hidden_before(page, ours)))
    live = [name for name in page if name.casefold() in _live_candidates(trip.era)]
    return record._replace(live=tuple(map(Named, live)))


def _live_candidates(era: Era) -> set[str]:
    """Fields that the way from talk to post would change if they had come in between."""
    return {*talk_only(), *(("publishdate",) if era.phase == "P3" else ())}


# back


def _back(page: Page, record: Record, move: Move | None = None) -> Conversion:
    """The way back by the record: as far as it still fits, then the record goes; the rest is noted."""
    era = era_named(record.era) or default_era()
    trip = _Trip(record.was, record.was, era)
    units = [*_way_back(page, record, trip), *without_aliases(page, record, move)]
    operations = [op for unit in units for op in unit]
    try:
        changed = page.apply(*operations, DropDirective())
        notes: tuple[str, ...] = ()
    except (Refused, PathError):
        changed, notes = _one_by_one(page, units)
    if move is None and record.folder:
        notes = (*notes, f"it was moved here from {record.folder}/ and stays here without --move")
    return Conversion(changed, notes, OTHER[record.was], record.was, era.id)


def _one_by_one(page: Page, units: list[tuple[Operation, ...]]) -> tuple[Page, tuple[str, ...]]:
    notes: list[str] = []
    for unit in units:
        try:
            page = page.apply(*unit)
        except (Refused, PathError) as error:
            notes.append(f"not brought back: {getattr(error, 'why', error)}")
    return page.apply(DropDirective()), tuple(notes)


def _way_back(page: Page, record: Record, trip: _Trip) -> Iterator[tuple[Operation, ...]]:
    """The operations of the way back, those together that only fit together."""
    renames = list(_renames_back(page, record))
    if trip.to == "talk":
        revived = tuple(revived_by(page, record))
        dates = tuple(op for op in revived if str(op.path[0]).casefold() == "date")
        date_renames = tuple(op for op in renames if str(op.path[0]).casefold() == "date")
        yield (*date_renames, *dates)
        yield from ((op,) for op in revived if op not in dates)
        renames = [op for op in renames if op not in date_renames]
    else:
        live = [name for name in _talk_fields(page) if not record.had_live(name)]
        yield from ((CommentOut((name,)),) for name in live)
        if not record.had_live("publishDate"):
            yield tuple(_dates_to_post(page, trip.era))
    yield tuple(renames)
    for new, old in record.renamed:
        if new.casefold() in _NAMING and (spelled := spelling(page, new)) is not None:
            yield from _named_back(page, spelled, old, trip)


def _renames_back(page: Page, record: Record) -> Iterator[Rename | Exchange]:
    """The old keys; two that have changed places change them again."""
    wanted = {
        spelled: old
        for new, old in record.renamed
        if new.casefold() not in _NAMING and (spelled := spelling(page, new)) is not None
    }
    for spelled, old in wanted.items():
        other = spelling(page, old)
        if other is None or wanted.get(other, "").casefold() != spelled.casefold() or other == spelled:
            yield Rename((spelled,), old)
        elif spelled < other:
            yield Exchange((spelled,), other)


def _named_back(page: Page, field: str, old: str, trip: _Trip) -> Iterator[tuple[Operation, ...]]:
    """The old type or layout, unless the field has since been given one that names no layout."""
    value = page[(field,)]
    if isinstance(value, str) and layout_named(value) == OTHER[trip.to]:
        yield (Set((field,), old),)
