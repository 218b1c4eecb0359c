"""A document as TOML: single values first, tables below them in their order, each with its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hugoconv.syntax.style import Style
from hugoconv.syntax.toml import literals
from hugoconv.translation.document import (
    CommentedOutElement,
    CommentedOutField,
    Content,
    DocumentField,
    Element,
    List,
    Map,
    Remark,
    fields_of,
    is_null,
    with_comments,
)
from hugoconv.translation.printers.toml_lines import field_lines, filled, is_table, signed

_HEADER = re.compile(r"# ?\[")
_ITEM = re.compile(r"#[ \t]*- ")


def write(document: Map, style: Style) -> str:
    """The text of a document."""
    writer = _TomlWriter(style)
    writer.table(document, ())
    lines = writer.lines + [""] * document.tail
    return "".join(line + style.eol for line in lines)


class _TomlWriter:
    """The lines so far; they carry no line ends but those within text, which nothing may indent.

    ``apart`` says whether what comes next would seem to belong to what stands there, were there no empty line.
    """

    def __init__(self, style: Style) -> None:
        self.style = style
        self.lines: list[str] = []
        self.apart = self.after_null = self.after_block = False

    # lines

    def put(self, lines: list[str], blanks: int, indent: int) -> None:
        """Lines with empty ones above them; a comment that is nobody's stays apart from a field."""
        apart = self.apart or (self.after_null and lines[0].strip() == "#")  # a lone marker would end the null
        apart = apart or (self.after_block and lines[0].startswith("#") and not _HEADER.match(lines[0]))
        self.lines += [""] * (max(blanks, 1) if apart else blanks)
        self.lines += [" " * indent + line if line else line for line in lines]
        self.apart = self.after_null = self.after_block = False

    def remark(self, part: Remark, indent: int) -> None:
        apart = self.apart
        self.apart = False
        self.put([part.text], part.blanks, indent)
        self.apart = not part.text.startswith("# hugoconv:") or apart

    def header(self, lines: list[str], blanks: int) -> None:
        """The lines of a header, at least one empty line above them."""
        gap = 1 if self.lines and self.lines[-1] else 0
        self.put(lines, max(blanks, gap), 0)

    def remark_between(self, part: Remark) -> None:
        """A comment between tables: an empty line stands above the first of them."""
        gap = 1 if self.lines and self.lines[-1] and not self.apart else 0
        self.remark(part._replace(blanks=max(part.blanks, gap)), 0)

    def block(self, above: tuple[str, ...], lines: list[str], blanks: int) -> None:
        """The lines of a commented-out table."""
        self.put([*above, *lines], blanks, 0)
        self.after_block = True

    # tables

    def table(self, content: Map, steps: tuple[str, ...]) -> None:
        """What stands below a header: what is on lines of its own, then the inner tables."""
        indent = self.style.step if steps else 0
        lines, tables = _lines_and_tables(content)
        if not steps and lines and lines[0] != content.parts[0]:  # a table stood above the empty lines above it
            lines[0] = _without_blanks(lines[0])
        for part in lines:
            if isinstance(part, Remark):
                self.remark(part, indent)
            elif isinstance(part, CommentedOutField):
                self.put(self.commented_out_lines(part), part.field.blanks, indent)
            else:
                self.put([*part.above, *field_lines(part, self.style)], part.blanks, indent)
                self.after_null = is_null(part.value)
        for part in tables:
            if isinstance(part, Remark):
                self.remark_between(part)
            elif isinstance(part, CommentedOutField):
                self.commented_out_table(part, steps)
            else:
                self.tables(part, (*steps, part.name))

    def tables(self, field: DocumentField, steps: tuple[str, ...]) -> None:
        """A map or a list of maps below headers of its own."""
        value = field.value
        if isinstance(value, List):
            self.table_list(field, value, steps)
            return
        assert isinstance(value, Map)
        if not _has_only_tables(value) or field.inline or field.above:
            self.header([*field.above, *with_comments([f"[{_name(steps)}]"], field.inline)], field.blanks)
        self.table(value, steps)

    def table_list(self, field: DocumentField, value: List, steps: tuple[str, ...]) -> None:
        """A list of maps: the comments of the list stand above and beside its first header, those above its first item
        below that."""
        above, inline, blanks = field.above, field.inline, field.blanks
        for i, part in enumerate(value.parts):
            if isinstance(part, Remark):
                self.remark_between(part)
                continue
            element = part.element if isinstance(part, CommentedOutElement) else part
            blanks = max(blanks, element.blanks)
            if isinstance(part, CommentedOutElement):
                self.block((*above, *element.above), self.commented_out_item_lines(part, steps), blanks)
            else:
                self.element(part, (above, inline), blanks, steps, first=i == 0)
                inline = ()
            above, blanks = (), 0

    def element(
        self,
        element: Element,
        head: tuple[tuple[str, ...], tuple[str, ...]],
        blanks: int,
        steps: tuple[str, ...],
        *,
        first: bool,
    ) -> None:
        """An item below its header, with the comments of the list if it is the first."""
        above, inline = head
        content = element.value
        assert isinstance(content, Map)
        if first and element.above:
            content, rest = _with_above(content, element.above)
        else:
            rest = element.above
        beside = with_comments([f"[[{_name(steps)}]]"], (*inline, *element.inline))
        self.header([*above, *rest, *beside], blanks)
        self.table(content, steps)

    # commented-out fields

    def commented_out_lines(self, hidden: CommentedOutField) -> list[str]:
        field = hidden.field._replace(value=filled(hidden.field.value))
        # The lines within text stay together, so that nothing indents them.
        lines = ["\n".join(signed([line], hidden.sign)) for line in field_lines(field, self.style)]
        return [*field.above, *lines, *(["#"] * hidden.marks)]

    def commented_out_table(self, hidden: CommentedOutField, steps: tuple[str, ...]) -> None:
        field = hidden.field._replace(value=filled(hidden.field.value), blanks=0, above=())
        inner = _TomlWriter(self.style)
        inner.tables(field, (*steps, field.name))
        own = f"[{_name((*steps, field.name))}]"
        if isinstance(field.value, Map) and not inner.lines[0].startswith(own):  # it holds nothing but tables
            inner.lines.insert(0, own)
        lines = signed([line for line in inner.lines if line], hidden.sign)
        self.block(hidden.field.above, [*lines, *(["#"] * hidden.marks)], hidden.field.blanks)

    def commented_out_item_lines(self, hidden: CommentedOutElement, steps: tuple[str, ...]) -> list[str]:
        element = hidden.element._replace(value=filled(hidden.element.value), blanks=0, above=())
        inner = _TomlWriter(self.style)
        inner.element(element, ((), ()), 0, steps, first=False)
        return signed([line for line in inner.lines if line], hidden.sign)


