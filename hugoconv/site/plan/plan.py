"""A plan: what is to become of every page of a site, as a value that can be looked at, kept and carried out later."""

from __future__ import annotations

import base64
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from hugoconv.errors import FileError, PlanError, problem_line
from hugoconv.files.read import read_bytes
from hugoconv.files.write import write_bytes
from hugoconv.page.diff import file_diff, made_diff
from hugoconv.refusals import file_error, message
from hugoconv.site.base import Base, base_of
from hugoconv.site.inside import refuse_outside
from hugoconv.site.move.groups import groups
from hugoconv.site.plan.file_plan import FilePlan, digest
from hugoconv.site.plan.summary import summary
from hugoconv.text.patches import ByteEdit, packed, patched, unpacked

FORMAT = "hugoconv plan 1"
_UNSAID = ("patch", "raised", "touched", "claims")


class Plan:
    """What is to become of some pages below a base, in their order. Nothing of it is done yet.

    Pages that could not be planned, or that stand in each other's way, are among them with their reason. By the
    ``languages`` of the site it is told which files are translations of one page. ``notes`` are about the plan as a
    whole. A plan is never changed; to iterate over it gives its ``files``.

    >>> plan = Plan(Base("/s"), (FilePlan("a", "changed"), FilePlan("b", "unchanged")))
    >>> plan, [file.path for file in plan]
    (<Plan of /s: 1 page to change, 1 unchanged>, ['a', 'b'])
    """

    base: Base
    """The folder of the site, from which paths lead on."""
    files: tuple[FilePlan, ...]
    """What becomes of each page, in their order."""
    languages: tuple[str, ...]
    """The languages of the site, the default one first."""
    notes: tuple[str, ...]
    """What there is to know of the plan as a whole."""

    def __init__(
        self, base: Base, files: tuple[FilePlan, ...], languages: tuple[str, ...] = (), notes: tuple[str, ...] = ()
    ) -> None:
        # No NamedTuple: to iterate over one gives its parts, and nobody means those.
        vars(self).update(base=base, files=files, languages=languages, notes=notes)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a plan is never changed: {name} cannot be set")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.base, self.files, self.languages, self.notes))

    def __iter__(self) -> Iterator[FilePlan]:
        return iter(self.files)

    def __repr__(self) -> str:
        return f"<Plan of {self.base.root}: {self.summary()}>"

    def _replace(self, **changed: Any) -> Plan:
        """The plan with other parts."""
        return Plan(**{**vars(self), **changed})

    @property
    def changed(self) -> Iterator[FilePlan]:
        """The pages that would be written or moved, and the files that would be made or taken away."""
        return (file for file in self.files if file.state == "changed")

    @property
    def problems(self) -> tuple[FilePlan, ...]:
        """The pages to which nothing will be done though it was asked for."""
        return tuple(file for file in self.files if file.is_problem)

    @property
    def without_record(self) -> tuple[FilePlan, ...]:
        """The pages that would change and have no record of a conversion, in a plan where others of them have one: a
        way back takes them along though nobody converted them before. ``where=hugoconv.recorded`` leaves them out."""
        return without_record(self.files)

    def counts(self) -> Counter[str]:
        """How many pages there are of every state, and how many of them move."""
        found = Counter(file.state for file in self.files)
        found["moved"] = sum(bool(file.to) for file in self.changed)
        return found

    def summary(self) -> str:
        """One line that counts.

        >>> Plan(Base("/s"), (FilePlan("a", "changed"), FilePlan("b", "unchanged"))).summary()
        '1 page to change, 1 unchanged'
        """
        return summary(self.files, "to change", "to move")

    def diffs(self) -> Iterator[str]:
        """The patch of every page that would change, as git writes them; ``git apply`` takes it.

        Reads each page again, and raises FileError ``changed-meanwhile`` for one that is no longer as it was.
        """
        along = self.taken_along()
        return (self.diff_of(file, along.get(file.path, ())) for file in self.changed)

    def diff(self) -> str:
        """The patches of all pages in one text."""
        return "".join(self.diffs())

    def diff_of(self, file: FilePlan, along: Iterable[tuple[str, str]] = ()) -> str:
        """The patch of one page, and of other files that are renamed with it."""
        if file.is_created or file.is_deleted:
            old_bytes = None if file.is_created else self.read(file)
            new_bytes = None if file.is_deleted else patched(b"", file.patch)
            return made_diff(old_bytes, new_bytes, self.base.name(file.path))
        old = self.read(file)
        new = patched(old, file.patch) if file.patch else old
        own = file_diff(old, new, self.base.name(file.path), self.base.name(file.to or file.path))
        return own + "".join(file_diff(b"", b"", self.base.name(path), self.base.name(to)) for path, to in along)

    def taken_along(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """What moves with its bundle without being changed: old and new paths, by the first page of each bundle."""
        found = {}
        for group in groups(self.files, self.languages):
            own = {file.path for file in group.files}
            others = [pair for move in group.moves for pair in _files_in(self.base, *move) if pair[0] not in own]
            if others:
                found[group.files[0].path] = tuple(others)
        return found

    def read(self, file: FilePlan) -> bytes:
        """The bytes of a page, as they were when it was planned (promise I10); none of one that is to be made."""
        if file.is_created:
            return b""
        data = read_bytes(self.base.file(file.path))
        if digest(data) != file.before:
            raise file_error(self.base.name(file.path), "changed-meanwhile")
        return data

    def to_json(self) -> dict[str, Any]:
        """The plan as data for a program: everything that it says of each page, edits as text."""
        files = [_as_data(file) for file in self.files]
        notes = {"notes": list(self.notes)} if self.notes else {}
        return {"format": FORMAT, "languages": list(self.languages), **notes, "files": files}

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the plan to a file, from which ``load_plan`` reads it."""
        # Names that are no UTF-8 hold lone surrogates, which can be encoded as escapes only.
        write_bytes(path, json.dumps(self.to_json(), ensure_ascii=True, indent=1).encode() + b"\n")

    def to_html(self, *, title: str = "", command: str = "", docs: str = "") -> str:
        """One page for a browser, in which the plan can be looked at and its pages approved: docs/review.md.

        It holds all that it needs; texts of pages are shown as text. Reads each page again, and says of one that is no
        longer as it was that there is no diff of it. ``command`` is what is said to have made the plan, ``docs`` the
        address of the documentation, to which the codes of notes and refusals then lead: a ``*`` in it is the name of
        a page, without one it is a folder of Markdown.

        >>> Plan(Base("/s"), (FilePlan("a.md", "unchanged"),)).to_html(title="All pages")[:15]
        '<!doctype html>'
        """
        from hugoconv.site.review.page import page_of

        return page_of(self, title=title, command=command, docs=docs)

    def only(self, choices: str | os.PathLike[str]) -> Plan:
        """The plan with what is approved in a file of choices that its review page has saved; the other pages are
        skipped as ``declined``.

        Raises FileError, and Refused for choices that are about another plan (``choices-of-another-plan``), name a page
        that would not change (``choice-of-no-page``) or divide what belongs together (``choices-split-group``).
        """
        from hugoconv.site.review.chosen import chosen

        return chosen(self, choices)


def without_record(files: Iterable[FilePlan]) -> tuple[FilePlan, ...]:
    """Of some pages those that would change and have no record, where others have one.

    >>> one, other = FilePlan("a", "changed", recorded=True), FilePlan("b", "changed")
    >>> [file.path for file in without_record([one, other])], without_record([other])
    (['b'], ())
    """
    changed = [file for file in files if file.state == "changed"]
    found = tuple(file for file in changed if not file.recorded)
    return found if len(found) < len(changed) else ()


def _files_in(base: Base, source: str, target: str) -> Iterator[tuple[str, str]]:
    """The files in a folder that moves, with the paths that they will have."""
    start = base.file(source)
    for folder, folders, names in os.walk(start):
        folders.sort()
        # os.walk lists a link to a folder among the folders and does not go into it; to git it is a file.
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in sorted((*names, *links)):
            rest = os.path.relpath(os.path.join(folder, name), start).replace(os.sep, "/")
            yield f"{source}/{rest}", f"{target}/{rest}"


def load_plan(path: str | os.PathLike[str], root: str | os.PathLike[str]) -> Plan:
    """A plan that was saved, for the site at ``root``. Raises PlanError for a file that holds none."""
    data = read_bytes(path)
    try:
        return plan_from(json.loads(data), base_of(os.fspath(root)))
    # Whatever may go wrong in a file that somebody else has written: it is no plan, and no bug of this program.
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, FileError) as error:
        found = message("not-a-plan", why=error)
        raise PlanError((problem_line(os.fspath(path), 1, 1, found.code, found.why),)) from None


def plan_from(data: Any, base: Base) -> Plan:
    """The plan of what ``to_json`` gave. Raises ValueError, TypeError and their like for anything else, FileError for a
    path that leads out of the site."""
    if data["format"] != FORMAT:
        raise ValueError(f"its format is {data['format']!r}")
    files = tuple(_from_data(file) for file in data["files"])
    return Plan(base, files, tuple(map(str, data["languages"])), tuple(map(str, data.get("notes", ()))))


def _as_data(file: FilePlan) -> dict[str, Any]:
    found = {key: value for key, value in file._asdict().items() if value and key not in _UNSAID}
    for key in ("before", "after"):
        if key in found:
            found[key] = found[key].hex()
    if file.patch:
        found["edits"] = [[start, end, _as_text(new)] for start, end, new in unpacked(file.patch)]
    return found


def _as_text(data: bytes) -> str | dict[str, str]:
    """Text where the bytes are UTF-8, else something that says what it is."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def _as_bytes(text: str | dict[str, str]) -> bytes:
    return text.encode() if isinstance(text, str) else base64.b64decode(text["base64"])


def _from_data(data: dict[str, Any]) -> FilePlan:
    path, to = str(data["path"]), str(data.get("to", ""))
    # Before anything else is made of it: a plan from elsewhere may name `../` or `/etc`.
    for one in (path, to) if to else (path,):
        refuse_outside(one)
    return FilePlan(
        path,
        str(data["state"]),
        str(data.get("code", "")),
        str(data.get("message", "")),
        tuple(map(str, data.get("notes", ()))),
        tuple(map(str, data.get("absent", ()))),
        bytes.fromhex(data.get("before", "")),
        bytes.fromhex(data.get("after", "")),
        _packed(data.get("edits", ())),
        to,
        date=str(data.get("date", "")),
        recorded=bool(data.get("recorded")),
    )


def _packed(listed: Iterable[tuple[int, int, str | dict[str, str]]]) -> bytes:
    edits = [ByteEdit(int(start), int(end), _as_bytes(new)) for start, end, new in listed]
    bounds = [at for edit in edits for at in (edit.start, edit.end)]
    # A plan may have been edited by hand, and the patch is applied to bytes without a look at them.
    if bounds != sorted(bounds) or (bounds and not 0 <= bounds[0] <= bounds[-1] < 1 << 32):
        raise ValueError("edits that overlap")
    return packed(edits) if edits else b""
