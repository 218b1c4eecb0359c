"""What Hugo reads otherwise than an author may have meant."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hugoconv.hugo.dates import Moment, date_or_none
from hugoconv.hugo.page_dates import FALSE, TRUE, DateRules, dates_of
from hugoconv.hugo.page_path import ContentRules
from hugoconv.hugo.params import text_of, whole_of
from hugoconv.hugo.reserved import DATE, TEXT, TRUTH, WHOLE, named
from hugoconv.layouts.detection import detect_in_site
from hugoconv.layouts.schema import Layouts
from hugoconv.lint.booleans import is_truth_field, truth_of
from hugoconv.lint.diagnostics import LintContext, LintField, RawDiagnostic, cut
from hugoconv.page.paths import shown
from hugoconv.syntax.tree import Scalar, entries_of, parts_of
from hugoconv.syntax.values import Value
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

_STARTS = ("date", "time_start", "event_start")
_TOLD = ("yes", "no", "on", "off", "y", "n")  # without quotes, told as changed
_OUTPUTS = {"amp", "calendar", "css", "csv", "gotmpl", "html", "json", "markdown", "robots", "rss", "sitemap"}
_OUTPUTS |= {"alias", "404", "sitemapindex", "webappmanifest"}


_NAME = regex(r"[\w.]+")
_SUFFIX = regex(r"\.(org|html?|md|mdown|markdown)\Z", re.IGNORECASE)
_MARKDOWN = dict.fromkeys(("md", "mdown", "markdown"), "text/markdown")
_MEDIA = {"org": "text/org", "html": "text/html", "htm": "text/html", **_MARKDOWN}
# What Hugo allows where the configuration says nothing of `security.allowContent`.
_USUALLY = ("! ^text/html$", "! ^text/org$")


class Surroundings(NamedTuple):
    """What is known beyond the page: the time ``now``, a site's ``rules`` for dates, and the names of its ``slides``
    and ``projects`` in lowercase; None where nobody looked.

    Of its configuration: ``allow_content`` are the rules of ``security.allowContent``, None where it has none,
    ``output_formats`` those that it defines, in lowercase, and ``content_rules`` in which folders and languages its
    content lies. ``era`` is that of the site, None where it is unknown, ``era_reason`` why; ``layouts`` are those of
    ``read_layouts``.
    """

    now: datetime.datetime | None = None
    rules: DateRules = DateRules()
    slides: frozenset[str] | None = None
    projects: frozenset[str] | None = None
    allow_content: tuple[str, ...] | None = None
    output_formats: frozenset[str] = frozenset()
    content_rules: ContentRules | None = None
    era: str | None = None
    era_reason: str = ""
    layouts: Layouts | None = None


def cases(context: LintContext) -> Iterator[RawDiagnostic]:
    """Keys that are one for Hugo."""
    seen: dict[str, str] = {}
    for entry in entries_of(context.page.tree.root):
        other = seen.setdefault(entry.name.casefold(), entry.name)
        if other != entry.name:
            yield RawDiagnostic("keys-differ-in-case", entry.span, other, entry.name)


def changed(context: LintContext) -> Iterator[RawDiagnostic]:
    """Values that were another kind before Hugo's YAML library changed."""
    before = context.syntax.before_0_152() if context.syntax else None
    if context.syntax is None or before is None or before is context.syntax:
        return
    for path, part in parts_of(context.page.tree):
        value = part.value
        if not isinstance(value, Scalar) or value.style != "plain" or value.tag is not None:
            continue
        if path == ("published",) and truth_of(value.text) is not None:  # told as a date that is none
            continue
        now, then = context.syntax.data(value), before.data(value)
        if type(now) is not type(then):
            said = f"{value.text} is {_said(now)} for Hugo since 0.152, and was {_said(then)} before"
            fix = "safe" if isinstance(then, bool) and is_truth_field(path) else ""
            yield RawDiagnostic("changed-at-0-152", Span(value.start, value.end), shown(path), said, fix)


def _said(value: Value) -> str:
    return "text" if isinstance(value, str) else text_of(value)


def surprises(context: LintContext) -> Iterator[RawDiagnostic]:
    """What the syntax itself has in store."""
    if context.syntax is None:
        return
    for code, at in context.syntax.surprises(context.page.tree):
        literal = context.page.matter[at:].split("\n", 1)[0].rstrip("\r")
        yield RawDiagnostic(code, Span(at, at), "", cut(literal))
    for why, at in context.syntax.differences(context.page.tree):
        if "empty item" not in why:  # told as a surprise
            yield RawDiagnostic("hugo-differs", Span(at, at), "", why)


def numbers(context: LintContext) -> Iterator[RawDiagnostic]:
    """Years that are seconds."""
    for field in context.named(*named(DATE)):
        if isinstance(field.value, int) and not isinstance(field.value, bool):
            yield field.as_("date-is-number", str(field.value))


def casts(context: LintContext) -> Iterator[RawDiagnostic]:
    """Values of which the cast of a field leaves nothing."""
    for field in context.named(*named(TEXT)):
        if isinstance(field.value, list | dict) and field.value:
            yield field.as_("lost-in-cast", "empty text")
    for field in context.named(*named(WHOLE)):
        # Of a zero, however it is written, the cast loses nothing.
        if field.value and whole_of(field.value) == 0 and text_of(field.value).strip("0.") != "":
            yield field.as_("lost-in-cast", "0")
    for field in context.named(*named(TRUTH)):
        value = field.value
        text = isinstance(value, str) and value and value not in (*TRUE, *FALSE) and not _is_told(field)
        if text or isinstance(value, list | dict):
            yield field.as_("lost-in-cast", "false")


