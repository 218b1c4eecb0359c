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

from hugoconv.hugo.dates import parse_date
from hugoconv.hugo.globs import pattern_of
from hugoconv.hugo.page_dates import DateRules, dates_of, filename_date, folded, rules_of
from hugoconv.hugo.params import cast
from hugoconv.hugo.permalinks import Facts, expanded
from hugoconv.hugo.urlize import normalized, sanitized, unescaped
from hugoconv.page.page import Page
from hugoconv.site.configuration import Configuration, maps_of
from hugoconv.site.configuration_errors import unknown_zone, zone_of
from hugoconv.site.discovery import SitePage, inside, name_of
from hugoconv.syntax.values import Value

_INDEX = "index.html"


class Branch(NamedTuple):
    """What the page of a section says about the addresses below it."""

    fields: Mapping[str, Value]
    cascade: tuple[Mapping[str, Value], ...]


# By language and by folder in the content, in small letters; the home page is in the folder "".
Branches = Mapping[tuple[str, str], Branch]


def branches(pages: Iterable[tuple[SitePage, Page]], configuration: Configuration) -> dict[tuple[str, str], Branch]:
    """What ``address`` has to know of the pages of sections; other pages are passed by."""
    found: dict[tuple[str, str], Branch] = {}
    for where, page in pages:
        if where.kind == "branch":
            fields = folded(page)
            kept = {name: value for name, value in fields.items() if name in ("title", "slug")}
            folder = "/".join(_folders(where, configuration, lower=True))
            found[where.language, folder] = Branch(kept, tuple(maps_of(fields.get("cascade"))))
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
    fields = _fields(page, where, configuration, known)
    if where.language not in configuration.languages or not _is_rendered(fields):
        return None
    prefix = prefix_of(where.language, configuration)
    kind = kind_of(where, configuration)
    facts = _facts(page, where, configuration, known, fields)
    url = str(cast("url", fields.get("url")))
    if url and kind != "home":
        return _given(url, facts, prefix)
    clean = partial(sanitized, lower=facts.lower, accents=facts.accents)
    pattern = _pattern(kind, _path(where, configuration), configuration)
    permalink = posixpath.normpath(unescaped(expanded(pattern, facts))) if pattern else ""
    parts = [permalink] if permalink not in ("", ".") else _parts(where, configuration, known, facts)
    is_ugly = configuration.ugly_urls is None or where.section in configuration.ugly_urls
    if kind not in ("page", "term"):
        return _joined([*map(clean, parts), _INDEX], prefix, keep_index=is_ugly)
    if is_ugly or (where.kind == "single" and parts[-1] == "index" and not permalink):
        return _joined([*map(clean, parts[:-1]), clean(parts[-1].rstrip("/") + ".html")], prefix)
    return _joined([*map(clean, parts), _INDEX], prefix)


def date_rules(configuration: Configuration) -> DateRules:
    """In which zone and in which fields a site has its dates. Raises ConfigurationError for a zone that is not
    known."""
    if not configuration.time_zone:
        return rules_of(configuration.frontmatter)
    zone = zone_of(configuration.time_zone)
    if zone is None:
        raise unknown_zone(configuration.root, configuration.time_zone)
    return rules_of(configuration.frontmatter, zone)


def kind_of(where: SitePage, configuration: Configuration) -> str:
    """The kind that a page has for Hugo: page, section, home, taxonomy or term."""
    if where.kind != "branch":
        return "page"
    folders = _folders(where, configuration, lower=True)
    if not folders:
        return "home"
    if folders[0] not in configuration.taxonomies:
        return "section"
    return "taxonomy" if len(folders) == 1 else "term"


def _folders(where: SitePage, configuration: Configuration, *, lower: bool) -> list[str]:
    """The folders in the content in which a page lies, that of a bundle included."""
    parts = inside(where.path, configuration).split("/")[:-1]
    return [normalized(part) for part in parts] if lower else parts


def _file(where: SitePage, configuration: Configuration) -> str:
    """The name of a page: that of its file, or of the folder of a bundle."""
    folders = _folders(where, configuration, lower=False)
    return name_of(where.path, configuration).base if where.kind == "single" else "".join(folders[-1:])


def _path(where: SitePage, configuration: Configuration) -> str:
    """What Hugo calls the path of a page."""
    folders = _folders(where, configuration, lower=True)
    own = [normalized(_file(where, configuration))] if where.kind == "single" else []
    return "/" + "/".join([*folders, *own])


def prefix_of(language: str, configuration: Configuration) -> str:
    """With what the addresses of a language begin; empty for none."""
    if configuration.multihost:
        return ""
    is_default = language == configuration.default_language
    return "" if is_default and not configuration.default_language_in_subdir else language


def _fields(page: Page, where: SitePage, configuration: Configuration, above: Branches) -> dict[str, Value]:
    """The fields of a page, and those that it gets from sections above."""
    fields = folded(page)
    own = maps_of(fields.get("cascade")) if where.kind == "branch" else []
    folders = _folders(where, configuration, lower=True)
    path, kind = _path(where, configuration), kind_of(where, configuration)
    for given in (*own, *_cascades(folders, where.language, configuration, above)):
        target = {**_folded(given.get("_target")), **_folded(given.get("target"))}
        if _is_meant(target, path, kind, where.language):
            fields = {**folded(given), **fields}
    return fields


