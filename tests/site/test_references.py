"""Decks, projects and terms: who names them, and another name for them everywhere."""

import json
import pathlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import hugoconv
from hugoconv.layouts.references import KINDS, references, terms_of, with_name
from tests.cli.invoking import run
from tests.real_hugo import binary
from tests.site.moved_site import hugo, tree

PAGES = {
    "hugo.toml": 'baseURL = "https://example.org/"\n[taxonomies]\ntag = "tags"\nauthor = "authors"\n',
    "content/slides/example/index.md": "---\ntitle: Deck\nslides:\n  theme: black\n---\nOne\n\n---\n\nTwo\n",
    "content/slides/example/pic.svg": "<svg/>",
    "content/slides/old.md": "---\ntitle: Old deck\n---\n",
    "content/project/mud/index.md": "---\ntitle: Mud\n---\n",
    "content/project/mud/featured.png": "PNG",
    "content/project/Deep Sand.md": "+++\ntitle = 'Sand'\n+++\n",
    "content/talk/a.md": "---\ntitle: a\nslides: example  # ours\nprojects:\n- Mud  # first\n- sand\n# slides: Example\n---\n"
    "See [the deck](/slides/example/).\n",
    "content/talk/b.md": "+++\ntitle = 'b'\nurl_slides = \"/slides/example/\" # pdf\n"
    "projects = [ 'mud', \"gone\" ] # both\n#slides = 'example'\n+++\n",
    "content/post/c.md": '{"title": "c", "slides": ["example", "other"], "links": [{"name": "x", "url": "slides/example"}]}\n',
    "content/post/d.md": "---\ntitle: d\nprojects: mud\nurl_slides: https://elsewhere.org/slides/example\n---\n",
    "content/authors/wei-zhang/_index.md": "---\ntitle: Wei Zhang\n---\n",
    "content/authors/wei-zhang/avatar.jpg": "JPG",
    "content/tags/ml/_index.md": "---\ntitle: ML\n---\n",
    "content/post/e.md": "---\ntags: [Ml, 'Machine Learning', mud]  # all\nauthors:\n- Wei Zhang  # me\n- 'WEI ZHANG'\n"
    "- Ann\n#authors: [Wei Zhang]\n---\n",
}