def _is_told(field: LintField) -> bool:
    """Whether a value is a word without quotes, and told as changed."""
    node = field.entry.value
    return isinstance(node, Scalar) and node.style == "plain" and node.text.lower() in _TOLD


def words(context: LintContext) -> Iterator[RawDiagnostic]:
    """One term where several are meant."""
    for field in context.named("tags", "categories"):
        if isinstance(field.value, str) and "," in field.value:
            yield field.as_("words-in-text")


def outputs(context: LintContext, around: Surroundings) -> Iterator[RawDiagnostic]:
    """Output formats that neither Hugo nor the site's configuration has, also those that are handed down."""
    known = _OUTPUTS | around.output_formats
    for field in context.named("outputs"):
        yield from (field.as_("unknown-output", name) for name in _formats(field.value) if name.lower() not in known)
    for field in context.named("cascade"):
        for item in field.items:
            given = {key.lower(): value for key, value in item.items()} if isinstance(item, dict) else {}
            names = _formats(given.get("outputs"))
            yield from (field.as_("unknown-output", name) for name in names if name.lower() not in known)


def _formats(value: Value) -> list[str]:
    if value is None:
        return []
    return [*map(text_of, value if isinstance(value, list) else text_of(value).split())]


def layouts(context: LintContext, around: Surroundings) -> Iterator[RawDiagnostic]:
    """A talk without a start, and fields of another era than the site's, or than most fields of the page."""
    found = detect_in_site(context.page, around.era, around.era_reason, around.layouts)
    if found.layout not in ("talk", "post") or found.not_a_page is not None:
        return
    yield from (RawDiagnostic("other-era", _place_of(context, note), "", note) for note in found.notes)
    if found.layout == "talk" and not any(field.value not in (None, "") for field in context.named(*_STARTS)):
        yield RawDiagnostic("talk-without-start", Span(0, 0))


def _place_of(context: LintContext, note: str) -> Span:
    """Where the first field stands that a note names."""
    parts = {shown(path).casefold(): part for path, part in reversed(parts_of(context.page.tree))}
    named = (parts.get(word.casefold()) for word in _NAME.findall(note))
    part = next((part for part in named if part is not None), None)
    return Span(part.start, part.end) if part is not None else Span(0, 0)


def hidden(context: LintContext, around: Surroundings) -> Iterator[RawDiagnostic]:
    """A page that is not yet, or no longer, built."""
    if around.now is None:
        return
    try:
        dates = dates_of(context.page.decoded, context.page.where, around.rules)
    except ValueError:
        return
    publish, expiry = dates["publishdate"], dates["expirydate"]
    zone = around.rules.zone
    if publish is not None and publish.at(zone) > around.now:
        yield _dated(context, publish, "hidden-by-its-date", zone)
    elif expiry is not None and expiry.at(zone) < around.now:
        yield _dated(context, expiry, "expired", zone)


def _dated(context: LintContext, moment: Moment, code: str, zone: datetime.tzinfo) -> RawDiagnostic:
    """A date where it stands; one that stands in no field of the page, at its top."""
    said = moment.at(zone).isoformat()
    for field in context.fields:
        if date_or_none(field.value) == moment:
            return field.as_(code, said)
    return RawDiagnostic(code, Span(0, 0), "", said)


def neighbours(context: LintContext, around: Surroundings) -> Iterator[RawDiagnostic]:
    """Decks and projects that are not there."""
    for name, known, code in (
        ("slides", around.slides, "no-such-slides"),
        ("projects", around.projects, "no-such-project"),
    ):
        if not known:  # a site without any has its references from the theme's example
            continue
        for field in context.named(name):
            for value in field.items:
                if isinstance(value, str) and value and _stem(value) not in known:
                    yield field.as_(code, value)


def _stem(name: str) -> str:
    return name.lower().strip("/").removesuffix(".md")


def content(context: LintContext, around: Surroundings) -> Iterator[RawDiagnostic]:
    """Kinds of content that the site does not allow."""
    suffix = _SUFFIX.search(context.page.path or "")
    if suffix is not None and not _is_allowed(_MEDIA[suffix.group(1).lower()], around.allow_content):
        yield RawDiagnostic("content-not-allowed", Span(0, 0), "", suffix.group().lower())


def _is_allowed(media: str, rules: tuple[str, ...] | None) -> bool:
    """Whether a site builds content of a media type: one rule of several has to match, and none with a ``!``."""
    listed = _USUALLY if rules is None else rules
    refused = [rule[2:] for rule in listed if rule.startswith("! ")]
    allowed = [rule for rule in listed if not rule.startswith("! ")]
    # Rules that all refuse leave everything else allowed, but no rule at all allows nothing.
    return not _any(refused, media) and (_any(allowed, media) or bool(refused and not allowed))


def _any(rules: list[str], media: str) -> bool:
    return any(re.search(rule, media) for rule in rules)


DOUBTFUL: tuple[Callable[[LintContext], Iterator[RawDiagnostic]], ...] = (
    cases,
    changed,
    surprises,
    numbers,
    casts,
    words,
)
IN_SURROUNDINGS: tuple[Callable[[LintContext, Surroundings], Iterator[RawDiagnostic]], ...] = (
    layouts,
    hidden,
    neighbours,
    outputs,
    content,
)
