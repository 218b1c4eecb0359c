"""Commented-out fields: entries that an author has hidden behind comment markers.

A line is the first of one where after the marker and at most one space stands a key and the separator of
the syntax, and either there is no space and the key is a bare one or in quotes, or it is a known one; anything
else is prose. Where text needs quotes, as in TOML, prose does not read as a field, so that any key counts. The
field reaches as far as the lines below, uncommented, read as that one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from hugoconv.syntax.base import Syntax
from hugoconv.syntax.commented_out_lines import BlockLines, Line, has_header
from hugoconv.syntax.comments import Block, Comment, blocks, comments_in, inline_comments, part_around, parts_by_field
from hugoconv.syntax.extents import MOST_KEPT, alone, tree_of
from hugoconv.syntax.tree import Entry, Mapping, Node, Path, Tree, entries_of, names_in, of_tree
from hugoconv.text.lines import line_start
from hugoconv.text.spans import Span


class CommentedOut(NamedTuple):
    """One commented-out field.

    ``span`` is from its first comment marker to the end of its last line, ``path`` the key below the path of
    the map it belongs to. ``text`` is the lines as they would be without their markers, which stand at ``markers``;
    ``lines`` are the comments it takes.
    ``above`` counts the maps with its own key through which its first line leads to it, as in `#a.a = 1`.
    ``end_marks`` counts the lines of a lone marker below it that only say where it ends, ``end_mark`` is their span.
    """

    span: Span
    key: str
    path: Path
    text: str
    markers: tuple[Span, ...]
    lines: tuple[Span, ...]
    end_marks: int
    end_mark: Span
    above: int = 0


def notes_of(
    tree: Tree, syntax: Syntax, known: frozenset[str] = frozenset()
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    """The comments and the commented-out fields of a tree; the two share no line.

    ``known`` are case-folded keys that count after ``# ``, besides those of the map around the line.
    Comments directly above a commented-out field are its leading comments.
    """
    return _notes_of(tree, syntax, known) if "#" in tree.text else ((), ())


@of_tree
def _notes_of(
    tree: Tree, syntax: Syntax, known: frozenset[str]
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    return _told_apart(tree, syntax, known, inline_comments(tree), blocks(tree))


def notes_in(
    tree: Tree, syntax: Syntax, known: frozenset[str], parts: Iterable[Span]
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    """As ``notes_of``, of some parts of a tree; each begins and ends where the text or one of its fields does."""
    comments: list[Comment] = []
    fields: list[CommentedOut] = []
    for part in parts_by_field(tree, parts):
        found = _notes_in(tree, syntax, known, part)
        comments += found[0]
        fields += found[1]
    return tuple(comments), tuple(fields)


# By single parts, so that what an operation has asked is found again when the change is verified.
@of_tree
def _notes_in(
    tree: Tree, syntax: Syntax, known: frozenset[str], part: Span
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    return _told_apart(tree, syntax, known, *comments_in(tree, [part]))


def _told_apart(
    tree: Tree, syntax: Syntax, known: frozenset[str], inline: Iterable[Comment], grouped: Iterable[Block]
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    """The commented-out fields in blocks of comments, and all that is none, with owners."""
    comments = list(inline)
    fields: list[CommentedOut] = []
    for block in grouped:
        prose: list[Span] = []
        lines = BlockLines(tree, block.lines, syntax)
        at = 0
        while at < len(block.lines):
            found = _field_at(tree, lines, at, known)
            if found is None:
                prose.append(block.lines[at])
                at += 1
                continue
            if prose:
                comments += _leading(tree.text, prose, found)
                prose = []
            fields.append(found)
            at += len(found.markers) + found.end_marks
        comments += block.notes(tree.text, prose)
    return tuple(sorted(comments)), tuple(fields)


def field_around(tree: Tree, syntax: Syntax, known: frozenset[str], at: int) -> CommentedOut | None:
    """The commented-out field whose first marker stands at an offset; nothing else of the page is looked at."""
    fields = notes_in(tree, syntax, known, [part_around(tree, at)])[1]
    return next((field for field in fields if field.span.start == at), None)


def field_of_page(tree: Tree, syntax: Syntax, known: frozenset[str], at: int) -> CommentedOut | None:
    """The same, all of the page being looked at once for any number of offsets."""
    return fields_by_place(tree, syntax, known).get(at)


def _leading(text: str, lines: list[Span], field: CommentedOut) -> list[Comment]:
    """The comments right above a commented-out field, which owns them unless it stands behind a dash."""
    behind_dash = "-" in text[line_start(text, field.span.start) : field.span.start]
    owner = field.path[:-1] if behind_dash else field.path
    return [Comment(line, line.of(text), "leading", owner) for line in lines]


@of_tree
def fields_by_place(tree: Tree, syntax: Syntax, known: frozenset[str]) -> dict[int, CommentedOut]:
    """The commented-out fields of a tree by the offset of their first marker."""
    return {field.span.start: field for field in notes_of(tree, syntax, known)[1]}


@of_tree
def fields_by_path(tree: Tree, syntax: Syntax, known: frozenset[str]) -> dict[tuple[str, ...], list[CommentedOut]]:
    """The commented-out fields of a tree by their case-folded paths, in order."""
    found: dict[tuple[str, ...], list[CommentedOut]] = {}
    for field in notes_of(tree, syntax, known)[1]:
        found.setdefault(folded(field.path), []).append(field)
    return found


def with_vocabulary(tree: Tree, syntax: Syntax, known: frozenset[str], *keys: str) -> frozenset[str]:
    """The known keys and some more, where those could tell a field of a tree from prose; else the known ones, so that
    what was found with them is found again."""
    strange = {name for key in keys if (name := key.casefold()) not in known}
    more = strange & _doubtful(tree, syntax) if strange else strange
    return known | more if more else known


@of_tree
def _doubtful(tree: Tree, syntax: Syntax) -> frozenset[str]:
    """The keys behind comment markers that only a known key tells from prose."""
    if syntax.field is None or syntax.text_needs_quotes:
        return frozenset()
    lines = (line for block in blocks(tree) for line in block.lines)
    heads = (head for line in lines if (head := syntax.field.match(tree.text, line.start)) and not is_sure(head))
    keys = ((head.group("bare") or head.group("other") or "").strip("\"'") for head in heads)
    return frozenset(key.casefold() for key in keys)


def is_sure(head: re.Match[str]) -> bool:
    """Whether nothing but a field begins like this, whatever keys are known."""
    key = head.group("bare") or head.group("other") or ""
    return not head.group("space") and bool(head.group("bare") or key[:1] in ('"', "'") or has_header(head))


def folded(path: Path) -> tuple[str, ...]:
    """A path without the case of its letters."""
    return tuple([str(step).casefold() for step in path])


def _field_at(tree: Tree, lines: BlockLines, at: int, known: frozenset[str]) -> CommentedOut | None:
    """The commented-out field that begins on a line of a block."""
    syntax, head = lines.syntax, lines.head(at)
    around = syntax.commented_out_place(tree, head) if head else None
    if head is None or around is None:
        return None
    path, node, keys = around
    if not (syntax.text_needs_quotes or is_sure(head) or _is_known(tree, node, keys, known)):
        return None
    flow = isinstance(node, Mapping) and node.flow
    if lines.is_never_closed(head.end()) or (not flow and lines.is_vain(head.end())):
        return None
    found, run = lines.reach(at, head, keys[0], flow=flow)
    if not found.lines:
        return None
    text = _joined(run, tree.text)
    if found.tree and not flow and found.tree.text == f"{text}\n":
        _keep(tree, text, found.tree)
    taken = lines.spans[at : at + found.lines + found.marks]
    end = taken[found.lines - 1].end
    return CommentedOut(
        Span(taken[0].start, end),
        keys[0],
        (*path, keys[0]),
        text,
        tuple([line.marker for line in run]),
        taken,
        found.marks,
        Span(end, taken[-1].end),
        syntax.keys_in(head)[: -len(keys)].count(keys[0]),
    )


def _is_known(tree: Tree, node: Node | None, keys: tuple[str, ...], known: frozenset[str]) -> bool:
    """Whether one of some keys is a known one, or one of the map that it would belong to."""
    named = {name.casefold() for name in keys}
    # isdisjoint would go through all the names of the map
    return not known.isdisjoint(named) or any(name in names_in(tree, node) for name in named)


def _joined(run: list[Line], text: str) -> str:
    """The lines without their markers, with their own line ends between them."""
    if len(run) == 1:
        return run[0].text
    parts = [run[0].text]
    for line, after in pairwise(run):
        parts += text[line.end : after.start], after.text
    return "".join(parts)


def revived(field: CommentedOut, syntax: Syntax, around: Tree) -> Tree:
    """What a commented-out field of a tree says without its markers."""
    tree = around.revived.get(field.text)
    if tree is None:
        before, after = syntax.wrap
        # An entry between braces, as `a: 1,`, may read nowhere else.
        tree = tree_of(f"{field.text}\n", syntax) or tree_of(f"{before}{field.text}{after}\n", syntax)
        assert tree is not None, "a commented-out field reads without its markers"
        _keep(around, field.text, tree)
    return tree


def _keep(around: Tree, text: str, tree: Tree) -> None:
    if len(around.revived) < MOST_KEPT:
        around.revived[text] = tree


def revived_entry(field: CommentedOut, syntax: Syntax, *, flow: bool) -> Entry:
    """The entry that a commented-out field would be without its markers, where ``flow`` between braces."""
    found = alone(field.text, field.key, syntax, flow=flow, above=field.above)
    assert found is not None, "a commented-out field reads without its markers"
    return found


def leads_through(field: CommentedOut, syntax: Syntax, around: Tree) -> bool:
    r"""Whether a commented-out field is a map only because its header or its dotted key leads through it.

    >>> from hugoconv.syntax.registry import SYNTAXES
    >>> tree = SYNTAXES["toml"].read("#[a]\n#b = 1\n\n#[[a.c]]\n#d = 1\n")
    >>> [leads_through(field, SYNTAXES["toml"], tree) for field in notes_of(tree, SYNTAXES["toml"])[1]]
    [False, True]
    """
    entry = next((entry for entry in entries_of(revived(field, syntax, around).root) if entry.name == field.key), None)
    return entry is not None and isinstance(entry.value, Mapping) and entry.value.form in ("above", "dotted")
