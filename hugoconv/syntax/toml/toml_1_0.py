"""TOML 1.0, as Hugo read it until a little after 0.152."""

from __future__ import annotations

import re
import tomllib

from hugoconv.refusals import message, unreadable
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.toml import _TomlSyntax
from hugoconv.syntax.tree import Tree


class Toml10Syntax(_TomlSyntax):
    """TOML 1.0: a text that the standard library, which knows no newer TOML, accepts too."""

    def read(self, text: str) -> Tree:
        tree = super().read(text)
        try:
            tomllib.loads(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        except tomllib.TOMLDecodeError as error:
            raise unreadable(text, _offset_of(error, text), message("toml-syntax", "toml-1-0", why=error)) from None
        return tree

    def before_0_152(self) -> Syntax:
        return self


def _offset_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    """Where an error stands in a text, from the line and column in its message."""
    place = re.findall(r"\d+", str(error).rpartition("(")[2])
    line, column = map(int, place[:2]) if len(place) > 1 else (1, 1)
    at = sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1
    return min(at, len(text))


TOML_1_0 = Toml10Syntax()
