"""Changes of bodies by name, each a function from a text to its edits: those of ``rules.toml``, and those that are
code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any, NamedTuple, TypeAlias

from hugoconv.body.callouts import callout_to_quote, quote_to_callout
from hugoconv.body.diagrams import diagram_to_fence, fence_to_diagram
from hugoconv.body.shortcode_edits import Parameter, drop_parameter, in_turn, rename_parameters, rename_shortcode
from hugoconv.data_files import table
from hugoconv.text.edits import Edits

BodyChange: TypeAlias = Callable[[str], Edits]


class BodyRule(NamedTuple):
    """A change of bodies by its name. ``about`` says what it does, ``back`` is the name of the one that takes it back,
    empty where there is none."""

    name: str
    about: str
    change: BodyChange
    back: str = ""


@cache
def body_rules() -> Mapping[str, BodyRule]:
    """All rules by name.

    >>> text = '{{< figure library="1" src="a.png" title="A pool" >}}'
    >>> body_rules()["figure-to-caption"].change(text).apply(text)
    '{{< figure src="a.png" caption="A pool" >}}'
    """
    return {name: _rule(name, row) for name, row in _table().items()} | {rule.name: rule for rule in _IN_CODE}


_IN_CODE = (
    BodyRule(
        "diagram-to-fence",
        "A diagram is fenced code in mermaid from Wowchemy 5.5 on.",
        diagram_to_fence,
        "fence-to-diagram",
    ),
    BodyRule(
        "fence-to-diagram",
        "A diagram is a shortcode up to Wowchemy 5.4.",
        fence_to_diagram,
        "diagram-to-fence",
    ),
    BodyRule(
        "callout-to-quote",
        "A callout is a quotation that begins with its kind, `[!NOTE]`, from HugoBlox 0.8 on.",
        callout_to_quote,
        "quote-to-callout",
    ),
    BodyRule(
        "quote-to-callout",
        "A quotation that begins with its kind, `[!NOTE]`, is a callout up to HugoBlox 0.7.",
        quote_to_callout,
        "callout-to-quote",
    ),
)


def done_by_rule(text: str, rule: str) -> Edits:
    """The edits that a rule makes of a text. KeyError for a rule that is none."""
    return body_rules()[rule].change(text)


def _rule(name: str, row: dict[str, Any]) -> BodyRule:
    steps = tuple(_steps(row))
    return BodyRule(name, row["about"], lambda text: in_turn(text, *steps), row.get("back", ""))


def _steps(row: dict[str, Any]) -> Iterator[BodyChange]:
    code = row["shortcode"]
    for parameter, values in row.get("drop", {}).items():
        yield partial(drop_parameter, name=code, parameter=_parameter(parameter), values=values)
    if row.get("parameters"):
        names = {_parameter(old): new for old, new in row["parameters"].items()}
        yield partial(rename_parameters, name=code, names=names)
    if "rename" in row:
        yield partial(rename_shortcode, name=code, new=row["rename"])


def _parameter(key: str) -> Parameter:
    return int(key) if key.isdecimal() else key


def _table() -> dict[str, Any]:
    return table(__package__, "rules.toml")
