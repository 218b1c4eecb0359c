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
from hugoconv.cli.outcomes import DONE, FAILED, Outcome
from hugoconv.cli.placing import failed, tasks
from hugoconv.cli.printing import one_line, say, show_json
from hugoconv.cli.running import STDIN
from hugoconv.errors import FileError
from hugoconv.files.reading import read_bytes

if TYPE_CHECKING:
    from hugoconv.layouts.checking import Problem

FOUND_ERRORS = 1


@click.command(
    "check",
    short_help="Say what Hugo refuses in pages, and what it reads otherwise than meant.",
    epilog="""\b
Examples:
  hugoconv check content
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
@click.option("--stdin-path", metavar="P", help="Where the page of PATH - would lie.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only, and no summary.")
def command(paths: tuple[str, ...], report: str, stdin_path: str | None, quiet: bool) -> None:
    """Say what Hugo refuses in pages, and what it reads otherwise than meant.

    One line a problem, with its place; every code is explained in docs/checks.md.
    Exit status: 1 if there are errors, 0 with warnings only.
    """
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("PATH - stands alone")
    status, pages, found = DONE, 0, []
    for problems in _checked(paths, stdin_path):
        if isinstance(problems, Outcome):
            say(problems.message)
            status = FAILED
            continue
        pages += 1
        shown = [problem for problem in problems if not (quiet and problem.severity == "warning")]
        found += shown
        if report != "json":
            _print(shown, report)
    if report == "json":
        show_json([_as_json(problem) for problem in found])
    if not quiet:
        say(_summary(found, pages))
    errors = any(problem.severity == "error" for problem in found)
    sys.exit(max(status, FOUND_ERRORS if errors else DONE))


def _checked(paths: tuple[str, ...], stdin_path: str | None) -> Iterator[tuple[Problem, ...] | Outcome]:
    """The problems of every page that some paths name; an outcome stands for one that cannot be read."""
    from hugoconv.layouts.checking import check_bytes

    now = datetime.datetime.now(datetime.UTC)
    if paths == ("-",):
        yield check_bytes(sys.stdin.buffer.read(), stdin_path or STDIN, now=now)
        return
    for task in tasks(paths):
        if isinstance(task, Outcome):
            yield task
            continue
        try:
            yield check_bytes(read_bytes(task.path), task.path, now=now)
        except FileError as error:
            yield failed(error)


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
