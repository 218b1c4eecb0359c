"""What a link names, among pages that move, and what it should say afterwards.

Rules: how browsers resolve addresses, and how Hugo 0.168 looks up ``ref``, checked against the binary.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from hugoconv.files.walking import is_content
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage, inside, name_of
from hugoconv.site.sanitizing import escaped, normalized

_WORD = re.compile(r"[^\s/\"'`()\[\]{}<>#?,:|.]+")
_TAIL = re.compile(r"[?#].*\Z", re.DOTALL)


class Moved(NamedTuple):
    """A page that moves: what it is and will be, and both addresses; None for a page that has none."""

    old: SitePage
    new: SitePage
    old_address: str | None
    new_address: str | None


class Index(NamedTuple):
    """The pages that move by what links say of them: an address, language and path in the content, or a file. Whatever
    names one holds one of the ``words``."""

    site: Configuration
    by_address: Mapping[str, Moved]
    by_path: Mapping[tuple[str, str], Moved]
    by_name: Mapping[tuple[str, str], Moved]
    by_file: Mapping[str, Moved]
    words: frozenset[str]


class Origin(NamedTuple):
    """The page in which a link stands, as it is and as it will be; its two addresses are asked for when needed."""

    old: SitePage
    new: SitePage
    addresses: Callable[[], tuple[str | None, str | None]]


class Answer(NamedTuple):
    """The page that a link leads to, None for one that stays, and what the link should say; ``name`` where it names
    nothing but the page."""

    move: Moved | None
    becomes: str
    name: str = ""


def indexed(moved: Mapping[str, Moved], site: Configuration) -> Index:
    """The index of some moves, which are given by old path."""
    by_path = {(move.old.language, key_of(move.old, site)): move for move in moved.values()}
    return Index(
        site,
        {_plain(move.old_address): move for move in moved.values() if move.old_address},
        by_path,
        {(language, key.rpartition("/")[2]): move for (language, key), move in by_path.items()},
        moved,
        frozenset(word for move in moved.values() for word in _words(move, site)),
    )


def _words(move: Moved, site: Configuration) -> Iterator[str]:
    """How what names a page begins in its last part: its file or folder, its address, that escaped."""
    own = _plain(move.old_address or "")
    for name in (_named(move.old, site), key_of(move.old, site), own, escaped(own)):
        yield from _WORD.findall(name.lower().rpartition("/")[2])[:1]


def is_named_in(text: str, index: Index) -> bool:
    """Whether a text may name a page that moves: quick, and right where it says no."""
    if "\\u" in text or "\\x" in text:
        return True
    return not index.words.isdisjoint(_WORD.findall(text.lower().replace("\\", "")))


def key_of(where: SitePage, site: Configuration) -> str:
    """The path of a page in the content without language, suffix and ``index``, in small letters."""
    return normalized(_named(where, site))


def by_ref(target: str, language: str, origin: Origin, index: Index) -> Answer | None:
    """What ``ref`` finds, from the folder of the page's section, its own folder, or the top; None where that page does
    not move, or is found by the same text afterwards."""
    path = _TAIL.sub("", target)
    if not path.strip("/"):
        return None
    move = _found(path, language, origin.old, index)
    name = "" if "/" in path.strip("/") else _reduced(path, index.site)
    if move is None and name:
        move = index.by_name.get((language, name))
    if move is None:
        return _stray_ref(path, target, origin, index)
    if _keeps(path, origin, move, index):
        return None
    key = key_of(move.new, index.site)
    becomes = _renamed(path, move, index.site) + target[len(path) :]
    return Answer(move, becomes, name if name == key.rpartition("/")[2] else "")


def by_url(target: str, origin: Origin | None, index: Index, prefixes: tuple[str, ...] = ("",)) -> Answer | None:
    """What an address leads to; without a slash in front it starts from the page, or from the top where there is none.

    ``prefixes`` are what a theme may put in front of one. None for a page that does not move, and for a link between
    two pages that move along.
    """
    parts = _split(target, index)
    if parts is None or not parts.path:
        return None
    if parts.netloc or parts.path.startswith("/") or origin is None:
        return _by_absolute(parts, index, prefixes)
    return _by_relative(parts, origin, index)


def by_file(target: str, origin: Origin, index: Index) -> Answer | None:
    """What a Markdown link leads to as the path of a file in the content: Hugo looks up any where there are languages,
    and readers of the source one with a suffix."""
    parts = _split(target, index)
    path = unquote(parts.path) if parts and not parts.netloc else ""
    if not path.strip("/.") or not (is_content(path) or len(index.site.languages) > 1):
        return None
    move = _found(path, origin.old.language, origin.old, index)
    if move is None or _keeps(path, origin, move, index):
        return None
    becomes = _renamed(path, move, index.site)
    if not path.startswith("/") and becomes.startswith("/"):
        becomes = posixpath.relpath(becomes, posixpath.dirname("/" + inside(origin.new.path, index.site)))
    return Answer(move, becomes + target[len(_TAIL.sub("", target)) :])


def stray(target: str, origin: Origin, index: Index) -> Answer | None:
    """What leads from a page that moves to what stays; what lies in the page's own folder moves along."""
    parts = _split(target, index)
    old, new = origin.addresses()
    if parts is None or parts.netloc or not parts.path or parts.path.startswith("/") or is_content(parts.path):
        return None
    if old is None or new is None or old == new:
        return None
    lead = _joined(old, parts.path)
    if lead == _joined(new, parts.path) or f"{lead}/".startswith(old) or _plain(lead) in index.by_address:
        return None
    path = posixpath.relpath(lead, posixpath.dirname(new))
    return Answer(None, parts._replace(path=path + "/" * parts.path.endswith("/")).geturl())


