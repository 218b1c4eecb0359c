"""A page from one theme version to another, by all recipes that lie between."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hugoconv.errors import Refused
from hugoconv.layouts.detection import detect_era, era_in_site, values
from hugoconv.layouts.eras import era_named
from hugoconv.layouts.recipes.folders import FolderChange, folder_change
from hugoconv.layouts.recipes.kinds import done
from hugoconv.layouts.recipes.notes import Note, Nothing
from hugoconv.layouts.recipes.page_layouts import PageLayouts, layouts_of
from hugoconv.layouts.recipes.recipe import Recipe, Step
from hugoconv.layouts.recipes.values import WithoutDefault
from hugoconv.layouts.recipes.versions import VersionRange, range_named, range_of, way
from hugoconv.layouts.recipes.way_back import step_back
from hugoconv.layouts.record import record_of
from hugoconv.page.page import Page
from hugoconv.page.page_argument import refuse_other_than_page
from hugoconv.refusals import refused


class Migration(NamedTuple):
    """A migrated page with ``notes`` on what is worth knowing, and the ids of the ``steps`` that changed it; of those
    in ``one_way``, no recipe gives the bytes back. ``folder`` says that the version looks for it in another folder."""

    page: Page
    notes: tuple[str, ...]
    steps: tuple[str, ...] = ()
    one_way: tuple[str, ...] = ()
    folder: FolderChange | None = None

    def in_folder(self, change: FolderChange | None) -> Migration:
        """The same page, which has to go to another folder as its notes say then."""
        notes = self.notes if change is None else (*self.notes, change.note)
        return self._replace(notes=notes, folder=change)


def migrate(page: Page, to_era: str, *, from_era: str | None = None, site_era: str | None = None) -> Migration:
    """The page as a theme version wants it, later or earlier; unchanged where nothing of it is another version's.

    ``from_era`` says which version the page is of; without it that is what its fields certainly tell, else the era of
    its site, ``site_era``. A page of none of the layouts of the themes is left alone, with a note. Comments stay.

    Raises Refused: ``era-unknown``, ``both-fields`` for a page of two versions at once, ``has-record``.

    >>> from hugoconv.layouts.parse import parse
    >>> page = parse("---\\nselected: true  # mine\\n---\\n", path="content/publication/mud.md")
    >>> migrate(page, "5.9", from_era="3.3").page.matter
    'featured: true  # mine\\n'
    """
    refuse_other_than_page(page, "migrate")
    wanted = range_named(to_era)
    if wanted is None:
        raise refused("era-unknown", era=to_era)
    found = _of_themes(page)
    of_site = _versions_of_site(from_era, site_era)
    if not found.names:
        alone = Migration(page, (f"left alone: {found.reason}",))
        return alone.in_folder(folder_change(page, way(of_site, wanted.last), found.names) if of_site else None)
    known, notes = _known_versions(page, found, from_era, site_era)
    done = apply_recipes(page, way(known, wanted.last), found.names)
    done = done._replace(notes=(*notes, *done.notes)) if done.page is not page else done
    # A folder is that of all of its pages, also of one that shows another version than theirs.
    return done.in_folder(folder_change(page, way(of_site or known, wanted.last), found.names))


def _versions_of_site(from_era: str | None, site_era: str | None) -> VersionRange | None:
    if from_era is not None:
        return range_named(from_era)
    era = era_named(site_era) if site_era is not None else None
    return range_of(era) if era else None


def apply_recipe(page: Page, recipe: Recipe) -> Migration:
    """The page after one recipe, of whatever version it is; a page of no layout of the themes gets the steps for all.

    Raises Refused, as ``migrate`` does.
    """
    layouts = _of_themes(page).names
    return apply_recipes(page, [recipe], layouts).in_folder(folder_change(page, [recipe], layouts))


def apply_recipes(page: Page, recipes: Iterable[Recipe], layouts: frozenset[str]) -> Migration:
    """The page after the steps of some recipes that are for one of its layouts. Raises Refused."""
    before, notes, changed, one_way = page, list[str](), list[str](), list[str]()
    for step in (step for recipe in recipes for step in recipe.steps):
        if step.layouts and layouts.isdisjoint(step.layouts):
            continue
        after, told = done(page, step)
        notes += told
        if after.parts != page.parts:
            changed.append(step.id)
        if not _leads_back(before, page, after, step):
            one_way.append(step.id)
        page = after
    if one_way:
        notes.append(f"no recipe gives the bytes back: {', '.join(one_way)}")
    return Migration(page, tuple(dict.fromkeys(notes)), tuple(changed), tuple(one_way))


def _leads_back(start: Page, before: Page, after: Page, step: Step) -> bool:
    """Whether the inverse of a step gives the bytes that were before it; where the step did nothing, whether it would
    not take back what other steps have done to the page that they started from."""
    back, changes = step_back(step), after.parts != before.parts
    if isinstance(back.action, Note | Nothing):
        return not changes
    if not changes and (before is start or not isinstance(back.action, WithoutDefault)):
        return True
    try:
        return done(after, back).page.to_bytes() == before.to_bytes()
    except Refused:
        return False


def _of_themes(page: Page) -> PageLayouts:
    if record_of(page) is not None:
        raise refused("has-record", path=page.path)
    return layouts_of(page)


def _known_versions(
    page: Page, found: PageLayouts, from_era: str | None, site_era: str | None
) -> tuple[VersionRange, tuple[str, ...]]:
    """What is known of the version of a page, and what of it would rather tell another one."""
    if from_era is not None:
        named = range_named(from_era)
        if named is None:
            raise refused("era-unknown", era=from_era)
        return named, ()
    era, notes = era_in_site(page, site_era)
    if era is not None and (of_site := era_named(era)):
        return range_of(of_site), notes
    layout = next(iter(found.names & {"talk", "post"}), None)
    own, reason, notes = detect_era(page.where, values(page), layout)
    if own is None:
        raise refused("era-unknown", case="page", reason=reason, path=page.path)
    return range_of(own), notes
