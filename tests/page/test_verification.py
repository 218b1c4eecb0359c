"""The check of every change: edits that do more than was asked, or something else, are found."""

from __future__ import annotations

import os.path

import pytest

from hugoconv.errors import Refused, VerificationError
from hugoconv.layouts.parse import parse
from hugoconv.page.engine import _lowered
from hugoconv.page.expected import expected_node
from hugoconv.page.operations import (
    AddCommented,
    AddDirective,
    DropCommented,
    Insert,
    Operation,
    Remove,
    Rename,
    Set,
    SetComment,
    Uncomment,
)
from hugoconv.page.verification import verify
from hugoconv.syntax.base import Reread
from hugoconv.text.edits import Edit, Edits

FIELDS = "title: x # t\n\n# about a\na: 1 # one\n#slides: deck\nb: 2 # two\n"
TITLE = {"title: x": "title: y"}
QUOTED = {"title: x": "title: 'x'"}
NO_B = {"b: 2 # two\n": ""}
NO_A = {"# about a\na: 1 # one\n": ""}
TABLES = '[image]\nalt = "a"\n#cap = "c"\n[[links]]\nurl = "u"\n'
AUTHOR = "# who\nauthor: Me # main\nparams:\n  a: 1\n"
RECORD = "# hugoconv: was talk, era 5.9\n"

# Fence, matter, operation, what is replaced by what as it is right, and what else is wrong, and what is said of that.
WRONG: dict[str, tuple[str, str, Operation, dict[str, str], dict[str, str], str]] = {
    "another value": ("---", FIELDS, Set("title", "y"), TITLE, TITLE | {"b: 2": "b: 3"}, "the data"),
    "a value that stayed": ("---", FIELDS, Set("b", 3), {"b: 2": "b: 3"}, QUOTED, "the data"),
    "a key that stayed": ("---", FIELDS, Rename("b", "c"), {"b: 2": "c: 2"}, QUOTED, "the data"),
    "a field that stayed": ("---", "a: 1\nb: 2\nc: 3\n", Remove("b"), {"b: 2\n": ""}, {"a: 1\n": ""}, "the data"),
    "a value inside that stayed": (
        *("---", "a: 1\nb:\n  c: 2\nd: 3\n", Set("b.c", 4), {"c: 2": "c: 4"}, {"a: 1": "a: 2"}, "the data"),
    ),
    "another order": ("---", "a: 1\nb: 2\n", Set("a", 3), {"a: 1": "a: 3"}, {"a: 1\nb: 2": "b: 2\na: 3"}, "the data"),
    "a comment lost": ("---", FIELDS, Set("title", "y"), TITLE, TITLE | {"# about a\n": ""}, "'# about a' was lost"),
    "one lost at its end": ("---", FIELDS, Set("title", "y"), TITLE, TITLE | {" # two": ""}, "'# two' was lost"),
    "a comment came": ("---", FIELDS, Set("title", "y"), TITLE, TITLE | {"b: 2": "# new\nb: 2"}, "'# new' would come"),
    "an owner lost": (
        *("---", FIELDS, Set("title", "y"), TITLE),
        *(TITLE | {"# about a\n": "# about a\n\n"}, "was a leading comment of a, and would be a free comment"),
    ),
    "another owner": (
        *("---", FIELDS, Set("title", "y"), TITLE),
        *(TITLE | {"# about a\na: 1 # one\n": "a: 1 # one\n# about a\n"}, "'# about a' was"),
    ),
    "another's comment removed": ("---", FIELDS, Remove("b"), NO_B, NO_B | {"# about a\n": ""}, "was lost"),
    "a comment behind what is removed": ("---", FIELDS, Remove("a"), NO_A, NO_A | {" # two": ""}, "'# two' was lost"),
    "a commented-out field removed": ("---", FIELDS, Remove("b"), NO_B, NO_B | {"#slides: deck\n": ""}, "was lost"),
    "one of the name of what is removed": (
        *("---", "c: 3\n#b: 1\nd: 4\nb: 2\n", Remove("b"), {"\nb: 2": ""}),
        *({"\nb: 2": "", "#b: 1\n": ""}, "'#b: 1' was lost"),
    ),
    "a commented-out field came": ("---", FIELDS, Remove("b"), NO_B, {"b: 2 # two": "#b: 2 # two"}, "would come"),
    "a commented-out field of another table": (
        *("+++", TABLES, Insert("image.sub.x", 1), {'#cap = "c"\n': '#cap = "c"\n[image.sub]\nx = 1\n'}),
        *(
            {'#cap = "c"\n': '[image.sub]\nx = 1\n#cap = "c"\n'},
            "would be a line of the commented-out field image.sub.cap",
        ),
    ),
    "the record lost": ("---", RECORD + FIELDS, Set("title", "y"), TITLE, TITLE | {RECORD: ""}, "was lost"),
    "a record above a field lost": (
        *("---", "c: 1\n" + RECORD + FIELDS, Set("title", "y"), TITLE, TITLE | {RECORD: ""}, "was lost"),
    ),
    "a record came": ("---", FIELDS, Set("title", "y"), TITLE, {"title: x": f"{RECORD}title: y"}, "would come"),
    "a comment in another place": (
        *("---", "a: 1\nb: 2\n", SetComment("b", "# z"), {"b: 2": "b: 2 # z"}),
        *({"b: 2": "# z\nb: 2"}, "'# z' would come"),
    ),
    "both comments taken away": (
        *("---", FIELDS, SetComment("a", None), {" # one": ""}),
        *({" # one": "", "# about a\n": ""}, "'# about a' was lost"),
    ),
    "an owner lost beside what is uncommented": (
        *("---", FIELDS, Uncomment("slides"), {"#slides": "slides"}),
        *({"#slides": "slides", "# about a\n": "# about a\n\n"}, "would be a free comment"),
    ),
    "another owner beside what is uncommented": (
        *("---", "b: 2\n# about a\na: 1\nc: 3\n#slides: x\n", Uncomment("slides"), {"#slides": "slides"}),
        *(
            {"#slides": "slides", "b: 2\n": "b: 2\na: 1\n", "a\na: 1": "a"},
            "was a leading comment of a, and would be a leading comment of c",
        ),
    ),
    "a comment that did not go along": (
        *("---", AUTHOR, Rename("author", "params.author")),
        {"# who\nauthor: Me # main\n": "", "  a: 1\n": "  a: 1\n  # who\n  author: Me # main\n"},
        {"# who\nauthor: Me # main\n": "", "  a: 1\n": "  a: 1\n  author: Me # main\n"},
        "did not go along",
    ),
    "another line beside what is added": (
        *("---", FIELDS, AddCommented((("url", ("#url: x",)),), ()), {"b: 2 # two\n": "b: 2 # two\n#url: x\n"}),
        *({"b: 2 # two\n": "b: 2 # two\n#url: x\n# and more\n"}, "'# and more' would come"),
    ),
    "what is added twice": (
        *("---", FIELDS, AddCommented((("url", ("#url: x",)),), ()), {"b: 2 # two\n": "b: 2 # two\n#url: x\n"}),
        *({"b: 2 # two\n": "b: 2 # two\n#url: x\n#url: x\n"}, "'#url: x' would come"),
    ),
    "another line beside what is dropped": (
        *("---", FIELDS, DropCommented(("#slides: deck",)), {"#slides: deck\n": ""}),
        *({"#slides: deck\n": "", "# about a\n": ""}, "'# about a' was lost"),
    ),
    "another line for this program": (
        *("---", FIELDS, AddDirective("was talk"), {"title: x": "# hugoconv: was talk\ntitle: x"}),
        *({"title: x": "# hugoconv: was post\ntitle: x"}, "would come"),
    ),
}
# As above; the code of the refusal.
REFUSED: dict[str, tuple[str, Operation, dict[str, str], dict[str, str], str]] = {
    "another end": (FIELDS, Set("title", "y"), TITLE, TITLE | {"b: 2 # two\n": "b: 2 # two\n...\n"}, "document-end"),
    "an empty item": ("l:\n- a\n- b\n", Set(("l", 0), None), {"- a": "- null"}, {"- a": "-"}, "would-empty-item"),
    "one more empty item": ("l:\n-\n- b\n", Set(("l", 1), None), {"- b": "- null"}, {"- b": "-"}, "would-empty-item"),
}


