"""A plan as a page for a browser, and what was chosen there."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from hugoconv.cli.output.terminal import say
from hugoconv.errors import FileError, Refused, one_line
from hugoconv.files.write import write_bytes
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.site.plan.plan import Plan

if TYPE_CHECKING:
    from hugoconv.site.survey import Survey

_OURS = ("--html", "--choices", "--html-docs")


class ReviewError(Exception):
    """A page that cannot be written, or choices that cannot be followed, with which the whole run ends."""


def refuse_several_sites(sites: Sequence[object], *asked: str | None) -> None:
    """Raises UsageError where a page or choices are asked for of more than one site: paths are those of one."""
    if len(sites) > 1 and any(asked):
        raise click.UsageError("--html and --choices are about the pages of one site; name the paths of one")


def write_page(plan: Plan, file: str, others: Iterable[FilePlan] = (), *, docs: str, quiet: bool) -> None:
    """Writes the review page of a plan, with files that could not even be planned. Raises ReviewError."""
    whole = plan._replace(files=(*others, *plan.files))
    title = f"Review of {os.path.basename(plan.base.root)}"
    try:
        write_bytes(file, whole.to_html(title=title, command=command_line(sys.argv), docs=docs).encode())
    except FileError as error:
        raise ReviewError(str(error)) from None
    if not quiet:
        say(f"review page: {one_line(file)}")


def with_remarks(plan: Plan, remarks: Mapping[str, tuple[str, ...]], notes: Iterable[str]) -> Plan:
    """The plan with more notes on its pages, by their paths, and on the whole of it."""
    known = {file.path for file in plan.files}
    lost = (line for path, lines in remarks.items() if path not in known for line in lines)
    files = tuple(file._replace(notes=file.notes + remarks.get(file.path, ())) for file in plan.files)
    return plan._replace(files=files, notes=(*plan.notes, *notes, *lost))


def command_line(arguments: Sequence[str]) -> str:
    """The command as it was given, without what writes and what a review page is about.

    >>> command_line(["/bin/hugoconv", "edit", "a b.md", "--set", "x=1", "--html", "r.html", "-w"])
    "hugoconv edit 'a b.md' --set x=1"
    """
    kept, rest = ["hugoconv"], iter(arguments[1:])
    for one in rest:
        if one in _OURS:
            next(rest, None)
        elif not one.startswith(tuple(f"{name}=" for name in _OURS)) and one not in ("-w", "--write"):
            kept.append(one)
    return shlex.join(kept)


def chosen(plan: Plan, survey: Survey, file: str, *, fix_links: bool) -> Plan:
    """The plan with what is approved in a file of choices. Where links are rewritten, they were made of the plan with
    those. Raises ReviewError."""
    from hugoconv.site.review.choices import read_choices
    from hugoconv.site.review.chosen import approved

    try:
        choices, reviewed = read_choices(file), plan
        if fix_links and any(page.to for page in plan.changed):
            from hugoconv.site.move.link_fixes import relinked

            reviewed = relinked(plan, survey).plan
        return approved(plan, reviewed, choices, survey.configuration)
    except (Refused, FileError) as error:
        raise ReviewError(str(error)) from None
