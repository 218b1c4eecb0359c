"""The only writer of new YAML text.

Law: what is written here reads back as the same value, in its place, for Hugo before and after 0.152
and for PyYAML alike, except that a date may stand without quotes where the author writes dates so: both
readings of Hugo give it as text. Nothing is folded, and only what no reader takes raw is escaped.
"""

from __future__ import annotations

import datetime
import math
import re

from hugoconv.refusals import refused
from hugoconv.syntax.style import Style, bracketed
from hugoconv.syntax.values import Value, refuse_halves
from hugoconv.text.regex import regex


def _after_sign(word: str) -> str:
    """The word with a capital behind its signs, as in ``-.Inf``."""
    sign = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    return sign + word[len(sign) :].capitalize()


# Words that one reader or another does not take for text: `y` and `n` are truths for Hugo up to 0.151, `=` and `<<`
# errors for PyYAML.
_SPELLED = [
    "null",
    "~",
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
    ".inf",
    "-.inf",
    "+.inf",
    ".nan",
    ".NaN",
    "=",
    "<<",
]
_WORDS = frozenset(form for word in _SPELLED for form in (word, word.upper(), word.capitalize(), _after_sign(word)))
# Whatever one of the readers may take for a number: digits with separators, other bases, fractions.
_NUMBER_LIKE = regex(
    r"[-+_]*(?:[0-9][0-9_,:]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9_]*)?|0[xX][0-9a-fA-F_]+|0[oObB][0-9_]+|\.[0-9_]+(?:[eE][-+]?[0-9_]*)?)\Z"
)
# The forms of a date or time that a reader of YAML 1.1 takes for one, and more that only look so: for every Hugo
# they are text, so they may stand without quotes.
_DATE = regex(
    r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d(?::\d\d(?:\.\d*)?)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?)?\Z"
)
_LEADING = frozenset(",[]{}#&*!|>'\"%@`")
_SIGN_ALONE = regex(r"[-?:](?:\s|\Z)|---|\+\+\+")
_UNSAFE = regex("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|: |:\\Z| #")
_FLOW_UNSAFE = regex(r"[,\[\]{}:?#]")
_ESCAPED = regex('[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"\\\\\ue000]')
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0", '"': '\\"', "\\": "\\\\"}
_BLOCK_UNSAFE = regex("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(
    value: str | float | bool | datetime.date | datetime.time | None,
    style: Style,
    *,
    like: str = "empty",
    flow: bool = False,
) -> str:
    """The literal of one value on one line.

    ``like`` is the style of the literal that it replaces: quotes are taken over, and plain stays plain
    where it reads back as the same. Refuses a string that no YAML literal can hold.
    """
    if isinstance(value, str):
        return _string(value, style, like=like, flow=flow)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, int):
        if not -(2**63) <= value < 2**64:
            raise refused("unwritable-value", case="integer", value=value)
        return str(value)
    return _float(value)


