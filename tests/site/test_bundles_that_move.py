"""No file of a bundle is left behind when its page moves, and undo brings each back."""

import pathlib
from functools import partial

import pytest

from hugoconv.page.page import Page
from hugoconv.site.site import Site

CONFIGURATION = "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
PAGE = "---\ntitle: x\n---\n"
OLD = ("a/index.md", "a/image.png", "a/deep/er/image.png", "a/notes.md", "a/sub/index.md")
# Files, moves of pages, and the code of the refusal; the files afterwards where it is none.
CASES = [
    (("old/_index.md", "old/img.png", "old/x.md"), {"old/_index.md": "new/_index.md"}, "leaves-files"),
    (("old/_index.md", "old/deep/er/img.png"), {"old/_index.md": "new/_index.md"}, "leaves-files"),
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
