"""What Hugo up to 0.151 read in a YAML scalar and its keys.

Rules: gopkg.in/yaml.v2 2.4.0 as it stood in Hugo, checked against 0.151.2.
"""

from __future__ import annotations

import base64
import binascii
import re

from hugoconv.syntax.nodes import Node, Scalar, Tree
from hugoconv.syntax.values import Shape, Value, shape_of
from hugoconv.syntax.yaml.tags import text_of
from hugoconv.syntax.yaml.values import AS_SPELLED, Reading
from hugoconv.syntax.yaml.values import data as data_by

_CORE = "tag:yaml.org,2002:"
_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_INT = re.compile(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+)|(0|[1-9][0-9]*))\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")


def plain_value(text: str) -> str | int | float | bool | None:
    """What Hugo up to 0.151 read in a plain scalar.

    >>> [plain_value(t) for t in ("yes", "010", "08", "12:30", "1e3", "2021-01-23")]
    [True, 8, 8.0, '12:30', 1000.0, '2021-01-23']
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    plain = text if text[0] == "." else text.replace("_", "")
    whole = _whole(plain)
    if whole is not None:
        return whole
    if _FLOAT.match(plain):
        value = float(plain)
        return text if value in (float("inf"), float("-inf")) else value
    return text


def _whole(plain: str) -> int | None:
    found = _INT.match(plain)
    if found is None:
        return None
    sign, *digits = found.groups()
    number = next(int(text, base) for text, base in zip(digits, (16, 8, 2, 10), strict=True) if text is not None)
    number = -number if sign == "-" else number
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
    if tag in ("!", "str", "timestamp"):
        return scalar.text
    if tag == "binary":
        try:
            return base64.b64decode("".join(scalar.text.split()), validate=True).decode("utf-8", "replace")
        except binascii.Error:
            return scalar.text
    if tag == "float" and isinstance(read := plain_value(scalar.text), int):
        return float(read)
    return plain_value(scalar.text) if scalar.style in ("plain", "empty") or tag in ("int", "bool") else scalar.text


def scalar_shape(scalar: Scalar) -> Shape:
    """The shape of a scalar's value."""
    return shape_of(scalar_value(scalar))


def _key(key: Scalar, nested: bool) -> str:
    return text_of(plain_value(key.text)) if nested and key.style == "plain" else key.text


_READING = AS_SPELLED._replace(scalar=scalar_value, first_wins=True)
_DECODER = Reading(scalar_value, _key, first_wins=True)


def data(node: Node | None) -> Value:
    """The value of a node, keys as the author spelled them."""
    return data_by(node, _READING)


def decoded(tree: Tree) -> dict[str, Value]:
    """What Hugo's decoder gave, under its own keys: those of the top level stayed as they were written."""
    found = data_by(tree.root, _DECODER)
    return found if isinstance(found, dict) else {}
