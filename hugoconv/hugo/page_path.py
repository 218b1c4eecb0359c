"""What a page is for Hugo by its path alone: its kind, its bundle, its language, its section and its name.

Rules: Hugo 0.168, checked against the binary. The path says it together with the site: a file is in a language only
where the site has that language, and the content may lie in any folder. Where nothing is known of a site, the content
is what lies in a folder ``content``, and what looks like a language is one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from hugoconv.hugo.urlize import normalized
from hugoconv.text.regex import regex

LEAF, BRANCH, SINGLE = "leaf", "branch", "single"
# Hugo's suffixes of content; the case of the letters does not count.
SUFFIXES = frozenset(
    [
        ".md",
        ".mdown",
        ".markdown",
        ".html",
        ".htm",
        ".adoc",
        ".asciidoc",
        ".ad",
        ".rst",
        ".pandoc",
        ".pdc",
        ".org",
    ]
)
_BUNDLES = {"index": LEAF, "_index": BRANCH}
_LANGUAGE = regex(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*\Z")


class ContentFolder(NamedTuple):
    """A folder with content, as a posix path from the root, and the language of the files in it that name none.

    ``under`` is where it is mounted in the content; empty for the top.
    """

    folder: str
    language: str
    under: str = ""


class ContentRules(NamedTuple):
    """What of a site's configuration decides what a path is. ``languages`` are all that are configured, those too that
    are not built."""

    folders: tuple[ContentFolder, ...] = (ContentFolder("content", "en"),)
    languages: tuple[str, ...] = ("en",)
    taxonomies: tuple[str, ...] = ("categories", "tags")


class FileName(NamedTuple):
    """The name of a file taken apart: without language and suffix, and the language, empty where it names none."""

    base: str
    language: str

    @property
    def bundle(self) -> str:
        """What a page of that name is: ``leaf`` for that of a bundle, ``branch`` for that of a section, else
        ``single``."""
        return _BUNDLES.get(self.base.lower(), SINGLE)


class PagePath(NamedTuple):
    """A page by its path. ``folders`` are those in the content in which it lies, that of its bundle included, as they
    are spelled; ``file`` is the name of its file without language and suffix."""

    bundle: str
    kind: str
    language: str
    section: str
    folders: tuple[str, ...]
    file: str

    @property
    def name(self) -> str:
        """The name of the page: that of its file, or of the folder of its bundle.

        >>> page_path("content/talk/2020 Opening/index.md").name, page_path("content/talk/b.md").name
        ('2020 Opening', 'b')
        """
        return self.file if self.bundle == SINGLE else "".join(self.folders[-1:])

    @property
    def names(self) -> tuple[str, ...]:
        """The folders above the page and its name, as they are spelled; nothing for the home page."""
        return (*self.folders, self.file) if self.bundle == SINGLE else self.folders

    @property
    def slug(self) -> str:
        """What stands for the page in an address where it has no slug of its own; empty for the home page."""
        return normalized(self.name)

    @property
    def path(self) -> str:
        """What Hugo calls the path of the page, as patterns are tried on it.

        >>> page_path("content/talk/2020 Opening/index.md").path
        '/talk/2020-opening'
        """
        return "/" + "/".join(map(normalized, self.names))


def page_path(path: str, rules: ContentRules | None = None) -> PagePath:
    """What a page is at a path from the root of its site; of the site nothing is known without ``rules``. Only the path
    is asked: whether a bundle above makes a file of it is for the disk to tell.

    Raises ValueError for a path in none of the content folders of a site.

    >>> page_path("content/a/index.fr.md", ContentRules())[:4]
    ('single', 'page', 'en', 'a')
    >>> page_path("content/a/index.fr.md", ContentRules(languages=("en", "fr")))[:4]
    ('leaf', 'page', 'fr', '')
    """
    content = content_folder(path, rules) if rules else ContentFolder("", "")
    *folders, last = _within(content, path).split("/") if rules else _around_content(path)[1]
    name = file_name(last, rules.languages if rules else ())
    # The one folder of `content/about/index.md` is the page itself, and no section.
    is_at_the_top = name.bundle == LEAF and len(folders) == 1
    section = normalized(folders[0]) if folders and not is_at_the_top else ""
    kind = _kind(name.bundle, folders, (rules or ContentRules()).taxonomies)
    return PagePath(name.bundle, kind, name.language or content.language, section, tuple(folders), name.base)


def section_path(folders: tuple[str, ...], language: str, rules: ContentRules) -> PagePath:
    """The page of a section, whether or not there is a file of it."""
    return PagePath(BRANCH, _kind(BRANCH, folders, rules.taxonomies), language, folders[0], folders, "_index")


def _kind(bundle: str, folders: Sequence[str], taxonomies: Collection[str]) -> str:
    if bundle != BRANCH:
        return "page"
    if not folders:
        return "home"
    if normalized(folders[0]) not in taxonomies:
        return "section"
    return "taxonomy" if len(folders) == 1 else "term"


def likely_rules(path: str) -> ContentRules:
    """The rules of a site of which nothing is known but the path of a page: its content is a folder of that name."""
    content = "/".join(_around_content(path)[0])
    return ContentRules((ContentFolder(content, ""),) if content else (), ())


def _around_content(path: str) -> tuple[list[str], list[str]]:
    """The parts of a path up to the content and from there on, where it is not known which folder that is."""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")] or [""]
    above = [part.lower() for part in parts[:-1]]
    if "content" not in above:
        return [], parts
    # a site may lie in a folder ``content`` itself, and a path from the root of a site may have another one in it
    at = 0 if above[0] == "content" else len(above) - 1 - above[::-1].index("content")
    return parts[: at + 1], parts[at + 1 :]


def file_name(path: str, languages: Collection[str] = ()) -> FileName:
    """The name of a file taken apart: a language counts only where the site has it; where it is not known which
    languages there are, whatever looks like one counts.

    >>> file_name("a.b.en.md", ("en",)), file_name("a.fr.md", ("en",)), file_name("a.fr.md")
    (FileName(base='a.b', language='en'), FileName(base='a.fr', language=''), FileName(base='a', language='fr'))
    """
    return _file_name(path.rpartition("/")[2], tuple(languages))


@lru_cache(maxsize=4096)  # a site has many pages of few names, and each is asked for by every step of a move
def _file_name(name: str, languages: tuple[str, ...]) -> FileName:
    parts = posixpath.splitext(name)[0].split(".")
    # Hugo takes any part behind the first dot for a language, the last one first, and drops what follows: `a.en.b.md`
    # is `a`.
    for i in range(len(parts) - 1, 0, -1):
        if parts[i].lower() in languages or (not languages and i == len(parts) - 1 and _LANGUAGE.match(parts[i])):
            return FileName(".".join(parts[:i]), parts[i].lower())
    return FileName(".".join(parts), "")


def content_folder(path: str, rules: ContentRules) -> ContentFolder:
    """The innermost content folder that holds a path. Raises ValueError where none does."""
    holding = [content for content in rules.folders if holds(content.folder, path)]
    if not holding:
        raise ValueError(f"{path} lies in no content folder of the site")
    return max(holding, key=lambda content: len(content.folder))


def folders_of(inside: str, language: str, rules: ContentRules) -> Iterator[str]:
    """The folders from the root of the site that hold what has a path in the content of a language.

    >>> list(folders_of("talk/a", "en", ContentRules((ContentFolder("notes", "en", "talk"), ContentFolder("x", "en")))))
    ['notes/a', 'x/talk/a']
    """
    for content in rules.folders:
        if content.language == language and holds(content.under, inside):
            yield posixpath.join(content.folder, inside[len(content.under) :].strip("/"))


def inside(path: str, rules: ContentRules) -> str:
    """The path of a file in the content. Raises ValueError for one in none of the content folders.

    >>> inside("content/talk/opening/index.md", ContentRules())
    'talk/opening/index.md'
    """
    return _within(content_folder(path, rules), path)


def _within(content: ContentFolder, path: str) -> str:
    return posixpath.join(content.under, path if content.folder == "." else path[len(content.folder) + 1 :])


def holds(folder: str, path: str) -> bool:
    """Whether a path is a folder or lies below it; the root has no name, or a dot."""
    return folder in ("", ".", path) or path.startswith(folder + "/")


def is_content(name: str) -> bool:
    """Whether a file of that name holds a page."""
    return posixpath.splitext(name)[1].lower() in SUFFIXES


def is_ignored(name: str) -> bool:
    """Whether Hugo passes by a file or folder of that name."""
    return name.startswith((".", "#")) or name.endswith("~")
