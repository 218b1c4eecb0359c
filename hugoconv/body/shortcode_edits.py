"""Shortcodes under other names and with other parameters: functions from a text to its edits.

A shortcode is named without regard to case, as Hugo looks it up; those that are commented out, or written inline, are
others. A parameter is its name, or its position from 0. Each function compares what the shortcodes say after its edits
with what they should.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeAlias

from hugoconv.body.literals import literal, said_in_place_of
from hugoconv.body.shortcodes import (
    Said,
    Shortcode,
    ShortcodeArgument,
    is_bare_value,
    is_name_of_shortcode,
    said_by,
    shortcodes,
)
from hugoconv.errors import VerificationError
from hugoconv.refusals import refused
from hugoconv.text.edits import Edit, Edits

Parameter: TypeAlias = str | int
_SPACES = " \t\r\n"


def rename_shortcode(text: str, name: str, new: str) -> Edits:
    """The edits that give a shortcode another name, also where it closes. Refused (``shortcode-name``) for what is no
    name of one.

    >>> text = "{{% Alert note %}}A{{% /Alert %}} {{%/* alert */%}}"
    >>> rename_shortcode(text, "alert", "callout").apply(text)
    '{{% callout note %}}A{{% /callout %}} {{%/* alert */%}}'
    """
    for given in (name, new):
        if not is_name_of_shortcode(given):
            raise refused("shortcode-name", name=given)
    return _edits(text, name, lambda code: _renamed(text, code, new), lambda said: said._replace(name=new))


def rename_parameters(text: str, name: str, names: Mapping[Parameter, Parameter]) -> Edits:
    """The edits that give parameters of a shortcode other names; a position may get a name, and a name become a
    position.

    Refused (``shortcode-parameter``) where there is one of that name already, or where named ones and ones by position
    would stand side by side.

    >>> rename_parameters('{{< spoiler "Try" >}}', "spoiler", {0: "text"}).apply('{{< spoiler "Try" >}}')
    '{{< spoiler text="Try" >}}'
    """

    def model(said: Said) -> Said:
        new = (names.get(key, key) for key in _keys(said.arguments))
        values = (value for _, value in said.arguments)
        return said._replace(arguments=tuple(zip(map(_name, new), values, strict=True)))

    return _edits(text, name, lambda code: _with_names(text, code, names), model, closing=False)


def drop_parameter(text: str, name: str, parameter: Parameter, values: Collection[str] = ()) -> Edits:
    """The edits that take a parameter away, where values are given only one that has one of them. What follows one by
    position moves up.

    >>> text = '{{< figure library="1" src="a.png" >}}'
    >>> drop_parameter(text, "figure", "library", ["1", "true"]).apply(text)
    '{{< figure src="a.png" >}}'
    """

    def is_meant(key: Parameter, value: str) -> bool:
        return key == parameter and (not values or value in values)

    def edit(code: Shortcode) -> Iterator[Edit]:
        for key, argument in zip(_keys(said_by(code).arguments), code.arguments, strict=True):
            if is_meant(key, argument.value):
                yield _without(text, argument)

    def model(said: Said) -> Said:
        keyed = zip(_keys(said.arguments), said.arguments, strict=True)
        return said._replace(arguments=tuple(one for key, one in keyed if not is_meant(key, one[1])))

    return _edits(text, name, edit, model, closing=False)


def set_parameter(text: str, name: str, parameter: Parameter, value: str) -> Edits:
    """The edits that give a parameter a value, in the quotes of the old one, or behind the others in new ones.

    Refused (``shortcode-parameter``) where it would stand beside parameters of the other form, or behind a gap.

    >>> text = "{{< figure src=a.png >}}"
    >>> set_parameter(text, "figure", "caption", "A pool").apply(text)
    '{{< figure src=a.png caption="A pool" >}}'
    """

    def model(said: Said) -> Said:
        at = _last_at(said.arguments, parameter)
        new = (_name(parameter), value)
        before, behind = said.arguments[:at], said.arguments[at + 1 :]
        return said._replace(arguments=(*before, new, *behind) if at >= 0 else (*said.arguments, new))

    return _edits(text, name, lambda code: _with_value(text, code, parameter, value), model, closing=False)


def in_turn(text: str, *steps: Callable[[str], Edits]) -> Edits:
    """The edits of several functions, each of the text that those before it leave."""
    made = Edits()
    for step in steps:
        made = made.then(step(made.apply(text)))
    return made.effective(text)


def _edits(
    text: str,
    name: str,
    edit: Callable[[Shortcode], Iterator[Edit]],
    model: Callable[[Said], Said],
    *,
    closing: bool = True,
) -> Edits:
    """The edits of all shortcodes of a name, of those that close another where it is theirs too; all say afterwards
    what the model wants."""
    wanted: list[Said] = []
    edits: list[Edit] = []
    for code in shortcodes(text):
        is_meant = code.name.lower() == name.lower() and (closing or not code.closes)
        wanted.append(model(said_by(code)) if is_meant else said_by(code))
        edits += edit(code) if is_meant else ()
    made = Edits(edits).effective(text)
    if made and [said_by(code) for code in shortcodes(made.apply(text))] != wanted:
        raise VerificationError("the shortcodes after the change do not say what was asked for")
    return made


def _keys(arguments: tuple[tuple[str, str], ...]) -> list[Parameter]:
    return [name or at for at, (name, _) in enumerate(arguments)]


def _name(parameter: Parameter) -> str:
    return parameter if isinstance(parameter, str) else ""


def _last_at(arguments: tuple[tuple[str, str], ...], parameter: Parameter) -> int:
    """Where the last argument of a parameter stands, which Hugo takes; -1 for none."""
    return max((at for at, key in enumerate(_keys(arguments)) if key == parameter), default=-1)


def _renamed(text: str, code: Shortcode, new: str) -> Iterator[Edit]:
    start = text.index(code.name, code.start)
    yield Edit(start, start + len(code.name), new)


def _without(text: str, argument: ShortcodeArgument) -> Edit:
    """The edit that takes an argument away, with the space above it where there is one below."""
    start = argument.begins
    while text[argument.end] in _SPACES and text[start - 1] in _SPACES:
        start -= 1
    return Edit(start, argument.end, "")


def _with_names(text: str, code: Shortcode, names: Mapping[Parameter, Parameter]) -> Iterator[Edit]:
    old = _keys(said_by(code).arguments)
    new = [names.get(key, key) for key in old]
    if new == old:
        return
    place = (code.start, code.end)
    if len({type(key) for key in new}) > 1 or (isinstance(new[0], int) and new != [*range(len(new))]):
        raise refused("shortcode-parameter", case="mixed", name=code.name, span=place)
    added = [key for key, before in zip(new, old, strict=True) if key != before]
    if any(new.count(key) > old.count(before) for key, before in zip(new, old, strict=True) if key in added):
        raise refused("shortcode-parameter", case="there", name=code.name, parameter=added[0], span=place)
    for key, argument in zip(new, code.arguments, strict=True):
        yield _named(text, argument, key)


def _named(text: str, argument: ShortcodeArgument, key: Parameter) -> Edit:
    """The edit that gives an argument a name, or takes its name away."""
    if isinstance(key, int):
        written = text[argument.start : argument.end]
        is_bare = written == argument.value and not is_bare_value(written)
        return Edit(argument.begins, argument.end, literal(argument.value) if is_bare else written)
    if argument.name:
        return Edit(argument.begins, argument.begins + len(argument.name), key)
    written = text[argument.start : argument.end]
    # A bare value behind a name goes on up to the next space.
    is_open = is_bare_value(written) and text[argument.end] not in _SPACES
    return Edit(argument.start, argument.end, f"{key}={written}{' ' * is_open}")


def _with_value(text: str, code: Shortcode, parameter: Parameter, value: str) -> Iterator[Edit]:
    at = _last_at(said_by(code).arguments, parameter)
    if at >= 0:
        argument = code.arguments[at]
        if argument.value != value:
            written = said_in_place_of(text[argument.start : argument.end], value)
            yield Edit(argument.start, argument.end, written)
        return
    is_named = isinstance(parameter, str)
    if code.arguments and bool(code.arguments[0].name) != is_named:
        raise refused("shortcode-parameter", case="mixed", name=code.name, span=(code.start, code.end))
    if not is_named and parameter != len(code.arguments):
        raise refused(
            "shortcode-parameter", case="gap", name=code.name, parameter=parameter, span=(code.start, code.end)
        )
    end = code.arguments[-1].end if code.arguments else text.index(code.name, code.start) + len(code.name)
    yield Edit(end, end, f" {parameter}={literal(value)}" if is_named else f" {literal(value)}")
