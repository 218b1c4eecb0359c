"""Which files of a plan are written and moved together."""

from __future__ import annotations

import pytest

from hugoconv.site.move.groups import MoveGroup, family, groups, is_leaf
from hugoconv.site.plan.file_plan import FilePlan

LANGUAGES = ("en", "zh", "zh-tw")


def changed(path: str, to: str = "") -> FilePlan:
    return FilePlan(path, "changed", to=to)


def shown(group: MoveGroup) -> tuple[list[str], list[tuple[str, str]]]:
    return [file.path for file in group.files], list(group.moves)


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ([], []),
        ([FilePlan("a.md", "unchanged"), FilePlan("b.md", "refused")], []),
        ([changed("a.md"), changed("a.zh.md")], [(["a.md"], []), (["a.zh.md"], [])]),
        (
            [changed("t/a.md", "p/a.md"), changed("t/b.md", "p/b.md"), changed("t/a.zh.md", "p/a.zh.md")],
            [
                (["t/a.md", "t/a.zh.md"], [("t/a.md", "p/a.md"), ("t/a.zh.md", "p/a.zh.md")]),
                (["t/b.md"], [("t/b.md", "p/b.md")]),
            ],
        ),
        (
            [changed("t/a/index.md", "p/a/index.md"), changed("t/a/index.zh.md", "p/a/index.zh.md")],
            [(["t/a/index.md", "t/a/index.zh.md"], [("t/a", "p/a")])],
        ),
        (
            [changed("t/a/notes.md"), changed("t/a/index.md", "p/a/index.md"), changed("t/ab/x.md")],
            [(["t/a/notes.md", "t/a/index.md"], [("t/a", "p/a")]), (["t/ab/x.md"], [])],
        ),
        (
            [changed("t/a/index.md", "p/a/index.md"), changed("t/a/b/index.md", "p/a/b/index.md")],
            [(["t/a/index.md", "t/a/b/index.md"], [("t/a", "p/a")])],
        ),
        ([changed("t/a/index.md"), changed("t/a/x.md")], [(["t/a/index.md"], []), (["t/a/x.md"], [])]),
        ([changed("t/a/index.md", "p/a.md")], [(["t/a/index.md"], [("t/a/index.md", "p/a.md")])]),
        ([changed("t/a.md", "p/a/index.md")], [(["t/a.md"], [("t/a.md", "p/a/index.md")])]),
    ],
)
def test_files_are_in_units_in_the_order_of_the_first_page(
    files: list[FilePlan], wanted: list[tuple[list[str], list[tuple[str, str]]]]
) -> None:
    assert [shown(group) for group in groups(files, LANGUAGES)] == wanted


def test_every_changed_file_is_in_one_unit() -> None:
    files = [changed(f"t/{n % 3}/{name}", f"p/{n % 3}/{name}") for n in range(9) for name in ("index.md", f"x{n}.md")]
    files = list(dict.fromkeys(files))
    assert sorted(f.path for group in groups(files, LANGUAGES) for f in group.files) == sorted(f.path for f in files)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("t/a.md", "t/a.zh.md", True),
        ("t/a.md", "t/a.ZH-tw.md", True),
        ("t/a.md", "t/a.fr.md", False),
        ("t/a.md", "u/a.md", False),
        ("t/a/index.md", "t/a/index.fr.md", False),
        ("t/a/index.md", "t/a/Index.zh.md", True),
        ("t/a/index.md", "t/a.md", False),
        ("t/2019.01.md", "t/2019.md", False),
        ("a", "a", True),
    ],
)
def test_translations_are_one_family(one: str, other: str, is_same: bool) -> None:
    assert (family(one, LANGUAGES) == family(other, LANGUAGES)) is is_same


def test_only_an_index_in_a_folder_is_a_leaf_bundle() -> None:
    assert [
        is_leaf(p, ("en", "zh")) for p in ("a/index.md", "a/index.zh.html", "index.md", "a/_index.md", "a/indexes.md")
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]
