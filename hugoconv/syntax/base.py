"""The base class of a syntax of front matter, with a default for everything that one may do without.

A new syntax is a subclass in a module of its own and a line in ``registry.py``. It may import what stands in this
folder and in ``text``; ``json.py`` is the shortest one to read on, ``yaml/`` and ``toml/`` have comments.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import Entry, Node, Path, Scalar, Tree
from hugoconv.syntax.values import CanonicalValue, Value, canonical_of
from hugoconv.text.edits import Edits
from hugoconv.text.lines import line_break
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

if TYPE_CHECKING:
    from hugoconv.syntax.commented_out import CommentedOut
    from hugoconv.syntax.comments import Comment


class CommentedOutPlace(NamedTuple):
    """Where a commented-out field would belong: below the keys in the map at a path.

    ``node`` is that map, None for a page without a field; an empty scalar where it has no entry yet. The first key
    is the field; where there are more, it is a map that is not there, and they lead into it.
    """

    path: Path
    node: Node | None
    keys: tuple[str, ...]


class CommentedOutItem(NamedTuple):
    """A commented-out item of a list that is there.

    ``span`` is from its first comment marker to the end of its last line, ``path`` that of the list, ``place`` how many
    live items of it stand above. ``marker`` is its comment marker with the space behind it; ``lines`` are the comments
    that it takes. In ``tree``, that of its text without markers, it is the item ``nth`` of the list ``key``.
    """

    span: Span
    path: Path
    place: int
    marker: str
    lines: tuple[Span, ...]
    tree: Tree
    key: str
    nth: int


class Reread(NamedTuple):
    """The tree of a changed text, and which of its fields were taken from the old tree and not read: their positions
    there by their positions here. Else than in their places they are equal."""

    tree: Tree
    kept: dict[int, int]


class Syntax(ABC):
    """One syntax of front matter: what its text says, what Hugo reads in it, and how new text is written.

    A subclass gives ``name`` and the abstract methods. The defaults are those of a syntax without comments and tables,
    with one entry a line. Instances have no state and are equal only to themselves. The layers above ask for the
    capabilities below and never for the name.
    """

    # its notation

    name: str
    #: What stands between a key and the space before its value.
    separator: str = ":"
    #: The character from which a comment goes to the end of its line; empty where there are no comments. In every
    #: format of Hugo that has comments it is ``#``, and edits and printers write no other.
    comment_marker: str = ""
    #: The text of a front matter without a field; None where such a one cannot be.
    empty: str | None = ""
    #: What has to stand around one entry of a flow map so that it can be read alone.
    wrap: tuple[str, str] = ("", "")

    # its capabilities

    #: Whether it has a word for null.
    has_nulls: bool = True
    #: Whether a map can stand below a header of its own, as in TOML; then ``table`` writes it.
    has_tables: bool = False
    #: Whether a date is a kind of value of its own, and no text.
    dates_are_typed: bool = False
    #: Whether the indent of a line has a meaning.
    indent_matters: bool = False
    #: Whether a list, a map or text of several lines can stand on lines of its own below its key.
    has_blocks: bool = False
    #: Whether text needs quotes, so that no prose in a comment reads as a field.
    text_needs_quotes: bool = False
    #: Whether a comma may follow the last part in brackets.
    allows_trailing_comma: bool = True
    #: Whether uppercase keys are only a custom, and mean the same in lowercase.
    folds_keys: bool = False
    #: Whether a key given several times has a list of all its values.
    repeats_keys: bool = False
    #: Whether a fence or bracket ends the front matter; else it ends with its last field, and has to have one.
    is_enclosed: bool = True
    #: Whether a lone carriage return ends a line.
    lone_cr_ends_line: bool = True
    #: The markup in which the body of its pages is written, where that is none of Markdown.
    body_markup: str = ""

    # its commented-out fields and items, for a syntax with comments

    #: Matches a commented-out field from its comment marker on. Group ``space`` is what follows the marker, ``bare`` a
    #: bare key, ``other`` any other key, ``header`` (if there is such a group) the beginning of a table's header.
    field: re.Pattern[str] | None = None
    #: Matches what could be a commented-out item from its comment marker on.
    item: re.Pattern[str] | None = None
    #: Matches a line that for certain is one entry with a bare key, its first group; it spares reading the line.
    simple: re.Pattern[str] = regex(r"(?!)")
    #: Matches, after a separator, what is no value on lines of its own, however it goes on below.
    vain: re.Pattern[str] = regex(r"(?!)")
    #: Matches a character that no comment can hold.
    unfit: re.Pattern[str] | None = None

    @property
    def has_comments(self) -> bool:
        """Whether it has comments, and with them fields that are commented out."""
        return bool(self.comment_marker)

    # reading

    @abstractmethod
    def read(self, text: str) -> Tree:
        """The tree of the text between the fences.

        Raises MatterSyntaxError with the offset of the first fault, in words for the author of the page; with the
        codes ``too-large`` and ``too-deep`` over the limits of ``limits.py``.
        """

    def reread(self, old: Tree, edits: Edits, text: str) -> Reread:
        """The tree of a text that edits made of the text of an old tree: as ``read`` gives and raises it, some of its
        fields taken from the old one where those are certain to be the same."""
        del old, edits
        return Reread(self.read(text), {})

    @abstractmethod
    def data(self, node: Node | None) -> Value:
        """What Hugo reads in a node; None for no node. A map has the author's keys."""

    def canonical(self, scalar: Scalar) -> CanonicalValue:
        """The shape of what Hugo reads in a scalar, equal exactly where that is the same."""
        return canonical_of(self.data(scalar))

    def decoded(self, tree: Tree) -> dict[str, Value] | None:
        """The data under the keys that Hugo gives them; None where those are always the author's."""
        del tree
        return None

    def style(self, tree: Tree) -> Style:
        """How the author of a tree writes: quotes, indents, line ends."""
        return Style(eol=line_break(tree.text, 0))

    def is_merge_key(self, key: Node) -> bool:
        """Whether a key takes over the entries of another map, as ``<<`` does in YAML."""
        del key
        return False

    def unread(self, tree: Tree) -> Sequence[Span]:
        """The lines that Hugo skips without their being comments."""
        del tree
        return ()

    def odd_keys(self, tree: Tree) -> Iterable[Entry]:
        """The entries whose key is no text, or another text for Hugo than for a reader."""
        del tree
        return ()

    def duplicate_keys(self, tree: Tree) -> Sequence[tuple[Path, Entry]]:
        """The entries whose key stands in its map for the second time, with their paths, where Hugo refuses that."""
        del tree
        return ()

    def hazards(self, tree: Tree) -> Sequence[tuple[str, int]]:
        """The codes and offsets of what no change may bring about, since Hugo would read something else there."""
        del tree
        return ()

    def differences(self, tree: Tree) -> Sequence[tuple[str, int]]:
        """Where Hugo reads something else than ``data`` says: why, and the offset."""
        del tree
        return ()

    def surprises(self, tree: Tree) -> Sequence[tuple[str, int]]:
        """The codes and offsets of what Hugo reads in another way than many a reader."""
        del tree
        return ()

    def before_0_152(self) -> Syntax:
        """The syntax as Hugo up to 0.151 read it; itself where that was the same."""
        return self

    # writing

    @abstractmethod
    def accept(self, value: object) -> Value:
        """A value given by a caller as Hugo would read it from this syntax once it is written.

        Raises Refused (``unwritable-value``, ``no-null``) for what the syntax cannot say.
        """

    @abstractmethod
    def inline(self, value: Value, style: Style, *, like: str = "empty", flow: bool = False) -> str:
        """The literal of any value on one line; ``data`` of it is the value again.

        ``like`` is the style of the scalar that it replaces, whose quotes are taken over where they can be; ``flow``
        says that it comes to stand between brackets. Raises Refused for what cannot be written.
        """

    @abstractmethod
    def key(self, name: str, *, like: str = "plain", flow: bool = False) -> str:
        """The literal of a key; ``like`` and ``flow`` as in ``inline``. Raises Refused for what can be no key."""

    def after_separator(self, value: Value, style: Style, indent: int) -> str:
        """What follows the separator of an entry at an indent: a space and a literal, or lines below."""
        del indent
        return f" {self.inline(value, style)}"

    def item_text(self, value: Value, style: Style, indent: int) -> str:
        """What follows the dash of an item at an indent, and the space behind that."""
        del indent
        return self.inline(value, style)

    def table(self, steps: tuple[str, ...], value: dict[str, Value], style: Style, indent: int, *, many: bool) -> str:
        """A new table with its header, without a last line end; with ``many`` an item of a list of tables."""
        raise NotImplementedError(f"{self.name} has no tables")

    def entry(self, name: str, value: Value, style: Style) -> str | None:
        """The text of a whole new entry on one line; None where key, separator and value say it all."""
        del name, value, style
        return None

    def fits(self, node: Node, value: Value) -> bool:
        """Whether a value can stand in the place of a node, its key left as it is."""
        del node, value
        return True

    def under(self, name: str, value: Value) -> Value:
        """What a value says below a key, in a syntax in which that depends on the key."""
        del name
        return value

    def keeps(self, text: str, entry: Entry, new: str) -> bool:
        """Whether an entry of a text says the same under another key."""
        del text, entry, new
        return True

    # commented-out fields and items

    def commented_out_place(self, tree: Tree, head: re.Match[str]) -> CommentedOutPlace | None:
        """Where what ``field`` matched belongs, None where no field can be; without nesting that is the root."""
        return CommentedOutPlace((), tree.root, self.keys_in(head))

    def keys_in(self, head: re.Match[str]) -> tuple[str, ...]:
        """The keys in what ``field`` matched, from the outermost on; none where they cannot be read."""
        return (head.group("bare") or head.group("other"),)

    def commented_out_items(
        self, tree: Tree, comments: tuple[Comment, ...], fields: tuple[CommentedOut, ...], known: frozenset[str]
    ) -> Iterable[CommentedOutItem]:
        """The commented-out items of the lists of a tree, found among its comments and commented-out fields."""
        del tree, comments, fields, known
        return ()

    def emptied(self, tree: Tree) -> Tree:
        """The tree with items as null that are empty maps, since below one its fields may be commented out."""
        return tree
