"""What a link names, among pages that move, and what it should say afterwards.

Rules: how browsers resolve addresses, and how Hugo 0.168 looks up ``ref``, checked against the binary.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple, TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit

from hugoconv.hugo.page_path import SINGLE, FileName, file_name, is_content
from hugoconv.hugo.urlize import escaped, normalized
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage
from hugoconv.site.page_lookup import (
    Names,
    folder_of,
    folders_of,
    has_suffix,
    joined,
    key_of,
    named,
    names_of,
    reduced,
    section_of,
)
from hugoconv.text.regex import regex

_Find: TypeAlias = Callable[[str, str, SitePage], str | None]
_WORD = regex(r"[^\s/\"'`()\[\]{}<>#?,:|.]+")
TAIL = regex(r"[?#].*\Z", re.DOTALL)


class Moved(NamedTuple):
    """A page that moves: what it is and will be, and both addresses; None for a page that has none. One that is taken
    away stays where it is, and has no address."""

    old: SitePage
    new: SitePage
    old_address: str | None
    new_address: str | None

    @property
    def is_gone(self) -> bool:
        """Whether it is taken away."""
        return self.old == self.new


class Index(NamedTuple):
    """The pages that move by what links say of them: an address, language and path in the content, or a file. Whatever
    names one holds one of the ``words``. ``tidy`` where a relative link from a page that moves is to stay the shortest,
    so that the way back gives the same; else one that still leads there stays."""

    site: Configuration
    by_address: Mapping[str, Moved]
    by_path: Mapping[tuple[str, str], Moved]
    by_file: Mapping[str, Moved]
    before: Names
    after: Names
    words: frozenset[str]
    tidy: bool = False
    address_of: Callable[[tuple[str, str]], str | None] = lambda _named: None


class LinkOrigin(NamedTuple):
    """The page in which a link stands, as it is and as it will be; its two addresses are asked for when needed."""

    old: SitePage
    new: SitePage
    addresses: Callable[[], tuple[str | None, str | None]]

    def turned(self) -> LinkOrigin:
        """The page as it is for the way back."""
        return LinkOrigin(self.new, self.old, lambda: self.addresses()[::-1])


class LinkAnswer(NamedTuple):
    """The page that a link leads to, None for one that stays, and what the link should say."""

    move: Moved | None
    becomes: str


def indexed(moved: Mapping[str, Moved], site: Configuration, pages: Iterable[SitePage]) -> Index:
    """The index of some moves, which are given by old path, among all the pages of a site."""
    listed = list(pages)
    by_path = {(move.old.language, key_of(move.old, site)): move for move in moved.values()}
    return Index(
        site,
        {_plain(move.old_address): move for move in moved.values() if move.old_address},
        by_path,
        moved,
        names_of(listed, site),
        names_of(_afterwards(moved, listed), site),
        frozenset(word for move in moved.values() for word in _words(move, site)),
    )


def _afterwards(moved: Mapping[str, Moved], pages: Iterable[SitePage]) -> Iterator[SitePage]:
    """All the pages as they will be."""
    for where in pages:
        move = moved.get(where.path)
        if move is None or not move.is_gone:
            yield move.new if move else where


def turned(index: Index) -> Index:
    """The index of the moves that take all of some moves back."""
    moved = [_turned(move) for move in index.by_file.values()]
    return index._replace(
        by_address={_plain(move.old_address): move for move in moved if move.old_address},
        by_path={(move.old.language, key_of(move.old, index.site)): move for move in moved},
        by_file={move.old.path: move for move in moved},
        before=index.after,
        after=index.before,
    )


def _turned(move: Moved) -> Moved:
    was = move.new._replace(resources=_carried(move))
    return Moved(was, move.old, move.new_address, move.old_address)


def _carried(move: Moved) -> tuple[str, ...]:
    """Where the resources of a bundle lie once it has moved."""
    old, new = (posixpath.dirname(where.path) for where in (move.old, move.new))
    return tuple(new + name[len(old) :] for name in move.old.resources)


def _words(move: Moved, site: Configuration) -> Iterator[str]:
    """How what names a page begins in its last part: its file or folder, its address, that escaped."""
    own = _plain(move.old_address or "")
    for name in (named(move.old, site), key_of(move.old, site), own, escaped(own)):
        yield from _WORD.findall(name.lower().rpartition("/")[2])[:1]


def is_named_in(text: str, index: Index) -> bool:
    """Whether a text may name a page that moves: quick, and right where it says no."""
    # An escape may spell any letter of a name.
    if "\\u" in text or "\\x" in text:
        return True
    return not index.words.isdisjoint(_WORD.findall(text.lower().replace("\\", "")))


def by_ref(target: str, language: str, origin: LinkOrigin, index: Index) -> LinkAnswer | None:
    """What ``ref`` finds; None where that is nothing, or is found by the same text afterwards."""
    path = TAIL.sub("", target)
    if not path.strip("/"):
        return None
    key = index.before.found_by_name(path, language, origin.old)
    return None if key is None else _by_path(target, path, (language, key), origin, index, index.after.found_by_name)


def by_url(
    target: str, origin: LinkOrigin | None, index: Index, prefixes: tuple[str, ...] = ("",)
) -> LinkAnswer | None:
    """What an address leads to; without a slash in front it starts from the page, or from the top where no page is
    given.

    ``prefixes`` are what a theme may put in front of one. None for a page that does not move, and for a link between
    two pages that move along.
    """
    parts = _split(target, index)
    if parts is None or not parts.path:
        return None
    if parts.netloc or parts.path.startswith("/") or origin is None:
        return _by_absolute(parts, index, prefixes)
    return _by_relative(parts, origin, index)


def by_file(target: str, origin: LinkOrigin, index: Index) -> LinkAnswer | None:
    """What a Markdown link leads to as the path of a file in the content: Hugo looks up any where languages are
    configured,
    and readers of the source one with a suffix."""
    parts = _split(target, index)
    path = unquote(parts.path) if parts and not parts.netloc else ""
    if not path.strip("/.") or not (is_content(path) or index.site.names_languages):
        return None
    bare = path.removeprefix("./")
    key = index.before.found(bare, origin.old.language, origin.old)
    if key is None or _is_address(bare, (origin.old.language, key), origin, index):
        return None
    answer = _by_path(bare, bare, (origin.old.language, key), origin, index, index.after.found)
    if answer is None:
        return None
    raw = TAIL.sub("", target)
    return answer._replace(becomes=respelled(answer.becomes, raw) + target[len(raw) :])


def _is_address(path: str, named_: tuple[str, str], origin: LinkOrigin, index: Index) -> bool:
    """Whether a path leads to a page that stays as an address too."""
    if is_content(path) or path.startswith("/") or named_ in index.by_path:
        return False
    old, own = origin.addresses()[0], index.address_of(named_)
    return old is not None and own is not None and _plain(_joined(old, path)) == _plain(own)


def stray(target: str, origin: LinkOrigin, index: Index) -> LinkAnswer | None:
    """What leads from a page that moves to what stays; what lies in the page's own folder moves along."""
    parts = _split(target, index)
    old, new = origin.addresses()
    if parts is None or parts.netloc or not parts.path or parts.path.startswith("/") or is_content(parts.path):
        return None
    if old is None or new is None or old == new:
        return None
    lead = _joined(old, parts.path)
    if f"{lead}/".startswith(old) or _at(index, lead):
        return None
    path = _from(new, lead, parts.path)
    is_shortest = index.tidy and parts.path == _from(old, lead, parts.path) != path
    if lead == _joined(new, parts.path) and not is_shortest:
        return None
    return LinkAnswer(None, parts._replace(path=path).geturl())


