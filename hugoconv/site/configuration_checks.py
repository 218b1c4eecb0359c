"""What newer versions of Hugo refuse in the configuration of a site.

``check`` tells it, and no command stops for it, since a site may be built with an older Hugo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hugoconv.hugo.cascade import cascades_of
from hugoconv.lint.check import Diagnostic, problem_in_file
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.configuration_files import place_in_effect, sources_of
from hugoconv.syntax.values import Value


def check_configuration(base: Base, configuration: Configuration, hugo: str) -> Iterator[Diagnostic]:
    """The problems in the configuration of the site at a base, for a version of Hugo, each at its place."""
    languages = configuration.in_languages or {configuration.default_language: configuration}
    asking = [name for name, own in languages.items() if _asks_for_language(own.cascade)]
    sources = tuple(sources_of(configuration.root)) if asking else ()
    places = dict.fromkeys(place_in_effect(sources, name, "cascade") for name in asking)
    for path, *place in filter(None, places):
        yield from problem_in_file("cascade-lang", base.name(path), place[0], place[1], hugo)


def _asks_for_language(rules: Iterable[Mapping[str, Value]]) -> bool:
    """Whether a target of a cascade has ``lang``, which Hugo looks at only where fields are handed down."""
    return any(one.fields and one.target.get("lang") for rule in rules for one in cascades_of(dict(rule)))
