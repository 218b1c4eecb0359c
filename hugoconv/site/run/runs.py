"""The folder ``.hugoconv`` of a site: its lock, its settings, and the runs that can be taken back."""

from __future__ import annotations

import contextlib
import os
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import FileError
from hugoconv.files import rooted_path as beneath
from hugoconv.files.rooted_path import RootedPath, keep_names, make_folder, names_in, place, remove, status_of
from hugoconv.files.write import TEMPORARY, replace
from hugoconv.refusals import file_error, refused
from hugoconv.site.base import Base
from hugoconv.site.run.journal import FORMAT, SUFFIX, UNBORN
from hugoconv.site.run.journal_lines import JournalReading, payload_of, reading_of
from hugoconv.site.run.journal_payloads import Begin, begin_of
from hugoconv.site.run.lock import lock
from hugoconv.text.regex import regex

FOLDER = ".hugoconv"
KEPT_RUNS = 20
# What the last line of these kinds says of a run; one that is being taken back is not finished either way.
_STATES = {"batch": "unfinished", "end": "done", "undoing": "unfinished", "left": "partly undone", "undone": "undone"}
# The number of a run, and what keeps two of one number apart. Later runs have higher numbers, whatever a clock says.
_ID = regex(r"(\d{6,12})-[0-9a-f]{4}\Z")


class Run(NamedTuple):
    """One run over a site. ``state`` is done, unfinished, undone, partly undone, or damaged, with what is
    wrong in ``damage``; ``version`` is that of its journal."""

    id: str
    path: str
    made: str
    command: str
    pages: int
    state: str
    version: int = FORMAT
    damage: str = ""


@contextlib.contextmanager
def locked(base: Base) -> Iterator[None]:
    """The folder of the journals, made where it is absent, and for this process alone while it is needed.

    Refused (``site-locked``) where another process has it; FileError where it cannot be made, or is a link.
    """
    try:
        make_folder(base.rooted(FOLDER))
        with lock(base.rooted(f"{FOLDER}/lock")) as is_ours:
            if not is_ours:
                raise refused("site-locked", path=base.name(FOLDER))
            _prepare(base)
            yield
    except OSError as error:
        raise FileError.of_system(base.name(FOLDER), "cannot-write", error) from error


def _prepare(base: Base) -> None:
    """Keeps the folder out of git and on disk, and takes away what runs have left that were cut off too early."""
    ignored = base.rooted(f"{FOLDER}/.gitignore")
    status = status_of(ignored)
    if status is None:
        with place(ignored) as at:
            replace(at.name, b"*\n", at.beside(TEMPORARY + os.urandom(6).hex()), at.folder)
        keep_names(base.rooted(""))
    else:
        beneath.refuse_link(ignored.path, status)
    for name in names_in(base.rooted(FOLDER)):
        if name.startswith(TEMPORARY) or name.endswith(UNBORN):
            with contextlib.suppress(OSError):
                remove(base.rooted(f"{FOLDER}/{name}"))


def new_run_id(base: Base) -> str:
    """The name of a run that begins now: its number is one higher than any there is."""
    numbers = [_number(name.removesuffix(SUFFIX)) for name in _journals(base)]
    return f"{max(numbers, default=0) + 1:06}-{os.urandom(2).hex()}"


def _number(run: str) -> int:
    """The number of a run; 0 for a name that none of ours has, also one that leaves no room for the next."""
    found = _ID.match(run)
    number = int(found[1]) if found else 0
    return number if number < 10**11 else 0


def journal_of(base: Base, run: str) -> RootedPath:
    """Where the journal of a run lies."""
    return base.rooted(f"{FOLDER}/{run}{SUFFIX}")


def _journals(base: Base) -> list[str]:
    """The names of the journals. Raises FileError where their folder is a link."""
    try:
        return [name for name in names_in(base.rooted(FOLDER)) if name.endswith(SUFFIX)]
    except OSError:
        return []


def runs(base: Base) -> list[Run]:
    """The runs of a site, the latest first."""
    names = [name.removesuffix(SUFFIX) for name in _journals(base)]
    return [_run(base, name) for name in sorted(names, key=lambda name: (_number(name), name), reverse=True)]


def _run(base: Base, run: str) -> Run:
    rooted = journal_of(base, run)
    path = base.file(rooted.path)
    try:
        reading = reading_of(rooted)
        if reading.version != FORMAT:
            return Run(run, path, "", "", 0, _STATES.get(reading.last, "unfinished"), reading.version)
        about = _about(rooted, run, reading)
    except FileError as error:
        return Run(run, path, "", "", 0, "damaged", damage=error.why)
    state = next((_STATES[line.kind] for line in reversed(reading.lines) if line.kind in _STATES), "unfinished")
    return Run(run, path, about.made, about.command, about.pages, state)


def _about(rooted: RootedPath, run: str, reading: JournalReading) -> Begin:
    if reading.damage:
        raise FileError(rooted.path, "journal-damaged", reading.damage)
    about = begin_of(payload_of(rooted, reading.lines[0]))
    # A journal that was renamed by hand: what it says of itself and its name have to be one.
    if about.run != run:
        raise file_error(rooted.path, "journal-damaged", case="other-run")
    return about


def refuse_damaged(base: Base, run: Run) -> None:
    """Refuses to go on with a run whose journal is not what was written."""
    if run.state == "damaged":
        raise refused(
            "journal-damaged", case="run", run=run.id, why=run.damage, path=base.name(f"{FOLDER}/{run.id}{SUFFIX}")
        )


def refuse_unfinished(base: Base) -> None:
    """Refuses to begin where an earlier run was cut off, or may have been."""
    for run in runs(base):
        refuse_damaged(base, run)
        if run.state == "unfinished":
            raise refused("unfinished-run", run=run.id, path=base.name(FOLDER))


def refuse_version(base: Base, run: Run) -> None:
    """Refuses to touch a run whose journal this version of the program does not understand."""
    if run.version != FORMAT:
        raise refused("journal-version", run=run.id, version=run.version, known=FORMAT, path=base.name(FOLDER))


def prune(base: Base) -> None:
    """Takes away the oldest runs, so that as many are left as ``.hugoconv/settings.toml`` says with ``keep_runs``."""
    # What was cut off is never taken away: it is the only way back to the old bytes.
    for run in [run for run in runs(base) if run.state not in ("unfinished", "damaged")][kept_runs(base) :]:
        with contextlib.suppress(OSError):
            remove(journal_of(base, run.id))


def kept_runs(base: Base) -> int:
    """How many runs are kept. Refused (``not-a-setting``) where the settings say anything but a number from 1 on."""
    shown = base.name(f"{FOLDER}/settings.toml")
    try:
        data, _ = beneath.read(base.rooted(f"{FOLDER}/settings.toml"))
        wanted = tomllib.loads(data.decode()).get("keep_runs", KEPT_RUNS)
    except FileNotFoundError:
        return KEPT_RUNS
    except OSError as error:
        raise FileError.of_system(shown, "cannot-read", error) from error
    except (ValueError, RecursionError) as error:
        raise refused("not-a-setting", case="runs-syntax", why=error, path=shown) from None
    # `true` is a number for Python, and would keep one run.
    if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted < 1:
        raise refused("not-a-setting", case="runs", path=shown)
    return wanted
