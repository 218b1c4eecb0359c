"""``hugoconv edit``: values and the order of operations, and what it must not pass over in silence."""

import pathlib

import pytest

import hugoconv
from hugoconv.hugo.dates import parse_date
from tests.cli.invoking import TALK, run


def test_new_fields_stand_in_the_order_of_the_command_line(site: pathlib.Path) -> None:
    result = run("edit", TALK, "--set", "x=1", "--set-string", "w=text", "--set-default", "v=2", "--set", "u=3")
    new = [line for line in result.stdout.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert new == ["+x: 1", "+w: text", "+v: 2", "+u: 3"]


@pytest.mark.parametrize("value", ["#1 in sediment", "C # basics", "a\n...\nb"])
def test_no_part_of_a_value_is_dropped(site: pathlib.Path, value: str) -> None:
    result = run("edit", TALK, "--set", f"summary={value}")
    assert result.exit_code == 2
    assert "--set-string" in result.stderr
    assert run("edit", TALK, "--set-string", f"summary={value}").exit_code == 0


def test_a_quoted_comment_sign_is_part_of_a_value(site: pathlib.Path) -> None:
    assert '+summary: "#1"\n' in run("edit", TALK, "--set", 'summary="#1"').stdout


def test_the_value_begins_behind_the_first_equals_sign(site: pathlib.Path) -> None:
    assert "+summary: a=b=c\n" in run("edit", TALK, "--set", "summary=a=b=c").stdout


def test_strict_names_the_page_and_the_operation(site: pathlib.Path) -> None:
    result = run("edit", "content/talk", "--remove", "event_url", "--strict", "-w")
    assert result.exit_code == 3
    assert "content/talk/draft/index.md:1:1: absent: --remove event_url: " in result.stderr
    assert f"{TALK}:1:1: absent" not in result.stderr
    assert b"event_url" not in (site / TALK).read_bytes()


def test_operations_are_done_in_the_order_given(site: pathlib.Path) -> None:
    result = run("edit", TALK, "--remove", "title", "--set", "title=x", "--rename", "title=name", "-w")
    assert result.exit_code == 0
    text = (site / TALK).read_text("utf-8")
    assert "name: x\n" in text and "title:" not in text


def test_where_one_of_the_operations_is_refused_nothing_is_written(site: pathlib.Path) -> None:
    before = (site / TALK).read_bytes()
    result = run("edit", TALK, "--set", "title=x", "--append", "title=y", "-w")
    assert result.exit_code == 3 and "not-a-list" in result.stderr
    assert (site / TALK).read_bytes() == before


@pytest.mark.parametrize(
    ("page", "options", "result"),
    [
        ("---\na: 1\n---\n", ["--set", "zip=01234"], '---\na: 1\nzip: "01234"\n---\n'),
        ("+++\na = 1\n+++\n", ["--set", "zip=01234"], '+++\na = 1\nzip = "01234"\n+++\n'),
        ("---\na: 1\n---\n", ["--set", "tel=+4930", "--set", "v=1.10"], '---\na: 1\ntel: "+4930"\nv: "1.10"\n---\n'),
        ("---\na: 1\n---\n", ["--set", "i=7", "--set", "f=1.5", "--set", "m=-3"], "---\na: 1\ni: 7\nf: 1.5\nm: -3\n---\n"),
        ("---\na: [x]\n---\n", ["--append", "a=007"], '---\na: [x, "007"]\n---\n'),
        ("---\ntitle: x\n---\n", ["--set", "title="], '---\ntitle: ""\n---\n'),
        ("---\ntitle: x\nb:\n---\n", ["--set", "title="], "---\ntitle:\nb:\n---\n"),
        ("---\ntitle: x # c\nb:\n---\n", ["--set", "title="], "---\ntitle: # c\nb:\n---\n"),
        ("---\nb:\n---\n", ["--set", "title=", "--set", "c="], "---\nb:\ntitle:\nc:\n---\n"),
        ("---\ntitle: x\nb: ''\n---\n", ["--set", "title="], "---\ntitle: ''\nb: ''\n---\n"),
        ('+++\ntitle = "x"\n+++\n', ["--set", "title="], '+++\ntitle = ""\n+++\n'),
        ('{"title": "x"}\n', ["--set", "title="], '{"title": ""}\n'),
        ("+++\nt = 07:32:00\n+++\n", ["--set", "t=08:00:00"], "+++\nt = 08:00:00\n+++\n"),
        ("+++\nt = 07:32:00\n+++\n", ["--set", "t=24:00:00"], '+++\nt = "24:00:00"\n+++\n'),
        ("+++\nx = 1\n+++\n", ["--set", "date=2021-02-03T24:00:00"], '+++\nx = 1\ndate = "2021-02-03T24:00:00"\n+++\n'),
        ("+++\nl = [07:32:00]\n+++\n", ["--append", "l=08:00:00"], "+++\nl = [07:32:00, 08:00:00]\n+++\n"),
        ("+++\nl = [2021-02-03]\n+++\n", ["--append", "l=2021-02-04"], "+++\nl = [2021-02-03, 2021-02-04]\n+++\n"),
        ("+++\nl = [07:32:00, 2021-02-03]\n+++\n", ["--discard", "l=07:32:00", "--discard", "l=2021-02-03"], "+++\nl = []\n+++\n"),
        ('+++\nl = ["07:32:00"]\n+++\n', ["--append", "l=08:00:00"], '+++\nl = ["07:32:00", "08:00:00"]\n+++\n'),
        ("+++\nx = 1\n+++\n", ["--set", "date=2021-02-03"], "+++\nx = 1\ndate = 2021-02-03\n+++\n"),
        ("+++\nx = 1\n+++\n", ["--set", "y=2021-02-03"], '+++\nx = 1\ny = "2021-02-03"\n+++\n'),
    ],
)  # fmt: skip
def test_what_is_typed_is_what_is_written(page: str, options: list[str], result: str, site: pathlib.Path) -> None:
    path = site / "content/typed.md"
    path.write_text(page, newline="")
    done = run("edit", str(path), "-w", *options)
    assert done.exit_code == 0, done.stderr
    assert path.read_bytes().decode() == result


def test_digits_that_are_kept_as_text_are_told(site: pathlib.Path) -> None:
    assert (
        "zip: 01234 is kept as text, since Hugo reads the number 668 in it"
        in run("edit", TALK, "--set", "zip=01234").stderr
    )


@pytest.mark.parametrize("option", ["--set", "--set-default"])
def test_now_and_today_are_dates_in_fields_that_hold_one(option: str, site: pathlib.Path) -> None:
    path = site / "content/dated.md"
    for page in ("---\ntitle: x\n---\n", '+++\ntitle = "x"\n+++\n', '{"title": "x"}\n'):
        path.write_text(page)
        done = run("edit", str(path), "-w", option, "lastmod=now", option, "publishDate=today", option, "motto=today")
        assert done.exit_code == 0, done.stderr
        found = hugoconv.read(path)
        assert found["motto"] == "today"
        assert parse_date(found["lastmod"]) is not None and len(str(found["publishDate"])) == 10
        assert not [problem for problem in hugoconv.check(found) if problem.code == "bad-date"]
    path.write_text("---\nlastmod: '2021-02-01'\n---\n")
    assert run("edit", str(path), "-w", "--set", "lastmod=now").exit_code == 0
    assert path.read_text().startswith("---\nlastmod: '2") and len(path.read_text()) == len(
        "---\nlastmod: '2021-02-01'\n---\n"
    )


def test_a_value_that_no_option_changes_keeps_the_time_of_the_file(site: pathlib.Path) -> None:
    before = (site / TALK).stat().st_mtime_ns
    assert run("edit", TALK, "--set", "location=Lecture hall 2", "-w").exit_code == 0
    assert (site / TALK).stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("page", "options", "result"),
    [
        (b"---\ndate: '2021-02-01 20:00:00 +0800' # c\n---\n", ["--shift", "date=+8h"], b"---\ndate: '2021-02-02 04:00:00 +0800' # c\n---\n"),
        (b"---\npublishDate: 2021-02-01\n---\n", ["--shift", "publishdate=-1w1d"], b"---\npublishDate: 2021-01-24\n---\n"),
        (b"+++\ndate = 2021-02-01 20:00:00.50+08:00\n+++\n", ["--shift", "date=+8h"], b"+++\ndate = 2021-02-02 04:00:00.50+08:00\n+++\n"),
        (b"+++\ndate = 2021-02-01\n+++\n", ["--shift", "date=+1d"], b"+++\ndate = 2021-02-02\n+++\n"),
        (b'---\ndate: "2021-02-01T20:00:00Z"\n---\n', ["--tz", "date=Asia/Shanghai"], b'---\ndate: "2021-02-02T04:00:00+08:00"\n---\n'),
        (b"---\ndate: 2021-02-01 20:00:00\n---\n", ["--tz", "date=UTC", "--site-tz", "Asia/Shanghai"], b"---\ndate: 2021-02-01 12:00:00Z\n---\n"),
        (b"---\ndate: '2021-02-01 20:00:00 +0800'\n---\n", ["--set", "date=2021-03-04T01:02:03Z"], b"---\ndate: '2021-03-04 01:02:03 +0000'\n---\n"),
        (b"---\ndate: 2021-02-01\n---\n", ["--set", "date=2021-03-04T00:00:00Z"], b"---\ndate: 2021-03-04\n---\n"),
        (b"+++\ndate = 2021-02-01T20:00:00Z\n+++\n", ["--set", "date=2021-03-04"], b"+++\ndate = 2021-03-04T00:00:00Z\n+++\n"),
        (b"---\ndate: 2021-02-01\n---\n", ["--set-string", "date=2021-03-04T00:00:00Z"], b"---\ndate: 2021-03-04T00:00:00Z\n---\n"),
    ],
)  # fmt: skip
def test_dates_keep_how_they_are_written(page: bytes, options: list[str], result: bytes, site: pathlib.Path) -> None:
    path = site / "content/dated.md"
    path.write_bytes(page)
    assert run("edit", str(path), "-w", *options).exit_code == 0
    assert path.read_bytes() == result


