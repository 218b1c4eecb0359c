"""docs/recipe.schema.json: what a recipe is, as a JSON Schema for editors, made from what the loader knows.

python -m tests.recipe_schema     # writes it
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from hugoconv.layouts.forms import Form
from hugoconv.layouts.recipes.kinds import KINDS, RECIPE, RECIPE_WANTS, STEP, STEP_WANTS, name_of
from tests.refusal_calls import ROOT

FILE = ROOT / "docs/recipe.schema.json"


def schema() -> dict[str, Any]:
    steps = [object_of({**kind.keys, **STEP}, (*STEP_WANTS, name_of(kind), *kind.wants)) for kind in KINDS]
    found = object_of(RECIPE, RECIPE_WANTS)
    found["properties"]["step"] = {**found["properties"]["step"], "items": {"oneOf": steps}}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A recipe of hugoconv", **found}


def object_of(forms: Mapping[str, Form], wants: Iterable[str]) -> dict[str, Any]:
    properties = {name: {"description": form.words, **form.schema} for name, form in forms.items()}
    return {"type": "object", "properties": properties, "required": list(wants), "additionalProperties": False}


def rendered() -> str:
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(rendered(), "utf-8")
