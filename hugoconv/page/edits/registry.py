"""What each kind of operation does: a row each, and everything that the engine asks about one.

A new operation is a class in ``page.operations``, a function of edits in a module here, and a row below.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple

from hugoconv.page import footprints
from hugoconv.page.comment_changes import CommentChanges
from hugoconv.page.edits.add_commented import add_commented, drop_commented, lines_added, lines_dropped
from hugoconv.page.edits.comment_out import comment_out, comments_revived, uncomment
from hugoconv.page.edits.remove import discard, kept_comments, remove, within_brackets_of_page
from hugoconv.page.edits.rename import comments_moved, exchange, rename
from hugoconv.page.edits.rename_commented import fields_renamed, rename_commented
from hugoconv.page.edits.replace_commented import replace_commented
from hugoconv.page.edits.requote import requote
from hugoconv.page.edits.set import append, insert_value, set_value
from hugoconv.page.edits.set_comment import (
    add_directive,
    comment_set,
    directive_added,
    directive_dropped,
    drop_directive,
    set_comment,
)
from hugoconv.page.expected import ExpectedNode
from hugoconv.page.footprints import Footprint
from hugoconv.page.operations import (
    AddCommented,
    AddDirective,
    Append,
    CommentOut,
    Discard,
    DropCommented,
    DropDirective,
    Exchange,
    Insert,
    Operation,
    Remove,
    Rename,
    RenameCommented,
    ReplaceCommented,
    Requote,
    Set,
    SetComment,
    Uncomment,
    checked_path,
)
from hugoconv.page.snapshot import Snapshot
from hugoconv.text.edits import Edit


def _nothing(_snapshot: Snapshot, _op: Operation) -> CommentChanges:
    return CommentChanges()


def _unknown(_snapshot: Snapshot, _op: Operation, _name: str) -> None:
    return None


def _alone(_snapshot: Snapshot, _op: Operation) -> None:
    return None


def _one(edits: Callable[[Snapshot, ExpectedNode, Any], Iterable[Edit]]) -> Callable[..., Iterable[Edit]]:
    """The edits of a group that is always a single operation."""
    return lambda snapshot, model, group: edits(snapshot, model, group[0])


class OperationRule(NamedTuple):
    """What the engine has to know of one kind of operation.

    ``edits`` takes operations with the same ``group``, one where that is None, and brings the model to what is to be.
    ``comments`` are those that the operation itself is about, and ``footprint`` the names that it touches, None where
    it goes with no other in one step. ``by_habit`` is whether it writes what follows the habits of the page, and
    ``names_live`` whether its path names what is live.
    """

    edits: Callable[[Snapshot, ExpectedNode, Sequence[Any]], Iterable[Edit]]
    footprint: Callable[[Snapshot, Any, str], Footprint | None] = _unknown
    comments: Callable[[Snapshot, Any], CommentChanges] = _nothing
    group: Callable[[Snapshot, Any], Hashable | None] = _alone
    by_habit: bool = False
    names_live: bool = True


RULES: dict[type[Operation], OperationRule] = {
    Set: OperationRule(_one(set_value), footprints.of_value, by_habit=True),
    Insert: OperationRule(_one(insert_value), footprints.of_value, by_habit=True),
    Append: OperationRule(append, footprints.of_item, group=lambda _snapshot, op: op.path, by_habit=True),
    Discard: OperationRule(_one(discard), footprints.of_item),
    Remove: OperationRule(remove, footprints.of_remove, kept_comments, within_brackets_of_page),
    Rename: OperationRule(_one(rename), footprints.of_rename, comments_moved),
    Exchange: OperationRule(_one(exchange), footprints.of_exchange),
    CommentOut: OperationRule(_one(comment_out), footprints.of_comment_out),
    Uncomment: OperationRule(_one(uncomment), footprints.of_uncomment, comments_revived, names_live=False),
    SetComment: OperationRule(_one(set_comment), footprints.of_comment, comment_set),
    Requote: OperationRule(_one(requote), by_habit=True),
    AddDirective: OperationRule(_one(add_directive), comments=directive_added, names_live=False),
    DropDirective: OperationRule(_one(drop_directive), comments=directive_dropped, names_live=False),
    AddCommented: OperationRule(_one(add_commented), comments=lines_added, names_live=False),
    DropCommented: OperationRule(_one(drop_commented), comments=lines_dropped, names_live=False),
    ReplaceCommented: OperationRule(_one(replace_commented), names_live=False),
    RenameCommented: OperationRule(_one(rename_commented), comments=fields_renamed, names_live=False),
}


def rule_of(op: Operation) -> OperationRule:
    """What the engine has to know of an operation."""
    return RULES[type(op)]


def refuse_others(operations: Sequence[object]) -> None:
    """Raises TypeError for anything that is no operation, and for a path that is neither text nor a tuple of steps;
    PathError for a path without a step."""
    for op in operations:
        if type(op) not in RULES:
            raise TypeError(
                f"apply takes operations such as Set(path, value), one an argument, not {type(op).__name__}"
            )
        path = getattr(op, "path", "")
        if not isinstance(path, str):
            checked_path(path)
