"""A caller's function in a plan: whatever it answers, raises or does, its page has a state and the others are done."""

from __future__ import annotations

import contextlib
import copyreg
import logging
import pathlib
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

import hugoconv
from hugoconv.errors import ChangeError, FileError, PlanError
from hugoconv.page.page import Page
from hugoconv.site.plan.file_plan import ChangeResult, FilePlan
from hugoconv.site.run import apply as apply_module
from hugoconv.site.site import Site

PAGE = b"---\ntitle: x\n---\nBody\n"
TALK = b"---\ntitle: x\nlocation: y\n---\nBody\n"


class Unsendable(Exception):
    """Cannot be pickled."""

    def __init__(self) -> None:
        super().__init__("held")
        self.held = lambda: None


class Unbuildable(Exception):
    """Is pickled, and cannot be read again."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


class Silent(Exception):
    def __str__(self) -> str:
        raise ValueError("no text")


class Evil(Exception):
    def __reduce__(self) -> Any:
        raise RuntimeError("no")


RAISED: dict[str, Callable[[], Exception]] = {
    "ZeroDivisionError": lambda: ZeroDivisionError("x"),
    "KeyError": lambda: KeyError("x"),
    "RecursionError": lambda: RecursionError("x"),
    "StopIteration": lambda: StopIteration("x"),
    "MemoryError": lambda: MemoryError(),
    "UnicodeDecodeError": lambda: UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"),
    "ExceptionGroup": lambda: ExceptionGroup("x", [ValueError("y")]),
    "FileError": lambda: FileError("data.csv", "cannot-read", "x"),
    "PlanError": lambda: PlanError(("x", "y")),
    "Unsendable": Unsendable,
    "Unbuildable": lambda: Unbuildable(1, 2),
    "Silent": Silent,
    "Evil": Evil,
}


class Raising:
    """Raises on one page and leaves the others."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, page: Page) -> Page:
        if page.path == "b.md":
            raise RAISED[self.kind]()
        return page.set("draft", True)


def site(root: pathlib.Path, data: bytes = PAGE) -> Site:
    for name in ("a.md", "b.md", "c.md"):
        (root / name).write_bytes(data)
    return Site(root)


def plan_of(site: Site, change: Any, **how: Any) -> dict[str, FilePlan]:
    return {file.path: file for file in site.plan(change, pages=["a.md", "b.md", "c.md"], **how).files}


@pytest.mark.parametrize("kind", RAISED)
def test_what_a_function_raises_is_kept_and_stops_no_other_page(
    kind: str, tmp_path: pathlib.Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "hugoconv"):
        found = plan_of(site(tmp_path), Raising(kind))
    assert [file.state for file in found.values()] == ["changed", "failed", "changed"]
    bad = found["b.md"]
    assert bad.code == "change-raised" and bad.message.startswith(f"b.md:1:1: change-raised: the change raised {kind}")
    assert "\n" not in bad.message
    assert bad.raised is not None and type(bad.raised.exception).__name__ == kind
    assert bad.raised.exception.__traceback__ is None
    assert "in __call__" in bad.raised.traceback and "site/plan/change_result.py" not in bad.raised.traceback
    [record] = caplog.records
    assert "raise RAISED[self.kind]()" in record.getMessage() and bad.message in record.getMessage()


@pytest.mark.parametrize("kind", RAISED)
def test_what_was_raised_comes_back_from_another_process_as_itself_or_in_words(
    kind: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An import of distributed makes every exception that there is then one that can be pickled.
    monkeypatch.delitem(copyreg.dispatch_table, Unbuildable, raising=False)
    raised = plan_of(site(tmp_path), Raising(kind))["b.md"].raised
    again = pickle.loads(pickle.dumps(raised))
    assert raised is not None and again == raised and again.traceback == raised.traceback
    sendable = kind not in ("Unsendable", "Unbuildable", "Evil")
    assert type(again.exception) is (type(raised.exception) if sendable else ChangeError)
    assert sendable or kind in str(again.exception)


def test_threads_and_processes_make_the_same_plan_of_it(tmp_path: pathlib.Path) -> None:
    here = site(tmp_path)
    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2) as processes:
        for kind in RAISED:
            serial = plan_of(here, Raising(kind))
            assert plan_of(here, Raising(kind), executor=threads) == serial
            assert plan_of(here, Raising(kind), executor=processes) == serial


