"""Words for true and false, and the fields that hold one."""

from __future__ import annotations

from hugoconv.hugo.reserved import TRUTH, named
from hugoconv.layouts.schema import built_in
from hugoconv.syntax.tree import Path
from hugoconv.syntax.values import Value

# Those of YAML 1.1, by which Hugo read before 0.152: `y` and `n` too, which PyYAML leaves out.
WORDS = {"yes": True, "no": False, "on": True, "off": False, "y": True, "n": False, "true": True, "false": False}


def truth_of(value: Value) -> bool | None:
    """What a truth or a word for one says; None for anything else.

    >>> truth_of("Yes"), truth_of(False), truth_of("perhaps")
    (True, False, None)
    """
    if isinstance(value, bool):
        return value
    return WORDS.get(value.strip().lower()) if isinstance(value, str) else None


def is_truth_field(path: Path) -> bool:
    """Whether a field is true or false for Hugo itself, or for a layout of the themes and no other.

    >>> is_truth_field(("draft",)), is_truth_field(("image", "preview_only")), is_truth_field(("answer",))
    (True, True, False)
    """
    # Where layouts differ, the word may be meant as text.
    name = ".".join(str(step).casefold() for step in path)
    kinds = {about.type for layout in built_in().all.values() if (about := layout.fields.get(name)) is not None}
    return name in named(TRUTH) or kinds == {"bool"}
