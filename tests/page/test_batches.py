"""How many operations go together: only those of which none sees what another one changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError
from hugoconv.layouts.parse import parse
from hugoconv.page.batches import batch_size
from hugoconv.page.operations import (
    Append,
    CommentOut,
    DropDirective,
    Exchange,
    Operation,
    Remove,
    Rename,
    Set,
    SetComment,
    Uncomment,
)
from hugoconv.page.page import Page
from tests.page.sequences import Pick, one_by_one, together

FIELDS = "title: x\ndate: 1\ntags: [a]\nb: 2\n"

QUOTED = "title: \"x\"\ndate: 'z'\nb: 2\n"

# Matter, operations, and how many of them make the first batch.
BATCHES: dict[str, tuple[str, tuple[Operation, ...], int]] = {
    "fields of their own": (FIELDS, (CommentOut("b"), CommentOut("date"), SetComment("tags", "# c")), 3),
    "a value after others": (FIELDS, (CommentOut("b"), Set("title", "z")), 2),
    "a value before others": (FIELDS, (Set("title", "y"), CommentOut("b")), 2),
    "a value after a value": (FIELDS, (Set("title", "y"), Set("b", 3)), 2),
    "a list after a value": (FIELDS, (Set("title", "y"), Set("tags", ["b"])), 1),
    "text of several lines after a value": (FIELDS, (Set("title", "y"), Set("b", "c\nd")), 1),
    "nothing after a value": (FIELDS, (Set("title", "y"), Set("b", None)), 1),
    "a value in place of nothing": ("a: 1\nb:\nc: 2\n", (Set("a", 2), Set("b", 2)), 1),
    "a value in quotes after one": (FIELDS, (Set("title", "y: z"), Set("b", "c: d")), 2),
    "a value in quotes after quotes that go": (QUOTED, (Set("title", 3), Set("b", "c: d")), 1),
    "a value in quotes after what goes": (QUOTED, (CommentOut("title"), Set("b", "c: d")), 1),
    "other quotes that stay": (QUOTED, (Set("date", "y"), Set("b", "c: d")), 2),
    "new fields": (FIELDS, (Set("m", 1), Set("n", 2), Set("o", "x")), 3),
    "a new field of the layouts": (FIELDS, (Set("m", 1), Set("location", "x")), 1),
    "a new field with a place": (FIELDS, (Set("m", 1), Set("n", "x", ("n", "date"))), 1),
    "a new field after what goes": (FIELDS, (CommentOut("b"), Set("m", 1)), 1),
    "fields that go": (FIELDS, (Remove("title"), Remove("date"), Remove("tags")), 3),
    "fields that go with comments": (f"# c\n{FIELDS}", (Remove("title"), Remove("date")), 2),
    "fields that go beside what is commented out": (f"{FIELDS}#c: 1\nd: 1\n", (Remove("b"), Remove("d")), 2),
    "fields that go beside comments and what is commented out": (
        f"# c\n{FIELDS}#c: 1\nd: 1\n",
        (Remove("title"), Remove("date")),
        1,
    ),
    "fields that go beside what could be one": (f"# Note: c\n{FIELDS}", (Remove("title"), Remove("date")), 1),
    "a field above one that goes": (FIELDS, (CommentOut("title"), Remove("date")), 1),
    "one field twice": (FIELDS, (Rename("b", "c"), CommentOut("b")), 1),
    "a name that was made": (FIELDS, (Rename("b", "c"), CommentOut("c")), 1),
    "one name made twice": (FIELDS, (Rename("b", "c"), Rename("title", "c")), 1),
    "a name that is left to others": (FIELDS, (SetComment("tags", "# c"), Rename("title", "tags")), 1),
    "a name in a comment": (f"# b: a field\n{FIELDS}", (CommentOut("title"), CommentOut("b")), 1),
    "a new name in a comment": (f"# c: a field\n{FIELDS}", (CommentOut("title"), Rename("b", "c")), 1),
    "a comment beside what goes": (FIELDS, (Remove("title"), SetComment("b", "# c")), 2),
    "comments that are left behind": (FIELDS, (Remove("title", keep_comments=True), SetComment("b", "# c")), 1),
    "the field below": (FIELDS, (Remove("title"), SetComment("date", "# c")), 1),
    "the field below one with a comment": (
        "# words\ntitle: x\ndate: 1\nb: 2\n#h: 1\n",
        (Remove("title"), SetComment("date", "# c")),
        1,
    ),
    "a comment between it and the field below": ("a: 1\n# c\nb: 2\n#h: 1\nd: 4\n", (Remove("a"), CommentOut("d")), 2),
    "a value in quotes after one with an apostrophe": (
        't: "x"\na: 1\nb: 2\n',
        (Set("a", "it's"), Set("b", "c: d")),
        1,
    ),
    "a comment below": ("a: 1\nb: 2\n# c\nd: 4\ne: 5\n", (CommentOut("e"), Remove("b")), 2),
    "a field that goes from between comments": (
        "# hugoconv: was talk\na: 1\nb: 2\n\n# c\n#d: 4\n#e:\n#- x\n",
        (CommentOut("a"), Remove("b", keep_comments=True), DropDirective()),
        1,
    ),
    "one that goes from between comments elsewhere": (
        "# hugoconv: was talk\na: 1\n#f: 2\ng: 1\nb: 2\n\n# c\n#d: 4\n#e:\n#- x\n",
        (Uncomment("f"), CommentOut("a"), Remove("b", keep_comments=True), DropDirective()),
        4,
    ),
    "what is commented out beside one that goes": (
        "a: 1\nb: 2\n\n# c\n#d: 4\n",
        (Uncomment("d"), Remove("b", keep_comments=True)),
        1,
    ),
    "what only its name tells from a comment beside one that goes": (
        'a: 1\nb: 2\n\n# c\n#"d e": 4\n',
        (Uncomment(("d e",)), Remove("b", keep_comments=True)),
        1,
    ),
    "a new field below one that goes": (
        "a: 1\nb: 2\n# c\n#d: 4\n",
        (Set("n", 1), Remove("b", keep_comments=True)),
        1,
    ),
    "an indented comment below one that goes": (
        "z: 1\na:\n  k: 1\nb: 2\n  # c\n",
        (CommentOut("z"), Remove("b", keep_comments=True)),
        1,
    ),
    "a comment above a field below one that goes behind markers": (
        "a:\n- 1\n#- x\nb: 1\nc: 1\n",
        (CommentOut("a"), SetComment("b", "words", "leading")),
        1,
    ),
    "a name that only it tells from a comment above one that goes": (
        'a: 1\n#"b c": 1\nd: 1\ne: 2\n',
        (Remove("d"), Uncomment(("b c",))),
        1,
    ),
    "a new field with a place above a comment that could go on": (
        "a:\n- 1\n#- x\nb: 1\nc: 1\n",
        (Set("new", 1, ("a", "new", "b")), CommentOut("a")),
        1,
    ),
    "no field left": ("a: 1\nb: 2\n", (CommentOut("a"), CommentOut("b")), 1),
    "one field left": ("a: 1\nb: 2\nc: 3\n", (CommentOut("a"), CommentOut("b")), 2),
    "below a header": ("a: 1\nm:\n  b: 2\n", (CommentOut("a"), CommentOut("m.b")), 1),
    "single values of a list": (FIELDS, (Append("tags", "b"), Append("tags", "c"), CommentOut("b")), 2),
    "a list in a list": (FIELDS, (Append("tags", "b"), Append("tags", ["c"])), 1),
    "values of several lists": ("a: [1]\nb: [2]\n", (Append("a", 3), Append("b", 4)), 1),
    "equal keys, the last first": ("a: 1\nb: 2\na: 1\na: 1\n", (Remove("a", nth=2), Remove("a", nth=1)), 2),
    "equal keys, the first first": ("a: 1\nb: 2\na: 1\na: 1\n", (Remove("a", nth=1), Remove("a", nth=1)), 1),
    "anchors": ("a: &x 1\nb: *x\nc: 3\nd: 4\n", (CommentOut("c"), CommentOut("d")), 1),
}


@pytest.mark.parametrize("name", BATCHES)
def test_operations_go_together_where_none_sees_what_another_one_changes(name: str) -> None:
    matter, operations, size = BATCHES[name]
    assert batch_size(parse(f"---\n{matter}---\n")._snapshot, operations) == size


@pytest.mark.parametrize("name", BATCHES)
def test_together_they_come_to_what_they_come_to_one_by_one(name: str) -> None:
    matter, operations, size = BATCHES[name]
    page = parse(f"---\n{matter}---\n")
    one_by_one = page
    for operation in operations[:size]:
        one_by_one = one_by_one.apply(operation)
    assert page.apply(*operations[:size]) == one_by_one


_WORDS = ["y", "y: z", "it's: z", 'say "it": z', "- 'x'", 1, True]


@given(
    matter=st.lists(st.sampled_from(["1", "'x'", '"x"', "x", "'it''s'", '"- \'x"']), min_size=3, max_size=5),
    operations=st.lists(
        st.one_of(
            st.builds(Set, st.sampled_from(["k0", "k1", "k2", "new", "other"]), st.sampled_from(_WORDS)),
            st.builds(Remove, st.sampled_from(["k0", "k1", "k2"])),
            st.builds(CommentOut, st.sampled_from(["k0", "k1", "k2"])),
        ),
        min_size=2,
        max_size=5,
    ),
    gap=st.sampled_from(
        [
            "#h: 1\n#i: 2\n",
            "#h: 1\n\n#i: 2\n",
            "",
            "\n",
            "# words\n",
            "#hidden: 'a'\n",
            "\n# words\n\n",
            "# words\n\n# more\n#\n",
            "# title: 1\n",
            "#x: |\n#  a\n",
        ]
    ),
)
def test_quotes_and_places_are_those_of_one_after_the_other(
    matter: list[str], operations: list[Operation], gap: str
) -> None:
    """The quotes of a page's habit may become the less frequent ones on the way."""
    for fence, separator in (("---", ":"), ("+++", " =")):
        values = [f'"{v}"' if v == "x" and fence == "+++" else v.replace("''", "") for v in matter]
        lines = gap.join(f"k{i}{separator} {value}\n" for i, value in enumerate(values))
        page = parse(f"{fence}\n{lines}{fence}\n", "content/talk/x.md")
        assert together(page, operations) == one_by_one(page, operations)


