"""In the place of python-frontmatter: ``from hugoconv.interop import frontmatter`` in a script that imported it.

The same functions and posts; but what ``dumps`` writes are changes to the text that was read. Comments, order, quotes,
line ends and the white space around the content stay, and a post that nobody changed gives the text itself. Needs
the extra ``frontmatter``.

>>> post = loads("---\\ntitle: Mud  # tentative\\ntags: [b, a]\\n---\\n\\nHello\\n")
>>> post["title"] = "Lakes"
>>> print(dumps(post), end="")
---
title: Lakes  # tentative
tags: [b, a]
---
<BLANKLINE>
Hello
"""

from __future__ import annotations

import copy
import io
import os
from collections.abc import Callable
from functools import partial
from typing import IO, Any, NamedTuple, TypeAlias

from hugoconv.errors import FileError, MatterSyntaxError
from hugoconv.files.write import write_bytes
from hugoconv.interop.differences import content_of, is_same, operations, requotings, with_content
from hugoconv.layouts.parse import parse as parse_page
from hugoconv.page.page import Page
from hugoconv.text.lines import line_break
from hugoconv.text.regex import regex

try:
    import frontmatter as peer
    from frontmatter import default_handlers, detect_format, handlers
    from frontmatter.default_handlers import BaseHandler, JSONHandler, TOMLHandler, YAMLHandler
except ImportError as error:
    raise ImportError("the drop-in needs python-frontmatter: pip install 'hugoconv[frontmatter]'") from error

__all__ = [
    "JSONHandler",
    "Post",
    "TOMLHandler",
    "YAMLHandler",
    "change",
    "check",
    "checks",
    "default_handlers",
    "detect_format",
    "dump",
    "dumps",
    "handlers",
    "load",
    "loads",
    "parse",
]

File: TypeAlias = "str | os.PathLike[str] | IO[str] | IO[bytes]"
_DELIMITERS = ("start_delimiter", "end_delimiter")
_STRAY = "utf-8", "surrogateescape"  # bytes that are none of UTF-8 go through as they are
_BEHIND_FENCE = regex(r"\A[ \t]+(?=[\r\n])")
_SYNTAXES = {YAMLHandler: "yaml", JSONHandler: "json", TOMLHandler: "toml"}


class _Source(NamedTuple):
    """What a post was read from: the page, the metadata in it, and the content."""

    page: Page
    metadata: dict[Any, Any]
    content: str

    def changed(self, post: peer.Post) -> Page:
        """The page with what was done to a post of it."""
        page = self.page
        if not is_same(self.metadata, post.metadata):
            page = page if page.has_front_matter else page.with_front_matter("yaml")
            page = _requoted(page.apply(*operations(self.metadata, post.metadata)), post.metadata)
        if post.content == self.content:
            return page
        # The line end of the file, which for a page of one line is that of its front matter.
        eol = line_break(_text(page.to_bytes()), 0)
        page = _with_line_end(page, eol.encode())
        return page.with_body(with_content(_text(page.body), str(post.content), eol).encode(*_STRAY))


def _with_line_end(page: Page, eol: bytes) -> Page:
    """A page below whose front matter text can stand: one that ends at its closing fence gets a line end there."""
    whole = page.to_bytes()
    if page.body or not page.has_front_matter or whole.endswith((b"\n", b"\r")):
        return page
    return parse_page(whole + eol, page.path, hugo=page.hugo, content_rules=page.content_rules)


def _requoted(page: Page, metadata: dict[str, Any]) -> Page:
    """A page that the handler reads like the metadata: to Hugo, dates in YAML are text with quotes and without."""
    return page.apply(*requotings(_metadata(page), metadata))


class _Unread(NamedTuple):
    """What a post was read from by python-frontmatter alone: a text that Hugo refuses, and why."""

    text: str
    error: MatterSyntaxError
    metadata: dict[Any, Any]
    content: str

    def changed(self, post: peer.Post) -> str:
        """The text as it was; raises the error where the post is another one by now: written anew, it would lose what
        nobody has read."""
        if post.content == self.content and is_same(self.metadata, post.metadata):
            return self.text
        raise self.error


class Post(peer.Post):
    """A post of python-frontmatter that remembers the page it was read from."""

    _source: _Source | None = None
    _unread: _Unread | None = None

    @property
    def page(self) -> Page:
        """The page with all that was done to the post.

        Raises Refused and PathError for what cannot be written without touching anything else.
        """
        return parse_page(dumps(self)) if self._source is None else self._source.changed(self)


def loads(text: str | bytes, encoding: str = "utf-8", handler: BaseHandler | None = None, **defaults: Any) -> Post:
    """The post of a text; ``defaults`` are metadata that the text does not have to have."""
    given = text.decode(encoding) if isinstance(text, bytes) else str(text)
    try:
        source = _source(given, handler)
    except MatterSyntaxError as error:
        post = _by_peer(given, encoding, handler, defaults)
        post._unread = _Unread(given, error, copy.deepcopy(post.metadata), post.content)
        return post
    return _by_peer(given, encoding, handler, defaults) if source is None else _post(source, handler, defaults)


def _by_peer(text: str, encoding: str, handler: BaseHandler | None, defaults: dict[str, Any]) -> Post:
    post = peer.loads(text, encoding, handler, **defaults)
    return Post(post.content, post.handler, **post.metadata)


def load(file: File, encoding: str = "utf-8", handler: BaseHandler | None = None, **defaults: Any) -> Post:
    """The post of a file, open or named. Raises ValueError for what is neither, OSError for a file that cannot be
    read."""
    return loads(_read(file), encoding, handler, **defaults)


