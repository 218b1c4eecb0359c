"""A site in somebody else's script: pages named in any way, read one by one, converted as the command does, and told
about while it works."""

import logging
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

import hugoconv
from hugoconv.hugo.page_dates import NoDateError
from hugoconv.site.plan.plan import Plan

SMALL = pathlib.Path("fixtures/sites/small").absolute()
RECIPE = "my.toml"
RECIPE_TEXT = """title = "Mine"
from-era = "4.8"
to-era = "5.9"

[[step]]
id = "M1"
about = "featured is chosen"
rename = {featured = "chosen"}
"""
OPENING, DRAFT = "content/talk/opening/index.md", "content/talk/draft/index.md"
FIRST = "content/post/first/index.md"


@pytest.fixture
def root(tmp_path: pathlib.Path) -> pathlib.Path:
    return pathlib.Path(shutil.copytree(SMALL, tmp_path / "site"))


def marked(page: hugoconv.Page) -> hugoconv.Page:
    return page.set("marked", True)


def tree(root: pathlib.Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file() and ".hugoconv" not in p.parts
    }


# Naming


def test_pages_are_named_in_many_ways(
    root: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = hugoconv.Site(root)
    (tmp_path / "link").symlink_to(root)
    monkeypatch.chdir(tmp_path)
    page = site.read(OPENING)
    one = [OPENING, "./" + OPENING, pathlib.Path(OPENING), root / OPENING, str(root / OPENING), f"site/{OPENING}", page]
    one += [tmp_path / "link" / OPENING, next(where for where in site.pages() if where.path == OPENING)]
    for named in (*one, *([named] for named in one)):
        assert [file.path for file in site.plan(marked, pages=named)] == [OPENING], named
    folder = [
        "content/talk/opening",
        "content/talk/opening/",
        root / "content/talk/opening",
        "site/content/talk/opening",
    ]
    for named in folder:
        assert (
            [file.path for file in site.plan(marked, pages=named)]
            == [where.path for where in site.pages(named)]
            == [OPENING]
        )
    everything = [file.path for file in site.plan(marked)]
    for named in (
        ".",
        root,
        "content",
        "site",
        list(site.pages()),
        list(site.read_all()),
        (root / "content").rglob("*.md"),
    ):
        assert sorted(file.path for file in site.plan(marked, pages=named)) == sorted(everything), named


def test_a_page_of_the_root_is_meant_where_both_are_there(root: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "content" / OPENING).parent.mkdir(parents=True)
    (root / "content" / OPENING).write_text("---\ntitle: other\n---\n")
    monkeypatch.chdir(root / "content")
    assert hugoconv.Site(root).read(OPENING)["title"] != "other"


def test_what_is_no_page_of_the_site_is_told(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    (tmp_path / "x.md").write_text("---\na: 1\n---\n")
    for named in (tmp_path / "x.md", "../x.md", tmp_path, "nothing.md"):
        (file,) = site.plan(marked, pages=named)
        assert file.is_problem, named
    with pytest.raises(ValueError, match="without a path"):
        site.plan(marked, pages=hugoconv.parse("---\na: 1\n---\n"))
    with pytest.raises(hugoconv.FileError):
        list(site.pages("nothing"))


# Reading


def test_a_page_that_is_read_has_the_path_of_a_plan(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    assert {page.path for page in map(site.read, site.pages())} == {file.path for file in site.plan(marked)}
    assert site.read(root / OPENING).to_bytes() == (root / OPENING).read_bytes()


def test_errors_come_as_values_with_their_place(root: pathlib.Path) -> None:
    (root / DRAFT).write_bytes(b"---\ntitle: [\n---\n")
    (root / OPENING).unlink()
    (root / OPENING).mkdir()
    pages = list(hugoconv.Site(root).read_all([DRAFT, OPENING, "content/nothing.md", "content/post"]))
    bad = [page for page in pages if isinstance(page, hugoconv.HugoconvError)]
    assert [str(error).split(":")[0] for error in bad] == [DRAFT, "content/nothing.md"]
    assert [page.path for page in pages if isinstance(page, hugoconv.Page)] == ["content/post/first/index.md"]


def test_a_date_that_is_none_is_an_error_of_ours() -> None:
    assert issubclass(NoDateError, hugoconv.HugoconvError) and issubclass(NoDateError, ValueError)


# Converting


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (["--to", "post", "--move"], {"to": "post", "move": True}),
        (["--to", "post", "--move", "--no-aliases"], {"to": "post", "move": True, "aliases": False}),
        (["--to", "post", "--date", "start", "--no-record"], {"to": "post", "date": "start", "record": False}),
        (["--to", "post", "--event-in", "body"], {"to": "post", "event_in": "body"}),
        (["--syntax", "toml"], {"syntax": "toml"}),
        (["--to", "post", "--move", "--syntax", "toml"], {"to": "post", "move": True, "syntax": "toml"}),
        (
            ["--to", "talk", "--template", "--move", "--era", "5.9"],
            {"to": "talk", "template": True, "move": True, "era": "5.9"},
        ),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_converting_is_what_the_command_does(
    tmp_path: pathlib.Path, arguments: list[str], options: dict[str, object]
) -> None:
    by_command = pathlib.Path(shutil.copytree(SMALL, tmp_path / "one"))
    by_script = pathlib.Path(shutil.copytree(SMALL, tmp_path / "two"))
    links = ["--fix-links"] if "--move" in arguments else []
    command = [sys.executable, "-m", "hugoconv", "convert", str(by_command / "content"), *arguments, *links, "-w"]
    subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": os.getcwd()})
    site, before = hugoconv.Site(by_script), tree(by_script)
    plan = site.fix_links(site.plan(site.converting(**options))).plan  # type: ignore[arg-type]
    assert site.apply(plan).done > 0
    assert tree(by_script) == tree(by_command) != before
    site.undo()
    assert tree(by_script) == before


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (["--to-era", "kit"], {"to_era": "kit"}),
        (["--to-era", "kit", "--move"], {"to_era": "kit", "move": True}),
        (["--to-era", "kit", "--move", "--no-aliases"], {"to_era": "kit", "move": True, "aliases": False}),
        (["--to-era", "4.0", "--from-era", "4.8"], {"to_era": "4.0", "from_era": "4.8"}),
        (["--recipe", RECIPE], {"recipe": RECIPE}),
        (["--recipe", RECIPE, "--back"], {"recipe": RECIPE, "back": True}),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_migrating_is_what_the_command_does(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], options: dict[str, object]
) -> None:
    (tmp_path / RECIPE).write_text(RECIPE_TEXT)
    by_command = pathlib.Path(shutil.copytree(SMALL, tmp_path / "one"))
    by_script = pathlib.Path(shutil.copytree(SMALL, tmp_path / "two"))
    links = ["--fix-links"] if "--move" in arguments else []
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    monkeypatch.chdir(tmp_path)
    command = [sys.executable, "-m", "hugoconv", "migrate", str(by_command / "content"), *arguments, *links, "-w"]
    subprocess.run(command, capture_output=True, check=False, env=environment)
    site, before = hugoconv.Site(by_script), tree(by_script)
    plan = site.fix_links(site.plan(site.migrating(**options))).plan  # type: ignore[arg-type]
    assert bool(site.apply(plan).done) is ("--back" not in arguments)
    assert tree(by_script) == tree(by_command)
    assert (tree(by_script) == before) is ("--back" in arguments)


def test_a_migration_that_cannot_be_is_refused_at_once(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    with pytest.raises(hugoconv.Refused, match="era-unknown"):
        site.migrating("77")
    with pytest.raises(hugoconv.FileError, match="cannot-read"):
        site.migrating(recipe=root / "none.toml")
    for options in ({}, {"to_era": "kit", "recipe": "x"}, {"to_era": "kit", "back": True}):
        with pytest.raises(TypeError):
            site.migrating(**options)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="from_era"):
        site.migrating(recipe="x", from_era="4.8")


def test_layouts_of_ones_own_are_converted_from(root: pathlib.Path) -> None:
    review = root / "content/reviews/mud/index.md"
    review.parent.mkdir(parents=True)
    review.write_text("---\ntitle: Mud\nrating: 4\ndate: 2020-01-02\n---\n")
    mine, site = hugoconv.read_layouts("fixtures/layouts/review.toml"), hugoconv.Site(root)
    plan = site.plan(site.converting("post", layouts=mine, from_="review"), pages="content/reviews")
    assert [file.state for file in plan] == ["changed"]
    with pytest.raises(hugoconv.Refused, match="layout-unknown"):
        site.converting("review")
    assert site.converting("review", layouts=mine)


@pytest.mark.parametrize(("zone", "found"), [("America/New_York", [OPENING]), ("Asia/Shanghai", []), ("", [])])
def test_a_condition_goes_by_the_zone_of_the_site(root: pathlib.Path, zone: str, found: list[str]) -> None:
    (root / OPENING).write_text("---\ntitle: x\ndate: 2021-03-12T23:00:00\n---\n")
    (root / "hugo.toml").write_text(f'timeZone = "{zone}"\n' if zone else "")
    later = hugoconv.Condition("date", ">", "2021-03-13T00:00:00Z")
    plan = hugoconv.Site(root).plan(lambda page: page.set("late", True), pages=OPENING, where=later)
    assert [file.path for file in plan.changed] == found
    with pytest.raises(ValueError, match="neither a number nor a date"):
        hugoconv.Site(root).plan(lambda page: page, where=hugoconv.Condition("date", "<", "soon"))


def test_a_condition_goes_by_instants_where_clocks_skip_an_hour(root: pathlib.Path) -> None:
    (root / OPENING).write_text("---\ntitle: x\ndate: 2021-03-28T02:30:00\n---\n")
    (root / "hugo.toml").write_text('timeZone = "Europe/Berlin"\n')
    later = hugoconv.Condition("date", ">", "2021-03-28T03:10:00")
    plan = hugoconv.Site(root).plan(lambda page: page.set("late", True), pages=OPENING, where=later)
    assert [file.path for file in plan.changed] == [OPENING]


def test_a_conversion_that_cannot_be_is_refused_at_once(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    with pytest.raises(hugoconv.Refused, match="layout-unknown"):
        site.converting(to="poem")
    with pytest.raises(hugoconv.Refused, match="other-direction"):
        site.converting(to="post", template=True)
    with pytest.raises(TypeError, match="nothing to do"):
        site.converting()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"syntax": "ymal"}, "syntax-unknown"),
        ({"to": "post", "era": "99"}, "era-unknown"),
        ({"to": "post", "from_": "tlk"}, "layout-unknown"),
    ],
)
def test_a_misspelled_name_is_told_before_any_page_is_read(
    root: pathlib.Path, options: dict[str, str], code: str
) -> None:
    with pytest.raises(hugoconv.Refused) as told:
        hugoconv.Site(root).converting(**options)  # type: ignore[arg-type]
    assert told.value.code == code


