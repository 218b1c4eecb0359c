"""Links of every kind between pages that move in every way: with the real Hugo all lead where they led, and the way back
is exact."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TypeAlias

import pytest

from hugoconv.page.page import Page
from hugoconv.site.move.link_fixes import Relinked
from hugoconv.site.site import Site
from tests import real_hugo as hugo
from tests.site import link_table as table

Mark: TypeAlias = tuple[str, str]  # the file of a page, and a mark in its text


def contents(root: Path, configuration: str, *, bilingual: bool) -> tuple[dict[str, str], dict[Mark, str]]:
    """The pages of the table, and the form of every marked link."""
    names = table.files(bilingual=bilingual)
    table.write(root, {name: "---\ntitle: x\ndate: 2020-03-04\n---\n" for name in names}, configuration)
    pages = [page for page in table.placed(root) if page.file in names]
    shown = {page.file: page.address for page in pages}
    own = {name: shown[_page_of(name)] + posixpath.basename(name) for name in table.PICTURES}
    made, known = {}, {}
    for origin in pages:
        lines: list[str] = []
        links = [one for target in pages for one in table.forms(origin, target)]
        for form, line in [*links, *table.pictures(origin, own)]:
            known[origin.file, f"L{len(lines)}"] = form
            lines.append(f"L{len(lines)} {line.replace('LABEL', f't{len(lines)}')}\n")
        made[origin.file] = table.matter(origin, pages[len(made) * 5 % len(pages)]) + "\n".join(lines)
    return made, known


def _page_of(picture: str) -> str:
    return posixpath.dirname(picture) + "/index.md"


def relinked(site: Site, ways: dict[str, str]) -> Relinked:
    def change(page: Page) -> Page:
        name = str(page.path).rpartition("content/")[2]
        return page.moved_to(str(page.path).removesuffix(name) + ways[name]) if name in ways else page

    return site.fix_links(site.plan(change))


def tree(root: Path) -> dict[str, list[str]]:
    return {
        str(path): path.read_bytes().decode("utf-8", "replace").split("\n") for path in root.rglob("content/**/*.*")
    }


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("bilingual", [False, True])
def test_every_link_leads_where_it_led_and_the_way_back_is_exact(bilingual: bool, tmp_path: Path) -> None:
    configuration = table.CONFIGURATION + table.LANGUAGES * bilingual
    made, known = contents(tmp_path / "plain", configuration, bilingual=bilingual)
    root = tmp_path / "site"
    table.write(root, made, configuration)
    start, before = tree(root), table.built(root)
    ways = {old: new for old, new in table.MOVES.items() if old in made}
    done = relinked(Site(root), ways)
    Site(root).apply(done.plan)
    after = table.built(root)
    carried = {name: _page_of(name) for name in table.PICTURES if _page_of(name) in ways}
    moved = ways | {
        name: f"{posixpath.dirname(ways[page])}/{posixpath.basename(name)}" for name, page in carried.items()
    }
    told = {(place.path.removeprefix("content/"), place.target) for place in done.left}
    for (file, mark), leads in before.items():
        form = known.get((file, mark), "field")
        if any(lead.startswith("nothing") for lead in leads):
            assert form.startswith("file") and not bilingual  # Hugo looks up files where there are languages
            continue
        wanted = [re.sub(r"^[^?#]*", lambda found: moved.get(found[0], found[0]), one) for one in leads]
        got = after[ways.get(file, file), mark]
        if wanted != got:
            assert form == "file" and file in {path for path, _ in told}, (file, form, leads, got)
    # What a leaf bundle names by a file from the folder in which it lies could not be said elsewhere so that it comes back.
    assert all(path.endswith("/index.md") and re.match(r"\w.*\.md$", target) for path, target in told)
    assert len(done.rewritten) > 4000
    assert start != tree(root)
    Site(root).apply(relinked(Site(root), {new: old for old, new in ways.items()}).plan)
    assert tree(root) == start
