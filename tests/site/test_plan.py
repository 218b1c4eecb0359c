"""A plan is a value: equal whoever makes it, kept in a file, shown as a patch that git takes, and true of the bytes."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from hugoconv.errors import FileError, MatterSyntaxError, PlanError, Refused, VerificationError
from hugoconv.page.page import Page
from hugoconv.site.base import Base, base_of
from hugoconv.site.plan import batches
from hugoconv.site.plan.file_plan import ChangeResult, FilePlan
from hugoconv.site.plan.plan import Plan, load_plan, plan_from
from hugoconv.site.site import Site
from tests.site.worksite import change, differences, make_site, tree

PAGE = b"---\ntitle: x\n---\nBody\n"


@pytest.fixture
def site(tmp_path: pathlib.Path) -> Site:
    root = tmp_path / "site"
    root.mkdir()
    make_site(root, 24)
    (root / "content/talk/broken.md").write_bytes(b"---\na: b: c\n---\n")
    (root / "content/talk/single1.fr.md").write_bytes(PAGE)
    return Site(root)


def pages_of(site: Site) -> list[str]:
    root = pathlib.Path(site.base.root)
    return sorted(path.relative_to(root).as_posix() for path in (root / "content").rglob("*.md"))


class Backwards(Executor):
    """Does what was asked for last first, as a cluster may."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[object], Callable[..., object], tuple[object, ...]]] = []

    def submit(self, fn, /, *args, **kwargs):
        del kwargs
        future: Future[object] = Future()
        future.result = lambda timeout=None: self._all(future)  # type: ignore[method-assign]
        self.waiting.append((future, fn, args))
        return future

    def _all(self, wanted: Future[object]) -> object:
        while self.waiting:
            future, fn, args = self.waiting.pop()
            future.set_result(fn(*args))
        return Future.result(wanted)


def test_the_plan_is_equal_and_in_equal_order_whoever_makes_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 5)
    monkeypatch.setattr(batches.batches, "__defaults__", (5,))
    pages = pages_of(site)
    serial = site.plan(change, pages=pages)
    assert len(list(serial.changed)) >= 20 and serial.problems
    with ThreadPoolExecutor(3) as threads, ProcessPoolExecutor(2) as processes:
        for executor in (threads, processes, Backwards()):
            for ship in (False, True):
                assert site.plan(change, pages=pages, executor=executor, ship=ship) == serial


def test_a_plan_that_was_saved_is_the_same_plan(site: Site, tmp_path: pathlib.Path) -> None:
    plan = site.plan(change, pages=pages_of(site))
    plan.save(str(tmp_path / "plan.json"))
    assert load_plan(str(tmp_path / "plan.json"), site.base.root) == plan
    assert json.loads((tmp_path / "plan.json").read_text())["format"] == "hugoconv plan 1"


def test_names_and_bytes_that_are_not_utf_8_are_kept(tmp_path: pathlib.Path) -> None:
    name = os.fsdecode(b"content/talk/\xff.md")
    (tmp_path / "content/talk").mkdir(parents=True)
    (tmp_path / name).write_bytes(b"---\ntitle: x # \xfe\n---\n")
    site = Site(tmp_path)
    plan = site.plan(
        lambda page: page.rename("title", "name").moved_to(page.path.replace("talk", "post")), pages=[name]
    )
    assert [file.state for file in plan.files] == ["changed"], plan.files
    plan.save(str(tmp_path / "plan.json"))
    loaded = load_plan(str(tmp_path / "plan.json"), str(tmp_path))
    assert loaded == plan
    assert site.apply(loaded).done == 1
    assert (tmp_path / name.replace("talk", "post")).read_bytes() == b"---\nname: x # \xfe\n---\n"
    assert site.undo().restored == 1 and (tmp_path / name).read_bytes() == b"---\ntitle: x # \xfe\n---\n"


