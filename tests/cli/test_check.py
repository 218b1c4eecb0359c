"""``hugoconv check``: one line a problem, for people and for programs."""

import json
import pathlib
import tomllib

import pytest
import yaml

from tests.cli.invoking import run

BAD = b"---\ndate: 2021/02/01\ndraft: yes\n---\nHello\n"
ROOT = pathlib.Path(__file__).parent.parent.parent


def test_errors_and_warnings_have_a_line_each_and_a_count(site: pathlib.Path) -> None:
    (site / "content/bad.md").write_bytes(BAD)
    result = run("check", "content/bad.md")
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.startswith("content/bad.md:2:7: bad-date: date: 2021/02/01 is no date for Hugo (")
    assert second.startswith("content/bad.md:3:8: changed-at-0-152: warning: draft: yes is text for Hugo")
    assert result.stderr.splitlines() == [
        "     1  error bad-date, may be fixed by --fix",
        "     1  warning changed-at-0-152, may be fixed by --fix",
        "1 page checked, 1 error and 1 warning in 1 file",
    ]


def test_warnings_alone_are_no_failure(site: pathlib.Path) -> None:
    (site / "content/bad.md").write_bytes(BAD.replace(b"/", b"-"))
    assert run("check", "content/bad.md").exit_code == 0
    assert run("check", "content/bad.md", "--quiet").output == ""


def test_a_folder_is_checked_whole_and_a_broken_page_stops_no_other(site: pathlib.Path) -> None:
    (site / "content/a-broken.md").write_bytes(b"---\na: b: c\n---\n")
    (site / "content/z-bad.md").write_bytes(BAD)
    result = run("check", "content")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines() if "warning" not in line] == [
        "content/a-broken.md",
        "content/z-bad.md",
    ]


def test_a_missing_path_is_a_failure_and_the_rest_is_checked(site: pathlib.Path) -> None:
    (site / "content/bad.md").write_bytes(BAD)
    result = run("check", "none", "content/bad.md")
    assert result.exit_code == 3
    assert "none: cannot-read: " in result.stderr
    assert "bad-date" in result.stdout


def test_a_report_for_programs_is_json(site: pathlib.Path) -> None:
    (site / "content/bad.md").write_bytes(BAD)
    first, _ = json.loads(run("check", "content/bad.md", "--report", "json").stdout)
    assert first["path"] == "content/bad.md"
    assert (first["line"], first["column"], first["code"], first["severity"]) == (2, 7, "bad-date", "error")
    assert json.loads(run("check", "-", "--report", "json", stdin=b"---\na: 1\n---\n").stdout) == []


def test_a_report_for_workflows_cannot_be_broken_by_a_page(site: pathlib.Path) -> None:
    (site / "content/a,b:c.md").write_bytes(b'---\nmarkup: "100%\\n::error::x"\n---\n')
    (line,) = run("check", "content/a,b:c.md", "--report", "github").stdout.splitlines()
    assert line.startswith(
        "::error file=content/a%2Cb%3Ac.md,line=2,col=9,title=unknown-markup::markup: Hugo has no 100%25%0A"
    )


def test_a_path_says_what_standard_input_is(site: pathlib.Path) -> None:
    result = run("check", "-", "--stdin-path", "content/talk/x.md", stdin=b"---\ntitle: x\n---\n")
    assert "content/talk/x.md:2:1: talk-without-start: warning: " in result.stdout


def test_a_page_in_the_future_is_told_by_the_clock(site: pathlib.Path) -> None:
    assert "hidden-by-its-date" in run("check", "-", stdin=b"---\ndate: 2999-01-01\n---\n").stdout


def test_standard_input_stands_alone() -> None:
    assert run("check", "-", "x.md").exit_code == 2


@pytest.mark.parametrize("key", ["id", "entry", "language", "files"])
def test_the_hook_for_pre_commit_is_whole(key: str) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook[key]
    assert hook["entry"].split()[0] in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]


def test_a_repair_is_shown_and_then_written(site: pathlib.Path) -> None:
    (site / "content/bad.md").write_bytes(BAD)
    shown = run("check", "content/bad.md", "--fix")
    assert "-date: 2021/02/01\n-draft: yes\n+date: 2021-02-01\n+draft: true\n" in shown.stdout
    assert (site / "content/bad.md").read_bytes() == BAD
    assert shown.exit_code == 0
    assert run("check", "content/bad.md", "--fix", "-w").exit_code == 0
    assert (site / "content/bad.md").read_bytes() == BAD.replace(b"/", b"-").replace(b"yes", b"true")
    assert "-date" not in run("check", "content/bad.md", "--fix").stdout


@pytest.mark.parametrize("options", [["-w"], ["--unsafe-fixes"]])
def test_writing_needs_a_repair(site: pathlib.Path, options: list[str]) -> None:
    assert run("check", "content", *options).exit_code == 2


