"""A whole site comes from Academic 4.8 to Kit 0.12: the real Hugo builds it, and what the templates read is what it was."""

from __future__ import annotations

import pathlib

import pytest

from tests.invariants.report import Report
from tests.invariants.upgraded_sites import walk
from tests.real_hugo import binary

TALK = """---
title: Mud   # tentative
event: Open Day
event_url: https://example.org
location: Hall 2
address: {street: Main Road 1, city: Delft}
date: 2021-03-12T18:00:00Z
date_end: 2021-03-12T19:00:00Z
all_day: false
publishDate: 2021-01-23
url_pdf: mud.pdf
url_slides: ''
slides: sediment
---
See [the post](/post/first/) and the {{< ref "/publication/mud" >}}.
"""
PAGES = {
    "talk/_index.md": "---\ntitle: Talks\nview: 2\n---\n",
    "talk/mud/index.md": TALK,
    "talk/alone.md": "---\ntitle: Alone\ndate: 2021-05-01\nlocation: Hall 1\n---\n",
    "talk/only-published.md": "---\ntitle: Soon\npublishDate: 2021-05-01\nevent: EGU\n---\n",
    "post/first/index.md": "---\ntitle: First\ndate: 2020-01-01\nheader:\n  image: x.jpg\n  caption: Low tide\n---\n"
    "{{% alert note %}}\nMind [the talk](/talk/mud/).\n{{% /alert %}}\n",
    "publication/mud/index.md": '---\ntitle: Mud\ndate: 2020-01-01\npublication_types: ["2"]\ndoi: 10.1000/mud\n'
    "url_code: https://example.org/code\nselected: true\n---\n",
    "project/river/index.md": "---\ntitle: River\nexternal_link: https://example.org/river\n---\n",
    "authors/wei/_index.md": "---\nname: Wei\nrole: Professor\n---\n",
}
CONFIGURATION = """baseURL = "https://example.org/"
timeZone = "UTC"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[menus]
[[menus.main]]
name = "Talks"
url = "/talk/"
"""


@pytest.mark.skipif(binary() is None, reason="no Hugo")
def test_a_site_is_upgraded_built_and_taken_back(tmp_path: pathlib.Path) -> None:
    for name, text in PAGES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "layouts/_shortcodes").mkdir(parents=True)
    (tmp_path / "layouts/_shortcodes/alert.html").write_text("{{ .Inner }}")
    (tmp_path / "layouts/_shortcodes/callout.html").write_text("{{ .Inner }}")
    (tmp_path / "layouts/single.html").write_text("{{ .Params | jsonify }}")
    (tmp_path / "layouts/list.html").write_text("{{ .Title }}")
    (tmp_path / "hugo.toml").write_text(CONFIGURATION)
    report = Report()
    walk(tmp_path, report)
    assert report.failures == []
    with_menu = len(PAGES) + 1
    assert report.counts["pages changed, 4.8 to 0.12"] == with_menu == report.counts["pages moved, 4.8 to 0.12"] + 2
    assert report.counts["parameters of events"] >= 9 and report.counts["buttons"] == 3
    assert report.counts["came back to the byte"] >= 3 and report.counts["left by undo"] == 0
