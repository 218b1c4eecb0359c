"""How the value of a parameter of a shortcode is written."""

from __future__ import annotations

from hugoconv.body.shortcodes import is_bare_value
from hugoconv.refusals import refused


def literal(value: str) -> str:
    r"""A value in quotes, which Hugo reads as text. Refused (``shortcode-parameter``) for one that no quotes can hold.

    >>> print(literal('a "b"'), literal("a\\"), literal("a\nb"))
    "a \"b\"" `a\` `a
    b`
    """
    # A backslash stands for itself but before a quotation mark.
    if "\n" not in value and '\\"' not in value and not value.endswith("\\"):
        return '"' + value.replace('"', '\\"') + '"'
    if "`" in value:
        raise refused("shortcode-parameter", case="value", value=value)
    return f"`{value}`"


def said_in_place_of(old: str, value: str) -> str:
    """A value in the form of another literal, where it can have that.

    >>> said_in_place_of("50", "60"), said_in_place_of("`a`", "b"), said_in_place_of("50", "60 %")
    ('60', '`b`', '"60 %"')
    """
    if old.startswith("`") and "`" not in value:
        return f"`{value}`"
    return value if is_bare_value(old) and is_bare_value(value) else literal(value)
