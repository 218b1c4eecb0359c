"""The sources of rendered pages are changed and moved with them."""

import itertools
import pathlib

import pytest

import hugoconv
from tests.cli.invoking import files, run

TALK = b"---\ntitle: x\nlocation: Hall 2\nparams:\n  day: !r Sys.Date()\noutput:\n  html_document: default\n---\n\n`r 1 + 1`\n"
STEMS = ("x", "x/index", "x.zh", "x.en")
PAGES = (".md", ".html", ".markdown")
CHANGED = (".Rmd", ".Rmarkdown", ".qmd", ".rmd", ".RMD")
LEFT = (".ipynb", ".org")


def make(root: pathlib.Path, stem: str, *suffixes: str) -> pathlib.Path:
    folder = root / "content/talk"
    for suffix in suffixes:
        path = folder / f"{stem}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{}\n" if suffix in LEFT else TALK)
    (root / "hugo.toml").write_text("[languages.en]\n[languages.zh]\n")
    return folder


@pytest.mark.parametrize(("stem", "page", "source"), list(itertools.product(STEMS, PAGES, CHANGED)))
def test_a_source_is_converted_with_its_page_and_back(
    stem: str, page: str, source: str, tmp_path: pathlib.Path
) -> None:
    folder = make(tmp_path, stem, page, source)
    done = run("convert", str(folder / (stem + page)), "--to", "post", "-w")
    assert done.exit_code == 0, done.stderr
    assert f"rendered-page: it is rendered from a source beside it ({source})" in done.stderr
    assert (folder / (stem + page)).read_bytes() == (folder / (stem + source)).read_bytes()
    assert (folder / (stem + source)).read_bytes() != TALK
    back = run("convert", str(tmp_path), "--to", "talk", "-w")
    assert back.exit_code == 0, back.stderr
    assert {data for path, (data, _) in files(folder).items()} == {TALK}


@pytest.mark.parametrize(("stem", "source"), list(itertools.product(("x", "x/index"), (*CHANGED, ".ipynb"))))
def test_a_source_moves_with_its_page_and_comes_back(stem: str, source: str, tmp_path: pathlib.Path) -> None:
    make(tmp_path, stem, ".md", source)
    before = {path: data for path, (data, _) in files(tmp_path / "content").items()}
    for more in ((), ("--no-sources",)):
        done = run("convert", str(tmp_path), "--to", "post", "--move", "-w", *more)
        assert done.exit_code == 0, done.stderr
        after = {path: data for path, (data, _) in files(tmp_path / "content").items()}
        assert set(after) == {path.replace("talk/", "post/") for path in before}
        assert (after[f"post/{stem}{source}"] == before[f"talk/{stem}{source}"]) == (bool(more) or source in LEFT)
        assert run("undo", str(tmp_path)).exit_code == 0
        assert {path: data for path, (data, _) in files(tmp_path / "content").items()} == before


@pytest.mark.parametrize("source", LEFT)
def test_what_has_no_front_matter_of_its_page_is_told(source: str, tmp_path: pathlib.Path) -> None:
    folder = make(tmp_path, "x", ".md", source)
    done = run("edit", str(folder / "x.md"), "--set", "math=true", "-w")
    said = {
        ".org": "the page .org beside it, which is not changed",
        ".ipynb": "a source beside it (.ipynb) is not changed",
    }
    assert said[source] in done.stderr
    assert (folder / f"x{source}").read_bytes() == b"{}\n"


@pytest.mark.parametrize("sources", [True, False])
def test_sources_are_in_a_plan_of_python_unless_it_is_told_otherwise(sources: bool, tmp_path: pathlib.Path) -> None:
    make(tmp_path, "x", ".md", ".Rmd")
    make(tmp_path, "alone", ".Rmd")
    plan = hugoconv.Site(tmp_path).plan(lambda page: page.set("math", True), sources=sources)
    assert [file.path for file in plan.changed] == ["content/talk/x.md", "content/talk/x.Rmd"][: 1 + sources]
    assert ("is not changed" in plan.files[0].notes[-1]) == (not sources)


def test_results_elsewhere_have_their_sources(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "x", ".md", ".Rmd")
    out = tmp_path / "out"
    assert run("convert", str(tmp_path / "content"), "--to", "post", "-o", str(out)).exit_code == 0
    assert sorted(files(out)) == ["content/talk/x.Rmd", "content/talk/x.md"]


def test_a_page_stays_where_its_source_cannot_follow(tmp_path: pathlib.Path) -> None:
    folder = make(tmp_path, "x", ".md", ".Rmd")
    (folder / "x.Rmd").write_text("---\ntitle: a: b\n---\n")
    done = run("convert", str(tmp_path), "--to", "post", "--move", "-w")
    assert done.exit_code == 3
    assert "x.md:1:1: bundle: it moves with" in done.stderr
    assert (folder / "x.md").read_bytes() == TALK


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("named", ["content", "content/talk/{}.md"])
@pytest.mark.parametrize("way", [(), ("--move",)])
def test_an_org_page_beside_a_page_is_noted_and_refuses_nothing(
    stem: str, named: str, way: tuple[str, ...], tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path, stem, ".md")
    org = b"#+title: x\n#+location: Hall 2\n\nText\n"
    (folder / f"{stem}.org").write_bytes(org)
    monkeypatch.chdir(tmp_path)
    before = {path: data for path, (data, _) in files(tmp_path / "content").items()}
    done = run("convert", named.format(stem), "--to", "post", "-w", *way)
    assert done.exit_code == 0, done.stderr
    assert done.stderr.count("twin-page: Hugo builds only one of it and the page .org beside it") == 1
    after = {path: data for path, (data, _) in files(tmp_path / "content").items()}
    place = "post" if way else "talk"
    assert set(after) == {f"{place}/{stem}.md", f"{place}/{stem}.org"}
    assert after[f"{place}/{stem}.org"] == org
    again = run("convert", "content", "--to", "post", "-w", *way)
    assert again.exit_code == 0 and "0 pages changed" in again.stderr
    back = run("convert", "content", "--to", "talk", "-w", "--recorded", *way)
    assert back.exit_code == 0, back.stderr
    assert {path: data for path, (data, _) in files(tmp_path / "content").items()} == before


def test_an_org_page_without_another_page_beside_it_is_refused(tmp_path: pathlib.Path) -> None:
    folder = make(tmp_path, "x", ".md")
    (folder / "y.org").write_text("#+title: x\n#+location: Hall 2\n")
    done = run("convert", str(tmp_path / "content"), "--to", "post")
    assert done.exit_code == 3 and "y.org:1:1: no-comments" in done.stderr
