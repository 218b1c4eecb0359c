"""Real sites brought from Academic 4.8 to Kit 0.12 as their owners would, built with the real Hugo, and brought back.

What the templates of Kit read has to be what those of Academic read before, under its old name; nothing else may change.
"""

from __future__ import annotations

import datetime
import json
import pathlib
import subprocess
import tempfile
from collections.abc import Iterator
from typing import Any

import hugoconv
from hugoconv.hugo.dates import parse_date
from hugoconv.layouts.recipes.folders import Folders
from hugoconv.layouts.recipes.renames import Renaming
from hugoconv.layouts.recipes.versions import own_recipes, way
from hugoconv.layouts.recipes.versions import range_named as named
from hugoconv.layouts.schema import built_in
from tests.invariants import real_sites
from tests.invariants.recipes import _era
from tests.invariants.report import DoesNotApplyError, Report, law
from tests.invariants.sites import seen
from tests.site.moved_site import tree

OLD, NEW = "4.8", "0.12"
# What Kit's templates read of an event, and under which name Academic's read it.
OF_EVENTS = {
    "event_start": "date",
    "event_end": "date_end",
    "event_all_day": "all_day",
    "event_name": "event",
    "event_url": "event_url",
    "location": "location",
    "address": "address",
}
# Buttons, and the type of the link that they become.
BUTTONS = {
    **{
        f"url_{name}": name
        for name in ("pdf", "preprint", "code", "dataset", "poster", "project", "slides", "source", "video")
    },
    "external_link": "site",
}
# Fields that recipes give another form, and those that a move changes.
OTHER_FORM = {
    *("date", "publishdate", "lastmod", "expirydate", "aliases", "type", "layout", "links", "projects", "slides"),
    *("image", "view", "publication_types", "summary", "url", "cascade", "doi", "hugoblox"),
}
ONE_WAY = "no recipe gives the bytes back"


def changed_names() -> frozenset[str]:
    """The parameters, in lowercase, that any step between the two versions is about."""
    known = named(OLD)
    assert known is not None
    steps = [step for recipe in way(known, NEW) for step in recipe.steps]
    pairs = [pair for step in steps if isinstance(step.action, Renaming) for pair in step.action.names]
    renamed = {name.partition(".")[0].lower() for pair in pairs for name in pair}
    told = {word.strip("`.,").lower() for step in steps for word in step.about.split() if word.startswith("`")}
    return frozenset({*renamed, *told, *OTHER_FORM} - OF_EVENTS.keys())


def run(limit: int) -> Report:
    """What became of so many sites."""
    report = Report()
    pages = list(real_sites._heads())
    repos = {real_sites._repo(page): str(page.facts["repo"]) for page in pages}
    names = [name for name in real_sites.names(len(repos)) if _era(repos[name]) == "5.9"]
    for name in names[:limit]:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder, name)
            real_sites.make(root, (page for page in pages if real_sites._repo(page) == name))
            one = Report()
            try:
                walk(root, one)
            except subprocess.CalledProcessError:
                one.count("sites that this Hugo does not list as they are")
            print(json.dumps({"site": name, **one.counts}), flush=True)
            report.add(one)
    return report


def walk(root: pathlib.Path, report: Report) -> None:
    """A site there, built, back by recipes, and undone."""
    before, old, odd = tree(root / "content"), seen(root, report, _name), _read_otherwise(root)
    told = _migrated(root, OLD, NEW, report)
    new = seen(root, report, _name)
    for name in sorted(old.keys() ^ new.keys()):
        report.fail(f"{root.name}/{name}", "hugo list all", "a page came or went")
    for name in sorted(old.keys() & new.keys()):
        params = ({}, {}) if name in odd else (old[name]["params"], new[name]["params"])
        reads_as_before(report, f"{root.name}/{name}", name, *params)
    _migrated(root, NEW, OLD, report)
    _came_back(root, before, told, report)
    site = hugoconv.Site(root)
    for _ in range(2):
        report.count("left by undo", len(site.undo().left))
    if tree(root / "content") != before:
        report.fail(root.name, "undo", "the site is not as it was")


def _read_otherwise(root: pathlib.Path) -> set[str]:
    """The pages in which Hugo reads something else than they say, by their names: they were broken before."""
    read = hugoconv.Site(root).read_all()
    return {_name(page.path) for page in read if isinstance(page, hugoconv.Page) and page.path and page.notes}


