"""What a page hands down to itself: Hugo applies the ``cascade`` of a page to that page too.

Rules: Hugo 0.168, checked against the binary. What pages above hand down is a matter of a site and not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hugoconv.syntax.values import Value

_NOT_FIELDS = ("params", "target", "_target")
_GLOB = re.compile(r"\*\*/?|\*|\?|\{[^}]*\}|.", re.DOTALL)


def handed_down(fields: Mapping[str, Value], path: str | None) -> dict[str, Value]:
    """The fields that a page, its names in small letters, gets from its own ``cascade``; ``path`` says where it lies.

    The first of several wins; what it holds below ``params`` goes over its other fields.

    >>> handed_down({"cascade": [{"target": {"kind": "section"}, "a": 1}, {"b": 2}]}, "content/post/x.md")
    {'b': 2}
    """
    out: dict[str, Value] = {}
    for item in _items(fields.get("cascade")):
        if _meets(item.get("target", item.get("_target")), path):
            params = item.get("params")
            own = {name: value for name, value in item.items() if name not in _NOT_FIELDS}
            out = {**own, **(params if isinstance(params, dict) else {}), **out}
    return out


def _items(cascade: Value) -> Iterator[dict[str, Value]]:
    for item in cascade if isinstance(cascade, list) else [cascade]:
        if isinstance(item, dict):
            yield {name.lower(): value for name, value in item.items()}


def _meets(target: Value, path: str | None) -> bool:
    """Whether a page is one of those that a target names; nothing is known of languages and versions."""
    if not isinstance(target, dict):
        return True
    wanted = {name.lower(): value for name, value in target.items()}
    facts = {"kind": _kind(path), "path": _site_path(path), "environment": "production"}
    return all(
        facts[name] is not None and _matches(value.lower(), facts[name] or "")
        for name, value in wanted.items()
        if name in facts and isinstance(value, str) and value
    )


def _kind(path: str | None) -> str:
    stem = (path or "").replace("\\", "/").rpartition("/")[2].partition(".")[0]
    if stem != "_index":
        return "page"
    return "section" if (_site_path(path) or "/") != "/" else "home"


def _site_path(path: str | None) -> str | None:
    """The path of a page for Hugo: from its content folder on, without the name of a bundle's file."""
    if path is None:
        return None
    parts = path.replace("\\", "/").lower().split("/")
    if "content" in parts:
        parts = parts[parts.index("content") + 1 :]
    stem = parts[-1].partition(".")[0]
    names = parts[:-1] if stem in ("index", "_index") else [*parts[:-1], stem]
    return "/" + "/".join(names)


def _matches(glob: str, text: str) -> bool:
    return re.fullmatch("".join(map(_pattern, _GLOB.findall(glob))), text, re.DOTALL) is not None


def _pattern(sign: str) -> str:
    if sign.startswith("**"):
        return "(?:.*/)?" if sign.endswith("/") else ".*"
    if sign[0] == "{" and len(sign) > 1:
        return f"(?:{'|'.join(map(re.escape, sign[1:-1].split(',')))})"
    return {"*": "[^/]*", "?": "[^/]"}.get(sign, re.escape(sign))
