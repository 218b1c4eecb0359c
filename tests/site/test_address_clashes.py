"""No plan brings two pages to one address, and Hugo loses none."""

import pathlib
from collections.abc import Callable
from typing import NamedTuple

import pytest

from hugoconv.page.page import Page
from hugoconv.site.move.address_clashes import claimed, clashes
from hugoconv.site.move.folders import Aliases
from hugoconv.site.plan.batches import plan_pages
from hugoconv.site.plan.converting import Converting, RequestedLayout
from hugoconv.site.plan.file_plan import PlanTask
from hugoconv.site.site import Site
from hugoconv.site.survey import Survey
from tests import real_hugo as hugo
from tests.cli.invoking import run
from tests.site.test_relative_aliases import START

TALK = "event: E\ndate: 2021-03-12T10:00:00Z\n"
PATTERN = '[permalinks]\nblog = "/blog/:year-:month-:slug/"\npost = "/p/:slug/"\n'
LANGUAGES = "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"


def slug(page: Page) -> Page:
    return page.set("slug", "same") if page.get("mark") else page


class Case(NamedTuple):
    """A site, what is done to it, and which pages are refused."""

    name: str
    configuration: str
    pages: dict[str, str]
    change: str | Callable[[Page], Page]
    refused: set[str]


CASES = [
    Case(
        "two talks of one title and month",
        PATTERN,
        {
            "talk/a/index.md": "title: One\n" + TALK,
            "talk/b.md": "title: One\n" + TALK,
            "talk/c.md": "title: Two\n" + TALK,
        },
        "blog",
        {"talk/a/index.md", "talk/b.md"},
    ),
    Case(
        "a page that stays",
        PATTERN,
        {"talk/a.md": "title: One\n" + TALK, "post/b.md": "title: One\n", "talk/c.md": "title: Two\n" + TALK},
        "post",
        {"talk/a.md"},
    ),
    Case("a page's alias", "", {"talk/a.md": TALK, "post/b.md": "aliases: [/post/a/]\n"}, "post", {"talk/a.md"}),
    Case("a relative alias", "", {"talk/a.md": TALK, "post/b.md": "aliases: a\n"}, "post", {"talk/a.md"}),
    Case("a page's url", "", {"talk/a.md": TALK, "about.md": "url: /post/a\n"}, "post", {"talk/a.md"}),
    Case(
        "a bundle and a file", "", {"talk/a/index.md": "slug: b\n" + TALK, "post/b.md": ""}, "post", {"talk/a/index.md"}
    ),
    Case("before as after", "", {"talk/a.md": "url: /x/\n" + TALK, "talk/b.md": "url: /x/\n" + TALK}, "post", set()),
    Case(
        "together before, elsewhere after",
        "",
        {"talk/a.md": "slug: x\n" + TALK, "talk/b.md": "slug: x\n" + TALK},
        "post",
        set(),
    ),
    Case(
        "a translation that goes along",
        LANGUAGES,
        {"p/a/index.md": "mark: 1\n", "p/a/index.fr.md": "slug: x\n", "q/b.fr.md": "slug: x\n"},
        lambda page: page.moved_to(str(page.path).replace("/p/", "/q/")) if page.get("mark") else page,
        {"p/a/index.md"},
    ),
    Case(
        "a move without a change",
        "",
        {"p/a.md": "mark: 1\n", "q/b.md": "slug: a\n"},
        lambda page: page.moved_to(str(page.path).replace("/p/", "/q/")) if page.get("mark") else page,
        {"p/a.md"},
    ),
    Case("other languages", LANGUAGES, {"talk/a.md": TALK, "talk/b.fr.md": "slug: a\n" + TALK}, "post", set()),
    Case(
        "one slug for two", "", {"p/a.md": "mark: 1\n", "p/b.md": "mark: 1\n", "p/c.md": ""}, slug, {"p/a.md", "p/b.md"}
    ),
    Case("a slug that is taken", "", {"p/a.md": "mark: 1\n", "p/same.md": ""}, slug, {"p/a.md"}),
    Case("a slug elsewhere", "", {"p/a.md": "mark: 1\n", "q/same.md": ""}, slug, set()),
    Case("ugly", "uglyURLs = true\n", {"p/a.md": "mark: 1\n", "p/same.md": ""}, slug, {"p/a.md"}),
    Case("a page that is not made", "", {"p/a.md": "mark: 1\n", "p/same.md": "build: {render: never}\n"}, slug, set()),
    Case("a section", "", {"p/_index.md": "mark: 1\n", "p/a.md": "", "same/a.md": ""}, slug, {"p/_index.md"}),
    Case(
        "a date in a pattern",
        '[permalinks]\np = "/:year/:slug/"\n',
        {"p/a.md": "title: x\ndate: 2020-01-01\n", "p/b.md": "title: x\ndate: 2021-01-01\n"},
        lambda page: page.set("date", "2021-02-02"),
        {"p/a.md"},
    ),
    Case(
        "one that stays for another's sake",
        "",
        {"p/a.md": "mark: 1\nslug: old\n", "p/same.md": "", "p/b.md": "next: 1\n"},
        lambda page: page.set("slug", "old") if page.get("next") else slug(page),
        {"p/a.md", "p/b.md"},
    ),
    Case(
        "places that change hands",
        "",
        {"p/a.md": "to: b\n", "p/b.md": "to: c\n"},
        lambda page: page.set("slug", page["to"]),
        set(),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_pages_that_would_fall_together_are_left(
    case: Case, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hugo.toml").write_text(START + case.configuration)
    for name, matter in case.pages.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{matter}---\n")
    monkeypatch.chdir(tmp_path)
    before = made(tmp_path)
    if isinstance(case.change, str):
        done = run("convert", "content", "--to", case.change, "--move", "-w")
        lines = [line for line in done.stderr.splitlines() if " same-address: " in line]
        assert {line.split(":")[0].removeprefix("content/") for line in lines} == case.refused, done.stderr
        assert done.exit_code == (3 if case.refused else 0)
    else:
        site = Site(tmp_path)
        plan = site.plan(case.change)
        refused = {file.path.removeprefix("content/") for file in plan.problems}
        assert refused == case.refused
        assert all(file.code == "same-address" for file in plan.problems)
        site.apply(plan)
    assert made(tmp_path) >= before


KINDS = [
    ({"p/same.md": ""}, "it would be at /p/same/, and so would content/p/same.md ("),
    ({"p/b.md": "aliases: [/p/same]\n"}, "it would be at /p/same/, and so would a redirect to content/p/b.md ("),
    ({"p/old.md": "title: x\n"}, "a redirect to it would be at /p/old/, and so would content/p/old.md ("),
    ({"p/b.md": "aliases: [/p/old]\n"}, "a redirect to it would be at /p/old/, and so would one to content/p/b.md ("),
]


@pytest.mark.parametrize(("others", "said"), KINDS)
def test_it_is_said_what_falls_together(others: dict[str, str], said: str, tmp_path: pathlib.Path) -> None:
    for name, matter in {"p/a.md": "mark: 1\n", **others}.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{matter}---\n")
    (tmp_path / "hugo.toml").write_text(START)
    change = slug if "would be at /p/same/" in said else lambda page: slug(page).set("aliases", ["/p/old/"])
    plan = Site(tmp_path).plan(lambda page: change(page) if page.get("mark") else page)
    (problem,) = plan.problems
    assert said in problem.message.replace(f"{tmp_path}/", "")


def made(root: pathlib.Path) -> int:
    """How many different addresses Hugo gives to the pages of a site."""
    if hugo.binary() is None:
        return 0
    found = [address for address in hugo.addresses(root, "https://example.org/").values() if address]
    return len(set(found))


@pytest.mark.parametrize("case", [case for case in CASES if isinstance(case.change, str)], ids=lambda case: case.name)
def test_what_is_told_of_claims_while_pages_are_planned_is_what_the_disk_tells(
    case: Case, tmp_path: pathlib.Path
) -> None:
    (tmp_path / "hugo.toml").write_text(START + case.configuration)
    for name, matter in case.pages.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{matter}---\n")
    site = Site(tmp_path)
    base, survey = site.base, Survey(site.configuration)
    paths = [page.path for page in survey.pages]
    layout = RequestedLayout(str(case.change), None, None, record=True, force=False, move=Aliases())
    job = Converting(layout, None).at(base, survey, paths)
    told = list(plan_pages(job, base, map(PlanTask, paths)))
    untold = [file._replace(claims=()) for file in told]
    assert any(file.claims for file in told) == any(file.to for file in told)
    before = claimed(base, told, survey)
    assert before == claimed(base, untold, survey)
    assert clashes(base, told, survey, before) == clashes(base, untold, survey, before)
