"""A whole site of talks goes into the folder of posts and back: to the byte, with the real Hugo as a witness.

Real talks and events where the corpus is there, else those of the fixtures; bundles and single files, two languages.
"""

from __future__ import annotations

import csv
import io
import json
import os
import pathlib
import sys
import tempfile
from collections.abc import Callable
from itertools import cycle, islice
from subprocess import run as start
from typing import Any
from urllib.parse import unquote, urlsplit

from hugoconv.layouts.schema import built_in
from hugoconv.syntax.envelope import split
from tests import corpus
from tests.invariants.report import Report
from tests.real_hugo import binary
from tests.site.moved_site import CONFIG, FIXTURES, tree

TALKS = ("talk", "talks", "event", "events")
POSTS = ("post", "posts", "blog")
# What a conversion is meant to change of the parameters that Hugo sees.
_LENS = built_in().lens("talk", "post")
OF_TALKS = _LENS.only_here if _LENS else frozenset[str]()
CHANGED = {"date", "publishdate", "lastmod", "expirydate", "aliases", "type", "layout", "summary", "abstract_short"}
EVERYTHING = ("--buildDrafts", "--buildFuture", "--buildExpired", "--noBuildLock", "--cleanDestinationDir")


def talks() -> list[bytes]:
    """Talks that Hugo builds and that have not been posts; the bodies of real ones, which want shortcodes of their sites,
    are left out."""
    real = [_without_body(page.read()) for page in corpus.all_pages() if page.section in TALKS and page.builds]
    own = [(FIXTURES / "pages/full-talk.md").read_bytes()]
    own += [path.read_bytes() for path in sorted(FIXTURES.glob("pairs/*/talk.md"))]
    return [data for data in real or own if not any(word in data for word in _UNWANTED)]


# What was a post before, has no page, goes into another folder (blog) or can take no alias (a page in braces); and what
# would give all copies of a page one address, or one that says nothing of its folder.
_UNWANTED = (
    *(b"hugoconv: was", b"widget", b"headless", b"event_start", b"\n{"),
    *(b"url:", b"url =", b"slug", b"translationKey", b"aliases"),
)


def _without_body(data: bytes) -> bytes:
    return b"".join(split(data)[:5]) + b"Body\n"


def make(root: pathlib.Path, pages: int) -> None:
    """Writes a site of so many pages: of three talks one is a single file, one a bundle, one a bundle with a Chinese
    translation and a picture."""
    for i, data in enumerate(islice(cycle(talks()), pages)):
        name = f"{i:05}-河流" if i % 7 == 0 else f"Talk_{i:05}"
        if i % 3 == 0:
            _write(root / f"content/talk/{name}.md", data)
            continue
        _write(root / f"content/talk/{name}/index.md", data)
        if i % 3 == 1:
            _write(root / f"content/talk/{name}/index.zh.md", data)
            _write(root / f"content/talk/{name}/featured.png", b"\x89PNG" + name.encode())
    _write(root / "hugo.toml", (CONFIG + "disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\n").encode())
    _write(root / "layouts/single.html", b"{{ .Params | jsonify }}")
    _write(root / "layouts/list.html", b"{{ .Title }}")


def _write(path: pathlib.Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def run(pages: int) -> Report:
    """What became of a site of so many pages on its way there and back."""
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name, "site")
        make(root, pages)
        report.count("pages", sum(1 for _ in root.rglob("*.md")))
        before, listed = _tree(root), seen(root, report)
        _converted(root, "talk", "post", report)
        after = seen(root, report)
        report.count("moved", sum(1 for path in root.glob("content/post/**/*.md")))
        compare(root, listed, after, report)
        _converted(root, "post", "talk", report)
        _back(before, _tree(root), report)
    return report


def _tree(root: pathlib.Path) -> dict[str, Any]:
    return {name: found for name, found in tree(root).items() if name != ".hugo_build.lock"}


def _converted(root: pathlib.Path, folder: str, to: str, report: Report) -> None:
    arguments = ["convert", str(root / "content" / folder), "--to", to, "--from", folder, "--move", "-w", "-q"]
    done = start([sys.executable, "-m", "hugoconv", *arguments], capture_output=True, text=True, check=False)
    for line in done.stderr.splitlines():
        code = line.split(": ")[1] if line.startswith(str(root)) and ": " in line else ""
        if code and code != "link-to-moved":
            report.refused(code, line.replace(str(root), ""))
    if done.returncode not in (0, 3):
        report.fail("site", f"to {to}", f"exit {done.returncode}: {done.stderr[-2000:]}")


def _back(before: dict[str, Any], after: dict[str, Any], report: Report) -> None:
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            report.fail(name, "there and back", "not as it was" if name in after else "gone")
        else:
            report.count("files and folders as they were")


class Seen(dict[str, dict[str, Any]]):
    """What Hugo makes of every page, by its path below its layout: its address and its parameters."""


def seen(root: pathlib.Path, report: Report, named: Callable[[str], str] | None = None) -> Seen:
    """What Hugo makes of the site, by the names of pages; a build that fails is a failure."""
    name_of = named or page_name
    program = binary()
    if program is None:
        report.count("skipped: no Hugo")
        return Seen()
    listed = start([program, "list", "all", "--source", str(root)], capture_output=True, text=True, check=True).stdout
    built = start([program, "--source", str(root), *EVERYTHING], capture_output=True, text=True, check=False)
    if built.returncode:
        report.fail("site", "build", (built.stdout + built.stderr)[-1000:])
    found = Seen()
    for row in csv.DictReader(io.StringIO(listed)):
        file = root / "public" / unquote(urlsplit(row["permalink"]).path).strip("/") / "index.html"
        text = file.read_text("utf-8") if file.exists() else ""
        params = json.loads(text) if text.startswith("{") else {}
        found[name_of(row["path"])] = {"url": row["permalink"], "params": params}
    return found


def page_name(path: str) -> str:
    """The path of a page, the same before and after a move of talks to posts; pages of sections do not move."""
    below = path.removeprefix("content/")
    section, _, rest = below.partition("/")
    return below if rest.startswith("_index.") or section not in (*TALKS, *POSTS) else rest


def compare(root: pathlib.Path, before: Seen, after: Seen, report: Report) -> None:
    """Reports pages that came or went, parameters that changed, and old addresses that lead nowhere."""
    for name in sorted(before.keys() ^ after.keys()):
        report.fail(name, "hugo list all", "a page came or went")
    for name in before.keys() & after.keys():
        old, new = before[name], after[name]
        report.count("pages that Hugo lists before and after")
        _same_parameters(name, old["params"], new["params"], report)
        if old["url"] == new["url"]:
            report.count("addresses that stay")
            continue
        redirect = root / "public" / unquote(urlsplit(old["url"]).path).strip("/") / "index.html"
        if redirect.exists() and f"url={new['url']}" in redirect.read_text("utf-8"):
            report.count("old addresses that lead to the new ones")
        else:
            report.fail(name, "redirect", f"{old['url']} does not lead to {new['url']}")


def _same_parameters(name: str, old: dict[str, Any], new: dict[str, Any], report: Report) -> None:
    report.count("parameters", len(old))
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key) and key not in CHANGED and key not in OF_TALKS:
            report.fail(name, f"parameter {key}", f"{old.get(key)!r} became {new.get(key)!r}")


def sample() -> int:
    """How many pages are few enough for every test run."""
    return int(os.environ.get("HUGOCONV_SITE_PAGES", "240"))
