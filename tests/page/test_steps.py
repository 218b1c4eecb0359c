"""How many steps and readings several operations take: as many on a page of twice the size, or twice as many."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from hugoconv.layouts.parse import parse
from hugoconv.page import engine
from hugoconv.page.operations import AddDirective, CommentOut, Operation, Remove, Set
from hugoconv.page.page import Page
from hugoconv.syntax import commented_out_items
from hugoconv.syntax.tree import Tree, of_tree
from hugoconv.translation.translate import translate
from tests.benchmarks.growing import kinds

OPERATIONS: dict[str, Callable[[str], Operation]] = {
    "set": lambda name: Set((name,), 3),
    "remove": lambda name: Remove((name,)),
    "comment out": lambda name: CommentOut((name,)),
    "insert": lambda name: Set((f"new {name}",), 3),
}

PLAIN = ("fields", "fields apart", "quoted fields", "fields of text", "dates", "floats", "other writing", "CRLF")
MADE = {
    f"{kind.syntax}: {kind.name}": kind.make
    for kind in kinds()
    if kind.syntax in ("yaml", "toml")
    and kind.name in (*PLAIN, "commented-out fields between fields", "fields with comments", "comments of fields")
}


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows by one with every step that is verified."""
    done: list[object] = []
    verify = engine.verify

    def counted(*given: object) -> None:
        done.append(given)
        verify(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "verify", counted)
    return done


def _page(kind: str, n: int) -> Page:
    fence = "---" if kind.startswith("yaml") else "+++"
    return parse(f"{fence}\n{MADE[kind](n)}{fence}\n")


def test_a_directive_and_the_field_below_it_are_one_step(steps: list[object]) -> None:
    page = parse("---\na: 1\nb: 2\n---\n").apply(CommentOut("a"), AddDirective("x"))
    assert page.matter == "# hugoconv: x\n#a: 1\nb: 2\n"
    assert len(steps) == 1


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_on_each_field_takes_few_steps(kind: str, name: str, steps: list[object]) -> None:
    page = _page(kind, 60)
    names = [field for field in page if field not in ("title", "date", "tags", "location")]
    assert len(names) == 60
    new = page.apply(*(OPERATIONS[name](field) for field in names))
    assert new != page
    assert len(steps) <= 3


def test_values_between_brackets_are_set_in_one_step(steps: list[object]) -> None:
    pairs = ", ".join(f'"k{i}": "a"' for i in range(60))
    page = parse(f"{{{pairs}}}\n").set_many({f"k{i}": i for i in range(60)})
    assert page["k59"] == 59
    assert len(steps) == 1


def counted(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[Tree]:
    """The trees of which a function is asked, each as often as it has to find the result."""
    found: list[Tree] = []
    question = getattr(module, name).__wrapped__

    def noted(tree: Tree, *more: object) -> object:
        found.append(tree)
        return question(tree, *more)

    monkeypatch.setattr(module, name, of_tree(noted))
    return found


@pytest.mark.parametrize("to", ["yaml", "toml", "json"])
def test_a_page_is_told_from_its_comments_as_often_however_much_is_commented_out(
    to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    trees = counted(monkeypatch, commented_out_items, "_notes_with_items")
    for n in (20, 40):
        fence, separator = ("+++", " =") if to == "yaml" else ("---", ":")
        lines = "".join(f"#k{i}{separator} {i}\n" for i in range(n))
        page = parse(f"{fence}\na{separator} 1\n{lines}{fence}\n")
        trees.clear()
        translate(page, to, drop_comments=True)
        told.append(len(trees))
    assert told[0] == told[1] <= 3


def test_keys_that_only_a_known_key_tells_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from hugoconv.syntax import commented_out

    names = [f"\u00e9{i}" for i in range(40)]
    page = parse("---\n" + "".join(f"{name}: 1\n" for name in names) + "a: 1\n---\n")
    trees = counted(monkeypatch, commented_out, "_notes_of")
    new = page.apply(*map(CommentOut, names))
    assert new.to_bytes().count(b"#") == 40
    assert 1 <= len(trees) <= 6
