"""Places that PyYAML accepts and Hugo reads differently, or not at all.

An edit may not add one: the tree after it has no more hazards of a kind than the tree before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hugoconv.syntax.tree import Alias, Entry, Mapping, Node, Scalar, Sequence, Tree, entries_of, of_tree, parts_of
from hugoconv.syntax.yaml.tags import is_refused
from hugoconv.syntax.yaml.values import is_merge_key
from hugoconv.text.lines import line_end, next_line
from hugoconv.text.regex import regex

_BLANK_LINES = regex(r"(?:[ \t]*(?:\r\n|\r|\n))*")
# To follow a comma over all comments below it, up to the next bracket, would take time as the square of them; a line
# that begins with a bracket is rare enough to be looked at.
_BRACKETED = regex(
    r"""
    [\[,][ \t]*,                       # an empty item
    |[{\[,][ \t]*+[\[{?]               # a list, a map or a question mark for a key
    |[^\S \t][ \t]*+[\[{?]             # the same on a line of its own, below comments
    |[\]}]\s*+:                        # a list or a map for a key, with a value
    """,
    re.VERBOSE,
)
# A list behind its key, of texts without a mark in them, or the same in a comment: nearly all brackets of pages.
_LISTED = r"[ ]*+[^\[\]{}?,:\s][^\[\]{}?,:\r\n]*+"
_PLAIN_LIST = regex(rf" (?<=[:=] )\[(?:{_LISTED}(?:,{_LISTED})*+)?\](?!\s*+:)")
# What may be a hazard, each looked for only where one of its characters is in the text.
_SUSPECTS = (
    ("[{", _BRACKETED),
    ("-|>", regex(r"[-|>](?<!\S.)[-+0-9 \t]*(?:#[^\r\n]*)?(?:[\r\n]|\Z)")),  # an empty item, the head of a block
    ("!&*", regex(r"[!&*](?<![^\s\[{,:].)(?<!\w[ ].)(?:(?<=!)|\S)")),  # properties
    ("?", regex(r"\?(?<![^\s\[{,-]\?)(?:\s|\Z)")),  # a key behind a question mark
)
# Hugo ≥ 0.152 refuses matter of fewer bytes with more lists and maps at one depth: its guard against floods of aliases
# counts them all, aliased or not.
_SHORT_MATTER = 2048
_MOST_COLLECTIONS = 100


@of_tree
def hazards(tree: Tree) -> tuple[tuple[str, int], ...]:
    """Code and offset of every hazard of a tree."""
    return tuple(_hazards(tree)) if tree.root and _may_have_any(tree.text) else ()


def _may_have_any(text: str) -> bool:
    """A quick look that rules out nearly every page."""
    if "<<" in text or (len(text) < _SHORT_MATTER and _may_have_many(text)):
        return True
    suspects = _SUSPECTS[1:] if _has_plain_lists(text) else _SUSPECTS
    return any(any(one in text for one in those) and found.search(text) is not None for those, found in suspects)


def _has_plain_lists(text: str) -> bool:
    """Whether all brackets of a text are those of plain lists; asked first, since they are long to look at."""
    return "{" not in text and text.count("[") == len(_PLAIN_LIST.findall(text))


def _may_have_many(text: str) -> bool:
    """Whether a text has the characters of more lists and maps than Hugo takes of a short one."""
    characters = text.count("\n") + text.count("[") + text.count("{") + text.count("- ")
    characters += min(text.count(","), text.count(":"))  # each pair between brackets is a map of its own
    return characters > _MOST_COLLECTIONS


def _hazards(tree: Tree) -> Iterator[tuple[str, int]]:
    depths: Counter[int] = Counter()
    anchors = _anchored(tree)
    for path, part in parts_of(tree):
        value = part.value
        if isinstance(part, Entry):
            yield from _of_key(part, anchors)
        if isinstance(value, Mapping | Sequence):
            depths[len(path)] += 1
        elif isinstance(value, Alias):
            _count(_named(value, anchors), len(path), depths, anchors)
        elif value.style == "empty":
            if isinstance(path[-1], int) and value.tag is None:
                # Once it stands last at the indent of its key, goccy takes the fields below it for its value.
                yield "would-empty-item", part.start
        elif value.style in ("literal", "folded") and not value.text.strip() and _nothing_but_comment(tree, value):
            yield "comment-after-empty-block", value.start
        if not isinstance(value, Alias) and value.tag is not None and is_refused(value):
            yield "refused-tag", value.outer
    # Hugo reads an anchor without a value as null where more text follows, and refuses it at the very end.
    last = parts_of(tree)[-1][1].value if parts_of(tree) else None
    ended = tree.end < len(tree.text)  # by dots, which no anchor and no block can take for its value
    if isinstance(last, Scalar) and last.style == "empty" and last.anchor is not None and not ended:
        yield "anchor-of-nothing", last.outer
    if any(count > _MOST_COLLECTIONS for count in depths.values()) and _is_short(tree.text):
        yield "too-many-collections", 0
    yield from _merged_twice(tree, anchors)


def _anchored(tree: Tree) -> dict[str, Node]:
    """What each anchor names; a later one of a name takes the place of an earlier one."""
    nodes = (part.value for _, part in parts_of(tree))
    return {node.anchor: node for node in nodes if not isinstance(node, Alias) and node.anchor is not None}


def _named(alias: Alias, anchors: dict[str, Node]) -> Node | None:
    """What an alias stands for; nothing where it stands within that."""
    found = anchors.get(alias.name)
    return found if found is not None and found.end <= alias.start else None


def _of_key(entry: Entry, anchors: dict[str, Node]) -> Iterator[tuple[str, int]]:
    if isinstance(entry.key, Mapping | Sequence):
        yield "key-is-no-text", entry.start
    elif isinstance(entry.key, Scalar) and entry.key.tag is not None and is_refused(entry.key):
        yield "refused-tag", entry.start
    elif is_merge_key(entry.key):
        sources = entry.value.items if isinstance(entry.value, Sequence) else (entry,)
        for node in (source.value for source in sources):
            found = anchors.get(node.name) if isinstance(node, Alias) else node
            if not isinstance(found, Mapping):
                yield "merge-of-no-map", entry.start


def _merged_twice(tree: Tree, anchors: dict[str, Node]) -> Iterator[tuple[str, int]]:
    """At the top level two maps of one merge may not share a key."""
    for entry in entries_of(tree.root):
        if not is_merge_key(entry.key) or not isinstance(entry.value, Sequence):
            continue
        nodes = [anchors.get(i.value.name) if isinstance(i.value, Alias) else i.value for i in entry.value.items]
        names = [part.name for node in nodes for part in entries_of(node)]
        if len(set(names)) < len(names):
            yield "merge-of-twins", entry.start


def _count(node: Node | None, depth: int, depths: Counter[int], anchors: dict[str, Node]) -> None:
    """Counts the lists and maps that an alias stands for; no more of them than matter."""
    # Without an end a few lines of aliases of aliases would be counted for years.
    if not isinstance(node, Mapping | Sequence) or depths[depth] > _MOST_COLLECTIONS:
        return
    depths[depth] += 1
    for part in node.entries if isinstance(node, Mapping) else node.items:
        value = part.value
        _count(_named(value, anchors) if isinstance(value, Alias) else value, depth + 1, depths, anchors)


def _nothing_but_comment(tree: Tree, value: Scalar) -> bool:
    """Whether the first text below an empty block is a comment, or for ``|+`` anything at all, where no line between
    has a space or a carriage return; or whether nothing but empty lines is below one with an indent in its header."""
    text, keeps = tree.text, "+" in tree.text[value.start : value.end]
    below = next_line(text, value.start if keeps else value.end)
    empty = _BLANK_LINES.match(text, below)
    at = empty.end() if empty else below
    if at >= tree.end and _has_indent(text, value):
        rest = text[next_line(text, value.start) : at]
        return bool(rest) and not rest.strip("\r\n")
    follows = text[at:].lstrip(" \t")
    if keeps and at >= tree.end:
        return below == at < len(text)
    if keeps:
        return bool(follows) and not text[below:at].strip("\n")
    return at > below and follows.startswith("#")


def _has_indent(text: str, value: Scalar) -> bool:
    header = text[value.start : line_end(text, value.start)].partition("#")[0]
    return any(character.isdigit() for character in header)


def _is_short(text: str) -> bool:
    return len(text.encode("utf-8", "surrogateescape")) < _SHORT_MATTER
