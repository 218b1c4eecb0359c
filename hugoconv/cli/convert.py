"""``hugoconv convert``: pages from one layout to another."""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

import click

from hugoconv.cli.options import collected, common, paths
from hugoconv.cli.running import Worked, run
from hugoconv.errors import Refused
from hugoconv.layouts.detection import detect
from hugoconv.layouts.lens import convert
from hugoconv.layouts.schema import era_named, layout_named
from hugoconv.page.page import Page


class Converting(NamedTuple):
    """The job of the command."""

    to: str
    from_: str | None
    era: str | None
    record: bool
    force: bool

    def __call__(self, page: Page, *, named: bool) -> Worked:
        """Refused: a page certain to be of another layout than --from names, beside what convert refuses."""
        del named
        from_ = self.from_
        if from_ is not None:
            found = detect(page)
            if found.layout == layout_named(self.to) != layout_named(from_):
                return Worked(page)
            if found.layout not in (None, layout_named(from_), layout_named(self.to)):
                raise _other_layout(found.layout, found.layout_reason)
            from_ = from_ if found.layout is None else None
        done = convert(page, self.to, from_=from_, era=self.era, record=self.record, force=self.force)
        return Worked(done.page, done.notes)


def _other_layout(layout: str | None, reason: str) -> Refused:
    return Refused("other-layout", f"it is a {layout}: {reason}", "leave it out, or leave out --from")


@click.command(
    "convert",
    short_help="Convert pages between the layouts talk (event) and post (blog).",
    epilog="""\b
Examples:
  hugoconv convert content/talk/opening/index.md --to post
  hugoconv convert content/talk --to post -w
  hugoconv convert content/post/opening/index.md --to talk -w
  hugoconv convert content/news --from talk --to post --check""",
)
@paths
@click.option("--to", required=True, metavar="LAYOUT", help="talk, event, events, post or blog.")
@click.option("--from", "from_", metavar="LAYOUT", help="The layout of pages that do not tell; only pages of it.")
@click.option("--era", metavar="VERSION", help="The theme version, such as 3.3, 4.8, 5.9 or kit; else detected.")
@click.option("--no-record", is_flag=True, help="Leave no line for the way back.")
@click.option("--force", is_flag=True, help="Convert what looks like no talk and no post too.")
@common
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Convert pages between the layouts talk (event) and post (blog).

    Fields that only a talk has are commented out, dates move as the theme version
    wants, nothing else changes. One comment line remembers what the way back
    needs, and the way back is proved at every conversion.
    """
    shared = collected(paths, options)
    for option, name in (("--to", options["to"]), ("--from", options["from_"])):
        if name is not None and layout_named(name) is None:
            raise click.UsageError(f"{option}: no layout is called {name!r}; use talk, event, post or blog")
    if options["era"] is not None and era_named(options["era"]) is None:
        raise click.UsageError(f"--era: no theme version is called {options['era']!r}; use one such as 4.8 or 5.9")
    job = Converting(options["to"], options["from_"], options["era"], not options["no_record"], options["force"])
    sys.exit(run(job, paths, shared))
