"""Enemies of a site: journals, links and clocks that somebody else made. Nothing outside is ever touched, no journal is
truncated, and every answer is a clean restore or a refusal with a code."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import pathlib
from collections.abc import Callable
from typing import Any

import pytest

from hugoconv.errors import FileError, PlanError, Refused
from hugoconv.files import rooted_path as beneath
from hugoconv.page.page import Page
from hugoconv.site.plan.plan import Plan, load_plan
from hugoconv.site.run import apply as apply_module
from hugoconv.site.run.journal import MAGIC, mark_of, sum_of
from hugoconv.site.run.journal_lines import payload_of, reading_of
from hugoconv.site.run.journal_payloads import _packed, _unpacked
from hugoconv.site.run.runs import journal_of
from hugoconv.site.site import Site
from tests.site.enemies import LINKS, NAMED, TAKEN, Link, put
from tests.site.faults import Dead, Fault, disk
from tests.site.worksite import differences, tree

PAGE = b"---\ntitle: x\n---\nBody\n"
DONE = PAGE.replace(b"title: x\n", b"title: x\ndraft: true\n")


def move(page: Page) -> Page:
    return page.set("draft", True).moved_to((page.path or "").replace("/talk/", "/post/"))


@pytest.fixture
def site(tmp_path: pathlib.Path) -> Site:
    root = tmp_path / "site"
    for name in ("a.md", "c/index.md", "c/pic.png"):
        path = root / "content/talk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE)
    (root / "hugo.toml").write_text('title = "x"\n')
    outside = tmp_path / "outside"
    for name in ("a.md", "c/index.md", "post/a.md", "talk/a.md", "post/c/index.md"):
        (outside / name).parent.mkdir(parents=True, exist_ok=True)
        (outside / name).write_bytes(DONE)
    return Site(root)


def root_of(site: Site) -> pathlib.Path:
    return pathlib.Path(site.base.root)


def outside_of(site: Site) -> pathlib.Path:
    return root_of(site).parent / "outside"


def answer(action: Callable[[], Any]) -> str:
    """The code of a refusal, the messages of what was left, or nothing where all was done."""
    try:
        found = action()
    except (Refused, FileError) as error:
        return error.code
    return " ".join(getattr(found, "left", ())) + " ".join(f.code for f in getattr(found, "failures", ()))


# Journals


def rewritten(site: Site, change: Callable[[str, Any], Any]) -> bytes:
    """The journal of the last run with other contents and the right sums for them."""
    run = site.runs()[0]
    rooted = journal_of(site.base, run.id)
    file, head = pathlib.Path(run.path), b""
    out = [MAGIC % 2, mark_of(0), mark_of(1)]
    for line in reading_of(rooted).lines:
        payload = changed(line.kind, payload_of(rooted, line), change)
        words = b"%s %d %s" % (line.kind.encode(), len(payload), sum_of(payload))
        head = sum_of(head, words)
        out.append(b"%s %s\n%s\n" % (words, head, payload))
    file.write_bytes(b"".join(out))
    return file.read_bytes()


def changed(kind: str, payload: bytes, change: Callable[[str, Any], Any]) -> bytes:
    if kind == "batch":
        head, _, blob = _unpacked(payload).partition(b"\n")
        return _packed([json.dumps(change(kind, json.loads(head))).encode(), b"\n", blob])
    if kind == "plan":
        lines = [json.dumps(change(kind, json.loads(text))) for text in _unpacked(payload).split(b"\n")]
        return _packed(["\n".join(lines).encode()])
    return json.dumps(change(kind, json.loads(payload))).encode() if payload else payload


def with_path(bad: str) -> Callable[[str, Any], Any]:
    """Every mention of a page by another path."""

    def change(_kind: str, data: Any) -> Any:
        text = json.dumps(data).replace("content/talk/a.md", "content/post/a.md")
        return json.loads(text.replace('"content/post/a.md"', json.dumps(bad)))

    return change


PATHS = [
    "/etc/hugoconv-test", "../outside/a.md", "content/../../outside/a.md", "..", ".", "", "content//a.md", "./a.md",
    "content/./a.md", ".git/hooks/pre-commit", "content/.git/config", ".GIT/config", ".git./config", "GIT~1/config",
    ".gi\u200ct/config", ".hugoconv/000001-aaaa.journal", ".hg/hgrc", ".svn/x", "a\0b", "\ud800", "content/a.md/",
]  # fmt: skip
GARBAGE: list[Any] = [
    None, 0, "text", [], {}, [[]], [[], []], [[[]], []], [1, 2], [[["a", "b", "c", "d", "e"]], []], [[["a.md", "", "zz", "", ""]], []],
    [[["a.md", "", "00" * 16, "00" * 16, "ff"]], []], [[["a.md", "", "00" * 16, "00" * 16, "3d0000"]], []],
    [[["a.md", "", "00" * 16, "00" * 16, "7a0000"]], []], [[["a.md", "", "00" * 16, "00" * 16, ""]], [["x", "y"]]],
    {"files": [], "made": [], "above": []}, {"files": [["a.md", 10**9]], "made": [], "above": [], "units": []},
    {"files": [["a.md", -1]], "made": [], "above": [], "units": []}, {"files": 5, "made": 5, "above": 5, "units": 5},
    {"files": [], "made": ["content"], "above": [], "units": []},
    {"files": [], "made": [], "above": [["content", 0o7777777, 0, 0]], "units": []},
    {"files": [], "made": [], "above": [["content", 0o755, -1, 10**99]], "units": []},
]  # fmt: skip


@pytest.mark.parametrize("bad", PATHS, ids=repr)
def test_a_journal_with_a_path_that_is_not_in_the_site_is_refused_as_a_whole(site: Site, bad: str) -> None:
    site.apply(site.plan(move))
    data, end, outside = rewritten(site, with_path(bad)), tree(root_of(site)), tree(outside_of(site))
    assert answer(site.undo) == "journal-damaged"
    assert pathlib.Path(site.runs()[0].path).read_bytes() == data and differences(end, tree(root_of(site))) == ""
    answer(site.salvage)
    assert pathlib.Path(site.runs()[0].path).read_bytes() == data and tree(outside_of(site)) == outside


GARBAGE_BY_KIND = [
    (kind, garbage)
    for kind in ("plan", "batch", "begin", "end")
    for garbage in GARBAGE
    if (kind, garbage) != ("end", [])  # which is right
]


@pytest.mark.parametrize(("kind", "garbage"), GARBAGE_BY_KIND, ids=lambda one: repr(one)[:40])
def test_garbage_with_right_sums_is_refused(site: Site, kind: str, garbage: Any) -> None:
    site.apply(site.plan(move))
    end = tree(root_of(site))
    data = rewritten(site, lambda at, old: garbage if at == kind else old)
    for action in (site.undo, site.resume, lambda: site.apply(site.plan(lambda page: page.set("summary", "y")))):
        assert answer(action) in ("journal-damaged", "no-run", "")
        if kind in ("plan", "batch", "end"):
            break
    assert pathlib.Path(site.runs()[0].path).read_bytes() == data and differences(end, tree(root_of(site))) == ""


def test_every_byte_turned_and_every_cut_gives_a_clean_restore_or_a_refusal(site: Site) -> None:
    start = tree(root_of(site))
    site.apply(site.plan(move))
    journal, end, outside = pathlib.Path(site.runs()[0].path), tree(root_of(site)), tree(outside_of(site))
    data = journal.read_bytes()
    cases = [bytes((*data[:at], data[at] ^ 1 << at % 8, *data[at + 1 :])) for at in range(0, len(data), 3)]
    cases += [data[:at] for at in range(0, len(data), 5)]
    for case in cases:
        journal.write_bytes(case)
        said = answer(site.undo)
        now = tree(root_of(site))
        if said:
            assert said in ("journal-damaged", "journal-version") and journal.read_bytes() == case and now == end
        else:
            assert now == start
            journal.unlink()
            done = site.apply(site.plan(move))
            journal = pathlib.Path(root_of(site), ".hugoconv", f"{done.run}.journal")
            data_now = journal.read_bytes()
            assert len(data_now) == len(data)
    assert tree(outside_of(site)) == outside


def test_a_line_that_packs_a_flood_is_not_unpacked(site: Site) -> None:
    import zlib

    site.apply(site.plan(move))
    flood = b"z" + zlib.compress(b" " * (80 << 20), 1)
    with pytest.raises(FileError, match="without an end"):
        _unpacked(flood)
    assert _unpacked(_packed([b" " * (80 << 20)])) == b" " * (80 << 20)


# Links


def begun(site: Site, plan: Plan, at: int) -> None:
    """A run that is cut off at a call."""
    with contextlib.suppress(Dead), disk(Fault(at, "before")):
        site.apply(plan)


WAYS: dict[str, tuple[Callable[[Site, Plan], Any], Callable[[Site, Plan], Any]]] = {
    "apply": (lambda _site, _plan: None, lambda site, plan: site.apply(plan)),
    "undo": (lambda site, plan: site.apply(plan), lambda site, _plan: site.undo()),
    "salvage": (lambda site, plan: site.apply(plan), lambda site, _plan: site.salvage()),
    "resume early": (lambda site, plan: begun(site, plan, 14), lambda site, _plan: site.resume()),
    "resume late": (lambda site, plan: begun(site, plan, 24), lambda site, _plan: site.resume()),
    "undo of a run that was cut off": (lambda site, plan: begun(site, plan, 20), lambda site, _plan: site.undo()),
}


def tokens(folder: pathlib.Path) -> list[bytes]:
    """What stands in the bodies of pages, wherever they are."""
    files = [one[2] for path, one in tree(folder).items() if one[0] == "file" and "/.hugoconv-" not in path]
    return sorted(data.rpartition(b"---\n")[2] for data in files if b"token" in data)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link.path} to {link.to}{' hard' * link.hard}")
@pytest.mark.parametrize("way", WAYS)
def test_a_link_in_the_way_is_never_followed_out_and_nothing_is_lost(
    site: Site, link: Link, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        beneath, "HAS_FOLDERS", (LINKS.index(link) + list(WAYS).index(way)) % 4 > 0
    )  # else as on Windows
    monkeypatch.setattr(os, "sync", lambda: None)
    for name in ("talk/a.md", "talk/c/index.md", "other/a.md"):
        page = root_of(site) / "content" / name
        page.parent.mkdir(exist_ok=True)
        page.write_bytes(PAGE.replace(b"Body", b"token of " + name.encode()))
    before, act = WAYS[way]
    plan = site.plan(move, pages=["content/talk/a.md", "content/talk/c/index.md"])
    before(site, plan)
    put(link, root_of(site))
    outside, bodies = tree(outside_of(site)), tokens(root_of(site).parent)
    taken = root_of(site).parent / TAKEN
    was_taken = tree(taken) if taken.is_dir() else taken.is_file() and taken.read_bytes()
    said = answer(lambda: act(site, plan))
    assert tree(outside_of(site)) == outside
    assert (tree(taken) if taken.is_dir() else taken.is_file() and taken.read_bytes()) == was_taken
    assert tokens(root_of(site).parent) == bodies
    assert not said or any(code in said for code in NAMED), said


@pytest.mark.parametrize("path_to", [("content/post", "outside/post"), ("content/talk", "outside/talk")])
def test_a_link_that_is_put_between_two_units_is_not_followed(
    site: Site, path_to: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, real, calls = tree(outside_of(site)), apply_module.carry_out, []

    def intrude(*args: Any) -> None:
        real(*args)
        calls.append(1)
        if len(calls) == 1:
            put(Link(*path_to), root_of(site))

    monkeypatch.setattr(apply_module, "carry_out", intrude)
    assert answer(lambda: site.apply(site.plan(move))) and tree(outside_of(site)) == outside


@pytest.mark.parametrize("place", ["content/post", "content/post/c", "content/talk"])
def test_a_link_that_comes_while_a_run_is_at_work_is_not_followed(
    site: Site, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, real = tree(outside_of(site)), apply_module.batch_payload

    def intrude(*args: Any) -> bytes:
        put(Link(place, "outside/talk"), root_of(site))
        return real(*args)

    monkeypatch.setattr(apply_module, "batch_payload", intrude)
    assert answer(lambda: site.apply(site.plan(move)))
    assert tree(outside_of(site)) == outside


@pytest.mark.parametrize("name", ["lock", "000001-aaaa.journal"])
def test_a_hard_link_to_a_file_outside_is_left_alone(site: Site, name: str) -> None:
    site.apply(site.plan(move))
    victim = outside_of(site) / "victim"
    if name == "lock":
        victim.write_bytes(b"mine")
        (root_of(site) / ".hugoconv/lock").unlink()
        os.link(victim, root_of(site) / ".hugoconv/lock")
    else:
        os.link(site.runs()[0].path, victim)
    data = victim.read_bytes()
    assert answer(site.undo) == "is-a-link" and victim.read_bytes() == data


@pytest.mark.parametrize("name", ["settings.toml", "lock", "000009-aaaa.journal"])
def test_a_pipe_among_the_journals_does_not_make_anybody_wait(site: Site, name: str) -> None:
    (root_of(site) / ".hugoconv").mkdir()
    os.mkfifo(root_of(site) / ".hugoconv" / name)
    assert answer(lambda: site.apply(site.plan(move))) in ("not-a-file", "journal-damaged")


# Clocks

YEARS = [
    1970,
    9999,
    2026,
    1,
    2038,
    2000,
    1999,
    2100,
    1980,
    2025,
    2024,
    3000,
    1601,
    2027,
    2026,
    2026,
    1900,
    2500,
    1969,
    2,
]


def test_the_latest_run_is_taken_back_whatever_the_clock_says(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime.datetime):
        year_now = 1

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.datetime(cls.year_now, 1, 1, tzinfo=tz)

    monkeypatch.setattr(apply_module.datetime, "datetime", Clock)
    made = []
    for n, Clock.year_now in enumerate(YEARS):
        made.append(site.apply(site.plan(lambda page, n=n: page.set("summary", str(n)))).run)
    assert [run.id for run in site.runs()] == made[::-1] and made == sorted(made)
    for run in made[::-1]:
        done = site.undo()
        assert (done.run, done.left) == (run, ())


# Plans


@pytest.mark.parametrize("bad", [path for path in PATHS if path], ids=repr)
@pytest.mark.parametrize("field", ["path", "to"])
def test_a_plan_with_a_path_that_is_not_in_the_site_is_none(
    site: Site, tmp_path: pathlib.Path, bad: str, field: str
) -> None:
    data = site.plan(move).to_json()
    data["files"][0][field] = bad
    (tmp_path / "plan.json").write_text(json.dumps(data))
    with pytest.raises(PlanError, match="not-a-plan"):
        load_plan(str(tmp_path / "plan.json"), site.base.root)


@pytest.mark.parametrize("text", ["[" * 100_000, "[]", "5", '{"format": "hugoconv plan 1"}', "null", "{", "\0"])
def test_what_is_no_plan_is_told(tmp_path: pathlib.Path, text: str) -> None:
    (tmp_path / "plan.json").write_text(text)
    with pytest.raises(PlanError, match="not-a-plan"):
        load_plan(str(tmp_path / "plan.json"), str(tmp_path))


def test_a_plan_made_by_hand_that_leads_into_git_is_refused(site: Site) -> None:
    plan = site.plan(lambda page: page.moved_to(".git/hooks/pre-commit"), pages=["content/talk/a.md"])
    assert [file.code for file in plan.problems] == ["outside-site"]
