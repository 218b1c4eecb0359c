"""``hugoconv show``: a form that scripts can rely on, and everything that a person looks for."""

import csv
import io
import json
import os
import pathlib

import pytest

from tests.cli.invoking import TALK, TOML, program, run


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


def test_a_folder_with_one_page_is_a_list_still(site: pathlib.Path) -> None:
    assert isinstance(json.loads(run("show", "content/post", "--json").stdout), list)
    assert isinstance(json.loads(run("show", "content/post/first/index.md", "--json").stdout), dict)
    data = (site / TALK).read_bytes()
    assert json.loads(run("show", "-", "--json", "--stdin-path", TALK, stdin=data).stdout)["layout"] == "talk"


def test_of_two_files_one_broken_the_form_is_a_list(site: pathlib.Path) -> None:
    (site / "bad.md").write_text("---\na: b: c\n---\n")
    both = run("show", "bad.md", TALK, "--json")
    assert both.exit_code == 3
    assert [page["path"] for page in json.loads(both.stdout)] == [TALK]
    assert run("show", "bad.md", "--json").stdout == ""


def test_a_path_that_names_nothing_does_not_stop_the_others(site: pathlib.Path) -> None:
    result = run("show", "none", TALK)
    assert result.exit_code == 3
    assert TALK in result.stdout


def test_numbers_that_json_lacks_are_texts(site: pathlib.Path) -> None:
    page = b"---\na: .inf\nb: [-.inf, .nan]\n---\n"
    found = json.loads(run("show", "-", "--json", stdin=page).stdout, parse_constant=refuse)
    assert [field["value"] for field in found["fields"]] == ["Infinity", ["-Infinity", "NaN"]]


def test_json_holds_no_raw_control_character_and_loses_none(site: pathlib.Path) -> None:
    page = '---\na: "\\x9b31m \\u202e"\n# \u202e\n---\n'.encode()
    result = run("show", "-", "--json", stdin=page)
    assert not {"\x9b", "\u202e"} & set(result.stdout)
    assert json.loads(result.stdout)["fields"][0]["value"] == "\x9b31m \u202e"


def test_a_file_name_that_is_not_utf_8_comes_back_from_json(site: pathlib.Path) -> None:
    name = os.fsdecode(b"n\xe9.md")
    (site / name).write_text("---\ntitle: x\n---\n")
    result = program("show", name, "--json")
    assert result.returncode == 0
    assert json.loads(result.stdout)["path"] == name


def test_comments_are_shown_with_their_owners_in_the_order_of_the_page(site: pathlib.Path) -> None:
    lines = run("show", TALK).stdout.splitlines()
    numbers = [int(line.split()[0]) for line in lines[1:]]
    assert numbers == sorted(numbers)
    assert '     3  # the programme calls it "Tag der offenen Tür" (inline comment of event)' in lines
    assert "    11  #date_end (commented out)" in lines
    assert "    28  # Projects that the talk belongs to. (leading comment of projects)" in lines


def test_toml_is_shown_like_yaml(site: pathlib.Path) -> None:
    shown = run("show", "-", stdin=TOML.replace(b"location", b"date = 2021-02-01\n#location")).stdout
    assert '2  title: "x" (string)' in shown
    assert '3  date: "2021-02-01" (datetime)' in shown
    assert "4  #location (commented out)" in shown


def test_a_terminal_that_lacks_a_letter_gets_its_code(site: pathlib.Path) -> None:
    result = program("show", "content/talk/draft/index.md", PYTHONIOENCODING="latin-1")
    assert result.returncode == 0
    assert b"\\u6cb3" in result.stdout


def test_fields_of_pages_are_a_table(site: pathlib.Path) -> None:
    (site / "content/post/odd.md").write_text('---\nTitle: "a, b"\ntags: [x, 2]\nm: {n: [1]}\nd: true\nf: .nan\n---\n')
    (site / "content/post/bad.md").write_text("---\na: b: c\n---\n")
    result = run("show", "content", "--csv", "--fields", "title, tags,m,m.n,d,f,zz")
    assert result.exit_code == 3 and "bad.md" in result.stderr
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows[0] == ["path", "title", "tags", "m", "m.n", "d", "f", "zz"]
    assert ["content/post/odd.md", "a, b", "x; 2", '{"n": [1]}', "1", "true", "NaN", ""] in rows
    data = json.loads(run("show", "content/post/odd.md", "--json", "--fields", "title,m.n,zz").stdout)
    assert data == {"path": "content/post/odd.md", "title": "a, b", "m.n": [1], "zz": None}


def test_without_names_the_columns_are_those_of_all_pages(site: pathlib.Path) -> None:
    for name, text in {"a": "b: 1\nc: 2", "b": "C: 3\nd: 4"}.items():
        (site / f"{name}.md").write_text(f"---\n{text}\n---\n")
    assert run("show", "a.md", "b.md", "--csv").stdout == "path,b,c,d\na.md,1,2,\nb.md,,3,4\n"
    assert run("show", "-", "--csv", stdin=b"---\na: x\n---\n").stdout == "path,a\n<stdin>,x\n"


@pytest.mark.parametrize("options", [["--csv", "--json"], ["--fields", "a"], ["--csv", "--fields", "a,,b"]])
def test_options_that_do_not_go_together_are_wrong_usage(site: pathlib.Path, options: list[str]) -> None:
    assert run("show", TALK, *options).exit_code == 2
