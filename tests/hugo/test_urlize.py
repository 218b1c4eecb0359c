"""What is left of a text in an address."""

import json
import pathlib
import random
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.hugo.urlize import escaped, lowered, normalized, sanitized, unescaped
from hugoconv.site.configuration import read_configuration
from tests import real_hugo as hugo
from tests.site import sites

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(TEXTS)
def test_what_is_sanitized_stays(text: str) -> None:
    once = sanitized(text)
    assert sanitized(once) == once
    assert not set(once) & set(" \t?&='\"<>|*:;,()[]{}!$^`")


@given(TEXTS)
def test_small_letters_are_one_for_one(text: str) -> None:
    assert len(lowered(text)) == len(text)
    assert len(normalized(text)) == len(text)
    assert lowered(lowered(text)) == lowered(text)


@given(TEXTS)
def test_what_is_escaped_can_be_read_again(text: str) -> None:
    plain = text.replace("%", "")
    assert unquote(escaped(plain)) == plain
    assert escaped(escaped(plain)) == escaped(plain)
    assert escaped(plain).isascii()
    assert unescaped(escaped(plain).replace("+", "%2B")) == plain


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("more", ["", "removePathAccents = true\ndisablePathToLower = true\n"])
def test_hugo_leaves_the_same_of_any_text(more: str, tmp_path: pathlib.Path) -> None:
    draw = random.Random(2022)
    signs = [*"aZ09 .-_/#+~%@'\"()!?&=,;:*<>|\\$^[]{}`", *"éßİΣ河流：，（）—“”·ñ́ ½²٣Ⅷ🌊\u00a0\u2009\u200b\u0301ꙮǅ"]
    texts = ["".join(draw.choices(signs, k=draw.randint(1, 9))) for _ in range(300)]
    pages = {}
    for i, text in enumerate(texts):
        pages[f"content/title/{i}.md"] = f"title: {json.dumps(text, ensure_ascii=False)}"
        pages[f"content/slug/{i}.md"] = f"slug: {json.dumps(text, ensure_ascii=False)}"
        pages[f"content/name/{i}{text.replace('/', '')}x.md"] = ""
    files = {"hugo.toml": f'baseURL = "https://example.org/"\n{more}[permalinks]\ntitle = "/title/:title/x/"\n'}
    sites.make(tmp_path, sites.Case("", files, pages, {}, {}))
    site = read_configuration(str(tmp_path))
    ours, theirs = sites.addresses_in(site), hugo.addresses(tmp_path, site.base_url)
    assert len(theirs) == len(pages)
    assert {path: own for path, own in ours.items() if theirs[path] != own} == {}
