"""Enemies in the crash lab: between a run, whole or cut off, and what brings it back, somebody tampers with the journal,
puts a link in the way, or turns the clock. Whatever that was, once it is gone ``undo`` gives the start."""

from __future__ import annotations

import pathlib
import random
import shutil
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from hugoconv.errors import FileError, Refused
from tests.invariants.report import DoesNotApplyError, law
from tests.site.crash import Lab, expect, one_case, stopped
from tests.site.enemies import NAMED, TAKEN, TAMPERINGS, clock, tampered
from tests.site.faults import Fault, disk
from tests.site.worksite import Tree, tree

ENEMIES = (*TAMPERINGS, "link", "link", "link", "clock")


def enemy_series(lab: Lab, seeds: Iterable[int]) -> None:
    """Runs with an enemy after them."""
    for seed in seeds:
        dice = random.Random(seed)
        enemy, first = ENEMIES[seed % len(ENEMIES)], Fault()
        if dice.random() < 0.6:
            first = Fault(dice.randrange(len(lab.calls)), "before")
        case = f"enemy {seed}: {enemy} after {first.at}"
        lab.report.count(f"enemies: {enemy}")
        one_case(lab, case, partial(_met, lab, case, enemy, first, dice), "undo", no_rmdir=True)


@law
def _met(lab: Lab, case: str, enemy: str, first: Fault, dice: random.Random) -> None:
    with clock(2030):
        stopped(lambda: lab.site.apply(lab.plan), first, first.at)
    if not lab.site.runs():
        raise DoesNotApplyError("stopped before there was a run")
    if enemy == "clock":
        _clock_turned(lab, case)
    elif enemy == "link":
        _link_put(lab, case, dice)
    else:
        _tampered(lab, case, enemy, dice)


def _answer(lab: Lab, case: str, action: Callable[[], Any]) -> str:
    """The code of a refusal, or the messages on what was left; nothing where all was done."""
    try:
        with disk():
            found = action()
    except (FileError, Refused) as error:
        if error.code not in NAMED:
            lab.report.fail(case, "answer", f"{error.code} is none that was expected: {error}")
        return error.code
    return " ".join(getattr(found, "left", ())) + " ".join(one.code for one in getattr(found, "failures", ()))


@law
def _clock_turned(lab: Lab, case: str) -> None:
    known = [run.id for run in lab.site.runs()]
    with clock(1970):
        again = lab.site.plan(lambda page: page.set("weight", 7))
        if _answer(lab, case, lambda: lab.site.apply(again)) == "unfinished-run":
            raise DoesNotApplyError("a run was cut off, so that there is no other")
    if (there := [run.id for run in lab.site.runs()])[1:] != known:
        lab.report.fail(case, "clock", f"{there} is not the order of the runs")


def _tampered(lab: Lab, case: str, kind: str, dice: random.Random) -> None:
    journal, before = pathlib.Path(lab.site.runs()[0].path), tree(lab.root)
    data = journal.read_bytes()
    changed = tampered(data, kind, dice)
    journal.write_bytes(changed)
    said = _answer(lab, case, lab.site.undo)
    if said in ("journal-damaged", "journal-version"):
        lab.report.count("tamperings told")
        if tree(lab.root) != before or journal.read_bytes() != changed:
            lab.report.fail(case, "tampering", "it was refused, and something was changed")
    elif said:
        lab.report.fail(case, "tampering", said)
    else:
        lab.report.count("tamperings that did no harm")
        expect(lab, case, "undo after a tampering that was not told", lab.start, no_rmdir=True)
    journal.write_bytes(data)


@law
def _link_put(lab: Lab, case: str, dice: random.Random) -> None:
    outside, taken = lab.root.parent / "outside", lab.root.parent / TAKEN
    _fill(lab, outside)
    name = dice.choice(_places(lab))
    file, to = lab.root / name, dice.choice([taken, outside, outside / "index.md", lab.root.parent / "nowhere"])
    was_there = file.is_symlink() or file.exists()
    if was_there:
        file.rename(taken)
    elif not file.parent.is_dir():
        raise DoesNotApplyError("there is no folder for a link")
    file.symlink_to(to)
    before = tree(outside), _tree(taken)
    action = dice.choice((lab.site.undo, lab.site.resume))
    said = _answer(lab, f"{case} at {name} to {to.name}", action)
    lab.report.count("links that were told" if said else "links that did no harm")
    if (tree(outside), _tree(taken)) != before:
        lab.report.fail(case, "link", f"something outside was changed by way of {name}")
    _link_taken_away(lab, case, to, taken if was_there else None)


def _link_taken_away(lab: Lab, case: str, to: pathlib.Path, taken: pathlib.Path | None) -> None:
    """Puts what was taken back to where the link is now, which moves with its bundle."""
    links = [path for path in lab.root.rglob("*") if path.is_symlink() and path.readlink() == to]
    for link in links:
        link.unlink()
        # A folder that a run made and in which somebody's link lay is not empty, and stays when the run is taken back.
        while not any(run.state != "undone" for run in lab.site.runs()) and _is_left(lab, link.parent):
            link.parent.rmdir()
            link = link.parent
    if taken and len(links) == 1:
        taken.rename(links[0])
    elif taken:
        lab.report.fail(case, "link", f"it became {len(links)} links")
        shutil.rmtree(taken) if taken.is_dir() else taken.unlink()


def _is_left(lab: Lab, folder: pathlib.Path) -> bool:
    return folder.relative_to(lab.root).as_posix() not in {*lab.start, "."} and not any(folder.iterdir())


def _fill(lab: Lab, outside: pathlib.Path) -> None:
    if not outside.exists():
        outside.mkdir()
        for name in ("index.md", "lock", "keep.md"):
            (outside / name).write_bytes(b"---\ntitle: outside\n---\n")


def _tree(path: pathlib.Path) -> Tree | bytes | None:
    return tree(path) if path.is_dir() else path.read_bytes() if path.is_file() else None


def _places(lab: Lab) -> list[str]:
    """Where a link can come: files and folders before and after the run, and those of the journals."""
    journal = pathlib.Path(lab.site.runs()[0].path).relative_to(lab.root).as_posix()
    pages = sorted({*lab.start, *lab.end} - {path for path, one in lab.start.items() if one[0] == "link"})
    folders = sorted(path for path in pages if {**lab.start, **lab.end}[path][0] == "folder")
    return [*pages, *folders * 3, ".hugoconv", ".hugoconv/lock", journal]
