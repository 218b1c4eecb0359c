"""Stand-in until the data is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from hugoconv.layouts.schema import Era, layout_named
from hugoconv.page.page import Page


class Exclusion(NamedTuple):
    code: str
    why: str


class Detection(NamedTuple):
    layout: str | None
    layout_reason: str
    era: str | None
    era_reason: str
    notes: tuple[str, ...]
    not_a_page: str | None


def detect_layout(
    path: str | None, fields: Mapping[str, Any], was: str | None = None
) -> tuple[str | None, str]:
    t = fields.get("type")
    if isinstance(t, str) and layout_named(t):
        return layout_named(t), "type"
    for seg in reversed((path or "").split("/")[:-1]):
        if layout_named(seg):
            return layout_named(seg), "folder"
    return None, "no folder"


def detect_era(
    path: str | None, fields: Mapping[str, Any], layout: str
) -> tuple[Era | None, str, tuple[str, ...]]:
    return None, "", ()


def not_a_page(path: str | None, fields: Mapping[str, Any]) -> Exclusion | None:
    return None


def detect(page: Page, path: str | None = None) -> Detection:
    layout, reason = detect_layout(path or page.path, {n: f.value for n, f in page.fields.items()})
    return Detection(layout, reason, None, "", (), None)