def test_a_misspelled_option_is_told(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    with pytest.raises(TypeError, match="no option mvoe; did you mean move"):
        site.converting(to="post", mvoe=True)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="no option xyz; it is none of from_era, recipe"):
        site.migrating("5.9", xyz=1)  # type: ignore[call-arg]


def test_what_is_no_function_of_a_page_is_told_at_once(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    with pytest.raises(TypeError, match="change is a function of a page, not Set"):
        site.plan(hugoconv.Set("a", 1))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="where is a function of a page, not str"):
        site.plan(marked, where="date<2020-01-01")  # type: ignore[arg-type]


def test_pages_that_cannot_be_read_are_handed_on_too(root: pathlib.Path) -> None:
    (root / FIRST).write_text("---\ntitle: a: b\n---\n")
    (root / OPENING).unlink()
    (root / OPENING).symlink_to("nowhere")
    site = hugoconv.Site(root)
    found = [*site.read_all("content/post"), *site.read_all([OPENING])]
    assert [type(one).__name__ for one in found] == ["MatterSyntaxError", "FileError"]
    plan = site.plan(marked, pages=found)
    assert {file.path: file.code for file in plan.problems} == {FIRST: "yaml-syntax", OPENING: "cannot-read"}


def test_a_conversion_goes_with_where_and_processes(root: pathlib.Path) -> None:
    from concurrent.futures import ProcessPoolExecutor

    site = hugoconv.Site(root)
    change = site.converting(to="post", move=True)
    with ProcessPoolExecutor(1) as pool:
        assert site.plan(change, executor=pool) == site.plan(change)
    some = site.plan(change, where=lambda page: page.path == DRAFT)
    assert [file.path for file in some.changed] == [DRAFT]


