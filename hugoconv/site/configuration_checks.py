"""What newer versions of Hugo refuse in the configuration of a site.

``check`` tells it, and no command stops for it, since a site may be built with an older Hugo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hugoconv.hugo.cascade import cascades_of, misplaced_keys
from hugoconv.lint.check import Diagnostic, problem_in_file
from hugoconv.lint.diagnostics import RawDiagnostic
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.configuration_files import place_in_effect, sources_of
from hugoconv.syntax.values import Value
from hugoconv.text.spans import Span


def check_configuration(base: Base, configuration: Configuration, hugo: str) -> Iterator[Diagnostic]:
    """The problems in the configuration of the site at a base, for a version of Hugo, each at its place."""
    languages = configuration.in_languages or {configuration.default_language: configuration}
    found = {name: told for name, own in languages.items() if (told := [*_of_cascade(own.cascade)])}
    sources = tuple(sources_of(configuration.root)) if found else ()
    placed = ((place_in_effect(sources, name, "cascade"), one) for name, told in found.items() for one in told)
    for place, one in dict.fromkeys(placed):
        if place is not None:
            path, lineno, colno = place
            yield from problem_in_file(one._replace(place=(lineno, colno)), base.name(path), hugo)


def _of_cascade(rules: Iterable[Mapping[str, Value]]) -> Iterator[RawDiagnostic]:
    for rule in map(dict, rules):
        yield from (_raw("cascade-key", name) for name in misplaced_keys(rule))
        # Hugo looks at the target only where fields are handed down.
        if any(one.fields and one.target.get("lang") for one in cascades_of(rule)):
            yield _raw("cascade-lang")


def _raw(code: str, value: str = "") -> RawDiagnostic:
    return RawDiagnostic(code, Span(0, 0), "cascade", value)
