"""The real Hugo runs the shortcodes that are found in a body, each as often, and no others."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from hugoconv.body.shortcodes import shortcodes
from hugoconv.errors import HugoconvError
from hugoconv.syntax.envelope import split
from tests import corpus
from tests.real_hugo import binary, contents

# Hugo's own, for which templates of a site would stand too, but whose parameters it looks at before.
_OWN = {"ref", "relref", "figure", "highlight", "gist", "param", "qr", "details", "vimeo", "x", "youtube", "instagram"}
_MARK = re.compile(r"zq([0-9a-f]+)z([\dz]+)qz")
_PLACE = "z{{ .Ordinal }}{{ with .Parent }}z{{ .Ordinal }}{{ with .Parent }}z{{ .Ordinal }}{{ end }}{{ end }}qz"
BODIES = [
    "{{< a >}}\n",
    "{{% a %}} and {{< c >}}x {{< b y=1 >}}{{< /c >}}\n",
    "    {{< a >}}\n\n```\n{{% a %}}\n```\n\n`{{< b >}}`\n",
    "{{</* a */>}} {{%/* b */%}} {{< b `x >}} y` >}}\n",
    '{{< a x="y \\" >}} z" >}}\n\n<!-- {{< b >}} -->\n',
    "{{< c >}}\n{{% a %}}\n{{< c >}}{{< /c >}}\n{{< /c >}}\n{{< c />}}\n",
    "{{< d/e >}} {{<a>}} {{%a%}}\n",
]


def templates(bodies: list[str]) -> dict[str, str]:
    """A template for each shortcode of some bodies, which prints its name; with what it holds where it may hold any."""
    names, holding = set[str](), set[str]()
    for body in bodies:
        for code in shortcodes(body):
            names.add(code.name)
            if code.closes or re.search(r"/\s*[>%]\}\}\Z", body[code.start : code.end]):
                holding.add(code.name)
    return {name: f"zq{name.encode().hex()}{_PLACE}{'{{ .Inner }}' if name in holding else ''}" for name in names}


def run_by_hugo(html: str) -> Counter[str]:
    # By their places: one in a heading is printed in its anchor, too.
    return Counter(bytes.fromhex(name).decode() for name, _ in set(_MARK.findall(html)))


def found_in(body: str) -> Counter[str]:
    return Counter(code.name for code in shortcodes(body) if not code.closes)


@pytest.mark.skipif(binary() is None, reason="no Hugo")
def test_hugo_runs_what_is_found() -> None:
    for body, html in zip(BODIES, contents(BODIES, templates(BODIES)), strict=True):
        assert html is not None, body
        assert run_by_hugo(html) == found_in(body), body


@pytest.mark.skipif(binary() is None or not corpus.all_pages(), reason="no Hugo, or ../shared/corpus is absent")
def test_hugo_runs_what_is_found_in_real_bodies() -> None:
    bodies = []
    for page in corpus.all_pages():
        try:
            body = split(page.read()).body.decode()
            names = found_in(body)
        except (HugoconvError, UnicodeDecodeError):
            continue
        if names and not names.keys() & _OWN and "zq" not in body:
            bodies.append(body)
    bodies = bodies[:: max(1, len(bodies) // 240)]
    built = 0
    for body, html in zip(bodies, contents(bodies, templates(bodies)), strict=True):
        if html is not None:
            built += 1
            assert run_by_hugo(html) == found_in(body), body[:400]
    assert built > len(bodies) / 2 > 60
