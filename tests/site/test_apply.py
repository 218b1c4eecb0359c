"""What can go wrong between a plan and its undo: nothing is lost, the reason has a code, and there is a way on."""

from __future__ import annotations

import errno
import os
import pathlib
import shutil
import stat

import pytest

from hugoconv.errors import FileError, Refused
from hugoconv.files.rooted_path import RootedPath
from hugoconv.page.page import Page
from hugoconv.site.run import apply as apply_module
from hugoconv.site.run.apply import RunCallbacks
from hugoconv.site.run.journal import Journal
from hugoconv.site.run.journal_lines import reading_of
from hugoconv.site.run.runs import locked
from hugoconv.site.site import Site
from tests.site.faults import Dead, Fault, disk
from tests.site.worksite import differences, tree

PAGE = b"---\ntitle: x\n---\nBody\n"


def edit(page: Page) -> Page:
    return page.set("draft", True)


def move(page: Page) -> Page:
    return edit(page).moved_to((page.path or "").replace("/talk/", "/post/"))


@pytest.fixture
def site(tmp_path: pathlib.Path) -> Site:
    for name in ("a.md", "b.md", "c/index.md", "c/index.zh.md", "c/pic.png", "d.md"):
        path = tmp_path / "content/talk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE)
    (tmp_path / "hugo.toml").write_text('title = "x"\n[languages.en]\n[languages.zh]\n')
    return Site(tmp_path)


def talk(site: Site, name: str) -> pathlib.Path:
    return pathlib.Path(site.base.root) / "content/talk" / name


def codes(failures: object) -> dict[str, str]:
    return {file.path.removeprefix("content/talk/"): file.code for file in failures}  # type: ignore[attr-defined]


def test_a_plan_is_done_and_taken_back(site: Site) -> None:
    root = pathlib.Path(site.base.root)
    start = tree(root)
    done = site.apply(site.plan(move))
    assert (done.done, done.moved, done.failures, done.stopped) == (5, 5, (), "")
    assert sorted(tree(root)) == sorted(path.replace("talk", "post") for path in start)
    assert [run.state for run in site.runs()] == ["done"]
    undone = site.undo()
    assert (undone.restored, undone.left) == (5, ())
    assert differences(start, tree(root)) == ""
    assert [run.state for run in site.runs()] == ["undone"]


def test_everything_is_on_disk_before_a_run_is_marked_as_done_or_undone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    real = Journal.add

    def add(self: Journal, kind: str, payload: bytes = b"") -> None:
        calls.append(kind)
        real(self, kind, payload)

    monkeypatch.setattr(os, "sync", lambda: calls.append("sync"))
    monkeypatch.setattr(Journal, "add", add)
    site.apply(site.plan(move))
    site.undo()
    assert calls == ["batch", "sync", "end", "undoing", "sync", "undone"]


def test_what_is_there_already_makes_no_run(site: Site) -> None:
    site.apply(site.plan(edit))
    again = site.plan(edit)
    assert site.apply(again) == apply_module.ApplyResult()
    assert len(site.runs()) == 1


def test_files_that_do_not_change_keep_their_time(site: Site) -> None:
    for path in (talk(site, "b.md"), talk(site, "c/pic.png")):
        os.utime(path, ns=(5, 5))
    site.apply(site.plan(edit, pages=["content/talk/a.md", "content/talk/c/index.md"]))
    site.undo()
    assert talk(site, "b.md").stat().st_mtime_ns == talk(site, "c/pic.png").stat().st_mtime_ns == 5


def test_a_page_that_changed_after_the_plan_is_left_and_named_and_the_others_are_done(site: Site) -> None:
    plan = site.plan(move)
    talk(site, "a.md").write_bytes(b"---\ntitle: someone else\n---\n")
    talk(site, "c/index.zh.md").write_bytes(b"---\ntitle: someone else\n---\n")
    done = site.apply(plan)
    assert codes(done.failures) == dict.fromkeys(("a.md", "c/index.md", "c/index.zh.md"), "changed-meanwhile")
    assert done.done == 2 and not talk(site, "b.md").exists()
    assert talk(site, "a.md").read_bytes() == b"---\ntitle: someone else\n---\n"
    assert talk(site, "c/index.md").read_bytes() == PAGE
    assert "index.zh.md" in next(f.message for f in done.failures if f.path.endswith("c/index.md"))


