"""``hugoconv show``: what a page is."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

import click

from hugoconv.cli.help import Command
from hugoconv.cli.options import chosen_files, file_patterns, hugo, paths
from hugoconv.cli.outcomes import exit_status
from hugoconv.cli.output.csv_rows import show_csv
from hugoconv.cli.output.terminal import say, show_json
from hugoconv.cli.own_layouts import with_layouts
from hugoconv.cli.patterns import Patterns
from hugoconv.cli.places import STDIN, failed, tasks
from hugoconv.errors import FileError, MatterSyntaxError, one_line
from hugoconv.files.read import read_bytes
from hugoconv.layouts.detection import Detection, detect_in_site
from hugoconv.layouts.parse import parse
from hugoconv.layouts.schema import Layouts
from hugoconv.page.page import Page
from hugoconv.page.rows import names_in, row
from hugoconv.site.arguments import argument_of
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration, find_root, readable_configuration
from hugoconv.site.eras import NO_ERA, SiteEra, era_of
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.site.resources import resource_finder

WIDTH = 60


class Reading(NamedTuple):
    """Which version of Hugo reads the pages, and the layouts of the user's own; None where there are none."""

    hugo: str
    layouts: Layouts | None


class Shown(NamedTuple):
    """A page, and what a person calls it; None for standard input without a path."""

    name: str | None
    page: Page
    is_resource: bool = False
    site: Base | None = None
    layouts: Layouts | None = None

    @property
    def site_era(self) -> SiteEra:
        """The era of its site."""
        return era_of(self.site.root) if self.site else NO_ERA

    @property
    def found(self) -> Detection:
        """What the page is; a file of a bundle is no page of its own, and the era is that of the site unless the page
        certainly is of another."""
        found = detect_in_site(self.page, *self.site_era, self.layouts)
        return found._replace(not_a_page="not-a-page-resource") if self.is_resource else found


@click.command(
    "show",
    cls=Command,
    short_help="Show syntax, layout, era, fields and comments of pages.",
    epilog="""\b
Examples:
  hugoconv show content/talk/opening/index.md
  hugoconv show content/talk --json
  hugoconv show content --csv --fields title,date,image.caption > pages.csv
  hugoconv show - --stdin-path content/post/x.md < page.md""",
)
@paths
@click.option("--json", "as_json", is_flag=True, help="Print JSON: an object for one file or -, else a list.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV: a line for each page, a column for each field.")
@click.option("--fields", metavar="A,B", help="With --csv or --json: only these fields, as title,image.caption.")
@hugo
@with_layouts
@click.option("--stdin-path", metavar="P", help="Where the page of PATH - would lie.")
@file_patterns
def command(
    paths: tuple[str, ...],
    as_json: bool,
    as_csv: bool,
    fields: str | None,
    hugo: str,
    stdin_path: str | None,
    **options: Any,
) -> None:
    """Show syntax, layout, era, fields and comments of pages.

    Values and kinds are what Hugo reads; layout and era come with the reason.
    """
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("PATH - stands alone")
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are two forms of the same")
    if fields is not None and not (as_json or as_csv):
        raise click.UsageError("--fields goes with --csv or --json")
    patterns = chosen_files(options)
    names = None if fields is None else _names(fields)
    pages = _readable(
        _pages(paths, stdin_path, Reading(hugo, options["layouts"]), patterns), failed := list[FilePlan]()
    )
    if as_csv:
        _show_csv(list(pages), names)
    elif as_json:
        form = described if names is None else partial(_row, names=names)
        _show_json([form(page) for page in pages], one=len(paths) == 1 and not os.path.isdir(paths[0]))
    else:
        _tell_sites(paths)
        for page in pages:
            say(text_of(page), sys.stdout)
    sys.exit(exit_status(failed, check=False))


def _readable(pages: Iterable[Shown | FilePlan], failed: list[FilePlan]) -> Iterator[Shown]:
    """The pages that can be read; those that cannot are told at once, and collected."""
    for page in pages:
        if isinstance(page, FilePlan):
            say(page.message)
            failed.append(page)
        else:
            yield page


def _names(fields: str) -> list[str]:
    names = [name.strip() for name in fields.split(",")]
    if not all(names):
        raise click.UsageError(f"--fields takes names apart by commas, not {fields!r}")
    return names


def _row(shown: Shown, names: list[str]) -> dict[str, Any]:
    return {"path": shown.name, **row(shown.page, names)}


def _show_csv(shown: list[Shown], names: list[str] | None) -> None:
    # The header stands above the first row and names the fields of the last one.
    columns = names_in(one.page for one in shown) if names is None else names
    rows = ((one.name or STDIN, *row(one.page, columns).values()) for one in shown)
    show_csv(["path", *columns], rows)


def _show_json(shown: list[dict[str, Any]], *, one: bool) -> None:
    """The form depends on the arguments alone, never on how many pages a folder has or can be read."""
    if not one:
        show_json(shown)
    elif shown:
        show_json(shown[0])


