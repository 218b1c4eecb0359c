"""What Hugo up to 0.151 read in a YAML scalar and its keys.

Rules: gopkg.in/yaml.v2 2.4.0 as it stood in Hugo, checked against 0.151.2.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from hugoconv.refusals import message, unreadable
from hugoconv.syntax.tree import Node, Scalar, Tree, parts_of
from hugoconv.syntax.values import CanonicalValue, Value, canonical_of
from hugoconv.syntax.yaml.hazards import hazards as hazards_since
from hugoconv.syntax.yaml.parser import read as read_since
from hugoconv.syntax.yaml.tags import text_of
from hugoconv.syntax.yaml.values import AS_SPELLED, ReadingRules
from hugoconv.syntax.yaml.values import data as data_by
from hugoconv.text.regex import regex

_CORE = "tag:yaml.org,2002:"
_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_KINDS: dict[str, type | tuple[type, ...]] = {"int": int, "float": (int, float), "bool": bool, "null": type(None)}
_REFUSED = (
    (regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"), "control characters are not allowed"),
    (regex("[\udc80-\udcff]"), "the text is no UTF-8"),
    (regex(r"\A\t|^ *(?:- +)*-\t", re.MULTILINE), "a tab cannot stand here"),
    (regex(r'"[^"\n]*(?<!\\)(?:\\\\)*\\/'), "a slash cannot be escaped"),
)
_MOST_DIGITS = 1000  # Python converts no more than some 4000 of them
_INT = regex(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+)|(0|[1-9][0-9]*))\Z")
_FLOAT = regex(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")


def plain_value(text: str) -> str | int | float | bool | None:
    """What Hugo up to 0.151 read in a plain scalar.

    >>> [plain_value(t) for t in ("yes", "010", "08", "12:30", "1e3", "2021-01-23")]
    [True, 8, 8.0, '12:30', 1000.0, '2021-01-23']
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    # yaml.v2 drops underscores from numbers, but not from one that begins with a dot: `.5_` is text.
    plain = text if text[0] == "." else text.replace("_", "")
    whole = _whole(plain)
    if whole is not None:
        return whole
    # yaml.v2 reads a float in `08`, which is no octal number, and in `1e3`, which has no dot.
    if _FLOAT.match(plain):
        value = float(plain)
        return text if value in (float("inf"), float("-inf")) else value
    return text


def _whole(plain: str) -> int | None:
    found = _INT.match(plain)
    if found is None or len(plain) > _MOST_DIGITS:
        return None
    sign, *digits = found.groups()
    number = next(int(text, base) for text, base in zip(digits, (16, 8, 2, 10), strict=True) if text is not None)
    number = -number if sign == "-" else number
    # Go's unsigned numbers, which go up to 2**64, may have no sign in front.
    limit = 2**64 if number >= 0 and not sign else 2**63
    return number if -(2**63) <= number < limit else None


def scalar_value(scalar: Scalar) -> Value:
    """What Hugo up to 0.151 read in a scalar, its style and tag considered."""
    if scalar.tag is not None:
        return _tagged(scalar)
    if scalar.style == "plain":
        return plain_value(scalar.text)
    return None if scalar.style == "empty" else scalar.text


def _tagged(scalar: Scalar) -> Value:
    tag = (scalar.tag or "").removeprefix(_CORE)
    if tag == "null":
        return None
    if tag == "binary":
        try:
            return base64.b64decode("".join(scalar.text.split()), validate=True).decode("utf-8", "replace")
        except binascii.Error:
            return scalar.text
    if tag in ("int", "float", "bool"):
        read = plain_value(scalar.text)
        return float(read) if tag == "float" and isinstance(read, int) else read
    own = tag in ("!", "str", "timestamp") or scalar.style != "plain"
    return scalar.text if own else plain_value(scalar.text)


def hazards(tree: Tree) -> tuple[tuple[str, int], ...]:
    """Code and offset of what that Hugo refused, and PyYAML reads."""
    found = ((code, at) for code, at in hazards_since(tree) if code in ("key-is-no-text", "merge-of-no-map"))
    return (*found, *_refused_tags(tree))


def _refused_tags(tree: Tree) -> Iterator[tuple[str, int]]:
    for _, part in parts_of(tree):
        value = part.value
        if not isinstance(value, Scalar) or value.tag is None:
            continue
        wanted = _KINDS.get(value.tag.removeprefix(_CORE))
        if wanted is not None and not isinstance(plain_value(value.text), wanted):
            yield "refused-tag", value.outer


def read(text: str) -> Tree:
    """The tree of a matter. Refuses, besides what YAML refuses, control characters, bytes that are no UTF-8, a tab
    behind a dash or the opening fence, and an escaped slash."""
    for pattern, why in _REFUSED:
        if found := pattern.search(text):
            raise unreadable(text, found.start(), message("yaml-syntax", "old-hugo", why=why))
    return read_since(text, quirks=False)


def canonical_scalar(scalar: Scalar) -> CanonicalValue:
    """The shape of a scalar's value."""
    return canonical_of(scalar_value(scalar))


def _key(key: Scalar, nested: bool) -> str:
    if key.style != "plain":
        return key.text
    value = plain_value(key.text)
    return text_of(value) if nested or value is None else key.text


_READING = AS_SPELLED._replace(scalar=scalar_value, first_wins=True)
_DECODER = ReadingRules(scalar_value, _key, first_wins=True)


def data(node: Node | None) -> Value:
    """The value of a node, keys as the author spelled them."""
    return data_by(node, _READING)


def decoded(tree: Tree) -> dict[str, Value]:
    """What Hugo's decoder gave, under its own keys: those of the top level stayed as they were written."""
    found = data_by(tree.root, _DECODER)
    return found if isinstance(found, dict) else {}