_GAPS = [
    "",
    "",
    "\n",
    "# words\n",
    "\n# words\n\n",
    "# words\n\n# more\n#\n",
    "#h= 1\n",
    "#i= 2\n\n",
    "\n#i= 2\n",
    "# k2= 1\n",
    "# new= words\n",
    "#\"a b\"= 'x'\n",
    "\n# words\n#i= 'a'\n#h= 1\n",
    "#i=\n#- x\n",
    "#- x\n",
    "#  deep= 1\n",
    "  # words\n",
    "  #h= 1\n",
    "#i= [\n#1,\n",
    "#2]\n",
    "#i= |\n#  a\n",
    "#  b\n",
    "#[h]\n#j= 1\n",
    "# hugoconv: was talk\n",
]
_VALUES = ["1", "'x'", '"x"', "\"- 'x'\"", "[1, 2]", "\n- 1", "\n  a: 1", "|\n  a", "[\n  1,\n  ]", "{a = 1}"]


def _beside(page: Page, pick: Pick) -> Operation:
    """An operation on one of the first three fields, or on what is commented out beside them."""
    name = pick(["k0", "k1", "k2"])
    hidden = [field.path for field in page.commented_out] or [("h",)]
    made: tuple[Operation, ...] = (
        Set(name, pick(_WORDS)),
        Set("new", 1),
        Set("new", 1, ("k0", "new", "k1", "k2")),
        Set("new", 1, ("k0", "k1", "new", "k2")),
        Rename(name, pick(["h", "new"])),
        Exchange(name, pick(["k0", "k2"])),
        CommentOut(name),
        Uncomment(pick(hidden)),
        Uncomment(pick([("a b",), ("new",)])),
        SetComment(name, pick(["words", None]), "leading"),
        DropDirective(),
    )
    return pick(made)


@given(data=st.data(), values=st.tuples(*[st.sampled_from(_VALUES)] * 4), gaps=st.tuples(*[st.sampled_from(_GAPS)] * 4))
def test_what_goes_from_between_comments_goes_as_it_would_alone(
    data: st.DataObject, values: tuple[str, ...], gaps: tuple[str, ...]
) -> None:
    """Two gaps of comments become one, in which a field behind markers may begin or end elsewhere."""
    lines = "".join(f"k{i}= {value}\n{gap}" for i, (value, gap) in enumerate(zip(values, gaps, strict=True)))
    for fence, separator in (("---", ":"), ("+++", " =")):
        text = f"# hugoconv: was talk, era 5.9\n{lines}".replace("=", separator)
        try:
            page = parse(f"{fence}\n{text}{fence}\n", "content/talk/x.md")
        except MatterSyntaxError:
            continue
        others = [_beside(page, lambda options: data.draw(st.sampled_from(options))) for _ in range(2)]
        removing = Remove(data.draw(st.sampled_from(["k1", "k1", "k3"])), data.draw(st.booleans()))
        for operations in ((removing, others[0]), (others[0], removing), (*others, removing)):
            assert together(page, operations) == one_by_one(page, operations), (text, operations)
