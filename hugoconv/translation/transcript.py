"""The document that a tree says, every part with its comments; aliases and merge keys are carried out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, islice
from operator import attrgetter, itemgetter
from typing import TypeVar

from hugoconv.syntax.base import CommentedOutItem, Syntax
from hugoconv.syntax.commented_out import CommentedOut, revived
from hugoconv.syntax.commented_out_items import notes_with_items
from hugoconv.syntax.comments import Comment
from hugoconv.syntax.tree import (
    Alias,
    Entry,
    Item,
    Mapping,
    Node,
    Path,
    Sequence,
    Tree,
    entries_of,
    last_before,
    of_tree,
)
from hugoconv.syntax.values import Value, value_at
from hugoconv.text.lines import line_end, line_start, next_line
from hugoconv.translation.document import (
    CommentedOutElement,
    CommentedOutField,
    Content,
    DocumentField,
    Element,
    Leaf,
    List,
    ListPart,
    Map,
    MapPart,
    Remark,
    elements_of,
    fields_of,
    of_value,
)

_T = TypeVar("_T")


def document_of(tree: Tree, syntax: Syntax, known: frozenset[str] = frozenset()) -> Map:
    """The whole of a matter as a map; aliases and merge keys are carried out.

    ``known`` are the case-folded keys that count as commented-out fields behind ``# ``.
    """
    return _DocumentReader(tree, syntax, known).root()


class _DocumentReader:
    """What the parts of one tree need to know of their surroundings."""

    def __init__(self, tree: Tree, syntax: Syntax, known: frozenset[str]) -> None:
        self.tree, self.syntax, self.text, self.known = tree, syntax, tree.text, known
        comments, commented_out, items = notes_with_items(tree, syntax, known)
        self.above: dict[Path, list[Comment]] = {}
        self.inline: dict[Path, list[str]] = {}
        self.free: dict[Path, list[Comment]] = {}
        self.commented_out: dict[Path, list[CommentedOut]] = {}
        self.items: dict[Path, list[CommentedOutItem]] = {}
        self.reached: dict[int, list[int]] = {}
        for comment in comments:
            self.sort_in(comment)
        for line in syntax.unread(tree):
            self.sort_in(Comment(line, line.of(tree.text).strip(), "free", None))
        for field in commented_out:
            self.commented_out.setdefault(field.path[:-1], []).append(field)
        for item in items:
            self.items.setdefault(item.path, []).append(item)

    @cached_property
    def data(self) -> Value:
        """What Hugo reads in the whole of the tree."""
        return self.syntax.data(self.tree.root)

    def sort_in(self, comment: Comment) -> None:
        if comment.owner is None:
            self.free.setdefault(self.around(comment.span.start), []).append(comment)
        elif comment.kind == "inline":
            self.inline.setdefault(comment.owner, []).append(self.gap(comment.span.start) + comment.text)
        else:
            self.above.setdefault(comment.owner, []).append(comment)

    def gap(self, at: int) -> str:
        """The spaces in front of a comment on the line of a field; one at least."""
        before = self.text[line_start(self.text, at) : at]
        return before[len(before.rstrip(" \t")) :] or " "

    def around(self, at: int) -> Path:
        """The innermost map or list that goes on around an offset."""
        path: Path = ()
        # Down the tree for each comment: a search over all parts for each takes the product of both.
        node: Node | None = self.tree.root
        while node is not None:
            inner = next(
                (
                    (step, part.value)
                    for step, part in self.parts_before(node, at)
                    if part.start < at < part.end
                    and isinstance(part.value, Mapping | Sequence)
                    and not self.is_left_of(part.value, at)
                ),
                None,
            )
            if inner is None:
                return path
            path, node = (*path, inner[0]), inner[1]
        return path

    def parts_before(self, node: Node, at: int) -> Iterator[tuple[str | int, Entry | Item]]:
        """The parts that may go on around an offset; where tables of one may stand among those of others, several."""
        if not self.syntax.has_tables:
            found = last_before(node, at)
            yield from (found,) if found else ()
            return
        parts: tuple[Entry | Item, ...] = node.entries if isinstance(node, Mapping) else getattr(node, "items", ())
        first = bisect_right(self.reaches(parts), at)
        for i in range(first, bisect_left(parts, at, key=attrgetter("start"))):
            part = parts[i]
            yield (part.name if isinstance(part, Entry) else i), part

    def reaches(self, parts: tuple[Entry | Item, ...]) -> list[int]:
        """How far each part or one before it reaches, which never gets less."""
        # By identity, which holds as long as the tree does; to hash the parts would look at each of them every
        # time.
        if id(parts) not in self.reached:
            self.reached[id(parts)] = list(accumulate((part.end for part in parts), max))
        return self.reached[id(parts)]

    def is_left_of(self, node: Mapping | Sequence, at: int) -> bool:
        """Whether an offset is below the last field of a table, and further left than that."""
        last = node.entries[-1] if isinstance(node, Mapping) and node.form == "table" and node.entries else None
        if last is None or node.flow or at < last.end:
            return False
        text = self.text
        return at - line_start(text, at) < last.start - line_start(text, last.start)

    def root(self) -> Map:
        tail = self.text[len(self.text.rstrip(" \t\r\n")) :]
        found = self.mapped((), self.tree.root)
        # The first line end is that of the last line with text.
        return found._replace(flow=False, tail=max(tail.count("\n") - 1, 0) if self.text.strip() else tail.count("\n"))

    # parts

    def mapped(self, path: Path, node: Mapping | None) -> Map:
        entries = entries_of(node)
        if node is not None and self.is_merged(entries):
            return self.merged(path, node)
        made: list[tuple[int, MapPart]] = []
        made += [(entry.start, self.field((*path, entry.name), entry)) for entry in entries]
        made += [(field.span.start, self.commented_out_field(field)) for field in self.take(self.commented_out, path)]
        made += [(comment.span.start, self.remark(comment)) for comment in self.take(self.free, path)]
        made.sort(key=itemgetter(0))
        return Map(tuple([part for _, part in made]), node is not None and self.on_few_lines(node))

    def listed(self, path: Path, node: Sequence | None) -> List:
        items = node.items if node is not None else ()
        made: list[tuple[int, ListPart]] = []
        made += [(item.start, self.element((*path, i), item)) for i, item in enumerate(items)]
        made += [(item.span.start, self.commented_out_element(item)) for item in self.take(self.items, path)]
        made += [(comment.span.start, self.remark(comment)) for comment in self.take(self.free, path)]
        flow = node is not None and self.on_few_lines(node)
        return List(tuple(part for _, part in sorted(made, key=itemgetter(0))), flow)

    def is_merged(self, entries: tuple[Entry, ...]) -> bool:
        """Whether a map has a key twice, or takes over the entries of another one."""
        is_twice = len(entries) > 1 and len({entry.name for entry in entries}) < len(entries)
        return is_twice or any(map(self.is_merge, entries))

    def is_merge(self, entry: Entry) -> bool:
        return self.syntax.is_merge_key(entry.key)

    def merged(self, path: Path, node: Mapping) -> Map:
        """A map with its merge keys carried out: what they bring has no comments of its own."""
        values = self.value_at(path)
        parts: list[MapPart] = []
        own = {entry.name: entry for entry in node.entries if not self.is_merge(entry)}
        for name, value in (values if isinstance(values, dict) else {}).items():
            entry = own.get(name)
            if entry is not None and self.syntax.data(entry.value) == value:
                parts.append(self.field((*path, name), entry))
            else:
                folded = name.lower() if self.syntax.folds_keys and name.isupper() else name
                parts.append(DocumentField(folded, of_value(value)))
        parts += [self.commented_out_field(field) for field in self.take(self.commented_out, path)]
        parts += [self.remark(comment) for comment in self.take(self.free, path)]
        for entry in node.entries:
            texts = [c.text for c in self.take(self.above, (*path, entry.name))]
            texts += map(str.strip, self.take(self.inline, (*path, entry.name)))
            parts += [Remark(text, 1 if not i else 0) for i, text in enumerate(texts)]
        return Map(tuple(parts))

    def value_at(self, path: Path) -> Value:
        """What Hugo reads at a path, aliases followed and merge keys carried out."""
        return value_at(self.data, path)

    def field(self, path: Path, entry: Entry) -> DocumentField:
        above = self.directly_above(path, entry.start)
        inline = tuple(self.take(self.inline, path))
        empty_lines = self.empty_lines(above[0].span.start if above else entry.start)
        # Capitals alone are how Org is written (`#+TITLE`); of other names they are a part.
        name = entry.name.lower() if self.syntax.folds_keys and entry.name.isupper() else entry.name
        value = self.value(path, entry.value)
        if isinstance(value, Map) and value.parts and getattr(entry.value, "form", "") in ("above", "dotted"):
            value, empty_lines = _without_empty_lines(value)
        texts = tuple(c.text for c in above)
        if isinstance(value, List) and value.parts and getattr(entry.value, "form", "") == "table":
            return _headed(DocumentField(name, value, empty_lines, texts, inline), value)
        return DocumentField(name, value, empty_lines, texts, inline)

    def element(self, path: Path, item: Item) -> Element:
        above = self.directly_above(path, item.start)
        inline = tuple(self.take(self.inline, path))
        empty_lines = self.empty_lines(above[0].span.start if above else item.start)
        value = self.value(path, item.value)
        if isinstance(value, Map) and value.parts and self.begins_on_line(item.value, item.start):
            value, _ = _without_empty_lines(value)
        return Element(value, empty_lines, tuple(c.text for c in above), inline)

    def begins_on_line(self, node: Node, at: int) -> bool:
        """Whether the first field of a map stands on the line of an offset."""
        entries = entries_of(node)
        return bool(entries) and line_start(self.text, entries[0].start) == line_start(self.text, at)

    def remark(self, comment: Comment) -> Remark:
        return Remark(comment.text, self.empty_lines(comment.span.start))

    def commented_out_field(self, field: CommentedOut) -> CommentedOutField:
        above = self.directly_above(field.path, field.span.start)
        empty_lines = self.empty_lines(above[0].span.start if above else field.span.start)
        name, value, _, within, inline = _hidden_field(
            revived(field, self.syntax, self.tree), field.key, self.syntax, self.known, field.above
        )
        texts = tuple([c.text for c in above]) + within
        shown = DocumentField(name, value, empty_lines, texts, inline)
        return CommentedOutField(shown, field.markers[0].of(self.text), field.end_marks)

    def commented_out_element(self, item: CommentedOutItem) -> CommentedOutElement:
        above = self.directly_above(item.path, item.span.start)
        empty_lines = self.empty_lines(above[0].span.start if above else item.span.start)
        inner = _hidden_field(item.tree, item.key, self.syntax, self.known, 0).value
        found = list(elements_of(inner))[item.nth]
        texts = tuple(c.text for c in above) + found.above
        return CommentedOutElement(found._replace(empty_lines=empty_lines, above=texts), item.marker)

    def value(self, path: Path, node: Node) -> Content:
        if isinstance(node, Alias):
            return of_value(self.value_at(path))
        if isinstance(node, Mapping):
            return self.mapped(path, node)
        if isinstance(node, Sequence):
            return self.listed(path, node)
        value = self.syntax.data(node)
        if value is None and path in self.items:
            return self.listed(path, None)._replace(null=True)
        if value is None and (path in self.commented_out or path in self.free):
            return self.mapped(path, None)
        if isinstance(value, list):
            return of_value(value)
        # Without its tag a literal may say something else: `!!str 1`.
        return Leaf(value, "" if node.tag else self.text[node.start : node.end], node.style)

    def directly_above(self, path: Path, at: int) -> list[Comment]:
        """The leading comments of a path that end right above the line of an offset: a field may be there twice, live
        and commented out."""
        comments = self.above.get(path)
        if not comments:
            return []
        line, taken = line_start(self.text, at), list[Comment]()
        for comment in reversed(comments):
            if next_line(self.text, comment.span.end) == line:
                taken.append(comment)
                line = line_start(self.text, comment.span.start)
        its = {comment.span for comment in taken}
        self.above[path] = [comment for comment in comments if comment.span not in its]
        return taken[::-1]

    def take(self, found: dict[Path, list[_T]], path: Path) -> list[_T]:
        return found.pop(path, [])

    def on_few_lines(self, node: Mapping | Sequence) -> bool:
        """Whether a map or list is between brackets, with more than one part on a line."""
        if not node.flow:
            return False
        if self.tree.root is not None and self.tree.root.flow and not self.syntax.has_comments:
            return isinstance(node, Sequence) and not any(isinstance(item.value, Mapping) for item in node.items)
        parts = node.entries if isinstance(node, Mapping) else node.items
        lines = self.text.count("\n", node.start, node.end)
        return not parts or lines < len(parts)

    def empty_lines(self, at: int) -> int:
        """How many empty lines stand above the line of an offset."""
        count, start = 0, line_start(self.text, at)
        while start > 0:
            above = line_start(self.text, start - 1)
            if self.text[above : line_end(self.text, above)].strip():
                break
            count, start = count + 1, above
        return count


def _headed(field: DocumentField, value: List) -> DocumentField:
    """A list of tables: what stands above and beside its first header is that of the list."""
    first, *rest = value.parts
    if isinstance(first, Remark):
        return field
    item = first.element if isinstance(first, CommentedOutElement) else first
    above, inline, bare = (*field.above, *item.above), field.inline, item._replace(empty_lines=0, above=())
    if isinstance(first, Element):
        inline, bare = (*inline, *first.inline), bare._replace(inline=())
    head = first._replace(element=bare) if isinstance(first, CommentedOutElement) else bare
    return DocumentField(field.name, value._replace(parts=(head, *rest)), item.empty_lines, above, inline)


def _without_empty_lines(value: Map) -> tuple[Map, int]:
    """A map that begins on the line of its first field, and the empty lines above both."""
    first, *rest = value.parts
    if isinstance(first, CommentedOutField):
        return value, 0
    return value._replace(parts=(first._replace(empty_lines=0), *rest)), first.empty_lines


@of_tree
def _hidden_field(tree: Tree, key: str, syntax: Syntax, known: frozenset[str], above: int) -> DocumentField:
    """The field that a tree of nothing else holds; the pages of a site have the same ones commented out.

    ``above`` as in ``CommentedOut``.
    """
    named = (field for field in _below(document_of(tree, syntax, known)) if field.name == key)
    return next(islice(named, above, None))


def _below(inner: Map) -> Iterator[DocumentField]:
    """The fields of a map, and of those in it that stand alone."""
    for field in fields_of(inner):
        yield field
        if isinstance(field.value, Map):
            yield from _below(field.value)
