"""Links stand where our scan and mistune both see one."""

import re
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.body import links as module
from hugoconv.body.links import candidates, links
from hugoconv.body.shortcodes import without_shortcodes
from hugoconv.syntax.envelope import split
from tests import corpus

CASES = [
    ("[h](/talk/a/)", ["link /talk/a/"]),
    ("# T [h](/a/)\n\n> [q](/b/)\n\n- [l](/c/)", ["link /a/", "link /b/", "link /c/"]),
    ('[x](/talk/河/ "t") ![i](</a b.png>)', ["link /talk/河/", "image /a b.png"]),
    ("[![badge](/b.png)](/c/)", ["image /b.png", "link /c/"]),
    ("[r][lab] and [lab]\n\n[lab]: /talk/def/ 'x'\n", ["definition /talk/def/"]),
    ("[lab]: <../x/>\n\n[lab]", ["definition ../x/"]),
    ("<https://e.org/x/> https://e.org/y/. 见https://e.org/z/", ["autolink https://e.org/x/", "autolink https://e.org/y/", "autolink https://e.org/z/"]),
    ('<a href="/z/">z</a> <img src=\'/i.png\'>', ["html /z/", "html /i.png"]),
    ("<div>\n<a href='/z/'>z</a> [no](/no/)\n</div>", ["html /z/"]),
    ("| a | [b](/tab/) |\n|---|---|\n| [d](/e&amp;f/) | c |", ["link /tab/", "link /e&f/"]),
    ("`[c](/c/)`\n\n    [ind](/d/)\n\n```\n[f](/e/)\n```\n", []),
    ("`[x](/two/)` [x](/two/) and\r\n\r\n```\r\n[x](/two/)\r\n[x](/two/)\r\n```\r\n", ["link /two/"]),
    ("\\[no](/no/) [e](/a\\_b) [p](/x(y)z/) [q]( /sp/ )", ["link /a_b", "link /x(y)z/", "link /sp/"]),
    ("[i [n](/in/) o](/out/)", ["link /in/"]),
    ('[s]({{< ref "a" >}}) [t](/t/)', ["link \ue000", "link /t/"]),
    ("[a](#x) [b](?q) [c](mailto:a@b.org) [d]()", ["link #x", "link ?q", "link mailto:a@b.org"]),
    ("[^1]: /no/\n\n[multi\nline](/m/)", ["link /m/"]),
]  # fmt: skip


def shown(text: str) -> list[str]:
    return [re.sub("\ue000+", "\ue000", f"{link.kind} {link.destination}") for link in links(text)]


@pytest.mark.parametrize(("text", "found"), CASES)
def test_a_link_has_a_kind_and_a_destination(text: str, found: list[str]) -> None:
    assert shown(text) == found


PIECES = st.sampled_from(["[a](/x/)", "![i](y.png 't')", "word", "*", "`", "[", "](", "<", ">", "\n\n", "\n", " ", "```", "(", ")", "\\", "[l]: /d/", "https://e.org/z", "<b href='/h/'>", "    ", "河", "\r\n", "{{< x >}}"])  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_places_are_in_order_and_among_the_candidates(parts: list[str]) -> None:
    text = "".join(parts)
    found = list(links(text))
    assert [link.target for link in found] == sorted(link.target for link in found)
    assert set(found) <= set(candidates(text))
    for link in found:
        assert link.span.holds(link.target)
        assert link.destination == "\ue000" * len(link.destination) or link.target.of(text).strip() == link.target.of(
            text
        )


@given(
    st.lists(st.sampled_from(["word ", "é ", "河 ", "*em* ", "`code` "]), max_size=5),
    st.sampled_from(["/a/", "../b/c.md#d", "/河/", "x%20y"]),
)
def test_a_link_in_a_line_is_found_at_its_place(words: list[str], destination: str) -> None:
    before = "".join(words)
    (link,) = links(f"{before}[t]({destination}) {before}")
    assert link.span.start == len(before)
    assert link.target.of(f"{before}[t]({destination})") == link.destination == destination


@pytest.mark.skipif(not corpus.all_pages(), reason="../shared/corpus is absent")
def test_nearly_all_links_of_real_pages_are_found() -> None:
    pages = [page for page in corpus.sample(corpus.all_pages(), 600) if page.builds and page.name.endswith(".md")]
    counts: Counter[str] = Counter()
    for page in pages:
        text = split(page.read()).body.decode("utf-8", "surrogateescape")
        found = Counter(module._said(link.destination) for link in links(text))
        plain = without_shortcodes(text).replace("\r\n", " \n").replace("\r", "\n")
        read = module._read(plain)
        counts["read by mistune"] += read.total()
        counts["not placed"] += (read - found).total()
        counts["placed more than once"] += (found - read).total()
    print(dict(counts))
    assert counts["read by mistune"] > 1000
    assert counts["not placed"] + counts["placed more than once"] < 0.02 * counts["read by mistune"]


@pytest.mark.parametrize(
    "unit", ["](x)", "](((", "[", "[x](/a/) ", "href='", "[a]: /x\n", "<a:", '](a "', "{{</* ", "{{< x `"]
)
def test_a_text_of_any_marks_is_read_in_time_that_grows_with_it(unit: str) -> None:
    started = time.perf_counter()
    for _ in candidates(unit * 10_000):
        pass
    assert time.perf_counter() - started < 5
