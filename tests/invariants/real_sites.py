"""Real sites, as their owners would take them: shown, checked, all talks made posts in their folder, and back.

The content folders of the corpus become sites of their own, with empty templates for the shortcodes that they name, so that
the real Hugo builds them with their bodies.
"""

from __future__ import annotations

import json
import pathlib
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from subprocess import CompletedProcess
from subprocess import run as start

from tests import corpus
from tests.invariants.links import WITH_BODIES, compare_links, led
from tests.invariants.report import Report
from tests.invariants.sites import TALKS, compare, seen
from tests.site.moved_site import tree

_SHORTCODE = re.compile(rb"\{\{[<%]\s*(\w[\w/.-]*)")
_CLOSED = re.compile(rb"\{\{[<%]\s*/\s*([\w/.-]+)")
_RENDERED_BY_OTHERS = re.compile(rb"^markup\s*[:=]\s*[\"']?(?:pandoc|pdc|rst|asciidoc|adoc|ad)\b", re.MULTILINE)
_LANGUAGE = re.compile(r"\.([a-z]{2}(?:-[a-z]{2,4})?)\.md$")
_OWN = {"ref", "relref", "figure", "gist", "highlight", "instagram", "param", "qr", "details", "vimeo", "x", "youtube"}


def names(limit: int) -> list[str]:
    """The sites with most talks in one folder."""
    counts = Counter(_repo(page) for page in _heads() if page.site_path.split("/")[1] in TALKS)
    return [name for name, _ in counts.most_common(limit)]


def _heads() -> Iterable[corpus.CorpusPage]:
    wanted = (page for page in corpus.all_pages() if page.facts["family"].startswith("academic"))
    return (page for page in wanted if page.facts["origin"] == "head" and page.site_path.startswith("content/"))


def _repo(page: corpus.CorpusPage) -> str:
    return page.name.split("/", 2)[1]


def make(root: pathlib.Path, pages: Iterable[corpus.CorpusPage]) -> None:
    """Writes a site with these pages; those that this Hugo can't build are left out, by itself or for want of a program
    that renders them."""
    read = ((page.site_path, page.read()) for page in pages if page.builds)
    contents = {name: data for name, data in read if not _RENDERED_BY_OTHERS.search(data)}
    for name, data in contents.items():
        _write(root / name, data)
    _write_shortcodes(root, b"".join(contents.values()))
    _write(root / "hugo.toml", _configuration(contents).encode())
    _write(root / "layouts/single.html", b"{{ .Params | jsonify }}")
    _write(root / "layouts/list.html", b"{{ .Title }}")
    for name in ("single", "list", "home"):
        _write(root / WITH_BODIES / f"{name}.html", b"{{ .Content }}")


def _write_shortcodes(root: pathlib.Path, text: bytes) -> None:
    closed = {name.decode() for name in _CLOSED.findall(text)}
    for name in {name.decode() for name in _SHORTCODE.findall(text)} - _OWN:
        for layouts in ("layouts", WITH_BODIES):
            _write(root / layouts / f"_shortcodes/{name}.html", b"{{ .Inner }}" if name in closed else b"-")


def _configuration(contents: Iterable[str]) -> str:
    languages = Counter(found[1] for name in contents if (found := _LANGUAGE.search(name)))
    tables = "".join(f"[languages.{name}]\nweight = {i}\n" for i, name in enumerate(["en", *sorted(languages)], 1))
    return (
        'baseURL = "https://example.org/"\ndefaultContentLanguage = "en"\ntimeZone = "UTC"\n'
        'refLinksErrorLevel = "WARNING"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
        "[security]\nallowContent = ['.*']\n" + tables
    )


def _write(path: pathlib.Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def run(limit: int) -> Report:
    """What became of so many sites on their way there, back, there again and undone."""
    report = Report()
    pages = list(_heads())
    for name in names(limit):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder, name)
            make(root, (page for page in pages if _repo(page) == name))
            one = Report()
            _walk(root, one)
            print(json.dumps({"site": name, **one.counts}), flush=True)
            report.add(one)
    return report


def _walk(root: pathlib.Path, report: Report) -> None:
    before, listed = tree(root / "content"), seen(root, report)
    folder = max(TALKS, key=lambda name: len(list((root / "content" / name).rglob("*.md"))))
    post = "blog" if (root / "content/blog").exists() else "post"
    report.count("pages", sum(1 for _ in root.glob("content/**/*.md")))
    report.count("pages in the folder of talks", sum(1 for _ in root.glob(f"content/{folder}/**/*.md")))
    report.count("lines of show", len(_done(root, report, "show", ".").stdout.splitlines()))
    report.count("lines of check", len(_done(root, report, "check", ".", may=1).stdout.splitlines()))
    there = ("convert", f"content/{folder}", "--to", post, "--move", "-w")
    back = ("convert", f"content/{post}", "--to", folder, "--recorded", "--move", "-w")
    _refusals(_done(root, report, *there), report)
    report.count("moved", len(tree(root / f"content/{post}").keys() - before.keys()))
    compare(root, listed, seen(root, report), report)
    _done(root, report, *back)
    _same(root, before, "there and back", report)
    _done(root, report, *there)
    _done(root, report, "undo")
    _same(root, before, "undo", report)
    _walk_with_links(root, there, back, report)


def _walk_with_links(root: pathlib.Path, there: tuple[str, ...], back: tuple[str, ...], report: Report) -> None:
    """The same way with links rewritten: all lead where they led, and back and undo give the same bytes."""
    before, links = tree(root / "content"), led(root, report)
    done = _done(root, report, *there, "--fix-links")
    _count_links(done, report)
    after = tree(root / "content")
    compare_links(links, led(root, report), report)
    _done(root, report, *back, "--fix-links")
    _same(root, before, "there and back with links", report)
    _done(root, report, "undo")
    _same(root, after, "undo of the way back with links", report)
    _done(root, report, "undo")
    _same(root, before, "undo with links", report)


def _count_links(done: CompletedProcess[str], report: Report) -> None:
    if found := re.search(r"^note: (\d+) links? rewritten", done.stderr, re.MULTILINE):
        report.count("links rewritten", int(found[1]))
    for line in done.stderr.splitlines():
        if ": link-to-moved: " in line:
            report.count("links left")
            report.examples.setdefault("links left", []).append(line)


def _done(root: pathlib.Path, report: Report, *arguments: str, may: int = 3) -> CompletedProcess[str]:
    done = start([sys.executable, "-m", "hugoconv", *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3, may):
        report.fail(root.name, " ".join(arguments), f"exit {done.returncode}: {done.stderr[-1500:]}")
    return done


def _refusals(done: CompletedProcess[str], report: Report) -> None:
    for line in done.stderr.splitlines():
        if found := re.match(r"(\S[^:]*:\d+:\d+): ([a-z-]+): ", line):
            report.refused(found[2], line)


def _same(root: pathlib.Path, before: dict[str, object], what: str, report: Report) -> None:
    after = tree(root / "content")
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            report.fail(f"{root.name}/{name}", what, "not as it was" if name in after else "gone")
        else:
            report.count(f"{what}: files and folders as they were")
