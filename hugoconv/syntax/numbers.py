"""Floats as Go writes them, where Hugo makes text of a number."""

from __future__ import annotations

import math

_PLAIN_BELOW = 6


def shortest(value: float) -> str:
    """A float as Go's ``%v`` of YAML keys has it: from a million on, and below a ten-thousandth, with an exponent.

    >>> [shortest(v) for v in (1.0, 0.5, 12345678.5, 1e-05, -0.0, float("inf"))]
    ['1', '0.5', '1.23456785e+07', '1e-05', '-0', '+Inf']
    """
    if not math.isfinite(value) or value == 0:
        return decimal(value)
    from decimal import Decimal  # it takes its time to load

    sign, digits, power = Decimal(repr(value)).normalize().as_tuple()
    magnitude = len(digits) + int(power) - 1
    if -5 < magnitude < _PLAIN_BELOW:
        return decimal(value)
    first, *rest = map(str, digits)
    mantissa = f"{first}.{''.join(rest)}" if rest else first
    return f"{'-' if sign else ''}{mantissa}e{'-' if magnitude < 0 else '+'}{abs(magnitude):02}"


def decimal(value: float) -> str:
    """A float without an exponent, in as few digits as it needs.

    >>> [decimal(v) for v in (1.0, 0.000001, 1e20, float("-inf"), float("nan"))]
    ['1', '0.000001', '100000000000000000000', '-Inf', 'NaN']
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    from decimal import Decimal

    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
