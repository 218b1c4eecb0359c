"""``hugoconv show``: what a page is."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from hugoconv.cli.options import paths
from hugoconv.cli.outcomes import DONE, FAILED
from hugoconv.cli.printing import safe, say
from hugoconv.errors import HugoconvError
from hugoconv.files.reading import read
from hugoconv.files.walking import walk
from hugoconv.layouts.detection import Detection, detect
from hugoconv.layouts.parsing import parse
from hugoconv.page.page import Page

WIDTH = 60


@click.command(
    "show",
    short_help="Show syntax, layout, era, fields and comments of pages.",
    epilog="""\b
Examples:
  hugoconv show content/talk/opening/index.md
  hugoconv show content/talk --json
  hugoconv show - --stdin-path content/post/x.md < page.md""",
)
@paths
@click.option("--json", "as_json", is_flag=True, help="Print JSON: one object for one file, else a list.")
@click.option("--stdin-path", metavar="P", help="Where the page of PATH - would lie.")
def command(paths: tuple[str, ...], as_json: bool, stdin_path: str | None) -> None:
    """Show syntax, layout, era, fields and comments of pages.

    Values and kinds are what Hugo reads; layout and era come with the reason.
    """
    status, shown = DONE, []
    try:
        targets = [None] if paths == ("-",) else [found.path for found in walk(paths)]
    except HugoconvError as error:
        say(str(error))
        sys.exit(FAILED)
    for path in targets:
        try:
            page = read(path) if path else parse(sys.stdin.buffer.read(), stdin_path)
        except HugoconvError as error:
            say(str(error))
            status = FAILED
            continue
        if as_json:
            shown.append(described(page))
        else:
            click.echo(_text(page))
    if as_json:
        one = len(targets) == 1 and len(shown) == 1
        click.echo(json.dumps(shown[0] if one else shown, ensure_ascii=False, indent=2, default=str))
    sys.exit(status)


def described(page: Page) -> dict[str, Any]:
    """A page as JSON data; lines and columns count from 1 in the file."""
    found = detect(page)
    return {
        "path": page.path,
        "syntax": page.syntax,
        "layout": found.layout,
        "layout_reason": found.layout_reason,
        "not_a_page": found.not_a_page,
        "era": found.era,
        "era_reason": found.era_reason,
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


def _text(page: Page) -> str:
    about = described(page)
    found = detect(page)
    lines = [f"{page.path or '<stdin>'}: {page.syntax}, {_layout(found)}, {_era(found)}"]
    lines += [
        f"  {f['line']:>4}  {f['name']}: {_short(json.dumps(f['value'], ensure_ascii=False))} ({f['kind']})"
        for f in about["fields"]
    ]
    lines += [f"  {f['line']:>4}  # {'.'.join(map(str, f['path']))}  commented out" for f in about["commented_out"]]
    if about["comments"]:
        owned = sum(c["owner"] is not None for c in about["comments"])
        lines.append(f"        {len(about['comments'])} comment lines, {owned} of them with an owner")
    lines += [f"        note: {note}" for note in about["notes"]]
    return "\n".join(map(safe, lines))


def _layout(found: Detection) -> str:
    if found.not_a_page:
        return f"no talk and no post ({found.not_a_page})"
    return f"{found.layout or 'unknown layout'} ({found.layout_reason})"


def _era(found: Detection) -> str:
    return f"era {found.era or 'unknown'} ({found.era_reason})"


def _short(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
