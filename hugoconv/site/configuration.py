"""Where a site begins, and what its configuration says about pages and their addresses.

Rules: Hugo 0.168, checked against the binary. Configuration is read with the readers of front matter, so that a value
is what Hugo reads. Not read: themes and modules, variables of the environment, and any environment but ``production``,
which is that of ``hugo build``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from hugoconv.errors import FileError
from hugoconv.files.walk import upwards
from hugoconv.hugo.page_path import ContentFolder, ContentRules
from hugoconv.refusals import file_error
from hugoconv.site.configuration_errors import pattern_of, refuse_mistakes
from hugoconv.site.configuration_files import first_of, map_of, sources_of
from hugoconv.syntax.values import Value

_FOLDERS_OF_A_SITE = ("content", "layouts", "themes", "static", "archetypes", "config")
_TAXONOMIES: Mapping[str, Value] = {"category": "categories", "tag": "tags"}
_UNREAD = ("files", "includefiles", "excludefiles")


class PermalinkRule(NamedTuple):
    """One rule of ``permalinks``: for pages of a kind, all kinds where it is empty, whose path matches a glob."""

    kind: str
    path: str
    pattern: str


class Configuration(NamedTuple):
    """What of a site's configuration decides about its pages.

    ``root`` is absolute. ``files`` are the configuration files that were read, from the root, in the order in which a
    later one wins. ``languages`` are those that are built, in Hugo's order; pages in ``languages_off`` are passed by;
    ``names_languages`` where any are configured.
    ``permalinks`` holds the rules in the order in which they are tried. ``ugly_urls`` are the sections with ugly URLs,
    None for all. ``base_path`` is the path in ``baseURL`` without a slash at its end. ``notes`` say what was not
    understood. ``in_languages`` is the same for each of several languages.
    """

    root: str
    content: tuple[ContentFolder, ...] = (ContentFolder("content", "en"),)
    languages: tuple[str, ...] = ("en",)
    languages_off: frozenset[str] = frozenset()
    names_languages: bool = False
    default_language: str = "en"
    default_language_in_subdir: bool = False
    ignore_files: tuple[re.Pattern[str], ...] = ()
    allow_content: tuple[str, ...] | None = None
    output_formats: frozenset[str] = frozenset()
    time_zone: str = ""
    permalinks: tuple[PermalinkRule, ...] = ()
    frontmatter: Mapping[str, str | list[str]] = {}
    taxonomies: tuple[str, ...] = ("categories", "tags")
    cascade: tuple[Mapping[str, Value], ...] = ()
    ugly_urls: frozenset[str] | None = frozenset()
    disable_path_to_lower: bool = False
    remove_path_accents: bool = False
    multihost: bool = False
    disable_aliases: bool = False
    base_url: str = ""
    base_path: str = ""
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    in_languages: Mapping[str, Configuration] = {}

    @property
    def content_rules(self) -> ContentRules:
        """What of it decides what a path is."""
        return ContentRules(self.content, (*self.languages, *sorted(self.languages_off)), self.taxonomies)

    @property
    def told_content_rules(self) -> ContentRules | None:
        """The same; None where there is no configuration that could say it."""
        return self.content_rules if self.files else None

    def of(self, language: str) -> Configuration:
        """The configuration with what it says for one language."""
        return self.in_languages.get(language, self)

    @property
    def each(self) -> tuple[Configuration, ...]:
        """The configuration, and what it says for each language that has settings of its own."""
        return (self, *self.in_languages.values())


def find_root(path: str) -> str | None:
    """The nearest folder, upwards from a file or folder, that has a Hugo configuration; None where there is none.

    A file named ``config.*`` counts only beside a folder of a Hugo site: other programs have such files too.
    """
    return next(filter(_has_configuration, upwards(os.path.abspath(path))), None)


def read_configuration(root: str) -> Configuration:
    """The configuration of the site in a folder; of a folder without one, what Hugo takes where nothing is said, and
    the folder itself for its content where it has no ``content``.

    Raises ConfigurationError, with line and column, for a file that cannot be read, that is no TOML, YAML or JSON, or
    has a setting that cannot be what it says, such as a pattern that is none; FileError where there is no such folder.
    """
    base = os.path.abspath(root)
    if not os.path.isdir(base):
        raise file_error(root, "cannot-read", case="no-folder")
    sources = tuple(sources_of(base))
    settings: dict[str, Value] = {}
    for source in sources:
        data: Value = dict(source.data)
        for key in reversed(source.keys):
            data = {key: data}
        settings = _merged(settings, data if isinstance(data, dict) else {})
    refuse_mistakes(base, sources, settings)
    return _configuration(base, settings, tuple(source.path for source in sources))


def readable_configuration(root: str) -> Configuration:
    """As ``read_configuration``; Hugo's own settings where it cannot be read, for whom that is no matter."""
    try:
        return read_configuration(root)
    except FileError:
        return Configuration(root)


