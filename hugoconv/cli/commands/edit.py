"""``hugoconv edit``: fields of many pages."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

import click

from hugoconv.cli.assignment import assigned, with_now
from hugoconv.cli.help import Command, rare
from hugoconv.cli.options import collected, common, paths
from hugoconv.cli.run import run
from hugoconv.cli.selection import selected, selecting
from hugoconv.cli.values import read_delta, read_given, read_zone, split_pair
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
    operation: Operation | Redating
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
            edited = page.apply(_on(page, wanted))
            notes += [wanted.note] if wanted.note and edited is not page else []
            page = edited
        page = forget(page) if self.forget_record else page
        page = page if len(page) or before.has_front_matter == page.has_front_matter else before
        return ChangeResult(page, (*notes, *(before.notes if page.is_changed else ())), tuple(absent))


def _on(page: Page, wanted: RequestedOperation) -> Operation:
    """What an operation is on one page: a date is set in the spelling of the one that is there, unless it was given
    letter by letter."""
    op = wanted.operation
    if isinstance(op, Shift | Rezone | Redate):
        return redated(page, op)
    return assigned(page, op) if isinstance(op, Set | Insert) and wanted.option in _TYPED else op


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


_Maker: TypeAlias = "Callable[[str, datetime.datetime], RequestedOperation]"


def _plain(option: str, make: Callable[[str], Operation]) -> _Maker:
    """What makes an operation of a key alone."""
    return lambda text, _now: RequestedOperation(option, make(text))


def _read_by(option: str, make: Callable[[str, Any], Operation | Redating], read: Callable[[str, str], Any]) -> _Maker:
    """What makes an operation of ``KEY=VALUE``, the value read in a way of its own."""

    def made(text: str, _now: datetime.datetime) -> RequestedOperation:
        key, value = split_pair(text, option)
        return RequestedOperation(option, make(key, read(value, option)))

    return made


def _given(option: str, make: Callable[[str, Any], Operation]) -> _Maker:
    """What makes an operation of ``KEY=VALUE``, the value as it was typed."""

    def made(text: str, now: datetime.datetime) -> RequestedOperation:
        key, typed = split_pair(text, option)
        given = read_given(typed, option)
        return RequestedOperation(
            option, make(key, with_now(key, given.value, now)), given.note and f"{key}: {given.note}"
        )

    return made


_TYPED = ("--set", "--set-default")
_MAKERS: dict[str, _Maker] = {
    "--set": _given("--set", Set),
    "--set-string": _read_by("--set-string", Set, lambda text, _option: text),
    "--set-default": _given("--set-default", Insert),
    "--rename": _read_by("--rename", Rename, lambda text, _option: text),
    "--remove": _plain("--remove", Remove),
    "--comment-out": _plain("--comment-out", CommentOut),
    "--uncomment": _plain("--uncomment", Uncomment),
    "--append": _given("--append", Append),
    "--discard": _given("--discard", Discard),
    "--shift": _read_by("--shift", Shift, read_delta),
    "--tz": _read_by("--tz", Rezone, read_zone),
}
_HELP = {
    "--set": ("K=V", "Set a field; V is YAML, for a date also now or today."),
    "--set-string": ("K=V", "Set a field to V, letter by letter."),
    "--set-default": ("K=V", "Set a field where the page has none."),
    "--rename": ("A=B", "Give a field another key; a.b moves it into the map a."),
    "--remove": ("K", "Take a field away with its comments."),
    "--comment-out": ("K", "Put # in front of a field."),
    "--uncomment": ("K", "Bring a commented-out field back."),
    "--append": ("K=V", "Add an item to a list unless it is there."),
    "--discard": ("K=V", "Take an item out of a list."),
    "--shift": ("K=TIME", "Move a date, by +8h or -1d12h, at each run."),
    "--tz": ("K=ZONE", "Tell the same instant in another zone."),
}


class InOrder(Command):
    """A command that knows in which order its options were given, those of one name among the others."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing:
            ctx.meta["given"] = self.make_parser(ctx).parse_args(args=list(args))[2]
        return super().parse_args(ctx, args)


def _in_order(given: Iterable[click.Parameter], options: dict[str, Any]) -> Iterator[RequestedOperation]:
    """The operations in the order of the command line: that is the order in which new fields stand."""
    values = {option: iter(options.pop(_name(option))) for option in _MAKERS}
    now = datetime.datetime.now().astimezone()
    for option in (param.opts[0] for param in given):
        if option in values:
            yield _MAKERS[option](next(values[option]), now)


def _name(option: str) -> str:
    return option.removeprefix("--").replace("-", "_")


def _operations(command: Any) -> Any:
    for option, (metavar, about) in reversed(_HELP.items()):
        command = click.option(option, multiple=True, metavar=metavar, help=about)(command)
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
    wanted = tuple(_in_order(ctx.meta["given"], options))
    if not wanted and not options["forget_record"]:
        raise click.UsageError("nothing to do: name an operation, such as --set K=V")
    if options["site_tz"] is not None:
        wanted = tuple(_in_zone(one, read_zone(options["site_tz"], "--site-tz")) for one in wanted)
    job = Editing(wanted, options["forget_record"], options["create"])
    sys.exit(run(selected(job, options), paths, shared, strict=options["strict"]))


def _in_zone(wanted: RequestedOperation, site: datetime.tzinfo) -> RequestedOperation:
    op = wanted.operation
    return wanted._replace(operation=op._replace(site=site)) if isinstance(op, Rezone) else wanted
