"""docs/layout.schema.json: what a file with a layout is, as a JSON Schema for editors, made from what the loader knows.

python -m tests.layout_schema     # writes it
"""

from __future__ import annotations

import json
from typing import Any

from hugoconv.layouts.own_layouts import FIELD, FIELD_WANTS, LAYOUT, LAYOUT_WANTS, LENS, LENS_WANTS
from tests.recipe_schema import object_of
from tests.refusal_calls import ROOT

FILE = ROOT / "docs/layout.schema.json"


def schema() -> dict[str, Any]:
    found = object_of(LAYOUT, LAYOUT_WANTS)
    properties = found["properties"]
    properties["lens"] = {**properties["lens"], **object_of(LENS, LENS_WANTS)}
    properties["field"] = {**properties["field"], "additionalProperties": object_of(FIELD, FIELD_WANTS)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A layout of hugoconv", **found}


def rendered() -> str:
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(rendered(), "utf-8")
