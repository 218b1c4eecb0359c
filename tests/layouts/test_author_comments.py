"""Commented-out fields that a conversion may have left are found however they are spelled, and nothing else is."""

import pytest

from hugoconv.layouts.author_comments import revivable
from hugoconv.layouts.parse import parse
from hugoconv.layouts.schema import built_in

NAMES = built_in().all["talk"].lens.commented_out("talk")  # type: ignore[union-attr]
CASES = {
    "a plain key": ("---\na: 1\n#event: x\n---\n", ["event"]),
    "another case": ("---\na: 1\n#EVENT: x\n---\n", ["EVENT"]),
    "a key in double quotes": ('---\na: 1\n#"event": x\n---\n', ["event"]),
    "a key in single quotes": ("---\na: 1\n#'date': x\n---\n", ["date"]),
    "letters that fold to those of a name": ("---\na: 1\n#addreſſ: x\n---\n", ["addreſſ"]),
    "the same in quotes": ('---\na: 1\n#"addreſſ": x\n---\n', ["addreſſ"]),
    "a space behind the marker": ("---\na: 1\n# event: x\n---\n", []),
    "not at the top": ("---\na:\n  b: 1\n  #event: x\n---\n", []),
    "prose that begins with a name": ("---\na: 1\n#event\n# date of it\n---\n", []),
    "a field of TOML": ("+++\na = 1\n#event = 'x'\n+++\n", ["event"]),
    "a table of TOML": ("+++\na = 1\n#[address]\n#  city = 'x'\n+++\n", ["address"]),
    "a table with blanks": ("+++\na = 1\n#[ address ]\n#city = 'x'\n+++\n", ["address"]),
    "a key of TOML with an escape": ('+++\na = 1\n#"\\u0065vent" = 1\n+++\n', ["event"]),
    "a table of TOML with an escape": ('+++\na = 1\n#["\\u0061ddress"]\n#city = 1\n+++\n', ["address"]),
}


@pytest.mark.parametrize(("page", "expected"), CASES.values(), ids=CASES)
def test_what_a_conversion_may_have_commented_out_is_found(page: str, expected: list[str]) -> None:
    assert [field.key for field in revivable(parse(page), NAMES)] == expected