@pytest.fixture
def site(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    for name, text in PAGES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


LISTED = """\
slides example  content/slides/example/index.md
  content/post/c.md:1:27: slides: example
  content/post/c.md:1:72: links: slides/example
  content/talk/a.md:3:1: slides: example
  content/talk/a.md:7:1: slides: Example (commented out)
  content/talk/b.md:3:1: url_slides: /slides/example/
  content/talk/b.md:5:1: slides: example (commented out)
slides old (unused)  content/slides/old.md
slides other (dangling)
  content/post/c.md:1:38: slides: other
projects Deep Sand (unused)  content/project/Deep Sand.md
projects gone (dangling)
  content/talk/b.md:4:21: projects: gone
projects mud  content/project/mud/index.md
  content/post/d.md:3:1: projects: mud
  content/talk/a.md:5:1: projects: Mud
  content/talk/b.md:4:14: projects: mud
projects sand (dangling)
  content/talk/a.md:6:1: projects: sand
"""


def test_decks_and_projects_are_listed_with_who_names_them(site: pathlib.Path) -> None:
    assert run("refs").stdout == LISTED
    assert run("refs", "--only", "unused").stdout.splitlines() == [
        "slides old (unused)  content/slides/old.md",
        "projects Deep Sand (unused)  content/project/Deep Sand.md",
    ]
    found = json.loads(run("refs", str(site), "--json").stdout)
    assert [one["state"] for one in found].count("dangling") == 3
    assert found[0]["references"][2]["field"] == "slides" and found[0]["references"][2]["line"] == 3


def test_a_deck_is_renamed_everywhere_and_taken_back(site: pathlib.Path) -> None:
    before = tree(site)
    result = run("rename-ref", "slides", "example", "mud-2020", "--fix-links", "-w")
    assert result.exit_code == 0, result.stderr
    after = tree(site)
    assert after["content/slides/mud-2020/pic.svg"] == before["content/slides/example/pic.svg"]
    assert hugoconv.read(site / "content/slides/mud-2020/index.md")["aliases"] == ["/slides/example/"]
    for name in ("talk/a.md", "talk/b.md", "post/c.md"):
        old, new = before[f"content/{name}"][0].decode(), after[f"content/{name}"][0].decode()
        assert new == old.replace("Example", "mud-2020").replace("example", "mud-2020")
    assert after["content/post/d.md"] == before["content/post/d.md"]
    assert "example" not in run("refs").stdout
    assert run("rename-ref", "slides", "mud-2020", "example", "--check").exit_code == 1
    assert run("undo").exit_code == 0
    assert tree(site) == before


@pytest.mark.parametrize(("kind", "old", "new"), [("projects", "Deep Sand", "tide"), ("slides", "old", "new deck")])
def test_there_and_back_gives_the_bytes(site: pathlib.Path, kind: str, old: str, new: str) -> None:
    before = tree(site)
    assert run("rename-ref", kind, old, new, "-w").exit_code == 0
    assert tree(site) != before
    assert run("rename-ref", kind, new, old, "-w").exit_code == 0
    assert tree(site) == before


def test_a_name_that_another_has_is_refused_and_nothing_changes(site: pathlib.Path) -> None:
    before = tree(site)
    result = run("rename-ref", "slides", "example", "old", "-w")
    assert result.exit_code == 3 and "reference-taken: old is there already: content/slides/old.md" in result.stderr
    assert tree(site) == before


def test_a_dangling_reference_is_renamed_to_what_is_there(site: pathlib.Path) -> None:
    assert run("rename-ref", "projects", "sand", "Deep Sand", "-w").exit_code == 0
    assert hugoconv.read(site / "content/talk/a.md")["projects"] == ["Mud", "Deep Sand"]
    assert "Deep Sand  content" in run("refs").stdout


def test_a_term_is_renamed_and_merged(site: pathlib.Path) -> None:
    result = run("rename-term", "tags", "ml", "machine learning", "-w")
    assert result.exit_code == 0, result.stderr
    assert (site / "content/post/e.md").read_text().startswith("---\ntags: ['Machine Learning', mud]  # all\n")
    assert hugoconv.read(site / "content/tags/machine-learning/_index.md")["aliases"] == ["/tags/ml/"]


def test_an_author_goes_by_a_name_or_by_a_slug(site: pathlib.Path) -> None:
    before = tree(site)
    assert run("rename-term", "authors", "Wei Zhang", "wei-zhang", "-w").exit_code == 0
    text = (site / "content/post/e.md").read_text()
    assert "authors:\n- wei-zhang  # me\n- Ann\n#authors: [wei-zhang]\n" in text
    assert (site / "content/authors/wei-zhang/_index.md").read_bytes() == before["content/authors/wei-zhang/_index.md"][
        0
    ]
    assert run("rename-term", "authors", "wei-zhang", "Wei J. Zhang", "-w").exit_code == 0
    assert "- Wei J. Zhang  # me\n" in (site / "content/post/e.md").read_text()
    assert (site / "content/authors/wei-j.-zhang/avatar.jpg").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["rename-ref", "slides", "a", "b/c"],
        ["rename-ref", "decks", "a", "b"],
        ["rename-ref", "slides", "a", ""],
        ["rename-term", "tags", "a", " "],
        ["rename-ref", "slides", "a", "b", "-o", "elsewhere"],
    ],
)
def test_names_that_cannot_be_are_wrong_usage(site: pathlib.Path, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.skipif(binary() is None, reason="there is no Hugo here")
def test_hugo_finds_the_page_of_a_term_that_was_renamed(site: pathlib.Path) -> None:
    (site / "layouts").mkdir()
    for name in ("single", "list", "home", "term"):
        (site / f"layouts/{name}.html").write_text("{{ .Title }}|{{ range .Pages }}{{ .Path }}{{ end }}")
    run("rename-term", "authors", "Wei Zhang", "Wei J. Zhang", "-w")
    hugo(site, "build", "--destination", "public")
    pages = [str(path.relative_to(site / "public")) for path in (site / "public/authors").rglob("index.html")]
    assert "authors/wei-j.-zhang/index.html" in pages
    assert (site / "public/authors/wei-j.-zhang/index.html").read_text() == "Wei Zhang|/post/e"
    assert "url=https://example.org/authors/wei-j.-zhang/" in (site / "public/authors/wei-zhang/index.html").read_text()


def test_a_deck_of_several_files_goes_as_a_whole(site: pathlib.Path) -> None:
    for name in ("_index.md", "multi/_index.md", "multi/one.md", "multi/two/index.md"):
        (site / "content/slides" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "content/slides" / name).write_text("---\ntitle: x\n---\n")
    (site / "content/slides/multi/pic.svg").write_text("<svg/>")
    (site / "content/post/f.md").write_text("---\nslides: multi\n---\n")
    before = tree(site)
    assert (
        "slides multi  content/slides/multi/_index.md\n  content/post/f.md:2:1: slides: multi\n" in run("refs").stdout
    )
    assert run("rename-ref", "slides", "multi", "one-deck", "-w").exit_code == 0
    names = [name for name in tree(site) if "multi" in name or "one-deck/" in name]
    assert names == [
        f"content/slides/one-deck/{name}" for name in ("_index.md", "one.md", "pic.svg", "two", "two/index.md")
    ]
    assert run("rename-ref", "slides", "one-deck", "multi", "-w").exit_code == 0
    assert tree(site) == before


def test_a_page_of_a_section_is_not_called_index(site: pathlib.Path) -> None:
    (site / "content/slides/_index.md").write_text("---\ntitle: x\n---\n")
    assert run("rename-ref", "slides", "_index", "x", "--check").exit_code == 0


# laws

# Names that need no quotes, which would stay.
NAMES = st.from_regex(r"[abAB河][ab é-]?[abA河]?", fullmatch=True).filter(lambda name: name == name.strip())


@given(st.lists(NAMES, max_size=4), NAMES, NAMES, st.sampled_from(["yaml", "toml", "json"]))
def test_a_renamed_term_is_gone_and_nothing_else_changed(names: list[str], old: str, new: str, syntax: str) -> None:
    kind = terms_of("tags")
    page = hugoconv.parse("x").with_front_matter(syntax).set("title", "t").set("tags", [*names, old])
    keys = [one.key for one in references(page, kind)]
    done = with_name(page, kind, old, new)
    mine, theirs = references(hugoconv.parse(f"---\ntags: ['{old}', '{new}']\n---\n"), kind)
    assume(mine.key != theirs.key and mine.key and theirs.key)
    after = [one.key for one in references(done, kind)]
    assert mine.key not in after and after.count(theirs.key) == max(1, keys.count(theirs.key))
    assert [key for key in after if key != theirs.key] == [key for key in keys if key not in (mine.key, theirs.key)]
    assert dict(done) == {**dict(page), "tags": done["tags"]} and done.body == page.body
    if theirs.key not in keys and keys.count(mine.key) == 1:
        assert with_name(done, kind, new, old).to_bytes() == page.to_bytes()


def test_a_list_keeps_its_form_where_items_go() -> None:
    page = hugoconv.parse("---\nprojects:\n  - a  # one\n  # two\n  - b\n#projects: [b, 'a']\n---\n")
    assert with_name(page, KINDS["projects"], "a", "b").matter == "projects:\n  # two\n  - b\n#projects: [b]\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rename-ref", "slides", "exampel", "b"], "no page names slides 'exampel'. Did you mean example?"),
        (["rename-term", "tags", "xyzzy", "b"], "no page names tags 'xyzzy'."),
    ],
)
def test_a_name_that_nobody_has_is_told(site: pathlib.Path, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 0 and f"note: {said}" in result.stderr
    assert "no page names" not in run("rename-ref", "slides", "example", "b").stderr
    assert "no page names" not in run(*arguments, "-q").stderr
