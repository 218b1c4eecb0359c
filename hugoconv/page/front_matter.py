"""Front matter to be read: a mapping from the author's names to what Hugo's decoder gives."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar, overload

from hugoconv.errors import PathError
from hugoconv.hugo.page_dates import DateRules
from hugoconv.hugo.page_path import ContentRules, PagePath, page_path
from hugoconv.hugo.params import params
from hugoconv.page.body import text_of_body
from hugoconv.page.operations import KeyPath, checked_path
from hugoconv.page.paths import commented_place, key_in, keys_of, need, value_inside
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.commented_out import CommentedOut
from hugoconv.syntax.comments import Comment, directives
from hugoconv.syntax.envelope import Envelope
from hugoconv.syntax.registry import NEWEST, fence_of, syntaxes_of
from hugoconv.syntax.tree import Path, Tree, entries_of, parts_of
from hugoconv.syntax.values import Value, fresh, json_form, kind_of
from hugoconv.text.lines import Lines, position
from hugoconv.text.spans import Span

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


T = TypeVar("T")


class Field(NamedTuple):
    """A top-level field: its name as spelled, value and kind as Hugo reads them, span of the whole entry."""

    name: str
    value: Value
    kind: str
    span: Span


class Part(NamedTuple):
    """An entry of a map or an item of a list, at any depth: its path, value and kind as Hugo reads them, and its whole
    span."""

    path: Path
    value: Value
    kind: str
    span: Span


class Vocabulary(NamedTuple):
    """What the caller knows of field names: case-folded keys that count as fields behind ``# ``, and the order
    in which the fields of a page should stand, asked for when one is inserted; which Hugo is to read them; and what
    of a site's configuration decides what their paths are, None where nothing is known of a site."""

    known: frozenset[str] = frozenset()
    order: Callable[..., tuple[str, ...]] = lambda _page: ()
    hugo: str = NEWEST
    content_rules: ContentRules | None = None


