"""Aliases lead from the same old addresses wherever a page goes, and are as they were when it is back."""

import itertools
import pathlib
import tempfile

import pytest

from hugoconv.layouts.aliases import aliases_of
from hugoconv.site.addresses import address
from hugoconv.site.configuration import read_configuration
from hugoconv.site.move.aliases import alias_file, file_of, origin
from hugoconv.site.site import Site
from tests import real_hugo as hugo
from tests.cli.invoking import run
from tests.site import sites
from tests.site.test_aliases import built

START = 'baseURL = "https://example.org/"\n'
CONFIGURATIONS = {
    "plain": "",
    "ugly": "uglyURLs = true\n",
    "talks are ugly": "[uglyURLs]\ntalk = true\n",
    "posts are ugly": "[uglyURLs]\npost = true\n",
    "patterns": '[permalinks]\ntalk = "/t/:year/:slug/"\npost = "/blog/:slug/"\n',
    "languages": "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n",
    "languages in folders": "defaultContentLanguageInSubdir = true\n[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n",
}
TEXTS = [
    *(
        "old",
        "../up",
        "./dot",
        "a/b/",
        "c.html",
        "d/index.html",
        "../../../far",
        "Sp Ace",
        "per%20c",
        "河",
        "x;y",
        "p,q",
    ),
    *("/top", "/top/b/", "/Top/C.html", "/talk/d"),
]
PLACES = {
    "talk/bundle/index": "",
    "talk/deep/single": "",
    "talk/named": "slug: other\n",
    "talk/given": "url: /fix/ed/\n",
}
EVENT = "event: Open Day\ndate: 2021-03-12\n"


def make(root: pathlib.Path, configuration: str, aliases: dict[str, str]) -> None:
    """A site with a page for every place and language, each with aliases of its own."""
    root.mkdir(parents=True)
    (root / "hugo.toml").write_text(START + configuration)
    for place, matter in aliases.items():
        path = root / "content" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{matter}---\n", "utf-8")


def pages(configuration: str) -> dict[str, str]:
    found = {}
    suffixes = ("", ".fr") if "fr" in configuration else ("",)
    for i, ((place, more), suffix) in enumerate(itertools.product(PLACES.items(), suffixes)):
        own = [f"{text[: len(text) - len(text.lstrip('./'))]}n{i}{suffix[1:]}/{text.lstrip('./')}" for text in TEXTS]
        listed = "".join(f"- '{text}'\n" for text in own)
        found[f"{place}{suffix}.md"] = f"title: T{i}{suffix}\n{more}{EVENT}aliases:\n{listed}"
    return found


def files(root: pathlib.Path) -> dict[str, tuple[set[str], str]]:
    """By the title of each page the files at which its aliases are to be, and its own."""
    configuration = read_configuration(str(root))
    found = {}
    for where, page in sites.parsed(configuration):
        own = address(page, where, configuration)
        assert own is not None
        start = origin(own, where, configuration)
        found[str(page["title"])] = ({alias_file(alias, start) for alias in aliases_of(page)}, file_of(own))
    return found


@pytest.mark.parametrize("configuration", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_no_move_changes_where_an_alias_leads_from(
    configuration: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "site"
    make(root, configuration, pages(configuration))
    monkeypatch.chdir(root)
    before, tree = files(root), {path: path.read_bytes() for path in (root / "content").rglob("*.md")}
    assert run("convert", "content", "--to", "post", "--move", "-w").exit_code == 0
    after = files(root)
    assert not list((root / "content/talk").rglob("*.md"))
    for title, (aliases, own) in before.items():
        now, here = after[title]
        assert {*aliases, own} <= {*now, here}
    again = run("convert", "content", "--to", "talk", "--move", "-w")
    assert again.exit_code == 0, again.stderr
    assert {path: path.read_bytes() for path in (root / "content").rglob("*.md")} == tree


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("configuration", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_hugo_redirects_at_the_same_files_before_and_after(
    configuration: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "site"
    make(root, configuration, pages(configuration))
    monkeypatch.chdir(root)
    wanted = {file for aliases, _ in files(root).values() for file in aliases}
    before = built(root)
    assert wanted <= before
    assert run("convert", "content", "--to", "post", "--move", "-w").exit_code == 0
    made = {path for path in before if path.endswith(".html")} - {
        "/talk/index.html",
        "/fr/talk/index.html",
        "/talk.html",
    }
    made -= {"/en/talk/index.html"}
    assert made <= built(root)


SHAPES = {
    "a list in brackets": "---\naliases: [old-a, \"/b\",  'old-c' ] # mine\n{}---\n",
    "a list": "---\n# above\naliases:\n  # first\n  - old-a   # one\n  - '/b'\n  - \"old-c\"\n{}---\n",
    "a text": "---\naliases:   old-a /b  old-c  # mine\n{}---\n",
    "a quoted text": '---\nAliases: "old-a"\n{}---\n',
    "an empty list": "---\naliases: []\n{}---\n",
    "nothing": "---\ntitle: a\n{}---\n",
}
TOML = {
    "a TOML list": '+++\naliases = ["old-a", \'/b\', "old-c"] # mine\n{}+++\n',
    "a TOML list on lines": '+++\naliases = [\n  # first\n  "old-a", # one\n  "/b",\n]\n{}+++\n',
    "a TOML text": '+++\naliases = "old-a" # mine\n{}+++\n',
}
ALL_SHAPES = [(text, EVENT) for text in SHAPES.values()] + [
    (text, 'event = "Open Day"\ndate = 2021-03-12\n') for text in TOML.values()
]


@pytest.mark.parametrize(("text", "event"), ALL_SHAPES, ids=[*SHAPES, *TOML])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_every_shape_goes_there_and_back_to_the_byte(
    text: str, event: str, eol: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "content/talk/a.md"
    path.parent.mkdir(parents=True)
    (tmp_path / "hugo.toml").write_text(START)
    old = text.format(event).replace("\n", eol).encode()
    path.write_bytes(old)
    monkeypatch.chdir(tmp_path)
    there = run("convert", "content", "--to", "post", "--move", "-w")
    assert there.exit_code == 0, there.stderr
    new = (tmp_path / "content/post/a.md").read_bytes()
    assert b"/talk/a/" in new
    assert new.count(b"/talk/old-a") == 2 * old.count(b"old-a")
    back = run("convert", "content", "--to", "talk", "--move", "-w")
    assert back.exit_code == 0, back.stderr
    assert path.read_bytes() == old


def test_an_alias_that_came_in_between_leads_from_the_same_place_too(tmp_path: pathlib.Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        path = root / "content/talk/a.md"
        path.parent.mkdir(parents=True)
        (root / "hugo.toml").write_text(START)
        path.write_bytes(b"---\naliases: [old-a]\nevent: E\n---\n")
        assert run("convert", str(root / "content"), "--to", "post", "--move", "-w").exit_code == 0
        site = Site(root)
        site.apply(site.plan(lambda page: page.append("aliases", "new")))
        assert run("convert", str(root / "content"), "--to", "talk", "--move", "-w").exit_code == 0
        assert path.read_bytes() == b"---\naliases: [old-a, /post/new]\nevent: E\n---\n"
