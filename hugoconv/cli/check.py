"""``hugoconv check``: what is wrong with pages, before Hugo says so one page at a time."""

from __future__ import annotations

import datetime
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from hugoconv.cli.options import paths
from hugoconv.cli.outcomes import DONE, FAILED
from hugoconv.cli.placing import failed, tasks
from hugoconv.cli.printing import say, show_diff, show_json
from hugoconv.cli.running import STDIN
from hugoconv.errors import FileError, one_line
from hugoconv.files.reading import read_bytes
from hugoconv.files.writing import write_fresh
from hugoconv.page.differences import diff_of
from hugoconv.site.planning import Planned

if TYPE_CHECKING:
    from hugoconv.layouts.checking import Problem

FOUND_ERRORS = 1


@click.command(
    "check",
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
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to print: text, or for programs.",
)
@click.option("--fix", is_flag=True, help="Mend what has one certain remedy; shows a diff unless -w is given.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix: guesses too.")
@click.option("-w", "--write", is_flag=True, help="With --fix: write the files.")
@click.option("--stdin-path", metavar="P", help="Where the page of PATH - would lie.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only, and no summary.")
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Say what Hugo refuses in pages, and what it reads otherwise than meant.

    One line a problem, with its place; every code is explained in docs/checks.md.
    With --fix, what is left is said. Exit status: 1 if there are errors, 0 with
    warnings only.
    """
    if "-" in paths and (len(paths) > 1 or options["fix"]):
        raise click.UsageError("PATH - stands alone, without --fix")
    if (options["write"] or options["unsafe_fixes"]) and not options["fix"]:
        raise click.UsageError("-w and --unsafe-fixes go with --fix")
    found, status, pages, report = [], DONE, 0, options["report"]
    for page in _checked(paths, options):
        if isinstance(page, Planned):
            say(page.message)
            status = FAILED
            continue
        pages += 1
        shown = [problem for problem in page if not (options["quiet"] and problem.severity == "warning")]
        found += shown
        if report != "json":
            _print(shown, report)
    if report == "json":
        show_json([_as_json(problem) for problem in found])
    if not options["quiet"]:
        say(_summary(found, pages))
    errors = any(problem.severity == "error" for problem in found)
    sys.exit(max(status, FOUND_ERRORS if errors else DONE))


def _checked(paths: tuple[str, ...], options: dict[str, Any]) -> Iterator[tuple[Problem, ...] | Planned]:
    """The problems of every page that some paths name; an outcome stands for one that cannot be read or written."""
    from hugoconv.layouts.checking import check_bytes

    now = datetime.datetime.now(datetime.UTC)
    if paths == ("-",):
        yield check_bytes(sys.stdin.buffer.read(), options["stdin_path"] or STDIN, now=now)
        return
    for task in tasks(paths):
        if isinstance(task, Planned):
            yield task
            continue
        try:
            data = read_bytes(task.path)
            if options["fix"]:
                data = _mended(data, task.path, options)
            yield check_bytes(data, task.path, now=now)
        except FileError as error:
            yield failed(error)


def _mended(data: bytes, path: str, options: dict[str, Any]) -> bytes:
    """The page after its repairs, written or shown as a diff."""
    from hugoconv.layouts.mending import mend

    new = mend(data, path, unsafe=options["unsafe_fixes"]).data
    if options["write"]:
        write_fresh(path, data, new)
    elif new != data and options["report"] == "text":
        show_diff(diff_of(data, new, one_line(path)))
    return new


def _print(problems: Iterable[Problem], report: str) -> None:
    for problem in problems:
        if report == "github":
            say(_annotation(problem), sys.stdout)
        else:
            marked = problem._replace(path=one_line(problem.path or STDIN))
            if problem.severity == "warning":
                marked = marked._replace(message=f"warning: {problem.message}")
            say(str(marked), sys.stdout)


def _annotation(problem: Problem) -> str:
    """A workflow command; its signs of their own are written as codes."""
    path = os.path.relpath(problem.path) if problem.path and problem.path != STDIN else problem.path
    place = f"file={_escaped(path or STDIN, ':,')},line={problem.lineno},col={problem.colno}"
    message = f"{problem.message} ({problem.remedy})" if problem.remedy else problem.message
    return f"::{problem.severity} {place},title={problem.code}::{_escaped(message, '')}"


def _escaped(text: str, more: str) -> str:
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def _as_json(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.lineno,
        "column": problem.colno,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _summary(found: list[Problem], pages: int) -> str:
    counts = Counter(problem.severity for problem in found)
    touched = len({problem.path for problem in found})
    named = [f"{n} {word}{'' if n == 1 else 's'}" for word in ("error", "warning") if (n := counts[word])]
    checked = f"{pages} page{'' if pages == 1 else 's'} checked"
    return f"{checked}, {' and '.join(named)} in {touched} of them" if named else f"{checked}, nothing found"
