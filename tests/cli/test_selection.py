"""Which pages a command is done to: ``--only``, ``--where``, ``--recorded``, in convert as in edit."""

import datetime
import json
import pathlib

import pytest

import hugoconv
from hugoconv.layouts.parse import parse
from tests.cli.invoking import files, run

FIELDS = {
    "day": "date: 2020-05-01",
    "morning": "date: 2020-05-01T09:00:00+08:00",
    "same-instant": "date: 2020-05-01T01:00:00Z",
    "local": "date: 2020-05-01T01:00:00",
    "later": "date: 2021-01-01",
    "words": "date: soon",
    "empty": "date:",
    "seconds": "date: 1588294800",
    "light": "weight: 2",
    "heavy": "weight: 10.5",
    "quoted": 'weight: "10"',
    "nothing": "title: x",
}
CASES = {
    "date": "day empty later local morning same-instant seconds words",
    "!date": "heavy light nothing quoted",
    "date=2020-05-01": "day",
    "date!=2020-05-01": "empty heavy later light local morning nothing quoted same-instant seconds words",
    "date<2020-05-02": "day local morning same-instant seconds",
    "date<2020-05-01": "",
    "date<=2020-05-01": "day local morning same-instant seconds",
    "date > 2020-05-01": "later",
    "date>=2020-05-01T01:00:00Z": "day later local morning same-instant seconds",
    "date<2020-05-01T01:00:01Z": "local morning same-instant seconds",
    "date>2020-05-01T10:00:00+08:00": "later",
    "date<now": "day later local morning same-instant seconds",
    "weight<5": "light",
    "weight>=10.5": "heavy",
    "weight=2": "light",
    "date=": "empty",
}
NOT_COMPARABLE = {"date<2020-05-02": "empty words", "weight<5": "quoted"}


