"""A step is judged the same, be the new text read and compared as a whole or only where it changed."""

from __future__ import annotations

import pathlib

from hypothesis import assume, given
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError, PathError, Refused, VerificationError
from hugoconv.layouts.parse import parse
from hugoconv.page.engine import _lowered
from hugoconv.page.expected import expected_node
from hugoconv.page.operations import Operation
from hugoconv.page.page import Page
from hugoconv.page.snapshot import Snapshot
from hugoconv.page.verification import verify
from hugoconv.syntax.base import Reread
from hugoconv.syntax.tree import entries_of
from hugoconv.syntax.yaml.changed_fields import reread
from hugoconv.text.edits import Edit, Edits
from tests.page.sequences import PAGES, operation_on

FIXTURES = pathlib.Path(__file__).parents[2] / "fixtures"
TEXTS = [
    *(text.encode() for name, text in PAGES.items() if name.startswith("yaml")),
    (FIXTURES / "pages/full-talk.md").read_bytes(),
    (FIXTURES / "pages/block-scalars.md").read_bytes(),
    b"---\n# top\ntitle: x # t\n\n# about a\na: 1 # one\n#slides: deck\n# date: soon\nb: 2 # two\n\n# end\nc: {}\nd: e\n---\n",
]
STRANGE = (
    "#",
    "# c\n",
    "\n",
    "#x: 1\n",
    "x: 1\n",
    " # c",
    "# title: y\n",
    "  # in\n",
    "# hugoconv: was talk, era 5.9\n",
    "y",
)


@st.composite
def steps(draw: st.DrawFn) -> tuple[Page, Operation, Edits]:
    """A page, an operation, and its edits, often with one that nobody asked for."""
    page = parse(draw(st.sampled_from(TEXTS)), "content/talk/x.md")
    operation = operation_on(page, lambda options: draw(st.sampled_from(options)))
    snapshot = page._snapshot
    try:
        edits = list(_lowered(snapshot, expected_node(snapshot.tree.root, snapshot.syntax), (operation,)))
    except (Refused, PathError):
        assume(False)
    borders = [0, len(page.matter), *(entry.start for entry in entries_of(page.tree.root))]
    if draw(st.booleans()):
        at = draw(st.sampled_from(borders) | st.integers(0, len(page.matter)))
        length = draw(st.sampled_from((0, 0, 1, 2)))
        edits.append(Edit(at, min(at + length, len(page.matter)), draw(st.sampled_from(STRANGE))))
    try:
        return page, operation, Edits(edit for edit in edits if edit.new or edit.start < edit.end)
    except ValueError:
        return page, operation, Edits()


@given(step=steps())
def test_a_step_is_judged_the_same_in_part_and_as_a_whole(step: tuple[Page, Operation, Edits]) -> None:
    page, operation, edits = step
    assume(edits)
    snapshot = page._snapshot
    text = edits.apply(snapshot.text)
    found = reread(snapshot.tree, edits, text)
    assume(found is not None)
    assert found is not None
    assert _judged(snapshot, operation, edits, found) == _judged(snapshot, operation, edits, _whole(snapshot, text))


def _whole(snapshot: Snapshot, text: str) -> Reread:
    try:
        return Reread(snapshot.syntax.read(text), {})
    except MatterSyntaxError as error:
        raise AssertionError("what was read in part cannot be read as a whole") from error


def _judged(snapshot: Snapshot, operation: Operation, edits: Edits, found: Reread) -> str:
    model = expected_node(snapshot.tree.root, snapshot.syntax)
    list(_lowered(snapshot, model, (operation,)))
    try:
        verify(snapshot, edits, found, model, (operation,))
    except (VerificationError, Refused) as error:
        return str(error)
    return ""
