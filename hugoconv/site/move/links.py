"""The links of a site that lead to pages which move or go, each with its place and what it should say.

Nothing is changed here. A link that still leads to its page after the moves, because it names the page only or because
both ends move together, is not listed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

from hugoconv.body.links import Link, candidates, confirmed
from hugoconv.body.shortcodes import STANDS, Shortcode, ShortcodeArgument, shortcodes
from hugoconv.errors import HugoconvError, MatterSyntaxError
from hugoconv.page.page import parse
from hugoconv.site.addresses import Branches, address_or_none
from hugoconv.site.configuration_files import FORMATS, Source, sources_of
from hugoconv.site.discovery import SitePage
from hugoconv.site.move.link_targets import (
    TAIL,
    Index,
    LinkAnswer,
    LinkOrigin,
    by_file,
    by_ref,
    by_url,
    is_named_in,
    stray,
)
from hugoconv.site.page_lookup import key_of
from hugoconv.syntax.envelope import Envelope, split
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.tree import Path, Scalar, Tree, parts_of
from hugoconv.text.lines import position
from hugoconv.text.regex import regex

# Fields in which a page names its own addresses.
_OWN_FIELDS = frozenset({"aliases", "url", "slug"})
_LINK_FIELD = regex(r"(?:url|link|href)s?\Z|url_|.*_(?:url|link)\Z", re.IGNORECASE)


class LinkPlace(NamedTuple):
    """One link to a page that moves, or from one to what stays where it was.

    ``path`` is from the root; ``lineno`` and ``colno`` count from 1 and say where the link begins. ``kind`` is ref (a
    shortcode), figure, link, image, definition, autolink or html (in a body, or in the text of a field), field, or
    menu (in the configuration). ``text`` is the link as it stands and ``target`` what it says of the page;
    ``becomes`` is what it should say, empty where the page will have no address. ``page`` is the old path of the page
    it leads to, empty for what stays.
    """

    path: str
    lineno: int
    colno: int
    kind: str
    text: str
    target: str
    becomes: str
    page: str


Ask: TypeAlias = Callable[[str, LinkOrigin, Index], LinkAnswer | None]


class Piece(NamedTuple):
    """A link in a text: its kind, its offset, how it stands, what it says, and where it leads; the offset and the
    literal of its destination, the page in which it is, how to ask where another text in its place leads, and the path
    of the field in which it is."""

    kind: str
    at: int
    text: str
    target: str
    answer: LinkAnswer
    start: int
    literal: str
    origin: LinkOrigin
    ask: Ask
    field: Path = ()

    def shifted(self, by: int) -> Piece:
        """The same link in a text that has so much more in front."""
        return self._replace(at=self.at + by, start=self.start + by)


def pieces_to(
    index: Index, pages: Iterable[tuple[SitePage, bytes]], above: Branches | None
) -> Iterator[tuple[str, str, Piece]]:
    """The links in pages, each with the path and the decoded text of its page."""
    for where, data in pages:
        text = decoded(data)
        yield from ((where.path, text, piece) for piece in pieces_of(where, data, text, index, above))


def pieces_of(where: SitePage, data: bytes, text: str, index: Index, above: Branches | None) -> Iterator[Piece]:
    """The links in a page, which is given as bytes and decoded, to pages that move, and the relative ones from a page
    that moves to what stays."""
    # One pass over the text for all names: to look for links costs far more, and few pages have one.
    if where.path in index.by_file or is_named_in(text, index):
        yield from _in_page(where, data, index, above)


def place_of(path: str, text: str, piece: Piece) -> LinkPlace:
    """The place of a link in the text of the page at a path."""
    line, column = position(text, piece.at)
    answer = piece.answer
    page = answer.move.old.path if answer.move else ""
    return LinkPlace(path, line, column, piece.kind, piece.text, piece.target, answer.becomes, page)


def decoded(data: bytes) -> str:
    """The text of a page; bytes that are no UTF-8 become lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """The bytes of what ``decoded`` gave."""
    return text.encode("utf-8", "surrogateescape")


def _in_page(where: SitePage, data: bytes, index: Index, above: Branches | None) -> Iterator[Piece]:
    """The links of a page, by offsets in its whole text. One whose front matter cannot be cut off is all body."""
    try:
        envelope = split(data)
    except MatterSyntaxError:
        # Its links are links all the same: a fault in the front matter must not leave them unseen.
        envelope = Envelope(b"", b"", b"", b"", b"", data, "none")
    origin = _origin(where, data, index, above)
    before = len(decoded(envelope.above_matter))
    for piece in _in_matter(envelope, origin, index):
        yield piece.shifted(before)
    before = len(decoded(envelope.above_body))
    for piece in _in_body(decoded(envelope.body), origin, index):
        yield piece.shifted(before)


