"""Help in two lengths: what one mostly wants on one screen, and all options under their headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

_ALL = "help-all"
Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Rare(click.Option):
    """An option that only ``--help-all`` shows; it works, and is completed, like any other."""


class Command(click.Command):
    """A command with ``--help`` for a screen and, where it has rare options, ``--help-all`` for all of them."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """As click does, with ``--help-all`` where there are rare options."""
        found = super().get_params(ctx)
        return [*found, _help_all()] if any(isinstance(param, Rare) for param in found) else found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with what the site sets in the place of options that are not given."""
        if not ctx.resilient_parsing:
            from hugoconv.cli.settings.defaults import defaults_of

            ctx.default_map = defaults_of(self, ctx, args)
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options in the order in which they were declared, the rare ones under a heading of their own."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        shown = [param for param in options if not isinstance(param, Rare)]
        rare = [param for param in options if isinstance(param, Rare)]
        with formatter.section("Options"):
            formatter.write_dl(_rows(ctx, shown))
        if rare and ctx.meta.get(_ALL):
            with formatter.section("More options"):
                formatter.write_dl(_rows(ctx, rare))


def _rows(ctx: click.Context, params: Iterable[click.Option]) -> list[tuple[str, str]]:
    return [row for param in params if (row := param.get_help_record(ctx)) is not None]


def _help_all() -> click.Option:
    return click.Option(
        ["--help-all"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_all,
        help="Show this message with all options.",
    )


def _show_all(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if not value or ctx.resilient_parsing:
        return
    ctx.meta[_ALL] = True
    click.echo(ctx.get_help(), color=ctx.color)
    ctx.exit()


def rare(*names: str, **attributes: Any) -> Callable[[Decorated], Decorated]:
    """As ``click.option``, of an option that only ``--help-all`` shows."""
    return click.option(*names, cls=Rare, **attributes)
