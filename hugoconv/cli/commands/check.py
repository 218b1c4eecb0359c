"""``hugoconv check``: what is wrong with pages, before Hugo says so one page at a time."""

from __future__ import annotations

import datetime
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from hugoconv.cli.codes import chosen
from hugoconv.cli.executors import in_processes
from hugoconv.cli.help import Command
from hugoconv.cli.hugo_configuration import as_named
from hugoconv.cli.options import chosen_files, color, file_patterns, hugo, paths, refuse_review, review
from hugoconv.cli.outcomes import DONE, FAILED
from hugoconv.cli.output.sarif import sarif
from hugoconv.cli.output.terminal import say, show_diff, show_json
from hugoconv.cli.own_layouts import with_layouts
from hugoconv.cli.places import STDIN, failed, tasks
from hugoconv.cli.review import ReviewError, refuse_several_sites, write_page
from hugoconv.cli.run import groups, written
from hugoconv.errors import ConfigurationError, FileError, Refused, one_line
from hugoconv.files.neighbours import neighbours_of
from hugoconv.files.read import read_bytes
from hugoconv.page.diff import diff_of
from hugoconv.site.addresses import date_rules
from hugoconv.site.arguments import argument_of
from hugoconv.site.base import Base, base_of
from hugoconv.site.configuration import find_root, read_configuration
from hugoconv.site.configuration_checks import check_configuration
from hugoconv.site.eras import era_of
from hugoconv.site.plan.file_plan import FilePlan, plan_bytes
from hugoconv.site.plan.plan import Plan
from hugoconv.site.plan.summary import number_of
from hugoconv.site.walk import WalkedFile

if TYPE_CHECKING:
    from hugoconv.layouts.schema import Layouts
    from hugoconv.lint.check import Diagnostic
    from hugoconv.lint.warnings import Surroundings

FOUND_ERRORS = 1
_COLOURS = {"error": "red", "warning": "yellow"}
_FIXED_BY = {"safe": "--fix", "unsafe": "--fix --unsafe-fixes"}


class Checking(NamedTuple):
    """The job of the command; it can be sent to another process. The time is one for all pages."""

    now: datetime.datetime
    hugo: str
    fix: bool
    unsafe: bool
    diffs: bool
    layouts: Layouts | None = None

    def checked(self, task: WalkedFile | FilePlan) -> Checked | FilePlan:
        """The problems of one page, after its repairs where they are asked for."""
        if isinstance(task, FilePlan):
            return task
        try:
            data = read_bytes(task.name)
        except FileError as error:
            return failed(error)
        new = self.fixed(data, task.layout_path) if self.fix else data
        diff = diff_of(data, new, one_line(task.name)) if self.diffs and new != data else ""
        problems = self.problems(new, task.name, task.base, task.path)
        return Checked(problems, diff, task, plan_bytes(data, new, task.name) if new != data else None)

    def problems(self, data: bytes, name: str, base: Base, path: str) -> tuple[Diagnostic, ...]:
        """What is wrong with some bytes that a person calls by a name, and that lie at a path from a base."""
        from hugoconv.lint.check import check_bytes

        site = _around(base.root)
        beside = neighbours_of(base.root, path, site.content_rules)
        around = site._replace(now=self.now, slides=beside.slides, projects=beside.projects, layouts=self.layouts)
        layout_path = base.layout_path(path) if name != STDIN else name
        found = check_bytes(data, layout_path, around=around, hugo=self.hugo)
        return tuple(problem._replace(path=name) for problem in found)

    def fixed(self, data: bytes, path: str) -> bytes:
        """The bytes after their repairs."""
        from hugoconv.lint.fix import fix

        return fix(data, path, unsafe=self.unsafe).data


class Checked(NamedTuple):
    """What became of one page; without a ``task`` the problems are those of a configuration."""

    problems: tuple[Diagnostic, ...]
    diff: str = ""
    task: WalkedFile | None = None
    fixed: FilePlan | None = None


# Asked for every page, and read once in each process.
@cache
def _around(root: str) -> Surroundings:
    """What the configuration of a site decides; Hugo's own settings where there is none, or none that can be read."""
    from hugoconv.lint.warnings import Surroundings

    try:
        site = read_configuration(root)
        rules = date_rules(site)
    except FileError:
        return Surroundings()
    era, reason = era_of(root)
    return Surroundings(
        rules=rules,
        content_rules=site.told_content_rules,
        allow_content=site.allow_content,
        output_formats=site.output_formats,
        era=era,
        era_reason=reason,
    )


