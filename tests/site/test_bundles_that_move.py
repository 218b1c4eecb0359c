"""No file of a bundle is left behind when its page moves, and undo brings each back."""

import pathlib
from functools import partial

import pytest

from hugoconv.page.page import Page
from hugoconv.site.plan.plan import load_plan
from hugoconv.site.site import Site

CONFIGURATION = "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
PAGE = "---\ntitle: x\n---\n"
OLD = ("a/index.md", "a/image.png", "a/deep/er/image.png", "a/notes.md", "a/sub/index.md")
# Files, moves of pages, and the code of the refusal; the files afterwards where it is none.
CASES = [
    (("old/_index.md", "old/img.png", "old/x.md"), {"old/_index.md": "new/_index.md"}, "leaves-files"),
    (
        ("old/_index.md", "old/deep/er/img.png"),
        {"old/_index.md": "new/_index.md"},
        ("new/_index.md", "new/deep/er/img.png"),
    ),
    (("old/_index.md", "old/sub/x.md", "old/sub/img.png"), {"old/_index.md": "new/_index.md"}, "leaves-files"),
    (
        ("old/_index.md", "old/x.md", "old/leaf/index.md", "old/leaf/img.png", "old/.hidden"),
        {"old/_index.md": "new/_index.md"},
        ("new/_index.md", "old/x.md", "old/leaf/index.md", "old/leaf/img.png", "old/.hidden"),
    ),
    (("old/_index.md", "old/img.png"), {"old/_index.md": "old/_index.en.md"}, ("old/_index.en.md", "old/img.png")),
    (("old/_index.md", "old/img.png"), {"old/_index.md": "new/index.md"}, "leaves-files"),
    (("a/index.md", "a/img.png"), {"a/index.md": "b.md"}, "leaves-files"),
    (("a/index.md", "a/n/x.md"), {"a/index.md": "b.md"}, "leaves-files"),
    (("a/index.md", "a/img.png"), {"a/index.md": "b/_index.md"}, "leaves-files"),
    (("a/index.md",), {"a/index.md": "b.md"}, ("b.md",)),
    (("a/index.md", "a/img.png"), {"a/index.md": "b/index.en.md"}, "bundle-page-renamed"),
    (("a/index.md", "a/img.png"), {"a/index.md": "a/index.en.md"}, "bundle-page-renamed"),
    (
        ("a/index.en.md", "a/index.fr.md", "a/n/img.png"),
        {"a/index.en.md": "b/index.en.md", "a/index.fr.md": "b/index.fr.md"},
        ("b/index.en.md", "b/index.fr.md", "b/n/img.png"),
    ),
    (
        ("a/index.en.md", "a/index.fr.md", "a/img.png"),
        {"a/index.en.md": "b/index.en.md"},
        ("b/index.en.md", "b/index.fr.md", "b/img.png"),
    ),
    (OLD, {"a/index.md": "b/index.md"}, tuple("b" + name[1:] for name in OLD)),
    (("a.md", "a.png"), {"a.md": "a/index.md"}, ("a/index.md", "a.png")),
]
SECTION = ("old/_index.md", "old/img.png", "old/x.md", "old/deep/er/img.png", "old/leaf/index.md", "old/leaf/img.png")
SECTION += ("old/sub/_index.md", "old/sub/img.png", "old/sub/y.md", "old/_index.fr.md", "old/y.ipynb")
PAGES = [name for name in SECTION if name.endswith(".md")]
NEW = {name: name.replace("old/", "new/") for name in PAGES}
CASES += [
    (SECTION, NEW, tuple(name.replace("old/", "new/") for name in SECTION)),
    ((*SECTION, "old/.hidden"), NEW, (*(name.replace("old/", "new/") for name in SECTION), "old/.hidden")),
    (SECTION, {name: name.replace("old/", "in/new/") for name in PAGES}, tuple(f"in/new{n[3:]}" for n in SECTION)),
    (
        ("old/_index.md", "old/x.md", "old/img.png", "old/x.ipynb"),
        {"old/_index.md": "new/_index.md", "old/x.md": "new/x.md"},
        ("new/_index.md", "new/x.md", "new/img.png", "new/x.ipynb"),
    ),
]
# Sections that do not move whole: the files of the page that is refused stay.
STAYING = [
    ((), {"old/x.md": ""}, "leaves-files"),
    ((), {"old/x.md": "new/z.md"}, "leaves-files"),
    ((), {"old/leaf/index.md": "else/index.md"}, "leaves-files"),
    (("new/img.png",), {}, "target-exists"),
    (("new/_index.md",), {}, "target-exists"),
    (("new/_index.fr.md",), {}, "target-exists"),
]