def edits_of(text: str, replaced: dict[str, str]) -> Edits:
    """The edits that replace what stands in a text once, without what both have in common."""
    return Edits(_edit(text, old, new) for old, new in replaced.items())


def _edit(text: str, old: str, new: str) -> Edit:
    assert text.count(old) == 1, old
    start = text.index(old)
    head = len(os.path.commonprefix([old, new]))
    tail = len(os.path.commonprefix([old[head:][::-1], new[head:][::-1]]))
    return Edit(start + head, start + len(old) - tail, new[head : len(new) - tail])


def judged(fence: str, matter: str, operation: Operation, replaced: dict[str, str], *, read: str) -> None:
    """Verifies edits as if they were those of an operation, the new text read as a whole or in part."""
    snapshot = parse(f"{fence}\n{matter}{fence}\n")._snapshot
    model = expected_node(snapshot.tree.root, snapshot.syntax)
    assert list(_lowered(snapshot, model, (operation,)))
    edits = edits_of(matter, replaced)
    text, syntax = edits.apply(matter), snapshot.syntax
    found = Reread(syntax.read(text), {}) if read == "whole" else syntax.reread(snapshot.tree, edits, text)
    verify(snapshot, edits, found, model, (operation,))


@pytest.mark.parametrize("read", ["whole", "in part"])
@pytest.mark.parametrize("name", WRONG)
def test_what_nobody_asked_for_is_found(name: str, read: str) -> None:
    fence, matter, operation, right, wrong, said = WRONG[name]
    judged(fence, matter, operation, right, read=read)
    with pytest.raises(VerificationError) as error:
        judged(fence, matter, operation, wrong, read=read)
    assert said in str(error.value)


@pytest.mark.parametrize("read", ["whole", "in part"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_hugo_would_read_otherwise_is_refused(name: str, read: str) -> None:
    matter, operation, right, wrong, code = REFUSED[name]
    judged("---", matter, operation, right, read=read)
    with pytest.raises(Refused) as refused:
        judged("---", matter, operation, wrong, read=read)
    assert refused.value.code == code
