"""Callouts: the shortcode ``callout``, and quotations that are alerts, ``> [!NOTE]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hugoconv.body.markdown import blocks
from hugoconv.body.marks import Marks
from hugoconv.body.own_lines import OwnLines, line_above, line_below, with_own_lines
from hugoconv.body.shortcodes import STANDS, places_of_shortcodes, said_by, shortcodes, without_shortcodes
from hugoconv.errors import VerificationError
from hugoconv.refusals import refused
from hugoconv.text.edits import Edit, Edits
from hugoconv.text.lines import line_break, line_end, next_line, split_lines
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

_NAME = "callout"
_BREAK = regex(r"[\r\n]")
_KIND = regex(r"[\w-]+\Z")
_ALERT = regex(
    r"(?:\A|(?<=[\r\n]))(?P<container>[ \t]*+)(?P<all>> ?\[!(?P<kind>[\w-]+)\](?P<rest>[ \t]*+)(?=[\r\n]|\Z))"
)


def callout_to_quote(text: str) -> Edits:
    """The edits that make an alert of every shortcode ``callout``, inner ones too. Refused (``not-a-block``) where one
    does not have its lines for itself, or has parameters that an alert has not.

    >>> text = "{{% callout note %}}\\nA pool.\\n\\nOf mud.\\n{{% /callout %}}\\n"
    >>> print(callout_to_quote(text).apply(text), end="")
    > [!NOTE]
    > A pool.
    >
    > Of mud.
    """
    made, new = Edits(), text
    # From inside out: a callout that holds another one is left out until that is a quotation, so that the lines of
    # the inner one get the sign of both.
    while edits := Edits(_quoted(new, found) for found in with_own_lines(new, _NAME)):
        made, new = made.then(edits), edits.apply(new)
    _verify(text, new)
    return made


def quote_to_callout(text: str) -> Edits:
    """The edits that make a shortcode ``callout`` of every quotation that is an alert. Refused (``not-a-block``) where
    the last line goes on in one without the sign of a quotation.

    >>> text = "> [!NOTE]\\n> A pool.\\n>\\n> Of mud.\\n"
    >>> print(quote_to_callout(text).apply(text), end="")
    {{% callout note %}}
    A pool.
    <BLANKLINE>
    Of mud.
    {{% /callout %}}
    """
    plain = without_shortcodes(text)
    alerts = list(_ALERT.finditer(plain))
    if not alerts:
        return Edits()
    marks = Marks(plain)
    read = marks.found_in(_first_lines(marks.put(plain, [alert.start("rest") for alert in alerts])))
    made = Edits(_callout(text, plain, alert) for n, alert in enumerate(alerts) if n in read)
    _verify(text, made.apply(text))
    return made


def _quoted(text: str, found: OwnLines) -> Edit:
    """The edit that makes an alert of one callout. An empty line keeps it from what stands around it."""
    if any(_BREAK.search(place.of(found.inner)) for place in places_of_shortcodes(found.inner)):
        raise refused("not-a-block", case="within", name=found.opening.name, span=found.span)
    container, end = found.container, found.line_end
    lines = [f"> [!{_kind(found)}]", *(f"> {line}".rstrip() for line in _lines(found))]
    above = end + container if line_above(text, found.span.start).startswith(f"{container}>") else ""
    return Edit(*found.span, above + (end + container).join(lines) + _below(text, found))


def _below(text: str, found: OwnLines) -> str:
    """What stands behind an alert: nothing, an empty line, or in a comment the line end that was there."""
    if found.in_comment:
        return found.line_end if found.inner.endswith(("\n", "\r")) else ""
    goes_on = line_below(text, found.span.end).strip(" \t>\r\n")
    return found.line_end + found.container.rstrip() if goes_on else ""


def _kind(found: OwnLines) -> str:
    arguments = found.opening.arguments
    kind = arguments[0].value if arguments else "note"
    if len(arguments) > 1 or any(argument.name for argument in arguments) or not _KIND.match(kind):
        raise refused("not-a-block", case="parameters", name=found.opening.name, span=found.span)
    return kind.upper()


def _lines(found: OwnLines) -> list[str]:
    """The lines of a callout without what they begin with, and without empty ones above and below."""
    lines = [line.rstrip("\r\n") for line in split_lines(found.inner)]
    own = [_without(line, found.container) for line in lines]
    full = [n for n, line in enumerate(own) if line.strip()]
    return own[full[0] : full[-1] + 1] if full else []


def _without(line: str, container: str) -> str:
    """A line without what all begin with; an empty one may have less of it."""
    if line.startswith(container):
        return line[len(container) :]
    return line.lstrip(" \t") if line.strip() != container.strip() else ""


def _first_lines(text: str) -> Iterator[tuple[str, Any]]:
    for token in blocks(text):
        if token["type"] == "block_quote" and token["children"] and token["children"][0]["type"] == "paragraph":
            yield token["children"][0]["text"].partition("\n")[0], token


def _callout(text: str, plain: str, alert: re.Match[str]) -> Edit:
    container, end = alert["container"], line_break(text, alert.start("all"))
    sign = re.compile(rf"{container}> ?")
    inner, last = [], line_end(text, alert.end())
    while found := sign.match(text, next_line(text, last)):
        last = line_end(text, found.end())
        inner.append((container + text[found.end() : last]).rstrip(" \t") if found.end() < last else "")
    # Markdown takes a line of text below a quotation for a part of it. The callout would end above that line.
    if line_below(plain, last).strip(f" \t{STANDS}"):
        raise refused("not-a-block", case="goes-on", name="an alert", span=Span(alert.start("all"), last))
    opening, closing = f"{{{{% {_NAME} {alert['kind'].lower()} %}}}}", f"{container}{{{{% /{_NAME} %}}}}"
    return Edit(alert.start("all"), last, end.join([opening, *inner, closing]))


def _verify(old: str, new: str) -> None:
    """Raises VerificationError unless all shortcodes but callouts say in the new text what they say in the old one."""
    said = ([said_by(code) for code in shortcodes(text) if code.name.lower() != _NAME] for text in (old, new))
    if next(said) != next(said):
        raise VerificationError("shortcodes other than callouts would be changed")
