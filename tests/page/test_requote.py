"""Text gets quotes or loses them; what Hugo reads and every other byte stay."""

import pytest

from hugoconv import PathError, parse
from hugoconv.page.operations import Requote

QUOTED, PLAIN = Requote("a", quoted=True), Requote("a", quoted=False)
ITEM = Requote(("a", 0), quoted=False)


@pytest.mark.parametrize(
    ("op", "before", "after"),
    [
        (QUOTED, "a:  2020-01-01  # c", 'a:  "2020-01-01"  # c'),
        (QUOTED, "a: yes\nb: 'x'", "a: 'yes'\nb: 'x'"),
        (QUOTED, "a: &x yes\nb: *x", 'a: &x "yes"\nb: *x'),
        (QUOTED, "a: 'x'", "a: 'x'"),
        (QUOTED, 'a: \'x\'\nb: "y"\nc: "z"', 'a: \'x\'\nb: "y"\nc: "z"'),
        (PLAIN, 'a: \'yes\'\nb: "y"\nc: "z"', 'a: \'yes\'\nb: "y"\nc: "z"'),
        (QUOTED, "a: 1", "a: 1"),
        (QUOTED, "a: |\n  x", "a: |\n  x"),
        (QUOTED, "a: [x]", "a: [x]"),
        (QUOTED, "b: &b yes\na: *b", "b: &b yes\na: *b"),
        (PLAIN, 'a: "2020-01-01" # c', "a: 2020-01-01 # c"),
        (PLAIN, 'a: "2020-01-01"# c', "a: 2020-01-01 # c"),
        (PLAIN, 'a: "yes"', 'a: "yes"'),
        (PLAIN, 'a: "b: c"', 'a: "b: c"'),
        (ITEM, 'a: ["2020-01-01",b]', "a: [2020-01-01,b]"),
        (ITEM, 'a: ["2020-01-01T00:00:00Z"]', 'a: ["2020-01-01T00:00:00Z"]'),
        (ITEM, 'a:\n- "2020-01-01T00:00:00Z"', "a:\n- 2020-01-01T00:00:00Z"),
    ],
)
def test_the_quotes_alone_change(op: Requote, before: str, after: str) -> None:
    page = parse(f"---\n{before}\n---\n")
    changed = page.apply(op)
    assert changed.to_bytes().decode() == f"---\n{after}\n---\n"
    assert list(changed.items()) == list(page.items())


@pytest.mark.parametrize("text", ['{"a": "x"}\n', "+++\na = 'x'\n+++\n", "#+a: x\n\nx\n"])
@pytest.mark.parametrize("op", [QUOTED, PLAIN])
def test_a_syntax_with_one_way_to_write_text_keeps_it(op: Requote, text: str) -> None:
    assert parse(text).apply(op).to_bytes().decode() == text


def test_a_field_has_to_be_there() -> None:
    with pytest.raises(PathError):
        parse("---\nb: x\n---\n").apply(QUOTED)
