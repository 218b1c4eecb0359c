"""``hugoconv undo``: a run over a site taken back, or one that was cut off brought to its end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from hugoconv.cli.outcomes import DONE, FAILED
from hugoconv.cli.output.progress import interruptible, progress
from hugoconv.cli.output.terminal import say, show_json
from hugoconv.errors import FileError, Refused
from hugoconv.files.walk import upwards
from hugoconv.refusals import file_error
from hugoconv.site.arguments import argument_of
from hugoconv.site.base import Base, base_named
from hugoconv.site.plan.summary import number_of
from hugoconv.site.run.apply import RunCallbacks, resume
from hugoconv.site.run.runs import FOLDER, Run, runs
from hugoconv.site.run.undo import UndoResult, salvage, undo


@click.command(
    "undo",
    short_help="Take the last run over a site back.",
    epilog="""\b
Examples:
  hugoconv undo
  hugoconv undo --list
  hugoconv undo path/to/site --run 000017-1f2e
  hugoconv undo --resume                     finish a run that was cut off""",
)
@click.argument("site", default=".", metavar="[SITE]")
@click.option("--list", "listed", is_flag=True, help="List the runs, the latest first; nothing is changed.")
@click.option("--json", "as_json", is_flag=True, help="With --list: as JSON.")
@click.option("--run", metavar="ID", help="The run to take back; by default the last that was not.")
@click.option("--resume", "resumed", is_flag=True, help="Bring the run that was cut off to its end instead.")
@click.option("--salvage", "salvaged", is_flag=True, help="Take back what a damaged journal still tells.")
@click.option("-q", "--quiet", is_flag=True, help="Print only problems.")
def command(
    site: str, listed: bool, as_json: bool, run: str | None, resumed: bool, salvaged: bool, quiet: bool
) -> None:
    """Take the last run over a site back.

    Every file that is still what the run made of it gets the bytes and the place that
    it had; one that was changed since is left and named. May be repeated, also after
    it was cut off. A journal that is not what was written is left as it is, and nothing
    is changed; --salvage takes back what it still tells. SITE is the folder of the site,
    or any in it.
    """
    if ((listed or resumed) and (run or salvaged)) or (listed and resumed) or (as_json and not listed):
        raise click.UsageError("--list and --resume exclude each other, --run and --salvage; --json goes with --list")
    try:
        base = _base(site)
        if listed:
            status = _show(runs(base), as_json=as_json)
        elif resumed:
            status = _resume(base, quiet=quiet)
        else:
            status = _undo(base, run, salvage if salvaged else undo, quiet=quiet)
    except (Refused, FileError) as error:
        say(str(error))
        status = FAILED
    sys.exit(status)


def _base(site: str) -> Base:
    """The nearest base with a journal, upwards from a file or folder, but not beyond its site; else that site.

    Raises FileError where there is neither such a path nor a journal above it: a run may have moved the path away.
    """
    argument = argument_of(site)
    root = argument.base.root
    for folder in upwards(os.path.abspath(argument.base.file(argument.path))):
        if os.path.lexists(os.path.join(folder, FOLDER)):
            return argument.base if folder == root else base_named(folder, like=site, is_site=False)
        if argument.is_site and folder == root:
            break
    if not os.path.lexists(site):
        raise file_error(site, "cannot-read", case="site")
    return argument.base


def _show(found: list[Run], *, as_json: bool) -> int:
    if as_json:
        show_json([run._asdict() for run in found])
        return DONE
    for run in found:
        pages, command = number_of(run.pages, "page"), run.command or "from a program"
        say(f"{run.id}  {run.made}  {pages}, {run.state}: {command}", sys.stdout)
    if not found:
        say("no run is kept here")
    return DONE


def _undo(
    base: Base, run: str | None, way: Callable[[Base, str | None, RunCallbacks], UndoResult], *, quiet: bool
) -> int:
    with progress("undoing", quiet=quiet) as shown:
        done = way(base, run, RunCallbacks(shown.add, total=shown.expect))
    for message in done.left:
        say(message)
    if not quiet:
        left = f", {len(done.left)} left as they are" if done.left else ""
        say(f"{number_of(done.restored, 'file')} restored{left} (run {done.run})")
    return FAILED if done.left else DONE


def _resume(base: Base, *, quiet: bool) -> int:
    with interruptible() as stop, progress("writing", quiet=quiet) as shown:
        done = resume(base, RunCallbacks(shown.add, stop, shown.expect))
    for file in done.failures:
        say(file.message)
    if done.stopped:
        left = number_of(len(done.left), "page")
        say(f"stopped: {done.stopped}; {left} left to do; run the command again when that is solved")
    if not quiet:
        say(f"{number_of(done.done, 'page')} changed (run {done.run})")
    return FAILED if done.failures or done.stopped else DONE
