"""Converting a page to another layout: from which one, by the rules of which theme version, and which way.

The two ways are in ``way_there`` and ``way_back``.
"""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.errors import Refused
from hugoconv.hugo.page_path import PagePath
from hugoconv.layouts.aliases import Move
from hugoconv.layouts.choices import Choices, refuse_strange, refuse_without_event
from hugoconv.layouts.detection import Fields, detect_era, detect_layout, not_a_page, values
from hugoconv.layouts.eras import Era, default_era, eras, needed_era
from hugoconv.layouts.event_line import DEFAULT_LINE
from hugoconv.layouts.parse import vocabulary
from hugoconv.layouts.record import Record, record_of
from hugoconv.layouts.schema import Layouts, Lens, built_in
from hugoconv.layouts.way_back import era_of_record, restored
from hugoconv.layouts.way_there import Direction, converted, notes_on
from hugoconv.page.page import Page
from hugoconv.page.page_argument import refuse_other_than_page
from hugoconv.refusals import passed_on, refused


class Conversion(NamedTuple):
    """A converted page with ``notes`` on what is worth knowing; ``from_`` and ``to`` are names of layouts.

    ``era`` is the version of the theme, ``date`` the day that was a talk's publication and became the date of the post.
    """

    page: Page
    notes: tuple[str, ...]
    from_: str
    to: str
    era: str
    date: str = ""


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
    layouts: Layouts | None = None,
) -> Conversion:
    """The page in another layout: talk (event, events), publication or project from and to post (blog), or one of
    ``layouts``, those of ``read_layouts``; unchanged where it has that already (I7).

    ``from_`` and ``era`` override what is detected, ``path`` says where the page would lie; without ``record`` there is
    no way back. With ``move`` the page also leaves its folder. The way back takes away whatever was added.

    ``date`` says which day that of a post is, ``publish`` or ``start``; with ``template`` a talk gets its missing
    fields commented out, with ``uncomment_fields`` what its author had commented out comes to life. ``event_in`` is
    where a post keeps the event for readers, subtitle, summary or body; ``event_line`` is the template of that line.

    Refused: what has no layout unless ``force``, a page of unknown layout, two layouts with no lens between them
    (``no-lens``), and a page whose way back does not give its bytes.
    """
    refuse_other_than_page(page, "convert")
    known = layouts or built_in()
    page = page.with_vocabulary(vocabulary(page.hugo, page.content_rules, known))
    layout = known.needed(to)
    choices = Choices(date, template, uncomment_fields, event_in, event_line).checked()
    refuse_strange(choices, layout)
    where, fields = (page.moved_to(path) if path else page).where, values(page)
    if not force:
        _refuse_others(page, where, fields)
    # Before anything is detected: the record knows what the page was, and its fields are those of what it has become.
    if (left := record_of(page)) is not None:
        return _by_record(page, left, layout, move, known)
    found = known.needed(from_) if from_ else _detected(where, fields, page, known)
    if found == layout:
        return Conversion(page, (), layout, layout, _era(era, where, fields, None)[0].id)
    lens = _lens(found, layout, known, page.path)
    refuse_without_event(choices, lens, layout)
    rules, notes = _era(era, where, fields, lens)
    direction = Direction(layout, to.lower(), rules, known, lens, choices)
    worded = _with_words(page, known, lens)
    done = _there(worded, direction, move, notes, record=record)
    # An unchanged page is the very page that came in (I7), not one with other words.
    return done if done.page is not worded else done._replace(page=page)


def _refuse_others(page: Page, where: PagePath | None, fields: Fields) -> None:
    """Refuses a page that is neither a talk nor a post."""
    excluded = not_a_page(where, fields)
    if excluded is not None:
        raise Refused(*passed_on(excluded.code, "not-a-page", why=excluded.why), path=page.path)


def _lens(found: str, to: str, known: Layouts, path: str | None) -> Lens:
    lens = known.lens(found, to)
    if lens is None:
        if between := [name for name in known.neighbours(found) if known.lens(name, to)]:
            raise refused("no-lens", case="between", layout=found, to=to, between=", ".join(between), path=path)
        raise refused("no-lens", layout=found, to=to, path=path)
    return lens


def _with_words(page: Page, known: Layouts, lens: Lens) -> Page:
    """The page, read with the names of fields that are words of prose elsewhere, as operations count them."""
    return page.with_vocabulary(vocabulary(page.hugo, page.content_rules, known, lens.words)) if lens.words else page


def _by_record(page: Page, record: Record, to: str, move: Move | None, known: Layouts) -> Conversion:
    """The way back; a page that has the layout already stays."""
    lens = known.lens(record.was, record.layout)
    if lens is None:
        raise refused("record-of-unknown-layout", layout=record.was, now=record.layout, path=page.path)
    if to not in (record.was, record.layout):
        raise refused("other-record", layout=record.was, to=to, path=page.path)
    if record.was != to:
        return Conversion(page, (), record.layout, to, record.era)
    back = restored(_with_words(page, known, lens), record, move, known)
    return Conversion(back.page, back.notes, record.layout, to, era_of_record(record).id)


def _there(page: Page, direction: Direction, move: Move | None, notes: tuple[str, ...], *, record: bool) -> Conversion:
    """The way there; of a page without a record there are only the notes that concern what was asked for."""
    if page.has_front_matter and not page.has_comments:
        raise refused("no-comments", syntax=page.syntax)
    done = converted(page, direction, move, record=record)
    more = tuple(notes_on(page, direction, done)) if record else done.notes
    return Conversion(done.page, notes + more, direction.was, direction.to, direction.era.id, done.date)


def _detected(where: PagePath | None, fields: Fields, page: Page, known: Layouts) -> str:
    layout, reason = detect_layout(where, fields, layouts=known)
    if layout is None:
        raise refused("layout-unknown", case="page", reason=reason, path=page.path)
    return layout


def _era(era: str | None, where: PagePath | None, fields: Fields, lens: Lens | None) -> tuple[Era, tuple[str, ...]]:
    """The era of a page as ``detect`` tells it, also where ``--from`` names a layout that the page does not show. That
    it is unknown is noted where the lens treats eras differently."""
    if era is not None:
        return needed_era(era), ()
    detected, _, contradictions = detect_era(where, fields, detect_layout(where, fields)[0])
    if detected is not None:
        return detected, tuple(contradictions)
    usual = default_era()
    # Nothing hangs on the version then, and a note would only make people look for one.
    if lens is not None and not lens.phases and len(set(map(lens.treatment, eras()))) == 1:
        return usual, ()
    return usual, (*contradictions, f"the theme version is unknown and taken as {usual.title}")
