"""The links in the configuration of a site, most of them in menus, rewritten where moves would break them.

A file is read before and after, and is rewritten where nothing differs but what the links say; any other stays as it
is, and its links are told with their places.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from hugoconv.errors import FileError, MatterSyntaxError
from hugoconv.files.read import read_bytes
from hugoconv.site.base import Base
from hugoconv.site.configuration_files import FORMATS, Source
from hugoconv.site.move.link_targets import Index
from hugoconv.site.move.links import LinkPlace, MenuLink, answer_in_menu, menu_links, place_in_menu, scalars
from hugoconv.site.plan.file_plan import FilePlan, plan_bytes
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.tree import Path
from hugoconv.text.edits import Edit, Edits

_UNSAFE = "\"'`\\\n"


class MenuFixes(NamedTuple):
    """The plans of the files of a configuration that change, the links in them, and those that stay as they are."""

    files: tuple[FilePlan, ...] = ()
    rewritten: tuple[LinkPlace, ...] = ()
    left: tuple[LinkPlace, ...] = ()


def menu_fixes(base: Base, index: Index, back: Index, planned: Iterable[str]) -> MenuFixes:
    """What becomes of the links of a configuration: ``back`` is the index of the moves that take all back, ``planned``
    are the paths of files that have a plan already."""
    taken = frozenset(planned)
    files: list[FilePlan] = []
    done: list[LinkPlace] = []
    left: list[LinkPlace] = []
    for source, group in groupby(menu_links(index), key=lambda link: link.source):
        links = list(group)
        due = [link for link in links if _comes_back(link, back)]
        file = _planned(base, index, source, due) if due and source.path not in taken else None
        rewritten = due if file else []
        files += [file] if file else []
        done += map(place_in_menu, rewritten)
        left += (place_in_menu(link) for link in links if link not in rewritten)
    return MenuFixes(tuple(files), tuple(done), tuple(left))


def _comes_back(link: MenuLink, back: Index) -> bool:
    """Whether a link can be rewritten, and the moves that take all back would give it the text that it has."""
    new, target = link.answer.becomes, link.node.text
    if not new or link.literal.count(target) != 1 or any(mark in new for mark in _UNSAFE):
        return False
    found = answer_in_menu((*link.source.keys, *link.path), new, back)
    return found is not None and found.becomes == target


def _planned(base: Base, index: Index, source: Source, links: list[MenuLink]) -> FilePlan | None:
    """The plan of a file with links rewritten; None where something else would change, or that is not certain."""
    file = os.path.join(index.site.root, source.path)
    if base.file(source.path) != file:
        return None
    new = Edits(_edit(link) for link in links).apply(source.text)
    said = {link.path: link.answer.becomes for link in links}
    try:
        # Read once more: with a byte order mark, or written meanwhile, it is not the text of which the places are.
        data = read_bytes(file)
        wanted = [(path, said.get(path, text)) for path, text in _texts(source.path, source.text)]
        is_right = data == source.text.encode() and wanted == _texts(source.path, new)
    except (FileError, MatterSyntaxError, UnicodeEncodeError):
        return None
    return plan_bytes(data, new.encode(), source.path) if is_right else None


def _texts(name: str, text: str) -> list[tuple[Path, str]]:
    """Every single value of a file of the configuration as text, with its path."""
    tree = SYNTAXES[FORMATS[os.path.splitext(name)[1].lower()]].read(text)
    return [(path, node.text) for path, node in scalars(tree)]


def _edit(link: MenuLink) -> Edit:
    return Edit(link.node.start, link.node.end, link.literal.replace(link.node.text, link.answer.becomes))