def test_on_error_raise_ends_the_plan_with_the_exception_itself(tmp_path: pathlib.Path) -> None:
    here = site(tmp_path)
    with ProcessPoolExecutor(1) as pool:
        for how in ({}, {"executor": pool}):
            with pytest.raises(ZeroDivisionError) as caught:
                plan_of(here, Raising("ZeroDivisionError"), on_error="raise", **how)
            assert caught.value.__notes__[0] == "while planning b.md"
        with pytest.raises(ChangeError, match="Unsendable: held"):
            plan_of(here, Raising("Unsendable"), on_error="raise", executor=pool)
    with pytest.raises(ChangeError, match="change-answer"):
        plan_of(here, lambda page: 1, on_error="raise")
    with pytest.raises(ValueError, match="on_error"):
        plan_of(here, lambda page: page, on_error="ignore")


def texts() -> Iterator[str]:
    yield from ("one", "two")


def failing() -> Iterator[str]:
    yield "one"
    raise ZeroDivisionError("x")


async def coroutine(page: Page) -> Page:
    return page


ANSWERS: list[tuple[str, Callable[[Page], Any], str, str, tuple[str, ...]]] = [
    ("none", lambda page: None, "unchanged", "", ()),
    ("page", lambda page: page.set("draft", True), "changed", "", ()),
    ("conversion", lambda page: hugoconv.convert(page, "post", from_="talk"), "changed", "", ("theme version",)),
    ("translation", lambda page: hugoconv.translate(page, "toml"), "changed", "", ("stands in quotes",)),
    ("worked", lambda page: ChangeResult(page, ("a note",)), "unchanged", "", ("a note",)),
    ("notes as a list", lambda page: ChangeResult(page, ["a", "b"]), "unchanged", "", ("a", "b")),
    ("notes as text", lambda page: ChangeResult(page, "a note"), "unchanged", "", ("a note",)),
    ("notes one by one", lambda page: ChangeResult(page, texts()), "unchanged", "", ("one", "two")),
    ("no notes", lambda page: ChangeResult(page, None, None), "unchanged", "", ()),
    ("worked without a page", lambda page: ChangeResult(None, ("a note",)), "unchanged", "", ("a note",)),
    ("parsed anew", lambda page: hugoconv.parse(b"---\ntitle: y\n---\n", page.path), "changed", "", ()),
    ("parsed anew and set", lambda page: hugoconv.parse(b"---\na: 1\n---\n").set("b", 2), "changed", "", ()),
    ("another body", lambda page: hugoconv.parse(page.to_bytes() + b"more\n"), "changed", "", ()),
    ("parsed anew and equal", lambda page: hugoconv.parse(page.to_bytes()), "unchanged", "", ()),
    ("parsed anew elsewhere", lambda page: hugoconv.parse(page.to_bytes(), "z/new.md"), "changed", "", ()),
    ("bytes", lambda page: page.to_bytes(), "failed", "change-answer", ()),
    ("text", lambda page: "title: x", "failed", "change-answer", ()),
    ("truth", lambda page: True, "failed", "change-answer", ()),
    ("pair", lambda page: (page, ("a note",)), "failed", "change-answer", ()),
    ("list of pages", lambda page: [page], "failed", "change-answer", ()),
    ("page class", lambda page: Page, "failed", "change-answer", ()),
    ("operation", lambda page: hugoconv.Set(("a",), 1), "failed", "change-answer", ()),
    ("an error", lambda page: ValueError("x"), "failed", "change-answer", ()),
    ("not implemented", lambda page: NotImplemented, "failed", "change-answer", ()),
    ("a coroutine", coroutine, "failed", "change-answer", ()),
    ("worked of nothing good", lambda page: ChangeResult("x"), "failed", "change-answer", ()),
    ("worked of a conversion", lambda page: ChangeResult(hugoconv.convert(page, "post", from_="talk")), "failed", "change-answer", ()),
    ("notes as a number", lambda page: ChangeResult(page, 3), "failed", "change-answer", ()),
    ("notes as bytes", lambda page: ChangeResult(page, b"x"), "failed", "change-answer", ()),
    ("notes of numbers", lambda page: ChangeResult(page, [1]), "failed", "change-answer", ()),
    ("notes with none", lambda page: ChangeResult(page, ["a", None]), "failed", "change-answer", ()),
    ("notes that fail", lambda page: ChangeResult(page, failing()), "failed", "change-raised", ()),
    ("path of bytes", lambda page: page.moved_to(b"x.md"), "failed", "change-answer", ()),
    ("path object", lambda page: page.moved_to(pathlib.PurePath("x.md")), "changed", "", ()),
    ("path with NUL", lambda page: page.moved_to("x\0.md"), "failed", "change-answer", ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "state", "code", "notes"), [row[1:] for row in ANSWERS], ids=[r[0] for r in ANSWERS]
)
def test_every_answer_has_a_state(
    change: Callable[[Page], Any], state: str, code: str, notes: tuple[str, ...], tmp_path: pathlib.Path
) -> None:
    found = plan_of(site(tmp_path, TALK), lambda page: change(page) if page.path == "b.md" else page)
    assert [found[name].state for name in ("a.md", "c.md")] == ["unchanged"] * 2
    bad = found["b.md"]
    assert (bad.state, bad.code) == (state, code), bad
    assert len(bad.notes) == len(notes) and all(map(str.__contains__, bad.notes, notes)), bad.notes
    assert code != "change-answer" or "answer with a Page" in bad.message


