"""Plans, runs, deaths, undo and resume in any order, with other people at work on the same site, against a model.

The model is a plain table of files. Every file that somebody writes has a token of its own in its body, which no run
may change: whatever happens, each token that nobody else took away is in one file.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import random
import shutil
import tempfile
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hugoconv.errors import FileError, Refused
from hugoconv.layouts.convert import convert
from hugoconv.layouts.schema import built_in
from hugoconv.page.page import Page
from hugoconv.site.move.folders import Aliases, moving
from hugoconv.site.move.groups import MoveGroup, groups
from hugoconv.site.plan.file_plan import FilePlan, digest
from hugoconv.site.plan.plan import Plan
from hugoconv.site.site import Site
from hugoconv.site.survey import Survey
from hugoconv.text.patches import patched
from tests.site.enemies import TAMPERINGS, clock, tampered
from tests.site.faults import DEATHS, Dead, Fault, disk
from tests.site.worksite import tree

Files = dict[str, bytes]
START = (
    "content/talk/a.md",
    "content/talk/a.zh.md",
    "content/talk/b/index.md",
    "content/talk/b/index.zh.md",
    "content/talk/b/pic.png",
    "content/talk/c.md",
    "content/post/d.md",
    "content/news/e.md",
)
PLACES = (*START, *(path.replace("talk", "post") for path in START[:6]), "content/talk/d.md", "content/post/b/new.png")
LINKED = (
    *START,
    "content",
    "content/talk",
    "content/talk/b",
    "content/post",
    "content/post/b",
    "content/post/a.md",
    ".hugoconv",
)
CONFIGURATION = 'baseURL = "https://example.org/"\n[languages.en]\nweight = 1\n[languages.zh]\nweight = 2\n'


class Run(NamedTuple):
    """A run as the model knows it: its units, and the bytes of their files before; ``exact`` where it is certain
    which of them it touched. One that died was to do all that was ``planned``: a page that was done already may have
    been taken back since with another run."""

    groups: tuple[MoveGroup, ...]
    old: Files
    exact: bool = True
    planned: tuple[MoveGroup, ...] = ()


def text(token: int) -> bytes:
    return b"---\ntitle: Page\nlocation: here # a comment\n---\ntoken %d.\n" % token


def below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def renamed(files: Files, source: str, target: str) -> Files:
    return {target + path[len(source) :] if below(path, source) else path: data for path, data in files.items()}


def place(files: Files, file: FilePlan) -> str:
    return file.to if file.to and file.path not in files and file.to in files else file.path


def is_there(files: Files, path: str) -> bool:
    return any(below(name, path) for name in files)


def carried_out(files: Files, group: MoveGroup) -> Files:
    """The files after a unit that nothing stands in the way of."""
    for file in group.files:
        if file.patch and file.path in files and digest(files[file.path]) == file.before:
            files = {**files, file.path: patched(files[file.path], file.patch)}
    for source, target in group.moves:
        if is_there(files, source):
            files = renamed(files, source, target)
    return files


def is_carried_out(disk: dict[str, bytes], group: MoveGroup) -> bool:
    """Whether all files of a unit are what they are to become, and nothing is where it was."""
    gone = not any(f"{path}/".startswith(f"{source}/") for source, _ in group.moves for path in disk)
    return gone and all(digest(disk.get(file.to or file.path, b"")) == file.after for file in group.files)


def can_be_done(files: Files, group: MoveGroup) -> bool:
    """Whether the files of a unit are what was planned, or what they are to become, and its new place is free."""
    return all(digest(files.get(file.path, b"")) in (file.before, file.after) for file in group.files) and not any(
        is_there(files, target) for _, target in group.moves
    )


def touched(files: Files, listed: tuple[MoveGroup, ...]) -> tuple[tuple[MoveGroup, ...], Files]:
    """The units of which a run changes something, and the files that it writes or renames, as they are."""
    found = tuple(u for u in listed if u.moves or any(digest(files.get(f.path, b"")) == f.before for f in u.files))
    old = {f.path: files[f.path] for u in found for f in u.files if digest(files.get(f.path, b"")) == f.before}
    return found, old


def can_go_on(files: Files, group: MoveGroup) -> bool:
    """Whether a unit that may have been begun can be brought to its end."""
    for file in group.files:
        at = place(files, file)
        if at not in files or digest(files[at]) not in (
            (file.before, file.after) if at == file.path else (file.after,)
        ):
            return False
    return not any(is_there(files, source) and is_there(files, target) for source, target in group.moves)


def is_done(files: Files, group: MoveGroup) -> bool:
    return all(digest(files.get(file.to or file.path, b"")) == file.after for file in group.files)


def taken_back(files: Files, group: MoveGroup, old: Files) -> Files:
    """The files after a unit was taken back; the same ones where somebody else changed any of it."""
    for file in group.files:
        at = place(files, file)
        if at not in files or digest(files[at]) not in (file.before, file.after):
            return files
        if at != file.path and any(below(file.path, s) and is_there(files, s) for s, _ in group.moves):
            return files
    for source, target in group.moves:
        if not is_there(files, source):
            files = renamed(files, target, source)
    return {**files, **{file.path: old[file.path] for file in group.files if file.path in old}}


def talks_and_posts(site: Site, to: str, *, move: bool) -> Callable[[Page], Page]:
    if not move:
        return lambda page: convert(page, to).page
    known = moving(site.base, Survey(site.configuration), [page.path for page in site.pages()], Aliases(), built_in())
    return lambda page: known.convert(page, to, from_=None, era=None, record=True, force=False).page


class SiteMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.beside = pathlib.Path(tempfile.mkdtemp())
        self.root = self.beside / "site"
        for folder in ("site", "outside"):
            (self.beside / folder).mkdir()
        (self.beside / "outside/index.md").write_bytes(text(0))
        self.clock = contextlib.ExitStack()
        self.token = 0
        self.model: Files = {}
        self.plan: Plan | None = None
        self.runs: dict[str, Run] = {}

    def teardown(self) -> None:
        self.clock.close()
        shutil.rmtree(self.beside)

    @initialize()
    def begin(self) -> None:
        (self.root / "hugo.toml").write_text(CONFIGURATION)
        self.site = Site(self.root)
        for path in START:
            self.write(path)

    # what is on disk

    def disk(self) -> Files:
        found = {}
        for path in self.root.rglob("*"):
            name = path.relative_to(self.root).as_posix()
            if path.is_file() and not name.startswith(".hugoconv/") and name != "hugo.toml":
                found[name] = path.read_bytes()
        return found

    def times(self) -> dict[str, tuple[int, int, bytes]]:
        return {
            name: ((status := os.stat(self.root / name)).st_mtime_ns, status.st_ino, data)
            for name, data in self.disk().items()
        }

    def same_files_are_untouched(self, before: dict[str, tuple[int, int, bytes]]) -> None:
        for name, (time, inode, data) in self.times().items():
            if name in before and before[name][2] == data:
                assert (time, inode) == before[name][:2], f"{name} was written though nothing of it changed"

    def unfinished(self) -> str:
        return next((run.id for run in self.site.runs() if run.state == "unfinished"), "")

    # what others do

    def free_places(self) -> list[str]:
        """Those where no file stands in the place of a folder."""
        return [path for path in PLACES if not any((self.root / one).is_file() for one in pathlib.Path(path).parents)]

    @rule(data=st.data())
    def somebody_writes(self, data: st.DataObject) -> None:
        self.write(data.draw(st.sampled_from(self.free_places())))

    def write(self, path: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        self.token += 1
        self.model[path] = text(self.token)
        file.write_bytes(self.model[path])

    @rule(data=st.data())
    @precondition(lambda self: self.model)
    def somebody_removes(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.model)))
        (self.root / path).unlink()
        del self.model[path]

    # what we do

    @rule(what=st.sampled_from(["draft", "summary", "talk", "post", "talk with move", "post with move"]))
    def somebody_plans(self, what: str) -> None:
        if what in ("draft", "summary"):
            self.plan = self.site.plan(lambda page: page.set(what, str(self.token)))
        else:
            self.plan = self.site.plan(talks_and_posts(self.site, what[:4], move="move" in what))

    @rule()
    @precondition(lambda self: self.plan)
    def the_plan_is_carried_out(self) -> None:
        assert self.plan is not None
        planned = groups(self.plan.files, self.plan.languages)
        listed = tuple(group for group in planned if not is_carried_out(self.disk(), group))
        if listed and self.unfinished():
            with pytest.raises(Refused, match="was cut off"):
                self.site.apply(self.plan)
        else:
            self.groups_are_carried_out(listed)

    def groups_are_carried_out(self, listed: tuple[MoveGroup, ...]) -> None:
        assert self.plan is not None
        before, times = self.disk(), self.times()
        done = self.site.apply(self.plan)
        assert not done.stopped
        failed = {file.path for file in done.failures}
        for group in listed:
            if group.files[0].path not in failed:
                assert can_be_done(before, group), f"{group} was done"
                self.model = carried_out(self.model, group)
            elif can_be_done(before, group):
                assert {file.code for file in done.failures} & {"target-exists", "bundle", "left-behind", "same-target"}
        if done.run:
            told = tuple(group for group in listed if group.files[0].path not in failed)
            self.runs[done.run] = Run(*touched(before, told))
        self.same_files_are_untouched(times)

    @rule(at=st.integers(0, 70), kind=st.sampled_from(DEATHS))
    @precondition(lambda self: self.plan and not self.unfinished())
    def the_process_dies(self, at: int, kind: str) -> None:
        assert self.plan is not None
        before, known = self.disk(), {run.id for run in self.site.runs()}
        listed = tuple(groups(self.plan.files, self.plan.languages))
        try:
            with disk(Fault(at, kind), seed=at):
                self.site.apply(self.plan)
        except Dead:
            pass
        new = [run.id for run in self.site.runs() if run.id not in known]
        for run in new:
            fresh = tuple(
                group for group in listed if all(digest(before.get(f.path, b"")) == f.before for f in group.files)
            )
            self.runs[run] = Run(fresh, {f.path: before[f.path] for group in fresh for f in group.files}, False, listed)
        assert new or before == self.without_temporary(), "nothing may be done without a run"
        self.model = self.without_temporary()

    @rule()
    @precondition(lambda self: self.unfinished())
    def the_run_goes_on(self) -> None:
        run = self.unfinished()
        done = self.site.resume()
        assert not done.stopped
        failed = {file.path for file in done.failures}
        for group in self.runs[run].planned:
            if group.files[0].path in failed:
                assert not can_go_on(self.model, group), f"{group} was not done"
            elif not is_done(self.model, group) and can_go_on(self.model, group):
                self.model = carried_out(self.model, group)
        assert self.site.runs() and not self.unfinished()

    @rule(data=st.data(), dies=st.none() | st.integers(0, 60))
    @precondition(lambda self: self.runs)
    def a_run_is_taken_back(self, data: st.DataObject, dies: int | None) -> None:
        there = [run.id for run in self.site.runs()]
        run = data.draw(st.sampled_from(sorted(run for run in self.runs if run in there)))
        if dies is not None:
            try:
                with disk(Fault(dies, "before")):
                    self.site.undo(run)
            except Dead:
                pass
        times = self.times()
        self.site.undo(run)
        if dies is None:
            self.same_files_are_untouched(times)
        self.unit_by_unit_back(run)

    # what enemies do

    @rule(data=st.data(), kind=st.sampled_from(TAMPERINGS), seed=st.integers(0, 10**6))
    @precondition(lambda self: self.runs)
    def a_journal_is_tampered_with(self, data: st.DataObject, kind: str, seed: int) -> None:
        there = {run.id: pathlib.Path(run.path) for run in self.site.runs()}
        run = data.draw(st.sampled_from(sorted(run for run in self.runs if run in there)))
        kept, files = there[run].read_bytes(), self.disk()
        there[run].write_bytes(changed := tampered(kept, kind, random.Random(seed)))
        try:
            self.site.undo(run)
        except Refused as error:
            assert error.code in ("journal-damaged", "journal-version", "no-run")
            assert self.disk() == files and there[run].read_bytes() == changed
        else:
            self.unit_by_unit_back(run)
        there[run].write_bytes(kept)

    def links(self) -> list[tuple[str, str]]:
        """What a link can stand in the place of, and where it can lead."""
        there = [path for path in LINKED if os.path.lexists(self.root / path)]
        ways = [(path, to) for path in there for to in ("taken", "outside", "nowhere")]
        return [way for way in ways if way != (".hugoconv", "nowhere")]

    @rule(data=st.data())
    @precondition(lambda self: self.runs and self.links())
    def a_link_is_in_the_way(self, data: st.DataObject) -> None:
        path, to = data.draw(st.sampled_from(self.links()))
        file, taken, outside = self.root / path, self.beside / "taken", self.beside / "outside"
        bodies = self.bodies()
        shutil.move(file, taken)
        file.symlink_to(self.beside / to)
        before = tree(outside), tree(taken) if taken.is_dir() else taken.read_bytes()
        act = data.draw(
            st.sampled_from([self.site.undo, self.site.resume, lambda: self.plan and self.site.apply(self.plan)])
        )
        known = {run.id for run in self.site.runs()} if path != ".hugoconv" else None
        with contextlib.suppress(Refused, FileError):
            act()
        assert before == (tree(outside), tree(taken) if taken.is_dir() else taken.read_bytes())
        file.unlink()
        shutil.move(taken, file)
        for run in self.site.runs():
            if known is not None and run.id not in known:  # what it did is not known to the model
                pathlib.Path(run.path).unlink()
        assert self.bodies() == bodies
        self.runs = {run: one._replace(exact=False) for run, one in self.runs.items()}
        self.settle_model()

    @rule(year=st.sampled_from([1970, 2000, 2026, 9999]))
    def the_clock_is_turned(self, year: int) -> None:
        self.clock.close()
        self.clock.enter_context(clock(year))

    def bodies(self) -> list[bytes]:
        """What somebody wrote, in whatever file it stands."""
        return sorted(data.rpartition(b"---\n")[2] for data in self.without_temporary().values())

    def unit_by_unit_back(self, run: str) -> None:
        """The model after a run was taken back."""
        for group in reversed(self.runs[run].groups):
            self.model = taken_back(self.model, group, self.runs[run].old)
        if not self.runs[run].exact:
            self.settle_model()

    def settle_model(self) -> None:
        """Of a run that died it is not known how far it came; what others wrote has to be there all the same."""
        self.model = self.without_temporary()

    def without_temporary(self) -> Files:
        return {path: data for path, data in self.disk().items() if "/.hugoconv-" not in path}

    # what always holds

    @invariant()
    def every_file_is_what_the_model_says(self) -> None:
        found = self.disk() if not self.unfinished() else self.without_temporary()
        assert found == self.model

    @invariant()
    def the_latest_run_has_the_highest_number(self) -> None:
        there = [run.id for run in self.site.runs()]
        assert [run for run in there if run in self.runs] == [run for run in [*self.runs][::-1] if run in there]

    @invariant()
    def what_somebody_wrote_is_in_one_file(self) -> None:
        bodies = [data.rpartition(b"---\n")[2] for data in self.without_temporary().values()]
        assert len(bodies) == len(set(bodies)) == len(self.model)


SiteMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestSiteMachine = SiteMachine.TestCase