def _migrated(root: pathlib.Path, start: str, to: str, report: Report) -> set[str]:
    """Brings a site to another version; returns the names of pages that need not come back to the byte: a note says
    so, or they were so already."""
    site = hugoconv.Site(root)
    plan = site.fix_links(site.plan(site.migrating(to, from_era=start, move=True))).plan
    done = site.apply(plan)
    report.count(f"pages changed, {start} to {to}", done.done)
    report.count(f"pages moved, {start} to {to}", done.moved)
    for file in (*plan.problems, *done.failures):
        report.refused(file.code, f"{root.name}, {start} to {to}: {file.message}")
        if file.state == "bug" or file in done.failures:
            report.fail(f"{root.name}/{file.path}", f"{start} to {to}", file.message)
    # Of a page that is, or lies, as the later version has it already, the way back makes one of the earlier.
    later = [[new] for _, new in _folders()]
    noted = [
        file
        for file in plan
        if any(ONE_WAY in note for note in file.notes) or not file.patch or file.path.split("/")[1:2] in later
    ]
    return {_name(path) for file in noted for path in (file.path, file.to or file.path)}


@law
def reads_as_before(report: Report, where: str, name: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Kit's templates read what Academic's did, and every other parameter is as it was."""
    if not old and not new:
        raise DoesNotApplyError("a page of a section, or one that Hugo reads otherwise than it says")
    if name.startswith("talk/"):
        for now, was in OF_EVENTS.items():
            read = new.get(now) or new.get("date" if now == "event_start" else now)  # as Kit's templates fall back
            if old.get(was) not in (None, "") and now not in old and _plain(old[was]) != _plain(read):
                report.fail(where, now, f"{was} was {old[was]!r}, and is {read!r}")
            report.count("parameters of events", was in old)
    links = [(link.get("type"), link.get("url")) for link in new.get("links") or [] if isinstance(link, dict)]
    for key, type_ in BUTTONS.items():
        if old.get(key) and (type_, old[key]) not in links and new.get(key) != old[key]:
            report.fail(where, key, f"{old[key]!r} is in no link: {links}")
        report.count("buttons", bool(old.get(key)))
    ids = (new.get("hugoblox") or {}).get("ids") or {}
    if old.get("doi") and old["doi"] not in (ids.get("doi"), new.get("doi")):
        report.fail(where, "doi", f"was {old['doi']!r}, and is {ids.get('doi')!r}")
    for key in sorted((old.keys() | new.keys()) - _CHANGED - OF_EVENTS.keys() - BUTTONS.keys()):
        report.count("other parameters")
        if old.get(key) != new.get(key):
            report.fail(where, f"parameter {key}", f"{old.get(key)!r} became {new.get(key)!r}")


def _plain(value: Any) -> Any:
    """A value; a date, which Hugo casts in its own fields only, as an instant."""
    try:
        moment = parse_date(value)
    except ValueError:
        return value
    return value if moment is None else moment.at(datetime.UTC)


def _came_back(root: pathlib.Path, before: dict[str, Any], told: set[str], report: Report) -> None:
    after = tree(root / "content")
    later = [f"{new}/".encode() for _, new in _folders() if any(name.startswith(f"{new}/") for name in before)]
    for name in sorted(name for name in before.keys() | after.keys() if name.endswith(".md")):
        if before.get(name) == after.get(name):
            report.count("came back to the byte")
        elif _name(f"content/{name}") in told or name not in before or _has_both(name, before[name][0], later):
            report.count("did not come back: a note says so, or it had something of the later version before")
        else:
            report.fail(f"{root.name}/{name}", "there and back", "is not as it was, and nothing says so")


def _has_both(name: str, data: bytes, later: list[bytes]) -> bool:
    """Whether a page had something of the later version before: in its fields, its place, or where its links lead."""
    if any(folder in data or name.encode().startswith(folder) for folder in later):
        return True
    return bool(hugoconv.migrate(hugoconv.parse(data, f"content/{name}"), OLD, from_era=NEW).steps)


def _name(path: str) -> str:
    """The path of a page below its section, which has the name of its layout, in whatever version."""
    section, _, rest = path.removeprefix("content/").partition("/")
    folders = {new: old for old, new in _folders()}
    while section in folders:
        section = folders[section]
    return f"{built_in().named(section) or section}/{rest}" if rest else section


def _folders() -> Iterator[tuple[str, str]]:
    for recipe in own_recipes():
        for step in recipe.steps:
            if isinstance(step.action, Folders):
                yield from step.action.names


_CHANGED = changed_names()
