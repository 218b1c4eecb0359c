"""A job done to every page that a command names: planned as a whole, then shown, checked, copied, or carried out."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import click

from hugoconv.cli.executors import executor
from hugoconv.cli.hugo_configuration import as_named, settings_of
from hugoconv.cli.options import Common
from hugoconv.cli.outcomes import FAILED, INTERRUPTED, as_json, exit_status
from hugoconv.cli.output import groups as grouping
from hugoconv.cli.output.progress import interruptible, progress
from hugoconv.cli.output.stat import lines_of, stat_of
from hugoconv.cli.output.terminal import paged, say, show_json
from hugoconv.cli.places import STDIN, tasks
from hugoconv.cli.review import ReviewError, refuse_several_sites, with_remarks, write_page
from hugoconv.cli.review import chosen as chosen_on_page
from hugoconv.errors import ConfigurationError, FileError, Refused, one_line, problem_line
from hugoconv.files.write import write_bytes
from hugoconv.site.arguments import argument_of
from hugoconv.site.base import Base
from hugoconv.site.configuration import readable_configuration
from hugoconv.site.plan.batches import shipped
from hugoconv.site.plan.changes import SiteChange, at_site, needs_site
from hugoconv.site.plan.file_plan import Change, FilePlan, PlanTask, failed, plan_file
from hugoconv.site.plan.plan import Plan
from hugoconv.site.plan.summary import number_of, summary
from hugoconv.site.run.apply import RunCallbacks, apply
from hugoconv.site.site import make_plan
from hugoconv.site.survey import Survey
from hugoconv.site.walk import WalkedFile
from hugoconv.text.patches import patched
from hugoconv.text.regex import regex

if TYPE_CHECKING:
    from hugoconv.site.move.links import LinkPlace

_CODE = regex(r":\d+:\d+: ([\w-]+): ")
Links = dict[str, tuple["LinkPlace", ...]]
_WAY_ON = "go on with `hugoconv undo --resume`, or take back what is done with `hugoconv undo`"


class Group(NamedTuple):
    """The pages of one site, or of one folder of none."""

    base: Base
    tasks: list[WalkedFile]


class RunOptions(NamedTuple):
    """What a run is strict about and how much it tells."""

    common: Common
    strict: bool
    fix_links: bool = False


class PageOutcome(NamedTuple):
    """What became of a page, what a person calls it, and the links to it that will no longer say where it is."""

    name: str
    file: FilePlan
    links: tuple[LinkPlace, ...] = ()


Remark: TypeAlias = Callable[[Sequence[PageOutcome]], str]


def run(
    job: Change,
    paths: tuple[str, ...],
    common: Common,
    *,
    strict: bool = False,
    remark: Remark = lambda _done: "",
    fix_links: bool = False,
) -> int:
    """Does a job to all pages, prints what became of them, and returns the exit status.

    ``remark`` says what is worth knowing of all pages together, if anything.
    """
    options = RunOptions(common, strict, fix_links)
    if paths == ("-",):
        return _run_stdin(job, options)
    found, status = [], 0
    listed = list(tasks(paths, common.out, common.patterns, sources=not common.no_sources))
    for task in listed:
        if isinstance(task, FilePlan):
            _tell(done := PageOutcome(task.path, task), options)
            found.append(done)
    sites = groups(task for task in listed if isinstance(task, WalkedFile))
    del listed
    refuse_several_sites(sites, common.html, common.choices)
    for group in sites:
        try:
            outcomes, ended = _run_group(job, group, options, [done.file for done in found])
        except ReviewError as error:
            say(str(error))
            return FAILED
        except FileError as error:
            outcomes, ended = _not_planned(group, error, options), FAILED
        found += outcomes
        status = max(status, ended)
    _close(found, options, remark)
    return max(status, exit_status([done.file for done in found], check=common.check, strict=strict))


def _not_planned(group: Group, error: FileError, options: RunOptions) -> list[PageOutcome]:
    """The pages of a site of which too much cannot be read; the first of them has the reason, which is said once."""
    told = as_named(error, group.base) if isinstance(error, ConfigurationError) else error
    found = [PageOutcome(task.name, FilePlan(task.path, "failed", error.code)) for task in group.tasks]
    found[0] = found[0]._replace(file=found[0].file._replace(message=str(told)))
    _tell(found[0], options)
    return found


def groups(listed: Iterable[WalkedFile]) -> list[Group]:
    """The pages by the sites to which they belong, or by their folders where they are of none."""
    found: dict[str, Group] = {}
    for task in listed:
        found.setdefault(task.base.root, Group(task.base, [])).tasks.append(task)
    return list(found.values())


def _run_group(
    job: Change, group: Group, options: RunOptions, others: Sequence[FilePlan]
) -> tuple[list[PageOutcome], int]:
    common, status = options.common, 0
    survey = Survey(settings_of(group.base, needed=needs_site(job)))
    # Chosen before links are looked at: what somebody declines stays where it is, and links to it stay right.
    plan = _chosen(_planned(job, group, survey, common), survey, options)
    emptied: list[str] = []
    links: Links = {}
    if any(file.to for file in plan.changed):
        from hugoconv.site.move.moved import emptied as emptied_by

        emptied = [] if common.is_silent and common.html is None else emptied_by(plan, survey.pages)
        plan, links = _linked(plan, survey, options)
    if common.html is not None:
        remarked = _with_remarks(plan, links, emptied)
        write_page(remarked, common.html, others, docs=common.html_docs, quiet=common.is_silent)
    if common.stat:
        _show_stat(plan)
    if common.write:
        plan, status = written(plan, quiet=common.quiet)
    elif common.out:
        copies = {task.path: task.copy for task in group.tasks if task.copy}
        plan = plan._replace(files=tuple(_copied(plan, file, copies[file.path]) for file in plan.files))
    show = common.shows_diffs
    # Nobody sees them without diffs, and each bundle that moves would be listed for it.
    along = plan.taken_along() if show else {}
    found = []
    with paged(wanted=show and not common.no_pager) as print_diff:
        for file in plan.files:
            shown = _shown(plan, file, along.get(file.path, ()), print_diff) if show else file
            done = PageOutcome(group.base.name(file.path), shown)
            _tell(done, options)
            # Without the patch, of which a large site would keep one for each page up to the end.
            found.append(done._replace(file=done.file._replace(patch=b""), links=links.pop(file.path, ())))
    for line in (*plan.notes, *(_emptied_line(group.base, path) for path in emptied)) if not common.is_silent else ():
        say(line)
    _tell_links(group, [link for done in found for link in done.links] + [*chain(*links.values())], common)
    site = group.base.name("")
    return [*found, *(PageOutcome(site, FilePlan(site, "note", _code_of(note), note)) for note in plan.notes)], status


def _with_remarks(plan: Plan, links: Links, emptied: Iterable[str]) -> Plan:
    """The plan with what there is to say of links and sections, which it does not know itself."""
    remarks = {path: tuple(_link_line(plan.base, link) for link in found) for path, found in links.items()}
    return with_remarks(plan, remarks, [_emptied_line(plan.base, path) for path in emptied])


def _chosen(plan: Plan, survey: Survey, options: RunOptions) -> Plan:
    """The plan with what somebody wants of it, at the terminal or on its review page."""
    common = options.common
    if common.interactive:
        from hugoconv.cli.interactive import chosen

        return chosen(plan, survey.configuration)
    if common.choices is not None:
        return chosen_on_page(plan, survey, common.choices, fix_links=options.fix_links)
    return plan


def _code_of(note: str) -> str:
    """The code of a note on a whole plan."""
    found = _CODE.search(note)
    return found[1] if found else ""


def _show_stat(plan: Plan) -> None:
    """The figures of a plan, before anything of it is done; a page that changed meanwhile is told where it is done."""
    along, base, stats = plan.taken_along(), plan.base, []
    for file in plan.changed:
        try:
            diff = plan.diff_of(file)
        except FileError:
            continue
        others = len(along.get(file.path, ()))
        stats.append(stat_of(diff, base.name(file.path), base.name(file.to or file.path), others))
    for line in lines_of(stats):
        say(line, sys.stdout)


def _linked(plan: Plan, survey: Survey, options: RunOptions) -> tuple[Plan, Links]:
    """The plan, with links rewritten where that is wanted, and those that will no longer say where pages are, by the
    pages to which they lead."""
    from hugoconv.site.move.link_fixes import relinked
    from hugoconv.site.move.moved import links_of

    common = options.common
    if options.fix_links:
        plan, rewritten, left = relinked(plan, survey)
        if rewritten and not common.is_silent:
            pages = number_of(len({link.path for link in rewritten}), "page")
            say(f"note: {number_of(len(rewritten), 'link')} rewritten in {pages}")
    else:
        is_asked = common.as_json or common.html is not None or not common.quiet
        # With -q nobody asks, and to look through every body of a site is most of the time of a move.
        left = tuple(links_of(plan, survey)) if is_asked else ()
    found: Links = {}
    for link in left:
        found[link.page] = (*found.get(link.page, ()), link)
    return plan, found


def _emptied_line(base: Base, path: str) -> str:
    why = "every page of its section moves away and this one stays (delete it, or move what it says by hand)"
    return problem_line(base.label(path), 1, 1, "section-emptied", why)


def _tell_links(group: Group, links: list[LinkPlace], common: Common) -> None:
    if common.is_silent:
        return
    for link in sorted(links):
        say(_link_line(group.base, link))


def _link_line(base: Base, link: LinkPlace) -> str:
    new = f"{link.target} should be {link.becomes}" if link.becomes else "the page will have no address"
    why = one_line(f"{link.text}: {new}")
    remedy = _REMEDIES.get(link.kind, "change it by hand")
    return problem_line(base.label(link.path), link.lineno, link.colno, "link-to-moved", f"{why} ({remedy})")


_REMEDIES = {"ref": "change it by hand: Hugo builds no site with a ref to a page that is not there"}


def _planned(job: Change, group: Group, survey: Survey, common: Common) -> Plan:
    total = len(group.tasks)
    pending = [PlanTask(task.path, task.named) for task in group.tasks]
    job = at_site(job, group.base, survey, (page.path for page in pending))
    ready = shipped(group.base, pending) if common.ship else pending
    quiet = common.quiet or total == 1
    with executor(common.jobs, total, common.dask) as pool, progress("planning", total, quiet=quiet) as shown:
        return make_plan(job, group.base, ready, survey, pool, shown.add)


def written(plan: Plan, *, quiet: bool) -> tuple[Plan, int]:
    """The plan after it was carried out, and an exit status where that did not come to its end."""
    try:
        total = plan.counts()["changed"]
        with interruptible() as stop, progress("writing", total, quiet=quiet or total == 1) as shown:
            done = apply(plan, RunCallbacks(shown.add, stop), command=shlex.join(["hugoconv", *sys.argv[1:]]))
    except (Refused, FileError) as error:
        say(str(error))
        return plan._replace(files=_not_done(plan.files, {f.path for f in plan.changed})), FAILED
    except KeyboardInterrupt:
        say(f"cut off; {_WAY_ON}")
        sys.exit(INTERRUPTED)
    failures = {file.path: file for file in done.failures}
    files = tuple(failures.get(file.path, file) for file in plan.files)
    if not done.stopped:
        return plan._replace(files=files), 0
    say(f"stopped: {done.stopped}; {_WAY_ON}")
    return plan._replace(files=_not_done(files, set(done.left))), INTERRUPTED if stop() else FAILED


def _not_done(files: Iterable[FilePlan], left: set[str]) -> tuple[FilePlan, ...]:
    return tuple(file.instead("not begun", "", "") if file.path in left else file for file in files)


def _copied(plan: Plan, file: FilePlan, copy: str) -> FilePlan:
    """A page whose result goes elsewhere."""
    if file.state not in ("changed", "unchanged"):
        return file
    try:
        old = plan.read(file)
        _make_folder(copy)
        write_bytes(copy, patched(old, file.patch) if file.patch else old)
    except FileError as error:
        return failed(file.path, error.path, error)
    return file


def _make_folder(copy: str) -> None:
    try:
        os.makedirs(os.path.dirname(copy), exist_ok=True)
    except OSError as error:
        raise FileError.of_system(copy, "cannot-write", error) from error


def _shown(plan: Plan, file: FilePlan, along: Iterable[tuple[str, str]], print_diff: Callable[[str], None]) -> FilePlan:
    """A page after its diff was printed, with what is renamed along."""
    if file.state != "changed":
        return file
    try:
        print_diff(plan.diff_of(file, along))
    except FileError as error:
        return failed(file.path, plan.base.name(file.path), error)
    return file


def _run_stdin(job: Change, options: RunOptions) -> int:
    """Standard input to standard output; on a refusal the input goes through unchanged."""
    common = options.common
    data = sys.stdin.buffer.read()
    name = common.stdin_path or STDIN
    where = argument_of(name)
    base, known = where.base, common.stdin_path is not None
    if known and isinstance(job, SiteChange):
        job = job.at(base, Survey(settings_of(base, needed=job.needs_site)), [where.path])
    base = base._replace(content_rules=readable_configuration(base.root).told_content_rules)
    file = plan_file(job, data, where.path if known else STDIN, base if known else None, named=True, path_known=known)
    done = PageOutcome(name, file)
    _tell(done, options)
    if not common.verbose:
        for _, line in _problems(done, options):
            say(line)
    if common.as_json:
        show_json([as_json(file, name)])
    # The input as it is, where nothing changes or it was refused: whoever pipes a file through must not get an empty
    # one.
    elif not common.check:
        click.echo(patched(data, file.patch) if file.patch else data, nl=False)
    return exit_status([file], check=common.check, strict=options.strict)


def _tell(done: PageOutcome, options: RunOptions) -> None:
    """With --check what would become of a page, with -v all that there is to say of it."""
    common, file, name = options.common, done.file, one_line(done.name)
    if common.verbose:
        for _, line in _problems(done, options):
            say(line)
    if common.is_silent:
        return
    if file.state == "changed" and common.check:
        say(f"would change {name}")
    elif common.verbose and file.state in ("changed", "unchanged"):
        say(f"{name}: {file.state}")
    if common.verbose:
        # With --strict these are problems, and told as such.
        absent = () if options.strict else file.absent
        for note in (*file.notes, *(f"absent: {what}" for what in absent)):
            say(f"{name}: note: {note}")


def _problems(done: PageOutcome, options: RunOptions) -> Iterator[tuple[str, str]]:
    """The codes and lines of what stood in the way at one page; with -v, of why it was passed over, too."""
    file, name = done.file, one_line(done.name)
    if (
        file.message
        and file.state != "note"
        and (file.state != "skipped" or file.code == "not-comparable" or options.common.verbose)
    ):
        yield file.code, file.message
    if options.strict:
        for what in file.absent:
            yield "absent", problem_line(name, 1, 1, "absent", f"{what}: the page has no such field")


def _close(found: list[PageOutcome], options: RunOptions, remark: Remark) -> None:
    common = options.common
    if not common.verbose:
        for line in grouping.problems(chain.from_iterable(_problems(done, options) for done in found)):
            say(line)
    if common.as_json:
        show_json([as_json(done.file, done.name, done.links) for done in found])
        return
    if common.quiet:
        return
    if not common.verbose:
        for line in grouping.notes([(done.name, done.file.notes) for done in found]):
            say(line)
    if more := remark(found):
        say(f"note: {more}")
    # Without -w nothing has happened yet, and a summary must not sound as if it had.
    words = ("changed", "moved") if common.write or common.out is not None else ("would change", "to another folder")
    say(summary([done.file for done in found], *words))
