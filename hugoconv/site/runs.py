"""The folder ``.hugoconv`` of a site: its lock, its settings, and the runs that can be taken back."""

from __future__ import annotations

import contextlib
import datetime
import os
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import FileError, Refused
from hugoconv.site.base import Base
from hugoconv.site.journal import SUFFIX, about_of, lines_of

FOLDER = ".hugoconv"
KEPT_RUNS = 20


class Run(NamedTuple):
    """One run over a site. ``state`` is done, unfinished, undone, or partly undone."""

    id: str
    path: str
    made: str
    command: str
    pages: int
    state: str


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
        _ignored(folder)
        lock = FileLock(os.path.join(folder, "lock"), timeout=0)
        lock.acquire()
    except Timeout:
        raise Refused(
            "site-locked", "another run is at work on this site", "wait until it has ended", path=base.name(FOLDER)
        ) from None
    except OSError as error:
        raise FileError(base.name(FOLDER), "cannot-write", error.strerror or str(error)) from error
    try:
        yield folder
    finally:
        lock.release()


def _ignored(folder: str) -> None:
    """Keeps the folder out of git."""
    path = os.path.join(folder, ".gitignore")
    if not os.path.exists(path):
        with open(path, "w", encoding="ascii") as file:
            file.write("*\n")


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
    about = about_of(path)
    kinds = [line.kind for line in lines_of(path)]
    state = "unfinished"
    for kind in kinds:
        state = {"end": "done", "left": "partly undone", "undone": "undone"}.get(kind, state)
    return Run(run, path, about.get("made", ""), about.get("command", ""), about.get("pages", 0), state)


def refuse_unfinished(base: Base) -> None:
    """Refuses to begin where an earlier run was cut off."""
    for run in runs(base):
        if run.state == "unfinished":
            raise Refused(
                "unfinished-run",
                f"the run of {run.made} was cut off",
                "bring it to its end with --resume, or take it back with `hugoconv undo`",
                path=base.name(FOLDER),
            )


def prune(base: Base) -> None:
    """Takes away the oldest runs, so that as many are left as ``.hugoconv/settings.toml`` says with ``keep_runs``."""
    kept = _kept_runs(base)
    for run in [run for run in runs(base) if run.state != "unfinished"][max(kept, 1) :]:
        with contextlib.suppress(OSError):
            os.unlink(run.path)


def _kept_runs(base: Base) -> int:
    path = os.path.join(folder_of(base), "settings.toml")
    try:
        with open(path, "rb") as file:
            wanted = tomllib.load(file).get("keep_runs", KEPT_RUNS)
    except FileNotFoundError:
        return KEPT_RUNS
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise FileError(base.name(f"{FOLDER}/settings.toml"), "cannot-read", str(error)) from error
    return wanted if isinstance(wanted, int) else KEPT_RUNS