# Being told


def test_progress_says_done_and_total(root: pathlib.Path) -> None:
    site, told = hugoconv.Site(root), list[tuple[int, int]]()
    plan = site.plan(marked, progress=lambda done, total: told.append((done, total)))
    count = len(plan.files)
    assert told == [(done, count) for done in range(count + 1)]
    told.clear()
    site.apply(plan, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, plan.counts()["changed"]) and told[-1] == (plan.counts()["changed"],) * 2
    told.clear()
    pages: list[int] = []
    site.undo(
        watch=hugoconv.RunCallbacks(progress=pages.append), progress=lambda done, total: told.append((done, total))
    )
    assert told[-1][0] == told[-1][1] == sum(pages)


def test_the_log_tells_of_plans_and_runs(root: pathlib.Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "hugoconv")
    site = hugoconv.Site(root)
    (root / DRAFT).write_bytes(b"---\ntitle: [\n---\n")
    plan = site.plan(marked, where=lambda page: page.path == OPENING)
    site.apply(plan)
    site.undo()
    told = [(record.levelname, record.message) for record in caplog.records if record.name == "hugoconv"]
    assert ("INFO", f"planned for {site.base.root}: {plan.summary()}") in told
    assert [level for level, text in told if DRAFT in text] == ["WARNING"]
    assert any(level == "DEBUG" and "not-selected" in text for level, text in told)
    assert [text.split()[-2:] for level, text in told if "ended" in text] == [["0", "failed"]]
    assert any("taken back, 1 restored, 0 left" in text for _, text in told)


def test_sites_and_plans_are_shown_shortly(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    plan = site.plan(marked)
    assert repr(site) == f"<Site {site.base.root}>"
    assert repr(plan) == f"<Plan of {site.base.root}: {plan.summary()}>"
    assert list(plan) == list(plan.files) and hash(plan) == hash(site.plan(marked))
    with pytest.raises(AttributeError, match="never changed"):
        plan.files = ()  # type: ignore[misc]


def test_a_plan_can_be_sent_and_kept(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    import copy
    import pickle

    plan = hugoconv.Site(root).plan(marked)
    assert pickle.loads(pickle.dumps(plan)) == copy.deepcopy(plan) == plan
    plan.save(tmp_path / "plan.json")
    assert isinstance(hugoconv.load_plan(tmp_path / "plan.json", root), Plan)
