"""What pages hand down by ``cascade``: to those below them, and to themselves.

Rules: Hugo 0.168, checked against the binary. A page gets what its own ``cascade`` holds, then what those of the pages
above it hold, the nearest first, then what the configuration of the site says; the first that names a field wins, and
what the page says itself wins over all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hugoconv.hugo.globs import matches
from hugoconv.hugo.page_dates import folded
from hugoconv.hugo.page_path import PagePath
from hugoconv.syntax.values import Value

ENVIRONMENT = "production"  # that of ``hugo build``
KINDS = ("page", "home", "section", "taxonomy", "term")
_TARGETS = ("target", "_target")
_NOT_AT_TOP = frozenset(("kind", "path", "lang", "cascade"))  # as Hugo >= 0.152 says
_TEXTS = ("kind", "path", "environment", "lang")
_SITES = ("matrix", "complements")
_PATTERNS = ("languages", "versions", "roles")


class TargetError(ValueError):
    """The target of a cascade that Hugo refuses, with its reason: it builds no such page."""


class Cascade(NamedTuple):
    """Fields that are handed down, their names in lowercase, and to which pages: all where ``target`` is empty."""

    target: Mapping[str, Value]
    fields: Mapping[str, Value]


def cascades_of(value: Value) -> Iterator[Cascade]:
    """What a field ``cascade`` hands down; what it holds below ``params`` goes over its other fields.

    Raises TargetError for a target that Hugo refuses whatever is handed down, and GlobError for a pattern of kinds.

    >>> list(cascades_of({"Target": {"Kind": "page"}, "A": 1, "params": {"B": 2}}))
    [Cascade(target={'kind': 'page'}, fields={'a': 1, 'b': 2})]
    """
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            given = folded(item)
            inner = given.pop("params", None)
            targets = [given.pop(name) for name in _TARGETS if name in given]
            target = _target(targets[0] if targets else None)
            yield Cascade(target, {**given, **(folded(inner) if isinstance(inner, dict) else {})})


def misplaced_keys(value: Value) -> Iterator[str]:
    """The keys of a field ``cascade`` that Hugo wants below ``target``, or nowhere; it refuses them.

    >>> list(misplaced_keys([{"Kind": "page", "params": {"kind": "x"}}]))
    ['Kind']
    """
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield from (name for name in item if name.lower() in _NOT_AT_TOP)


def _target(value: Value) -> dict[str, Value]:
    target = _map("the target", value)
    # All of them are read, though only the kind is tried here: Hugo decodes the whole target at once, and refuses a
    # list in any of these even where nothing is handed down.
    kinds, *_ = [_text(target.get(name)) for name in _TEXTS]
    if kinds and not any(matches(kinds, kind) for kind in KINDS):
        raise TargetError(f"{kinds} is no kind of pages")
    sites = _map("sites of a target", target.get("sites"))
    for part in _SITES:
        asked = _map(f"sites.{part} of a target", sites.get(part))
        for name in _PATTERNS:
            _texts(asked.get(name))
    return target


def _map(what: str, value: Value) -> dict[str, Value]:
    if value is not None and not isinstance(value, dict):
        raise TargetError(f"{what} is no map")
    return folded(value or {})


def handed_down(cascades: Iterable[Cascade], page: PagePath | None) -> dict[str, Value]:
    """The fields that a page gets from some cascades, the nearest first. Of a page whose path is not known it gets
    those that do not ask for the path.

    Raises GlobError and TargetError for a target that Hugo refuses.

    >>> handed_down(cascades_of([{"target": {"kind": "section"}, "a": 1}, {"b": 2}, {"b": 3}]), None)
    {'b': 2}
    """
    out: dict[str, Value] = {}
    for cascade in cascades:
        # Hugo looks at no target where there is nothing to hand down, be it one that it refuses.
        if cascade.fields and _means(cascade.target, page):
            # The other way round a cascade from further above would win over a nearer one.
            out = {**cascade.fields, **out}
    return out


def _means(target: Mapping[str, Value], page: PagePath | None) -> bool:
    """Whether a target names a page; each of its patterns is tried, so that one that Hugo refuses is always told."""
    kinds, paths, environments = (_text(target.get(name)) for name in ("kind", "path", "environment"))
    met = [not kinds or matches(kinds, page.kind if page else "page")]
    met.append(not paths or (matches(paths, page.path if page else "") and page is not None))
    met.append(not environments or matches(environments, ENVIRONMENT))
    return all(met) and _speaks(_languages(target), page.language if page else "")


def _text(value: Value) -> str:
    """A value of a target as Hugo reads it: a number is text, too."""
    if isinstance(value, list | dict):
        raise TargetError("a target asks for a list or a map where a text is wanted")
    if isinstance(value, bool):
        # mapstructure, with which Hugo decodes a target, makes `1` and `0` of truth values; its other casts say
        # `true`.
        return str(int(value))
    return "" if value is None else str(value)


def _texts(value: Value) -> list[str]:
    """A text, or those of a list, as Hugo reads them."""
    return [text for item in (value if isinstance(value, list) else [value]) if (text := _text(item))]


def _languages(target: Mapping[str, Value]) -> list[str]:
    """The languages that a target asks for, as patterns, those with an exclamation mark and a space being excluded."""
    matrix = _map("", _map("", target.get("sites")).get("matrix"))
    return [*_texts(target.get("lang")), *_texts(matrix.get("languages"))]


def _speaks(patterns: list[str], language: str) -> bool:
    """Whether a language is one that is asked for, or none is known; each pattern is tried."""
    excluded = [matches(pattern[2:].strip(), language) for pattern in patterns if pattern.startswith("! ")]
    wanted = [matches(pattern, language) for pattern in patterns if not pattern.startswith("! ")]
    if not patterns or not language:
        return True
    return (patterns[0].startswith("! ") or any(wanted)) and not any(excluded)