def test_a_page_that_is_gone_or_was_moved_by_hand_is_left(site: Site) -> None:
    plan = site.plan(move)
    talk(site, "a.md").unlink()
    post = pathlib.Path(site.base.root) / "content/post"
    post.mkdir()
    talk(site, "b.md").rename(post / "b.md")
    done = site.apply(plan)
    assert codes(done.failures) == {"a.md": "cannot-read", "b.md": "target-exists"}
    assert (post / "b.md").read_bytes() == PAGE and not talk(site, "b.md").exists() and not talk(site, "a.md").exists()
    site.undo()
    assert (post / "b.md").read_bytes() == PAGE and talk(site, "d.md").read_bytes() == PAGE


def test_a_target_that_came_after_the_plan_is_never_overwritten(site: Site) -> None:
    plan = site.plan(move)
    post = pathlib.Path(site.base.root) / "content/post"
    (post / "c").mkdir(parents=True)
    (post / "a.md").write_bytes(b"mine")
    done = site.apply(plan)
    assert codes(done.failures) == dict.fromkeys(("a.md", "c/index.md", "c/index.zh.md"), "target-exists")
    assert (post / "a.md").read_bytes() == b"mine" and talk(site, "a.md").read_bytes() == PAGE
    assert not site.undo().left
    assert (post / "a.md").read_bytes() == b"mine" and sorted(os.listdir(post)) == ["a.md", "c"]