def respelled(path: str, like: str) -> str:
    """A path spelled as another was where they end alike: with its escapes, its ``index.html``, its last slash.

    >>> respelled("/post/河/", "/talk/%e6%b2%b3"), respelled("../post/a", "./a/index.html"), respelled("../b/", "b/")
    ('/post/%e6%b2%b3', './../post/a/index.html', '../b/')
    """
    if like.startswith("./") and not path.startswith("/"):
        return "./" + respelled(path.removeprefix("./"), like.removeprefix("./"))
    bare = like.removesuffix("index.html") if like.endswith("/index.html") else like
    old, new = bare.rstrip("/").split("/"), path.rstrip("/").split("/")
    alike = 0
    while alike < min(len(old), len(new)) and unquote(old[-1 - alike]) == unquote(new[-1 - alike]) not in ("", ".."):
        alike += 1
    cut = len(new) - alike
    shown = "/".join(
        [*(escaped(part) if "%" in like or " " in part else part for part in new[:cut]), *old[len(old) - alike :]]
    )
    tail = like[len(bare.rstrip("/")) :]
    return shown + tail


def _by_path(
    target: str, path: str, named_: tuple[str, str], origin: LinkOrigin, index: Index, find: _Find
) -> LinkAnswer | None:
    """The answer for a path in the content that finds a page; the first of some spellings that finds it again."""
    language, key = named_
    move = index.by_path.get(named_)
    if move and move.is_gone:
        return LinkAnswer(move, "")
    new = key_of(move.new, index.site) if move else key
    stays = find(path, language, origin.new) == new
    is_name = find == index.after.found_by_name and index.after.is_single(path, language)
    is_shortest = index.tidy and path in _spellings(path, key, None, origin._replace(new=origin.old), index)
    if stays and (is_name or not is_shortest):
        return None
    for shown in _spellings(path, key, move, origin, index):
        if shown == path:
            return None
        if "/" in path and find == index.after.found_by_name and index.after.is_single(shown, language):
            continue  # what had a place would become a name alone
        if find(shown, language, origin.new) == new:
            return LinkAnswer(move, shown + target[len(path) :])
    return None


