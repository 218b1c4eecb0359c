"""What every check is made of: the fields of a page with their places, and what a check says it found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hugoconv.data_files import table
from hugoconv.hugo.cascade import cascades_of, handed_down
from hugoconv.page.page import Page
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.registry import syntaxes_of
from hugoconv.syntax.tree import Entry, Node, entries_of, parts_of
from hugoconv.syntax.values import Value
from hugoconv.text.lines import line_end
from hugoconv.text.spans import Span


def checks() -> dict[str, Any]:
    """What ``checks.toml`` says: of each code, and below ``fixes`` of syntax errors that have a repair."""
    return table(__package__, "checks.toml")


class RawDiagnostic(NamedTuple):
    """A problem where it stands, with the words of its message; ``fix`` where that of its code does not hold,
    ``place`` is line and column where it stands in no front matter."""

    code: str
    span: Span
    name: str = ""
    value: str = ""
    fix: str | None = None
    place: tuple[int, int] | None = None


class LintField(NamedTuple):
    """A top-level field: its name in lowercase, its entry, and its value."""

    name: str
    entry: Entry
    value: Value

    @property
    def span(self) -> Span:
        """Where its value stands, or the whole of it where that is empty."""
        value = self.entry.value
        return Span(value.start, value.end) if value.end > value.start else self.entry.span

    @property
    def items(self) -> list[Value]:
        """What its list holds; of another value that alone."""
        return self.value if isinstance(self.value, list) else [self.value]

    def as_(self, code: str, value: str = "") -> RawDiagnostic:
        """The field as what a check found."""
        return RawDiagnostic(code, self.span, self.entry.name, value)


class LintContext(NamedTuple):
    """A page to be checked, with its fields; a key given twice is there once. ``handed_down`` are those that it gets by
    its own ``cascade``, where they stand there."""

    page: Page
    syntax: Syntax | None
    fields: tuple[LintField, ...]
    handed_down: tuple[LintField, ...]

    def named(self, *names: str) -> Iterator[LintField]:
        """The fields of some names."""
        return (field for field in self.fields if field.name in names)

    def in_effect(self, *names: str) -> Iterator[LintField]:
        """The fields of some names, those too that the page gets by its own ``cascade``."""
        return (field for field in (*self.fields, *self.handed_down) if field.name in names)


def lint_context(page: Page) -> LintContext:
    """A page as checks look at it."""
    fields = tuple(_fields(page))
    return LintContext(page, syntaxes_of(page.hugo).get(page.syntax), fields, tuple(_handed_down(page, fields)))


def _fields(page: Page) -> Iterator[LintField]:
    data = dict(page.items()) if page.tree.root is not None else {}
    seen: set[str] = set()
    for entry in entries_of(page.tree.root):
        name = entry.name
        if name in data and name not in seen:
            seen.add(name)
            yield LintField(name.lower(), entry, data[name])


def _handed_down(page: Page, own: tuple[LintField, ...]) -> Iterator[LintField]:
    """The fields that a page gets by its own ``cascade``; none where Hugo refuses that."""
    cascade = next((field.value for field in own if field.name == "cascade"), None)
    if cascade is None:
        return
    try:
        fields = handed_down(cascades_of(cascade), page.where)
    except ValueError:
        return
    parts = [part for path, part in parts_of(page.tree) if str(path[0]).lower() == "cascade"]
    # Backwards, so that of equal names the first counts.
    entries = {part.name.lower(): part for part in reversed(parts) if isinstance(part, Entry)}
    names = {field.name for field in own}
    yield from (
        LintField(name, entries[name], value) for name, value in fields.items() if name in entries and name not in names
    )


def short(page: Page, node: Node) -> str:
    """The first line of a value, cut where it is long."""
    return cut(page.matter[node.start : line_end(page.matter, node.start)][: node.end - node.start])


def cut(text: str) -> str:
    """A text, its end left out where it has over 40 characters."""
    return text if len(text) <= 40 else f"{text[:39]}…"
