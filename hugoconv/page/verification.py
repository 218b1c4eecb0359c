"""The check of every change: data and comments differ from the old ones exactly as was asked (I4).

A failure here is a bug of the program, never the author's, and nothing is changed.
"""

from __future__ import annotations

from collections import Counter

from hugoconv.errors import VerificationError
from hugoconv.page.comment_changes import CommentChanges, together
from hugoconv.page.comment_verification import is_within, revived_spans, verify_comments
from hugoconv.page.edits.registry import rule_of
from hugoconv.page.expected import ExpectedNode, canonical_of_entry, canonical_of_node
from hugoconv.page.operations import Operation
from hugoconv.page.path_map import path_map_of
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.base import Reread, Syntax
from hugoconv.syntax.tree import Tree
from hugoconv.syntax.values import CanonicalValue
from hugoconv.text.edits import Edits


def verify(
    snapshot: Snapshot, edits: Edits, found: Reread, model: ExpectedNode, operations: tuple[Operation, ...]
) -> None:
    """Raises VerificationError unless what was found in the new text is the snapshot with the operations done and
    nothing else.

    Refuses a change after which Hugo would read something else than before (promise I13).
    """
    new = found.tree
    _refuse_other_end(snapshot.tree, new)
    if not _says(found, model, snapshot.syntax):
        raise VerificationError("the data after the change is not what was asked for")
    # What stands between the tokens are the comments: equal gaps are most of all changes, and quick to see.
    if not _same_gaps(snapshot.tree, new):
        verify_comments(snapshot, edits, found, path_map_of(snapshot.tree, model), _asked(snapshot, operations))
    _refuse_new_hazards(snapshot, new, operations)


def _asked(snapshot: Snapshot, operations: tuple[Operation, ...]) -> CommentChanges:
    """The comments that the operations are about."""
    return together(rule_of(op).comments(snapshot, op) for op in operations)


def _refuse_other_end(old: Tree, new: Tree) -> None:
    """Refuses a change after which Hugo would stop elsewhere: without a field above a line of dots it reads on."""
    first = old.root is None and "#" not in new.text[new.end :]  # nothing was read, and nothing is left unread
    if len(old.text) - old.end != len(new.text) - new.end and not first:
        raise refused("document-end")


def _says(found: Reread, model: ExpectedNode, syntax: Syntax) -> bool:
    """Whether a tree holds the data of the model. Of the fields that were kept as they were it is enough that nothing
    was to become of them."""
    root, kept = found.tree.root, found.kept
    if root is None or not kept:
        return canonical_of_node(root, syntax) == _canonical_page(model)
    wanted = [*model.living()]
    # A key that swallowed the next one leaves each of the others equal.
    if len(wanted) != len(root.entries):
        return False
    for i, (kid, entry) in enumerate(zip(wanted, root.entries, strict=True)):
        if i in kept and kid is model.kids[kept[i]] and kid.key == kid.was and kid.is_untouched():
            continue
        if (kid.key, kid.frozen()) != canonical_of_entry(entry, syntax):
            return False
    return True


def _canonical_page(model: ExpectedNode) -> CanonicalValue:
    """The canonical value of the model; a page whose last field was commented out is still a map."""
    return model.frozen() if any(True for _ in model.living()) else ("map", ())


def _same_gaps(old: Tree, new: Tree) -> bool:
    """Whether nothing changed but what stands within tokens, so that every comment is where it was."""
    return len(old.tokens) == len(new.tokens) and _gaps(old) == _gaps(new)


def _gaps(tree: Tree) -> list[str]:
    text, at = tree.text, 0
    gaps = []
    for start, end in tree.tokens:
        gaps.append(text[at:start])
        at = end
    gaps.append(text[at:])
    return gaps


def _refuse_new_hazards(snapshot: Snapshot, new: Tree, operations: tuple[Operation, ...]) -> None:
    found = snapshot.syntax.hazards(new)
    if not found:
        return
    revived = revived_spans(new, snapshot.syntax, _asked(snapshot, operations).uncommented)
    # What the author had written comes back as it was, hazards and all.
    found = tuple(hazard for hazard in found if not is_within(hazard[1], revived))
    old = Counter(code for code, _ in snapshot.syntax.hazards(snapshot.tree))
    for code, _ in found:
        old[code] -= 1
        if old[code] < 0:
            raise refused(code)