def _spellings(path: str, key: str, move: Moved | None, origin: LinkOrigin, index: Index) -> Iterator[str]:
    """How a page may be named after the moves: from the top as before, from the page as before, or from the root."""
    site, tail = index.site, "/" * path.endswith("/")
    starts = [folder for folder in folders_of(path, origin.old, site) if _leads(folder, path, key, site)]
    whole = joined(starts[0], path) if starts else path.strip("/")
    whole = _renamed(whole, move, site) if move else whole
    if starts and not path.startswith("/"):
        dot = "./" if path.startswith("./") else ""
        if starts[0] == "" and not path.startswith("."):
            yield whole + tail
        section, own = section_of(origin.old, site), folder_of(origin.old, site)
        is_own = own != section and own in starts
        is_own = is_own and (starts[0] == own or _is_shortest_from(own, path) > _is_shortest_from(section, path))
        shown = dot + _relative(whole, origin.new, is_own, site) + tail
        yield shown
        if "/" not in shown:
            yield f"../{posixpath.basename(section_of(origin.new, site))}/{shown}"
    yield "/" + whole + tail


def _is_shortest_from(folder: str, path: str) -> bool:
    """Whether a path is the shortest from a folder to where it leads."""
    lead = posixpath.normpath(posixpath.join("/", folder, path))
    return posixpath.relpath(lead, "/" + folder) == posixpath.normpath(path)


def _relative(whole: str, where: SitePage, is_own: bool, site: Configuration) -> str:
    """The shortest path to a page from another: from its own folder, or from that of its section where that does."""
    own, section = folder_of(where, site), section_of(where, site)
    shown = posixpath.relpath("/" + whole, "/" + section)
    is_own = is_own or (shown.startswith("../") and has_suffix(shown))
    return posixpath.relpath("/" + whole, "/" + own) if is_own else shown


