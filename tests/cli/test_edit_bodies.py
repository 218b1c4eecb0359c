"""``hugoconv edit`` on bodies: shortcodes, their parameters, and fields filled from what the body says."""

import pathlib

import pytest

import hugoconv
from tests.cli.invoking import run

HEAD = b"---\r\ntitle: x # kept\r\n---\r\n"
BODY = b"# Pool\r\n\r\n{{% alert note %}}\r\nMud.\r\n{{% /alert %}}\r\n\r\nA *pool* of mud.\r\n\r\n{{< figure src=\"a\" title=\"b\" >}}"  # fmt: skip


@pytest.fixture
def page(tmp_path: pathlib.Path) -> pathlib.Path:
    (tmp_path / "hugo.toml").write_text("")
    path = tmp_path / "content" / "post" / "pool.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(HEAD + BODY)
    return path


def test_a_shortcode_is_renamed_and_the_run_taken_back(page: pathlib.Path) -> None:
    shown = run("edit", str(page), "--rename-shortcode", "alert=callout")
    assert "-{{% alert note %}}" in shown.stdout and "+{{% /callout %}}" in shown.stdout
    assert page.read_bytes() == HEAD + BODY
    assert run("edit", str(page), "--rename-shortcode", "alert=callout", "-w").exit_code == 0
    assert page.read_bytes() == HEAD + BODY.replace(b"alert", b"callout")
    assert run("edit", str(page), "--rename-shortcode", "alert=callout", "--check").exit_code == 0
    assert run("undo", str(page.parents[2])).exit_code == 0
    assert page.read_bytes() == HEAD + BODY


@pytest.mark.parametrize(
    ("options", "old", "new"),
    [
        (["--rename-parameter", "figure.title=caption"], b'title="b"', b'caption="b"'),
        (["--drop-parameter", "figure.title"], b' title="b"', b""),
        (["--set-parameter", "figure.title=c d"], b'title="b"', b'title="c d"'),
        (["--set-parameter", "alert.0=warning"], b"alert note", b"alert warning"),
        (["--rename-shortcode", "alert=a/b", "--rename-shortcode", "a/b=c"], b"alert", b"c"),
        (["--body-rule", "figure-to-caption"], b'title="b"', b'caption="b"'),
    ],
)
def test_parameters_are_changed(page: pathlib.Path, options: list[str], old: bytes, new: bytes) -> None:
    done = run("edit", str(page), "-w", *options)
    assert done.exit_code == 0, done.stderr
    assert page.read_bytes() == HEAD + BODY.replace(old, new)


def test_a_body_and_a_field_are_changed_together(page: pathlib.Path) -> None:
    options = ("--rename-shortcode", "alert=callout", "--set", "title=new", "--summary-from-body", "-w")
    assert run("edit", str(page), *options).exit_code == 0
    made = b"---\r\ntitle: new # kept\r\nsummary: A pool of mud.\r\n---\r\n"
    assert page.read_bytes() == made + BODY.replace(b"alert", b"callout")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title: ""', 'title: "Pool"\r\nsummary: A pool of mud.'),
        ("title: x\r\nsummary: y", "title: x\r\nsummary: y"),
        ("summary:\r\ntitle: ~", "summary: A pool of mud.\r\ntitle: Pool"),
    ],
)
def test_what_is_empty_is_filled_from_the_body(page: pathlib.Path, before: str, after: str) -> None:
    page.write_bytes(b"---\r\n" + before.encode() + b"\r\n---\r\n" + BODY)
    assert run("edit", str(page), "--summary-from-body", "--title-from-body", "-w").exit_code == 0
    assert page.read_bytes() == b"---\r\n" + after.encode() + b"\r\n---\r\n" + BODY
    assert run("edit", str(page), "--summary-from-body", "--title-from-body", "--check").exit_code == 0


def test_a_body_that_says_nothing_fills_nothing(page: pathlib.Path) -> None:
    page.write_bytes(HEAD + b"{{< figure src=a >}}\r\n")
    assert run("edit", str(page), "--summary-from-body", "--check").exit_code == 0


def test_a_body_that_is_not_utf_8_is_refused_where_its_text_is_asked_for(page: pathlib.Path) -> None:
    page.write_bytes(HEAD + b"{{< alert >}}\xff")
    refused = run("edit", str(page), "--rename-shortcode", "alert=callout", "-w")
    assert refused.exit_code == 3
    assert "pool.md:4:14: not-utf-8: the body holds" in refused.stderr
    assert run("edit", str(page), "--set", "title=y", "-w").exit_code == 0
    page.write_bytes(HEAD + b"no shortcode \xff")
    assert run("edit", str(page), "--rename-shortcode", "alert=callout", "--check").exit_code == 0


def test_what_cannot_be_changed_is_told_at_its_line(page: pathlib.Path) -> None:
    refused = run("edit", str(page), "--rename-parameter", "figure.src=title", "-w")
    assert refused.exit_code == 3
    assert "pool.md:12:1: shortcode-parameter: figure has a parameter title already" in refused.stderr
    assert page.read_bytes() == HEAD + BODY


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--rename-shortcode", "a b=c"], "'a b' is no name of a shortcode"),
        (["--rename-shortcode", "a=x.inline"], "'x.inline' is no name of a shortcode"),
        (["--drop-parameter", "figure"], "SHORTCODE.PARAMETER"),
        (["--rename-parameter", "figure.title"], "wants KEY=VALUE"),
        (["--body-rule", "alert-to-calout"], "Did you mean alert-to-callout"),
    ],
)
def test_wrong_usage_is_told(page: pathlib.Path, options: list[str], says: str) -> None:
    result = run("edit", str(page), *options)
    assert result.exit_code == 2
    assert says in result.stderr


def test_bodies_are_changed_in_other_processes_too(page: pathlib.Path) -> None:
    for n in range(40):
        (page.parent / f"{n}.md").write_bytes(HEAD + BODY)
    options = ("--body-rule", "alert-to-callout", "--summary-from-body", "-j", "2", "-w")
    assert run("edit", str(page.parent), *options).exit_code == 0
    made = {hugoconv.read(path).body for path in page.parent.iterdir()}
    assert made == {BODY.replace(b"alert", b"callout")}
