"""What a plan moves, with the addresses before and after, and the links that lead there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hugoconv.errors import FileError, HugoconvError
from hugoconv.files.read import read_bytes
from hugoconv.page.page import parse
from hugoconv.site.addresses import Branches, address
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage, placed
from hugoconv.site.move.groups import bundle_moves, bundle_of, carried, folders_above
from hugoconv.site.move.link_targets import Moved, indexed
from hugoconv.site.move.links import LinkPlace, Piece, encoded, in_configuration, pieces_to, place_of
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.site.plan.plan import Plan
from hugoconv.site.survey import Survey
from hugoconv.text.patches import patched, unpacked


def links_of(plan: Plan, survey: Survey) -> Iterator[LinkPlace]:
    """Every link in the site that has to be changed by hand once the plan is carried out, which may rewrite some; the
    files are read as they are before that."""
    if not any(file.to or file.is_deleted for file in plan.changed):
        return
    patches = {file.path: file.patch for file in plan.changed}
    index = indexed(moves_of(plan, survey), survey.configuration, survey.pages)
    yield from in_configuration(index)
    # What is taken away needs none of its links changed.
    kept = (where for where in survey.pages if not (where.path in index.by_file and index.by_file[where.path].is_gone))
    for path, text, piece in pieces_to(index, _read(plan, kept), survey.above):
        if not (path in patches and _is_rewritten(piece, text, patches[path])):
            yield place_of(path, text, piece)


def _is_rewritten(piece: Piece, text: str, patch: bytes) -> bool:
    """Whether a patch of a page changes what one of its links says."""
    start = len(encoded(text[: piece.start]))
    end = start + len(encoded(piece.literal))
    return any(start <= edit.start < end and edit.end <= end for edit in unpacked(patch))


def moves_of(plan: Plan, survey: Survey) -> dict[str, Moved]:
    """What moves of the pages of a site, by old path: what a plan says, and other pages of bundles that move; also what
    the plan takes away."""
    configuration = survey.configuration
    files = {file.path: file for file in plan.changed}
    bundles = bundle_moves(files.values(), plan.languages)
    found = {}
    for where in survey.pages:
        file = files.get(where.path, FilePlan(where.path, "unchanged"))
        to = carried(where.path, bundles) or file.to
        try:
            if file.is_deleted:
                own = address(parse(plan.read(file)), where, configuration, survey.above)
                found[where.path] = Moved(where, where, own, None)
            elif to:
                found[where.path] = _moved(plan, file, where, placed(to, configuration), configuration, survey.above)
        except (HugoconvError, ValueError):
            continue  # what cannot be read any more is told when it is to be written
    return found


def emptied(plan: Plan, pages: Iterable[SitePage]) -> list[str]:
    """The pages of sections that stay, though a plan moves every other page from there and none to there."""
    files = {file.path: file.to for file in plan.changed if file.to}
    bundles = bundle_moves(plan.changed, plan.languages)
    left: dict[str, int] = {}
    sections: dict[str, str] = {}
    gone: set[str] = set()
    for where in pages:
        is_moved = where.path in files or bool(bundle_of(where.path, bundles))
        folders = tuple(folders_above(where.path))
        if where.kind == "branch":
            sections |= {} if is_moved else {folders[0]: where.path}
            folders = folders if is_moved else ()
        gone.update(folders if is_moved else ())
        for folder in () if is_moved else folders:
            left[folder] = left.get(folder, 0) + 1
    came = {folder for to in files.values() for folder in folders_above(to)}
    return sorted(path for folder, path in sections.items() if folder in gone and folder not in {*left, *came})


def _moved(
    plan: Plan, file: FilePlan, old: SitePage, new: SitePage, configuration: Configuration, above: Branches
) -> Moved:
    data = plan.read(file) if file.before else read_bytes(plan.base.file(file.path))
    before, after = (parse(one) for one in (data, patched(data, file.patch)))
    addresses = (address(page, where, configuration, above) for page, where in ((before, old), (after, new)))
    return Moved(old, new, *addresses)


def _read(plan: Plan, pages: Iterable[SitePage]) -> Iterator[tuple[SitePage, bytes]]:
    for where in pages:
        try:
            yield where, read_bytes(plan.base.file(where.path))
        except FileError:
            continue
