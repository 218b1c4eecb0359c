"""What a change may return, and what becomes of anything else."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeAlias, runtime_checkable

from hugoconv.errors import ChangeError, MatterSyntaxError, PathError, Refused, VerificationError
from hugoconv.layouts.convert import Conversion
from hugoconv.layouts.recipes.migrate import Migration
from hugoconv.page.page import Page
from hugoconv.refusals import Message, message
from hugoconv.site.base import Base
from hugoconv.site.move.claims import Claims
from hugoconv.site.plan.caller_errors import raised_by
from hugoconv.site.plan.missing_references import missing
from hugoconv.translation.translate import Translation


class ChangeResult(NamedTuple):
    """A page after a change, with ``notes`` on what is worth knowing; ``absent`` are operations on fields that it does
    not have, ``date`` is the day that has become its date."""

    page: Page
    notes: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    date: str = ""


Answer: TypeAlias = Page | ChangeResult | Conversion | Migration | Translation | None


class Change(Protocol):
    """Any function from page to page, or to what ``convert``, ``migrate`` and ``translate`` return; None leaves the
    page. One whose path differs afterwards is to be moved there. Refusals are raised; for several processes it has to
    be one that can be pickled."""

    def __call__(self, page: Page, /) -> Answer: ...


@runtime_checkable
class MovingChange(Change, Protocol):
    """A change that moves pages and knows enough of their site to tell their addresses."""

    def claims(self, page: Page, moved: Page) -> tuple[Claims, ...]:
        """What a page claims before and after it has moved; nothing where that is not known."""


class CallerChange(NamedTuple):
    """A function that is not of this library, as a change to the pages of a site: what it raises and did not learn from
    us is its own mistake, and no bug of ours. A page that it converts gets notes of what it names and the site has not.
    """

    change: Change
    base: Base | None = None

    def __call__(self, page: Page, /) -> Answer:
        try:
            answer = self.change(page)
        except (Refused, MatterSyntaxError, PathError, VerificationError):
            raise
        except Exception as error:
            raised = raised_by(error)
            why = message("change-raised", kind=raised.kind, message=raised.message)
            raise ChangeError(*why[:2], raised) from error
        if isinstance(answer, Conversion) and answer.page is not page:
            return answer._replace(notes=(*answer.notes, *missing(page, self.base)))
        return answer

    def claims(self, page: Page, moved: Page) -> tuple[Claims, ...]:
        """What a page claims before and after it has moved; nothing where the change cannot tell."""
        return self.change.claims(page, moved) if isinstance(self.change, MovingChange) else ()


def result_of(answer: object, page: Page) -> ChangeResult:
    """What a change returned for a page, in full. Raises ChangeError (``change-answer``) for what a change may not
    return."""
    if answer is None:
        return ChangeResult(page)
    if isinstance(answer, Page):
        return ChangeResult(_own_path(answer))
    if isinstance(answer, Conversion | Migration | Translation):
        answer = ChangeResult(answer.page, answer.notes, date=str(getattr(answer, "date", "")))
    if not isinstance(answer, ChangeResult):
        if inspect.iscoroutine(answer):
            answer.close()
        raise _no_answer(message("change-answer", "result", kind=_kind(answer)))
    new: object = answer.page
    if new is not None and not isinstance(new, Page):
        raise _no_answer(message("change-answer", "page", kind=_kind(new)))
    return ChangeResult(
        page if new is None else _own_path(new),
        _texts(answer.notes, "notes"),
        _texts(answer.absent, "absent"),
        str(answer.date),
    )


def _own_path(page: Page) -> Page:
    path: object = page.path
    if path is not None and not isinstance(path, str):
        raise _no_answer(message("change-answer", "path", kind=_kind(path)))
    if path is not None and "\0" in path:
        raise _no_answer(message("change-answer", "nul"))
    return page


def _texts(value: object, name: str) -> tuple[str, ...]:
    """Texts in any form: one alone, a list, none."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, Iterable) or isinstance(value, bytes):
        raise _no_answer(message("change-answer", "texts", name=name, kind=_kind(value)))
    try:
        found = tuple(value)
    except Exception as error:
        raised = raised_by(error)
        why = message("change-raised", "answer", name=name, kind=raised.kind, message=raised.message)
        raise ChangeError(*why[:2], raised) from error
    texts = tuple(item for item in found if isinstance(item, str))
    if len(texts) < len(found):
        other = next(item for item in found if not isinstance(item, str))
        raise _no_answer(message("change-answer", "item", name=name, kind=_kind(other)))
    return texts


def _kind(value: object) -> str:
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _no_answer(found: Message) -> ChangeError:
    return ChangeError(*found[:2], remedy=found.remedy)
