"""Pages of a few lines, many of them commented out and at any indent, and up to four operations on them: no sequence is
called a bug, and all at once they come to what they come to one after the other."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from hugoconv.errors import MatterSyntaxError
from hugoconv.page.operations import (
    AddDirective,
    Append,
    CommentOut,
    Discard,
    DropDirective,
    Exchange,
    Insert,
    Operation,
    Remove,
    Rename,
    Set,
    SetComment,
    Uncomment,
)
from hugoconv.page.page import Page, parse
from tests.page.sequences import Outcome, together

# ``{n}`` is the number of a field.
LINES = {
    "yaml": [
        *("k{n}: 1", "k{n}: 'x'", "k{n}:\n  a: 1", "k{n}:\n  a: 1\n  b: [p, q]", "k{n}:\n- a\n- b"),
        *("k{n}:\n  - a: 1\n    b: 2", "k{n}: [a, b]", "k{n}: {{a: 1}}", "k{n}: |\n  text", "k{n}:", "k{n}: 1 # c"),
        *("#  deep: 1", "#h: 1", "  #h: 1", "#  b", "#- x", "# - x", "#- n: 1\n#  u: 2", "# text", "#", "", "  # in"),
        *("#k{n}: 1", "#h:\n#  x: 1", "#h:\n#- x", "  # deep: 2", " #  - x", "# # two"),
    ],
    "toml": [
        *("k{n} = 1", "k{n} = 'x'", 'k{n} = ["a", "b"]', "k{n} = {{a = 1}}", "k{n} = 1 # c", "k{n}.a = 1"),
        *("[k{n}]\na = 1", "[k{n}]\n  a = 1\n  b = 2", "[[k{n}]]\na = 1", "#  deep = 1", "#h = 1", "  #h = 1", "#[h]"),
        *("#[h]\n#x = 1", "#[[h]]\n#x = 1", "# [k{n}.s]\n# y = 1", "# text", "#", "", "  # in", "#k{n} = 1", "# x"),
    ],
}
FENCES = {"yaml": "---", "toml": "+++"}
VALUES = (1, "x", ["a"], {"a": 1}, True, "2021-01-01", [], {})

EXAMPLES: list[tuple[str, tuple[Operation, ...]]] = [
    ("---\nk0:\n  a: 1\nk1: 'x'\n  #h: 1\n#- x\n---\n", (Remove("k1"),)),
    ("---\nk0: 1\n#h:\n#- x\n  #h: 1\n#\nk1: 'x'\nk2: [a, b]\n---\n", (Rename("k1", "m.x"),)),
    ("---\nk0:\n  a: 1\nk1: {a: 1}\n  # in\n  #h: 1\n#  deep: 1\n---\n", (Insert("k2.a", ["a"]),)),
    ("---\n# - x\n  #h: 1\nk0: 'x'\n#\n---\n", (Rename("k0", "m.x"),)),
    ("---\nk0:\nk1:\n# # two\n#h: 1\n  #h: 1\nk2:\n  # deep: 2\n---\n", (Uncomment("h"),)),
    ("---\nk0: [a, b]\n#  b\nk1:\n#h: 1\n#- x\n  #h: 1\n---\n", (Uncomment("h"),)),
    ("---\nk0:\n  - a: 1\n    b: 2\n  #h: 1\nk1: 1 # c\n---\n", (Set("k0", {"a": 1}),)),
    ("---\nk0: 1\n#  b\nk1: 1\n#- x\nk2: 'x'\n---\n", (CommentOut("k0"), Rename("k2", "h"), Remove("k1"))),
    ("---\nk0: {a: 1}\nk1:\nk2: |\n  text\n#h: 1\n  #h: 1\n#h: 1\n---\n", (CommentOut("k2"), Remove("k0", True))),
    ("+++\n[k0]\na = 1\n+++\n", (Insert("h", "x"), Insert("k1", "x"))),
    ("+++\n#[h]\n#x = 1\n# text\n[[k0]]\na = 1\n+++\n", (Insert("k1", {}), Uncomment("h"))),
]


def operation(pick: random.Random, fields: int) -> Operation:
    name = f"k{pick.randrange(fields + 1)}"
    path = pick.choice([name, name, name, f"{name}.a", (name, 0), (name, "a"), "h", (name, 1), "m.x"])
    value = pick.choice(VALUES)
    makers: list[Callable[[], Operation]] = [
        lambda: Set(path, value),
        lambda: Insert(path, value),
        lambda: Remove(path),
        lambda: Remove(path, keep_comments=True),
        lambda: Rename(path, pick.choice(["h", "new", "k1", "m.x"])),
        lambda: Exchange(path, pick.choice(["k0", "k1", "k2"])),
        lambda: CommentOut(path),
        lambda: Uncomment(pick.choice([path, "h", "deep"])),
        lambda: Append(path, "b"),
        lambda: Discard(path, "a"),
        lambda: SetComment(path, pick.choice(["c", None]), pick.choice(["inline", "leading"])),
        lambda: AddDirective("x"),
        DropDirective,
    ]
    return pick.choice(makers)()


def case(pick: random.Random, syntax: str) -> tuple[str, tuple[Operation, ...]]:
    lines, fields = list[str](), 0
    for line in pick.choices(LINES[syntax], k=pick.randrange(1, 8)):
        is_live = "{n}" in line and not line.startswith("#")
        lines.append(line.format(n=fields if is_live else pick.randrange(4)))
        fields += is_live
    text = "\n".join([FENCES[syntax], *lines, FENCES[syntax], ""])
    return text, tuple(operation(pick, fields) for _ in range(pick.randrange(1, 5)))


def one_after_the_other(page: Page, operations: tuple[Operation, ...]) -> Outcome:
    for one in operations:
        if (found := together(page, (one,))).answer:
            return found
        page = page.apply(one)
    return Outcome(page.to_bytes())


@pytest.mark.parametrize(("text", "operations"), EXAMPLES)
def test_examples_are_one_after_the_other(text: str, operations: tuple[Operation, ...]) -> None:
    page = parse(text)
    assert together(page, operations) == one_after_the_other(page, operations)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("syntax", list(LINES))
def test_all_at_once_is_one_after_the_other(syntax: str, seed: int) -> None:
    pick, answers = random.Random(f"{syntax} {seed}"), list[str]()
    for _ in range(1500):
        text, operations = case(pick, syntax)
        try:
            page = parse(text)
        except MatterSyntaxError:
            continue
        found = together(page, operations)
        assert found == one_after_the_other(page, operations), (text, operations)
        answers.append(found.answer)
    assert answers.count("") > 100
    assert answers.count("comment-changes-owner") < len(answers) / 100