def _split(target: str, index: Index) -> SplitResult | None:
    """The parts of an address that may lie in the site; None for one that does not, and for what is none."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.netloc:
        return parts if parts.netloc == urlsplit(index.site.base_url).netloc else None
    return None if parts.scheme else parts


def _by_absolute(parts: SplitResult, index: Index, prefixes: tuple[str, ...]) -> Answer | None:
    for added, before in product(prefixes, dict.fromkeys((index.site.base_path, ""))):
        path = "/" + parts.path.lstrip("/")
        if not path.startswith(before + "/"):
            continue
        move = index.by_address.get(_plain(added + path[len(before) :]))
        if move is None or move.old_address == move.new_address:
            continue
        if move.new_address is None:
            return Answer(move, "")
        own = move.new_address.removeprefix(added) if added else move.new_address
        shown = before + _shaped(own, parts.path)
        return Answer(move, parts._replace(path=shown if parts.path.startswith("/") else shown[1:]).geturl())
    return None


def _by_relative(parts: SplitResult, origin: Origin, index: Index) -> Answer | None:
    old, new = origin.addresses()
    if old is None:
        return None
    move = index.by_address.get(_plain(_joined(old, parts.path)))
    if move is None:
        return None
    if move.new_address is None or new is None:
        return Answer(move, "" if move.new_address is None else _shaped(move.new_address, parts.path))
    if _plain(_joined(new, parts.path)) == _plain(move.new_address):
        return None
    path = posixpath.relpath(move.new_address, posixpath.dirname(new))
    return Answer(move, parts._replace(path=_shaped(path + "/" * move.new_address.endswith("/"), parts.path)).geturl())


def _stray_ref(path: str, target: str, origin: Origin, index: Index) -> Answer | None:
    """As ``stray``, for a path in the content; only one that begins with a dot surely starts from the page."""
    folder, new = (_section(where, index.site) for where in (origin.old, origin.new))
    if not path.startswith(".") or folder == new:
        return None
    named = posixpath.normpath(posixpath.join("/", folder, path))
    return Answer(None, named + "/" * path.endswith("/") + target[len(path) :])


def _found(path: str, language: str, where: SitePage, index: Index) -> Moved | None:
    keys = _keys(path, where, index.site)
    return next((index.by_path[language, key] for key in keys if (language, key) in index.by_path), None)


def _keeps(path: str, origin: Origin, move: Moved, index: Index) -> bool:
    """Whether a path leads to a page after the moves as it did before."""
    own = key_of(move.new, index.site)
    return own in _keys(path, origin.new, index.site)


def _keys(path: str, where: SitePage, site: Configuration) -> Iterator[str]:
    """What a path may name: from the folder of the page's section, from its own folder, and from the top."""
    own = posixpath.dirname(inside(where.path, site))
    for folder in ("",) if path.startswith("/") else dict.fromkeys((_section(where, site), own, "")):
        yield _reduced(posixpath.normpath(posixpath.join("/", folder, path.lstrip("/"))), site)


def _section(where: SitePage, site: Configuration) -> str:
    """The folder in the content in which a page or a bundle lies."""
    own = posixpath.dirname(inside(where.path, site))
    return posixpath.dirname(own) if where.kind == "leaf" else own


def _reduced(path: str, site: Configuration) -> str:
    """A path as a key: without language, suffix and ``index``."""
    folder, _, last = path.strip("/").rpartition("/")
    name = name_of(last, site).base if is_content(last) else last
    return normalized(posixpath.join(folder, "" if name.lower() in ("index", "_index") else name).strip("/"))


def _named(where: SitePage, site: Configuration) -> str:
    folder = posixpath.dirname(inside(where.path, site))
    own = name_of(where.path, site).base if where.kind == "single" else ""
    return posixpath.join(folder, own).strip("/")


def _renamed(path: str, move: Moved, site: Configuration) -> str:
    """The new path of a page in the shape of the old one: from the top, with or without file name and suffix."""
    last = posixpath.basename(path)
    base = name_of(last, site).base if is_content(last) else last
    is_index = is_content(last) and base.lower() in ("index", "_index")
    new = _named(move.new, site) + (f"/{last}" if is_index else last[len(base) :])
    is_from_the_top = not path.startswith("/") and _reduced(path, site) == key_of(move.old, site)
    return "/" * (not is_from_the_top) + new + "/" * path.endswith("/")


def _plain(path: str) -> str:
    """An address as it is looked up: escapes undone, without a slash or ``index.html`` at its end."""
    return unquote(path).removesuffix("index.html").rstrip("/")


def _joined(address: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(path)))
    return "/" + joined.lstrip("/")


def _shaped(address: str, like: str) -> str:
    """An address written as another is: escaped where that is, with or without a slash or ``index.html`` at its end."""
    shown = escaped(address) if "%" in like else address
    if like.endswith("index.html"):
        return shown.rstrip("/") + "/index.html"
    return shown if like.endswith("/") or not shown.endswith("/") else shown.rstrip("/")
