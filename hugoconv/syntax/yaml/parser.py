"""YAML matter to a tree: PyYAML decides what is valid, but for what Hugo reads and PyYAML does not.

``documents.py`` finds the documents, ``line_scanner.py`` makes the tree of a text of the common form and
``tree_builder.py`` that of any other, ``faults.py`` says what is wrong with a text that cannot be read.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml
from yaml.reader import ReaderError

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.limits import make_room, refuse_length
from hugoconv.syntax.tree import Node, Scalar, Tree
from hugoconv.syntax.yaml.documents import YamlDocument, documents, next_text
from hugoconv.syntax.yaml.faults import checked_root, syntax_error, text_for_hugo, unread_part
from hugoconv.syntax.yaml.line_scanner import scanned
from hugoconv.syntax.yaml.measure import measured
from hugoconv.syntax.yaml.scalar_texts import FOREIGN, MISREAD, stand_in_for
from hugoconv.syntax.yaml.tree_builder import TreeBuilder
from hugoconv.syntax.yaml.unread_documents import problem_of, refuse_text, refused_below
from hugoconv.text.regex import regex

# Each of them costs another reading of the whole text.
_MOST_SIGNS = 20  # that are taken for text

# A tab behind text, or on the line of the opening fence: Hugo takes it for a space.
_INNER_TAB = regex(r"(?<=[^\s])[ \t]*\t|\A[ \t]*\t[ \t]*(?=[\r\n]|\Z)")
_UNDEFINED = regex(r"found undefined alias '(.*)'\Z", re.DOTALL)


def read(text: str, *, quirks: bool = True) -> Tree:
    """The tree of a YAML matter; without ``quirks`` its scalars say what YAML says, and not what goccy makes of them.

    Of several documents it is that of the first that holds anything; Hugo reads nothing from its ``end`` on. Raises
    MatterSyntaxError: ``yaml-syntax`` where PyYAML refuses the text, ``text-after-end`` where Hugo refuses what
    follows a document, ``root-not-a-map``, ``too-large`` and ``too-deep`` over the limits.
    """
    refuse_length(text)
    first, *more = documents(text, since_0_152=quirks)
    tree = _tree(text, first.of(text), first.end, quirks=quirks)
    return _of_documents(tree, more, quirks=quirks) if more else tree


def _of_documents(tree: Tree, more: list[YamlDocument], *, quirks: bool) -> Tree:
    """The tree of the first document that holds anything; Hugo looks at all of them, up to 0.151 at no more."""
    text = tree.text
    for document in more:
        if tree.root is not None and not quirks:
            break
        found = _read_alone(text, document, quirks=quirks)
        if tree.root is None and found.root is not None:
            tree = _tree(text, document.in_place(text), document.end, quirks=quirks)
        else:
            refuse_text(found.root, text, document.start)
    return tree if tree.root is not None else Tree(text, None, (), len(text))


def _read_alone(text: str, document: YamlDocument, *, quirks: bool) -> _Read:
    """What a document says that dots stand before; raises MatterSyntaxError where Hugo refuses it."""
    try:
        own = document.of(text)
        found = _read(own, own, quirks=quirks)
    except MatterSyntaxError as error:
        alias = _UNDEFINED.match(error.msg)
        known = alias and f"&{alias[1]}" in text[: document.start]  # for Hugo anchors reach over the end of a document
        if known and next_text(own, 0) != error.pos:
            return _Read(None, ())
        raise refused_below(text, document.start + error.pos, error.msg) from None
    problem = problem_of(own, found.root, found.tokens) if quirks else None
    if problem is not None:
        raise refused_below(text, document.start + problem[1], problem[0])
    return _Read(None, ()) if isinstance(found.root, Scalar) and found.root.style == "empty" else found


class _Read(NamedTuple):
    """What a text says, be it a map of fields or not."""

    root: Node | None
    tokens: tuple[tuple[int, int], ...]


def _tree(text: str, source: str, end: int, *, quirks: bool) -> Tree:
    found = _read(text, source, quirks=quirks)
    return Tree(text, checked_root(found.root, text), found.tokens, end)


def _read(text: str, source: str, *, quirks: bool) -> _Read:
    if (found := scanned(source)) is not None:
        return _Read(*found)
    if not quirks:
        return _built(text, source, "", quirks=quirks)
    if any(c in source for c in MISREAD):
        return _read_foreign(text, source, quirks=quirks)
    try:
        return _built(text, source, "", quirks=quirks)
    except (ReaderError, UnicodeEncodeError):
        return _read_foreign(text, source, quirks=quirks)


def _read_foreign(text: str, source: str, *, quirks: bool) -> _Read:
    """The tree of a text with characters that only Hugo reads; each has a stand-in of the same length."""
    stand_in = stand_in_for(text)
    return _built(text, FOREIGN.sub(stand_in, source), stand_in, quirks=quirks)


def _built(text: str, source: str, stand_in: str, *, quirks: bool) -> _Read:
    builder = TreeBuilder(text, stand_in, quirks=quirks)
    try:
        root = builder.build(source)
    except yaml.MarkedYAMLError as error:
        builder, root = _tolerated(builder, source, error)
    if builder.has_aliases:
        make_room()
        # The builder counts what is written; ten lines of aliases can stand for millions of values.
        measured(root, text, {}, 0)
    # Hugo up to 0.151 took a lone null for front matter without a field.
    if not quirks and isinstance(root, Scalar) and root.text in ("~", "null", "Null", "NULL"):
        root = None
    return _Read(root, tuple(builder.tokens))


def _tolerated(failed: TreeBuilder, source: str, error: yaml.MarkedYAMLError) -> tuple[TreeBuilder, Node | None]:
    """What Hugo makes of a text that PyYAML refuses: a tab is a space, and some characters may stand in a value."""
    text, quirks, character = failed.text, failed.quirks, failed.stand_in or stand_in_for(failed.text)
    builder, read = failed, source
    source = _INNER_TAB.sub(_as_blanks, source) if "\t" in source else source
    for _ in range(_MOST_SIGNS):
        if source != read:
            builder, read = TreeBuilder(text, character, quirks=quirks), source
            try:
                return builder, builder.build(source)
            except yaml.MarkedYAMLError as refusal:
                error = refusal
        at = error.problem_mark.index if error.problem_mark else len(source)
        start, stop = text_for_hugo(source, at, f"{error.problem} {error.context}")
        if start == stop or not (quirks or source[start:stop] == ":"):
            break
        source = source[:start] + character * (stop - start) + source[stop:]
    refused = syntax_error(error, text)
    flow = next((opened.outer for opened in builder.stack[1:] if opened.flow), None)
    refused.since, refused.reach = unread_part(error, flow)
    raise refused from None


def _as_blanks(found: re.Match[str]) -> str:
    return " " * len(found.group())