def test_a_page_parsed_anew_is_written(tmp_path: pathlib.Path) -> None:
    here = site(tmp_path)
    new = b"+++\ntitle = 'other'\n+++\nAnother body\n"
    plan = here.plan(lambda page: hugoconv.parse(new, page.path), pages=["b.md"])
    assert here.apply(plan).done == 1 and (tmp_path / "b.md").read_bytes() == new
    assert here.undo().restored == 1 and (tmp_path / "b.md").read_bytes() == PAGE


def test_a_plan_with_an_exception_can_be_saved(tmp_path: pathlib.Path) -> None:
    here = site(tmp_path)
    plan = here.plan(Raising("Unsendable"), pages=["a.md", "b.md"])
    plan.save(str(tmp_path / "plan.json"))
    loaded = hugoconv.load_plan(str(tmp_path / "plan.json"), str(tmp_path))
    assert [(file.state, file.code) for file in loaded.files] == [("changed", ""), ("failed", "change-raised")]


def test_the_log_is_silent_where_nobody_asked_for_it(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan_of(site(tmp_path), Raising("KeyError"))
    assert capsys.readouterr() == ("", "")


@contextlib.contextmanager
def untouched(root: pathlib.Path) -> Iterator[None]:
    def seen() -> dict[str, tuple[int, bytes]]:
        return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in root.rglob("*") if p.is_file()}

    before = seen()
    yield
    assert seen() == before


def change_and_move(page: Page) -> Page:
    path = page.path or ""
    page = page.set("draft", True)
    return page.moved_to(path.replace("talk/", "post/"))


def test_a_plan_carried_out_twice_does_nothing_the_second_time(tmp_path: pathlib.Path) -> None:
    for name in ("content/talk/a/index.md", "content/talk/b.md", "content/news/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(PAGE)
    (tmp_path / "content/talk/a/pic.png").write_bytes(b"x")
    here = Site(tmp_path)
    plan = here.plan(change_and_move)
    first = here.apply(plan)
    assert (first.done, first.already, first.failures) == (3, 0, ())
    with untouched(tmp_path):
        again = here.apply(plan)
    assert (again.run, again.done, again.already, again.failures) == ("", 0, 3, ())
    assert len(here.runs()) == 1
    (tmp_path / "content/news/c.md").write_bytes(PAGE)  # taken back by hand: only that is done again
    third = here.apply(plan)
    assert (third.done, third.already, third.failures) == (1, 2, ())
    (tmp_path / "content/news/c.md").write_bytes(PAGE + b"more\n")
    fourth = here.apply(plan)
    assert (fourth.already, [file.code for file in fourth.failures]) == (2, ["changed-meanwhile"])
    here.undo()
    here.undo()


@pytest.mark.parametrize("size", [1, 2, 200])
@pytest.mark.parametrize("fresh", [(), (0,), (1,), (3,), (0, 3), (0, 1, 2, 3)])
def test_pages_that_are_done_already_are_counted_wherever_they_stand_in_the_plan(
    tmp_path: pathlib.Path, size: int, fresh: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apply_module, "BATCH_FILES", size)
    (tmp_path / "content").mkdir()
    files = [tmp_path / f"content/{n}.md" for n in range(4)]
    for file in files:
        file.write_bytes(PAGE)
    here = Site(tmp_path)
    plan = here.plan(lambda page: page.set("draft", True))
    here.apply(plan)
    done = files[0].read_bytes()
    for n in fresh:
        files[n].write_bytes(PAGE)
    again = here.apply(plan)
    assert (again.done, again.already, again.failures, bool(again.run)) == (len(fresh), 4 - len(fresh), (), bool(fresh))
    assert [file.read_bytes() for file in files] == [done] * 4
    if fresh:
        assert here.undo().restored == len(fresh)
    assert [file.read_bytes() for file in files] == [PAGE if n in fresh else done for n in range(4)]