class FrontMatter(Mapping[str, Value]):
    """The front matter of a page; immutable, and what it hands out are copies.

    ``page["image.caption"]`` and ``page[("image", "caption")]`` reach inside; case does not count.
    """

    path: str | None
    """Where the page lies or would lie; None where nobody said."""
    _envelope: Envelope
    _tree: Tree
    _vocabulary: Vocabulary

    def __init__(self, envelope: Envelope, tree: Tree, path: str | None, vocabulary: Vocabulary) -> None:
        # Through `vars`, since an assignment would go to `__setattr__`, which refuses all.
        vars(self).update(path=path, _envelope=envelope, _tree=tree, _vocabulary=vocabulary)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a page is never changed: {name} cannot be set; set, moved_to and others give a new page")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a page is never changed: {name} cannot be deleted")

    if not TYPE_CHECKING:  # A type checker tells it better where there is no such method.

        def __setitem__(self, path: object, value: object) -> None:
            raise TypeError(f"a page is never changed: page.set({path!r}, …) gives a new page")

        def __delitem__(self, path: object) -> None:
            raise TypeError(f"a page is never changed: page.remove({path!r}) gives a new page")

    @property
    def syntax(self) -> str:
        """yaml, toml, json or org; none where the page has no front matter."""
        return self._envelope.kind

    @property
    def matter(self) -> str:
        """The text between the fences; offsets and spans count its code points. Stray bytes are surrogates."""
        return self._tree.text

    @property
    def body(self) -> bytes:
        """Everything after the closing fence's line, as bytes."""
        return self._envelope.body

    @property
    def body_text(self) -> str:
        """The body as text, its line ends as they are. Refused (``not-utf-8``) where it holds other bytes."""
        return text_of_body(self._envelope, self.path)

    def __getitem__(self, path: KeyPath) -> Value:
        value: Value = self._data
        name = path[0] if type(path) is tuple and len(path) == 1 else path
        if type(name) is str and name in self._data:
            return fresh(self._data[name])
        # A key may have a dot in it: `a.b: 1` is one field, and goes before the path.
        steps: tuple[str | int, ...] = (path,) if isinstance(path, str) and key_in(self._data, path) else ()
        for step in steps or (path.split(".") if isinstance(path, str) else _steps(path)):
            value = value_inside(value, step, path)
        return fresh(value)

    @overload
    def get(self, path: KeyPath, /) -> Value: ...
    @overload
    def get(self, path: KeyPath, /, default: Value | T) -> Value | T: ...
    def get(self, path: KeyPath, /, default: object = None) -> object:
        """What ``page[path]`` gives, or something else where nothing stands there."""
        try:
            return self[path]
        except PathError:
            return default

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    @cached_property
    def _spelled(self) -> dict[str, str]:
        """The names of the page by their case-folded form, the first of several."""
        return {name.casefold(): name for name in reversed(self._data)}

    def __len__(self) -> int:
        return len(self._data)

    # Those of Mapping look every field up again by its path, and pages are asked for all of theirs several times.
    def items(self) -> ItemsView[str, Value]:
        """The keys at the top with their values."""
        return self.to_dict().items()

    def values(self) -> ValuesView[Value]:
        """The values at the top."""
        return self.to_dict().values()

    @property
    def hugo(self) -> str:
        """The version of Hugo whose reading this page tells."""
        return self._vocabulary.hugo

    @property
    def content_rules(self) -> ContentRules | None:
        """In which folders and languages its site has its content; None where that is not known."""
        return self._vocabulary.content_rules

    @cached_property
    def where(self) -> PagePath | None:
        """What the page is by its path; one outside of the content of its site, what it would be where nothing is
        known of a site. None for a page without a path."""
        if not self.path:
            return None
        try:
            return page_path(self.path, self.content_rules)
        except ValueError:
            return page_path(self.path)

    @property
    def _syntax(self) -> Syntax | None:
        return syntaxes_of(self.hugo).get(self.syntax)

    @cached_property
    def _data(self) -> dict[str, Value]:
        syntax = self._syntax
        found = syntax.data(self._tree.root) if syntax else None
        return found if isinstance(found, dict) else {}

    @property
    def fields(self) -> dict[str, Field]:
        """The top-level fields in the author's order."""
        entries = {entry.name: entry for entry in entries_of(self._tree.root)}
        return {
            name: Field(name, fresh(value), kind_of(value), entries[name].span)
            for name, value in self._data.items()
            if name in entries
        }

    def walk(self) -> Iterator[Part]:
        """Every entry and item in the order of the text, one that holds others before them; a key that is given twice
        comes twice.

        >>> from hugoconv import parse
        >>> [(part.path, part.kind) for part in parse("---\\ntags: [a]\\n---\\n").walk()]
        [(('tags',), 'list'), (('tags', 0), 'string')]
        """
        syntax = self._syntax
        for path, part in parts_of(self._tree) if syntax else ():
            value = syntax.data(part.value) if syntax else None
            yield Part(path, fresh(value), kind_of(value), part.span)

    def place(self, path: KeyPath) -> tuple[int, int]:
        """Line and column in the file, from 1, where an entry or item begins. Raises PathError where there is none."""
        return self.position(need(self._tree, path, self._changeable()).part.start)

    def comment(self, path: KeyPath, kind: str = "inline") -> str | None:
        """The inline or leading comment of an entry or item as it stands, markers included, one line each; None where
        it has none. Raises PathError where there is no such entry, ValueError for another kind."""
        if kind not in ("inline", "leading"):
            raise ValueError(f"the comment of an entry is inline or leading, not {kind!r}")
        place = commented_place(self._tree, path, self._changeable())
        # A commented-out field above may have the same path, and comments of its own.
        above = self._snapshot.leading(place.part) if kind == "leading" else None
        start = above.start if above else place.part.start
        found = (c for c in self.comments if (c.owner, c.kind) == (place.path, kind) and c.span.start >= start)
        return "\n".join(comment.text for comment in found) or None

    def is_commented_out(self, path: KeyPath) -> bool:
        """Whether a field with that path is commented out; case does not count."""
        steps = keys_of(path, self._tree)
        wanted = {tuple(str(step).casefold() for step in way) for way in (steps, (path,))}
        return any(tuple(str(step).casefold() for step in field.path) in wanted for field in self.commented_out)

    def texts(self, path: KeyPath) -> list[str]:
        """The texts of a list, as Hugo takes tags and authors: one alone is a list too, a number is its text, and what
        is absent or a map has none.

        >>> from hugoconv import parse
        >>> page = parse("---\\ntags: [mud, 2020]\\nauthors: wei\\n---\\n")
        >>> page.texts("tags"), page.texts("authors"), page.texts("categories")
        (['mud', '2020'], ['wei'], [])
        """
        found = self.get(path)
        items = found if isinstance(found, list) else [found]
        return [str(item) for item in items if isinstance(item, str | int | float) and not isinstance(item, bool)]

    def to_dict(self, *, json_safe: bool = False) -> dict[str, Value]:
        """The fields as a dict of one's own; with ``json_safe`` dates are text, and so are the numbers that JSON
        lacks: Infinity, -Infinity and NaN."""
        return {key: json_form(value) if json_safe else fresh(value) for key, value in self._data.items()}

    def to_tomlkit(self) -> TOMLDocument:
        """The fields as a document of tomlkit, of one's own: that of the text of a TOML page, with its comments, else
        one of the values. What is null is left out, as in TOML. Refused (``null-in-list``) where a list has a null.
        ``set`` takes values and documents of tomlkit.
        """
        from hugoconv.page.tomlkit_document import document_of

        is_toml = self._syntax is not None and self._syntax.has_tables
        return document_of(self.matter if is_toml else None, self.to_dict())

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Every comment that is no commented-out field, in order, with its owner."""
        return self._snapshot.annotations[0] if self._syntax else ()

    @property
    def commented_out(self) -> tuple[CommentedOut, ...]:
        """Every commented-out field, in order."""
        return self._snapshot.annotations[1] if self._syntax else ()

    @property
    def directive(self) -> str | None:
        """The line `# hugoconv: …` on top of the matter, if there is one."""
        found = directives(self._tree)
        return found[0].of(self.matter) if found and self._syntax else None

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Where Hugo reads something else than this page says, each with line and column (promise I13)."""
        syntax = self._syntax
        return tuple(
            f"{':'.join(map(str, self.position(at)))}: hugo-differs: {why}"
            for why, at in (syntax.differences(self._tree) if syntax else ())
        )

    @property
    def decoded(self) -> dict[str, Value]:
        """What Hugo's decoder gives, under the keys that it gives: ``8`` for ``010``, nothing where a difference that
        ``notes`` tells moved a field elsewhere."""
        return {key: fresh(value) for key, value in self._decoded.items()}

    @cached_property
    def _decoded(self) -> Mapping[str, Value]:
        syntax = self._syntax
        found = syntax.decoded(self._tree) if syntax else None
        return self._data if found is None else found

    def params(self, rules: DateRules | None = None) -> dict[str, Value]:
        """What templates see as ``.Params``: lowercase keys, fields of Hugo's own cast, dates resolved by the rules of
        a site, ``params`` merged. Raises ValueError for a page that Hugo does not build because of a date
        or the target of its ``cascade``."""
        return {name: fresh(value) for name, value in params(self._decoded, self.where, rules).items()}

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column in the file, from 1, of an offset in the matter."""
        lineno, colno = self._lines.position(offset)
        above, before = self._head
        return above + lineno - 1, colno + (before if lineno == 1 else 0)

    @cached_property
    def _lines(self) -> Lines:
        """Where the lines of the matter begin."""
        return Lines(self.matter)

    @cached_property
    def _head(self) -> tuple[int, int]:
        """The line of the file on which the matter begins, and how much of it stands before the matter."""
        lineno, colno = position_in_file(self._envelope, "", 0)
        return lineno, colno - 1

    @property
    def leaves_empty_bare(self) -> bool:
        """Whether the author writes nothing at all behind the key of an empty field."""
        return self._syntax is not None and self._snapshot.style.bare

    @property
    def has_front_matter(self) -> bool:
        """Whether the page has front matter, be it without a field."""
        return self._syntax is not None

    @property
    def comment_marker(self) -> str:
        """With what a comment begins in the syntax of the page; empty where it has none."""
        return self._syntax.comment_marker if self._syntax is not None else ""

    @property
    def has_comments(self) -> bool:
        """Whether the syntax of the page has comments, so that a field can be commented out."""
        return self.comment_marker != ""

    @property
    def has_dates(self) -> bool:
        """Whether a date is a kind of its own in the syntax of the page, and no text."""
        return self._syntax is not None and self._syntax.dates_are_typed

    @property
    def tree(self) -> Tree:
        """What stands where in the matter."""
        return self._tree

    @property
    def known(self) -> frozenset[str]:
        """The case-folded keys that count as fields behind ``# ``."""
        return self._vocabulary.known

    @cached_property
    def _snapshot(self) -> Snapshot:
        """What operations ask; refused for a page without front matter."""
        return Snapshot(self._tree, self._changeable(), self._vocabulary.known, self._line_end())

    def _changeable(self) -> Syntax:
        syntax = self._syntax
        if syntax is not None:
            return syntax
        raise refused("no-front-matter", path=self.path)

    def _line_end(self) -> str:
        """The line end of the opening fence."""
        opening = self._envelope.opening
        return opening.removeprefix(fence_of(self.syntax)).decode("ascii", "replace") or "\n"


def position_in_file(envelope: Envelope, matter: str, offset: int) -> tuple[int, int]:
    """Line and column in the file, from 1, of an offset in the matter of an envelope."""
    before = (envelope.lead + envelope.opening).decode("utf-8", "surrogateescape")
    return position(before + matter, len(before) + offset)


def _steps(path: object) -> tuple[str | int, ...]:
    """The steps of a path that is no string; what is no path names nothing on the page, as a dict says of any key."""
    try:
        return checked_path(path)
    except TypeError as error:
        raise PathError(str(error)) from None