def test_any_number_of_processes_says_the_same(site: pathlib.Path) -> None:
    for i in range(5):
        (site / f"content/bad{i}.md").write_bytes(BAD)
    one, two = run("check", "content"), run("check", "content", "-j", "2")
    assert (one.stdout, one.stderr, one.exit_code) == (two.stdout, two.stderr, two.exit_code)
    assert "     5  error bad-date, may be fixed by --fix\n" in one.stderr


def test_an_older_hugo_has_other_problems(site: pathlib.Path) -> None:
    (site / "content/bad.md").write_bytes(b"---\na: 1\na: 2\ndraft: yes\n---\n")
    assert run("check", "content/bad.md").exit_code == 1
    assert run("check", "content/bad.md", "--hugo", "0.151").stdout == ""
    assert run("check", "content/bad.md", "--hugo", "new").exit_code == 2
    found = json.loads(run("show", "content/bad.md", "--json", "--hugo", "0.151.2").stdout)
    assert [(field["name"], field["kind"], field["value"]) for field in found["fields"]] == [
        ("a", "int", 2),
        ("draft", "bool", True),
    ]


def test_decks_and_projects_are_looked_for_in_the_nearest_folder(site: pathlib.Path) -> None:
    page = b"---\ndate: 2020-01-01\nslides: %s\nprojects: [%s]\n---\n"
    talk = site / "content/en/talk/x/index.md"
    talk.parent.mkdir(parents=True)
    for folder in ("content/slides/Deck", "content/en/project", "content/project"):
        (site / folder).mkdir(parents=True)
    (site / "content/en/project/rivers.md").write_bytes(b"")
    (site / "content/project/maps.md").write_bytes(b"")
    talk.write_bytes(page % (b"deck", b"rivers"))
    assert run("check", str(talk)).stdout == ""
    talk.write_bytes(page % (b"other", b"maps"))
    first, second = run("check", str(talk)).stdout.splitlines()
    assert ":3:9: no-such-slides: warning: slides: there is no deck other" in first
    assert ":4:11: no-such-project: warning: projects: there is no project maps" in second


def test_what_only_a_guess_mends_says_so(site: pathlib.Path) -> None:
    (site / "content/bad.md").write_bytes(b"---\ndate: 2020/1/1\ntags:\n- \nx: z\n---\n")
    found = json.loads(run("check", "content/bad.md", "--report", "json").stdout)
    assert [(problem["code"], problem["fix"]) for problem in found] == [
        ("bad-date", "safe"),
        ("swallowing-item", "unsafe"),
    ]
    result = run("check", "content/bad.md", "--fix", "-w")
    assert (site / "content/bad.md").read_bytes() == b"---\ndate: 2020-01-01\ntags:\n- \nx: z\n---\n"
    assert result.stderr == "1 page checked, fixed 1 of them, 1 warning in 1 file\n"
    run("check", "content/bad.md", "--fix", "--unsafe-fixes", "-w")
    assert (site / "content/bad.md").read_bytes() == b"---\ndate: 2020-01-01\ntags: []\nx: z\n---\n"


def test_repairs_are_taken_back_by_undo(site: pathlib.Path) -> None:
    page = site / "content/post/bad.md"
    page.write_bytes(b"---\ntitle: a: b\n---\nBody \xff\n")
    assert run("check", "content", "--fix", "-w").exit_code == 0
    assert page.read_bytes() == b'---\ntitle: "a: b"\n---\nBody \xff\n'
    assert run("undo").exit_code == 0
    assert page.read_bytes() == b"---\ntitle: a: b\n---\nBody \xff\n"


def test_dates_are_those_of_the_site(site: pathlib.Path) -> None:
    page = site / "content/post/later.md"
    page.write_text("---\ntitle: x\ntaken: 2999-01-01\n---\n")
    assert "hidden-by-its-date" not in run("check", str(page)).stdout
    (site / "hugo.toml").write_text("[frontmatter]\npublishDate = ['taken']\n")
    from hugoconv.cli.commands.check import _around

    _around.cache_clear()
    assert "hidden-by-its-date" in run("check", str(page)).stdout


# the configuration decides


def codes_in(site: pathlib.Path, text: str, name: str, page: str) -> set[str]:
    from hugoconv.cli.commands import check

    check._around.cache_clear()
    (site / "hugo.toml").write_text(text)
    path = site / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page)
    found = json.loads(run("check", str(path), "--report", "json").stdout)
    return {problem["code"] for problem in found}


HTML, ORG, MD = "---\ntitle: x\n---\n<p>\n", "#+title: x\n", "---\ntitle: x\n---\n"


