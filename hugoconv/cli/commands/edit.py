"""``hugoconv edit``: fields of many pages."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import click

from hugoconv.cli import body_operations as of_body
from hugoconv.cli import reference_operations as of_references
from hugoconv.cli.assignment import as_item, assigned, with_now
from hugoconv.cli.body_operations import EditBody, FillFromBody
from hugoconv.cli.help import Command, rare
from hugoconv.cli.options import collected, common, paths
from hugoconv.cli.reference_operations import Rewrite
from hugoconv.cli.run import run
from hugoconv.cli.selection import selected, selecting
from hugoconv.cli.values import read_delta, read_given, read_zone, refuse_nameless, split_pair
from hugoconv.errors import PathError, Refused
from hugoconv.layouts.record import forget
from hugoconv.page.date_operations import Redate, Redating, Rezone, Shift, redated
from hugoconv.page.operations import (
    Append,
    CommentOut,
    Discard,
    Insert,
    Operation,
    Remove,
    Rename,
    Set,
    Uncomment,
)
from hugoconv.page.page import Page
from hugoconv.site.plan.file_plan import ChangeResult


class RequestedOperation(NamedTuple):
    """One operation of the command line, with the option that asked for it, and what is worth knowing of its value."""

    option: str
    operation: Operation | Redating | EditBody | FillFromBody | Rewrite
    note: str = ""


class Editing(NamedTuple):
    """The job of the command."""

    wanted: tuple[RequestedOperation, ...]
    forget_record: bool
    create: bool = False

    def __call__(self, page: Page) -> ChangeResult:
        """All operations, one after the other; those on fields that are not there are left out and named."""
        before, absent, notes = page, list[str](), list[str]()
        if self.create and not page.has_front_matter:
            page = page.with_front_matter()
        for wanted in self.wanted:
            if _is_done(page, wanted):
                continue
            if _is_absent(page, wanted):
                absent.append(_shown(wanted))
                continue
            edited = _edited(page, wanted)
            notes += [wanted.note] if wanted.note and edited is not page else []
            page = edited
        page = forget(page) if self.forget_record else page
        # A page that was given front matter and then no field would be left with two bare fences.
        page = page if len(page) or before.has_front_matter == page.has_front_matter else before
        return ChangeResult(page, (*notes, *(before.notes if page.is_changed else ())), tuple(absent))


def _edited(page: Page, wanted: RequestedOperation) -> Page:
    """A page after one operation: a date is set in the spelling of the one that is there, unless it was given letter
    by letter."""
    op = wanted.operation
    if isinstance(op, EditBody | FillFromBody | Rewrite):
        return op.on(page)
    if isinstance(op, Shift | Rezone | Redate):
        return page.apply(redated(page, op))
    if isinstance(op, Append | Discard):
        return page.apply(as_item(page, op))
    return page.apply(assigned(page, op) if isinstance(op, Set | Insert) and wanted.option in _TYPED else op)


def _shown(wanted: RequestedOperation) -> str:
    return f"{wanted.option} {wanted.operation.path}"  # type: ignore[union-attr]


def _is_done(page: Page, wanted: RequestedOperation) -> bool:
    """Whether an operation finds its work done: a default that is set, a field live or commented out already."""
    op = wanted.operation
    if isinstance(op, Insert):
        return op.path in page
    if isinstance(op, Uncomment):
        return op.path in page and _is_absent(page, wanted)
    if isinstance(op, CommentOut):
        return op.path not in page and not _is_absent(page, wanted._replace(operation=Uncomment(op.path)))
    return False


def _is_absent(page: Page, wanted: RequestedOperation) -> bool:
    op = wanted.operation
    if isinstance(op, Uncomment):
        try:
            page.apply(op)
        except PathError:
            return True
        except Refused:
            return False
        return False
    if isinstance(op, Remove | Rename | CommentOut | Append | Discard | Shift | Rezone):
        return op.path not in page
    return False


class OperationOption(NamedTuple):
    """An option that asks for an operation on a key alone (``K``), or on a key with a value. ``read`` makes a value of
    what was typed and of the option's name; without it, it is YAML, and may be ``now``."""

    operation: Callable[..., Operation | Redating | EditBody | Rewrite]
    metavar: str
    help: str
    read: Callable[[str, str], Any] | None = None
    is_rare: bool = False

    def requested(self, option: str, text: str, now: datetime.datetime) -> RequestedOperation:
        """The operation of the option with a text. Wrong usage where the text does not say one."""
        if "=" not in self.metavar:
            return RequestedOperation(option, self.operation(text))
        key, typed = split_pair(text, option)
        if self.operation in (Set, Insert, Rename):
            refuse_nameless(typed if self.operation is Rename else key, option)
        if self.read is not None:
            return RequestedOperation(option, self.operation(key, self.read(typed, option)))
        given = read_given(typed, option)
        operation = self.operation(key, with_now(key, given.value, now))
        return RequestedOperation(option, operation, given.note and f"{key}: {given.note}")


def _as_typed(text: str, _option: str) -> str:
    return text


