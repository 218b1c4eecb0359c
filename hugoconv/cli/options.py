"""Options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import click
from click.core import ParameterSource

from hugoconv.cli.help import rare
from hugoconv.cli.patterns import ALL, Globs, Patterns
from hugoconv.syntax.registry import NEWEST, version

Command = TypeVar("Command", bound=Callable[..., Any])


class Common(NamedTuple):
    """What the shared options ask for."""

    write: bool
    check: bool
    out: str | None
    jobs: int | None
    as_json: bool
    quiet: bool
    verbose: bool
    stdin_path: str | None
    dask: str | None
    ship: bool
    no_sources: bool = False
    stat: bool = False
    interactive: bool = False
    no_pager: bool = False
    html: str | None = None
    choices: str | None = None
    html_docs: str = ""
    patterns: Patterns = ALL

    @property
    def is_silent(self) -> bool:
        """Whether nothing but problems is to be said to a person."""
        return self.as_json or self.quiet

    @property
    def shows_diffs(self) -> bool:
        """Whether the diff of every page is to be printed."""
        elsewhere = self.write or self.check or self.out or self.html is not None
        return not (elsewhere or self.as_json or self.quiet or self.stat)


def paths(command: Command) -> Command:
    """The files and folders to work on."""
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


def file_patterns(command: Command) -> Command:
    """Which files of a folder are meant, and whether the site may say so."""
    about = "Leave the settings of the site alone, in .hugoconv.toml and pyproject.toml."
    command = rare("--no-settings", is_flag=True, expose_value=False, help=about)(command)
    for name, about in (
        ("--exclude", "Leave out files that match, as in .gitignore."),
        ("--include", "Take only files that match, as in .gitignore."),
    ):
        command = rare(name, multiple=True, metavar="GLOB", help=about)(command)
    return command


def chosen_files(options: dict[str, Any]) -> Patterns:
    """What the options of ``file_patterns`` say; they are taken out of the others."""
    given, settled = dict[str, tuple[str, ...]](), dict[str, tuple[str, ...]]()
    source_of = click.get_current_context().get_parameter_source
    for name in Globs._fields:
        where = settled if source_of(name) is ParameterSource.DEFAULT_MAP else given
        where[name] = tuple(options.pop(name))
    return Patterns(Globs(**given), Globs(**settled))


def color(command: Command) -> Command:
    """When to print in colours."""
    choice = click.Choice(["auto", "always", "never"])
    about = "When to print in colours; auto: on a terminal, unless NO_COLOR is set."
    return rare("--color", type=choice, default="auto", expose_value=False, callback=_color, help=about)(command)


def _color(ctx: click.Context, param: click.Parameter, value: str) -> None:
    del param
    if value != "auto":
        ctx.color = value == "always"


def hugo(command: Command) -> Command:
    """Which Hugo is to read the pages."""
    about = "Read as this version of Hugo does; 0.152 changed what YAML values are."
    return click.option("--hugo", default=NEWEST, metavar="VERSION", callback=_version, help=about)(command)


def _version(ctx: click.Context, param: click.Parameter, value: str) -> str:
    del ctx, param
    try:
        version(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no version, such as 0.151") from None
    return value


def moves(command: Command) -> Command:
    """What becomes of addresses where pages move because they have another name."""
    for option in (
        rare("--fix-links/--no-fix-links", is_flag=True, help="Rewrite links that would break."),
        rare("--keep-aliases/--no-keep-aliases", is_flag=True, help="Where a page comes back, an alias, too."),
        rare("--no-aliases/--aliases", "no_aliases", is_flag=True, help="No alias for the old address."),
    ):
        command = option(command)
    return command


review = (
    click.option("--html", metavar="FILE", help="Write a page for review in a browser."),
    rare("--choices", metavar="FILE", help="Do only what was approved on the page of --html."),
    rare("--html-docs", metavar="URL", default="", help="With --html: where codes lead, as https://…/*.html."),
)


def refuse_review(paths_: tuple[str, ...], html: str | None, choices: str | None, docs: str) -> None:
    """Raises UsageError where a review page or what was chosen on it has no meaning."""
    # `--html content/about.md`, a path that was meant as an argument, would be gone.
    if html is not None and not html.lower().endswith((".html", ".htm")):
        raise click.UsageError(f"--html: {html!r} has to end in .html, so that no page is replaced by mistake")
    if docs and (html is None or not docs.lower().startswith(("https://", "http://"))):
        raise click.UsageError("--html-docs goes with --html, and is an address that begins with https://")
    if html is not None and choices is not None:
        raise click.UsageError("--html and --choices do not go together: the choices were made on a page that is there")
    if (html is not None or choices is not None) and "-" in paths_:
        raise click.UsageError("--html and --choices do not go with PATH -")


def common(command: Command) -> Command:
    """The options of every command that changes pages."""
    # As with any decorators, the first of them is applied last.
    for option in reversed(
        (
            click.option("-w", "--write", is_flag=True, help="Write the files; without it a diff is shown."),
            click.option("-i", "--interactive", is_flag=True, help="With -w: choose page by page, hunk by hunk."),
            click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change."),
            click.option("--stat/--no-stat", is_flag=True, help="Show how much changes, and what moves."),
            *review,
            click.option("-o", "--out", metavar="DIR", help="Write the results below DIR, nothing else."),
            click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Use N processes (default: cores)."),
            rare("--dask", metavar="URL", help="Plan on the workers of a dask scheduler."),
            rare("--ship", is_flag=True, help="With --dask: send the files, for want of a shared disk."),
            click.option("--json", "as_json", is_flag=True, help="Print one JSON list of what became of each page."),
            click.option("-q", "--quiet", is_flag=True, help="Print only problems."),
            click.option("-v", "--verbose", is_flag=True, help="Print what became of each page."),
            rare("--no-pager", is_flag=True, help="Show a long diff on a terminal without $PAGER."),
            rare(
                "--no-sources/--sources",
                "no_sources",
                is_flag=True,
                help="Leave .Rmd and .qmd beside their pages alone.",
            ),
            rare("--stdin-path", metavar="P", help="Where the page of PATH - would lie."),
        )
    ):
        command = option(command)
    return file_patterns(color(command))


def collected(paths_: tuple[str, ...], options: dict[str, Any]) -> Common:
    """The shared options as one value; wrong combinations are wrong usage."""
    patterns = chosen_files(options)
    found = Common(**{name: options.pop(name) for name in Common._fields if name != "patterns"}, patterns=patterns)
    if found.write and (found.out or found.check):
        raise click.UsageError("-w goes neither with -o nor with --check")
    if found.interactive and (not found.write or found.as_json or found.quiet):
        raise click.UsageError("-i goes with -w, and neither with --json nor with -q")
    if found.stat and (found.as_json or found.quiet or "-" in paths_):
        raise click.UsageError("--stat goes neither with --json, -q nor PATH -")
    refuse_review(paths_, found.html, found.choices, found.html_docs)
    if found.interactive and (found.html is not None or found.choices is not None):
        raise click.UsageError("-i goes neither with --html nor with --choices: both are ways to choose")
    if found.ship and found.dask is None:
        raise click.UsageError("--ship goes with --dask")
    if found.check and found.out:
        raise click.UsageError("--check writes nothing, so it does not go with -o")
    if "-" in paths_ and (len(paths_) > 1 or found.write or found.out):
        raise click.UsageError("PATH - stands alone, without -w and -o: the page goes to standard output")
    return found
