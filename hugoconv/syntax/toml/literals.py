"""The only writer of new TOML text; its strings, numbers, dates and keys come from tomlkit.

Law: what is written here reads back as the same value, in its place. Nothing is folded.
"""

from __future__ import annotations

import datetime

from hugoconv.refusals import refused
from hugoconv.syntax.style import Style, bracketed
from hugoconv.syntax.values import Spelled, Value, refuse_halves
from hugoconv.text.regex import regex

_CONTROL = regex(r"[\x00-\x08\x0a-\x1f\x7f]")
# tomlkit takes the square of the time for a long text. Three quotes in a row, and a line end that a text begins with,
# are written otherwise than elsewhere: no later piece begins with either.
_PIECE = regex(r"(?s).{1,1000}[\n\"]*")


def inline(value: Value, style: Style, *, like: str = "empty", flow: bool = False) -> str:
    """The literal of any value on one line, maps in braces.

    ``like`` is the style of the literal that it replaces: quotes are taken over where they can be.

    >>> inline(["a", {"b": 1, "c d": "x"}], Style())
    '["a", {b = 1, "c d" = "x"}]'
    """
    del flow  # brackets change nothing for a TOML literal
    if isinstance(value, list):
        return bracketed("[", [inline(item, style) for item in value], "]", style)
    if isinstance(value, dict):
        pairs = [f"{key(name)} = {inline(item, style)}" for name, item in value.items()]
        return bracketed("{", pairs, "}", style)
    return scalar(value, style, like=like)


def scalar(value: Value, style: Style, *, like: str = "empty") -> str:
    """The literal of a single value."""
    if isinstance(value, str):
        return _string(value, style, like)
    if isinstance(value, Spelled):
        return value.literal
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise refused("unwritable-value", case="integer", value=value)
        return str(value)
    if isinstance(value, datetime.time) and value.tzinfo is not None:
        raise refused("unwritable-value", case="toml-time")
    import tomlkit

    if value is None:
        raise refused("no-null")
    return tomlkit.item(value).as_string()


def _string(value: str, style: Style, like: str) -> str:
    refuse_halves(value)
    wants_single = like.endswith("single") or (like in ("empty", "plain") and style.quote == "'")
    return _quoted(value, single=wants_single)


def _quoted(value: str, *, single: bool) -> str:
    if single and is_single(value):
        return f"'{value}'"
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    import tomlkit

    return '"' + "".join(tomlkit.string(piece).as_string()[1:-1] for piece in _PIECE.findall(value)) + '"'


def is_single(value: str) -> bool:
    """Whether a string can stand between single quotes, where nothing can be escaped."""
    return "'" not in value and _CONTROL.search(value) is None


def key(name: str, *, like: str = "plain", flow: bool = False) -> str:
    """The literal of a key; bare where that is possible and the key that it replaces is bare."""
    del flow
    refuse_halves(name, "key")
    bare = name.isascii() and name.replace("-", "_").isidentifier()
    if bare and like not in ("single", "double"):
        return name
    if like == "plain" and name.isascii() and name.replace("-", "").replace("_", "").isalnum():
        return name
    return _quoted(name, single=like == "single")


def after_equals(value: Value, style: Style, indent: int) -> str:
    """What follows ``key =`` of an entry: a space and a literal; text of several lines as such."""
    del indent
    if isinstance(value, str) and is_block(value, style):
        return " " + lines(value)
    return " " + inline(value, style)


def is_block(value: str, style: Style) -> bool:
    """Whether text can stand on several lines: each means what it says, and none closes the fence."""
    # Unlike YAML, TOML keeps the line ends of the file in its text: a CRLF page would add carriage returns to it.
    return "\n" in value and "\r" not in value and style.eol == "\n" and "\n+++" not in f"\n{value}"


def lines(value: str) -> str:
    """A string of several lines between three quotes, its first line below them."""
    refuse_halves(value)
    # TOML drops a line end right behind the opening quotes.
    return '"""\n' + "".join(map(_escaped, _PIECE.findall(value))) + '"""'


def _escaped(piece: str) -> str:
    """A piece of a text as it stands between three quotes."""
    import tomlkit

    found = tomlkit.string(piece, multiline=True).as_string()[3:-3]
    # Some versions of tomlkit put a line end in front of one.
    ends = (len(text) - len(text.lstrip("\n")) for text in (found, piece))
    return found[next(ends) - next(ends) :]


def item_text(item: Value, style: Style, indent: int) -> str:
    """An item of a list."""
    del indent
    return inline(item, style)


def table(steps: tuple[str, ...], value: dict[str, Value], style: Style, indent: int, *, many: bool) -> str:
    """A new table with its header, every line at an indent, without a last line end; what it holds stands in it.

    >>> print(table(("image",), {"caption": "x", "n": 1}, Style(step=0), 0, many=False))
    [image]
    caption = "x"
    n = 1
    """
    opening, closing = ("[[", "]]") if many else ("[", "]")
    name = ".".join(key(step) for step in steps)
    lead, inner = " " * indent, " " * (indent + style.step)
    fields = [f"{inner}{key(k)} ={after_equals(v, style, indent)}" for k, v in value.items()]
    return style.eol.join([f"{lead}{opening}{name}{closing}", *fields])