def test_a_target_that_comes_at_the_last_instant_is_never_overwritten(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, post = site.plan(move), pathlib.Path(site.base.root) / "content/post"

    def intrude(*args: object) -> object:
        post.mkdir(exist_ok=True)
        (post / "a.md").write_bytes(b"mine")
        return real(*args)  # type: ignore[arg-type]

    real = apply_module.batch_payload
    monkeypatch.setattr(apply_module, "batch_payload", intrude)
    done = site.apply(plan)
    assert codes(done.failures) == {"a.md": "target-exists"}
    assert (post / "a.md").read_bytes() == b"mine" and talk(site, "a.md").read_bytes() == PAGE
    assert not site.undo().left


def test_a_file_edited_while_its_batch_is_written_is_never_overwritten(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def intrude(*args: object) -> object:
        talk(site, "b.md").write_bytes(b"mine")
        return real(*args)  # type: ignore[arg-type]

    real = apply_module.batch_payload
    monkeypatch.setattr(apply_module, "batch_payload", intrude)
    done = site.apply(site.plan(edit))
    assert codes(done.failures) == {"b.md": "changed-meanwhile"}
    assert talk(site, "b.md").read_bytes() == b"mine"
    assert not site.undo().left
    assert talk(site, "b.md").read_bytes() == b"mine"


def test_a_file_edited_after_the_run_is_left_by_undo_and_named(site: Site) -> None:
    site.apply(site.plan(move))
    post = pathlib.Path(site.base.root) / "content/post"
    (post / "a.md").write_bytes(b"mine")
    (post / "c/index.zh.md").write_bytes(b"mine too")
    (post / "c/new.png").write_bytes(b"new")
    (post / "c/index.md").write_bytes(PAGE)  # brought back by hand
    undone = site.undo()
    assert len(undone.left) == 2 and all("changed-meanwhile" in line for line in undone.left)
    assert "content/post/a.md" in undone.left[1] and "index.zh.md" in undone.left[0]
    assert (post / "a.md").read_bytes() == b"mine" and (post / "c/index.zh.md").read_bytes() == b"mine too"
    assert talk(site, "b.md").read_bytes() == PAGE
    assert site.runs()[0].state == "partly undone"
    # the way on: bring them back by hand, and undo once more
    for path, data in (("a.md", done_bytes()), ("c/index.zh.md", done_bytes())):
        (post / path).write_bytes(data)
    assert not site.undo().left
    assert talk(site, "c/new.png").read_bytes() == b"new" and talk(site, "a.md").read_bytes() == PAGE


def done_bytes() -> bytes:
    return PAGE.replace(b"title: x\n", b"title: x\ndraft: true\n")


def test_a_source_that_is_there_again_is_not_touched_by_undo(site: Site) -> None:
    site.apply(site.plan(move))
    talk(site, "c").mkdir(parents=True)
    talk(site, "c/mine.txt").write_bytes(b"mine")
    undone = site.undo()
    assert len(undone.left) == 1 and "is there again" in undone.left[0]
    assert sorted(os.listdir(talk(site, "c"))) == ["mine.txt"]
    assert (pathlib.Path(site.base.root) / "content/post/c/index.md").read_bytes() == done_bytes()


@pytest.mark.parametrize("name", ["ENOSPC", "EACCES", "EIO"])
@pytest.mark.parametrize(("call", "at"), [("open", 5), ("write", 5), ("replace", 3), ("rename", 2), ("mkdir", 1)])
def test_a_disk_that_fails_once_leaves_a_clear_reason_and_a_way_on(site: Site, name: str, call: str, at: int) -> None:
    root, plan = pathlib.Path(site.base.root), site.plan(move)
    start = tree(root)
    with disk(Fault(at, name, (call,))):
        done = site.apply(plan)
    assert done.failures or done.stopped
    why = os.strerror(getattr(errno, name))
    assert all(file.code == "cannot-write" for file in done.failures)
    assert why in (done.failures[0].message if done.failures else done.stopped)
    if done.stopped:
        assert site.runs()[0].state == "unfinished"
        assert not site.resume().failures
    assert not site.undo().left
    assert differences(start, tree(root)) == ""


def test_a_full_disk_stops_the_run_and_resume_goes_on_once_there_is_room(site: Site) -> None:
    root, plan = pathlib.Path(site.base.root), site.plan(move)
    start = tree(root)
    with disk(Fault(12, "ENOSPC", ("open", "write"), repeated=True)):
        done = site.apply(plan)
    assert done.stopped == "No space left on device"
    assert set(done.left) | {file.path for file in done.failures} == {
        file.path for file in plan.changed if (root / file.path).exists()
    }
    with pytest.raises(Refused) as caught:
        site.apply(plan)
    assert caught.value.code == "unfinished-run" and "--resume" in caught.value.remedy
    resumed = site.resume()
    assert not resumed.stopped and not resumed.failures
    assert sorted(tree(root)) == sorted(path.replace("talk", "post") for path in start)
    site.undo()
    assert differences(start, tree(root)) == ""


def test_undo_works_on_a_disk_that_takes_nothing_for_its_journal(site: Site) -> None:
    root, plan = pathlib.Path(site.base.root), site.plan(lambda page: page.moved_to(move(page).path or ""))
    start = tree(root)
    site.apply(plan)
    with disk(Fault(0, "ENOSPC", ("write",), repeated=True)):
        undone = site.undo()
    assert undone.restored == 5 and "could not be marked" in undone.left[0]
    assert differences(start, tree(root)) == ""
    assert site.undo().left == () and site.runs()[0].state == "undone"


def test_a_journal_that_cannot_be_begun_means_that_nothing_was_done(site: Site) -> None:
    root, plan = pathlib.Path(site.base.root), site.plan(move)
    calls, start = ("open", "write", "fsync", "rename", "mkdir"), tree(root)
    with disk(Fault(-1, "", calls)) as counted:
        site.apply(plan)
    site.undo()
    failed = 0
    for at in range(counted.log.index("rename") + 2):  # the journal has its name on disk then
        shutil.rmtree(root / ".hugoconv", ignore_errors=True)
        try:
            with disk(Fault(at, "EACCES", calls)):
                done = site.apply(plan)
        except FileError as error:
            failed += 1
            assert error.code == "cannot-write" and not site.runs() and differences(start, tree(root)) == ""
        else:  # the lock, which has another way of its own for some calls
            assert done.done == 5 and site.undo().restored == 5
    assert failed >= 10
    shutil.rmtree(root / ".hugoconv")
    assert site.apply(plan).done == 5


def test_a_read_only_file_is_left_and_the_others_are_done(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = site.plan(edit)
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode, **at: not str(path).endswith("b.md") and real(path, mode, **at)
    )
    done = site.apply(plan)
    assert codes(done.failures) == {"b.md": "cannot-write"} and "read-only" in done.failures[0].message
    assert done.done == 4 and talk(site, "b.md").read_bytes() == PAGE
    assert not site.undo().left


def test_a_read_only_folder_leaves_its_bundle_whole(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, real = site.plan(move), os.rename

    def rename(old: str, new: str, **at: int) -> None:
        if old == "c":
            raise PermissionError(13, "Permission denied")
        real(old, new, **at)

    monkeypatch.setattr(os, "rename", rename)
    done = site.apply(plan)
    assert codes(done.failures) == dict.fromkeys(("c/index.md", "c/index.zh.md"), "cannot-write")
    assert talk(site, "c/index.md").read_bytes() == talk(site, "c/index.zh.md").read_bytes() == PAGE
    assert sorted(os.listdir(talk(site, "c"))) == ["index.md", "index.zh.md", "pic.png"]
    talk(site, "c/index.md").write_bytes(b"edited since")
    assert not site.undo().left  # the run had not touched it


def test_no_folder_is_left_that_was_made_for_a_bundle_which_could_not_move(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, real = site.plan(move, pages=["content/talk/c/index.md", "content/talk/c/index.zh.md"]), os.rename

    def rename(old: str, new: str, **at: int) -> None:
        if new == "c":
            raise PermissionError(13, "Permission denied")
        real(old, new, **at)

    start = tree(pathlib.Path(site.base.root))
    monkeypatch.setattr(os, "rename", rename)
    assert len(site.apply(plan).failures) == 2
    assert differences(start, tree(pathlib.Path(site.base.root))) == ""


def test_a_second_process_is_refused_and_nothing_is_done(site: Site) -> None:
    plan = site.plan(edit)
    with locked(site.base):
        with pytest.raises(Refused) as caught:
            site.apply(plan)
        assert caught.value.code == "site-locked" and caught.value.remedy
    assert talk(site, "a.md").read_bytes() == PAGE and not site.runs()
    assert site.apply(plan).done == 5
    with locked(site.base), pytest.raises(Refused, match="at work"):
        site.undo()


def test_a_run_that_died_has_to_be_finished_either_way_before_the_next(site: Site) -> None:
    plan = site.plan(edit)
    with disk(Fault(3, "before", ("replace",))), pytest.raises(Dead):
        site.apply(plan)
    with pytest.raises(Refused) as caught:
        site.apply(plan)
    assert caught.value.code == "unfinished-run"
    assert site.resume().failures == ()
    with pytest.raises(Refused) as caught:
        site.resume()
    assert caught.value.code == "no-run"
    assert site.undo().restored == 5


def test_folders_that_a_run_had_left_empty_when_it_died_are_removed_by_resume(site: Site) -> None:
    root, plan = pathlib.Path(site.base.root), site.plan(move)
    start = tree(root)
    with disk(Fault(calls=("rmdir",))) as counted:
        site.apply(plan)
    end = tree(root)
    site.undo()
    assert counted.count > 3
    for at in range(counted.count):
        with disk(Fault(at, "before", ("rmdir",))), pytest.raises(Dead):
            site.apply(plan)
        site.resume()
        assert differences(end, tree(root)) == ""
        site.undo()
        assert differences(start, tree(root)) == ""


def test_an_undo_that_died_can_be_repeated_or_turned_round(site: Site) -> None:
    root = pathlib.Path(site.base.root)
    start = tree(root)
    site.apply(site.plan(edit))
    end = tree(root)
    for way in ("resume", "undo"):
        with disk(Fault(2, "before", ("replace",))), pytest.raises(Dead):
            site.undo()
        assert site.runs()[0].state == "unfinished"
        getattr(site, way)()
        assert differences(start if way == "undo" else end, tree(root)) == ""


def test_resume_leaves_what_somebody_else_changed(site: Site) -> None:
    with disk(Fault(3, "before", ("replace",))), pytest.raises(Dead):
        site.apply(site.plan(edit))
    talk(site, "d.md").write_bytes(b"mine")
    talk(site, "a.md").write_bytes(b"mine")
    resumed = site.resume()
    assert codes(resumed.failures) == dict.fromkeys(("a.md", "d.md"), "changed-meanwhile")
    assert talk(site, "d.md").read_bytes() == talk(site, "a.md").read_bytes() == b"mine"


def test_interrupting_stops_between_batches(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply_module, "BATCH_FILES", 2)
    told: list[int] = []
    done = site.apply(site.plan(edit), RunCallbacks(told.append, lambda: True))
    assert done.stopped == "it was interrupted" and (done.done, told, len(done.left)) == (2, [2], 3)
    assert site.resume().done == 3
    assert site.undo().restored == 5


def test_undo_of_a_site_without_runs_is_refused_and_leaves_no_trace(site: Site) -> None:
    for action in (site.undo, site.resume, lambda: site.undo("20260101T000000-000000-0000")):
        with pytest.raises(Refused) as caught:
            action()
        assert caught.value.code == "no-run"
    assert not os.path.exists(os.path.join(site.base.root, ".hugoconv"))


def test_runs_are_taken_back_one_after_the_other_or_by_name(site: Site) -> None:
    root = pathlib.Path(site.base.root)
    start = tree(root)
    first = site.apply(site.plan(edit))
    second = site.apply(site.plan(lambda page: page.set("summary", "y")))
    left = site.undo(first.run).left
    assert len(left) == 5 and all("changed-meanwhile" in line for line in left)
    assert site.undo(second.run).left == () and site.undo(first.run).left == ()
    assert differences(start, tree(root)) == ""


def test_modes_and_empty_folders_come_back(site: Site) -> None:
    root = pathlib.Path(site.base.root)
    (root / "content/talk").chmod(0o2770)
    talk(site, "c").chmod(0o700)
    talk(site, "a.md").chmod(0o640)
    (root / "content/post/keep").mkdir(parents=True)
    start = tree(root)
    site.apply(site.plan(move))
    post = root / "content/post"
    assert not (root / "content/talk").exists()
    assert stat.S_IMODE((post / "a.md").stat().st_mode) == 0o640 and stat.S_IMODE((post / "c").stat().st_mode) == 0o700
    site.undo()
    assert differences(start, tree(root)) == ""


def test_a_page_in_a_bundle_that_moves_goes_along(site: Site) -> None:
    root = pathlib.Path(site.base.root)
    talk(site, "c/notes.md").write_bytes(PAGE)
    start = tree(root)
    plan = site.plan(lambda page: move(page) if "notes" not in page.path else edit(page), pages=pages_of(site))
    assert {file.path: file.to for file in plan.changed}["content/talk/c/notes.md"] == "content/post/c/notes.md"
    assert site.apply(plan).done == 6
    assert (root / "content/post/c/notes.md").read_bytes() == done_bytes()
    site.undo()
    assert differences(start, tree(root)) == ""


def test_a_translation_that_is_as_it_should_be_goes_along_with_its_bundle(site: Site) -> None:
    root = pathlib.Path(site.base.root)
    start = tree(root)
    plan = site.plan(lambda page: page if "zh" in page.path else move(page))
    done = site.apply(plan)
    assert (done.done, done.failures) == (4, ())
    assert (root / "content/post/c/index.zh.md").read_bytes() == PAGE
    site.undo()
    assert differences(start, tree(root)) == ""


def pages_of(site: Site) -> list[str]:
    root = pathlib.Path(site.base.root)
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*.md"))


def test_a_link_is_followed_and_stays_one(site: Site) -> None:
    root = pathlib.Path(site.base.root)
    talk(site, "link.md").symlink_to("a.md")
    start = tree(root)
    plan = site.plan(edit, pages=pages_of(site))
    assert site.apply(plan).failures == ()
    assert talk(site, "link.md").is_symlink() and talk(site, "a.md").read_bytes() == done_bytes()
    assert site.undo().left == ()
    assert differences(start, tree(root)) == ""


# what is kept


def test_as_many_runs_are_kept_as_the_settings_say(site: Site) -> None:
    site.apply(site.plan(edit))
    settings = os.path.join(site.base.root, ".hugoconv/settings.toml")
    pathlib.Path(settings).write_text("keep_runs = 2\n")
    for n in range(4):
        site.apply(site.plan(lambda page, n=n: page.set("summary", str(n))))
    assert len(site.runs()) == 2


@pytest.mark.parametrize("text", ["keep_runs = 0", 'keep_runs = "many"', "keep_runs = true", "keep_runs =", "\udcff"])
def test_settings_that_are_none_are_told_before_anything_is_done(site: Site, text: str) -> None:
    folder = pathlib.Path(site.base.root) / ".hugoconv"
    folder.mkdir()
    (folder / "settings.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Refused) as caught:
        site.apply(site.plan(edit))
    assert caught.value.code == "not-a-setting" and talk(site, "a.md").read_bytes() == PAGE


def test_the_folder_of_the_runs_keeps_itself_out_of_git(site: Site) -> None:
    site.apply(site.plan(edit))
    assert (pathlib.Path(site.base.root) / ".hugoconv/.gitignore").read_text() == "*\n"


OLD_BEGIN = b'begin 27 00000000\n{"format": 1, "run": "x"}    \n'


@pytest.mark.parametrize(
    ("data", "version", "state"),
    [
        (OLD_BEGIN + b"batch 1 00000000\nx\nend 0 00000000\n\n", 1, "done"),
        (OLD_BEGIN + b"batch 1 00000000\nx\n", 1, "unfinished"),
        (b"hugoconv journal 99\nwhatever\nend 0 00000000\n\n", 99, "done"),
    ],
)
def test_a_journal_of_another_version_is_named(site: Site, data: bytes, version: int, state: str) -> None:
    site.apply(site.plan(edit))
    journal = pathlib.Path(site.runs()[0].path)
    journal.write_bytes(data)
    assert [(run.version, run.state) for run in site.runs()] == [(version, state)]
    with pytest.raises(Refused) as caught:
        site.undo()
    assert caught.value.code == "journal-version" and "--run" in caught.value.remedy
    assert journal.read_bytes() == data
    other = site.plan(lambda page: page.set("summary", "y"))
    if state == "done":
        assert site.apply(other).done == 5 and site.undo().restored == 5
    else:
        with pytest.raises(Refused, match="was cut off"):
            site.apply(other)


def test_a_journal_that_the_disk_has_spoilt_says_so_and_gives_what_is_whole_when_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apply_module, "BATCH_FILES", 2)
    site.apply(site.plan(edit))
    journal = pathlib.Path(site.runs()[0].path)
    batches = [line for line in reading_of(rooted_path_of(journal)).lines if line.kind == "batch"]
    data = bytearray(journal.read_bytes())
    data[batches[0].start + 5] ^= 0xFF
    journal.write_bytes(data)
    end = tree(pathlib.Path(site.base.root))
    with pytest.raises(Refused) as caught:
        site.undo()
    assert caught.value.code == "journal-damaged" and "--salvage" in caught.value.remedy
    assert differences(end, tree(pathlib.Path(site.base.root))) == ""
    undone = site.salvage()
    assert len(undone.left) == 1 and "journal-damaged" in undone.left[0]
    assert undone.restored == 5 - 2 and journal.read_bytes() == data


def rooted_path_of(path: pathlib.Path) -> RootedPath:
    return RootedPath(str(path.parent), path.name)