def _name(steps: tuple[str, ...]) -> str:
    return ".".join(literals.key(step) for step in steps)


def _with_above(content: Map, above: tuple[str, ...]) -> tuple[Map, tuple[str, ...]]:
    """A map with comments above what will stand first below its header, and those that find no place there."""
    content = content._replace(parts=tuple(_hidden_where_null(content)))
    lines, _ = _lines_and_tables(content)
    if not lines:
        return content, above
    parts = list(content.parts)
    at = parts.index(lines[0])
    first = parts[at]
    if isinstance(first, Remark):
        parts[at:at] = [Remark(text, 0) for text in above]
    elif isinstance(first, CommentedOutField):
        parts[at] = first._replace(field=first.field._replace(above=(*above, *first.field.above), blanks=0))
    else:
        parts[at] = first._replace(above=(*above, *first.above), blanks=0)
    return content._replace(parts=tuple(parts)), ()


def _lines_and_tables(
    content: Map,
) -> tuple[list[DocumentField | CommentedOutField | Remark], list[DocumentField | CommentedOutField | Remark]]:
    """What of a map stands on lines of its own, and what below headers.

    A comment that is nobody's goes with the field below it; at the end, right below a table, and as far down as items
    of it are commented out, with the one above; on top it stays.
    """
    lines: list[DocumentField | CommentedOutField | Remark] = []
    tables: list[DocumentField | CommentedOutField | Remark] = []
    waiting: list[Remark] = []
    below = False
    live = {field.name for field in fields_of(content) if not is_null(field.value) and not _is_null_list(field.value)}
    for part in _hidden_where_null(content):
        if isinstance(part, Remark) and (lines or tables) and not part.text.startswith("# hugoconv:"):
            waiting.append(part)
            if below and (_ITEM.match(part.text) or (len(waiting) == 1 and not part.blanks)):
                tables += waiting
                waiting = []
        elif not isinstance(part, Remark) and _goes_below(part, live):
            tables += [*waiting, part]
            waiting, below = [], True
        else:
            lines += [*waiting, part]
            waiting, below = [], False
    if below:
        return lines, [*tables, *waiting]
    return [*lines, *waiting], tables


def _without_blanks(part: DocumentField | CommentedOutField | Remark) -> DocumentField | CommentedOutField | Remark:
    return (
        part._replace(field=part.field._replace(blanks=0))
        if isinstance(part, CommentedOutField)
        else part._replace(blanks=0)
    )


def _is_null_list(value: Content) -> bool:
    return isinstance(value, List) and value.null


def _hidden_where_null(content: Map) -> Iterator[DocumentField | CommentedOutField | Remark]:
    """The parts, a list that is null as long as all of its items are commented out as a commented-out field."""
    for part in content.parts:
        if isinstance(part, DocumentField) and isinstance(part.value, List) and _is_null_list(part.value):
            hidden = [item for item in part.value.parts if isinstance(item, CommentedOutElement)]
            items = tuple(item.element if isinstance(item, CommentedOutElement) else item for item in part.value.parts)
            yield CommentedOutField(part._replace(value=List(items)), hidden[0].sign)
        else:
            yield part


def _goes_below(part: DocumentField | CommentedOutField, live: set[str]) -> bool:
    """Whether a field goes below a header. A commented-out list of maps beside a live field of its name does not: it
    would read as items of that."""
    if isinstance(part, DocumentField):
        return is_table(part.value)
    return is_table(part.field.value) and not (isinstance(part.field.value, List) and part.field.name in live)


def _has_only_tables(value: Map) -> bool:
    return all(isinstance(part, DocumentField) and is_table(part.value) for part in value.parts)
