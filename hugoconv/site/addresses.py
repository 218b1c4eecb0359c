"""The address of a page: the path of its URL as Hugo makes it.

Rules: Hugo 0.168, checked against the binary. An address is a path from the top of the site, without the path of
``baseURL``, and readable (``/talk/河流/``); ``escaped`` gives what stands in a URL.
"""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from hugoconv.hugo.cascade import Cascade, cascades_of, handed_down
from hugoconv.hugo.dates import parse_date
from hugoconv.hugo.globs import matches
from hugoconv.hugo.page_dates import DateRules, dates_of, filename_date, folded, rules_of
from hugoconv.hugo.page_path import BRANCH, LEAF, SINGLE, PagePath, page_path, section_path
from hugoconv.hugo.params import cast
from hugoconv.hugo.permalinks import Facts, expanded
from hugoconv.hugo.urlize import normalized, sanitized, unescaped
from hugoconv.page.page import Page
from hugoconv.site.configuration import Configuration
from hugoconv.site.configuration_errors import unknown_zone, zone_of
from hugoconv.site.discovery import SitePage
from hugoconv.syntax.values import Value

_INDEX = "index.html"


class Branch(NamedTuple):
    """What a page says about the addresses below it: that of a section, or a page beside a folder of its name, which
    hands down its ``cascade`` and no more."""

    fields: Mapping[str, Value]
    cascade: Value
    is_section: bool = True


# By language and by the path in Hugo's own spelling, without a slash in front; that of the home page is "".
Branches = Mapping[tuple[str, str], Branch]


def branches(pages: Iterable[tuple[SitePage, Page]], configuration: Configuration) -> dict[tuple[str, str], Branch]:
    """What ``address`` has to know of the pages of sections, and of others that have a ``cascade``."""
    found: dict[tuple[str, str], Branch] = {}
    for where, page in pages:
        fields = folded(page)
        key = where.language, page_path(where.path, configuration.content_rules).path[1:]
        if where.kind == BRANCH:
            kept = {name: value for name, value in fields.items() if name in ("title", "slug")}
            found[key] = Branch(kept, fields.get("cascade"))
        elif where.kind == SINGLE and fields.get("cascade"):
            found.setdefault(key, Branch({}, fields["cascade"], is_section=False))
    return found


def address(page: Page, where: SitePage, configuration: Configuration, above: Branches | None = None) -> str | None:
    """The address of a page at its place in a site; None where Hugo makes no page of it (``headless``, ``build.render:
    never``), whatever its dates and ``draft`` say.

    ``above`` is what ``branches`` says of all pages of sections: they decide which folders are sections, and may have a
    slug or a cascade. Raises ValueError where the address needs a date and what stands there is none for Hugo.

    >>> from hugoconv.page.page import parse
    >>> from hugoconv.site.discovery import placed
    >>> site = Configuration("/site")
    >>> address(parse("---\\ntitle: Mud\\nslug: Old Mud\\n---\\n"), placed("content/talk/opening/index.md", site), site)
    '/talk/old-mud/'
    """
    known, configuration = above or {}, configuration.of(where.language)
    hugo_path = page_path(where.path, configuration.content_rules)
    fields = _fields(page, hugo_path, configuration, known)
    if where.language not in configuration.languages or not _is_rendered(fields):
        return None
    prefix = prefix_of(where.language, configuration)
    kind = hugo_path.kind
    facts = _facts(page, hugo_path, configuration, known, fields)
    url = str(cast("url", fields.get("url")))
    if url and kind != "home":
        return _given(url, facts, prefix)
    clean = partial(sanitized, lower=facts.lower, accents=facts.accents)
    pattern = _pattern(kind, hugo_path.path, configuration)
    # Unescaped as Go reads a query, where a plus sign in a title becomes a space.
    permalink = posixpath.normpath(unescaped(expanded(pattern, facts))) if pattern else ""
    parts = [permalink] if permalink not in ("", ".") else _parts(hugo_path, configuration, known, facts)
    is_ugly = configuration.ugly_urls is None or hugo_path.section in configuration.ugly_urls
    if kind not in ("page", "term"):
        return _joined([*map(clean, parts), _INDEX], prefix, keep_index=is_ugly)
    if is_ugly or (hugo_path.bundle == SINGLE and parts[-1] == "index" and not permalink):
        return _joined([*map(clean, parts[:-1]), clean(parts[-1].rstrip("/") + ".html")], prefix)
    return _joined([*map(clean, parts), _INDEX], prefix)