def _float(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    text = repr(value)
    if "." in text:
        return text
    # `1e+20` without a dot is text for Hugo ≥ 0.152 and for PyYAML.
    digits, mark, exponent = text.partition("e")
    return f"{digits}.0{mark}{exponent}"


def _string(value: str, style: Style, *, like: str, flow: bool) -> str:
    refuse_halves(value)
    if like in ("single", "double"):
        return _quoted(value, like)
    eager = style.eager and like == "empty"
    if not eager and is_plain(value, flow=flow):
        return value
    return _quoted(value, "single" if style.quote == "'" else "double")


def _quoted(value: str, like: str) -> str:
    return single_quoted(value) if like == "single" and _fits_single(value) else double_quoted(value)


def is_plain(value: str, *, flow: bool = False) -> bool:
    """Whether a string may stand without quotes and be the same string for every reader.

    >>> [is_plain(v) for v in ("A talk", "yes", "12:30", "a: b", "#1", "2021-01-23")]
    [True, False, False, False, False, True]
    """
    if not value or value != value.strip() or value in _WORDS:
        return False
    if value[0] in _LEADING or _SIGN_ALONE.match(value):
        return False
    if _UNSAFE.search(value) or (flow and _FLOW_UNSAFE.search(value)):
        return False
    return not _NUMBER_LIKE.match(value)


def _fits_single(value: str) -> bool:
    return not _BLOCK_UNSAFE.search(value) and "\n" not in value and "\ue000" not in value


def single_quoted(value: str) -> str:
    """The value between single quotes; it may hold no control character and no line end."""
    return "'" + value.replace("'", "''") + "'"


def double_quoted(value: str) -> str:
    """The value between double quotes, with escapes that every reader of YAML knows."""
    return '"' + _ESCAPED.sub(_escape, value) + '"'


def _escape(found: re.Match[str]) -> str:
    c = found.group()
    if c in _SHORT:
        return _SHORT[c]
    return f"\\x{ord(c):02x}" if ord(c) < 0x100 else f"\\u{ord(c):04x}"


def key(name: str, *, like: str = "plain", flow: bool = False) -> str:
    """The literal of a key; quoted as the key it replaces, plain where that is safe."""
    refuse_halves(name, "key")
    if like in ("single", "double"):
        return _quoted(name, like)
    # PyYAML, with which pages are read here, refuses a key of over 1024 characters.
    if len(name) > 1000:
        raise refused("unwritable-value", case="long-key")
    # Between braces Hugo ends a key at its first colon, space or none; and dots at the start of a line end the
    # document.
    if is_plain(name, flow=flow) and not _DATE.match(name) and ":" not in name and not name.startswith("..."):
        return name
    return double_quoted(name)


def inline(value: Value, style: Style, *, like: str = "empty", flow: bool = False) -> str:
    """The literal of any value on one line; lists and maps in brackets.

    >>> inline(["a", {"b": 1}], Style())
    '[a, {b: 1}]'
    """
    if isinstance(value, list):
        return bracketed("[", [inline(item, style, flow=True) for item in value], "]", style)
    if isinstance(value, dict):
        pairs = [f"{key(name, flow=True)}: {inline(item, style, flow=True)}" for name, item in value.items()]
        return bracketed("{", pairs, "}", style)
    return scalar(value, style, like=like, flow=flow)


def after_colon(value: Value, style: Style, indent: int) -> str:
    """What follows ``key:`` of an entry at ``indent``: a space and a literal, or line end and a block.

    >>> after_colon({"a": 1, "b": ["x"]}, Style(), 0)
    '\\n  a: 1\\n  b: [x]'
    """
    if value is None and style.bare:
        return ""
    if isinstance(value, dict) and value:
        return style.eol + block_map(value, style, indent + style.step)
    if isinstance(value, list) and value and (style.block or any(isinstance(v, dict) and v for v in value)):
        return style.eol + block_list(value, style, indent + style.dash)
    if isinstance(value, str) and is_block_text(value, style):
        return " " + block_text(value, style, indent + style.step)
    return " " + inline(value, style)


def block_map(value: dict[str, Value], style: Style, indent: int) -> str:
    """The entries of a map, one a line, every line indented, without a last line end."""
    return style.eol.join(
        f"{' ' * indent}{key(name)}:{after_colon(item, style, indent)}" for name, item in value.items()
    )


def block_list(value: list[Value], style: Style, indent: int) -> str:
    """The items of a list, one a line, every line indented, without a last line end."""
    return style.eol.join(f"{' ' * indent}-{style.wide}{item_text(item, style, indent)}" for item in value)


def item_text(value: Value, style: Style, indent: int) -> str:
    """What follows the dash, at ``indent``, and its spaces. An empty item is written out as null."""
    inner = indent + 1 + len(style.wide)
    if isinstance(value, dict) and value:
        return block_map(value, style, inner)[inner:]
    return inline(value, style)


def is_block_text(value: str, style: Style) -> bool:
    """Whether several lines can stand as a literal block without any escape or indent indicator."""
    lines = value.split("\n")
    return (
        len(lines) > 1
        and not _BLOCK_UNSAFE.search(value)
        and "\ue000" not in value
        and style.eol != "\r"
        and bool(lines[0].strip())
        and lines[0][0] not in " \t"
        and not value.endswith("\n\n")
        and all(line == line.rstrip() for line in lines)
    )


def block_text(value: str, style: Style, indent: int) -> str:
    """A string of several lines as a literal block, header included, without a last line end."""
    header = "|" if value.endswith("\n") else "|-"
    lines = value.removesuffix("\n").split("\n")
    return style.eol.join([header, *(" " * indent + line if line else "" for line in lines)])


def is_exact_block(value: str, style: Style) -> bool:
    """Whether several lines can stand as a literal block whose header may say the indent: lines may begin with spaces,
    and end with some where a line end follows."""
    last = value.removesuffix("\n").split("\n")[-1]
    return (
        "\n" in value
        and not _BLOCK_UNSAFE.search(value.replace("\t", ""))
        and "\ue000" not in value
        and style.eol != "\r"
        and style.step < 10
        and bool(last.strip())
        and (value.endswith("\n") or last == last.rstrip())
    )


def exact_block(value: str, style: Style, indent: int) -> str:
    """A string of several lines as a literal block that says its indent where its first line is no measure."""
    text = block_text(value, style, indent)
    first = value.split("\n", 1)[0]
    return f"|{style.step}{text[1:]}" if not first or first[0] in " \t" else text
