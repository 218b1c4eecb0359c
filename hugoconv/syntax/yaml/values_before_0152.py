"""What Hugo up to 0.151 read in a plain YAML scalar.

Rules: gopkg.in/yaml.v2 2.4.0 as it stood in Hugo, checked against 0.151.2.
"""

from __future__ import annotations

import re

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
