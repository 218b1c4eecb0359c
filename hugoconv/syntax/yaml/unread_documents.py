"""What Hugo refuses in a document that it does not read: one below a line of dots."""

from __future__ import annotations

from hugoconv.errors import MatterSyntaxError
from hugoconv.refusals import message, unreadable
from hugoconv.syntax.tree import Alias, Entry, Mapping, Node, Scalar, Sequence, Tree
from hugoconv.syntax.yaml.hazards import hazards
from hugoconv.syntax.yaml.hugo_tree import duplicate_keys
from hugoconv.syntax.yaml.tags import is_refused


def problem_of(text: str, root: Node | None, tokens: tuple[tuple[int, int], ...]) -> tuple[str, int] | None:
    """Why Hugo refuses a document that it does not even read, and where; None where it does not."""
    if not isinstance(root, Mapping | Sequence):
        return None
    if not isinstance(root, Mapping):
        entry = Entry(root.start, root.end, Scalar(root.start, root.start, "", "single", root.start), root, root.start)
        root = Mapping(root.start, root.end, (entry,), False, root.start)
    tree = Tree(text, root, tokens, len(text))
    for path, duplicate in duplicate_keys(tree):
        return f"{path[-1]} is given twice", duplicate.start
    for entry in root.entries:
        if isinstance(entry.key, Scalar) and entry.key.style == "empty":
            return "a key is missing", entry.start
    harmless = ("would-empty-item", "too-many-collections")
    return next(((code, at) for code, at in hazards(tree) if code not in harmless), None)


def refuse_text(root: Node | None, text: str, start: int) -> None:
    """Refuses a document that is one text: Hugo does where dots stand before it."""
    if not isinstance(root, Alias | Scalar) or root.outer == root.end:
        return
    if isinstance(root, Alias) or root.tag is None or is_refused(root):
        raise refused_below(text, start + root.outer, "it is no field")


def refused_below(text: str, at: int, why: str) -> MatterSyntaxError:
    """The error for a document below dots that Hugo refuses at an offset."""
    return unreadable(text, min(at, len(text)), message("text-after-end", "refused", why=why))
