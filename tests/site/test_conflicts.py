"""What stands in the way of a plan is found before anything is written, all of it at once, and the rest is done."""

from __future__ import annotations

import os
import pathlib
import tomllib
from typing import Any

import pytest

from hugoconv.page.page import Page
from hugoconv.site.plan import conflicts
from hugoconv.site.plan.plan import Plan
from hugoconv.site.site import Site
from tests.refusal_calls import builder_calls
from tests.site.worksite import differences, tree

TABLE = pathlib.Path(__file__).parents[2] / "fixtures/plans/conflicts.toml"
CASES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))["case"]
PAGE = b"---\ntitle: x\n---\n"


def site_of(root: pathlib.Path, case: dict[str, Any]) -> Site:
    (root / "site").mkdir()
    for name in case["files"]:
        path = root / name if name.startswith("outside/") else root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE)
    for name, target in case.get("links", {}).items():
        path = root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
    (root / "site/hugo.toml").write_text("[languages.en]\n[languages.zh]\n")
    return Site(root / "site")


def plan_of(site: Site, moves: dict[str, str]) -> Plan:
    def change(page: Page) -> Page:
        new = moves[page.path or ""]
        page = page.set("draft", new or "edited")
        return page.moved_to(new) if new else page

    return site.plan(change, pages=list(moves))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_conflict_is_found_before_and_the_other_pages_are_done(
    case: dict[str, Any], tmp_path: pathlib.Path
) -> None:
    site = site_of(tmp_path, case)
    start = tree(tmp_path)
    plan = plan_of(site, case["moves"])
    assert {file.path: file.code for file in plan.files if file.state == "refused"} == case["want"]
    assert not [file for file in plan.files if file.state not in ("changed", "refused")]
    for file in plan.problems:
        assert file.message.startswith(f"{file.path}:1:1: {file.code}: ") and file.message.endswith(")"), file.message
    assert differences(start, tree(tmp_path)) == ""
    done = site.apply(plan)
    assert (done.done, done.failures) == (len(case["moves"]) - len(case["want"]), ())
    for path, new in case["moves"].items():
        if path not in case["want"]:
            assert os.path.exists(tmp_path / "site" / (new or plan_to(plan, path) or path))
    if done.run:
        site.undo()
    assert differences(start, {k: v for k, v in tree(tmp_path).items() if ".hugoconv" not in k}) == ""


def plan_to(plan: Plan, path: str) -> str:
    return next(file.to for file in plan.files if file.path == path)


IN_BUNDLES = {"bundle-page-renamed", "leaves-files"}


def test_every_code_has_a_case() -> None:
    codes = {code for case in CASES for code in case["want"].values()}
    known = {call.code for call in builder_calls() if call.place.startswith("hugoconv/site/plan/conflicts.py:")}
    assert codes == known - {"other-device", *IN_BUNDLES}  # shown elsewhere


def test_another_disk_is_found(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_of(tmp_path, {"files": ["content/talk/a.md", "content/talk/b.md", "content/post/x.md"]})
    monkeypatch.setattr(conflicts._Disk, "device", lambda self, path: int(path == "content/post"))
    moves = {"content/talk/a.md": "content/post/a.md", "content/talk/b.md": "content/blog/b.md"}
    assert [file.code for file in plan_of(site, moves).problems] == ["other-device"]


def test_all_problems_of_a_plan_are_told_together(tmp_path: pathlib.Path) -> None:
    files = ["content/talk/a.md", "content/post/a.md", "content/talk/b.md", "content/event/b.md", "content/talk/ok.md"]
    site = site_of(tmp_path, {"files": files})
    moves = {name: name.replace("talk", "post").replace("event", "post") for name in files if "post" not in name}
    found = plan_of(site, moves)
    assert sorted(file.code for file in found.problems) == ["same-target", "same-target", "target-exists"]
    assert [file.path for file in found.changed] == ["content/talk/ok.md"]


def test_names_cannot_break_a_message_in_two(tmp_path: pathlib.Path) -> None:
    name = "content/talk/a\n.md:1:1: fine.md"
    site = site_of(tmp_path, {"files": [name, name.replace("talk", "post")]})
    (problem,) = plan_of(site, {name: name.replace("talk", "post")}).problems
    assert "\n" not in problem.message
