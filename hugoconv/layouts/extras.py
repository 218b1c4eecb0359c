"""What a conversion adds to a page by choice: the fields of a template, or the line of an event."""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.errors import PathError, Refused
from hugoconv.layouts.choices import Choices
from hugoconv.layouts.detection import values
from hugoconv.layouts.eras import Era
from hugoconv.layouts.event_line import line_of
from hugoconv.layouts.event_text import is_there, with_line, without
from hugoconv.layouts.record import Record
from hugoconv.layouts.schema import Layout
from hugoconv.layouts.template import adding, dropping, lacking
from hugoconv.page.operations import Operation
from hugoconv.page.page import Page


class Added(NamedTuple):
    """A page with what was added, the record that remembers it, and why something was not."""

    page: Page
    record: Record
    notes: tuple[str, ...]


class Extras(NamedTuple):
    """What is to be added: fields of a template, or a line at a place."""

    era: Era
    layout: Layout
    template: bool = False
    line: str = ""
    where: str = ""
    notes: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return self.template or bool(self.line)

    @classmethod
    def of(cls, page: Page, steps: tuple[Operation, ...], to: Layout, era: Era, choices: Choices) -> Extras:
        """What the choices add to a page that these steps convert."""
        if choices.template:
            return cls(era, to, bool(lacking(page.apply(*steps), to, era)))
        if choices.event_in is None:
            return cls(era, to)
        line = line_of(choices.event_line, values(page), era)
        notes = () if line else ("it names no event that could be kept for readers",)
        return cls(era, to, line=line, where=choices.event_in, notes=notes)

    def added(self, page: Page, record: Record) -> Added:
        """The page, after its steps, with all of it."""
        if self.template:
            names = lacking(page, self.layout, self.era)
            done = page.apply(adding(page, names, self.layout, self.era))
            return Added(done, record._replace(template=names), self.notes)
        if not self.line:
            return Added(page, record, self.notes)
        found = with_line(page, self.where, self.line, self.era.id)
        if isinstance(found, str):
            return Added(page, record, (*self.notes, found))
        return Added(found[0], record._replace(event_line=found[1]), self.notes)


def without_extras(page: Page, record: Record, layout: Layout, era: Era) -> tuple[Page, tuple[str, ...]]:
    """The page, of a layout, without what a conversion with this record added, as far as it is still as it was, and
    what is not."""
    notes = []
    if record.event_line is not None:
        why = "which has changed"
        try:
            page, taken = without(page, record.event_line), is_there(page, record.event_line)
        except (Refused, PathError) as error:
            taken, why = False, getattr(error, "why", str(error))
        if not taken:
            notes.append(f"not taken away: the line in the {record.event_line.where}, {why}")
    known = tuple(name for name in layout.template[era.id] if name in record.template)
    return (page.apply(dropping(page, known, layout, era)) if known else page), tuple(notes)
