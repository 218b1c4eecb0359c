"""Every changed text read as a whole in all tests, where ``HUGOCONV_VERIFY=full`` stands in the environment."""

from __future__ import annotations

import os

from hugoconv.syntax.base import Syntax
from hugoconv.syntax.yaml import YamlSyntax


def read_whole_if_asked() -> None:
    """From now on no field of a changed page is taken from the tree before, if the environment says so."""
    if os.environ.get("HUGOCONV_VERIFY") == "full":
        YamlSyntax.reread = Syntax.reread  # type: ignore[method-assign]
