"""The settings of a site: which there are, what they do, what they cannot do, and what is wrong with them."""

import json
import pathlib
import re
import tomllib

import click
import pytest

from hugoconv.cli.settings.setting import SETTINGS, TABLES, TOP, settings_in
from hugoconv.cli.settings.values import loaded, parameter_of
from tests.cli.invoking import TALK, files, run

COMMANDS = [table for table in TABLES if table]
# What a site may never decide: it writes, loses something, passes over a refusal, chooses the pages or what is done to them,
# runs a program, opens a connection, or changes the form for programs.
NEVER = {
    "convert": "to syntax from_ force drop_nulls drop_comments only where recorded",
    "edit": "set set_string set_default rename remove comment_out uncomment append discard shift tz create forget_record "
    "rename_shortcode rename_parameter drop_parameter set_parameter body_rule "
    "url_to_reference reference_to_url as_list as_text title_from_body summary_from_body "
    "only where recorded",
    "check": "report fix unsafe_fixes",
    "show": "as_csv fields",
}
NEVER_ANY = "paths color write interactive check out dask ship as_json quiet verbose no_pager stdin_path no_settings html choices html_docs"


def say(site: pathlib.Path, text: str, name: str = ".hugoconv.toml") -> None:
    (site / name).write_text(text)


