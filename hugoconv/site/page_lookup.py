"""How Hugo looks up a page by a path in the content, as ``ref`` and links of Markdown name it.

Rules: Hugo 0.168, checked against the binary.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hugoconv.hugo.page_path import SINGLE, FileName, file_name, inside, is_content, page_path
from hugoconv.hugo.urlize import normalized
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage


class Names(NamedTuple):
    """The pages of a site by what finds them: their language and path, and by the last part of that, where it is that
    of one page only."""

    site: Configuration
    keys: frozenset[tuple[str, str]]
    single: Mapping[tuple[str, str], str]

    def found(self, path: str, language: str, where: SitePage) -> str | None:
        """The key of the page that a path leads to from another page; None where it leads to none, or to several."""
        for key in keys_of(path, where, self.site):
            if (language, key) in self.keys:
                return key
        return None

    def found_by_name(self, path: str, language: str, where: SitePage) -> str | None:
        """As ``found``; what has no slash is the name of a page anywhere, too, as for ``ref``."""
        key = self.found(path, language, where)
        if key is None and self.is_single(path.strip("/"), language):
            return self.single.get((language, reduced(path, self.site)))
        return key

    def is_single(self, path: str, language: str) -> bool:
        """Whether a path is the name alone of one page."""
        if "/" in path or (has_suffix(path) and not is_content(path)):
            return False
        return (language, reduced(path, self.site)) in self.single


def names_of(pages: Iterable[SitePage], site: Configuration) -> Names:
    """The names of some pages."""
    keys = frozenset((where.language, key_of(where, site)) for where in pages)
    single: dict[tuple[str, str], str] = {}
    several = set()
    for language, key in keys:
        name = language, key.rpartition("/")[2]
        # Hugo refuses a name that several pages have, so that it leads to none.
        several |= {name} if name in single else set()
        single[name] = key
    return Names(site, keys, {name: key for name, key in single.items() if name not in several})


def key_of(where: SitePage, site: Configuration) -> str:
    """The path of a page in the content without language, suffix and ``index``, in lowercase."""
    return normalized(named(where, site))


def named(where: SitePage, site: Configuration) -> str:
    """The path of a page in the content without language, suffix and ``index``, as it is spelled."""
    return "/".join(page_path(where.path, site.content_rules).names)


def keys_of(path: str, where: SitePage, site: Configuration) -> Iterator[str]:
    """What a path may name, in Hugo's order."""
    for folder in folders_of(path, where, site):
        yield reduced(joined(folder, path), site)


def folders_of(path: str, where: SitePage, site: Configuration) -> tuple[str, ...]:
    """From where a path may start: the folder of the page's section, its own folder, and the top; what begins with a
    dot not from the top, and what climbs to a name with a suffix from its own folder only."""
    own, section = folder_of(where, site), section_of(where, site)
    if path.startswith("/"):
        return ("",)
    if path.startswith(("./", "../")):
        climbs = path.removeprefix("./").startswith("../")
        return (own,) if climbs and has_suffix(path) else tuple(dict.fromkeys((section, own)))
    return tuple(dict.fromkeys((section, own, "")))


def has_suffix(path: str) -> bool:
    """Whether Hugo sees a suffix in a path: any dot in its last part."""
    # A name of dots alone, as `..`, has none.
    return "." in path.strip("/").rpartition("/")[2].strip(".")


def joined(folder: str, path: str) -> str:
    """The path from the top that a path names from a folder."""
    return posixpath.normpath(posixpath.join("/", folder, path.lstrip("/"))).lstrip("/")


def folder_of(where: SitePage, site: Configuration) -> str:
    """The folder in the content in which a file lies."""
    return posixpath.dirname(inside(where.path, site.content_rules))


def section_of(where: SitePage, site: Configuration) -> str:
    """The folder in the content in which a page or a bundle lies."""
    own = folder_of(where, site)
    return posixpath.dirname(own) if where.kind == "leaf" else own


def reduced(path: str, site: Configuration) -> str:
    """A path as a key: without language, suffix and ``index``."""
    folder, _, last = path.strip("/").rpartition("/")
    name = file_name(last, site.content_rules.languages).base if is_content(last) else last
    is_index = FileName(name, "").bundle != SINGLE
    return normalized(posixpath.join(folder, "" if is_index else name).strip("/"))
