"""A control character at every place of a page: each translation is made or refused, and none is called a bug."""

from collections.abc import Iterator

import pytest

from hugoconv.errors import HugoconvError, MatterSyntaxError, VerificationError
from hugoconv.page.page import Page, parse
from hugoconv.translation.translate import translate

CHARACTERS = "\0\x01\x0b\x0c\x1b\x1f\x7f\x85\x9f\u2028\ufeff\ufffe\t\r"
PAGES = [
    ("---\n{}---\n", "#title:\n#- name:\n## A note\n#- name: a\nsummary:\n"),
    ("---\n{}---\n", "a: 1 # x\n#m:\n#  # in\n#  b: 1 # y\n#  c: |\n#    text\nd: 1\n"),
    ("---\n{}---\n", "l:\n- a # x\n#- b # y\n# free\n- c\n"),
    ("---\n{}---\n", "#l: [a, b] # x\nz: {a: 1, # i\n b: 2}\n"),
    ("---\n{}---\n", '#title: "a b" # x\n# t\n#\nt: 1\n'),
    ("---\n{}---\n", "links:\n- name: a\n#  url: b # z\n  # deep\n#- name: c\n#  # n\n#  url: d\n"),
    ("+++\n{}+++\n", "#[m]\n# # in\n#b = 1 # y\n[n]\nc = 1\n"),
    ("+++\n{}+++\n", '#l = ["a", # x\n# "b"]\nz = 1 # q\n'),
    ("+++\n{}+++\n", "#a = 'x' # y\n# t\nb = 1\n[[l]]\na = 1\n# c\n#[[l]]\n#a = 2 # z\n"),
]


def with_character(fences: str, matter: str) -> Iterator[Page]:
    for at in range(len(matter) + 1):
        for character in CHARACTERS:
            try:
                yield parse(fences.format(matter[:at] + character + matter[at:]))
            except MatterSyntaxError:
                continue


@pytest.mark.parametrize("to", ["yaml", "toml", "json"])
@pytest.mark.parametrize(("fences", "matter"), PAGES)
def test_a_translation_is_made_or_refused(fences: str, matter: str, to: str) -> None:
    done, refused = 0, set()
    for page in with_character(fences, matter):
        try:
            translate(page, to, drop_comments=True, drop_nulls=True)
        except VerificationError:
            raise
        except HugoconvError as error:
            refused.add(error.code)
        else:
            done += 1
    assert done > 100
    assert refused <= {"unwritable-value", "comment-without-place", "key-is-no-text"}


def test_a_refusal_points_at_a_comment_within_a_commented_out_field() -> None:
    page = parse("---\n#title:\n#- name:\n##\x01 A note\n#- name: a\nsummary:\n---\n")
    with pytest.raises(HugoconvError, match=r"^<text>:4:2: unwritable-value: "):
        translate(page, "toml")
