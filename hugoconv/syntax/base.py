"""What a syntax has to offer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import Entry, Node, Path, Scalar, Tree
from hugoconv.syntax.values import CanonicalValue, Value
from hugoconv.text.spans import Span


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

    ``span`` is from its first comment sign to the end of its last line, ``path`` that of the list, ``place`` how many
    live items of it stand above. ``sign`` is its comment sign with the blank behind it; ``lines`` are the comments that
    it takes. In ``tree``, that of its text without signs, it is the item ``nth`` of the list ``key``.
    """

    span: Span
    path: Path
    place: int
    sign: str
    lines: tuple[Span, ...]
    tree: Tree
    key: str
    nth: int


class Syntax(NamedTuple):
    """One syntax of front matter as a table of functions.

    ``field`` matches a commented-out field from its comment sign on: ``blank`` is what follows the
    sign, ``bare`` a bare key, ``other`` any other key; None for a syntax without comments. ``simple`` matches a line
    that for sure is one entry with a bare key, its first group; ``vain`` behind a separator what is no value on lines
    of its own, however it goes on below. ``hidden`` says where what ``field`` matched belongs.
    ``wrap`` is what to put around one entry of a flow map so that it can be read alone.

    ``table`` writes a new table with a header, None where there are none; ``entry`` a new entry, None where key,
    separator and value say it all. ``fits`` tells whether a value can stand in the place of another, ``under`` what a
    value says as that of a key, ``keeps`` whether an entry says the same under another one. A comma
    behind the last part in brackets is allowed where ``trailing_comma`` says so; ``indents`` says whether the indent
    of a line has a meaning, ``folds`` whether capitals are no more than custom in its keys, ``strict`` whether text
    needs quotes, so that no prose reads as a field. ``nulls`` and ``dates`` say whether it has a word for null, and
    dates that are no text.

    ``decoded`` is the data under Hugo's own keys, None where those are the author's. ``differences`` are places
    where Hugo reads something else than ``data`` says, ``surprises`` those where it reads something else than many
    a reader, ``duplicate_keys`` keys that stand in a map for the second time. ``before_0_152`` is the syntax as Hugo
    up to 0.151 read it, None where that was the same.

    ``odd_keys`` are the entries whose key is no text, or another text for Hugo than for a reader. ``item`` matches what
    could be a commented-out item from its comment sign on; ``commented_out_items`` are those of lists, found among
    comments and commented-out fields of a tree. ``unread`` are the lines that Hugo skips without their being comments.
    ``emptied`` gives the tree with items as null that are empty maps, since below one its fields may be commented out.
    ``unfit`` is a character that no comment can hold.
    """

    name: str
    read: Callable[[str], Tree]
    canonical: Callable[[Scalar], CanonicalValue]
    data: Callable[[Node | None], Value]
    accept: Callable[[object], Value]
    style: Callable[[Tree], Style]
    inline: Callable[..., str]
    key: Callable[..., str]
    after_separator: Callable[[Value, Style, int], str]
    item_text: Callable[[Value, Style, int], str]
    hazards: Callable[[Tree], tuple[tuple[str, int], ...]]
    differences: Callable[[Tree], tuple[tuple[str, int], ...]]
    is_merge_key: Callable[[Node], bool]
    separator: str
    field: re.Pattern[str] | None
    hidden: Callable[[Tree, re.Match[str]], CommentedOutPlace | None]
    wrap: tuple[str, str]
    table: Callable[..., str] | None = None
    entry: Callable[[str, Value, Style], str] | None = None
    fits: Callable[[Node, Value], bool] = lambda _node, _value: True
    under: Callable[[str, Value], Value] = lambda _name, value: value
    keeps: Callable[[str, Entry, str], bool] = lambda _text, _entry, _new: True
    trailing_comma: bool = True
    indents: bool = True
    strict: bool = False
    nulls: bool = True
    dates: bool = False
    folds: bool = False
    decoded: Callable[[Tree], dict[str, Value]] | None = None
    duplicate_keys: Callable[[Tree], tuple[tuple[Path, Entry], ...]] = lambda _tree: ()
    surprises: Callable[[Tree], tuple[tuple[str, int], ...]] = lambda _tree: ()
    before_0_152: Callable[[], Syntax] | None = None
    unread: Callable[[Tree], tuple[Span, ...]] = lambda _tree: ()
    simple: re.Pattern[str] = re.compile(r"(?!)")
    vain: re.Pattern[str] = re.compile(r"(?!)")
    odd_keys: Callable[[Tree], Iterable[Entry]] = lambda _tree: ()
    item: re.Pattern[str] | None = None
    emptied: Callable[[Tree], Tree] = lambda tree: tree
    unfit: re.Pattern[str] | None = None
    commented_out_items: Callable[..., Iterable[CommentedOutItem]] = lambda _tree, _comments, _fields, _known: ()


def no_commented_out_fields(tree: Tree, head: re.Match[str]) -> None:
    """No place for a commented-out field: what a syntax without comments says."""
    del tree, head


def nothing(tree: Tree) -> tuple[tuple[str, int], ...]:
    """No hazard and no difference: what a syntax says whose reading here is Hugo's own."""
    del tree
    return ()