def test_a_saved_plan_is_carried_out_later_and_only_on_the_bytes_that_it_read(
    site: Site, tmp_path: pathlib.Path
) -> None:
    site.plan(change, pages=pages_of(site)).save(str(tmp_path / "plan.json"))
    plan = load_plan(str(tmp_path / "plan.json"), site.base.root)
    (pathlib.Path(site.base.root) / "content/news/a0.md").write_bytes(PAGE)
    done = site.apply(plan)
    assert [(file.path, file.code) for file in done.failures] == [("content/news/a0.md", "changed-meanwhile")]
    assert done.done == plan.counts()["changed"] - 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '"plan"',
        "{",
        "{}",
        '{"format": "hugoconv plan 2", "languages": [], "files": []}',
        '{"format": "hugoconv plan 1", "languages": []}',
        '{"format": "hugoconv plan 1", "languages": [], "files": [1]}',
        '{"format": "hugoconv plan 1", "languages": [], "files": ["a"]}',
        '{"format": "hugoconv plan 1", "languages": [], "files": [{"path": "a"}]}',
        '{"format": "hugoconv plan 1", "languages": [], "files": [{"path": "../a", "state": "changed"}]}',
        '{"format": "hugoconv plan 1", "languages": [], "files": [{"path": "/a", "state": "changed"}]}',
        '{"format": "hugoconv plan 1", "languages": [], "files": [{"path": "a", "state": "changed", "to": "b/../../c"}]}',
        '{"format": "hugoconv plan 1", "languages": [], "files": [{"path": "a", "state": "changed", "before": "xyz"}]}',
        '{"format": "hugoconv plan 1", "languages": [], "files": [{"path": "a", "state": "changed", "edits": [[1]]}]}',
        '{"format": "hugoconv plan 1", "languages": [], "files": [{"path": "a", "state": "changed", "edits": [[0, 1, {}]]}]}',
        '{"format": "hugoconv plan 1", "languages": [], "files": [{"path": "a", "state": "changed", "edits": [[-9, 1, "x"]]}]}',
    ],
)
def test_a_file_that_holds_no_plan_is_refused_with_a_code(tmp_path: pathlib.Path, text: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text)
    with pytest.raises(PlanError, match=":1:1: not-a-plan: ") as caught:
        load_plan(str(path), str(tmp_path))
    assert len(caught.value.problems) == 1


