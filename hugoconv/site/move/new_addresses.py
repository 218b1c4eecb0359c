"""New pages that would come to an address at which another page is, or a redirect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hugoconv.errors import HugoconvError
from hugoconv.hugo.page_path import LEAF, holds, is_content
from hugoconv.page.page import Page, parse
from hugoconv.refusals import Message
from hugoconv.site.base import Base
from hugoconv.site.discovery import SitePage, placed
from hugoconv.site.move.address_clashes import after_plan, claimed, clash, shared
from hugoconv.site.move.claims import claims_of
from hugoconv.site.move.groups import folders_above, parent
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.site.survey import Survey
from hugoconv.text.patches import patched


def new_clashes(base: Base, files: Iterable[FilePlan], survey: Survey) -> dict[str, Message]:
    """Why pages that a plan makes would fall together with others, by path."""
    changed = {file.path: file for file in files if file.state == "changed"}
    made = dict(_made(changed.values(), survey))
    if not made:
        return {}
    before = claimed(base, changed.values(), survey)
    stay = {path: file for path, file in changed.items() if path in before.pages and not file.is_deleted}
    after = {
        path: claims
        for path, claims in after_plan(base, stay, survey, before).items()
        if path in stay or path not in changed
    }
    after |= {path: claims_of(where, page, survey.configuration, before.above) for path, (where, page) in made.items()}
    return {
        path: clash(base, file, path, next(one for one in paths if one != path), after)
        for file, paths in shared(after)
        for path in paths
        if path in made
    }


def _made(changed: Iterable[FilePlan], survey: Survey) -> Iterator[tuple[str, tuple[SitePage, Page]]]:
    """The pages that a plan makes; a file in a bundle is none."""
    configuration = survey.configuration
    new = [file for file in changed if file.is_created and is_content(file.path)]
    new = [file for file in new if any(holds(content.folder, file.path) for content in configuration.content)]
    places = [placed(file.path, configuration) for file in new]
    bundles = {parent(where.path) for where in (*survey.pages, *places) if where.kind == LEAF} if new else set()
    for file, where in zip(new, places, strict=True):
        own = {parent(file.path)} if where.kind == LEAF else set()
        if bundles.isdisjoint({*folders_above(file.path)} - own):
            try:
                yield file.path, (where, parse(patched(b"", file.patch), file.path))
            except HugoconvError:
                continue  # what Hugo cannot read has no address
