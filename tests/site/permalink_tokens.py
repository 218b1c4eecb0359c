"""A site with every token of ``permalinks``: each has a section of its own, with the same pages in it."""

from __future__ import annotations

import pathlib

from hugoconv.hugo import permalinks
from hugoconv.page.page import Page

_CUTS = ("[0]", "[1]", "[9]", "[last]", "[1:]", "[:1]", "[:last]", "[0:2]", "[1:last]", "[1:9]")
# A chunk of Go's alone is no token while the clock says the same as it, such as PM in the afternoon: each has a year.
TOKENS: tuple[str, ...] = (
    *permalinks._TEXTS,
    *permalinks._DATES,
    *(f"2006q{chunk}" for chunk in permalinks._CHUNKS),
    *(f"{name}{cut}" for name in ("sections", "sectionslugs") for cut in _CUTS),
)
# The pages of every section, where they are before a plan moves them from talk to post.
PAGES = {
    "a.md": "title: One Title\ndate: 2021-03-02T08:04:05Z",
    "b.md": "title: One Title\ndate: 2021-03-02T08:04:05Z",
    "c.md": "title: One Title\ndate: 2021-03-02T08:04:05Z\nslug: Own Slug",
    "d.md": "title: Héllo / Wörld\ndate: 2009-12-31T23:59:59Z\nslug: own-slug",
    "Name With Blanks.md": "title: Two\ndate: 2020-02-29T12:00:00Z",
    "bundle/index.md": "title: Bundle\ndate: 2020-12-31T00:00:00Z",
    "sub/f.md": "title: Two\ndate: 2020-02-29T12:00:00Z",
    "sub/deep/f.md": "title: Two\ndate: 2020-02-29T13:00:00Z",
    "sub/_index.md": "title: A Section\nslug: Its Slug",
    "sub/deep/_index.md": "title: Deep Down",
}


def make(root: pathlib.Path) -> None:
    """Writes the site; only what lies in the folders called post has the address of a token."""
    rules = ['baseURL = "https://example.org/"']
    for i, token in enumerate(TOKENS):
        target = f'{{kind = "page", path = "/t{i:02}/post/**"}}'
        rules.append(f'[[permalinks]]\npattern = "/t{i:02}/x-:{token}/"\ntarget = {target}')
        for name, matter in PAGES.items():
            path = root / f"content/t{i:02}/talk/{name}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\n{matter}\n---\n", "utf-8")
    (root / "hugo.toml").write_text("\n".join(rules) + "\n")


def to_post(page: Page) -> Page:
    """The page in the folder in which the tokens decide about its address."""
    return page.moved_to(str(page.path).replace("/talk/", "/post/"))
