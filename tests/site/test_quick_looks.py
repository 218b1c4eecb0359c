"""Looks at the bytes of a page that spare reading it: each has to be right where it says no."""

import pathlib
from collections.abc import Iterator

from hugoconv.errors import MatterSyntaxError
from hugoconv.hugo.page_dates import folded
from hugoconv.layouts.parse import parse
from hugoconv.site.move.address_clashes import may_say

FIXTURES = pathlib.Path(__file__).parents[2] / "fixtures"
FIELDS = {"url", "slug", "headless", "build", "_build", "aliases"}
# What stands behind a marker may be no comment, and a comment may end before its line does.
NO_COMMENTS = [
    '---\n{a: "x\n  # b", url: /x/}\n---\n',
    "---\na: ['x\n  # b', {url: 1}]\n---\n",
    '---\n# a\rslug: "x"\n---\n',
    "---\n# a\x85slug: x\n---\n",
    "---\n# a\u2028url: x\n---\n",
    '+++\na = """\n# b"""\nurl = "x"\n+++\n',
    "#+title: x\n#+slug: y\n\ntext\n",
    '---\n#a\n"\\u0075rl": x\n---\n',
    '{\n"a": 1,\n"slug": "x"}\n',
]
COMMENTS = [
    "---\n# url: x\ntitle: y\n---\n",
    "---\ntitle: y\n  #slug: x\n---\nslug: z\n",
    "+++\ntitle = 'y'\n#aliases = []\n+++\n",
]


def _pages() -> Iterator[bytes]:
    texts = [page.encode() for page in NO_COMMENTS] + [path.read_bytes() for path in sorted(FIXTURES.rglob("*.md"))]
    for data in texts:
        yield data
        for name in sorted(FIELDS):
            yield data.replace(b"title", name.encode(), 1)
            yield data.replace(b"\n", f"\n# {name}: x\n".encode(), 3)


def test_a_page_that_is_passed_by_says_nothing_of_its_address() -> None:
    said = 0
    for data in _pages():
        try:
            fields = folded(parse(data))
        except MatterSyntaxError:
            continue
        said += bool(FIELDS & fields.keys())
        assert may_say(data) or not FIELDS & fields.keys(), data
    assert said > 100


def test_a_field_in_a_comment_is_not_said() -> None:
    assert not any(may_say(page.encode()) for page in COMMENTS)
