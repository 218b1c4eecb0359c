"""Steps that put a field behind a comment marker, and bring back what they put there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.layouts.recipes.recipe import Done, Step, has, noted, path_of, spelled
from hugoconv.page.operations import CommentOut, DropCommented, Operation, SetComment, Uncomment
from hugoconv.page.page import Page
from hugoconv.syntax.commented_out import CommentedOut, folded
from hugoconv.text.lines import line_start


class CommentingOut(NamedTuple):
    """Fields that are commented out, below a line that says which step did it."""

    fields: tuple[str, ...]

    def inverse(self) -> Reviving:
        """The fields come back to life."""
        return Reviving(self.fields)


class Reviving(NamedTuple):
    """Fields that come back to life where the line above says that the step commented them out."""

    fields: tuple[str, ...]

    def inverse(self) -> CommentingOut:
        """The fields are commented out."""
        return CommentingOut(self.fields)


def line_of(step: Step) -> str:
    """The line above what a step has commented out; without it, the way back could not tell that from what the
    author commented out."""
    return f"# commented out by {step.id}"


def comment_out(page: Page, step: Step) -> Done:
    """The page with the fields commented out; a note where its syntax has no comments."""
    there = [name for name in step.action.fields if has(page, name)]
    if there and not page.has_comments:
        return Done(page, noted(step, [f"{', '.join(there)} stays: {page.syntax} has no comments"]))
    for name in there:
        page = page.apply(*_hiding(page, step, name))
    return Done(page)


def _hiding(page: Page, step: Step, name: str) -> Iterator[Operation]:
    path = spelled(page, name)
    leading = [comment.text for comment in page.comments if comment.owner == path and comment.kind == "leading"]
    yield SetComment(path, "\n".join([*leading, line_of(step)]), "leading")
    yield CommentOut(path)


def revive(page: Page, step: Step) -> Done:
    """The page with the fields live again."""
    if not page.has_comments or line_of(step) not in page.matter:
        return Done(page)
    wanted = {folded(path_of(name)) for name in step.action.fields}
    for field in [one for one in page.commented_out if folded(one.path) in wanted and _is_ours(page, one, step)]:
        alike = [one.span for one in page.commented_out if folded(one.path) == folded(field.path)]
        nth = alike.index(field.span) if field.span in alike else 0
        page = page.apply(Uncomment(field.path, nth), DropCommented((line_of(step),)))
    return Done(page)


def _is_ours(page: Page, field: CommentedOut, step: Step) -> bool:
    above = page.matter[: line_start(page.matter, field.span.start)]
    return above.rstrip("\r\n").endswith(line_of(step)) and field.path[0] not in page
