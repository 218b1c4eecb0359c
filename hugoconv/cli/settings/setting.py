"""The settings that a site may have: defaults of options, by the commands that take them.

What is no setting is none on purpose: what writes (``-w``, ``-o``, ``--fix``), loses something (``--drop-comments``),
passes over a refusal (``--force``), runs a program (the pager) or opens a connection (``--dask``) is for the person
alone who types the command, since a site may come from anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

MOST_JOBS = 61  # processes for which Windows can wait


class Setting(NamedTuple):
    """A setting: its name, the kind of its value, an example of one, and the option whose default it is.

    ``negates`` is true where the option says the opposite. It is idle, and no mistake, where the command line lacks any
    of ``needs`` or has any of ``bars``: options, the layout that ``--to`` names, or ``-`` for standard input.
    """

    name: str
    kind: str
    example: str
    option: str
    about: str
    negates: bool = False
    needs: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()


def _setting(name: str, kind: str, example: str, about: str, *, needs: str = "", bars: str = "") -> Setting:
    return Setting(name, kind, example, name.replace("-", "_"), about, False, _words(needs), _words(bars))


def _negated(name: str, about: str, *, needs: str = "") -> Setting:
    return Setting(name, "truth", "false", f"no_{name}", about, True, _words(needs))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# In an order in which each stands below those that it needs.
SETTINGS = {
    setting.name: setting
    for setting in (
        _setting("include", "texts", '["content/talk/"]', "take only files that match"),
        _setting("exclude", "texts", '["drafts/"]', "leave out files that match"),
        _setting("jobs", "number", "4", f"how many processes, at most {MOST_JOBS}"),
        _setting("hugo", "text", '"0.151"', "the version of Hugo that reads the pages"),
        _negated("sources", "whether .Rmd and .qmd change with their pages"),
        _setting("layouts", "texts", '["layouts/review.toml"]', "layouts of the site's own"),
        _setting("stat", "truth", "true", "figures in the place of the diff", bars="as_json quiet -"),
        _setting("era", "text", '"5.9"', "the theme version", needs="to"),
        _setting("move", "truth", "true", "pages go to the folder of their layout", needs="to", bars="out -"),
        _negated("aliases", "an alias for the old address", needs="move"),
        _setting("keep-aliases", "truth", "true", "one on the way back, too", needs="move"),
        _setting("fix-links", "truth", "true", "rewrite links that would break", needs="move"),
        _negated("record", "the line for the way back", needs="to"),
        _setting("date", "text", '"start"', "which day the date of a post is", needs="to"),
        _setting("template", "truth", "true", "add missing fields commented out", needs="to", bars="post"),
        _setting("uncomment-fields", "truth", "true", "bring commented-out fields to life", needs="to", bars="post"),
        _setting("event-in", "text", '"subtitle"', "keep the event there as one line", needs="post"),
        _setting("event-line", "text", '"{event}, {location}"', "that line", needs="event_in"),
        _setting("site-tz", "text", '"Asia/Shanghai"', "the zone of the site, for --tz"),
        _setting("strict", "truth", "true", "exit with 3 where a page lacks a field"),
        _setting("select", "texts", '["yaml", "*-date"]', "say only these codes", bars="fix"),
        _setting("ignore", "texts", '["bad-date"]', "do not say these codes", bars="fix select"),
    )
}

TOP = ""
_CONVERT = (
    "era move aliases keep-aliases fix-links record date template uncomment-fields event-in event-line "
    "include exclude jobs sources layouts stat"
)
TABLES: dict[str, list[str]] = {
    TOP: ["include", "exclude", "jobs", "hugo", "sources", "layouts", "stat"],
    "convert": _CONVERT.split(),
    "edit": ["site-tz", "strict", "include", "exclude", "jobs", "sources", "layouts", "stat"],
    "check": ["select", "ignore", "hugo", "include", "exclude", "jobs", "layouts"],
    "show": ["hugo", "include", "exclude", "layouts"],
}


def settings_in(table: str) -> Iterator[Setting]:
    """The settings of a command, or at the top for all commands that have them."""
    return (setting for name, setting in SETTINGS.items() if name in TABLES.get(table, ()))


def tables_of(name: str) -> list[str]:
    """The commands that have a setting, none where there is no such setting.

    >>> tables_of("era"), tables_of("hugo"), tables_of("write")
    (['convert'], ['check', 'show'], [])
    """
    return [table for table, names in TABLES.items() if table and name in names]
