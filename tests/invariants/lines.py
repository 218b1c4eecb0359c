"""YAML that is read line by line has the tree that PyYAML's events make of it."""

from __future__ import annotations

import yaml

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.yaml.line_scanner import scanned
from hugoconv.syntax.yaml.tree_builder import TreeBuilder
from tests.invariants.report import DoesNotApplyError, Report, law


@law
def same_tree(name: str, text: str, report: Report) -> None:
    """One text, be it YAML or not."""
    found = scanned(text)
    if found is None:
        raise DoesNotApplyError("left to PyYAML")
    for quirks in (True, False):
        wanted = by_events(text, quirks=quirks)
        if repr(found) != wanted:
            report.stop(name, f"read {text!r}", "another tree than that of the events", wanted, repr(found))


def by_events(text: str, *, quirks: bool) -> str:
    """What PyYAML's events say, or why they say nothing."""
    builder = TreeBuilder(text, "", quirks=quirks)
    try:
        return repr((builder.build(text), tuple(builder.tokens)))
    except (yaml.YAMLError, MatterSyntaxError, UnicodeEncodeError) as error:
        return f"refused: {error}"
