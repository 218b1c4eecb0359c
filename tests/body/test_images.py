"""Images stand where our scan and mistune both see one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.body.images import images
from hugoconv.body.markdown import document, walked
from hugoconv.body.shortcodes import without_shortcodes

CASES = [
    ("![a](x.png) [![b *c*](y.png 't')](/z/)", ["a x.png", "b *c* y.png"]),
    ("`![a](x.png)`\n\n    ![b](y.png)\n\n```\n![c](z.png)\n```\n", []),
    ("![full][d] ![d][] ![d] ![D]\n\n[d]: x.png 't'\n", ["full x.png", "d x.png", "d x.png", "D x.png"]),
    ("`![d]` ![none] ![d]\n\n```\n![d]\n```\n\n[d]: x.png\n", ["d x.png"]),
    ("[![d]](/z/) [d] [t][d] \\![d]\n\n[d]: x.png\n", ["d x.png"]),
    ("> ![d]\r\n\r\n- ![t][d]\r\n\r\n[d]: <x y.png>\r\n", ["d x%20y.png", "t x%20y.png"]),
    ("![中](图.png) {{< figure src=x >}} ![](e.png)", ["中 图.png", " e.png"]),
    ("![a\n\nb](x.png)", []),
]


@pytest.mark.parametrize(("text", "found"), CASES)
def test_an_image_has_a_label_and_a_destination(text: str, found: list[str]) -> None:
    assert [f"{image.label.of(text)} {image.destination}" for image in images(text)] == found


PIECES = st.sampled_from(["![a](x.png)", "![b]", "![b][c]", "[", "]", "!", "(y)", "`", "```\n", "\n", "\n\n", "\r\n", "> ", "    ", "text ", "[b]: z.png\n", "[c]: w.png\n", "\\", "{{< x >}}", "[l](/l/)", "中", "<b>"])  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_what_is_found_mistune_reads_too(parts: list[str]) -> None:
    text = "".join(parts)
    found = images(text)
    read = sum(token["type"] == "image" for token in walked(document(without_shortcodes(text)).tokens))
    assert len(found) <= read
    for image in found:
        assert image.span.of(text).startswith("!") and image.span.holds(image.label)


@pytest.mark.parametrize("unit", ["![b] ", "![b][c] ", "![", "![b]: x\n", "!", "![a](x) ", "[c]: y\n\n![c]\n\n"])
def test_time_grows_with_the_text(unit: str) -> None:
    started = time.process_time()
    images("[c]: y\n\n" + unit * 1_000)
    assert time.process_time() - started < 5
