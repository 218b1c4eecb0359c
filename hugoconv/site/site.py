"""A site: its pages, plans over them, and what has been done to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal, Unpack

from hugoconv.errors import ChangeError, FileError, MatterSyntaxError
from hugoconv.files.read import read_bytes
from hugoconv.layouts.parse import parse
from hugoconv.page.page import Page
from hugoconv.site import log
from hugoconv.site.base import Base, base_of
from hugoconv.site.configuration import Configuration, read_configuration
from hugoconv.site.discovery import SitePage, discover, placed
from hugoconv.site.move.address_clashes import claimed, clashes, touches_addresses
from hugoconv.site.move.redirects import redirect_notes
from hugoconv.site.move.sections import with_resources
from hugoconv.site.page_paths import Named, listed, path_in
from hugoconv.site.plan.batches import plan_pages, shipped
from hugoconv.site.plan.change_result import CallerChange
from hugoconv.site.plan.changes import Selected, Where, at_site, in_zone
from hugoconv.site.plan.conflicts import refused, without_conflicts
from hugoconv.site.plan.converting import ConvertOptions, converting
from hugoconv.site.plan.file_plan import Change, FilePlan, PlanTask
from hugoconv.site.plan.made_files import Created, created, deleted, with_made
from hugoconv.site.plan.migrating import MigrateOptions, migrating
from hugoconv.site.plan.plan import Plan
from hugoconv.site.plan.shared_dates import shared_dates
from hugoconv.site.progress import Count, Progress
from hugoconv.site.run.apply import ApplyResult, RunCallbacks, apply, resume
from hugoconv.site.run.progress import watching
from hugoconv.site.run.runs import Run, runs
from hugoconv.site.run.undo import UndoResult, salvage, undo
from hugoconv.site.sources import with_source_notes, with_sources
from hugoconv.site.survey import Survey

if TYPE_CHECKING:
    from hugoconv.site.addresses import Branches
    from hugoconv.site.move.link_fixes import Relinked
    from hugoconv.site.move.links import LinkPlace


class Site:
    """A folder with the pages of a site; one without a Hugo configuration works too.

    >>> site = Site("fixtures/sites/small")
    >>> plan = site.plan(lambda page: page.set("draft", True), pages=["content/talk/draft/index.md"])
    >>> plan.summary(), [file.path for file in plan.changed]
    ('1 page to change', ['content/talk/draft/index.md'])
    """

    base: Base
    """Where the site lies; ``base.root`` is its folder."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.base = base_of(os.fspath(root))

    def __repr__(self) -> str:
        return f"<Site {self.base.root}>"

    @cached_property
    def configuration(self) -> Configuration:
        """What Hugo would read in its configuration files."""
        return read_configuration(self.base.root)

    @property
    def era(self) -> str | None:
        """The era of the site; None where nothing tells. The command line goes by it for all pages but those that
        certainly are of another, and so does ``plan(functools.partial(convert, to=…))``; a function of your own says
        ``convert(page, to, era=site.era)``."""
        from hugoconv.site.eras import era_of

        return era_of(self.base.root).era

    def pages(self, below: str | os.PathLike[str] | None = None) -> Iterator[SitePage]:
        """The pages of the site as Hugo sees them, in order, or those at and below a path: from the root, absolute, or
        from where the program runs. Raises FileError for one that is not there."""
        path = os.curdir if below is None else path_in(self.base, below)
        return discover(self.configuration, None if path == os.curdir else path)

    def read(self, page: Named) -> Page:
        """A page of the site; its path is that from the root, as a plan has it. Raises FileError where the file cannot
        be read, MatterSyntaxError where its front matter cannot.

        >>> site = Site("fixtures/sites/small")
        >>> [site.read(page)["title"] for page in site.pages("content/post")]
        ['We have moved']
        """
        path = path_in(self.base, page)
        try:
            data = read_bytes(self.base.file(path))
        except FileError as error:
            raise FileError(self.base.name(path), error.code, error.why) from error
        return parse(data, self.base.layout_path(path), content_rules=self.configuration.told_content_rules)

    def read_all(self, pages: Named | Iterable[Named] | None = None) -> Iterator[Page | FileError | MatterSyntaxError]:
        """Every page of the site, or those at and below some paths; in the place of one that cannot be read the error,
        which says where.

        >>> for page in Site("fixtures/sites/small").read_all("content/talk"):
        ...     print(page if isinstance(page, FileError | MatterSyntaxError) else page["title"])
        Talks
        河流的记忆
        Reading rivers: what sediment remembers
        """
        for path in listed(self.base, self.configuration, pages):
            try:
                yield self.read(path)
            except (FileError, MatterSyntaxError) as error:
                yield error

    def address(self, page: Page) -> str | None:
        """The path of the URL that Hugo gives a page of this site; None where it makes none of it."""
        from hugoconv.site.addresses import address

        where = placed(self.base.path(page.path or ""), self.configuration)
        return address(page, where, self.configuration, self._branches)

    def links(self, plan: Plan) -> Iterator[LinkPlace]:
        """Every link in the site that has to be changed by hand once a plan is carried out that moves pages or takes
        them away, with its place and what it should say. Asked for before the plan is applied."""
        from hugoconv.site.move.moved import links_of

        return links_of(plan._replace(base=self.base), Survey(self.configuration))

    def fix_links(self, plan: Plan) -> Relinked:
        """The plan with the links rewritten that its moves would break, anywhere in the site; with those that were, and
        those that have to be changed by hand. A plan that moves nothing stays as it is."""
        from hugoconv.site.move.link_fixes import relinked

        return relinked(plan._replace(base=self.base), Survey(self.configuration))

    def emptied(self, plan: Plan) -> list[str]:
        """The paths of the pages of sections that a plan empties: every page below moves away."""
        from hugoconv.site.move.moved import emptied

        return emptied(plan, self.pages())

    def converting(self, to: str | None = None, **options: Unpack[ConvertOptions]) -> Change:
        """The conversion of pages to another layout or syntax as a change for ``plan``, with all that ``hugoconv
        convert`` does: it goes by the era of the site, and with ``move=True`` pages go to the folder of their layout
        and keep their old addresses as aliases. Links are rewritten by ``fix_links``.

        Refused: an unknown layout, and choices about the other direction.

        >>> site = Site("fixtures/sites/small")
        >>> plan = site.plan(site.converting(to="post", move=True), pages="content/talk/draft/index.md")
        >>> [file.to for file in site.fix_links(plan).plan]
        ['content/post/draft/index.md']
        """
        return converting(to, **options)

    def migrating(self, to_era: str | None = None, **options: Unpack[MigrateOptions]) -> Change:
        """The migration of pages to another version of the theme as a change for ``plan``, with all that ``hugoconv
        migrate`` does: it goes by the era of the site, and with ``move=True`` pages follow the folders of the version.
        With ``recipe``, the path of a file, what a recipe of your own says is done instead.

        Refused: an unknown version, and a recipe that is none.

        >>> site = Site("fixtures/sites/small")
        >>> plan = site.plan(site.migrating("kit"), pages="content/talk/opening/index.md")
        >>> plan.files[0].state
        'changed'
        """
        return migrating(to_era, **options)

    @cached_property
    def _branches(self) -> Branches:
        return Survey(self.configuration).above

    def plan(
        self,
        change: Change | None = None,
        *,
        create: Created | None = None,
        delete: Named | Iterable[Named] | None = None,
        pages: Named | Iterable[Named] | None = None,
        where: Where | None = None,
        executor: Executor | None = None,
        ship: bool = False,
        on_error: Literal["keep", "raise"] = "keep",
        sources: bool = True,
        progress: Progress | None = None,
    ) -> Plan:
        """What a change would do to the pages, by default all of the site; nothing is written. Files of ``create`` are
        to be made, paths with pages, bytes or text, or pages alone; those of ``delete`` are to be taken away, a folder
        with all that is in it.

        ``change`` takes a page and returns the new one: a function of this library, or any other. ``pages`` are paths,
        folders, or pages of ``pages()`` and ``read_all()``, one or several. One that gives
        the page another path (``Page.moved_to``) moves its file, or its whole bundle. Pages for which ``where`` does
        not hold are skipped: ``where=hugoconv.recorded`` takes only those that were converted before. A
        ``functools.partial`` of ``convert`` without an ``era`` goes by that of the site, as the command line. With an
        ``executor`` the pages are planned by it in batches, and the plan is the same; it is sent the bytes of the
        files with ``ship``, where its workers do not see this disk. Bad pages and those in each other's way are in
        the plan with their reason. ``progress`` is told how many pages are planned, of how many. ``x.Rmd``,
        ``x.Rmarkdown`` and ``x.qmd`` beside a page ``x.md`` are changed with it, unless ``sources`` is false.

        Where ``change`` raises, its page has failed (``change-raised``): the plan keeps the exception, and the log
        ``hugoconv`` gets its traceback. With ``on_error="raise"`` the first one ends the plan and is raised, with the
        page in its notes; an answer that is none is then a ChangeError.
        """
        if on_error not in ("keep", "raise"):
            raise ValueError(f"on_error is keep or raise, and not {on_error!r}")
        for name, given in (("change", change), ("where", where)):
            if given is not None and not callable(given):
                raise TypeError(f"{name} is a function of a page, not {type(given).__name__}")
        survey = Survey(self.configuration)
        made = (*created(self.base, create), *deleted(self.base, delete))
        tasks = [] if change is None else self._tasks(pages, {file.path for file in made}, sources=sources)
        change = change or _unchanged
        count = Count(progress or _silent)
        count.begin(len(tasks))
        change = at_site(change, self.base, survey, (task.path for task in tasks))
        change = _in_site(change, self.base)
        change = change if where is None else Selected(change, in_zone(where, self.configuration))
        base = self.base._replace(content_rules=self.configuration.told_content_rules)
        ready = shipped(self.base, tasks) if ship else tasks
        files = plan_pages(CallerChange(change, base), base, ready, executor)
        files = _stopping(files) if on_error == "raise" else log.told(files)
        plan = _plan(self.base, files, survey, count.add)
        # A plan that is saved does not name the fields, and has to be the same when it is loaded.
        plan = plan._replace(files=tuple(file._replace(touched=()) if file.touched else file for file in plan.files))
        return log.planned(with_made(plan, made, survey))

    def _tasks(self, pages: Named | Iterable[Named] | None, made: set[str], *, sources: bool) -> list[PlanTask]:
        """The pages to plan, but for those that are made or taken away as a whole."""
        tasks = map(PlanTask, listed(self.base, self.configuration, pages))
        found = with_sources(tasks, lambda _task: self.base) if sources else tasks
        return [task for task in found if task.path not in made]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which pages may be, the default one first.

        >>> Site("fixtures/sites/small").languages
        ('en',)
        """
        return self.configuration.languages

    def apply(self, plan: Plan, watch: RunCallbacks | None = None, *, progress: Progress | None = None) -> ApplyResult:
        """Carries a plan out, journalled; see ``hugoconv.site.run.apply``. ``progress`` is told how many pages are
        done, of how many; ``watch`` can also stop the run."""
        log.begins(self.base, f"carrying out {plan.summary()}")
        return log.applied(self.base, apply(plan._replace(base=self.base), watching(watch, progress)))

    def resume(self, watch: RunCallbacks | None = None, *, progress: Progress | None = None) -> ApplyResult:
        """Brings a run that was cut off to its end."""
        log.begins(self.base, "bringing a run to its end")
        return log.applied(self.base, resume(self.base, watching(watch, progress)))

    def undo(
        self, run: str | None = None, watch: RunCallbacks | None = None, *, progress: Progress | None = None
    ) -> UndoResult:
        """Takes the latest run back that has not been, or the one named."""
        log.begins(self.base, "taking a run back")
        return log.undone(self.base, undo(self.base, run, watching(watch, progress)))

    def salvage(
        self, run: str | None = None, watch: RunCallbacks | None = None, *, progress: Progress | None = None
    ) -> UndoResult:
        """Takes back what can be of a run whose journal is damaged."""
        log.begins(self.base, "taking back what can be of a run")
        return log.undone(self.base, salvage(self.base, run, watching(watch, progress)))

    def runs(self) -> list[Run]:
        """What has been done to the site, the latest first."""
        return runs(self.base)


def _unchanged(_page: Page) -> None:
    pass


def _silent(_done: int, _total: int) -> None:
    pass


def _in_site(change: Change, base: Base) -> Change:
    """A change as it is to be done in a site."""
    if not isinstance(change, partial):
        return change
    from hugoconv.site.eras import in_site

    return in_site(change, base.root)


def make_plan(
    change: Change,
    base: Base,
    tasks: Iterable[PlanTask],
    survey: Survey | None = None,
    executor: Executor | None = None,
    progress: Callable[[int], None] = lambda _pages: None,
) -> Plan:
    """What a change would do to some pages below a base; ``progress`` is told of every page.

    Where their site is known it is also seen to that no two pages fall together on one address.
    """
    known = base._replace(content_rules=survey.configuration.told_content_rules if survey else None)
    return _plan(base, plan_pages(change, known, tasks, executor), survey, progress)


def _plan(
    base: Base,
    files: Iterable[FilePlan],
    survey: Survey | None,
    progress: Callable[[int], None] = lambda _pages: None,
) -> Plan:
    configuration = survey.configuration if survey else None
    languages = configuration.content_rules.languages if configuration else ()
    files = with_source_notes(base, _once(files, progress), languages)
    listed = with_resources(base, files, languages)
    checked = without_conflicts(base, listed, languages)
    if survey and any(touches_addresses(f, survey.configuration) for f in checked if f.state == "changed"):
        checked = _without_clashes(base, listed, checked, survey)
    # What a page claims only the planning of others asks for.
    settled = tuple(file._replace(claims=()) if file.claims else file for file in checked)
    return Plan(base, settled, languages, plan_notes(base, settled, configuration))


def plan_notes(base: Base, files: Iterable[FilePlan], configuration: Configuration | None) -> tuple[str, ...]:
    """What has to be said of the pages of a plan as a whole."""
    return *redirect_notes(base, files, configuration), *shared_dates(base, files)


def _without_clashes(
    base: Base, listed: tuple[FilePlan, ...], checked: tuple[FilePlan, ...], survey: Survey
) -> tuple[FilePlan, ...]:
    """The files of a plan, with those refused that would fall together; what stays for that may be in another's way."""
    before = claimed(base, listed, survey)
    while found := clashes(base, checked, survey, before):
        listed = tuple(refused(base, file, found[file.path]) if file.path in found else file for file in listed)
        checked = without_conflicts(base, listed, survey.configuration.content_rules.languages)
    return checked


def _stopping(files: Iterable[FilePlan]) -> Iterator[FilePlan]:
    """The pages up to the first on which a caller's function failed. Raises what that raised."""
    for file in files:
        if file.raised is not None:
            file.raised.exception.add_note(f"while planning {file.path}")
            raise file.raised.exception
        if file.code == "change-answer":
            raise ChangeError(file.code, file.message)
        yield file


def _once(files: Iterable[FilePlan], progress: Callable[[int], None]) -> Iterator[FilePlan]:
    """Every page once, and the notes, names of fields and days that many of them have in common once in memory."""
    seen: set[str] = set()
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    days: dict[str, str] = {}
    for file in files:
        progress(1)
        if file.path not in seen:
            seen.add(file.path)
            notes, touched = (shared.setdefault(words, words) for words in (file.notes, file.touched))
            yield file._replace(notes=notes, touched=touched, date=days.setdefault(file.date, file.date))
