"""From one syntax to another: the data as Hugo reads it stays, comments and commented-out fields go along."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError, Refused, VerificationError
from hugoconv.page.page import Page
from hugoconv.page.paths import shown
from hugoconv.page.verification import HAZARDS
from hugoconv.syntax.commented_out import CommentedOut, entry_below
from hugoconv.syntax.document import (
    Content,
    Element,
    Field,
    Hidden,
    Leaf,
    List,
    Map,
    Remark,
    document_of,
    is_null,
    remarks_in,
)
from hugoconv.syntax.nodes import Alias, Mapping, Node, Path, children
from hugoconv.syntax.style import Style
from hugoconv.syntax.syntax import Syntax
from hugoconv.syntax.table import SYNTAXES
from hugoconv.syntax.toml.writing import is_moment
from hugoconv.syntax.values import Value
from hugoconv.text.lines import line_break

_NOWHERE: Path = ("nowhere",)
_WHOLE = re.compile(r"[:\[,][ \t\r\n]*-?[0-9]+[ \t\r\n]*[,\]}]")
_STRAY = re.compile("[\udc80-\udcff]")


class Translation(NamedTuple):
    """A page in another syntax, with what is worth knowing about it."""

    page: Page
    notes: tuple[str, ...]
    from_: str
    to: str


def translate(page: Page, to: str, *, drop_nulls: bool = False, drop_comments: bool = False) -> Translation:
    """The page with its front matter in another syntax: yaml, toml or json; the body is never touched.

    Every value stays what Hugo reads, in the author's spelling where that says the same, or with a note; every
    comment and commented-out field stays with its field. A page in the syntax already comes back unchanged (I7).
    Refused: ``null-in-list`` in TOML unless ``drop_nulls``, ``no-comments`` in JSON for a page with comments unless
    ``drop_comments``, ``duplicate-key``, ``not-utf-8``, and what the other syntax cannot say.

    >>> from hugoconv.page.page import parse
    >>> page = parse("---\\ntitle: A talk  # tentative\\ndate: 2021-02-01\\n#slides: x\\n---\\n")
    >>> print(translate(page, "toml").page.to_bytes().decode(), end="")
    +++
    title = "A talk"  # tentative
    date = 2021-02-01
    #slides = "x"
    +++
    """
    syntax = SYNTAXES.get(to)
    if syntax is None or syntax.write is None:
        raise Refused("syntax-unknown", f"nothing is translated to {to!r}", "use yaml, toml or json")
    if page.syntax == to:
        return Translation(page, (), to, to)
    source = SYNTAXES.get(page.syntax)
    if source is None:
        raise Refused("no-front-matter", "the page has no front matter", "add one, `---` above and below")
    _refuse_untranslatable(page)
    document = _document(page, source, syntax, drop_comments=drop_comments)
    if to == "toml":
        document = _without_nulls(document, (), drop=drop_nulls)
    new, notes = _written(page, document, source, syntax)
    return Translation(new, (*_notes(page, source), *notes), page.syntax, to)


def _refuse_untranslatable(page: Page) -> None:
    if _STRAY.search(page.matter):
        raise Refused("not-utf-8", "the front matter holds bytes that are not UTF-8", "mend its bytes first")
    if page.syntax != "org" and page.tree.root is not None:
        _refuse_twins(page, page.tree.root, ())


def _refuse_twins(page: Page, node: Node, path: Path) -> None:
    seen: set[str | int] = set()
    for step, part in children(node):
        if step in seen:
            lineno, colno = page.position(part.start)
            why = f"{shown((*path, step))} is given twice"
            raise Refused("duplicate-key", why, "keep one of them", lineno=lineno, colno=colno)
        seen.add(step)
        _refuse_twins(page, part.value, (*path, step))


def _document(page: Page, source: Syntax, target: Syntax, *, drop_comments: bool) -> Map:
    if target.field is None:
        count = len(page.comments) + len(page.commented_out)
        if count and not drop_comments:
            raise Refused(
                "no-comments",
                f"{target.name} has no comments, and the page has {count}",
                "use --drop-comments if they may go",
            )
    return document_of(page.tree, source, page.known)


def _without_nulls(content: Map, path: Path, *, drop: bool) -> Map:
    """The document without the nulls in its lists, if they may go."""
    return content._replace(parts=tuple(_part_without_nulls(part, path, drop=drop) for part in content.parts))


def _part_without_nulls(part: Field | Hidden | Remark, path: Path, *, drop: bool) -> Field | Hidden | Remark:
    if not isinstance(part, Field):
        return part
    return part._replace(value=_value_without_nulls(part.value, (*path, part.name), drop=drop))


def _value_without_nulls(value: Content, path: Path, *, drop: bool) -> Content:
    if isinstance(value, Map):
        return _without_nulls(value, path, drop=drop)
    if isinstance(value, Leaf):
        return value
    kept: list[Element | Remark] = []
    for part in value.parts:
        if isinstance(part, Remark):
            kept.append(part)
        elif not (is_null(part.value)):
            kept.append(part._replace(value=_value_without_nulls(part.value, path, drop=drop)))
        elif not drop:
            raise Refused(
                "null-in-list",
                f"{shown(path)} has an item without a value, which TOML cannot say",
                "give it a value, or use --drop-nulls",
            )
    return List(tuple(kept), value.flow)


def _notes(page: Page, source: Syntax) -> Iterator[str]:
    yield from page.notes
    if page.tree.root is not None and any(_has_alias(page.tree.root, source)):
        yield "anchors and merge keys are written out"
    if source.name == "json" and _WHOLE.search(page.matter):
        yield "whole numbers, which Hugo reads as floats in JSON, are integers now"
    if source.name == "org":
        yield "the body is left as it is, in Org"


def _has_alias(node: Node, source: Syntax) -> Iterator[bool]:
    if isinstance(node, Alias):
        yield True
    for _, part in children(node):
        yield from _has_alias(part.value, source)
    if isinstance(node, Mapping) and any(source.is_merge_key(entry.key) for entry in node.entries):
        yield True


# writing and proving


class _Attempt(NamedTuple):
    """How comments are written: those that would read as fields set apart, commented-out fields with an end mark."""

    apart: bool
    marks: int


_ATTEMPTS = (_Attempt(False, 0), _Attempt(True, 0), _Attempt(True, 1), _Attempt(True, 2))


def _written(page: Page, document: Map, source: Syntax, target: Syntax) -> tuple[Page, tuple[str, ...]]:
    """The new page in the first way of writing in which everything is what it was."""
    assert target.write is not None
    why, data_is_same = "", True
    for attempt in _ATTEMPTS:
        text, notes = target.write(_dressed(document, target, attempt), _style(page, source, target))
        try:
            new = page.rewritten(text, target.name)
        except MatterSyntaxError as error:
            why, data_is_same = f"the text after the translation does not parse: {error}", False
            continue
        _refuse_hazards(new, target)
        why = _other_data(page, new, source)
        if why:
            raise VerificationError(why)
        why = _other_notes(page, new, source, target, _within_hidden(document))
        if not why:
            return new, notes
    if not data_is_same:
        raise VerificationError(why)
    raise Refused("comment-without-place", f"{target.name} has no place for what is there: {why}", "remove it first")


def _style(page: Page, source: Syntax, target: Syntax) -> Style:
    old = source.style(page.tree)
    eol = old.eol if "\n" in page.matter or "\r" in page.matter else line_break(page.original.decode("latin-1"), 0)
    lone_cr = eol == "\r" and (target.name == "toml" or source.name == "org")
    return Style(eol="\n" if lone_cr else eol, spaced=old.spaced)


def _dressed(document: Map, target: Syntax, attempt: _Attempt) -> Map:
    """The document with its comments in the way of an attempt."""
    if attempt == _ATTEMPTS[0]:
        return document
    parts = tuple(_dressed_part(part, target, attempt) for part in document.parts)
    return document._replace(parts=parts)


def _dressed_part(part: Field | Hidden | Remark, target: Syntax, attempt: _Attempt) -> Field | Hidden | Remark:
    if isinstance(part, Remark):
        return part._replace(text=_apart(part.text, target))
    field = part.field if isinstance(part, Hidden) else part
    above = tuple(_apart(text, target) for text in field.above)
    value = field.value
    if isinstance(part, Hidden):
        return part._replace(field=field._replace(above=above), marks=attempt.marks or part.marks)
    if isinstance(value, Map):
        value = _dressed(value, target, attempt)
    if isinstance(value, List):
        value = List(tuple(_dressed_element(e, target, attempt) for e in value.parts), value.flow)
    return field._replace(above=above, value=value)


def _dressed_element(part: Element | Remark, target: Syntax, attempt: _Attempt) -> Element | Remark:
    if isinstance(part, Remark):
        return part._replace(text=_apart(part.text, target))
    above = tuple(_apart(text, target) for text in part.above)
    value = _dressed(part.value, target, attempt) if isinstance(part.value, Map) else part.value
    return part._replace(above=above, value=value)


def _apart(text: str, target: Syntax) -> str:
    """A comment that cannot be taken for a commented-out field: two blanks behind its sign say that it is prose."""
    if target.field is None or not target.field.match(text) or text.startswith("# hugoconv:"):
        return text
    return f"#  {text[1:].lstrip(' ')}"


def _refuse_hazards(new: Page, target: Syntax) -> None:
    for code, at in target.hazards(new.tree):
        lineno, colno = new.position(at)
        raise Refused(code, HAZARDS[code], "leave the page in its syntax", lineno=lineno, colno=colno)


# what must be equal


def _within_hidden(content: Content) -> Counter[str]:
    """The comments within commented-out fields, which another syntax may have to put above them."""
    found: Counter[str] = Counter()
    for part in content.parts if isinstance(content, Map | List) else ():
        if isinstance(part, Hidden):
            found.update(map(_plain, remarks_in(part.field.value)))
        elif not isinstance(part, Remark):
            found += _within_hidden(part.value)
    return found


def _other_data(old: Page, new: Page, source: Syntax) -> str:
    """The first value that a translation changed; empty where none."""
    hollow = {field.path[:-1] for page in (old, new) for field in page.commented_out if field.path[1:]}
    data, there = (meaning(_without_hollow(dict(page), (), hollow)) for page in (old, new))
    if source.folds and isinstance(data, dict) and isinstance(there, dict):
        data, there = ({str(key).lower(): value for key, value in side.items()} for side in (data, there))
    return "" if data == there else f"the data is not the same: {_first_other(data, there)}"


def _other_notes(old: Page, new: Page, source: Syntax, target: Syntax, movable: Counter[str]) -> str:
    """The first comment or commented-out field that a translation changed; empty where none."""
    if target.field is None or source.field is None:
        return ""
    before, after = Counter(_hidden(old, source, target)), Counter(_hidden(new, target, target))
    unsure = _unsure(old, target)
    movable = movable + Counter(_plain(c.text) for c in new.comments if any(key in c.text for key in unsure))
    if before - after:
        return f"a commented-out field was lost: {next(iter(before - after))}"
    if any(value != repr("") or _at(dict(old), path, "x") is not None for path, value in after - before):
        return f"a commented-out field came: {next(iter(after - before))}"
    return _other_comments(old, new, movable, unsure)


def _without_hollow(value: Value, path: Path, hollow: set[Path]) -> Value:
    """A value in which a map all of whose fields are commented out is as good as absent."""
    if isinstance(value, dict):
        inner = {key: _without_hollow(item, (*path, key), hollow) for key, item in value.items()}
        return None if path in hollow and not any(item is not None for item in inner.values()) else inner
    if isinstance(value, list):
        return [_without_hollow(item, (*path, i), hollow) for i, item in enumerate(value)]
    return value


def _first_other(one: object, other: object, path: Path = ()) -> str:
    """The place of the first difference, and both values there."""
    if isinstance(one, dict) and isinstance(other, dict):
        key = next((key for key in {**one, **other} if one.get(key) != other.get(key)), None)
        return _first_other(one.get(key), other.get(key), (*path, str(key)))
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        at = next((i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), 0)
        return _first_other(one[at], other[at], (*path, at))
    return f"{shown(path)}: {one!r}, now {other!r}"


def _at(value: Value, path: Path, default: Value) -> Value:
    """The value at a path, or another one where nothing stands there."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step), default)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return default
    return value


