"""The decks and projects of a site, who refers to them, and a name of them that changes everywhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from hugoconv.errors import FileError, MatterSyntaxError
from hugoconv.files.read import read_bytes
from hugoconv.hugo.page_path import LEAF, SINGLE, content_folder, file_name, inside, page_path
from hugoconv.hugo.urlize import sanitized
from hugoconv.layouts.parse import parse
from hugoconv.layouts.references import (
    KINDS,
    Reference,
    ReferenceKind,
    key_of,
    kind_named,
    references,
    terms_of,
    with_name,
)
from hugoconv.page.page import Page
from hugoconv.refusals import refused
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.move.claims import Claims
from hugoconv.site.move.folders import Aliases
from hugoconv.site.move.section_folders import Following, following
from hugoconv.site.plan.change_result import ChangeResult
from hugoconv.site.resources import Bundles, bundles_of
from hugoconv.site.survey import Survey

if TYPE_CHECKING:
    from hugoconv.site.site import Site


_ALIASES = Aliases()


class Referred(NamedTuple):
    """A deck or project, as ``kind`` says: its ``name``, the paths of its ``pages`` from the root, in every language,
    none where it is not there; and who refers to it: ``references`` are paths from the root with what stands there."""

    kind: str
    name: str
    pages: tuple[str, ...]
    references: tuple[tuple[str, Reference], ...]

    @property
    def state(self) -> str:
        """``dangling`` where it is not there, ``unused`` where nobody refers to it but in comments, else ``used``."""
        if not self.pages:
            return "dangling"
        return "used" if any(not one.commented_out for _, one in self.references) else "unused"


def referred(site: Site) -> tuple[Referred, ...]:
    """The decks and projects of a site, and those that only references name, by kind and name. Pages that cannot be
    read are passed over.

    >>> from hugoconv import Site
    >>> [(one.kind, one.name, one.state) for one in referred(Site("fixtures/sites/small"))]
    [('slides', 'sediment', 'unused')]
    """
    # Not above: with it comes all that plans.
    from hugoconv.site.site_argument import refuse_other_than_site

    refuse_other_than_site(site, "referred")
    return referred_in(site.base, Survey(site.configuration))


def referred_in(base: Base, survey: Survey) -> tuple[Referred, ...]:
    """The same, of the site of a base."""
    pages: dict[tuple[str, str], list[str]] = {}
    names: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str], list[tuple[str, Reference]]] = {}
    for path in (where.path for where in survey.pages):
        for kind in KINDS.values():
            if name := name_of(path, kind, survey.configuration):
                pages.setdefault((kind.name, key_of(name)), []).append(path)
                names[kind.name, key_of(name)] = name
        for one in _references(base, path, survey.configuration):
            if one.key or not one.commented_out:
                found.setdefault((one.kind, one.key), []).append((path, one))
                names.setdefault((one.kind, one.key), one.name)
    # A name that only comments of pages mention, and that leads nowhere, is most often an example of the theme.
    hidden = {key for key, ones in found.items() if key not in pages and all(one.commented_out for _, one in ones)}
    every = sorted((names.keys() | pages.keys()) - hidden, key=lambda key: (list(KINDS).index(key[0]), key[1]))
    return tuple(Referred(key[0], names[key], tuple(pages.get(key, ())), tuple(found.get(key, ()))) for key in every)


def _references(base: Base, path: str, configuration: Configuration) -> Iterator[Reference]:
    try:
        page = parse(read_bytes(base.file(path)), path, content_rules=configuration.told_content_rules)
    except (FileError, MatterSyntaxError):
        return
    for kind in KINDS.values():
        yield from references(page, kind)


def name_of(path: str, kind: ReferenceKind, configuration: Configuration) -> str:
    """The name by which others refer to a page, empty where they cannot: that of its file or folder right below one of
    the folders of a kind.

    >>> name_of("content/slides/mud/index.md", KINDS["slides"], Configuration("/site"))
    'mud'
    """
    where = page_path(path, configuration.content_rules)
    names = where.names
    is_one = len(names) == 2 if where.bundle in (LEAF, SINGLE) else len(where.folders) == 2
    return names[1] if is_one and names[0].lower() in kind.folders else ""


def folder_renamed(path: str, kind: ReferenceKind, old: str, new: str, configuration: Configuration) -> str:
    """The path of a page once what others call ``old`` is called ``new``; the same where it is no part of that.

    >>> folder_renamed("content/slides/mud.md", KINDS["slides"], "mud", "tide", Configuration("/site"))
    'content/slides/tide.md'
    """
    rules = configuration.content_rules
    try:
        content = content_folder(path, rules)
    except ValueError:
        return path
    section, _, below = inside(path, rules).partition("/")
    name, slash, rest = below.partition("/")
    if content.under or section.lower() not in kind.folders or not below:
        return path
    called = name if slash else file_name(name, rules.languages).base
    if key_of(called) != key_of(old) or called == new or (not slash and called.lower() in ("_index", "index")):
        return path
    top = "" if content.folder in ("", ".") else content.folder
    return posixpath.join(top, section, new + name[len(called) :] + slash + rest)


def rename_reference(kind: str, old: str, new: str, aliases: Aliases = _ALIASES) -> RenamedReference:
    """The change for ``Site.plan`` that gives a deck (``slides``) or a project (``projects``) another name: its file or
    folder, and in all pages of the site whatever refers to it by that name or its address in a field, commented-out
    fields too. Its old address stays an alias.

    Raises ValueError for another kind, and for a name that no folder can have. Pages are refused: ``reference-taken``.

    >>> from hugoconv import Site
    >>> plan = Site("fixtures/sites/small").plan(rename_reference("slides", "sediment", "mud"))
    >>> [(file.path, file.to) for file in plan.changed]
    [('content/slides/sediment.md', 'content/slides/mud.md'), ('content/talk/opening/index.md', '')]
    """
    if not new.strip() or "/" in new or "\\" in new or new.startswith((".", "_")):
        raise ValueError(f"{new!r} is no name of a file")
    return RenamedReference(kind_named(kind), old, new, aliases=aliases)


def rename_term(taxonomy: str, old: str, new: str, aliases: Aliases = _ALIASES) -> RenamedReference:
    """The change for ``Site.plan`` that gives a term of a taxonomy (``tags``, ``categories``, ``authors``) another name
    in all pages of the site, commented-out fields too, and the folder of its page. A list that has both has the new one
    once. What differs in case only, or a space for a hyphen, is one term: ``Wei Zhang`` is ``wei-zhang``.

    Raises ValueError for an empty name.

    >>> from hugoconv import parse
    >>> rename_term("authors", "Wei Zhang", "wei-zhang")(parse("---\\nauthors: [Wei Zhang, Ann]\\n---\\n")).page.matter
    'authors: [wei-zhang, Ann]\\n'
    """
    if not taxonomy.strip() or not key_of(old) or not key_of(new):
        raise ValueError("a taxonomy and its terms have names")
    return RenamedReference(terms_of(taxonomy), old, new, is_term=True, aliases=aliases)


def names_of(site: Site, kind: ReferenceKind) -> set[str]:
    """The names of decks, projects or terms that pages of a site have or refer to. Pages that cannot be read are passed
    over.

    >>> from hugoconv import Site
    >>> sorted(names_of(Site("fixtures/sites/small"), terms_of("tags")))
    ['news', 'rivers', 'sediment']
    """
    pages = [page for page in site.read_all() if isinstance(page, Page)]
    lying = {name_of(page.path or "", kind, site.configuration) for page in pages} - {""}
    referred_to = (one for page in pages for one in references(page, kind))
    return lying | {one.name if kind.name in KINDS else one.text for one in referred_to}


class RenamedReference(NamedTuple):
    """A change of all pages of a site: what they refer to by a name is called otherwise, and lies in a place of that
    name. Its old address stays an alias unless ``aliases`` says otherwise."""

    kind: ReferenceKind
    old: str
    new: str
    is_term: bool = False
    aliases: Aliases = Aliases()
    following: Following | None = None
    bundles: Bundles | None = None
    taken: str = ""

    @property
    def needs_site(self) -> bool:
        """The configuration says where the content lies."""
        return True

    def at(self, base: Base, survey: Survey, paths: Iterable[str]) -> RenamedReference:
        """The change as it is to be done to the pages of one site."""
        bundles = bundles_of(base, survey.configuration, list(paths))
        taken = "" if self.is_term else self._taken(survey)
        return self._replace(following=following(base, survey, self.aliases), bundles=bundles, taken=taken)

    def _taken(self, survey: Survey) -> str:
        """A page that has the new name already, though one has the old one, too."""
        named = [(key_of(name_of(one.path, self.kind, survey.configuration)), one.path) for one in survey.pages]
        if key_of(self.old) == key_of(self.new) or key_of(self.old) not in dict(named):
            return ""
        return next((path for name, path in named if name == key_of(self.new)), "")

    def __call__(self, page: Page) -> ChangeResult:
        """The page with its references renamed, in its new place. Raises Refused."""
        if self.bundles:
            self.bundles.refuse_resource(page)
        done = with_name(page, self.kind, self.old, self.new)
        done = self._moved(done) if self.following else done
        if self.taken and done is not page:
            raise refused("reference-taken", new=self.new, there=self.taken)
        return ChangeResult(done)

    def _moved(self, page: Page) -> Page:
        assert self.following is not None
        addressed = self.following.addressed
        path = addressed.base.path(page.path or "")
        name = sanitized(self.new) if self.is_term else self.new
        target = folder_renamed(path, self.kind, self.old, name, addressed.configuration)
        return page if target == path else self.following.to(page, path, target)

    def claims(self, page: Page, moved: Page) -> tuple[Claims, ...]:
        """What a page claims before and after it has moved."""
        return self.following.claims(page, moved) if self.following else ()
