"""The lens between two layouts: what a conversion does to a page, and how its way back is proved.

A step renames a key in place, comments a field out, uncomments it, or gives ``type`` the other layout's
name; nothing moves and nothing is reformatted. At every conversion the way back is run on the result;
where it does not give the old bytes, the page is refused (promise I6).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import PathError, Refused
from hugoconv.layouts import dates as dating
from hugoconv.layouts.aliases import Move, aliasing, recorded, without_aliases
from hugoconv.layouts.author_comments import commented_out_before, left_hidden, revived_by, reviving
from hugoconv.layouts.choices import Choices, refuse_strange
from hugoconv.layouts.dates import START
from hugoconv.layouts.detection import OTHER, Fields, detect_era, detect_layout, not_a_page, values
from hugoconv.layouts.event_line import DEFAULT_LINE
from hugoconv.layouts.extras import Extras, without_extras
from hugoconv.layouts.live_fields import filled, live
from hugoconv.layouts.parse import vocabulary
from hugoconv.layouts.record import Named, Record, record_of
from hugoconv.layouts.schema import Era, default_era, era_named, layout_named, talk_only
from hugoconv.layouts.template import lacking
from hugoconv.page.operations import (
    AddDirective,
    CommentOut,
    DropDirective,
    Exchange,
    Insert,
    Operation,
    Remove,
    Rename,
    Set,
)
from hugoconv.page.page import Page
from hugoconv.refusals import passed_on, refused

_NAMING = ("type", "layout")  # fields whose value names the layout


class Conversion(NamedTuple):
    """A converted page with what is worth knowing about it; ``from_`` and ``to`` are talk or post.

    ``date`` is the day that was a talk's publication and became the date of the post.
    """

    page: Page
    notes: tuple[str, ...]
    from_: str
    to: str
    era: str
    date: str = ""


class _Direction(NamedTuple):
    """One way of a conversion: to which layout, under which name, by the rules of which era."""

    to: str
    name: str
    era: Era
    choices: Choices = Choices()


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
    date: str = "publish",
    template: bool = False,
    uncomment_fields: bool = False,
    event_in: str | None = None,
    event_line: str = DEFAULT_LINE,
) -> Conversion:
    """The page in another layout: talk (event, events) or post (blog).

    ``from_`` and ``era`` override what is detected, ``path`` says where the page would lie. Without ``record`` there is
    no way back. With ``move`` the page also leaves its folder: it gets an alias, the record remembers both, and the way
    back takes away what the way there had added.

    ``date`` says what the date of a native post is, and which day the post that comes of a talk is to have: publish or
    start. To a talk, ``template`` adds its missing fields commented out, and ``uncomment_fields`` brings to life what
    the author had commented out. To a post, ``event_in`` keeps the event in its subtitle, summary or body as one
    line filled in from ``event_line``. The way back takes all of that away again.

    Refused: what is neither talk nor post unless ``force``, a page of
    unknown layout, and one whose way back does not give its bytes. A page that has the layout already comes back
    unchanged (I7).
    """
    page = page.with_vocabulary(vocabulary(page.hugo))
    trip_to = _named(to)
    choices = Choices(date, template, uncomment_fields, event_in, event_line).checked()
    refuse_strange(choices, trip_to)
    fields = values(page)
    where = path or page.path
    excluded = not_a_page(where, fields)
    if excluded is not None and not force:
        raise Refused(*passed_on(excluded.code, "not-a-page", why=excluded.why), path=page.path)
    found = record_of(page)
    if found is not None and found.was == trip_to:
        return _back(page, found, move)
    if found is not None:
        return Conversion(page, (), OTHER[found.was], trip_to, found.era)
    layout = _named(from_) if from_ else _detected(where, fields, page)
    rules, notes = _era(era, where, fields)
    if layout == trip_to:
        return Conversion(page, (), layout, trip_to, rules.id)
    if page.has_front_matter and not page.has_comments:
        raise refused("no-comments", syntax=page.syntax)
    direction = _Direction(trip_to, to.lower(), rules, choices)
    gone = _there(page, direction, move, record=record)
    found_notes = (*notes, *_notes(page, direction, gone)) if record else notes + gone.notes
    return Conversion(gone.page, found_notes, layout, trip_to, rules.id, gone.date)


def _named(name: str) -> str:
    layout = layout_named(name)
    if layout is None:
        raise refused("layout-unknown", name=name)
    return layout


def _detected(where: str | None, fields: Fields, page: Page) -> str:
    layout, reason = detect_layout(where, fields)
    if layout is None:
        raise refused("layout-unknown", case="page", reason=reason, path=page.path)
    return layout


def _era(era: str | None, where: str | None, fields: Fields) -> tuple[Era, tuple[str, ...]]:
    """The era of a page as ``detect`` tells it, also where ``--from`` names a layout that the page does not show."""
    if era is not None:
        named = era_named(era)
        if named is None:
            raise refused("era-unknown", era=era)
        return named, ()
    detected, _, contradictions = detect_era(where, fields, detect_layout(where, fields)[0])
    if detected is not None:
        return detected, tuple(contradictions)
    usual = default_era()
    return usual, (*contradictions, f"the theme version is unknown and taken as {usual.title}")


# there


class _Gone(NamedTuple):
    """A page on the other side: what is worth knowing of it, the day that became its date, and the steps."""

    page: Page
    notes: tuple[str, ...] = ()
    date: str = ""
    steps: tuple[Operation, ...] = ()


def _there(page: Page, direction: _Direction, move: Move | None, *, record: bool) -> _Gone:
    """The converted page with its record, the way back proved.

    A record is left where the page changes or moves, or where the way back would change it.
    """
    steps = tuple(_steps(page, direction))
    back = direction._replace(to=OTHER[direction.to], name=OTHER[direction.to], choices=Choices())
    extras = Extras.of(page, steps, direction.to, direction.era, direction.choices)
    bare = not record or not (
        any(_steps(page, back)) or dating.is_told_by_record(page, direction.era, direction.choices.date)
    )
    if not steps and not extras.any and move is None and bare:
        return _Gone(page, extras.notes, steps=steps)
    aliases = tuple(aliasing(page, move))
    date = dating.published(page, steps) if direction.to == "post" else ""
    if not record:
        return _Gone(
            extras.added(page.apply(*aliases, *steps), Record(OTHER[direction.to], direction.era.id)).page,
            extras.notes,
            date,
            steps,
        )
    left = _record(page, direction, steps)
    if move is not None:
        left = recorded(page, left, move)
    if not extras.any:
        there, notes = page.apply(*aliases, *steps, AddDirective(str(left))), extras.notes
    else:
        middle, left, notes = extras.added(page.apply(*aliases, *steps), left)
        there = middle.apply(AddDirective(str(left)))
    _prove(page, there, direction, move)
    return _Gone(there, notes, date, steps)


def _prove(page: Page, there: Page, direction: _Direction, move: Move | None) -> None:
    """Refuses a conversion whose way back does not give the bytes (I6); ``there`` has been read anew already."""
    found = record_of(there)
    if found is not None and _leads_back(page, there, found, direction, move and Move("")):
        return
    raise refused("no-way-back", layout=direction.to, path=page.path)


def _leads_back(page: Page, there: Page, record: Record, direction: _Direction, move: Move | None) -> bool:
    """Whether the way back gives the bytes. Its result is a page that has been read: where the edits alone lead there,
    there is nothing left to read and to verify."""
    back = direction._replace(to=record.was, name=record.was)
    if record.line is not None or record.template:
        return _back(there, record, move).page.to_bytes() == page.to_bytes()
    units = [*_way_back(there, record, back), *without_aliases(there, record, move)]
    operations = [op for unit in units for op in unit]
    try:
        if there.produces(page, *operations, DropDirective()):
            return True
    except (Refused, PathError):
        pass
    return _back(there, record, move).page.to_bytes() == page.to_bytes()


def _steps(page: Page, direction: _Direction) -> Iterator[Operation]:
    """The operations of a conversion of a page without a record."""
    if direction.to == "post":
        moved = tuple(dating.to_post(page, direction.era, direction.choices.date))
        renamed = {op.path for op in moved if isinstance(op, Rename)}
        yield from (CommentOut((name,)) for name in _talk_fields(page) if (name,) not in renamed)
        yield from moved
    else:
        moved = tuple(dating.to_talk(page, direction.era, direction.choices.date))
        yield from moved
        if direction.choices.uncomment_fields:
            yield from reviving(page, with_date=any(isinstance(op, Rename) for op in moved))
    if direction.era.exchanges:
        yield from _exchange(page)
    yield from _naming(page, direction)


def _talk_fields(page: Page) -> Iterator[str]:
    return (name for name in page if name.casefold() in talk_only())


def _exchange(page: Page) -> Iterator[Operation]:
    """Up to 4.0 the short text is ``abstract_short`` on a talk and ``summary`` on a post."""
    short, summary = live(page, "abstract_short"), live(page, "summary")
    if short is not None and summary is not None:
        yield Exchange((short,), summary)
    elif short is not None:
        yield Rename((short,), "summary")
    elif summary is not None:
        yield Rename((summary,), "abstract_short")


def _naming(page: Page, direction: _Direction) -> Iterator[Operation]:
    """An explicit type or layout follows."""
    for field in _NAMING:
        name = live(page, field)
        value = page[(name,)] if name else None
        if name and isinstance(value, str) and layout_named(value) == OTHER[direction.to]:
            yield Set((name,), direction.name)


def _notes(page: Page, direction: _Direction, gone: _Gone) -> Iterator[str]:
    yield from gone.notes
    if direction.to == "post":
        yield from dating.notes_to_post(page, gone.steps)
        return
    there = gone.page
    yield from dating.notes_to_talk(page, direction.era, direction.choices.date)
    added = lacking(page, direction.era) if direction.choices.template else ()
    yield from left_hidden(there, added)
    wanted = ("event_name" if direction.era.phase == "P4" else "event", "location", START[direction.era.phase])
    open_ = [name for name in wanted if filled(there, name) is None]
    if open_:
        yield f"to be filled in by hand: {', '.join(open_)}"


# the record


def _record(page: Page, direction: _Direction, steps: tuple[Operation, ...]) -> Record:
    """What the way back of some steps needs."""
    renamed = [(str(op.new), str(op.path[0])) for op in steps if isinstance(op, Rename)]
    exchanged = [(op.other, str(op.path[0])) for op in steps if isinstance(op, Exchange)]
    renamed += [pair for one, other in exchanged for pair in ((one, other), (other, one))]
    renamed += [(str(op.path[0]), str(page[op.path])) for op in steps if isinstance(op, Set)]
    record = Record(OTHER[direction.to], direction.era.id, tuple(renamed))
    starts = [str(op.path[0]) for op in steps if isinstance(op, Insert)]
    record = record._replace(start=starts[0] if starts else "")
    if direction.to == "post":
        ours = {str(op.path[0]) for op in steps if isinstance(op, CommentOut)}
        return record._replace(hidden=tuple(commented_out_before(page, ours)))
    live = [name for name in page if name.casefold() in _live_candidates(direction.era)]
    return record._replace(live=tuple(map(Named, live)))


def _live_candidates(era: Era) -> set[str]:
    """Fields that the way from talk to post would change if they had come in between."""
    return {*talk_only(), *(("publishdate",) if era.phase == "P3" else ())}


# back


def _back(page: Page, record: Record, move: Move | None = None) -> Conversion:
    """The way back by the record: as far as it still fits, then the record goes; the rest is noted."""
    era = era_named(record.era) or default_era()
    direction = _Direction(record.was, record.was, era)
    page, left = without_extras(page, record, era)
    units = [*_way_back(page, record, direction), *without_aliases(page, record, move)]
    operations = [op for unit in units for op in unit]
    try:
        changed = page.apply(*operations, DropDirective())
        notes = left
    except (Refused, PathError):
        changed, notes = _one_by_one(page, units)
        notes = left + notes
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


def _way_back(page: Page, record: Record, direction: _Direction) -> Iterator[tuple[Operation, ...]]:
    """The operations of the way back, those together that only fit together."""
    renames = list(_renames_back(page, record))
    if direction.to == "talk":
        revived = tuple(revived_by(page, record))
        dates = tuple(op for op in revived if str(op.path[0]).casefold() == "date")
        date_renames = tuple(op for op in renames if str(op.path[0]).casefold() == "date")
        yield (*date_renames, *dates)
        yield from ((op,) for op in revived if op not in dates)
        renames = [op for op in renames if op not in date_renames]
    else:
        made = _start_made(page, record)
        if made is not None:
            yield (Remove((made,), keep_comments=True),)
        ours = [name for name in _talk_fields(page) if not record.had_live(name) and name != made]
        yield from ((CommentOut((name,)),) for name in ours)
        yield tuple(dating.back_to_post(page, record, direction.era))
        renames = [op for op in renames if str(op.path[0]).casefold() != "publishdate"]
    yield tuple(renames)
    for new, old in record.renamed:
        if new.casefold() in _NAMING and (spelled := live(page, new)) is not None:
            yield from _named_back(page, spelled, old, direction)


def _start_made(page: Page, record: Record) -> str | None:
    """The field that was made for the start, if it still says what the date says."""
    made, day = (live(page, record.start) if record.start else None), live(page, "date")
    return made if made is not None and day is not None and page[(made,)] == page[(day,)] else None


def _renames_back(page: Page, record: Record) -> Iterator[Rename | Exchange]:
    """The old keys; two that have changed places change them again."""
    wanted = {
        spelled: old
        for new, old in record.renamed
        if new.casefold() not in _NAMING and (spelled := live(page, new)) is not None
    }
    for spelled, old in wanted.items():
        other = live(page, old)
        if other is None or wanted.get(other, "").casefold() != spelled.casefold() or other == spelled:
            yield Rename((spelled,), old)
        elif spelled < other:
            yield Exchange((spelled,), other)


def _named_back(page: Page, field: str, old: str, direction: _Direction) -> Iterator[tuple[Operation, ...]]:
    """The old type or layout, unless the field has since been given one that names no layout."""
    value = page[(field,)]
    if isinstance(value, str) and layout_named(value) == OTHER[direction.to]:
        yield (Set((field,), old),)