def _has_configuration(folder: str) -> bool:
    # `config/_default` may hold a `hugo.toml`, and is no site for that.
    if os.path.basename(folder) == "_default":
        return False
    if os.path.isdir(os.path.join(folder, "config", "_default")) or first_of(folder, "hugo"):
        return True
    beside = any(os.path.isdir(os.path.join(folder, name)) for name in _FOLDERS_OF_A_SITE)
    return beside and bool(first_of(folder, "config"))


def _merged(old: Mapping[str, Value], new: Mapping[str, Value]) -> dict[str, Value]:
    """Both maps in one; of two values the new one, of two maps both."""
    out = dict(old)
    for key, value in new.items():
        before = out.get(key)
        out[key] = _merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return out


def _configuration(root: str, settings: Mapping[str, Value], files: tuple[str, ...]) -> Configuration:
    default = _text(settings.get("defaultcontentlanguage")).lower() or "en"
    off = _languages_off(settings)
    languages = _languages(settings, default, off)
    own = {name: map_of(map_of(settings.get("languages")).get(name)) for name in languages}
    # A folder of pages alone, without a site around them, is its own content.
    usual = "content" if files or os.path.isdir(os.path.join(root, "content")) else "."
    content, notes = _content(settings, own, default, _folder(settings.get("contentdir")) or usual)
    ugly = settings.get("uglyurls")
    base_url = _text(settings.get("baseurl"))
    site = Configuration(
        root=root,
        content=content,
        languages=languages,
        languages_off=off,
        names_languages=bool(map_of(settings.get("languages"))),
        default_language=default,
        default_language_in_subdir=_truth(settings.get("defaultcontentlanguageinsubdir")),
        ignore_files=tuple(map(pattern_of, _texts(settings.get("ignorefiles")))),
        allow_content=_allowed(map_of(settings.get("security")).get("allowcontent")),
        output_formats=frozenset(map_of(settings.get("outputformats"))),
        ugly_urls=frozenset(map_of(ugly)) if isinstance(ugly, dict) else None if _truth(ugly) else frozenset(),
        multihost=len(own) > 1 and all(_text(language.get("baseurl")) for language in own.values()),
        base_url=base_url,
        base_path=urlsplit(base_url).path.rstrip("/"),
        files=files,
        notes=notes,
    )
    in_languages = {name: _with(site, {**settings, **language}) for name, language in own.items()}
    # What a single language says is what the site says; pages name it in no address.
    if len(own) == 1:
        return next(iter(in_languages.values()))
    return _with(site, settings)._replace(in_languages=in_languages)


def _with(site: Configuration, settings: Mapping[str, Value]) -> Configuration:
    """A configuration with what every language may have of its own."""
    return site._replace(
        disable_aliases=_truth(settings.get("disablealiases")),
        time_zone=_text(settings.get("timezone")),
        permalinks=_rules(settings.get("permalinks")),
        frontmatter={
            name: fields if isinstance(fields, str) else _texts(fields)
            for name, fields in map_of(settings.get("frontmatter")).items()
        },
        taxonomies=tuple(_texts(list((map_of(settings.get("taxonomies")) or _TAXONOMIES).values()))),
        cascade=tuple(maps_of(settings.get("cascade"))),
        disable_path_to_lower=_truth(settings.get("disablepathtolower")),
        remove_path_accents=_truth(settings.get("removepathaccents")),
    )


def _allowed(value: Value) -> tuple[str, ...] | None:
    """The rules for media types of content; None where the site says nothing of them."""
    return None if value is None else tuple(_texts(value))


def _languages_off(settings: Mapping[str, Value]) -> frozenset[str]:
    named = map_of(settings.get("languages")).items()
    disabled = {name for name, language in named if _truth(map_of(language).get("disabled"))}
    return frozenset(disabled | {name.lower() for name in _texts(settings.get("disablelanguages"))})