def meaning(value: Value) -> object:
    """A value so that it can be compared across syntaxes: null as absent, a date as text, a number by its value."""
    if isinstance(value, dict):
        return {key: meaning(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [meaning(item) for item in value if item is not None]
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return ("number", "nan" if value != value else value)  # noqa: PLR0124 - NaN alone differs from itself
    if isinstance(value, datetime.date | datetime.time):
        return ("moment", value.isoformat())
    if isinstance(value, str) and is_moment(value):
        found = SYNTAXES["toml"].read(f"v = {value}").root
        return meaning(_first(SYNTAXES["toml"].data(found)))
    return value


def _first(value: Value) -> Value:
    return value["v"] if isinstance(value, dict) else None


def _hidden(page: Page, syntax: Syntax, target: Syntax) -> Iterator[tuple[Path, str]]:
    unsure = _unsure(page, target)
    for field in page.commented_out:
        if field.key not in unsure:
            yield field.path, repr(meaning(_hidden_value(field, syntax)))


def _unsure(page: Page, target: Syntax) -> set[str]:
    """The keys of commented-out fields that in another syntax could be the first word of prose: not of ASCII."""
    assert target.field is not None
    keys = {field.key for field in page.commented_out}
    heads = {key: target.field.match(f"#{target.key(key, Style())}{target.separator} ") for key in keys}
    return {key for key, head in heads.items() if head is None or not head.group("bare")}


def _hidden_value(field: CommentedOut, syntax: Syntax) -> Value:
    before, after = syntax.wrap
    try:
        tree = syntax.read(f"{field.text}\n")
    except MatterSyntaxError:
        tree = syntax.read(f"{before}{field.text}{after}\n")
    entry = entry_below(tree, field.key)
    found = syntax.data(entry.value) if entry else None
    return "" if found is None else found


def _other_comments(old: Page, new: Page, movable: Counter[str], unsure: set[str]) -> str:
    """The first comment that was lost, came, or has another owner: it may belong to what is around its old one, and
    to nothing where that has an unsure key."""
    before = [(_plain(c.text), _owner(old, c.owner)) for c in old.comments]
    after = [(_plain(c.text), _owner(new, c.owner)) for c in new.comments]
    left = Counter(after)
    for text, owner in before:
        heads: list[Path | None] = [None] if owner is None else [owner[:n] for n in range(len(owner), 0, -1)]
        if owner is not None and unsure.intersection(map(str, owner)):  # what it stands above is prose now
            heads += [there for there_text, there in left if there_text == text]
        found = next((head for head in heads if left[text, head]), _NOWHERE)
        if found is _NOWHERE:
            there = [o for t, o in left.elements() if t == text]
            return f"the comment {text!r} of {owner} " + (f"is now one of {there[0]}" if there else "was lost")
        left[text, found] -= 1
    came = Counter(text for text, _ in left.elements()) - movable
    return f"the comment {next(iter(came))!r} came" if came else ""


def _plain(text: str) -> str:
    return re.sub(r"^#[ \t]*", "#", text).rstrip()


def _owner(page: Page, path: Path | None) -> Path | None:
    """An owner in every syntax alike: the head of the first item of a list is the list, for one header is both."""
    while path is not None and len(path) > 1:
        if path[-1] == 0 or (isinstance(path[-2], int) and _is_first(page, path)):
            path = path[:-1]
        else:
            break
    return path


def _is_first(page: Page, path: Path) -> bool:
    item = _at(dict(page), path[:-1], None)
    return isinstance(item, dict) and next(iter(item), None) == path[-1]