def test_a_plan_whose_edits_were_tampered_with_does_nothing(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.md").write_bytes(PAGE)
    site = Site(tmp_path)
    data = site.plan(lambda page: page.set("draft", True), pages=["a.md"]).to_json()
    data["files"][0]["edits"][0][2] = "evil: 1\n"
    done = site.apply(plan_from(data, base_of(str(tmp_path))))
    assert [file.code for file in done.failures] == ["bug"] and (tmp_path / "a.md").read_bytes() == PAGE


# the patch


def git(root: pathlib.Path, *arguments: str, data: bytes = b"") -> bytes:
    settings = ("-c", "core.autocrlf=false", "-c", "user.name=x", "-c", "user.email=x@example.org")
    done = subprocess.run(["git", *settings, *arguments], cwd=root, input=data, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is absent")
def test_git_takes_the_patch_and_makes_of_it_what_apply_makes(site: Site, tmp_path: pathlib.Path) -> None:
    root = pathlib.Path(site.base.root)
    news = root / "content/news"
    for name in ("with blank.md", 'quo"te.md', "back\\slash.md", "中文.md", "tab\there.md"):
        (news / name).write_bytes(PAGE.replace(b"\n", b"\r\n"))
        (root / "content/talk" / f"purely {name}").write_bytes(PAGE)
    (news / "no end.md").write_bytes(b"---\ntitle: x\n---")
    pages = [page for page in pages_of(site) if "/link" not in page]  # git has no way through a link
    plan = site.plan(change, pages=pages)
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, symlinks=True)
    git(copy, "init", "-q")
    git(copy, "add", "-A")
    git(copy, "commit", "-qm", "start")
    git(copy, "apply", "--index", data=plan.diff().encode("utf-8", "surrogateescape"))
    site.apply(plan)
    files = {path: one for path, one in tree(root).items() if one[0] != "folder"}
    got = {path: one for path, one in tree(copy).items() if one[0] != "folder" and not path.startswith(".git/")}
    assert {path: (one[0], one[2]) for path, one in got.items()} == {p: (one[0], one[2]) for p, one in files.items()}
    status = git(copy, "diff", "--cached", "--name-status", "-M").decode()
    assert status.count("R100") > 5


def test_the_patch_of_a_page_that_changed_is_refused(site: Site) -> None:
    plan = site.plan(change, pages=["content/news/a0.md"])
    (pathlib.Path(site.base.root) / "content/news/a0.md").write_bytes(PAGE)
    with pytest.raises(FileError) as caught:
        plan.diff()
    assert caught.value.code == "changed-meanwhile"


def test_the_patch_shows_what_moves_with_its_bundle(site: Site) -> None:
    plan = site.plan(change, pages=[page for page in pages_of(site) if "bundle 1/" in page])
    text = plan.diff()
    for name in ("pic.png", "data/more.csv", "link.csv", "index.zh.md", "notes.md"):
        assert text.count(f"rename to content/post/moved/2001/bundle 1/{name}\n") == 1, name


# what a plan says


def raising(error: Exception) -> Callable[[Page], Page]:
    def change(page: Page) -> Page:
        raise error

    return change


@pytest.mark.parametrize(
    ("change", "state", "code"),
    [
        (lambda page: page, "unchanged", ""),
        (lambda page: page.set("draft", True), "changed", ""),
        (lambda page: ChangeResult(page.set("draft", True), ("a note",), ("absent",)), "changed", ""),
        (lambda page: page.moved_to("b.md"), "changed", ""),
        (raising(Refused("alias", "why", "remedy")), "refused", "alias"),
        (raising(Refused("other-layout", "why", "remedy")), "skipped", "other-layout"),
        (raising(Refused("not-selected", "why")), "skipped", "not-selected"),
        (raising(MatterSyntaxError("bad", "text", 0, code="yaml-syntax")), "failed", "yaml-syntax"),
        (raising(VerificationError("x")), "bug", "bug"),
        (raising(ZeroDivisionError("x")), "failed", "change-raised"),
        (lambda page: None, "unchanged", ""),
    ],
)
def test_every_page_has_a_state_and_nothing_stops_the_others(
    tmp_path: pathlib.Path, change: Callable[[Page], Page], state: str, code: str
) -> None:
    for name in ("a.md", "z.md"):
        (tmp_path / name).write_bytes(PAGE)
    plan = Site(tmp_path).plan(lambda page: change(page) if page.path == "a.md" else page, pages=["a.md", "z.md"])
    assert [(file.path, file.state, file.code) for file in plan.files] == [
        ("a.md", state, code),
        ("z.md", "unchanged", ""),
    ]


def test_a_page_that_cannot_be_read_has_failed(tmp_path: pathlib.Path) -> None:
    plan = Site(tmp_path).plan(lambda page: page, pages=["none.md"])
    assert [(file.state, file.code) for file in plan.files] == [("failed", "cannot-read")]


def test_a_page_named_twice_is_planned_once(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.md").write_bytes(PAGE)
    assert len(Site(tmp_path).plan(lambda page: page.set("x", 1), pages=["a.md", "a.md"]).files) == 1


def test_the_summary_counts() -> None:
    states = ("changed", "changed", "unchanged", "skipped", "refused", "failed", "bug")
    files = [FilePlan(f"{n}.md", state) for n, state in enumerate(states)]
    plan = Plan(Base("/s"), (files[0]._replace(to="x.md"), *files[1:]))
    assert plan.summary() == ("2 pages to change (1 to move), 1 unchanged, 1 skipped, 1 refused, 1 failed, 1 hit a bug")


def test_planning_writes_nothing(site: Site) -> None:
    root = pathlib.Path(site.base.root)
    start = tree(root)
    plan = site.plan(change, pages=pages_of(site))
    plan.diff()
    plan.to_json()
    assert differences(start, tree(root)) == "" and not (root / ".hugoconv").exists()