def _cascades(
    folders: list[str], language: str, configuration: Configuration, above: Branches
) -> Iterator[Mapping[str, Value]]:
    """What cascades into a folder, the nearest first."""
    for length in range(len(folders), -1, -1):
        branch = above.get((language, "/".join(folders[:length])))
        yield from branch.cascade if branch else ()
    yield from configuration.cascade


def _folded(value: Value) -> dict[str, Value]:
    return folded(value) if isinstance(value, dict) else {}


def _is_meant(target: Mapping[str, Value], path: str, kind: str, language: str) -> bool:
    """Whether the target of a cascade means a page."""
    own = {"path": path, "kind": kind, "lang": language, "environment": "production"}
    return all(pattern_of(str(target[name])).fullmatch(value) for name, value in own.items() if target.get(name))


def _is_rendered(fields: Mapping[str, Value]) -> bool:
    render = _folded(fields.get("build")).get("render")
    return not cast("headless", fields.get("headless")) and render is not False and str(render).lower() != "never"


def _facts(
    page: Page, where: SitePage, configuration: Configuration, above: Branches, fields: Mapping[str, Value]
) -> Facts:
    folders = _folders(where, configuration, lower=True)
    section = _section(where, folders, above)
    rules = date_rules(configuration)
    title = str(cast("title", fields.get("title")))
    slug = str(cast("slug", fields.get("slug"))).strip("-") or _slug_of_name(where.path, fields, rules)
    return Facts(
        date=partial(_date, page, rules),
        title=title,
        slug=slug,
        file=_file(where, configuration),
        is_branch=where.kind == "branch",
        sections=tuple(section),
        section_names=tuple(_names(where, section, above, slug or title)),
        lower=not configuration.disable_path_to_lower,
        accents=not configuration.remove_path_accents,
    )


def _section(where: SitePage, folders: list[str], above: Branches) -> list[str]:
    """The folders of the section of a page: the nearest with a page of its own, else the topmost.

    Hugo looks for it by the beginning of a path, so that ``courses/mud`` is that of what lies in ``courses/mud-2``.
    """
    if where.kind == "branch":
        return folders
    outer = "/".join(folders[:-1] if where.kind == "leaf" else folders)
    for end in range(len(outer), outer.find("/") if "/" in outer else len(outer), -1):
        if (where.language, outer[:end]) in above:
            return outer[:end].split("/")
    return outer.split("/")[:1] if outer else []


def _names(where: SitePage, section: list[str], above: Branches, own: str) -> Iterator[str]:
    """The slugs or titles of the sections that a page is in."""
    for length in range(1, len(section) + 1):
        branch = above.get((where.language, "/".join(section[:length])))
        if where.kind == "branch" and length == len(section):
            yield own
        elif branch:
            title = str(cast("title", branch.fields.get("title")))
            yield _slug(branch) or title
        elif length == 1:
            yield _automatic(section[0])


def _slug(branch: Branch | None) -> str:
    return str(cast("slug", branch.fields.get("slug"))).strip("-") if branch else ""


def _automatic(folder: str) -> str:
    """The title of a section that has none; Hugo's plural of a name, for regular ones."""
    name = folder.replace("-", " ").replace("_", " ")
    plural = name[:-1] + "ies" if name.endswith("y") else name if name.endswith("s") else name + "s"
    return plural[:1].upper() + plural[1:]


def _date(page: Page, rules: DateRules) -> datetime.datetime:
    moment = dates_of(page.decoded, page.path, rules)["date"]
    return moment.at(rules.zone) if moment else datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)


def _slug_of_name(path: str, fields: Mapping[str, Value], rules: DateRules) -> str:
    """The slug in a file name that begins with a date, where a date of the page is taken from there."""
    for places in rules.fields.values():
        for place in places:
            if place == ":filename":
                moment, slug = filename_date(path)
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
        if kind != "home" and rule.kind in ("", kind) and (not rule.path or pattern_of(rule.path).fullmatch(path)):
            return rule.pattern
    return ""


def _parts(where: SitePage, configuration: Configuration, above: Branches, facts: Facts) -> list[str]:
    """The folders and the name that make an address where no pattern does; slugs stand for the folders of sections."""
    shown = _folders(where, configuration, lower=facts.lower)
    if where.kind == "branch":
        upper = _with_slugs(shown[:-1], where.language, above)
        return [*upper, facts.slug or shown[-1]] if shown else []
    outer = "/".join(shown[:-1] if where.kind == "leaf" else shown)
    cut = len("/".join(facts.sections))
    own = _with_slugs(outer[:cut].split("/"), where.language, above)
    file = normalized(facts.file) if facts.lower else facts.file
    return ["/".join(own) + outer[cut:], facts.slug or file]


def _with_slugs(folders: list[str], language: str, above: Branches) -> list[str]:
    keys = ["/".join(map(normalized, folders[: i + 1])) for i in range(len(folders))]
    return [_slug(above.get((language, key))) or folder for key, folder in zip(keys, folders, strict=True)]


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
