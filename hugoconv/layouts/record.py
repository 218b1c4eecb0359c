"""The record: the one comment line in which a conversion leaves what its way back needs.

    # hugoconv: was talk, era 5.9; date was publishDate; already commented out: date_end, location (2nd)

Clauses, each after a semicolon: ``now LAYOUT`` where that is not the other one of talk and post; ``NEW was OLD`` for
a renamed key (for ``type`` and ``layout``, for the old value); ``already commented out:`` names fields that the author
had commented out before; ``already live:`` names
fields of the other layout that were live before. An ordinal tells which of several with that name. ``moved from``
names the folder that the page left, ``alias added:`` what was added to ``aliases``, ``aliases added:`` what it was
made for, ``aliases NEW was OLD`` what was rewritten there; a semicolon or `%` in them is written as in a URL.
``template added:`` names commented-out fields
that came, ``start added:`` a field that was made for the start. ``event line MARK in subtitle, which was ""`` says
where a line for readers stands, its mark, and how the field was empty before; one made for it was nothing, and where
it was ``hidden`` the empty one is commented out now.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from hugoconv.page.operations import DropDirective
from hugoconv.page.page import Page
from hugoconv.page.page_argument import refuse_other_than_page
from hugoconv.text.regex import regex

_RECORD = regex(r"# hugoconv: was ([a-z][a-z0-9_-]*), era ([\w.+-]+)((?:; [^;]+)*)\Z")
_NOW = regex(r"now ([a-z][a-z0-9_-]*)\Z")
_WAS = regex(r"(\S+) was (\S+)\Z")
_LIST = regex(r"already (commented out|live): (.+)\Z")
_MOVED = regex(r"moved from (.+)\Z")
_ALIAS = regex(r"(alias|aliases) added: (.+)\Z")
_REWRITTEN = regex(r"aliases (\S+ was \S+(?:, \S+ was \S+)*)\Z")
_ADDED = regex(r"(template|start) added: (.+)\Z")
_EVENT_LINE = regex(r"event line ([0-9a-f]{8}) in (subtitle|summary|body)(?:, which was (\S+))?\Z")
_NAMED = regex(r"([^\s,;()]+)(?: \((\d+)(?:st|nd|rd|th)\))?\Z")


# Records of this pair do not say `now`: most records are, and a line that need not be long is read.
_OTHER = {"talk": "post", "post": "talk"}


class Named(NamedTuple):
    """A field name, and which of several fields with that name (from 1; None for all of them)."""

    name: str
    nth: int | None = None

    def __str__(self) -> str:
        return self.name if self.nth is None else f"{self.name} ({ordinal(self.nth)})"


class EventLine(NamedTuple):
    """Where the line of an event stands: a field or the body, the mark by which it is known again, and how the
    field was written when it was empty; nothing where the field was made for it."""

    where: str
    mark: str
    was: str = ""

    def __str__(self) -> str:
        return f"event line {self.mark} in {self.where}" + (f", which was {self.was}" if self.was else "")


class Record(NamedTuple):
    """What a conversion remembers; ``now`` is the layout that the page has become, where ``was`` does not tell it."""

    was: str
    era: str
    renamed: tuple[tuple[str, str], ...] = ()
    commented_out: tuple[Named, ...] = ()
    live: tuple[Named, ...] = ()
    folder: str = ""
    alias: str = ""
    new_aliases: bool = False
    rewritten: tuple[tuple[str, str], ...] = ()
    template: tuple[str, ...] = ()
    start: str = ""
    event_line: EventLine | None = None
    now: str = ""

    def __str__(self) -> str:
        """The text of the record behind ``# hugoconv: ``."""
        clauses = [f"was {self.was}, era {self.era}"]
        clauses += [f"now {self.now}"] if self.now else []
        clauses += (f"{new} was {old}" for new, old in self.renamed)
        clauses += [f"already commented out: {', '.join(map(str, self.commented_out))}"] if self.commented_out else []
        clauses += [f"already live: {', '.join(map(str, self.live))}"] if self.live else []
        clauses += [f"moved from {_escaped(self.folder)}"] if self.folder else []
        added = "aliases added" if self.new_aliases else "alias added"
        clauses += [f"{added}: {_escaped(self.alias)}"] if self.alias else []
        pairs = ", ".join(f"{_word(new)} was {_word(old)}" for new, old in self.rewritten)
        clauses += [f"aliases {pairs}"] if pairs else []
        clauses += [f"template added: {', '.join(self.template)}"] if self.template else []
        clauses += [f"start added: {self.start}"] if self.start else []
        clauses += [str(self.event_line)] if self.event_line else []
        return "; ".join(clauses)

    @property
    def layout(self) -> str:
        """The layout that the page has become."""
        return self.now or _OTHER[self.was]

    def commented_out_names(self) -> frozenset[tuple[str, int | None]]:
        """The case-folded names of the fields that the author had already commented out, and which of several: from 1,
        None for all of them."""
        return frozenset((named.name.casefold(), named.nth) for named in self.commented_out)

    def had_live(self, name: str) -> bool:
        """Whether a field of that name was live before."""
        return any(n.name.casefold() == name.casefold() for n in self.live)


