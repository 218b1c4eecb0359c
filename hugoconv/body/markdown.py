"""What mistune reads in a text: the tokens of a document, all of them or those of its blocks alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from mistune import Markdown

PLUGINS = ["strikethrough", "footnotes", "table", "url", "task_lists", "def_list"]


class Document(NamedTuple):
    """The tokens of a text, and the definitions of links in it by name."""

    tokens: Any
    definitions: dict[str, Any]


def document(text: str) -> Document:
    """A text as mistune reads it. It knows nothing of shortcodes: see ``without_shortcodes``."""
    tokens, state = _markdown().parse(with_line_feeds(text))
    return Document(tokens, state.env.get("ref_links", {}))


def blocks(text: str) -> Iterator[Any]:
    """The tokens of the blocks of a text, outer ones first; what is written in a line stands in them as it is."""
    block = _markdown().block
    state = block.state_cls()
    state.process(with_line_feeds(text) + "\n")
    block.parse(state)
    yield from walked(state.tokens)


def walked(tokens: Iterable[Any]) -> Iterator[Any]:
    """Some tokens and all within them, outer ones first."""
    for token in tokens:
        yield token
        yield from walked(token.get("children") or ())


def with_line_feeds(text: str) -> str:
    """A text in which a line feed ends every line, as mistune wants it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@cache
def _markdown() -> Markdown:
    from mistune import create_markdown  # takes long to import

    return create_markdown(renderer=None, plugins=PLUGINS)