def address_or_none(page: Page, where: SitePage, configuration: Configuration, above: Branches | None) -> str | None:
    """The address of a page; None too where Hugo refuses a date or a pattern that decides it."""
    try:
        return address(page, where, configuration, above)
    except ValueError:
        return None


def date_rules(configuration: Configuration) -> DateRules:
    """In which zone and in which fields a site has its dates. Raises ConfigurationError for a zone that is not
    known."""
    if not configuration.time_zone:
        return rules_of(configuration.frontmatter)
    zone = zone_of(configuration.time_zone)
    if zone is None:
        raise unknown_zone(configuration.root, configuration.time_zone)
    return rules_of(configuration.frontmatter, zone)


def prefix_of(language: str, configuration: Configuration) -> str:
    """With what the addresses of a language begin; empty for none."""
    if configuration.multihost:
        return ""
    is_default = language == configuration.default_language
    return "" if is_default and not configuration.default_language_in_subdir else language


def _fields(page: Page, hugo_path: PagePath, configuration: Configuration, above: Branches) -> dict[str, Value]:
    """The fields of a page, and those that it gets by its own ``cascade`` and by those above."""
    fields = folded(page)
    return {**handed_down(_cascades(fields.get("cascade"), hugo_path, configuration, above), hugo_path), **fields}


def _cascades(own: Value, hugo_path: PagePath, configuration: Configuration, above: Branches) -> Iterator[Cascade]:
    """What a page may get, the nearest first."""
    yield from cascades_of(own)
    names = hugo_path.path[1:].split("/") if hugo_path.names else []
    for length in range(len(names) - 1, -1, -1) if names else ():
        branch = above.get((hugo_path.language, "/".join(names[:length])))
        yield from cascades_of(branch.cascade) if branch else ()
    for given in configuration.cascade:
        yield from cascades_of(dict(given))


def _section_at(above: Branches, language: str, folder: str) -> Branch | None:
    branch = above.get((language, folder))
    return branch if branch is not None and branch.is_section else None


def _folded(value: Value) -> dict[str, Value]:
    return folded(value) if isinstance(value, dict) else {}


def _is_rendered(fields: Mapping[str, Value]) -> bool:
    render = _folded(fields.get("build")).get("render")
    return not cast("headless", fields.get("headless")) and render is not False and str(render).lower() != "never"


def _facts(
    page: Page, hugo_path: PagePath, configuration: Configuration, above: Branches, fields: Mapping[str, Value]
) -> Facts:
    section = _section(hugo_path, above)
    rules = date_rules(configuration)
    title = str(cast("title", fields.get("title")))
    slug = str(cast("slug", fields.get("slug"))).strip("-") or _slug_of_name(hugo_path.name, fields, rules)
    return Facts(
        date=partial(_date, page, hugo_path, rules),
        title=title,
        slug=slug,
        file=hugo_path.name,
        is_branch=hugo_path.bundle == BRANCH,
        sections=tuple(section),
        section_names=tuple(_names(hugo_path, section, configuration, above, slug or title)),
        lower=not configuration.disable_path_to_lower,
        accents=not configuration.remove_path_accents,
    )


def _section(hugo_path: PagePath, above: Branches) -> list[str]:
    """The folders of the section of a page: the nearest with a page of its own, else the topmost.

    Hugo looks for it by the beginning of a path, so that ``courses/mud`` is that of what lies in ``courses/mud-2``.
    """
    folders = list(map(normalized, hugo_path.folders))
    if hugo_path.bundle == BRANCH:
        return folders
    outer = "/".join(folders[:-1] if hugo_path.bundle == LEAF else folders)
    for end in range(len(outer), outer.find("/") if "/" in outer else len(outer), -1):
        if _section_at(above, hugo_path.language, outer[:end]):
            return outer[:end].split("/")
    return outer.split("/")[:1] if outer else []


def _names(
    hugo_path: PagePath, section: list[str], configuration: Configuration, above: Branches, own: str
) -> Iterator[str]:
    """The slugs or titles of the sections that a page is in."""
    for length in range(1, len(section) + 1):
        fields = _of_section("/".join(section[:length]), hugo_path.language, configuration, above)
        if hugo_path.bundle == BRANCH and length == len(section):
            yield own
        elif fields is not None:
            is_made_up = length == 1 and _section_at(above, hugo_path.language, section[0]) is None
            title = str(cast("title", fields.get("title")))
            yield _slug(fields) or title or (_automatic(section[0]) if is_made_up else "")