def _origin(where: SitePage, data: bytes, index: Index, above: Branches | None) -> LinkOrigin:
    move = index.by_file.get(where.path)

    # A page is parsed only where it has a relative link, and once for all of these.
    @cache
    def addresses() -> tuple[str | None, str | None]:
        if move:
            return move.old_address, move.new_address
        try:
            own = address_or_none(parse(data, where.path), where, index.site, above)
        except HugoconvError:
            own = None
        return own, own

    return LinkOrigin(where, move.new if move else where, addresses)


def _in_body(text: str, origin: LinkOrigin, index: Index) -> Iterator[Piece]:
    found = [*_in_shortcodes(text, origin, index)]
    linked = {link: answer for link in candidates(text) if (answer := _answer(link, origin, index)) is not None}
    found += (_piece(link, text, linked[link], origin) for link in confirmed(text, linked))
    yield from sorted(found, key=lambda piece: piece.at)


def _piece(link: Link, text: str, answer: LinkAnswer, origin: LinkOrigin) -> Piece:
    said = link.target.of(text)

    def ask(other: str, origin: LinkOrigin, index: Index) -> LinkAnswer | None:
        found = _answer(link._replace(destination=_like(said, link.destination, other)), origin, index)
        return found and found._replace(becomes=_like(link.destination, said, found.becomes))

    answer = answer._replace(becomes=_like(link.destination, said, answer.becomes))
    return Piece(link.kind, link.span.start, link.span.of(text), said, answer, link.target.start, said, origin, ask)


def _like(shown: str, spelled: str, other: str) -> str:
    """A text with what follows its path spelled as in a link, which differs from what it says in entities."""
    tail, wanted = (TAIL.search(text) for text in (shown, spelled))
    if not other or tail is None or wanted is None:
        return other
    return TAIL.sub("", other) + wanted.group()


def _in_shortcodes(text: str, origin: LinkOrigin, index: Index) -> Iterator[Piece]:
    for code in shortcodes(text):
        # A closing tag has no arguments of its own.
        if code.closes:
            continue
        for argument in _addresses(code):
            ask = _asking(code, argument)
            if answer := ask(argument.value, origin, index):
                literal, whole = text[argument.start : argument.end], text[code.start : code.end]
                kind = "figure" if code.name == "figure" else "ref"
                yield Piece(kind, code.start, whole, argument.value, answer, argument.start, literal, origin, ask)


def _addresses(code: Shortcode) -> Iterator[ShortcodeArgument]:
    """The arguments of one of Hugo's own shortcodes that say where something is."""
    wanted = {"ref": ("path", ""), "relref": ("path", ""), "figure": ("src", "link")}
    for name in wanted.get(code.name.lower(), ()):
        if (found := _named(code, name)) and found.value:
            yield found


def _named(code: Shortcode, name: str) -> ShortcodeArgument | None:
    """The argument that Hugo takes by a name: the last one, and the first of those without a name. Only for ``figure``
    capitals make another name."""
    # `ref` reads its parameters from a map without capitals, the template of `figure` asks for `src` as it stands.
    spelled = str if code.name.lower() == "figure" else str.lower
    ordered = reversed(code.arguments) if name else code.arguments
    return next((one for one in ordered if spelled(one.name) == name), None)


def _asking(code: Shortcode, argument: ShortcodeArgument) -> Ask:
    return lambda text, origin, index: _argument(code, argument._replace(value=text), origin, index)


def _argument(code: Shortcode, argument: ShortcodeArgument, origin: LinkOrigin, index: Index) -> LinkAnswer | None:
    target = argument.value
    if code.name.lower() == "figure":
        return by_url(target, origin, index) or stray(target, origin, index)
    language = _named(code, "lang")
    return by_ref(target, ((language and language.value) or origin.old.language).lower(), origin, index)