def _configurations(paths: Iterable[str], hugo: str) -> Iterator[Checked | FilePlan]:
    """The problems in the configurations of the sites of some paths; an outcome stands for one that cannot be read."""
    for root in dict.fromkeys(filter(None, (find_root("." if path == "-" else path) for path in paths))):
        base = base_of(root, os.path.relpath(root))
        try:
            yield Checked(tuple(check_configuration(base, read_configuration(root), hugo)))
        except ConfigurationError as error:
            told = f"{as_named(error, base)}; checked as if it said nothing"
            yield FilePlan(root, "failed", error.code, told)


@click.command(
    "check",
    cls=Command,
    short_help="Say what Hugo refuses in pages, and what it reads otherwise than meant.",
    epilog="""\b
Examples:
  hugoconv check content
  hugoconv check content --fix -w
  hugoconv check content --report github
  hugoconv check - --stdin-path content/post/x.md < page.md""",
)
@paths
@click.option(
    "--report",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="How to print: text, or for programs.",
)
@click.option("--select", multiple=True, metavar="CODE", help="Say only these; also yaml or *-date, parted by commas.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Do not say these.")
@click.option("--fix", is_flag=True, help="Fix what has one certain remedy; shows a diff unless -w is given.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix: guesses too.")
@click.option("-w", "--write", is_flag=True, help="With --fix: write the files.")
@review[0]
@review[1]
@review[2]
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Use N processes (default: cores).")
@hugo
@click.option("--stdin-path", metavar="P", help="Where the page of PATH - would lie.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only, and no summary.")
@color
@with_layouts
@file_patterns
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Say what Hugo refuses in pages, and what it reads otherwise than meant.

    One line a problem, with its place; `hugoconv explain CODE` says more of a code.
    With --fix, what is left is said. Exit status: 1 if there are errors, 0 with
    warnings only.
    """
    _refuse_wrong_usage(paths, options)
    wanted = chosen(options["select"], options["ignore"])
    now = datetime.datetime.now(datetime.UTC)
    report, quiet = options["report"], options["quiet"]
    diffs = report == "text" and not (options["write"] or options["html"] or options["choices"])
    job = Checking(now, options["hugo"], options["fix"], options["unsafe_fixes"], diffs, options["layouts"])
    found: list[Diagnostic] = []
    fixed: list[Checked] = []
    pages, failures = 0, 0
    for page in chain(_configurations(paths, options["hugo"]), _checked(job, paths, options)):
        if isinstance(page, FilePlan):
            say(page.message)
            failures += 1
            continue
        pages += page.task is not None
        fixed += [page] if page.fixed else []
        shown = [one for one in page.problems if wanted(one.code) and not (quiet and one.severity == "warning")]
        found += shown
        _show_page(page.diff, shown, report)
    if report in _WHOLE:
        show_json(_WHOLE[report](found))
    failures += _planned(fixed, options)
    if not quiet:
        repairs = f"{'fixed' if options['write'] else 'would fix'} {len(fixed)} of them" if fixed else ""
        _sum_up(found, pages, repairs, fix=options["fix"])
    errors = any(problem.severity == "error" for problem in found)
    sys.exit(max(FAILED if failures else DONE, FOUND_ERRORS if errors else DONE))


def _refuse_wrong_usage(paths: tuple[str, ...], options: dict[str, Any]) -> None:
    if "-" in paths and (len(paths) > 1 or options["fix"]):
        raise click.UsageError("PATH - stands alone, without --fix")
    if (options["write"] or options["unsafe_fixes"]) and not options["fix"]:
        raise click.UsageError("-w and --unsafe-fixes go with --fix")
    refuse_review(paths, options["html"], options["choices"], options["html_docs"])
    if (options["html"] or options["choices"]) and not options["fix"]:
        raise click.UsageError("--html and --choices go with --fix")
    if options["fix"] and (options["select"] or options["ignore"]):
        raise click.UsageError("--select and --ignore choose what is said, and do not go with --fix")


def _checked(job: Checking, paths: tuple[str, ...], options: dict[str, Any]) -> Iterator[Checked | FilePlan]:
    """The problems of every page that some paths name; an outcome stands for one that cannot be read or written."""
    if paths == ("-",):
        name = options["stdin_path"] or STDIN
        where = argument_of(name)
        found = job.problems(sys.stdin.buffer.read(), name, where.base, where.path)
        return iter([Checked(found, task=WalkedFile(where.base, where.path, named=True, argument="-"))])
    patterns = chosen_files(options)
    return in_processes(job.checked, tasks(paths, patterns=patterns), options["jobs"])


def _planned(fixed: list[Checked], options: dict[str, Any]) -> int:
    """Repairs shown on a page, done only where they are approved, or written, journalled as any other run; returns how
    many pages could not be written."""
    if not any(options[name] for name in ("write", "html", "choices")):
        return 0
    by_name = {page.task.name: page.fixed for page in fixed if page.task and page.fixed}
    sites = groups(page.task for page in fixed if page.task)
    refuse_several_sites(sites, options["html"], options["choices"])
    failures = 0
    for group in sites:
        plan = Plan(group.base, tuple(by_name[task.name]._replace(path=task.path) for task in group.tasks))
        try:
            failures += _carried_out(plan, options)
        except (ReviewError, Refused, FileError) as error:
            say(str(error))
            failures += 1
    return failures


def _carried_out(plan: Plan, options: dict[str, Any]) -> int:
    if options["html"]:
        is_silent = options["quiet"] or options["report"] != "text"
        write_page(plan, options["html"], docs=options["html_docs"], quiet=is_silent)
    if options["choices"]:
        plan = plan.only(options["choices"])
    if not options["write"]:
        if options["choices"] and options["report"] == "text":
            show_diff(plan.diff())
        return 0
    done, _ = written(plan, quiet=options["quiet"])
    for file in done.files:
        if file.message:
            say(file.message)
    return sum(file.state not in ("changed", "skipped") for file in done.files)


def _show_page(diff: str, problems: Iterable[Diagnostic], report: str) -> None:
    """Prints what a report says of a page as soon as that is known."""
    if diff:
        show_diff(diff)
    for problem in problems:
        if report == "github":
            say(_annotation(problem), sys.stdout)
        elif report == "text":
            marked = problem._replace(path=one_line(problem.path or STDIN))
            if problem.severity == "warning":
                marked = marked._replace(message=f"warning: {problem.message}")
            say(str(marked), sys.stdout, mark=(f" {problem.code}:", _COLOURS[problem.severity]))


def _annotation(problem: Diagnostic) -> str:
    """A workflow command; the characters that mean something in it are written as codes."""
    path = os.path.relpath(problem.path) if problem.path and problem.path != STDIN else problem.path
    place = f"file={_escaped(path or STDIN, ':,')},line={problem.lineno},col={problem.colno}"
    message = f"{problem.message} ({problem.remedy})" if problem.remedy else problem.message
    return f"::{problem.severity} {place},title={problem.code}::{_escaped(message, '')}"


def _escaped(text: str, more: str) -> str:
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def _as_json(problem: Diagnostic) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.lineno,
        "column": problem.colno,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "remedy": problem.remedy,
        "fix": problem.fix or None,
    }


# The reports that are made of the problems of all pages.
_WHOLE: Mapping[str, Callable[[list[Diagnostic]], object]] = {
    "json": lambda found: list(map(_as_json, found)),
    "sarif": sarif,
}


def _sum_up(found: list[Diagnostic], pages: int, repairs: str, *, fix: bool) -> None:
    """How often each code was found, the most frequent errors first, and a line for all pages."""
    if len(found) > 1:
        codes = Counter((problem.severity, problem.code, problem.fix) for problem in found)
        for (severity, code, way), count in sorted(codes.items(), key=lambda one: (one[0][0], -one[1], one[0][1])):
            by = f", may be fixed by {_FIXED_BY[way]}" if way and not fix else ""
            say(f"{count:>6}  {severity} {code}{by}")
    severities = Counter(problem.severity for problem in found)
    named = " and ".join(number_of(severities[word], word) for word in ("error", "warning") if severities[word])
    touched = number_of(len({problem.path for problem in found}), "file")
    checked = ", ".join(filter(None, [f"{number_of(pages, 'page')} checked", repairs]))
    say(f"{checked}, {named} in {touched}" if named else f"{checked}, nothing found")