def _leads(folder: str, path: str, key: str, site: Configuration) -> bool:
    return reduced(joined(folder, path), site) == key


def _renamed(path: str, move: Moved, site: Configuration) -> str:
    """The new path of a page, with file name, suffix and spelling as in the old one."""
    last = posixpath.basename(path)
    name = file_name(last, site.content_rules.languages) if is_content(last) else FileName(last, "")
    base, is_index = name.base, is_content(last) and name.bundle != SINGLE
    new = named(move.new, site)
    own = posixpath.basename(posixpath.dirname(path)) if is_index else base
    if normalized(own) == normalized(posixpath.basename(new)):
        new = posixpath.join(posixpath.dirname(new), own)
    return new + (f"/{last}" if is_index else last[len(base) :])


def _from(address: str, lead: str, like: str) -> str:
    """A path that leads from an address to another, spelled like an old one."""
    shown = posixpath.relpath(lead, posixpath.dirname(address))
    return respelled(f"../{posixpath.basename(lead.rstrip('/'))}" if shown == "." else shown, like)


def _at(index: Index, path: str) -> Moved | None:
    """The page that moves from an address, or whose file lies there, with the addresses of that."""
    plain = _plain(path)
    if plain in index.by_address:
        return index.by_address[plain]
    above, _, rest = plain.rpartition("/")
    while above:
        move = index.by_address.get(above)
        if move and move.old.kind == "leaf":
            file = f"{posixpath.dirname(move.old.path)}/{rest}"
            if file not in move.old.resources or (move.new_address is None and not move.is_gone):
                return None
            if move.new_address is None:
                return move._replace(old_address=plain)
            return move._replace(old_address=plain, new_address=f"{posixpath.dirname(move.new_address)}/{rest}")
        above, _, last = above.rpartition("/")
        rest = f"{last}/{rest}"
    return None


def _split(target: str, index: Index) -> SplitResult | None:
    """The parts of an address that may lie in the site; None for one that does not, and for text that is no address."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.netloc:
        return parts if parts.netloc == urlsplit(index.site.base_url).netloc else None
    return None if parts.scheme else parts


def _by_absolute(parts: SplitResult, index: Index, prefixes: tuple[str, ...]) -> LinkAnswer | None:
    for added, before in product(prefixes, dict.fromkeys((index.site.base_path, ""))):
        path = "/" + parts.path.lstrip("/")
        if not path.startswith(before + "/"):
            continue
        move = _at(index, added + path[len(before) :])
        if move is None or move.old_address == move.new_address:
            continue
        if move.new_address is None:
            return LinkAnswer(move, "")
        own = move.new_address.removeprefix(added) if added else move.new_address
        shown = respelled(before + own, "/" + parts.path.lstrip("/"))
        return LinkAnswer(move, parts._replace(path=shown if parts.path.startswith("/") else shown[1:]).geturl())
    return None


def _by_relative(parts: SplitResult, origin: LinkOrigin, index: Index) -> LinkAnswer | None:
    old, new = origin.addresses()
    if old is None:
        return None
    move = _at(index, _joined(old, parts.path))
    if move is None:
        return None
    if move.new_address is None or new is None:
        return LinkAnswer(move, "" if move.new_address is None else respelled(move.new_address, parts.path))
    if _plain(_joined(new, parts.path)) == _plain(move.new_address):
        return None
    return LinkAnswer(move, parts._replace(path=_from(new, move.new_address, parts.path)).geturl())


def _plain(path: str) -> str:
    """An address as it is looked up: escapes undone, without a slash or ``index.html`` at its end."""
    return unquote(path).removesuffix("index.html").rstrip("/")


def _joined(address: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(path)))
    # normpath keeps two slashes in front.
    return "/" + joined.lstrip("/")