@pytest.mark.parametrize(
    "options", [["--shift", "date=8h"], ["--shift", "date=+"], ["--tz", "date=Mars/Base"], ["--tz", "date=+8"]]
)
def test_no_time_and_no_zone_is_wrong_usage(options: list[str], site: pathlib.Path) -> None:
    assert run("edit", str(site / "content"), *options).exit_code == 2


@pytest.mark.parametrize(
    "options", [["--rename", "title="], ["--rename", "title=a."], ["--set", "a..b=1"], ["--set-default", ".a=1"]]
)
def test_a_new_key_without_a_name_is_wrong_usage(options: list[str], site: pathlib.Path) -> None:
    assert run("edit", str(site / "content"), *options).exit_code == 2


def test_what_is_no_date_is_refused_and_an_absent_one_counted(site: pathlib.Path) -> None:
    path = site / "content/dated.md"
    path.write_bytes(b"---\ndate: soon\n---\n")
    result = run("edit", str(path), "--shift", "date=+8h", "--shift", "lastmod=+8h")
    assert result.exit_code == 3
    assert ":2:7: not-a-date: date: not a date: soon (write it with the year first" in result.stderr


@pytest.mark.parametrize(
    "body", [b"Hello\n", b"Hello\r\nyou\r\n", b"\xef\xbb\xbf# Heading\n", b"", b"\n\nlater\n", b"\xff\xfe raw"]
)
def test_a_page_without_front_matter_is_given_one(body: bytes, site: pathlib.Path) -> None:
    path = site / "content/bare.md"
    path.write_bytes(body)
    refused = run("edit", str(path), "--set", "title=x")
    assert refused.exit_code == 3 and "no-front-matter" in refused.stderr and "--create" in refused.stderr
    shown = run("edit", str(path), "--set", "title=x", "--create")
    assert shown.exit_code == 0 and "+title: x" in shown.stdout and path.read_bytes() == body
    assert run("edit", str(path), "--set", "title=x", "--create", "-w").exit_code == 0
    bom, text = (body[:3], body[3:]) if body.startswith(b"\xef\xbb\xbf") else (b"", body)
    eol = b"\r\n" if b"\r\n" in body else b"\n"
    assert path.read_bytes() == bom + eol.join((b"---", b"title: x", b"---", b"")) + text
    assert run("edit", str(path), "--set", "title=x", "--create", "-w").exit_code == 0


def test_no_empty_front_matter_is_made(site: pathlib.Path) -> None:
    path = site / "content/bare.md"
    path.write_bytes(b"Hello\n")
    assert run("edit", str(path), "--remove", "title", "--create", "-w").exit_code == 0
    assert path.read_bytes() == b"Hello\n"
