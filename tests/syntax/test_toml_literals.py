"""What is written of text in TOML reads back, at any length: tomlkit writes it in pieces of a thousand characters."""

import tomllib

import pytest

from hugoconv.syntax.style import Style
from hugoconv.syntax.toml.literals import inline, lines

ALL_AROUND = ('"', '""', '"""', '"' * 7, "\n", "\n\n", '\n"', '"\n', "\\", "\\n", "\x01", "\t", "é\x7f", "\U0001f600")


@pytest.mark.parametrize("odd", ALL_AROUND)
@pytest.mark.parametrize("before", [0, 1, 990, *range(996, 1004), 2000, 2999])
def test_text_of_any_length_reads_back(odd: str, before: int) -> None:
    for text in (f"{'a' * before}{odd}", f"{'a' * before}{odd}b", odd * 3 + "a" * before + odd * 400):
        assert tomllib.loads(f"k = {inline(text, Style())}")["k"] == text
        assert tomllib.loads(f"k = {lines(text)}")["k"] == text
