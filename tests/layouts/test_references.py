"""References of one page: found, renamed, and written in another form."""

from collections.abc import Callable

import pytest

from hugoconv import Page, Refused, as_list, as_text, parse, reference_to_url, url_to_reference
from hugoconv.layouts.references import KINDS, references, terms_of, with_name
from tests.cli.invoking import run


def page(matter: str) -> Page:
    return parse(f"---\n{matter}---\n")


FORMS = [
    (url_to_reference, "slides", "url_slides: slides/mud # x\n", "slides: mud # x\n"),
    (url_to_reference, "slides", "URL_slides: '/slides/mud/'\n", "slides: 'mud'\n"),
    (url_to_reference, "projects", "url_project: project/mud\n", "projects: [mud]\n"),
    (url_to_reference, "slides", "url_slides: https://example.org/slides/mud\n", ""),
    (url_to_reference, "slides", "url_slides: slides/mud\nslides: sand\n", ""),
    (url_to_reference, "slides", "title: x\n", ""),
    (reference_to_url, "slides", "slides: mud # x\n", "url_slides: slides/mud # x\n"),
    (reference_to_url, "projects", "projects: [mud]\n", "url_project: project/mud\n"),
    (reference_to_url, "slides", "slides: [mud, sand]\n", ""),
    (reference_to_url, "slides", "slides:\n  theme: black\n", ""),
    (reference_to_url, "slides", "slides: mud\nurl_slides: x\n", ""),
    (as_list, "projects", "projects: mud # x\n", "projects: [mud] # x\n"),
    (as_list, "projects", "projects: [mud]\n", ""),
    (as_list, "projects", "projects: ''\n", ""),
    (as_list, "projects", "projects:\n", ""),
    (as_text, "slides", "slides: [mud] # x\n", "slides: mud # x\n"),
    (as_text, "slides", "slides:\n- mud\n", "slides: mud\n"),
    (as_text, "slides", "slides: mud\n", ""),
    (as_text, "slides", "slides: []\n", ""),
]


@pytest.mark.parametrize(("change", "name", "before", "after"), FORMS)
def test_a_reference_is_written_in_another_form(
    change: Callable[[Page, str], Page], name: str, before: str, after: str
) -> None:
    assert change(page(before), name).matter == (after or before)


def test_a_list_of_several_is_no_text() -> None:
    with pytest.raises(Refused) as error:
        as_text(parse("---\ntitle: x\nslides: [a, b]\n---\n", "a.md"), "slides")
    assert str(error.value).startswith("a.md:3:1: several-items: slides has more than one item")


def test_a_kind_that_is_none_is_told() -> None:
    with pytest.raises(ValueError, match="slides or projects"):
        url_to_reference(page("a: 1\n"), "decks")
    assert run("edit", "-", "--url-to-reference", "decks").exit_code == 2


@pytest.mark.parametrize("kind", ["slides", "projects"])
def test_the_command_line_does_the_same(kind: str) -> None:
    text = "---\nslides: mud\nprojects: [mud]\n---\n"
    there = run("edit", "-", "--reference-to-url", kind, stdin=text.encode())
    assert there.exit_code == 0 and f"url_{kind.removesuffix('s')}" in there.stdout.replace("url_slides", "url_slide")
    assert run("edit", "-", "--url-to-reference", kind, stdin=there.stdout_bytes).stdout == text
    assert "slides: [mud]\n" in run("edit", "-", "--as-list", "slides", stdin=text.encode()).stdout
    assert "projects: mud\n" in run("edit", "-", "--as-text", "projects", stdin=text.encode()).stdout


RENAMED = [
    ("slides", "slides: [mud, 'Mud', sand]\n", "slides: [tide, sand]\n"),
    ("slides", "slides: mud\nurl_slides: /slides/MUD/ # x\n", "slides: tide\nurl_slides: /slides/tide/ # x\n"),
    ("projects", "projects: [mud.md]\n", "projects: [tide.md]\n"),
    ("projects", "projects: mud\nurl_project: slides/mud\n", "projects: tide\nurl_project: slides/mud\n"),
    ("slides", "links:\n- url: slides/mud\n- url: a/mud\n", "links:\n- url: slides/tide\n- url: a/mud\n"),
    ("slides", "slides:\n  theme: mud\n", "slides:\n  theme: mud\n"),
    ("slides", "a: 1\n# slides: 'mud'\n#slides:\n#- mud # x\n#- b\n", "a: 1\n# slides: 'tide'\n#slides:\n#- tide # x\n#- b\n"),
    ("slides", "slides: [mud, 7, '']\n", "slides: [tide, 7, '']\n"),
    ("slides", "slides: [tide, mud]\n", "slides: [tide]\n"),
    ("projects", "m:\n  projects: [mud]\n  #projects: [mud]\n", "m:\n  projects: [mud]\n  #projects: [mud]\n"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "before", "after"), RENAMED)
def test_every_reference_gets_the_other_name(kind: str, before: str, after: str) -> None:
    done = with_name(page(before), KINDS[kind], "mud", "tide")
    assert done.matter == after
    assert "mud" not in [one.key for one in references(done, KINDS[kind])]
    assert with_name(done, KINDS[kind], "mud", "tide").matter == after


def test_a_taxonomy_of_another_case_is_the_same() -> None:
    assert with_name(page("Tags: [a b]\n"), terms_of("tags"), "A-B", "x").matter == "Tags: [x]\n"
