"""The kinds of steps: how each is written in a recipe, and what carries it out.

A new kind is a row of ``KINDS``, a class with an ``inverse``, and a function from a page and a step to what becomes of
the page; a class that only an inverse makes has its function in ``_BACK``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from hugoconv.layouts.forms import NAMES, TEXT, TEXTS, TRUTH, VERSIONS, Form, one_of
from hugoconv.layouts.recipes import commented_out, folders, items, notes, odd_steps, renames, values
from hugoconv.layouts.recipes.recipe import Doing, Done, Step
from hugoconv.page.page import Page
from hugoconv.syntax.values import KINDS as KINDS_OF_VALUES

FIELDS = Form("a table of fields with values", {"type": "object", "minProperties": 1})
VALUE = Form("a value", {})
PAIRS = Form(
    "a list of pairs, each the old value and the new one",
    {"type": "array", "items": {"type": "array", "minItems": 2, "maxItems": 2}, "minItems": 1},
)

LAYOUTS = [
    *("talk", "post", "publication", "project", "author", "section"),
    *("talk-section", "post-section", "publication-section", "project-section", "author-section"),
]
KINDS_OF_FIELDS = sorted(set(KINDS_OF_VALUES.values()))
_FUNCTIONS = one_of(sorted(odd_steps.ODD_STEPS))

# What a step of any kind has, and a recipe; without the ones that are wanted nothing goes.
STEP: Mapping[str, Form] = {
    "id": TEXT,
    "about": TEXT,
    "citation": TEXT,
    "layouts": Form(
        f"a list of layouts, each one of {', '.join(LAYOUTS)}",
        {"type": "array", "items": {"enum": LAYOUTS}, "minItems": 1},
    ),
    "where": FIELDS,
    "is": Form(
        f"a table of fields, each with one of {', '.join(KINDS_OF_FIELDS)}",
        {"type": "object", "additionalProperties": {"enum": KINDS_OF_FIELDS}, "minProperties": 1},
    ),
    "lies-in": TEXTS,
    "keep": TRUTH,
    "only-to": VERSIONS,
    "only-back-to": VERSIONS,
}
STEP_WANTS = ("id", "about")
RECIPE: Mapping[str, Form] = {
    "title": TEXT,
    "from-era": TEXT,
    "to-era": TEXT,
    "step": Form("a list of steps, each below a header [[step]]", {"type": "array", "minItems": 1}),
}
RECIPE_WANTS = ("title", "from-era", "to-era", "step")


class Kind(NamedTuple):
    """A kind of steps: its keys, of which the first tells it and those of ``wants`` have to be there; the step of what
    stands there, and what does it."""

    keys: Mapping[str, Form]
    wants: tuple[str, ...]
    make: Callable[[Mapping[str, Any]], Any]
    action: type
    do: Doing


KINDS: tuple[Kind, ...] = (
    Kind(
        {"rename": NAMES, "needs": TEXTS, "needs-back": TEXTS},
        (),
        lambda said: renames.Renaming(
            tuple(said["rename"].items()), tuple(said.get("needs", ())), tuple(said.get("needs-back", ()))
        ),
        renames.Renaming,
        renames.rename,
    ),
    Kind(
        {"map": TEXT, "as": TEXT, "values": PAIRS, "strict": TRUTH},
        ("values",),
        lambda said: values.ValueMap(
            said["map"],
            tuple((old, new) for old, new in said["values"]),
            said.get("as", said["map"]),
            said.get("strict", True),
        ),
        values.ValueMap,
        values.map_values,
    ),
    Kind(
        {"negate": TEXT, "as": TEXT},
        ("as",),
        lambda said: values.Negation(said["negate"], said["as"]),
        values.Negation,
        values.negate,
    ),
    Kind(
        {"default": TEXT, "value": VALUE, "like": TEXT},
        (),
        lambda said: values.Default(said["default"], said.get("value"), said.get("like", "")),
        values.Default,
        values.set_default,
    ),
    Kind(
        {"comment-out": TEXTS},
        (),
        lambda said: commented_out.CommentingOut(tuple(said["comment-out"])),
        commented_out.CommentingOut,
        commented_out.comment_out,
    ),
    Kind(
        {"join": TEXT, "first": TEXT, "second": TEXT, "names": NAMES},
        ("first", "second", "names"),
        lambda said: items.Joining(said["join"], said["first"], said["second"], tuple(said["names"].items())),
        items.Joining,
        items.join,
    ),
    Kind(
        {"note": TEXT, "has": TEXTS, "lacks": TEXTS},
        (),
        lambda said: notes.Note(said["note"], tuple(said.get("has", ())), tuple(said.get("lacks", ()))),
        notes.Note,
        notes.tell,
    ),
    Kind(
        {"folders": NAMES},
        (),
        lambda said: folders.Folders(tuple(said["folders"].items())),
        folders.Folders,
        folders.leave,
    ),
    Kind({"nothing": TEXT}, (), lambda said: notes.Nothing(said["nothing"]), notes.Nothing, notes.leave),
    Kind(
        {"call": _FUNCTIONS},
        (),
        lambda said: odd_steps.Call(said["call"]),
        odd_steps.Call,
        odd_steps.call,
    ),
)
_BACK: dict[type, Doing] = {
    values.WithoutDefault: values.drop_default,
    commented_out.Reviving: commented_out.revive,
    items.Splitting: items.split,
}
_WAYS: dict[type, Doing] = {**{kind.action: kind.do for kind in KINDS}, **_BACK}


def name_of(kind: Kind) -> str:
    """The key that tells a kind."""
    return next(iter(kind.keys))


def done(page: Page, step: Step) -> Done:
    """A page after a step; the page itself where the step is not about it. Raises Refused."""
    return _WAYS[type(step.action)](page, step) if step.condition.holds(page) else Done(page)
