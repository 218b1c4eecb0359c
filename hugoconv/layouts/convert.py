"""Converting a page to another layout: from which one, by the rules of which theme version, and which way.

The two ways are in ``way_there`` and ``way_back``.
"""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.errors import Refused
from hugoconv.hugo.page_path import PagePath
from hugoconv.layouts.aliases import Move
from hugoconv.layouts.choices import Choices, refuse_strange
from hugoconv.layouts.detection import OTHER, Fields, detect_era, detect_layout, not_a_page, values
from hugoconv.layouts.event_line import DEFAULT_LINE
from hugoconv.layouts.parse import vocabulary
from hugoconv.layouts.record import Record, record_of
from hugoconv.layouts.schema import Era, default_era, needed_era, needed_layout
from hugoconv.layouts.way_back import era_of_record, restored
from hugoconv.layouts.way_there import Direction, converted, notes_on
from hugoconv.page.page import Page
from hugoconv.refusals import passed_on, refused


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
    """The page in another layout: talk (event, events) or post (blog); unchanged where it has that already (I7).

    ``from_`` and ``era`` override what is detected, ``path`` says where the page would lie; without ``record`` there is
    no way back. With ``move`` the page also leaves its folder. All others are ``Choices``. The way back takes away
    whatever was added.

    Refused: what is neither talk nor post unless ``force``, a page of unknown layout, and one whose way back does not
    give its bytes.
    """
    page = page.with_vocabulary(vocabulary(page.hugo, page.content_rules))
    layout = needed_layout(to)
    choices = Choices(date, template, uncomment_fields, event_in, event_line).checked()
    refuse_strange(choices, layout)
    where, fields = (page.moved_to(path) if path else page).where, values(page)
    if not force:
        _refuse_others(page, where, fields)
    if (left := record_of(page)) is not None:
        return _by_record(page, left, layout, move)
    found = needed_layout(from_) if from_ else _detected(where, fields, page)
    rules, notes = _era(era, where, fields)
    if found == layout:
        return Conversion(page, (), layout, layout, rules.id)
    direction = Direction(layout, to.lower(), rules, choices)
    return _there(page, direction, move, notes, record=record)


def _refuse_others(page: Page, where: PagePath | None, fields: Fields) -> None:
    """Refuses a page that is neither a talk nor a post."""
    excluded = not_a_page(where, fields)
    if excluded is not None:
        raise Refused(*passed_on(excluded.code, "not-a-page", why=excluded.why), path=page.path)


def _by_record(page: Page, record: Record, to: str, move: Move | None) -> Conversion:
    """The way back; a page that has the layout already stays."""
    if record.was != to:
        return Conversion(page, (), OTHER[record.was], to, record.era)
    back = restored(page, record, move)
    return Conversion(back.page, back.notes, OTHER[to], to, era_of_record(record).id)


def _there(page: Page, direction: Direction, move: Move | None, notes: tuple[str, ...], *, record: bool) -> Conversion:
    """The way there; of a page without a record there are only the notes that concern what was asked for."""
    if page.has_front_matter and not page.has_comments:
        raise refused("no-comments", syntax=page.syntax)
    done = converted(page, direction, move, record=record)
    more = tuple(notes_on(page, direction, done)) if record else done.notes
    return Conversion(done.page, notes + more, OTHER[direction.to], direction.to, direction.era.id, done.date)


def _detected(where: PagePath | None, fields: Fields, page: Page) -> str:
    layout, reason = detect_layout(where, fields)
    if layout is None:
        raise refused("layout-unknown", case="page", reason=reason, path=page.path)
    return layout


def _era(era: str | None, where: PagePath | None, fields: Fields) -> tuple[Era, tuple[str, ...]]:
    """The era of a page as ``detect`` tells it, also where ``--from`` names a layout that the page does not show."""
    if era is not None:
        return needed_era(era), ()
    detected, _, contradictions = detect_era(where, fields, detect_layout(where, fields)[0])
    if detected is not None:
        return detected, tuple(contradictions)
    usual = default_era()
    return usual, (*contradictions, f"the theme version is unknown and taken as {usual.title}")