def _in_matter(envelope: Envelope, origin: LinkOrigin, index: Index) -> Iterator[Piece]:
    """The links in the fields of a page: addresses, and Markdown in texts."""
    syntax = SYNTAXES.get(envelope.kind)
    if syntax is None:
        return
    text = decoded(envelope.matter)
    try:
        tree = syntax.read(text)
    except MatterSyntaxError:
        return
    for path, node in scalars(tree):
        if str(path[0]).lower() in _OWN_FIELDS:
            continue
        written = text[node.start : node.end]
        ask = _asking_field(path, ("", f"/{origin.old.language}"))
        if answer := ask(node.text, origin, index):
            yield Piece("field", node.start, written, node.text, answer, node.start, written, origin, ask, path)
        # Themes render titles and summaries as Markdown; a text with neither of these has no link.
        elif "](" in written or "href=" in written:
            found = _in_text(written, origin, index)
            yield from (piece.shifted(node.start)._replace(field=path) for piece in found)


def _asking_field(path: Path, prefixes: tuple[str, ...]) -> Ask:
    return lambda text, _origin, index: _field(path, text, index, prefixes)


def _in_text(text: str, origin: LinkOrigin, index: Index) -> Iterator[Piece]:
    for link in candidates(text):
        if answer := _answer(link, origin, index):
            yield _piece(link, text, answer, origin)


def _answer(link: Link, origin: LinkOrigin, index: Index) -> LinkAnswer | None:
    """Where a link leads; Hugo looks up files for those of Markdown only. What a shortcode writes is not known."""
    # In the place of a shortcode stands a character that no address has.
    if STANDS in link.destination:
        return None
    found = by_url(link.destination, origin, index)
    if found is None and link.kind in ("link", "image", "definition"):
        found = by_file(link.destination, origin, index)
    return found or stray(link.destination, origin, index)


def _field(path: Path, value: str, index: Index, prefixes: tuple[str, ...]) -> LinkAnswer | None:
    """What the value of a field leads to, if it is an address: from the top of the site, where themes read it from."""
    names = [str(step) for step in path if isinstance(step, str)]
    # Any other text may be a name, and `talk/mud` in a title is not meant to be rewritten.
    if value.startswith(("/", "http://", "https://")) or (names and _LINK_FIELD.match(names[-1])):
        return by_url(value, None, index, prefixes)
    return None


def scalars(tree: Tree) -> Iterator[tuple[Path, Scalar]]:
    """Every single value of a tree with its path."""
    for path, part in parts_of(tree):
        if isinstance(part.value, Scalar):
            yield path, part.value


class MenuLink(NamedTuple):
    """A link in a file of the configuration: the path of the value below that file, the value, and where it leads."""

    source: Source
    path: Path
    node: Scalar
    answer: LinkAnswer

    @property
    def literal(self) -> str:
        """The value as it stands, quotes included."""
        return self.source.text[self.node.start : self.node.end]


def in_configuration(index: Index) -> Iterator[LinkPlace]:
    """The places of the links in the configuration."""
    return map(place_in_menu, menu_links(index))


def menu_links(index: Index) -> Iterator[MenuLink]:
    """The links in the configuration, most of them in menus."""
    for source in sources_of(index.site.root):
        tree = SYNTAXES[FORMATS[os.path.splitext(source.path)[1].lower()]].read(source.text)
        for path, node in scalars(tree):
            if answer := answer_in_menu((*source.keys, *path), node.text, index):
                yield MenuLink(source, path, node, answer)


def place_in_menu(link: MenuLink) -> LinkPlace:
    """The place of a link in the configuration."""
    source, _, node, answer = link
    line, column = position(source.text, node.start)
    page = answer.move.old.path if answer.move else ""
    return LinkPlace(source.path, line, column, "menu", link.literal, node.text, answer.becomes, page)


def answer_in_menu(path: Path, value: str, index: Index) -> LinkAnswer | None:
    """What an entry of a menu leads to, by its ``url`` or its ``pageRef``, in the language below which it stands."""
    names = [str(step).lower() for step in path]
    languages = [name for name in names if name in index.site.languages]
    if names[-1] != "pageref":
        return _field(path, value, index, (*(f"/{name}" for name in languages), ""))
    # Hugo looks up a `pageRef` without regard to case, and with or without the slash.
    key = value.strip("/").lower()
    move = index.by_path.get(((*languages, index.site.default_language)[0], key))
    if move is None:
        return None
    if move.is_gone:
        return LinkAnswer(move, "")
    becomes = "/" * value.startswith("/") + key_of(move.new, index.site)
    return LinkAnswer(move, becomes) if key_of(move.new, index.site) != key else None
