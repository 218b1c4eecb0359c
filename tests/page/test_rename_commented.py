"""A commented-out field gets another key, and every other byte stays."""

import pytest

from hugoconv import parse
from hugoconv.page.operations import RenameCommented

YAML = "---\ntitle: x\n{}\n---\n"
TOML = "+++\ntitle = 'x'\n{}\n+++\n"
LINKS = RenameCommented(((("url_custom",), "links"),))


@pytest.mark.parametrize(
    ("frame", "before", "after"),
    [
        (YAML, "#url_custom: []", "#links: []"),
        (YAML, "# url_custom:\n#   - name: a\n#     url: url_custom", "# links:\n#   - name: a\n#     url: url_custom"),
        (YAML, "#URL_custom: 1\n# words\n#url_custom: 2", "#links: 1\n# words\n#links: 2"),
        (YAML, "#'url_custom': 1", "#'links': 1"),
        (TOML, "# url_custom = [{url = 'url_custom'}] # b", "# links = [{url = 'url_custom'}] # b"),
        (
            TOML,
            "#[[url_custom]]\n#name = 1\n#[[url_custom]]\n#name = 2",
            "#[[links]]\n#name = 1\n#[[links]]\n#name = 2",
        ),
        (TOML, "#[url_custom]\n#a = 1\n#[url_custom.b]\n#c = 1", "#[links]\n#a = 1\n#[links.b]\n#c = 1"),
        (YAML, "# about url_custom: nothing", "# about url_custom: nothing"),
        (YAML, "a:\n  #url_custom: 1\n  b: 1", "a:\n  #url_custom: 1\n  b: 1"),
    ],
)
def test_the_key_alone_changes(frame: str, before: str, after: str) -> None:
    page = parse(frame.format(before))
    assert page.apply(LINKS).to_bytes().decode() == frame.format(after)


def test_several_names_change_at_once() -> None:
    page = parse("---\nm:\n  #a: 1\n  #b: 2\n  c: 3\n---\n")
    op = RenameCommented(((("m", "a"), "b"), (("m", "b"), "a")))
    assert page.apply(op).matter == "m:\n  #b: 1\n  #a: 2\n  c: 3\n"
    assert page.apply(op, op) == page


def test_a_page_with_two_equal_keys_gets_it_too() -> None:
    page = parse("---\ntitle:\n# words\n#url_custom: x\ntitle:\n---\n")
    assert page.apply(LINKS).matter == "title:\n# words\n#links: x\ntitle:\n"


def test_lines_keep_their_ends() -> None:
    page = parse("---\r\ntitle: x\r\n#url_custom:\r\n#- a\r\n---\r\n")
    assert page.apply(LINKS).matter == "title: x\r\n#links:\r\n#- a\r\n"
