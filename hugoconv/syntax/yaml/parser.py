"""YAML matter to a tree: PyYAML decides validity, its marks and the gaps say where things are.

One pass over the parser's events gives both. Their marks are exact for scalars and brackets; the
signs between them (``:`` and ``-``) are found in the gaps, which hold nothing else but blanks,
comments, anchors and tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.limits import MAX_DEPTH, MAX_VALUES, enter, make_room, refuse_count, refuse_length, too_deep
from hugoconv.syntax.tree import Alias, Entry, Item, Mapping, Node, Scalar, Sequence, Tree
from hugoconv.syntax.yaml.documents import Document, documents, next_text
from hugoconv.syntax.yaml.unread_documents import problem_of, refuse_text, unreadable
from hugoconv.text.lines import line_end, line_start

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
except ImportError:  # PyYAML was built without libyaml
    from yaml.loader import Loader as _Parser  # type: ignore[assignment]

_MOST_SIGNS = 20

_QUESTION_MARK = re.compile(r"\?(?=\s|\Z)(?<![^\s{\[,]\?)")
_GAP = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_PROPERTY = re.compile(r"!<[^>]*>|[&!][^\s,\[\]{}]*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
_BREAK = re.compile(r"\r\n|\r|\n")
_SURROGATES = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
# A tab behind text, or on the line of the opening fence: Hugo takes it for a blank.
_INNER_TAB = re.compile(r"(?<=[^\s])[ \t]*\t|\A[ \t]*\t[ \t]*(?=[\r\n]|\Z)")
# Hugo reads these characters; PyYAML refuses them or takes them for line ends.
_FOREIGN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_MISREAD = "\x85\u2028\u2029\ufeff"  # those of them that PyYAML takes for something else without a word
_UNDEFINED = re.compile(r"found undefined alias '(.*)'\Z", re.DOTALL)
_OF_ONE_PART = ("while scanning a quoted scalar", "while scanning a simple key")  # its mark is where that begins
_STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}


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


def _of_documents(tree: Tree, more: list[Document], *, quirks: bool) -> Tree:
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


def _read_alone(text: str, document: Document, *, quirks: bool) -> _Read:
    """What a document says that dots stand before; raises MatterSyntaxError where Hugo refuses it."""
    try:
        own = document.of(text)
        found = _read(own, own, quirks=quirks)
    except MatterSyntaxError as error:
        alias = _UNDEFINED.match(error.msg)
        known = alias and f"&{alias[1]}" in text[: document.start]  # for Hugo anchors reach over the end of a document
        if known and next_text(own, 0) != error.pos:
            return _Read(None, ())
        raise unreadable(text, document.start + error.pos, error.msg) from None
    problem = problem_of(own, found.root, found.tokens) if quirks else None
    if problem is not None:
        raise unreadable(text, document.start + problem[1], problem[0])
    return _Read(None, ()) if isinstance(found.root, Scalar) and found.root.style == "empty" else found


class _Read(NamedTuple):
    """What a text says, be it a map of fields or not."""

    root: Node | None
    tokens: tuple[tuple[int, int], ...]


def _tree(text: str, source: str, end: int, *, quirks: bool) -> Tree:
    found = _read(text, source, quirks=quirks)
    return Tree(text, _checked_root(found.root, text), found.tokens, end)


def _read(text: str, source: str, *, quirks: bool) -> _Read:
    if not quirks:
        return _built(text, source, "", quirks=quirks)
    if any(c in source for c in _MISREAD):
        return _read_foreign(text, source, quirks=quirks)
    try:
        return _built(text, source, "", quirks=quirks)
    except (ReaderError, UnicodeEncodeError):
        return _read_foreign(text, source, quirks=quirks)


def _read_foreign(text: str, source: str, *, quirks: bool) -> _Read:
    """The tree of a text with characters that only Hugo reads; each has a stand-in of the same length."""
    stand_in = _stand_in(text)
    return _built(text, _FOREIGN.sub(stand_in, source), stand_in, quirks=quirks)


def _stand_in(text: str) -> str:
    """A character that a text does not have."""
    return next(chr(c) for c in range(0xE000, 0xF8FF) if chr(c) not in text)


def _built(text: str, source: str, stand_in: str, *, quirks: bool) -> _Read:
    builder = _Builder(text, stand_in, quirks=quirks)
    try:
        root = builder.build(source)
    except yaml.MarkedYAMLError as error:
        builder, root = _tolerated(text, source, stand_in, error, quirks=quirks)
    if builder.has_aliases:
        make_room()
        _measured(root, text, {}, 0)
    if not quirks and isinstance(root, Scalar) and root.text in ("~", "null", "Null", "NULL"):
        root = None
    return _Read(root, tuple(builder.tokens))


def _tolerated(
    text: str, source: str, stand_in: str, error: yaml.MarkedYAMLError, *, quirks: bool
) -> tuple[_Builder, Node | None]:
    """What Hugo makes of a text that PyYAML refuses: a tab is a blank, and some signs may stand in a value."""
    sign = stand_in or _stand_in(text)
    first, again, source = error, error, _INNER_TAB.sub(_as_blanks, source) if "\t" in source else source
    for _ in range(_MOST_SIGNS):
        builder = _Builder(text, sign, quirks=quirks)
        try:
            return builder, builder.build(source)
        except yaml.MarkedYAMLError as refusal:
            again = refusal
            at = again.problem_mark.index if again.problem_mark else len(source)
            start, stop = _text_for_hugo(source, at, f"{again.problem} {again.context}")
            if start == stop or not (quirks or source[start:stop] == ":"):
                break
            source = source[:start] + sign * (stop - start) + source[stop:]
    refused = _syntax_error(first, text)
    flow = next((opened.outer for opened in builder.stack[1:] if opened.flow), None)
    refused.since, refused.reach = _unread(again, flow)
    raise refused from None


def _unread(error: yaml.MarkedYAMLError, flow: int | None) -> tuple[int, int]:
    """Where what could not be read begins, within brackets that begin at ``flow``, and where that was noticed."""
    mark = error.problem_mark or error.context_mark
    at = mark.index if mark else 0
    since = [at] if flow is None else [at, flow]
    if error.context_mark is not None and error.context in _OF_ONE_PART:
        since.append(error.context_mark.index)
    return min(since), at


def _text_for_hugo(source: str, at: int, problem: str) -> tuple[int, int]:
    """The characters that PyYAML stumbles over and that are a part of a value for Hugo: a comma or brace at its start,
    a lone question mark, a colon beside a bracket, the two halves of a character's escape. None of them for what is an
    error to both."""
    if "escape code" in problem:
        found = _SURROGATES.match(source, at - 2)
        return found.span() if found else (at, at)
    sign, before, after = source[at : at + 1], source[max(at - 2, 0) : at], source[at + 1 : at + 2]
    begins = before in (": ", "- ") or before[-1:] in ("", "\n", "\r")
    if "mapping keys are not allowed" in problem:
        ours = sign == "?" and before in (": ", "- ") and after in ("", "\n", "\r")
    elif "parsing a flow node" in problem:
        in_list = source.rfind("[", 0, at) > source.rfind("{", 0, at)
        ours = sign == ":" and in_list and bool(after) and after not in " ,]}\n"
    elif "expected node content" in problem:
        ours = sign in (",", "}") and begins
    else:
        ours = sign == ":" and "unexpected ':'" in problem
    return at, at + int(ours)


def _joined(pair: re.Match[str]) -> str:
    """Two halves of a character as one escape."""
    high, low = (int(half, 16) for half in pair.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


class _Measure(NamedTuple):
    """How many keys and values a node has with its aliases written out, and how deep they are nested."""

    values: int
    depth: int


def _measured(node: Node | None, text: str, known: dict[str, _Measure], depth: int) -> _Measure:
    """The measure of a node; refuses one over the limits, since aliases let few lines stand for a great many."""
    if isinstance(node, Alias):
        found = known.get(node.name, _Measure(1, 0))
    elif not isinstance(node, Mapping | Sequence):
        found = _Measure(1, 0)
    else:
        values, deepest = 1, 0
        for part in node.entries if isinstance(node, Mapping) else node.items:
            inner = _measured(part.value, text, known, depth + 1)
            values, deepest = values + inner.values + isinstance(part, Entry), max(deepest, inner.depth)
        found = _Measure(values, deepest + 1)
    if node is not None and not isinstance(node, Alias) and node.anchor is not None:
        known[node.anchor] = found
    if depth + found.depth > MAX_DEPTH + 1:
        raise too_deep(text, node.start if node is not None else 0)
    refuse_count(found.values, text)
    return found


class _Open(NamedTuple):
    """A collection whose end has not been reached."""

    mapping: bool
    flow: bool
    outer: int
    start: int
    anchor: str | None
    tag: str | None
    parts: list[Node]


class _Builder:
    """One walk over the events of one text, without recursion."""

    def __init__(self, text: str, stand_in: str, *, quirks: bool) -> None:
        self.text, self.stand_in, self.source, self.quirks = text, stand_in, text, quirks
        self.odd = "\t" in text or "\r\n" in text
        self.has_explicit_keys = "?" in text and _QUESTION_MARK.search(text) is not None
        self.tokens: list[tuple[int, int]] = []
        self.anchors: set[str] = set()
        self.stack: list[_Open] = []
        self.has_aliases = False
        self.values = 0

    def build(self, source: str) -> Node | None:
        """The root node, or None for a text without one."""
        self.source = source
        parser = _Parser(source)
        try:
            return self.walk(parser.get_event)
        finally:
            parser.dispose()

    def walk(self, next_event: Callable[[], Any]) -> Node | None:
        stack = self.stack
        root: Node | None = None
        scalar, closed = self.scalar, self.closed
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                node: Node = scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                enter(len(stack), self.text, event.start_mark.index)
                self.values += 1
                stack.append(self.opened(event, kind is MappingStartEvent))
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = closed(stack.pop(), event.end_mark.index)
            elif kind is AliasEvent:
                node = self.alias(event)
            else:  # begin and end of stream and document
                continue
            if stack:
                stack[-1].parts.append(node)
            else:
                root = node
        return root

    def scalar(self, event: Any) -> Scalar:
        start, end, value, style = (
            event.start_mark.index,
            event.end_mark.index,
            event.value,
            _STYLES[event.style],
        )
        outer, anchor, tag = start, event.anchor, event.tag
        if anchor is not None or tag is not None:
            start = min(self.after_properties(start, anchor), end)
            if tag is not None and self.quirks and "!<" in self.text[outer:start]:
                tag = "!"  # written out in full it says nothing to Hugo but that there is one
        self.values += 1
        if self.values > MAX_VALUES:
            refuse_count(self.values, self.text)
        if start == end and style == "plain":
            return Scalar(end, end, value, "empty", outer, anchor, tag)
        if style in ("literal", "folded"):
            end = self.block_end(start, end, value)
            value = self.block_text(start, value)
        else:
            self.tokens.append((start, end))
            value = self.line_text(start, end, value, style)
        if self.stand_in and self.stand_in in value:
            value = self.own_text(self.text[start:end], value, style)
        return Scalar(start, end, value, style, outer, anchor, tag)

    def own_text(self, literal: str, value: str, style: str) -> str:
        """What a scalar says in which characters have stand-ins."""
        if style == "plain":
            return "".join(map(_as_read, _unfolded(literal)))
        if style == "double" and _SURROGATES.search(literal):
            return self.scanned(_SURROGATES.sub(_joined, literal))
        return _restored(value, self.stand_in, literal)

    def block_text(self, start: int, value: str) -> str:
        """What a block of text says: where it ends without a line end, Hugo drops the blanks there too."""
        if self.quirks and value.endswith(" ") and "-" in self.text[start : line_end(self.text, start)]:
            return value.rstrip(" ")
        return value

    def line_text(self, start: int, end: int, value: str, style: str) -> str:
        """What any other scalar says: Hugo keeps the line ends of a CRLF file in quotes, and reads tabs."""
        literal = self.source[start:end] if self.odd else ""
        if style == "plain":
            return _unfolded(self.text[start:end]) if "\t" in self.text[start:end] and self.odd else value
        if self.quirks and "\r\n" in literal:
            return self.scanned(_twice(literal, escapes=style == "double"))
        return value

    def scanned(self, literal: str) -> str:
        """What a quoted literal says on its own."""
        parser = _Parser(literal)
        try:
            while type(event := parser.get_event()) is not ScalarEvent:
                pass
            return str(event.value)
        finally:
            parser.dispose()

    def block_end(self, start: int, end: int, value: str) -> int:
        """Where the content of a block scalar ends; blank lines after it are gap unless it keeps them."""
        text = self.text
        header = _BLOCK_HEADER.match(text, start)
        assert header is not None, "a block scalar begins with its header"
        self.tokens.append(header.span())
        body = line_end(text, header.end())
        if "+" in header.group() or value.rstrip("\n")[-1:].isspace():  # its last lines are blank
            last = end - 1 if text[end - 1 : end] in ("\n", "\r") else end
            last = last - 1 if text[last - 1 : last + 1] == "\r\n" else last
        else:
            last = min(line_end(text, len(text[:end].rstrip())), end)
        if last <= body:
            return header.end()
        self.tokens.append((body, last))
        return last

    def alias(self, event: Any) -> Alias:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor not in self.anchors:
            raise MatterSyntaxError(
                f"found undefined alias '{event.anchor}'",
                self.text,
                start,
                code="yaml-syntax",
                hint="a leading * is an alias: put the value in quotes if it is text",
            )
        self.tokens.append((start, end))
        self.has_aliases = True
        return Alias(start, end, event.anchor, start)

    def after_properties(self, at: int, anchor: str | None) -> int:
        """Where the node itself begins behind its anchor and tag; both become tokens."""
        if anchor is not None:
            self.anchors.add(anchor)
        while found := _PROPERTY.match(self.text, at):
            self.tokens.append(found.span())
            at = _gap_end(self.text, found.end())
        return at

    def opened(self, event: Any, mapping: bool) -> _Open:
        outer = start = event.start_mark.index
        if event.anchor is not None or event.tag is not None:
            start = self.after_properties(outer, event.anchor)
        return _Open(mapping, bool(event.flow_style), outer, start, event.anchor, event.tag, [])

    def closed(self, opened: _Open, end: int) -> Mapping | Sequence:
        mapping, flow, outer, start, anchor, tag, parts = opened
        if mapping:
            entries = tuple(map(self.entry, parts[::2], parts[1::2]))
            braces = flow and self.text[start : start + 1] == "{"
            last = end if braces else entries[-1].end
            return Mapping(start, last, entries, flow, outer, anchor, tag)
        if flow:
            items = tuple(Item(part.outer, part.end, part) for part in parts)
            return Sequence(start, end, items, flow, outer, anchor, tag)
        dashed = tuple(self.dashed(start, parts))
        return Sequence(start, dashed[-1].end, dashed, flow, outer, anchor, tag)

    def entry(self, key: Node, value: Node) -> Entry:
        text, at = self.text, key.end
        if text[at : at + 1] != ":":
            at = _gap_end(text, at)
        colon = at + 1 if text[at : at + 1] == ":" else key.end
        if self.quirks and colon == key.end and type(key) is Scalar and key.style == "plain" and text[colon - 1] == ":":
            key = key._replace(end=colon - 1, text=key.text[:-1])  # `{a:}`: to libyaml the sign is a part of the key
        if type(value) is Scalar and value.style == "empty" and value.anchor is value.tag is None:
            value = Scalar(colon, colon, "", "empty", colon)
        start = self.question_mark(key.outer) if self.has_explicit_keys else key.outer
        return Entry(start, value.end, key, value, colon)

    def question_mark(self, at: int) -> int:
        """Where an entry begins whose key may stand behind a question mark."""
        text, mark = self.text, at - 1
        while mark >= 0 and text[mark] in " \t\r\n":
            mark -= 1
        if mark < 0 or mark == at - 1 or text[mark] != "?" or self.in_comment(mark):
            return at
        return mark if text[mark - 1 : mark] in ("", " ", "\n", "\r", "{", "[", ",") else at

    def in_comment(self, at: int) -> bool:
        """Whether an offset behind all tokens but the last few lies behind a comment sign on its line."""
        start = line_start(self.text, at)
        signs = [
            i for i in range(start, at) if self.text[i] == "#" and self.text[i - 1 : i] in ("", " ", "\t", "\n", "\r")
        ]
        inner = [span for span in self.tokens[-_MOST_SIGNS:] if span[1] > start]
        return any(not any(a < sign < b for a, b in inner) for sign in signs)

    def dashed(self, at: int, parts: list[Node]) -> Iterator[Item]:
        for part in parts:
            dash = _gap_end(self.text, at)
            bare = type(part) is Scalar and part.style == "empty" and part.anchor is part.tag is None
            value = Scalar(dash + 1, dash + 1, "", "empty", dash + 1) if bare else part
            at = value.end
            yield Item(dash, at, value)


def _twice(literal: str, *, escapes: bool) -> str:
    """A quoted literal with two line ends for each CRLF, but for those behind a backslash."""
    escaped = r"(\\\\)*\\\r\n" if escapes else r"(?!)"
    return re.sub(rf"({escaped})|\r\n", lambda found: found.group(1) or "\n\n", literal)


def _unfolded(literal: str) -> str:
    """What a plain literal says, with its tabs: a line end is a blank, each empty line a line end."""
    first, *rest = _BREAK.split(literal)
    text = first.strip(" \t")
    empty = 0
    for line in rest:
        if not line.strip(" \t"):
            empty += 1
            continue
        text += ("\n" * empty or " ") + line.strip(" \t")
        empty = 0
    return text


def _as_blanks(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _gap_end(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


def _checked_root(root: Node | None, text: str) -> Mapping | None:
    if root is None or (isinstance(root, Scalar) and root.style == "empty" and root.tag is None):
        return None
    if isinstance(root, Mapping):
        return root
    from hugoconv.syntax.yaml.hints import culprit

    if (found := culprit(text, root.start)) is not None:
        raise MatterSyntaxError(found.message, text, found.at, code="root-not-a-map", hint=found.hint)
    raise MatterSyntaxError(
        f"the front matter is {'a list' if isinstance(root, Sequence) else 'a single value'}, not a map of fields",
        text,
        root.start,
        code="root-not-a-map",
        hint="write every field as `name: value` on a line of its own",
    )


def _restored(value: str, stand_in: str, literal: str) -> str:
    """The value with what the author wrote in place of the stand-ins; a stray byte reads as U+FFFD."""
    found = iter(_FOREIGN.findall(literal))
    return "".join(_as_read(next(found, c)) if c == stand_in else c for c in value)


def _as_read(character: str) -> str:
    return "\ufffd" if "\udc80" <= character <= "\udcff" else character


def _syntax_error(error: yaml.MarkedYAMLError, text: str) -> MatterSyntaxError:
    from hugoconv.syntax.yaml.hints import culprit, hint_for

    if error.problem == "exceeded maximum nesting depth":  # of the scanner, which is ahead of the parser
        return too_deep(text, error.problem_mark.index if error.problem_mark else 0)
    # An unclosed quote or bracket is noticed at the end, and to be mended where it opens.
    opened = "unexpected end" in (error.problem or "") and error.context_mark is not None
    mark = error.context_mark if opened else error.problem_mark or error.context_mark
    at = min(mark.index, len(text)) if mark else 0
    message = " ".join(part for part in (error.problem, error.context) if part)
    context = [error.context_mark.index] if error.context_mark else []
    if (found := culprit(text, at, *context)) is not None:
        return MatterSyntaxError(found.message, text, found.at, code="yaml-syntax", hint=found.hint)
    return MatterSyntaxError(message, text, at, code="yaml-syntax", hint=hint_for(text, at, message))
