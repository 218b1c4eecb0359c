"""A plan that moves pages, with the links rewritten that the moves would break.

A link is rewritten where it is certain what it should say and that nothing else changes: the body of a page is read by
mistune before and after, and may differ in destinations only; of the front matter one value. Any other stays as it is
and is told with its place.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from hugoconv.body.links import skeleton
from hugoconv.errors import FileError, HugoconvError
from hugoconv.files.read import read_bytes
from hugoconv.page.page import parse
from hugoconv.site.addresses import Branches, address_or_none
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage
from hugoconv.site.move.link_targets import Index, indexed, turned
from hugoconv.site.move.links import LinkPlace, Piece, decoded, encoded, pieces_of, place_of
from hugoconv.site.move.menu_fixes import menu_fixes
from hugoconv.site.move.moved import moves_of
from hugoconv.site.page_lookup import key_of
from hugoconv.site.plan.file_plan import DECLINED, FilePlan, digest
from hugoconv.site.plan.plan import Plan
from hugoconv.site.survey import Survey
from hugoconv.syntax.envelope import head_of
from hugoconv.text.edits import Edit, Edits
from hugoconv.text.patches import ByteEdit, packed, patched, unpacked

# How often a page is read to find the links in it that may be rewritten.
_MOST_ASKED = 64
_LEFT = frozenset(["autolink", "menu"])
# States of a page that may have another change.
_OPEN = frozenset(["changed", "unchanged", "skipped"])


class Relinked(NamedTuple):
    """A plan with links rewritten, those that were, and those that have to be changed by hand; all with their places in
    the files as they are before the plan is carried out."""

    plan: Plan
    rewritten: tuple[LinkPlace, ...]
    left: tuple[LinkPlace, ...]


class _Page(NamedTuple):
    """A page with what the plan makes of it, decoded, and the edits that the links in it want."""

    where: SitePage
    file: FilePlan
    before: str
    text: str
    edits: Edits
    done: tuple[Piece, ...]
    left: tuple[Piece, ...]


def relinked(plan: Plan, survey: Survey) -> Relinked:
    """The plan with every link of the site rewritten that surely leads to a page that moves, or from one.

    Absolute addresses are rewritten though an alias would keep them alive, menus of the configuration too. Autolinks,
    pages that the plan refuses or somebody declined, and bodies that are not UTF-8 stay as they are.
    """
    configuration, pages, above = survey.configuration, survey.pages, survey.above
    moved = moves_of(plan, survey)
    if not moved:
        return Relinked(plan, (), ())
    index = indexed(moved, configuration, pages)._replace(tidy=True, address_of=_addresses(pages, configuration, above))
    back = turned(index)
    files = {file.path: file for file in plan.files}
    menus = menu_fixes(plan.base, index, back, files)
    done, left = [*menus.rewritten], [*menus.left]
    for where in pages:
        if where.path in moved and moved[where.path].is_gone:
            continue
        page = _page(plan, where, files.get(where.path), index, back, above)
        if page is None:
            continue
        done += _places(page, page.done)
        left += _places(page, page.left)
        if page.done:
            files[where.path] = _planned(page)
    return Relinked(plan._replace(files=(*files.values(), *menus.files)), tuple(done), tuple(left))


def _addresses(
    pages: Iterable[SitePage], configuration: Configuration, above: Branches
) -> Callable[[tuple[str, str]], str | None]:
    """The address of a page by language and path; one that cannot be read has none."""
    listed = {(where.language, key_of(where, configuration)): where for where in pages}

    @cache
    def found(named: tuple[str, str]) -> str | None:
        where = listed[named]
        try:
            page = parse(read_bytes(os.path.join(configuration.root, where.path)), where.path)
        except HugoconvError:
            return None
        return address_or_none(page, where, configuration, above)

    return lambda named: found(named) if named in listed else None


def _page(
    plan: Plan, where: SitePage, file: FilePlan | None, index: Index, back: Index, above: Branches | None
) -> _Page | None:
    """A page that has links to pages that move; none where it cannot be read, which is told elsewhere."""
    try:
        before = plan.read(file) if file and file.before else read_bytes(plan.base.file(where.path))
    except FileError:
        return None
    file = file or FilePlan(where.path, "unchanged", before=digest(before))
    after = patched(before, file.patch) if file.patch else before
    text = decoded(after)
    pieces = tuple(piece for piece in pieces_of(where, after, text, index, above) if _is_due(piece, index, back))
    if not pieces:
        return None
    is_open = file.state in _OPEN and file.code != DECLINED and bool(file.before)
    wanted = [(one, edit) for one in pieces if is_open and comes_back(one, back) and (edit := _edit(one))]
    kept = _kept(after, text, wanted)
    done = tuple(piece for piece, _ in kept)
    left = tuple(piece for piece in pieces if piece not in done)
    return _Page(where, file, decoded(before), text, Edits(edit for _, edit in kept), done, left)


def _is_due(piece: Piece, index: Index, back: Index) -> bool:
    """Whether a link is to be rewritten or told; one that leads there still and would not come back stays."""
    if comes_back(piece, back):
        return True
    return piece.ask(piece.target, piece.origin, index._replace(tidy=False)) is not None


def comes_back(piece: Piece, back: Index) -> bool:
    """Whether the moves that take all back give a link the very text it has, from what it becomes."""
    new = piece.answer.becomes
    found = piece.ask(new, piece.origin.turned(), back)
    return (found.becomes if found else new) == piece.target and not _wants_quotes(piece)


def _wants_quotes(piece: Piece) -> bool:
    return (
        piece.kind == "ref"
        and piece.literal == piece.target
        and "/" in piece.answer.becomes
        and "/" not in piece.target
    )


def _edit(piece: Piece) -> Edit | None:
    """The smallest edit that makes a link say what it should; None where that is not certain."""
    becomes = piece.answer.becomes
    # An address that stands twice in what is written, as in its own title, could be either.
    if not becomes or piece.kind in _LEFT or piece.literal.count(piece.target) != 1:
        return None
    # These would end what they stand in, or need other quotes or brackets around all of it.
    if any(mark in becomes for mark in "\"'`<>\\\n") or (
        (" " in becomes or "(" in becomes) and " " not in piece.target
    ):
        return None
    old, new = piece.target, becomes
    start = piece.start + piece.literal.index(old)
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - same
    tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return Edit(start + same, start + len(old) - tail, new[same : len(new) - tail])


def _kept(data: bytes, text: str, wanted: list[tuple[Piece, Edit]]) -> list[tuple[Piece, Edit]]:
    """Those of some edits of a page that change nothing but what links say."""
    try:
        above = len(decoded(data[: head_of(data)]))
    except HugoconvError:
        return []
    matter = [pair for pair in wanted if pair[1].start < above]
    body = [pair for pair in wanted if pair[1].start >= above]
    return [*_accepted(matter, lambda pairs: _is_matter_right(text, pairs)), *_in_body(text[above:], above, body)]


def _in_body(body: str, above: int, wanted: list[tuple[Piece, Edit]]) -> list[tuple[Piece, Edit]]:
    if not wanted or not _is_text(body):
        return []
    bones = skeleton(body)

    def is_right(pairs: list[tuple[Piece, Edit]]) -> bool:
        edits = Edits(Edit(edit.start - above, edit.end - above, edit.new) for _, edit in pairs)
        return skeleton(edits.apply(body)) == bones

    return _accepted(wanted, is_right)


def _accepted(
    wanted: list[tuple[Piece, Edit]], is_right: Callable[[list[tuple[Piece, Edit]]], bool]
) -> list[tuple[Piece, Edit]]:
    """All of some edits where they are right together, else those of the halves that are right."""
    found: list[tuple[Piece, Edit]] = []
    parts = [wanted] if wanted else []
    for _ in range(_MOST_ASKED):
        if not parts:
            break
        part = parts.pop()
        if is_right(part):
            found += part
        elif len(part) > 1:
            parts += [part[len(part) // 2 :], part[: len(part) // 2]]
    # Halves that are right apart need not be right together.
    return found if found == wanted or (found and is_right(found)) else []


def _is_matter_right(text: str, pairs: list[tuple[Piece, Edit]]) -> bool:
    """Whether edits of a front matter change the values of their fields, as they should, and no comment."""
    if not _is_text(text):
        return False
    try:
        old, new = parse(text), parse(Edits(edit for _, edit in pairs).apply(text))
    except HugoconvError:
        return False
    said = dict(_texts(dict(old)))
    for piece, _ in pairs:
        value = said.get(tuple(str(step).casefold() for step in piece.field), "")
        said[tuple(str(step).casefold() for step in piece.field)] = value.replace(piece.target, piece.answer.becomes)
    comments = [[comment.text for comment in page.comments] for page in (old, new)]
    return said == dict(_texts(dict(new))) and comments[0] == comments[1] and old.body == new.body


def _texts(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value of a front matter as text, by its path in lowercase."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, (*path, str(name).casefold()))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _texts(inner, (*path, str(i)))
    else:
        yield path, str(value)


def _places(page: _Page, pieces: Iterable[Piece]) -> Iterator[LinkPlace]:
    """The places of links in the file as it is, from those in the text that the plan makes of it."""
    made = page.file.patch
    edits = _edits_of(made).inverse(_as_text(page.before)) if made else Edits()
    for piece in pieces:
        at = len(encoded(page.text[: piece.at]))
        old = _as_text(page.before)[: edits.moved(at)].encode("latin-1")
        yield place_of(page.where.path, page.before, piece._replace(at=len(decoded(old))))


def _planned(page: _Page) -> FilePlan:
    """What is to become of a page, its links included."""
    after = encoded(page.edits.apply(page.text))
    own = Edits(_byte_edits(page.text, page.edits))
    edits = _edits_of(page.file.patch).then(own) if page.file.patch else own
    patch = packed(ByteEdit(edit.start, edit.end, edit.new.encode("latin-1")) for edit in edits)
    file = page.file._replace(code="", message="") if page.file.state != "changed" else page.file
    return file._replace(state="changed", after=digest(after), patch=patch)


def _byte_edits(text: str, edits: Edits) -> Iterator[Edit]:
    """Edits of a decoded text as those of its bytes, a character of Latin-1 for each byte."""
    at, place = 0, 0
    for start, end, new in edits:
        place += len(encoded(text[at:start]))
        length = len(encoded(text[start:end]))
        yield Edit(place, place + length, new.encode().decode("latin-1"))
        at, place = end, place + length


def _edits_of(patch: bytes) -> Edits:
    return Edits(Edit(start, end, new.decode("latin-1")) for start, end, new in unpacked(patch))


def _as_text(text: str) -> str:
    return encoded(text).decode("latin-1")


def _is_text(text: str) -> bool:
    return not any("\udc80" <= char <= "\udcff" for char in text)