def _of_section(
    folder: str, language: str, configuration: Configuration, above: Branches
) -> Mapping[str, Value] | None:
    """The fields of the page of a section; Hugo makes one itself for a folder at the top. None where there is none."""
    branch = _section_at(above, language, folder)
    if branch is None and (not folder or "/" in folder):
        return None
    hugo_path = section_path(tuple(folder.split("/")), language, configuration.content_rules)
    given = handed_down(_cascades(branch.cascade if branch else None, hugo_path, configuration, above), hugo_path)
    return {**given, **branch.fields} if branch else given


def _slug(fields: Mapping[str, Value] | None) -> str:
    return str(cast("slug", fields.get("slug"))).strip("-") if fields else ""


def _automatic(folder: str) -> str:
    """The title of a section that has none; Hugo's plural of a name, for regular ones."""
    name = folder.replace("-", " ").replace("_", " ")
    plural = name[:-1] + "ies" if name.endswith("y") else name if name.endswith("s") else name + "s"
    return plural[:1].upper() + plural[1:]


def _date(page: Page, hugo_path: PagePath, rules: DateRules) -> datetime.datetime:
    moment = dates_of(page.decoded, hugo_path, rules)["date"]
    # Go's zero time, which Hugo has for a page without a date.
    return moment.at(rules.zone) if moment else datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)


def _slug_of_name(name: str, fields: Mapping[str, Value], rules: DateRules) -> str:
    """The slug in the name of a page that begins with a date, where a date of the page is taken from there."""
    for places in rules.fields.values():
        for place in places:
            if place == ":filename":
                moment, slug = filename_date(name)
                if moment is not None:
                    return slug
            elif _has_date(fields.get(place)):
                break
    return ""


def _has_date(value: Value) -> bool:
    try:
        return parse_date(value) is not None
    except ValueError:
        return True


def _pattern(kind: str, path: str, configuration: Configuration) -> str:
    for rule in configuration.permalinks:
        if kind != "home" and rule.kind in ("", kind) and (not rule.path or matches(rule.path, path)):
            return rule.pattern
    return ""


def _parts(hugo_path: PagePath, configuration: Configuration, above: Branches, facts: Facts) -> list[str]:
    """The folders and the name that make an address where no pattern does; slugs stand for the folders of sections."""
    shown = [normalized(folder) if facts.lower else folder for folder in hugo_path.folders]
    if hugo_path.bundle == BRANCH:
        upper = _with_slugs(shown[:-1], hugo_path.language, configuration, above)
        return [*upper, facts.slug or shown[-1]] if shown else []
    outer = "/".join(shown[:-1] if hugo_path.bundle == LEAF else shown)
    cut = len("/".join(facts.sections))
    own = _with_slugs(outer[:cut].split("/"), hugo_path.language, configuration, above)
    file = normalized(facts.file) if facts.lower else facts.file
    return ["/".join(own) + outer[cut:], facts.slug or file]


def _with_slugs(folders: list[str], language: str, configuration: Configuration, above: Branches) -> list[str]:
    keys = ["/".join(map(normalized, folders[: i + 1])) for i in range(len(folders))]
    return [
        _slug(_of_section(key, language, configuration, above)) or folder
        for key, folder in zip(keys, folders, strict=True)
    ]


def _given(url: str, facts: Facts, prefix: str) -> str:
    """The address that a page names itself; one without a slash in front is below the language's prefix."""
    text = unescaped(expanded(url, facts)) or url if ":" in url else url
    is_forced = not text.startswith("/") and not text.startswith("/" + prefix)
    if ".." in text:
        text = posixpath.normpath("/" + text)
    parts = [part for part in text.split("/") if part]
    if text.endswith("/") or "." not in text:
        parts.append(_INDEX)
    return _joined(parts, prefix if is_forced else "")


def _joined(parts: list[str], prefix: str, *, keep_index: bool = False) -> str:
    """The parts of a path as an address; that of a page in a folder ends in a slash."""
    in_folder = parts[-1] == _INDEX and not keep_index
    named = (part for text in (prefix, *parts[: -1 if in_folder else None]) for part in text.split("/") if part)
    path = "/" + "/".join(named)
    return path.rstrip("/") + "/" if in_folder else path