def parse(
    text: str | bytes, encoding: str = "utf-8", handler: BaseHandler | None = None, **defaults: Any
) -> tuple[dict[str, Any], str]:
    """The metadata and the content of a text."""
    post = loads(text, encoding, handler, **defaults)
    return post.metadata, post.content


def checks(text: str | bytes, encoding: str = "utf-8") -> bool:
    """Whether a text has front matter, be it empty."""
    given = text.decode(encoding) if isinstance(text, bytes) else str(text)
    try:
        return parse_page(given).has_front_matter or peer.checks(given, encoding)
    except MatterSyntaxError:
        return True


def check(file: File, encoding: str = "utf-8") -> bool:
    """Whether a file, open or named, has front matter; False for what is neither."""
    return _is_file(file) and checks(_read(file), encoding)


def dumps(post: peer.Post, handler: BaseHandler | None = None, **options: Any) -> str:
    """The text of a post: that which was read, with what changed.

    Options of a handler count where the whole text is new: for a post that was read from nothing, in another syntax, or
    between other delimiters. Raises Refused and PathError for what cannot be written without touching anything else.
    """
    chosen = handler or getattr(post, "handler", None) or YAMLHandler()
    other_fences = any(name in options and options[name] != getattr(chosen, name.upper()) for name in _DELIMITERS)
    if isinstance(post, Post) and not other_fences:
        if post._source is not None and (handler is None or _SYNTAXES.get(type(handler)) == post._source.page.syntax):
            return _text(post._source.changed(post).to_bytes())
        if post._unread is not None and handler is None:
            return post._unread.changed(post)
    if isinstance(chosen, YAMLHandler):
        options.setdefault("sort_keys", False)
    return str(chosen.format(post, **options))


def dump(
    post: peer.Post, file: File, encoding: str = "utf-8", handler: BaseHandler | None = None, **options: Any
) -> None:
    """Writes the text of a post to a file, open or named; a named one has all of its old or all of its new bytes at
    every instant. Raises as ``dumps`` and ``load``."""
    text = dumps(post, handler, **options)
    if isinstance(file, str | os.PathLike):
        _write(file, text.encode(encoding))
    elif _is_binary(file):
        file.write(text.encode(encoding))  # type: ignore[arg-type]
    elif callable(write := getattr(file, "write", None)):
        write(text)
    else:
        raise _no_file(file)


def change(function: Callable[[Post], object]) -> Callable[[Page], Page]:
    """A change for ``site.plan`` from a function that does something to a post.

    >>> def tagged(post):
    ...     post["tags"] = [*post.get("tags", []), "a"]
    >>> change(tagged)(parse_page("---\\ntags: [b] # few\\n---\\n")).matter
    'tags: [b, a] # few\\n'
    """
    return partial(_done_to, function)


def _done_to(function: Callable[[Post], object], page: Page) -> Page:
    source = _source_of(page)
    post = _post(source, None, {})
    function(post)
    return source.changed(post)


def _source(text: str, handler: BaseHandler | None) -> _Source | None:
    """The page of a text that Hugo and the handler read alike; None for one that only the handler sees front matter in,
    or that a handler of somebody's own is to read."""
    if handler is not None and type(handler) not in _SYNTAXES:
        return None
    page = parse_page(text)
    if handler is not None and _SYNTAXES[type(handler)] != page.syntax:
        return None
    source = _source_of(page)
    return source if page.has_front_matter or peer.parse(text) == ({}, source.content) else None


def _source_of(page: Page) -> _Source:
    return _Source(page, _metadata(page), content_of(_text(page.body)))


def _metadata(page: Page) -> dict[Any, Any]:
    """What the handler of the syntax of a page reads in it."""
    chosen = _handler(page.syntax)
    # Spaces behind the opening fence are a line of the front matter to Hugo, and a fault to PyYAML where they are tabs.
    found = page.to_dict() if chosen is None else chosen.load(_BEHIND_FENCE.sub("", page.matter, 1))
    return found if isinstance(found, dict) else {}


def _handler(syntax: str) -> BaseHandler | None:
    return next((one for one in handlers if _SYNTAXES.get(type(one)) == syntax), None)


def _post(source: _Source, handler: BaseHandler | None, defaults: dict[str, Any]) -> Post:
    metadata = copy.deepcopy(source.metadata)
    post = Post(source.content, handler or _handler(source.page.syntax), **defaults)
    post.metadata.update(metadata)
    post._source = source
    return post


def _text(data: bytes) -> str:
    return data.decode(*_STRAY)


def _is_file(file: object) -> bool:
    return isinstance(file, str | os.PathLike) or callable(getattr(file, "read", None))


def _is_binary(file: object) -> bool:
    # A temporary file is of no class of io, but says its mode.
    return isinstance(file, io.RawIOBase | io.BufferedIOBase) or "b" in str(getattr(file, "mode", ""))


def _write(path: str | os.PathLike[str], data: bytes) -> None:
    try:
        write_bytes(path, data)
    except FileError as error:
        # Who wrote files by themselves caught what the system says.
        raise error.__cause__ if isinstance(error.__cause__, OSError) else error from None


def _read(file: File) -> str | bytes:
    if isinstance(file, str | os.PathLike):
        with open(file, "rb") as opened:
            return opened.read()
    if not _is_file(file):
        raise _no_file(file)
    return file.read()


def _no_file(file: object) -> ValueError:
    return ValueError(f"Cannot open filename using type {type(file)}")
