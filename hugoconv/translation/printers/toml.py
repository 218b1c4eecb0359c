"""A document as TOML: single values first, tables below them in their order, each with its comments."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.syntax.style import Style
from hugoconv.syntax.toml import literals
from hugoconv.text.regex import regex
from hugoconv.translation.comment_lines import marked
from hugoconv.translation.document import (
    CommentedOutElement,
    CommentedOutField,
    Content,
    DocumentField,
    Element,
    List,
    Map,
    MapPart,
    Remark,
    fields_of,
    is_null,
    with_comments,
)
from hugoconv.translation.printers.toml_lines import field_lines, filled, is_table

_HEADER = regex(r"# ?\[")
_ITEM = regex(r"#[ \t]*- ")


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

    def put(self, lines: list[str], empty_lines: int, indent: int) -> None:
        """Lines with empty ones above them; a comment that is nobody's stays apart from a field."""
        apart = self.apart or (self.after_null and lines[0].strip() == "#")  # a lone marker would end the null
        apart = apart or (self.after_block and lines[0].startswith("#") and not _HEADER.match(lines[0]))
        self.lines += [""] * (max(empty_lines, 1) if apart else empty_lines)
        self.lines += [" " * indent + line if line else line for line in lines]
        self.apart = self.after_null = self.after_block = False

    def remark(self, part: Remark, indent: int) -> None:
        apart = self.apart
        self.apart = False
        self.put([part.text], part.empty_lines, indent)
        self.apart = not part.text.startswith("# hugoconv:") or apart

    def header(self, lines: list[str], empty_lines: int) -> None:
        """The lines of a header, at least one empty line above them."""
        gap = 1 if self.lines and self.lines[-1] else 0
        self.put(lines, max(empty_lines, gap), 0)

    def remark_between(self, part: Remark) -> None:
        """A comment between tables: an empty line stands above the first of them."""
        gap = 1 if self.lines and self.lines[-1] and not self.apart else 0
        self.remark(part._replace(empty_lines=max(part.empty_lines, gap)), 0)

    def block(self, above: tuple[str, ...], lines: list[str], empty_lines: int) -> None:
        """The lines of a commented-out table."""
        self.put([*above, *lines], empty_lines, 0)
        self.after_block = True

    # tables

    def table(self, content: Map, steps: tuple[str, ...]) -> None:
        """What stands below a header: what is on lines of its own, then the inner tables."""
        indent = self.style.step if steps else 0
        lines, tables = _lines_and_tables(content)
        if not steps and lines and lines[0] != content.parts[0]:  # a table stood above the empty lines above it
            lines[0] = _without_empty_lines(lines[0])
        for part in lines:
            if isinstance(part, Remark):
                self.remark(part, indent)
            elif isinstance(part, CommentedOutField):
                self.put(self.commented_out_lines(part), part.field.empty_lines, indent)
            else:
                self.put([*part.above, *field_lines(part, self.style)], part.empty_lines, indent)
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
            self.header([*field.above, *with_comments([f"[{_name(steps)}]"], field.inline)], field.empty_lines)
        self.table(value, steps)

    def table_list(self, field: DocumentField, value: List, steps: tuple[str, ...]) -> None:
        """A list of maps: the comments of the list stand above and beside its first header, those above its first item
        below that."""
        above, inline, empty_lines = field.above, field.inline, field.empty_lines
        for i, part in enumerate(value.parts):
            if isinstance(part, Remark):
                self.remark_between(part)
                continue
            element = part.element if isinstance(part, CommentedOutElement) else part
            empty_lines = max(empty_lines, element.empty_lines)
            if isinstance(part, CommentedOutElement):
                self.block((*above, *element.above), self.commented_out_item_lines(part, steps), empty_lines)
            else:
                self.element(part, (above, inline), empty_lines, steps, first=i == 0)
                inline = ()
            above, empty_lines = (), 0

    def element(
        self,
        element: Element,
        head: tuple[tuple[str, ...], tuple[str, ...]],
        empty_lines: int,
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
        self.header([*above, *rest, *beside], empty_lines)
        self.table(content, steps)

    # commented-out fields

    def commented_out_lines(self, commented_out: CommentedOutField) -> list[str]:
        field = commented_out.field._replace(value=filled(commented_out.field.value))
        # The lines within text stay together, so that nothing indents them.
        lines = ["\n".join(marked([line], commented_out.marker)) for line in field_lines(field, self.style)]
        return [*field.above, *lines, *(["#"] * commented_out.marks)]

    def commented_out_table(self, commented_out: CommentedOutField, steps: tuple[str, ...]) -> None:
        field = commented_out.field._replace(value=filled(commented_out.field.value), empty_lines=0, above=())
        inner = _TomlWriter(self.style)
        inner.tables(field, (*steps, field.name))
        own = f"[{_name((*steps, field.name))}]"
        if isinstance(field.value, Map) and not inner.lines[0].startswith(own):  # it holds nothing but tables
            inner.lines.insert(0, own)
        lines = marked([line for line in inner.lines if line], commented_out.marker)
        self.block(commented_out.field.above, [*lines, *(["#"] * commented_out.marks)], commented_out.field.empty_lines)

    def commented_out_item_lines(self, commented_out: CommentedOutElement, steps: tuple[str, ...]) -> list[str]:
        element = commented_out.element._replace(value=filled(commented_out.element.value), empty_lines=0, above=())
        inner = _TomlWriter(self.style)
        inner.element(element, ((), ()), 0, steps, first=False)
        return marked([line for line in inner.lines if line], commented_out.marker)


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
        parts[at] = first._replace(field=first.field._replace(above=(*above, *first.field.above), empty_lines=0))
    else:
        parts[at] = first._replace(above=(*above, *first.above), empty_lines=0)
    return content._replace(parts=tuple(parts)), ()


def _lines_and_tables(
    content: Map,
) -> tuple[list[MapPart], list[MapPart]]:
    """What of a map stands on lines of its own, and what below headers.

    A comment that is nobody's goes with the field below it; at the end, right below a table, and as far down as items
    of it are commented out, with the one above; on top it stays.
    """
    lines: list[MapPart] = []
    tables: list[MapPart] = []
    waiting: list[Remark] = []
    below = False
    live = {field.name for field in fields_of(content) if not is_null(field.value) and not _is_null_list(field.value)}
    for part in _hidden_where_null(content):
        if isinstance(part, Remark) and (lines or tables) and not part.text.startswith("# hugoconv:"):
            waiting.append(part)
            if below and (_ITEM.match(part.text) or (len(waiting) == 1 and not part.empty_lines)):
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


def _without_empty_lines(
    part: MapPart,
) -> MapPart:
    return (
        part._replace(field=part.field._replace(empty_lines=0))
        if isinstance(part, CommentedOutField)
        else part._replace(empty_lines=0)
    )


def _is_null_list(value: Content) -> bool:
    return isinstance(value, List) and value.null


def _hidden_where_null(content: Map) -> Iterator[MapPart]:
    """The parts, a list that is null as long as all of its items are commented out as a commented-out field."""
    for part in content.parts:
        if isinstance(part, DocumentField) and isinstance(part.value, List) and _is_null_list(part.value):
            commented_out = [item for item in part.value.parts if isinstance(item, CommentedOutElement)]
            items = tuple(item.element if isinstance(item, CommentedOutElement) else item for item in part.value.parts)
            yield CommentedOutField(part._replace(value=List(items)), commented_out[0].marker)
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