def _languages(settings: Mapping[str, Value], default: str, off: frozenset[str]) -> tuple[str, ...]:
    """The languages that are built: by weight, those without one last, then by name."""
    named = {name: map_of(language) for name, language in map_of(settings.get("languages")).items()}

    def order(name: str) -> tuple[bool, float, bool, str]:
        # As Hugo: the weight 0 is none, and stands behind all others.
        weight = named[name].get("weight")
        number = float(weight) if isinstance(weight, int | float) and _is_small(weight) else 0
        return not number, number, name != default, name

    return tuple(sorted(set(named) - off, key=order)) or (default,)


def _content(
    settings: Mapping[str, Value], languages: Mapping[str, Mapping[str, Value]], default: str, usual: str
) -> tuple[tuple[ContentFolder, ...], tuple[str, ...]]:
    """The folders with content, and what was not understood of the mounts."""
    mounts = [mount for mount in maps_of(map_of(settings.get("module")).get("mounts")) if _is_content(mount)]
    by_folder: dict[str, str] = {}
    for name in (default, *languages):
        if name in languages:
            # Of languages with one folder the default one has it, which comes first here.
            by_folder.setdefault(_folder(languages[name].get("contentdir")) or usual, name)
    named = [_mounted(mount, default) for mount in mounts] or [ContentFolder(*item) for item in by_folder.items()]
    inside = tuple(folder for folder in named if _is_inside(folder.folder))
    notes = [f"{folder.folder} lies outside of the site" for folder in named if folder not in inside]
    notes += [f"{key} of a mount is not read" for mount in mounts for key in _UNREAD if key in mount]
    return inside, tuple(notes)


def _is_content(mount: Mapping[str, Value]) -> bool:
    return _folder(mount.get("target")).partition("/")[0] == "content"


def _mounted(mount: Mapping[str, Value], default: str) -> ContentFolder:
    matrix = map_of(map_of(mount.get("sites")).get("matrix"))
    named = [_text(mount.get("lang")), *_texts(matrix.get("languages"))]
    # A pattern names no single language; what it mounts is read as that of the default one.
    language = next((name.lower() for name in named if name and not set(name) & set("*!{")), default)
    under = _folder(mount.get("target")).removeprefix("content").strip("/")
    return ContentFolder(_folder(mount.get("source")), language, under)


def _is_inside(folder: str) -> bool:
    return not folder.startswith(("/", "../")) and folder != ".." and not os.path.isabs(folder)


def _folder(value: Value) -> str:
    """A path of the configuration without ``./`` and slashes at its end; empty where there is none."""
    text = _text(value).replace("\\", "/")
    return os.path.normpath(text).replace(os.sep, "/") if text else ""


def _rules(value: Value) -> tuple[PermalinkRule, ...]:
    """The rules for addresses. Where two of a map match, Hugo takes any; here the one with the longer path is first."""
    if isinstance(value, list):
        return tuple(
            PermalinkRule(
                _text(target.get("kind")).lower(), _text(target.get("path")).lower(), _text(rule.get("pattern"))
            )
            for rule in maps_of(value)
            for target in (map_of(rule.get("target")),)
        )
    found: list[PermalinkRule] = []
    for key, pattern in map_of(value).items():
        if isinstance(pattern, dict):
            found += [PermalinkRule(key, _section_glob(section), _text(text)) for section, text in pattern.items()]
        else:
            found += [PermalinkRule(kind, _section_glob(key), _text(pattern)) for kind in ("page", "term")]
    return tuple(sorted(found, key=lambda rule: -len(rule.path)))


def _section_glob(section: str) -> str:
    name = section.strip(" /")
    return f"/{{{name},{name}/**}}" if name else "/*"


def maps_of(value: Value) -> list[dict[str, Value]]:
    """The maps of a list, or a map alone as a list."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: Value) -> str:
    is_text = isinstance(value, str | int | float) and not isinstance(value, bool) and _is_small(value)
    return str(value) if is_text else ""


def _is_small(value: Value) -> bool:
    """Whether a number is one that Hugo has; Python cannot even write those of 5,000 digits."""
    return not isinstance(value, int) or value.bit_length() <= 64


def _texts(value: Value) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _truth(value: Value) -> bool:
    return value is True or (isinstance(value, str) and value.lower() in ("1", "t", "true"))