@pytest.fixture
def dated(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    (tmp_path / "hugo.toml").write_text("")
    (tmp_path / "content/post").mkdir(parents=True)
    for name, field in FIELDS.items():
        (tmp_path / f"content/post/{name}.md").write_text(f"---\n{field}\n---\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("where", CASES)
def test_a_condition_takes_the_pages_for_which_it_holds(dated: pathlib.Path, where: str) -> None:
    result = run("edit", "content", "--where", where, "--set", "new=1", "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [pathlib.Path(f["path"]).stem for f in found if f["state"] == "changed"] == CASES[where].split()
    left = sorted(pathlib.Path(f["path"]).stem for f in found if f.get("code") == "not-comparable")
    if where in NOT_COMPARABLE:
        assert left == NOT_COMPARABLE[where].split()
        assert all(f"content/post/{name}.md:1:1: not-comparable: " in result.stderr for name in left)


def test_a_time_without_an_offset_is_one_of_the_site(dated: pathlib.Path) -> None:
    (dated / "hugo.toml").write_text('timeZone = "Asia/Shanghai"\n')
    result = run("edit", "content/post/local.md", "--where", "date<2020-04-30T18:00:00Z", "--set", "new=1")
    assert "+new: 1" in result.stdout


def test_conditions_are_all_to_hold(dated: pathlib.Path) -> None:
    result = run(
        "edit",
        "content",
        "--where",
        "date>2020-01-01",
        "--where",
        "date<2020-12-31T00:00:00Z",
        "--set",
        "x=1",
        "--json",
    )
    assert sum(f["state"] == "changed" for f in json.loads(result.stdout)) == 5


@pytest.mark.parametrize("where", ["", "!", "=x", "!a=b", "a<", "a<b", "a<[1]", "a<true", "a=[", "a==b"])
def test_a_condition_that_is_none_is_wrong_usage(dated: pathlib.Path, where: str) -> None:
    result = run("edit", "content", "--where", where, "--set", "x=1")
    assert (result.exit_code, "--where" in result.stderr) == ((0, False) if where == "a==b" else (2, True))


@pytest.mark.parametrize("fields", FIELDS.values())
def test_a_condition_and_its_opposite_share_all_pages(fields: str) -> None:
    import datetime

    from hugoconv.cli.selection import condition

    page, now = parse(f"---\n{fields}\n---\n"), datetime.datetime(2021, 1, 1, tzinfo=datetime.UTC)
    for one, other in (("date", "!date"), ("date=2020-05-01", "date!=2020-05-01"), ("weight=", "weight!=")):
        holds = [condition(text, now).holds(page, datetime.UTC) for text in (one, other)]
        assert sorted(holds) == [False, True]


@pytest.fixture
def mixed(site: pathlib.Path) -> pathlib.Path:
    """A site after its talks became posts, beside posts of its own."""
    (site / "content/post/old.md").write_text("---\ntitle: Old\ndate: 2018-01-01\n---\n")
    assert run("convert", "content/talk", "--to", "post", "--move", "-w").exit_code == 0
    return site


def test_the_way_back_says_how_many_strangers_it_takes_along(mixed: pathlib.Path) -> None:
    result = run("convert", "content/post", "--to", "talk", "--move")
    assert "2 of 4 pages have no record, so nobody converted them before; --recorded leaves them out" in result.stderr
    assert "content/post/old.md, content/post/first/index.md" in result.stderr
    assert "no record" not in run("convert", "content/post", "--to", "talk", "--move", "--recorded").stderr


def test_a_plan_tells_in_python_which_pages_without_a_record_it_takes_along(mixed: pathlib.Path) -> None:
    def back(page: hugoconv.Page) -> hugoconv.Conversion:
        return hugoconv.convert(page, to="talk")

    site = hugoconv.Site(mixed)
    pages = [page.path for page in site.pages() if page.path.startswith("content/post/")]
    names = [file.path for file in site.plan(back, pages=pages).without_record]
    assert names == ["content/post/old.md", "content/post/first/index.md"]
    assert site.plan(back, pages=pages, where=hugoconv.recorded).without_record == ()


def test_the_way_back_of_recorded_pages_gives_every_byte_and_leaves_the_rest(site: pathlib.Path) -> None:
    def content() -> dict[str, bytes]:
        return {name: data for name, (data, _) in files(site).items() if name.startswith("content")}

    (site / "content/post/old.md").write_text("---\ntitle: Old\ndate: 2018-01-01\n---\n")
    before = content()
    assert run("convert", "content/talk", "--to", "post", "--move", "-w").exit_code == 0
    assert content() != before
    assert run("convert", "content/post", "--to", "talk", "--move", "--recorded", "-w").exit_code == 0
    assert content() == before


def test_only_and_where_work_on_convert(mixed: pathlib.Path) -> None:
    result = run("convert", "content/post", "--syntax", "toml", "--where", "date<2019-01-01", "--json")
    assert [f["path"] for f in json.loads(result.stdout) if f["state"] == "changed"] == ["content/post/old.md"]
    result = run("convert", "content", "--syntax", "toml", "--only", "talk", "--where", "location", "--json")
    assert not [f for f in json.loads(result.stdout) if f["state"] == "changed"]
    assert run("convert", "content", "--syntax", "toml", "--only", "tlk").exit_code == 2


def test_recorded_pages_in_python(mixed: pathlib.Path) -> None:
    site = hugoconv.Site(".")
    plan = site.plan(lambda page: hugoconv.convert(page, "talk").page, where=hugoconv.recorded)
    assert [file.path for file in plan.changed] == ["content/post/draft/index.md", "content/post/opening/index.md"]
    assert all(file.recorded for file in plan.changed)


def test_a_condition_of_a_script_is_one_or_is_told() -> None:
    page = hugoconv.parse("---\ndate: 2021-02-01\nn: 3\n---\n")
    assert hugoconv.Condition("date", "<", "2022-01-01")(page) and hugoconv.Condition(
        "date", ">=", datetime.date(2021, 2, 1)
    )(page)
    assert (
        hugoconv.Condition("n", "=", 3)(page)
        and hugoconv.Condition("x", "!")(page)
        and not hugoconv.Condition("n", "!=", 3)(page)
    )
    for wrong in (hugoconv.Condition("date", "<", "2022"), hugoconv.Condition("date", "==", "2022-01-01")):
        with pytest.raises(ValueError, match=r"neither a number|no comparison"):
            wrong(page)
    for wrong, why in (
        (hugoconv.Condition("date", "<", "x"), "such as 2020-01-01"),
        (hugoconv.Condition("date", "=="), "no comparison"),
        (hugoconv.Condition("date < 2020-01-01"), r"Condition\('date', '<', '2020-01-01'\)"),
        (hugoconv.Condition("draft!=true"), r"Condition\('draft', '!=', 'true'\)"),
        (hugoconv.Condition("!draft"), r"Condition\('draft', '!'\)"),
    ):
        with pytest.raises(ValueError, match=why):
            hugoconv.Site("fixtures/sites/small").plan(lambda page: page, where=wrong)