@pytest.fixture
def bare(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """A site of one page, in which one works."""
    (tmp_path / "content/talk").mkdir(parents=True)
    (tmp_path / "content/talk/a.md").write_text("---\ntitle: x\n---\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows() -> dict[str, tuple[object, str]]:
    result = run("config", ".", "--json")
    assert result.exit_code == 0, result.stderr
    return {
        row["name"]: (row["value"], row["origin"]) for row in json.loads(result.stdout) if row["origin"] != "default"
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_a_setting_or_stands_among_those_that_are_none(command: str) -> None:
    options = {param.name for param in loaded(command).params}
    settable = {setting.option for setting in settings_in(command)}
    assert settable <= options
    assert not settable & {*NEVER[command].split(), *NEVER_ANY.split()}
    assert options - settable <= {*NEVER[command].split(), *NEVER_ANY.split()}


def test_the_table_of_settings_is_consistent() -> None:
    assert set(SETTINGS) == {name for names in TABLES.values() for name in names}
    for name in TABLES[TOP]:
        assert len([table for table in COMMANDS if name in TABLES[table]]) > 1
    for command in COMMANDS:
        for setting in settings_in(command):
            option = parameter_of(command, setting.name)
            assert isinstance(option, click.Option)
            assert option.is_flag == (setting.kind == "truth") and option.multiple == (setting.kind == "texts")
            if option.is_flag:  # the command line can say no
                assert option.secondary_opts, setting.name


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_is_a_setting_and_the_guide_names_it(site: pathlib.Path, command: str) -> None:
    lines = [f"{setting.name} = {setting.example}" for setting in settings_in(command)]
    say(site, "\n".join([f"[{command}]", *lines]))
    wanted = tomllib.loads("\n".join(lines))
    assert rows() == {
        f"{command}.{name}": (value, f".hugoconv.toml:{2 + list(wanted).index(name)}:1")
        for name, value in wanted.items()
    }
    guide = pathlib.Path(__file__).parents[2].joinpath("docs/settings.md").read_text("utf-8")
    assert not [
        setting.name for setting in settings_in(command) if f"| `{setting.name} = {setting.example}` |" not in guide
    ]


def test_one_file_wins_over_the_other_and_a_command_over_all(site: pathlib.Path) -> None:
    say(site, 'exclude = ["a"]\n[check]\nhugo = "0.150"\n')
    say(
        site,
        '[tool.hugoconv]\njobs = 1\nhugo = "0.151"\n[tool.hugoconv.check]\nexclude = ["b"]\njobs = 2\n',
        "pyproject.toml",
    )
    found = rows()
    assert found["check.exclude"] == (["a"], ".hugoconv.toml:1:1")
    assert found["check.hugo"] == ("0.150", ".hugoconv.toml:3:1")
    assert found["show.hugo"] == ("0.151", "pyproject.toml:3:1")
    assert found["check.jobs"] == (2, "pyproject.toml:5:1".replace(":5:", ":6:"))
    assert found["edit.jobs"] == (1, "pyproject.toml:2:1")
    shown = run("config", ".").stdout
    assert "# .hugoconv.toml:3:1, over pyproject.toml:3:1" in shown
    assert tomllib.loads(shown)["check"]["exclude"] == ["a"]  # what is shown is TOML


def test_settings_are_defaults_and_the_command_line_wins(site: pathlib.Path, place: str) -> None:
    say(site, '[convert]\nexclude = ["draft/"]\nevent-in = "subtitle"\nevent-line = "At {location}"\nstat = true\n')
    convert = ("convert", "content/talk", "--to", "post")
    assert "1 page would change" in run(*convert).stderr and "@@" not in run(*convert).stdout
    assert "+subtitle: At Lecture hall 2" in run(*convert, "--no-stat").stdout
    assert "+subtitle: Open Day" in run(*convert, "--no-stat", "--event-line", "{event}").stdout
    assert "2 pages would change" in run(*convert, "--exclude", "nothing").stderr
    plain = run(*convert, "--no-settings")
    (site / ".hugoconv.toml").unlink()
    assert run(*convert).output == plain.output != ""


@pytest.mark.parametrize(
    ("setting", "yes", "no"),
    [
        ("move = true", "--move", "--no-move"),
        ("aliases = false", "--no-aliases", "--aliases"),
        ("record = false", "--no-record", "--record"),
        ("fix-links = true", "--fix-links", "--no-fix-links"),
    ],
)
def test_the_command_line_can_say_no(site: pathlib.Path, setting: str, yes: str, no: str) -> None:
    convert = ["convert", "content/talk", "--to", "post", *([] if "move" in yes else ["--move"])]
    with_option, without = run(*convert, yes).output, run(*convert).output
    say(site, f"[convert]\n{setting}\n")
    assert run(*convert).output == with_option
    assert run(*convert, no).output == without
    assert with_option != without or "links" in yes


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "content/talk", "--syntax", "toml"),
        ("convert", "content/post", "--to", "talk"),
        ("convert", "content/talk", "--to", "post", "-o", "../out"),
        ("convert", "content/talk", "--to", "post", "--json"),
        ("convert", TALK, "--to", "post", "-q"),
        ("check", "content", "--fix"),
        ("edit", TALK, "--set", "a=1"),
        ("show", TALK),
    ],
)
def test_settings_that_mean_nothing_beside_what_was_asked_for_are_idle(
    site: pathlib.Path, tmp_path: pathlib.Path, arguments: tuple[str, ...]
) -> None:
    everything = [f"{setting.name} = {setting.example}" for setting in settings_in("convert") if setting.needs]
    say(site, "\n".join(["stat = true", "[convert]", *everything, "[check]", 'select = ["yaml"]']))
    result = run(*arguments)
    assert result.exit_code == 0, result.output


