"""How many of the first operations of a sequence are alike, and for that reason can be done in one step.

As everywhere in a batch, what is not certain does not count: the bytes are those of one after the other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from collections.abc import Sequence as Many

from hugoconv.page.edits.brackets import Brackets
from hugoconv.page.habits import ON_ONE_LINE, Earlier, literal_of
from hugoconv.page.operations import Append, CommentOut, Insert, Operation, Remove, Set
from hugoconv.page.paths import keys_of, top_level
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.comments import comment_spans
from hugoconv.syntax.tree import Alias, Entry, Node, Scalar, Sequence, entries_of, parts_of


def alike(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many of the first operations are alike and go together; 0 where that is not certain of any."""
    return next(filter(None, (way(snapshot, operations) for way in _WAYS)), 0)


def _appends(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many single values the first operations add to one list of single values that has some already."""
    first = operations[0]
    if not isinstance(first, Append):
        return 0
    entry = _entry(snapshot, first)
    node = entry.value if entry else None
    if not isinstance(node, Sequence) or node.form or (node.flow and _has_breaks(snapshot, node)):
        return 0
    if not all(isinstance(i.value, Scalar) for i in node.items):
        return 0
    count = 0
    for op in operations if node.items else ():
        if not isinstance(op, Append) or op.path != first.path or isinstance(op.value, list | dict | tuple):
            break
        count += 1
    return count


def _duplicates(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many of several equal keys the first operations take away, the last of them first, on a page without a
    comment: there nothing comes to stand beside another thing."""
    first = operations[0]
    if not isinstance(first, Remove) or "#" in snapshot.text or not snapshot.once(is_plain):
        return 0
    count, at = 0, first.nth
    for op in operations:
        # A later one counts from what is left: only below the one before it does it still name the same.
        if not isinstance(op, Remove) or op.path != first.path or op.nth is None or (count and op.nth >= (at or 0)):
            break
        count, at = count + 1, op.nth
    return count


def _tables(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many tables with headers of their own the first operations take away, or comment out, where no comment stands
    in or below one; nor above one that is taken away. Something else stays."""
    if not snapshot.syntax.has_tables or not snapshot.once(is_plain):
        return 0
    kind = type(operations[0])
    if kind not in (Remove, CommentOut):
        return 0
    entries, comments = entries_of(snapshot.tree.root), comment_spans(snapshot.tree)
    last = comments[-1].start if comments else -1
    clear = bisect_right(entries, last, key=lambda entry: entry.start)
    clear += kind is Remove and bool(comments)  # what is above the first one may be about it
    free = {id(entry) for entry in entries[clear:] if getattr(entry.value, "form", "") == "table"}
    return _of_different(snapshot, operations, kind, lambda entry: id(entry) in free)


def _members(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many fields between the brackets of the page the first operations take away, where no comment is, and where
    either all stand on one line or each has lines of its own; another one stays."""
    root = snapshot.tree.root
    if not isinstance(operations[0], Remove) or root is None or not _is_in_brackets(snapshot):
        return 0
    if comment_spans(snapshot.tree):
        return 0
    brackets, on_lines = Brackets.of(snapshot, root), _has_breaks(snapshot, root)
    index = {id(entry): i for i, entry in enumerate(root.entries)}
    return _of_different(
        snapshot, operations, Remove, lambda entry: not on_lines or brackets.owns_lines(index[id(entry)])
    )


def _of_different(
    snapshot: Snapshot, operations: Many[Operation], kind: type[Operation], fits: Callable[[Entry], bool]
) -> int:
    """How many of the first operations are of a kind and each about another field that fits, while one is left."""
    seen = set[int]()
    for op in operations[: len(entries_of(snapshot.tree.root)) - 1]:
        if type(op) is not kind or (isinstance(op, Remove) and (op.keep_comments or op.nth is not None)):
            break
        entry = _entry(snapshot, op)
        if entry is None or id(entry) in seen or not fits(entry):
            break
        seen.add(id(entry))
    return len(seen)


def _values(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many of the first operations give different fields another single value in the place of one, or add such a
    field behind the last, where their text is the same whatever the others write: between the brackets of the page, or
    on lines where no comment is."""
    tree, names = snapshot.tree, set[str]()
    if not isinstance(operations[0], Set | Insert) or not (_is_in_brackets(snapshot) or _is_bare(snapshot)):
        return 0
    may_add = _may_add(snapshot)
    for op in operations:
        path = keys_of(op.path, tree) if isinstance(op, Set | Insert) else ()
        name = str(path[0]).casefold() if len(path) == 1 else ""
        if not name or name in names or not (may_add or name in top_level(tree)):
            break
        literal = literal_of(snapshot, op, Earlier())
        if literal is None or literal.by_habit:
            break
        names.add(name)
    return len(names)


def _is_in_brackets(snapshot: Snapshot) -> bool:
    """Whether the page is one map between brackets, and Hugo reads all of it."""
    tree, root = snapshot.tree, snapshot.tree.root
    return root is not None and root.flow and tree.end == len(tree.text) and not snapshot.once(_has_references)


def _is_bare(snapshot: Snapshot) -> bool:
    """Whether the fields of a page stand on lines of their own without a comment: empty blocks of text do no harm."""
    return "#" not in snapshot.text and snapshot.once(_is_regular)


def _may_add(snapshot: Snapshot) -> bool:
    """Whether each new field comes right behind the one before: the last has a single value, and between brackets all
    stand on one line."""
    root = snapshot.tree.root
    last = root.entries[-1].value if root is not None and root.entries else None
    if root is None or not isinstance(last, Scalar) or last.style not in ON_ONE_LINE:
        return False
    return not root.flow or not _has_breaks(snapshot, root)


_WAYS: tuple[Callable[[Snapshot, Many[Operation]], int], ...] = (_appends, _duplicates, _tables, _members, _values)


def _has_breaks(snapshot: Snapshot, node: Node) -> bool:
    """Whether a node is on several lines."""
    literal = snapshot.text[node.start : node.end]
    return "\n" in literal or "\r" in literal


def _entry(snapshot: Snapshot, op: Operation) -> Entry | None:
    """The field of the page that an operation names with one name; None for any other."""
    path = keys_of(op.path, snapshot.tree) if isinstance(op, Append | Remove | CommentOut) else ()
    found = top_level(snapshot.tree).get(str(path[0]).casefold(), []) if len(path) == 1 else []
    return entries_of(snapshot.tree.root)[found[0]] if len(found) == 1 else None


def is_plain(snapshot: Snapshot) -> bool:
    """Whether the fields of a page stand on lines of their own, and nothing at one place has a meaning at another."""
    entries = entries_of(snapshot.tree.root)
    return snapshot.once(_is_regular) and not any(_is_empty_block(entry.value) for entry in entries)


def _is_regular(snapshot: Snapshot) -> bool:
    """As ``is_plain``, empty blocks of text left out."""
    tree, root = snapshot.tree, snapshot.tree.root
    if root is None or root.flow or tree.end < len(tree.text):
        return False
    if any(code != "would-empty-item" for code, _ in snapshot.syntax.hazards(tree)):
        return False
    return not snapshot.odd_entries and not snapshot.once(_has_references)


def _has_references(snapshot: Snapshot) -> bool:
    """Whether anything has an anchor or is an alias."""
    parts = parts_of(snapshot.tree) if snapshot.has_anchors else ()
    return any(isinstance(part.value, Alias) or part.value.anchor is not None for _, part in parts)


def _is_empty_block(value: Node) -> bool:
    """Whether a value is a block of text without text, below which no comment may come to stand."""
    return isinstance(value, Scalar) and value.style in ("literal", "folded") and not value.text.strip()