_TYPED = ("--set", "--set-default")
_OPTIONS = {
    "--set": OperationOption(Set, "K=V", "Set a field; V is YAML, for dates also now or today."),
    "--set-string": OperationOption(Set, "K=V", "Set a field to V, letter by letter.", _as_typed),
    "--set-default": OperationOption(Insert, "K=V", "Set a field where the page has none."),
    "--rename": OperationOption(Rename, "A=B", "Give a field another key; a.b moves it into map a.", _as_typed),
    "--remove": OperationOption(Remove, "K", "Take a field away with its comments."),
    "--comment-out": OperationOption(CommentOut, "K", "Put # in front of a field."),
    "--uncomment": OperationOption(Uncomment, "K", "Bring a commented-out field back."),
    "--append": OperationOption(Append, "K=V", "Add an item to a list unless it is there."),
    "--discard": OperationOption(Discard, "K=V", "Take an item out of a list."),
    "--shift": OperationOption(Shift, "K=TIME", "Move a date, by +8h or -1d12h, at each run.", read_delta),
    "--tz": OperationOption(Rezone, "K=ZONE", "Tell the same instant in another zone.", read_zone),
    "--url-to-reference": OperationOption(
        of_references.from_url, "KIND", "Name the deck (slides) or project (projects) of an address.", is_rare=True
    ),
    "--reference-to-url": OperationOption(
        of_references.to_url, "KIND", "Write the address of a deck or project that is named.", is_rare=True
    ),
    "--as-list": OperationOption(of_references.to_list, "K", "Make a list of one of a text.", is_rare=True),
    "--as-text": OperationOption(of_references.to_text, "K", "Make a text of a list of one.", is_rare=True),
    "--rename-shortcode": OperationOption(
        of_body.renaming_shortcode, "A=B", "Give a shortcode another name in the body.", _as_typed, is_rare=True
    ),
    "--rename-parameter": OperationOption(
        of_body.renaming_parameter,
        "A.P=Q",
        "Give a parameter of the shortcode A another name.",
        _as_typed,
        is_rare=True,
    ),
    "--drop-parameter": OperationOption(
        of_body.dropping_parameter, "A.P", "Take a parameter of the shortcode A away.", is_rare=True
    ),
    "--set-parameter": OperationOption(
        of_body.setting_parameter, "A.P=V", "Set a parameter of the shortcode A.", _as_typed, is_rare=True
    ),
    "--body-rule": OperationOption(
        of_body.by_rule, "RULE", "Change the body as a theme did, such as alert-to-callout.", is_rare=True
    ),
}
_FROM_BODY = {
    "title": "Fill an empty title from the first heading.",
    "summary": "Fill an empty summary from the first paragraph.",
}


class InOrder(Command):
    """A command that knows in which order its options were given, those of one name among the others."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; ``ctx.meta["given"]`` are the options in their order."""
        if not ctx.resilient_parsing:
            # A copy, since the parser takes what it has read out of the list.
            ctx.meta["given"] = self.make_parser(ctx).parse_args(args=list(args))[2]
        return super().parse_args(ctx, args)


def _in_order(given: Iterable[click.Parameter], options: dict[str, Any]) -> Iterator[RequestedOperation]:
    """The operations in the order of the command line: that is the order in which new fields stand."""
    values = {option: iter(options.pop(_name(option))) for option in _OPTIONS}
    now = datetime.datetime.now().astimezone()
    for option in (param.opts[0] for param in given):
        if option in values:
            yield _OPTIONS[option].requested(option, next(values[option]), now)


def _name(option: str) -> str:
    return option.removeprefix("--").replace("-", "_")


def _operations(command: Any) -> Any:
    # The last decorator that is applied comes first in the help.
    for name, option in reversed(_OPTIONS.items()):
        declare = rare if option.is_rare else click.option
        command = declare(name, multiple=True, metavar=option.metavar, help=option.help)(command)
    return command


def _filling(command: Any) -> Any:
    for field, about in reversed(_FROM_BODY.items()):
        command = click.option(f"--{field}-from-body", is_flag=True, help=about)(command)
    return command


@click.command(
    "edit",
    cls=InOrder,
    short_help="Set, rename, remove, comment out or uncomment fields of pages.",
    epilog="""\b
Examples:
  hugoconv edit page.md --set publishDate=2021-02-01 --uncomment slides
  hugoconv edit content --rename selected=featured --only talk -w""",
)
@paths
@_operations
@_filling
@rare("--site-tz", metavar="ZONE", help="The site's timeZone, for --tz.")
@rare("--create", is_flag=True, help="Give a page without front matter one, in YAML.")
@rare("--forget-record", is_flag=True, help="Take the line away that a conversion left.")
@selecting
@rare("--strict/--no-strict", is_flag=True, help="Exit with 3 where a page lacks a field.")
@common
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Set, rename, remove, comment out or uncomment fields of pages.

    They are done in the order given, all or none. A field that a page does not
    have is left alone and counted. Keys reach inside maps: image.caption.
    """
    shared = collected(paths, options)
    filling = [field for field in _FROM_BODY if options.pop(f"{field}_from_body")]
    asked = (RequestedOperation(f"--{field}-from-body", FillFromBody(field)) for field in filling)
    wanted = (*_in_order(ctx.meta["given"], options), *asked)
    if not wanted and not options["forget_record"]:
        raise click.UsageError("nothing to do: name an operation, such as --set K=V")
    if options["site_tz"] is not None:
        wanted = tuple(_in_zone(one, read_zone(options["site_tz"], "--site-tz")) for one in wanted)
    job = Editing(wanted, options["forget_record"], options["create"])
    sys.exit(run(selected(job, options), paths, shared, strict=options["strict"]))


def _in_zone(wanted: RequestedOperation, site: datetime.tzinfo) -> RequestedOperation:
    op = wanted.operation
    return wanted._replace(operation=op._replace(site=site)) if isinstance(op, Rezone) else wanted
