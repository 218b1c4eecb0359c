"""What an enemy of a site does: links in the way, journals that were tampered with, clocks that are turned back."""

from __future__ import annotations

import contextlib
import datetime
import os
import pathlib
import random
from collections.abc import Iterator
from typing import Any, NamedTuple
from unittest import mock

from hugoconv.site.run import apply as apply_module

TAMPERINGS = ("flip", "cut", "splice", "swap", "zeros")
# The codes by which a run may be refused, or a page be left, when an enemy was there.
NAMED = (
    "is-a-link", "outside-site", "changed-meanwhile", "target-exists", "no-run", "cannot-read", "cannot-write", "not-a-file",
    "journal-damaged", "journal-version", "unfinished-run", "inside-bundle", "left-behind", "bundle", "site-locked",
)  # fmt: skip


class Link(NamedTuple):
    """A link in the place of a file or folder, which is taken away to beside the site; both paths start from there, the
    first one from the site. ``hard`` is for a second name of a file."""

    path: str
    to: str
    hard: bool = False


JOURNAL = "JOURNAL"
TAKEN = "taken away"
LINKS = [
    # to other files and folders outside: page, bundle, section, content, target, made folder
    Link("content/talk/a.md", "outside/a.md"), Link("content/talk/c", "outside/c"), Link("content/talk", "outside/talk"),
    Link("content", "outside"), Link("content/post/a.md", "outside/post/a.md"), Link("content/post", "outside/post"),
    Link("content/post/c", "outside/post/c"), Link("content/post/c/index.md", "outside/post/c/index.md"),
    Link("content/talk/c/index.md", "outside/c/index.md"), Link("content/talk/c/pic.png", "outside/a.md"),
    # to the thing itself, which lies outside now
    Link("content/talk/a.md", TAKEN), Link("content/talk/c", TAKEN), Link("content/talk", TAKEN), Link("content", TAKEN),
    Link("content/post/a.md", TAKEN), Link("content/post/c", TAKEN), Link("content/post", TAKEN), Link(".hugoconv", TAKEN),
    Link(JOURNAL, TAKEN), Link(".hugoconv/lock", TAKEN),
    # of the journals
    Link(".hugoconv", "outside"), Link(".hugoconv/lock", "outside/a.md"), Link(".hugoconv/.gitignore", "outside/a.md"),
    Link(".hugoconv/settings.toml", "outside/a.md"), Link(JOURNAL, "outside/a.md"),
    # within the site
    Link("content/post", "site/content/other"), Link("content/talk", "site/content/other"),
    Link("content/talk/a.md", "site/content/other/a.md"), Link("content/post/a.md", "site/content/other/a.md"),
    Link("content/post/c", "site/content/other"), Link(".hugoconv", "site/content/other"), Link(JOURNAL, "site/content/other/a.md"),
    # to nothing
    Link("content/talk", "nowhere"), Link("content/talk/a.md", "nowhere/a.md"), Link("content/post", "nowhere"),
    Link("content/post/a.md", "nowhere"), Link("content", "nowhere"), Link(".hugoconv", "nowhere"),
    Link(".hugoconv/lock", "nowhere"), Link(".hugoconv/.gitignore", "nowhere"), Link(JOURNAL, "nowhere"),
    # by way of another link
    Link("content/post", "chain to outside/post"), Link("content/talk", "chain to outside/talk"),
    Link(".hugoconv/lock", "chain to outside/a.md"), Link("content/post/a.md", "chain to outside/post/a.md"),
    # to itself
    Link("content/post", "site/content/post"), Link("content/talk", "site/content/talk"), Link("content", "site/content"),
    Link("content/talk/a.md", "site/content/talk/a.md"), Link(".hugoconv", "site/.hugoconv"),
    Link(".hugoconv/lock", "site/.hugoconv/lock"), Link(JOURNAL, f"site/{JOURNAL}"),
    # to a folder above
    Link("content/post", "site"), Link("content/talk/c", "site/content"), Link("content/post", "."),
    # a second name
    Link("content/talk/a.md", "outside/a.md", hard=True), Link("content/post/a.md", "outside/a.md", hard=True),
    Link(".hugoconv/lock", "outside/a.md", hard=True), Link(".hugoconv/.gitignore", "outside/a.md", hard=True),
    Link(JOURNAL, "outside/a.md", hard=True), Link("content/talk/c/index.md", "outside/a.md", hard=True),
]  # fmt: skip


def put(link: Link, root: pathlib.Path) -> None:
    """Puts a link into the way; the place of one to the journal is that of the latest, where there is one."""
    journals = sorted(root.glob(".hugoconv/*.journal"))
    name = journals[-1].relative_to(root).as_posix() if journals else ".hugoconv/000001-aaaa.journal"
    file, to = root / link.path.replace(JOURNAL, name), link.to.replace(JOURNAL, name)
    if os.path.lexists(file):
        file.rename(root.parent / TAKEN)
    file.parent.mkdir(parents=True, exist_ok=True)
    if to.startswith("chain to "):
        (root.parent / "chain").symlink_to(root.parent / to.removeprefix("chain to "))
        to = "chain"
    target = root.parent / to
    if link.hard:
        os.link(target, file)
    else:
        file.symlink_to(target)


def tampered(data: bytes, kind: str, dice: random.Random) -> bytes:
    """The bytes of a journal after somebody was at it."""
    one, two = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
    if kind == "flip":
        return bytes((*data[:one], data[one] ^ 1 << dice.randrange(8), *data[one + 1 :]))
    if kind == "cut":
        return data[:two]
    if kind == "splice":
        return data[:one] + data[two:]
    if kind == "swap":
        return data[:one] + data[two:] + data[one:two]
    return data[:one] + bytes(two - one) + data[two:]


@contextlib.contextmanager
def clock(year: int) -> Iterator[None]:
    """A clock that says another year."""

    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.datetime(year, 1, 1, tzinfo=tz)

    with mock.patch.object(apply_module.datetime, "datetime", Clock):
        yield