@pytest.mark.parametrize(
    ("rules", "refused"),
    [
        ("", {"html", "org"}),
        ("allowContent = ['^text/html$']", {"md", "org"}),
        ("allowContent = ['.*']", set()),
        ("allowContent = '.*'", set()),
        ("allowContent = ['! ^text/html$']", {"html"}),
        ("allowContent = ['! ^text/org$', '.*']", {"org"}),
        ("allowContent = ['text/(org|markdown)']", {"html"}),
        ("allowContent = ['TEXT/HTML', 'text/(org|markdown)']", {"html"}),
        ("allowContent = 'text/html text/org'", {"html", "org", "md"}),
        ("allowContent = []", {"html", "org", "md"}),
        ("allowContent = ['none']", {"html", "org", "md"}),
    ],
)
def test_the_site_says_which_content_it_allows(rules: str, refused: set[str], site: pathlib.Path) -> None:
    text = f"[security]\n{rules}\n"
    pages = {"html": HTML, "org": ORG, "md": MD}
    told = {
        suffix
        for suffix, page in pages.items()
        if "content-not-allowed" in codes_in(site, text, f"news/x.{suffix}", page)
    }
    assert told == refused


def test_an_output_format_of_the_site_is_known_in_pages_and_in_what_they_hand_down(site: pathlib.Path) -> None:
    own = "---\noutputs: [Mine, html]\n---\n"
    down = "---\ncascade:\n- Outputs: [mine, other]\n---\n"
    defined = "[outputFormats.MINE]\nmediaType = 'text/html'\n[outputFormats.other]\n"
    assert "unknown-output" not in codes_in(site, defined, "news/a.md", own)
    assert "unknown-output" not in codes_in(site, defined, "news/_index.md", down)
    assert "unknown-output" in codes_in(site, "", "news/a.md", own)
    assert "unknown-output" in codes_in(site, "", "news/_index.md", down)


def test_a_site_without_decks_and_projects_has_no_wrong_ones(tmp_path: pathlib.Path) -> None:
    page = "---\nslides: example\nprojects: [internal-project]\n---\n"
    assert codes_in(tmp_path, "", "talk/a.md", page) & {"no-such-slides", "no-such-project"} == set()
    (tmp_path / "content/slides/real").mkdir(parents=True)
    (tmp_path / "content/project/real").mkdir(parents=True)
    from hugoconv.files import neighbours

    for cached in (neighbours._beside, neighbours._listed):
        cached.cache_clear()
    assert {"no-such-slides", "no-such-project"} <= codes_in(tmp_path, "", "talk/a.md", page)


LANG = "[[cascade]]\ndraft = true\n[cascade.target]\nlang = 'fr'\n"
IN_PARAMS = "languages:\n  en:\n    weight: 1\n    cascade: {target: {lang: en}, params: {a: 1}}\n"


@pytest.mark.parametrize(
    ("name", "text", "options", "spot"),
    [
        ("hugo.toml", f"title = 'x'\n{LANG}", (), "2:1"),
        ("hugo.yaml", f"{IN_PARAMS}  zh: {{weight: 2}}\n", (), "4:5"),
        ("hugo.yaml", IN_PARAMS, (), "4:5"),
        ("hugo.toml", LANG, ("--hugo", "0.164"), ""),
        ("hugo.toml", LANG, ("--ignore", "cascade-lang"), ""),
        ("hugo.toml", LANG.replace("draft = true\n", ""), (), ""),
        ("hugo.yaml", f"{IN_PARAMS}    disabled: true\n  zh: {{weight: 2}}\n", (), ""),
        ("hugo.toml", f"{LANG}[languages.en.cascade]\na = 1\n", (), ""),
    ],
)
def test_a_target_with_lang_is_told_of_a_configuration(
    name: str, text: str, options: tuple[str, ...], spot: str, site: pathlib.Path
) -> None:
    for old in ("hugo.toml", "hugo.yaml"):
        (site / old).unlink(missing_ok=True)
    (site / name).write_text(text)
    result = run("check", "content/talk/opening", *options)
    told = [line.split(" ")[0] for line in result.stdout.splitlines() if " cascade-lang: " in line]
    assert told == ([f"{name}:{spot}:"] if spot else [])
    assert result.exit_code == bool(spot)
    assert "1 page checked" in result.stderr


@pytest.mark.parametrize("key", ["kind", "Path", "lang", "cascade"])
@pytest.mark.parametrize("hugo", ["", "0.151"])
def test_a_key_that_belongs_below_target_is_told_of_a_configuration(key: str, hugo: str, site: pathlib.Path) -> None:
    (site / "hugo.toml").write_text(f"title = 'x'\n[[cascade]]\n{key} = 'page'\n[cascade.params]\nkind = 'x'\n")
    result = run("check", "content/talk/opening", *(("--hugo", hugo) if hugo else ()))
    told = [line for line in result.stdout.splitlines() if " cascade-key: " in line]
    said = f"hugo.toml:2:1: cascade-key: cascade cannot hold {key.lower()} (say below `target` which pages are meant)"
    assert told == ([] if hugo else [said])


def test_a_mistake_in_the_configuration_is_said_once_and_pages_are_checked(site: pathlib.Path) -> None:
    (site / "hugo.toml").write_text("title = 'x'\na = = 1\n")
    result = run("check", "content")
    assert result.exit_code == 3
    assert result.stderr.count("configuration: hugo.toml:2:5: toml-syntax: ") == 1
    assert "checked as if it said nothing" in result.stderr and "pages checked" in result.stderr