def test_settings_are_those_of_the_site_of_the_first_path(
    site: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(site, '[check]\nignore = ["*"]\n')
    (site / "content/post/bad.md").write_text("---\ndate: 2020/1/1\n---\n")
    monkeypatch.chdir(tmp_path)
    assert run("check", "site/content/post").exit_code == 0
    assert run("check", "site/content/post/bad.md").exit_code == 0
    assert (
        run("check", "-", "--stdin-path", "site/content/post/x.md", stdin=b"---\ndate: 2020/1/1\n---\n").exit_code == 0
    )
    assert run("check", "-", stdin=b"---\ndate: 2020/1/1\n---\n").exit_code == 1
    assert run("check", str(site / "content/*/bad.md")).exit_code == 0
    assert run("config", "nowhere").exit_code == 2
    other = tmp_path / "other/content/x.md"
    other.parent.mkdir(parents=True)
    other.write_text("---\ndate: 2020/1/1\n---\n")
    assert run("check", "other", "site").exit_code == 1
    assert run("check", "site", "other").exit_code == 0


def test_a_file_or_a_code_that_is_named_is_taken_whatever_the_settings_say(site: pathlib.Path, place: str) -> None:
    say(site, 'exclude = ["/content/talk/*/"]\ninclude = ["index.md"]\n[check]\nignore = ["bad-date"]\n')
    (site / "content/post/bad.md").write_text("---\ndate: 2020/1/1\n---\n")
    assert "1 page would change" in run("edit", TALK, "--set", "a=1").stderr
    assert "0 pages would change" in run("edit", "content/talk", "--set", "a=1").stderr
    assert "1 page would change" in run("edit", TALK, "content/talk", "--set", "a=1").stderr
    assert "0 pages would change" in run("edit", TALK, "--set", "a=1", "--exclude", "opening").stderr
    assert run("check", "content/post").exit_code == run("check", "content/post/bad.md").exit_code == 0
    assert run("check", "content/post/bad.md", "--select", "bad-date").exit_code == 1
    assert run("check", "content/post", "--select", "bad-date", "--include", "bad.md").exit_code == 1


@pytest.mark.parametrize("folder", ["", "content", "content/talk"])
def test_patterns_of_settings_count_from_the_site(
    site: pathlib.Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    say(site, 'exclude = ["/content/talk/draft/", "/opening/"]\n')
    monkeypatch.chdir(site / folder)
    shown = json.loads(run("show", str(site / "content/talk"), "--json").stdout)
    assert [pathlib.Path(page["path"]).name for page in shown] == ["_index.md", "index.md"]


MISTAKES = {
    'exclud = ["x"]': "1:1: not-a-setting: no setting is called 'exclud'. Did you mean exclude",
    "[convrt]": "1:1: not-a-setting: no table is called 'convrt'. Did you mean convert? (",
    'exclude = "x"': "1:1: not-a-setting: exclude has to be a list of texts (such as exclude = [",
    'exclude = ["x",\n 3]': "2:2: not-a-setting: exclude has to be a list of texts",
    'era = "5.9"': "1:1: not-a-setting: era is no setting of all commands (write it below [convert])",
    '[check]\nera = "5.9"': "2:1: not-a-setting: era is no setting of check (write it below [convert])",
    '[convert]\nera = "kti"': "2:1: not-a-setting: era: no theme version is called 'kti'; use one such as 4.8 or 5.9. Did you mean kit",
    "[convert]\nera = 5.9": "2:1: not-a-setting: era has to be text in quotes (such as era = ",
    '[convert]\ndate = "strt"': "2:1: not-a-setting: date: 'strt' is not one of 'publish', 'start'. Did you mean start?",
    '[convert]\nmove = "yes"': "2:1: not-a-setting: move has to be true or false",
    '[convert]\nevent_line = "x"': "2:1: not-a-setting: no setting is called 'event_line' (write event-line)",
    "[convert]\nno-aliases = true": "2:1: not-a-setting: no setting is called 'no-aliases' (write aliases = false)",
    '[convert]\nevent-line = "{evnt}"': "2:1: not-a-setting: {evnt} is no field",
    '[check]\nignore = ["yaml", "bad-dtae"]': "2:19: not-a-setting: ignore: no code is called 'bad-dtae'. Did you mean bad-date",
    '[edit]\nsite-tz = "Asia/Shangai"': "2:1: not-a-setting: site-tz: 'Asia/Shangai' is no zone",
    'hugo = "new"': "1:1: not-a-setting: hugo: 'new' is no version",
    "jobs = 0": "1:1: not-a-setting: jobs is from 1 to 61",
    "jobs = 10000": "1:1: not-a-setting: jobs is from 1 to 61",
    "jobs = true": "1:1: not-a-setting: jobs has to be a whole number",
    "check = true": "1:1: not-a-setting: check is a command (write [check], its settings below it)",
    "[[convert]]": "1:1: not-a-setting: convert is a command",
    "a = ": "1:5: toml-syntax: ",
    "jobs = 1\njobs = 2": "2:1: toml-syntax: ",
    "jobs = " + "9" * 5000: "1:8: toml-syntax: ",
    "x = " + "[" * 3000 + "]" * 3000: "1:505: too-deep: ",
    '"" = 1': "1:1: not-a-setting: no setting is called ''",
    '"a\\nb" = 1': "1:1: not-a-setting: no setting is called 'a\\nb'",
}


@pytest.mark.parametrize(("text", "told"), MISTAKES.items(), ids=lambda text: text[:30])
def test_a_mistake_is_told_at_its_place_and_nothing_is_done(bare: pathlib.Path, text: str, told: str) -> None:
    say(bare, text)
    before = files(bare)
    for arguments in (("config", "."), ("edit", "content/talk/a.md", "--set", "a=1", "-w")):
        result = run(*arguments)
        assert result.exit_code == 3
        assert result.stderr.startswith(f".hugoconv.toml:{told}"), result.stderr
        assert "Traceback" not in result.stderr and result.stdout == ""
    assert files(bare) == before
    assert run("edit", "content/talk/a.md", "--set", "a=1", "--help").exit_code == 0
    assert run("edit", "content/talk/a.md", "--set", "a=1", "--no-settings").exit_code == 0


def test_all_mistakes_of_both_files_are_told_in_their_order(site: pathlib.Path, place: str) -> None:
    say(site, "a = 1\njobs = 0\n[convert]\nb = 1\n[check]\nc = 1\n")
    say(site, "[tool.ruff]\nx = 1\n[tool.hugoconv.show]\nd = 1\n", "pyproject.toml")
    lines = run("check", "content").stderr.splitlines()
    assert [line.partition(" ")[0] for line in lines] == [
        *(f".hugoconv.toml:{line}:1:" for line in (1, 2, 4, 6)),
        "pyproject.toml:4:1:",
    ]


@pytest.mark.parametrize(
    "text",
    ['[tool.ruff]\nselect = ["ALL"]\n', "this is no TOML\n", '[project]\nname = "hugoconv"\n', "[tool.hugoconv]\n"],
)
def test_a_pyproject_that_says_nothing_of_settings_is_none(site: pathlib.Path, text: str) -> None:
    say(site, text, "pyproject.toml")
    assert rows() == {}


@pytest.mark.parametrize("option", sorted({*NEVER["convert"].split(), *NEVER_ANY.split()} - {"paths"}))
def test_what_a_site_may_not_decide_is_no_setting(bare: pathlib.Path, option: str) -> None:
    for name in {option.removesuffix("_").replace("_", "-"), option}:
        for table in ("", "[convert]\n"):
            if not (name == "check" and not table):
                say(bare, f"{table}{name} = true\n")
                assert "not-a-setting" in run("config", ".").stderr, name
    say(bare, 'pager = "touch x"\n')
    assert "pager cannot be a setting" in run("config", ".").stderr


@pytest.mark.parametrize("make", ["folder", "pipe", "link", "latin-1"])
def test_what_is_no_file_of_settings_is_told(site: pathlib.Path, make: str) -> None:
    import os

    path = site / ".hugoconv.toml"
    if make == "folder":
        path.mkdir()
    elif make == "pipe":
        os.mkfifo(path)
    elif make == "link":
        path.symlink_to("nowhere")
    else:
        path.write_bytes(b"# \xe4\n")
    result = run("show", TALK)
    assert result.exit_code == 3
    assert result.stderr.startswith(".hugoconv.toml:1:1: ")


def test_settings_of_a_hostile_site_cannot_say_a_control_character(site: pathlib.Path) -> None:
    say(site, 'exclude = ["\\u001b[31m"]\n"\\u001b]0;x\\u0007" = 1\n')
    assert "\x1b" not in run("config", ".").output
    say(site, 'exclude = ["\\u001b[31m", "\\u202e"]\n')
    assert not {"\x1b", "\u202e"} & set(run("config", ".").output)


def test_the_example_of_the_guide_is_one(site: pathlib.Path) -> None:
    text = pathlib.Path(__file__).parents[2].joinpath("docs/settings.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    say(site, example)
    assert {name for name in rows() if not name.endswith(".exclude")} == {
        "convert.era",
        "convert.aliases",
        "convert.event-line",
        "check.ignore",
    }