def _pages(
    paths: tuple[str, ...], stdin_path: str | None, reading: Reading, patterns: Patterns
) -> Iterator[Shown | FilePlan]:
    """The pages that some paths name; an outcome stands for one that cannot be read."""
    if paths == ("-",):
        where = argument_of(stdin_path) if stdin_path else None
        site = where and readable_configuration(where.base.root)
        page = _page(sys.stdin.buffer.read(), stdin_path, reading, where and where.base.layout_path(where.path), site)
        if where is not None and site is not None:
            page = _in_site(page, resource_finder(where.base, site)(where.path), where.base, site)
        yield page
        return
    # A site with a fault in its configuration can be shown all the same; `check` tells of the fault.
    sites = cache(readable_configuration)
    finders = cache(lambda base: resource_finder(base, sites(base.root)))
    for task in tasks(paths, patterns=patterns):
        if isinstance(task, FilePlan):
            yield task
            continue
        try:
            data = read_bytes(task.name)
        except FileError as error:
            yield failed(error)
            continue
        site = sites(task.base.root)
        page = _page(data, task.name, reading, task.layout_path, site)
        yield _in_site(page, finders(task.base)(task.path), task.base, site)


def _in_site(page: Shown | FilePlan, bundle: str, base: Base, site: Configuration) -> Shown | FilePlan:
    """A page with what its site makes of it; ``bundle`` is the one to which it belongs as a file."""
    if isinstance(page, FilePlan):
        return page
    return page._replace(is_resource=bool(bundle), site=base if site.files else None)


def _page(
    data: bytes, name: str | None, reading: Reading, layout_path: str | None, site: Configuration | None
) -> Shown | FilePlan:
    try:
        rules = site and site.told_content_rules
        page = parse(data, layout_path, hugo=reading.hugo, content_rules=rules, layouts=reading.layouts)
        return Shown(name, page, layouts=reading.layouts)
    except MatterSyntaxError as error:
        name = name or STDIN
        error.path = one_line(name)
        return FilePlan(name, "failed", error.code, str(error))


def _tell_sites(paths: tuple[str, ...]) -> None:
    """The era of every site that is named as a whole."""
    for path in paths:
        if os.path.isdir(path) and find_root(path) == os.path.abspath(path):
            era, reason = era_of(os.path.abspath(path))
            say(one_line(f"{path}: a site, era {era or 'unknown'} ({reason})"), sys.stdout)


def described(shown: Shown) -> dict[str, Any]:
    """A page as JSON data; lines and columns count from 1 in the file."""
    return _described(shown, shown.found)


def _described(shown: Shown, found: Detection) -> dict[str, Any]:
    page = shown.page
    return {
        "path": shown.name,
        "syntax": page.syntax,
        "layout": found.layout,
        "layout_reason": found.layout_reason,
        "not_a_page": found.not_a_page,
        "era": found.era,
        "era_reason": found.era_reason,
        "site": _site_described(shown),
        "fields": [
            {"name": f.name, "kind": f.kind, "value": f.value, "line": page.position(f.span.start)[0]}
            for f in page.fields.values()
        ],
        "comments": [
            {
                "line": page.position(c.span.start)[0],
                "kind": c.kind,
                "owner": None if c.owner is None else list(c.owner),
                "text": c.text,
            }
            for c in page.comments
        ],
        "commented_out": [
            {
                "name": f.key,
                "path": list(f.path),
                "line": page.position(f.span.start)[0],
                "text": f.text,
            }
            for f in page.commented_out
        ],
        "notes": [*found.notes, *page.notes],
    }


def _site_described(shown: Shown) -> dict[str, Any] | None:
    """The site of a page; None where it lies in none."""
    if shown.site is None:
        return None
    era, reason = shown.site_era
    return {"path": shown.site.name(""), "era": era, "era_reason": reason}


def text_of(shown: Shown) -> str:
    """A page as text for a person."""
    page = shown.page
    found = shown.found
    about = _described(shown, found)
    lines = [f"{one_line(shown.name or STDIN)}: {page.syntax}, {_layout(found)}, {_era(found)}"]
    rows = [*_field_rows(about), *_comment_rows(about)]
    lines += [f"  {line:>4}  {row}" for line, row in sorted(rows, key=itemgetter(0))]
    lines += [f"        note: {note}" for note in about["notes"]]
    return "\n".join(map(one_line, lines))


def _field_rows(about: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for field in about["fields"]:
        value = json.dumps(field["value"], ensure_ascii=False, default=str)
        yield field["line"], f"{field['name']}: {_short(value)} ({field['kind']})"
    for commented in about["commented_out"]:
        yield commented["line"], f"#{_dotted(commented['path'])} (commented out)"


def _comment_rows(about: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for comment in about["comments"]:
        owner = comment["owner"]
        of = f"{comment['kind']} comment" + (f" of {_dotted(owner)}" if owner is not None else "")
        yield comment["line"], f"{_short(comment['text'])} ({of})"


def _dotted(path: list[str | int]) -> str:
    return ".".join(map(str, path))


def _layout(found: Detection) -> str:
    if found.not_a_page:
        return f"no talk and no post ({found.not_a_page})"
    return f"{found.layout or 'unknown layout'} ({found.layout_reason})"


def _era(found: Detection) -> str:
    return f"era {found.era or 'unknown'} ({found.era_reason})"


def _short(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
