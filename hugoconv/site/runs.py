"""The folder ``.hugoconv`` of a site: its lock, its settings, and the runs that can be taken back."""

from __future__ import annotations

import contextlib
import datetime
import os
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import FileError, Refused
from hugoconv.files.writing import TEMPORARY, discard, write_bytes
from hugoconv.site.base import Base
from hugoconv.site.journal import FORMAT, SUFFIX, UNBORN, about_of, keep_names, lines_of

FOLDER = ".hugoconv"
KEPT_RUNS = 20
# What the last line of these kinds says of a run; one that is being taken back is not finished either way.
_STATES = {"batch": "unfinished", "end": "done", "undoing": "unfinished", "left": "partly undone", "undone": "undone"}


class Run(NamedTuple):
    """One run over a site. ``state`` is done, unfinished, undone, or partly undone; ``version`` is that of its
    journal."""

    id: str
    path: str
    made: str
    command: str
    pages: int
    state: str
    version: int = FORMAT


def folder_of(base: Base) -> str:
    """Where the journals of a site lie."""
    return os.path.join(base.root, FOLDER)


@contextlib.contextmanager
def locked(base: Base) -> Iterator[str]:
    """The folder of the journals, made where it is absent, and for this process alone while it is needed.

    Refused (``site-locked``) where another process has it; FileError where it cannot be made.
    """
    from filelock import FileLock, Timeout

    folder = folder_of(base)
    try:
        os.makedirs(folder, exist_ok=True)
        lock = FileLock(os.path.join(folder, "lock"), timeout=0)
        lock.acquire()
    except Timeout:
        raise Refused(
            "site-locked", "another run is at work on this site", "wait until it has ended", path=base.name(FOLDER)
        ) from None
    except OSError as error:
        raise FileError(base.name(FOLDER), "cannot-write", error.strerror or str(error)) from error
    try:
        _prepare(base, folder)
        yield folder
    finally:
        lock.release()


def _prepare(base: Base, folder: str) -> None:
    """Keeps the folder out of git and on disk, and takes away what runs have left that were cut off too early."""
    ignored = os.path.join(folder, ".gitignore")
    try:
        if not os.path.exists(ignored):
            write_bytes(ignored, b"*\n")
            keep_names(base.root)
        for name in os.listdir(folder):
            if name.startswith(TEMPORARY) or name.endswith(UNBORN):
                discard(os.path.join(folder, name))
    except OSError as error:
        raise FileError(base.name(FOLDER), "cannot-write", error.strerror or str(error)) from error
    except FileError as error:
        raise FileError(base.name(FOLDER), error.code, error.why) from error


def new_run_id() -> str:
    """The name of a run that begins now; later ones sort behind."""
    now = datetime.datetime.now(datetime.UTC)
    return f"{now:%Y%m%dT%H%M%S}-{now.microsecond:06}-{os.urandom(2).hex()}"


def journal_path(base: Base, run: str) -> str:
    """Where the journal of a run lies."""
    return os.path.join(folder_of(base), run + SUFFIX)


def runs(base: Base) -> list[Run]:
    """The runs of a site, the latest first."""
    try:
        names = sorted(os.listdir(folder_of(base)), reverse=True)
    except OSError:
        return []
    return [_run(base, name.removesuffix(SUFFIX)) for name in names if name.endswith(SUFFIX)]


def _run(base: Base, run: str) -> Run:
    path = journal_path(base, run)
    lines = lines_of(path)
    about = about_of(path, lines)
    state = next((_STATES[line.kind] for line in reversed(lines) if line.kind in _STATES), "unfinished")
    made, command, pages = about.get("made", ""), about.get("command", ""), about.get("pages", 0)
    return Run(run, path, made, command, pages, state, about.get("format", 0))


def refuse_unfinished(base: Base) -> None:
    """Refuses to begin where an earlier run was cut off."""
    for run in runs(base):
        if run.state == "unfinished":
            raise Refused(
                "unfinished-run",
                f"the run {run.id} was cut off",
                "bring it to its end with `hugoconv undo --resume`, or take it back with `hugoconv undo`",
                path=base.name(FOLDER),
            )


def refuse_version(base: Base, run: Run) -> None:
    """Refuses to touch a run whose journal this version of the program does not understand."""
    if run.version != FORMAT:
        raise Refused(
            "journal-version",
            f"the run {run.id} has a journal of version {run.version}, not {FORMAT}",
            "use the hugoconv that made it, or another run with --run",
            path=base.name(FOLDER),
        )


def prune(base: Base) -> None:
    """Takes away the oldest runs, so that as many are left as ``.hugoconv/settings.toml`` says with ``keep_runs``."""
    for run in [run for run in runs(base) if run.state != "unfinished"][kept_runs(base) :]:
        with contextlib.suppress(OSError):
            os.unlink(run.path)


def kept_runs(base: Base) -> int:
    """How many runs are kept. Refused (``not-a-setting``) where the settings say anything but a number from 1 on."""
    shown = base.name(f"{FOLDER}/settings.toml")
    try:
        with open(os.path.join(folder_of(base), "settings.toml"), "rb") as file:
            wanted = tomllib.load(file).get("keep_runs", KEPT_RUNS)
    except FileNotFoundError:
        return KEPT_RUNS
    except OSError as error:
        raise FileError(shown, "cannot-read", error.strerror or str(error)) from error
    except ValueError as error:
        raise Refused(
            "not-a-setting", f"the settings are no TOML: {error}", "mend or remove them", path=shown
        ) from None
    if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted < 1:
        raise Refused("not-a-setting", "keep_runs has to be a number from 1 on", "such as keep_runs = 20", path=shown)
    return wanted