def moved(moves: dict[str, str], page: Page) -> Page:
    found = next((old for old in moves if str(page.path).endswith(f"/project/{old}")), None)
    return page.moved_to(f"{str(page.path)[: -len(found)]}{moves[found]}") if found else page


def tree(root: pathlib.Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


@pytest.mark.parametrize(("files", "moves", "wanted"), CASES)
def test_a_bundle_moves_as_a_whole_or_is_refused(
    files: tuple[str, ...], moves: dict[str, str], wanted: str | tuple[str, ...], tmp_path: pathlib.Path
) -> None:
    (tmp_path / "hugo.toml").write_text(CONFIGURATION)
    root = tmp_path / "content/project"
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE if name.endswith(".md") else name)
    before, site = tree(root), Site(tmp_path)
    plan = site.plan(partial(moved, moves))
    assert not site.apply(plan).failures
    if isinstance(wanted, tuple):
        assert not plan.problems
        assert set(tree(root)) == set(wanted)
        assert sorted(tree(root).values()) == sorted(before.values())
        site.undo()
    else:
        assert plan.problems and all(file.code == wanted for file in plan.problems)
    assert tree(root) == before


@pytest.mark.parametrize(("more", "otherwise", "code"), STAYING)
def test_a_section_whose_page_stays_keeps_its_files(
    more: tuple[str, ...], otherwise: dict[str, str], code: str, tmp_path: pathlib.Path
) -> None:
    (tmp_path / "hugo.toml").write_text(CONFIGURATION)
    root = tmp_path / "content/project"
    for name in (*SECTION, *more):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(PAGE if name.endswith(".md") else name)
    before, site = tree(root), Site(tmp_path)
    plan = site.plan(partial(moved, {old: new for old, new in {**NEW, **otherwise}.items() if new}))
    assert code in {file.code for file in plan.problems} <= {code, "bundle"}
    plan.save(str(tmp_path / "plan.json"))
    assert not site.apply(load_plan(str(tmp_path / "plan.json"), str(tmp_path))).failures
    own = {"old/_index.md", "old/_index.fr.md", "old/img.png", "old/deep/er/img.png", "old/y.ipynb"}
    assert own <= set(tree(root))
    if site.runs():
        site.undo()
    assert tree(root) == before


def test_the_files_that_would_stay_behind_are_named(tmp_path: pathlib.Path) -> None:
    root = tmp_path / "content/project"
    for name in ("old/_index.md", "old/x.md", *(f"old/{n}.png" for n in range(5))):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(PAGE)
    (problem,) = Site(tmp_path).plan(partial(moved, {"old/_index.md": "new/_index.md"})).problems
    for said in ("old/0.png, ", "old/2.png and 2 more belong to it and would stay behind", "every page of the section"):
        assert said in problem.message


def test_a_file_that_came_in_the_way_meanwhile_keeps_the_section_together(tmp_path: pathlib.Path) -> None:
    root = tmp_path / "content/project"
    for name in ("old/_index.md", "old/img.png", "old/x.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(PAGE)
    site = Site(tmp_path)
    plan = site.plan(partial(moved, {name: name.replace("old", "new") for name in ("old/_index.md", "old/x.md")}))
    assert not plan.problems and plan.counts()["moved"] == 3
    (root / "old/img.png").write_text("another")
    done = site.apply(plan)
    assert {file.code for file in done.failures} == {"changed-meanwhile"}
    assert set(tree(root)) == {"old/_index.md", "old/img.png", "new/x.md"}
