"""What Hugo builds no page with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hugoconv.hugo.cascade import cascades_of, handed_down, misplaced_keys
from hugoconv.hugo.page_dates import NoDateError, dates_of, folded
from hugoconv.hugo.params import text_of
from hugoconv.hugo.reserved import DATE, MAP, MAPS, named
from hugoconv.lint.booleans import truth_of
from hugoconv.lint.diagnostics import LintContext, RawDiagnostic, short
from hugoconv.lint.fixes.duplicate_keys import duplicates_of
from hugoconv.page.paths import shown
from hugoconv.syntax.tree import Entry, parts_of
from hugoconv.syntax.values import kind_of
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

_MARKUP = {
    *("goldmark", "markdown", "md", "mdown", "html", "htm", "org", "pandoc", "pdc", "rst", "restructuredtext"),
    *("asciidoc", "asciidocext", "adoc", "ad"),
}
_URL = regex(r"https?:", re.IGNORECASE)


def duplicates(context: LintContext) -> Iterator[RawDiagnostic]:
    """A key given twice in one map, where the syntax lets that pass."""
    found = context.syntax.duplicate_keys(context.page.tree) if context.syntax else ()
    fixes = (
        {entry.start: group.safe for group in duplicates_of(context.page) for entry in group.entries} if found else {}
    )
    for path, entry in found:
        fix = {True: "safe", False: "unsafe", None: ""}[fixes.get(entry.start)]
        yield RawDiagnostic("duplicate-key", Span(entry.start, entry.end), shown(path), "", fix)


def dates(context: LintContext) -> Iterator[RawDiagnostic]:
    """Every date field in which Hugo looks, and that holds no date: of those behind a good one it takes no notice."""
    handed = {field.name: field.value for field in context.handed_down}
    fields = {**handed, **folded(context.page.decoded)}
    # Hugo, and `dates_of`, stops at the first bad field. Each round takes that one away, as though it were fixed.
    for _ in named(DATE):
        try:
            dates_of(fields)
        except NoDateError as error:
            yield from _bad_date(context, error.field)
            fields.pop(error.field)
        else:
            return


def _bad_date(context: LintContext, name: str) -> Iterator[RawDiagnostic]:
    field = next(context.in_effect(name), None)
    if field is None:
        yield RawDiagnostic("bad-date", Span(0, 0), name, "what stands there")
    elif name == "published" and (truth := truth_of(field.value)) is not None:
        told = any(other.name == "draft" for other in context.fields)
        yield field.as_("published-truth", str(truth).lower())._replace(fix="" if told else "safe")
    else:
        yield field.as_("bad-date", short(context.page, field.entry.value))


def maps(context: LintContext) -> Iterator[RawDiagnostic]:
    """A field that has to be a map, and is something else."""
    for field in context.in_effect(*named(MAP)):
        if field.value is not None and not isinstance(field.value, dict):
            yield field.as_("not-a-map-field", f"a {kind_of(field.value)}")
    for field in context.named(*named(MAPS)):
        if field.value is not None and not isinstance(field.value, dict | list):
            yield field.as_("not-a-map-field", f"a {kind_of(field.value)}")


def cascades(context: LintContext) -> Iterator[RawDiagnostic]:
    """What cannot be handed down to other pages."""
    for field in context.named("cascade"):
        for name in misplaced_keys(field.value):
            yield field.as_("cascade-key", name)
        try:
            found = list(cascades_of(field.value))
            # What is handed down is not needed here; but patterns are looked at only when they are tried on a page.
            handed_down(found, context.page.where)
        except ValueError as error:
            yield field.as_("cascade-target", str(error))
            continue
        for cascade in found:
            if cascade.fields and cascade.target.get("lang"):
                yield field.as_("cascade-lang")


def builds(context: LintContext) -> Iterator[RawDiagnostic]:
    """The old name of ``build``, in the page itself or in its cascade."""
    # Few pages have it, and to find it in all of the others every part would be looked at.
    if "_build" not in context.page.matter.lower():
        return
    for path, part in parts_of(context.page.tree):
        if isinstance(part, Entry) and part.name.lower() == "_build" and str(path[0]).lower() in ("_build", "cascade"):
            yield RawDiagnostic("old-build-key", Span(part.key.start, part.key.end))


def addresses(context: LintContext) -> Iterator[RawDiagnostic]:
    """Addresses of other sites where a path of this one is wanted."""
    for field in context.in_effect("url", "aliases"):
        for value in field.items if field.name == "aliases" else [field.value]:
            if isinstance(value, str) and _URL.match(value):
                yield field.as_("absolute-url", value)
            elif value == "/" and field.name == "aliases":
                yield field.as_("alias-of-home")


def markup(context: LintContext) -> Iterator[RawDiagnostic]:
    """A markup that Hugo does not have."""
    for field in context.named("markup"):
        name = text_of(field.value)
        if name and name.lower() not in _MARKUP:
            yield field.as_("unknown-markup", name)


def hazards(context: LintContext) -> Iterator[RawDiagnostic]:
    """What only Hugo's own parser refuses."""
    if context.syntax is not None:
        for code, at in context.syntax.hazards(context.page.tree):
            if code != "would-empty-item":  # of those only some do harm, and these are a doubt
                yield RawDiagnostic(code, Span(at, at))


REFUSED: tuple[Callable[[LintContext], Iterator[RawDiagnostic]], ...] = (
    duplicates,
    dates,
    maps,
    cascades,
    builds,
    addresses,
    markup,
    hazards,
)