def record_from(was: str, now: str, era: str) -> Record:
    """The record of a conversion from one layout to another, so far."""
    return Record(was, era, now="" if _OTHER.get(was) == now else now)


def _escaped(text: str) -> str:
    # In this order, and the other way round in reading: else the `%` of an escape would be escaped.
    return text.replace("%", "%25").replace(";", "%3B")


def _unescaped(text: str) -> str:
    return text.replace("%3B", ";").replace("%25", "%")


def _word(text: str) -> str:
    """A text as one word that a comment can hold, and that ends at a comma; a lone `%` for an empty one."""
    shown = (quote(char) if char in "%;," or char.isspace() or not char.isprintable() else char for char in text)
    return "".join(shown) or "%"


def _unworded(word: str) -> str:
    return "" if word == "%" else unquote(word)


def ordinal(n: int) -> str:
    """A number as an English ordinal.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 21)]
    ['1st', '2nd', '3rd', '4th', '11th', '21st']
    """
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


@lru_cache(maxsize=64)
def parse_record(line: str) -> Record | None:
    """The record of a comment line, or None where it is not of exactly that grammar.

    >>> record = parse_record("# hugoconv: was talk, era 5.9; date was publishDate; moved from talk")
    >>> record and (record.was, record.renamed, record.folder)
    ('talk', (('date', 'publishDate'),), 'talk')
    """
    found = _RECORD.match(line)
    if found is None:
        return None
    record = Record(found[1], found[2])
    for clause in found[3].split("; ")[1:]:
        if now := _NOW.match(clause):
            record = record._replace(now=now[1])
        elif was := _WAS.match(clause):
            record = record._replace(renamed=(*record.renamed, (was[1], was[2])))
        elif listed := _LIST.match(clause):
            names = _names(listed[2])
            if names is None:
                return None
            were_live = listed[1] == "live"
            record = record._replace(live=names) if were_live else record._replace(commented_out=names)
        elif moved := _MOVED.match(clause):
            record = record._replace(folder=_unescaped(moved[1]))
        elif pairs := _REWRITTEN.match(clause):
            words = [pair.split(" was ") for pair in pairs[1].split(", ")]
            record = record._replace(rewritten=tuple((_unworded(new), _unworded(old)) for new, old in words))
        elif alias := _ALIAS.match(clause):
            record = record._replace(alias=_unescaped(alias[2]), new_aliases=alias[1] == "aliases")
        elif added := _ADDED.match(clause):
            of_template = added[1] == "template"
            names_added = tuple(added[2].split(", "))
            record = record._replace(template=names_added) if of_template else record._replace(start=added[2])
        elif at := _EVENT_LINE.match(clause):
            record = record._replace(event_line=EventLine(at[2], at[1], at[3] or ""))
        else:
            return None
    # A line with one clause that is not known is prose, or of a later version: half a record would bring back half a
    # page.
    return record if record.now or record.was in _OTHER else None


def _names(text: str) -> tuple[Named, ...] | None:
    found = [_NAMED.match(part) for part in text.split(", ")]
    if not all(found):
        return None
    return tuple(Named(m[1], int(m[2]) if m[2] else None) for m in found if m)


def record_of(page: Page) -> Record | None:
    """The record on the first line of a page's front matter."""
    line = page.directive
    return parse_record(line) if line is not None else None


def recorded(page: Page) -> bool:
    """Whether a page has a record: it was converted, and there is a way back.

    >>> from hugoconv.layouts.parse import parse
    >>> recorded(parse("---\\n# hugoconv: was talk, era 5.9\\ntitle: x\\n---\\n"))
    True
    """
    refuse_other_than_page(page, "recorded")
    return record_of(page) is not None


def forget(page: Page) -> Page:
    """The page without its record; the page itself where it has none."""
    return page.apply(DropDirective()) if record_of(page) is not None else page
