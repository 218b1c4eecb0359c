"""Places where Hugo reads what the page says, and the author may have meant something else."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.syntax.tree import Scalar, Tree, parts_of
from hugoconv.syntax.yaml.documents import next_text
from hugoconv.syntax.yaml.hugo_tree import SWALLOWED, found_in
from hugoconv.text.regex import regex

_LEADING_ZERO = regex(r"[-+]?0[0-7_]*[1-7][0-7_]*\Z")
_SIXTIES = regex(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z")


def surprises(tree: Tree) -> tuple[tuple[str, int], ...]:
    """Code and offset of every one."""
    return tuple(_surprises(tree))


def _surprises(tree: Tree) -> Iterator[tuple[str, int]]:
    yield from (("swallowing-item", at) for kind, at in found_in(tree) if kind is SWALLOWED)
    text = tree.text
    if tree.end < len(text) and (below := next_text(text, tree.end)) is not None:
        yield "text-not-read", below
    odd = "\t" in text or "\r\n" in text
    for _, part in parts_of(tree):
        value = part.value
        if not isinstance(value, Scalar) or value.tag is not None:
            continue
        if value.style == "plain":
            if odd and "\t" in text[value.start : value.end]:
                yield "tab-dropped", value.start
            elif _LEADING_ZERO.match(value.text):
                yield "leading-zero", value.start
            elif _SIXTIES.match(value.text):
                yield "base-60", value.start
        elif odd and value.style in ("single", "double") and "\r\n" in text[value.start : value.end]:
            yield "line-ends-kept", value.start
