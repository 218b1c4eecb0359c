"""How many operations go together: only those of which none sees what another one changes."""

from __future__ import annotations

import pytest

from hugoconv.layouts.parsing import parse
from hugoconv.page.batches import batch_size
from hugoconv.page.operations import Append, CommentOut, Operation, Remove, Rename, Set, SetComment

FIELDS = "title: x\ndate: 1\ntags: [a]\nb: 2\n"

# Matter, operations, and how many of them make the first batch.
BATCHES: dict[str, tuple[str, tuple[Operation, ...], int]] = {
    "fields of their own": (FIELDS, (CommentOut("b"), CommentOut("date"), SetComment("tags", "# c")), 3),
    "a value after others": (FIELDS, (CommentOut("b"), Set("title", "y")), 1),
    "a value before others": (FIELDS, (Set("title", "y"), CommentOut("b")), 2),
    "a value after a value": (FIELDS, (Set("title", "y"), Set("b", 3)), 1),
    "one field twice": (FIELDS, (Rename("b", "c"), CommentOut("b")), 1),
    "a name that was made": (FIELDS, (Rename("b", "c"), CommentOut("c")), 1),
    "one name made twice": (FIELDS, (Rename("b", "c"), Rename("title", "c")), 1),
    "a name that is left to others": (FIELDS, (SetComment("tags", "# c"), Rename("title", "tags")), 1),
    "a name in a comment": (f"# b: a field\n{FIELDS}", (CommentOut("title"), CommentOut("b")), 1),
    "a new name in a comment": (f"# c: a field\n{FIELDS}", (CommentOut("title"), Rename("b", "c")), 1),
    "a comment beside what goes": (FIELDS, (Remove("title"), SetComment("b", "# c")), 2),
    "comments that are left behind": (FIELDS, (Remove("title", keep_comments=True), SetComment("b", "# c")), 1),
    "the field below": (FIELDS, (Remove("title"), SetComment("date", "# c")), 1),
    "a comment below": ("a: 1\nb: 2\n# c\nd: 4\ne: 5\n", (CommentOut("e"), Remove("b")), 1),
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
    assert batch_size(parse(f"---\n{matter}---\n")._snapshot(), operations) == size


@pytest.mark.parametrize("name", BATCHES)
def test_together_they_come_to_what_they_come_to_one_by_one(name: str) -> None:
    matter, operations, size = BATCHES[name]
    page = parse(f"---\n{matter}---\n")
    one_by_one = page
    for operation in operations[:size]:
        one_by_one = one_by_one.apply(operation)
    assert page.apply(*operations[:size]) == one_by_one
