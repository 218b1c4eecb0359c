"""After any operation the tree of a page is that of its text read as a whole, however little of it was read."""

from __future__ import annotations

import random
import zlib

from hugoconv.errors import MatterSyntaxError, PathError, Refused
from hugoconv.layouts.parse import parse
from hugoconv.page.operations import Operation
from hugoconv.page.page import Page
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.tree import entries_of
from hugoconv.syntax.yaml.changed_fields import reread
from tests.corpus import CorpusPage
from tests.invariants.report import DoesNotApplyError, Report, law, page_law
from tests.page.sequences import operation_on
from tests.syntax.trees import parts_of_tree

OPERATIONS = 24


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """Tries some operations on one page, the same ones at every run."""
    try:
        read = parse(page.read(), "content/talk/x.md")
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    if read.syntax != "yaml":
        raise DoesNotApplyError("no YAML")
    report.count("pages")
    dice = random.Random(zlib.crc32(page.name.encode()))
    for _ in range(OPERATIONS):
        _check_operation(page.name, read, operation_on(read, dice.choice), report)


@law
def _check_operation(name: str, page: Page, operation: Operation, report: Report) -> None:
    try:
        new = page.apply(operation)
    except (Refused, PathError):
        raise DoesNotApplyError("refused") from None
    if new is page:
        raise DoesNotApplyError("no edit")
    report.count("operations")
    found = reread(page.tree, new.edits, new.matter)
    if found is None:
        raise DoesNotApplyError("read as a whole")
    report.count("fields", len(entries_of(found.tree.root)))
    report.count("fields that were kept", len(found.kept))
    whole = parts_of_tree(SYNTAXES["yaml"].read(new.matter))
    if not parts_of_tree(new.tree) == parts_of_tree(found.tree) == whole:
        report.fail(name, repr(operation), "another tree than that of the whole text", page.matter, new.matter)
