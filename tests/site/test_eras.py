"""One site, one era: by its module, its theme, or most of its pages; the same for a page named and walked."""

from __future__ import annotations

import json
import pathlib

import pytest

from hugoconv.site.eras import era_of
from hugoconv.site.site import Site
from tests.cli.invoking import run

OLD = "---\ntitle: x\nselected: true\nimage: {caption: y}\nevent: z\nabstract_short: s\n---\n"
NEW = "---\ntitle: x\ndate: 2020-01-01\ndate_end: 2020-01-02\nevent: z\n---\n"
PLAIN = "---\ntitle: x\ndate: 2020-01-01\nevent: z\nabstract_short: s\n---\n"


def make(root: pathlib.Path, files: dict[str, str]) -> str:
    for name, text in {"hugo.toml": "", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    era_of.cache_clear()
    return str(root)


@pytest.mark.parametrize(
    ("files", "era"),
    [
        ({"go.mod": "require github.com/HugoBlox/kit/modules/blox v0.12.0\n"}, "0.12"),
        ({"go.mod": "require github.com/HugoBlox/hugo-blox-builder/modules/blox-tailwind v0.3.0\n"}, "0.10"),
        ({"go.mod": "require github.com/wowchemy/wowchemy-hugo-modules/v5 v5.3.0\n"}, "5.9"),
        ({"hugo.toml": "[[module.imports]]\npath = 'github.com/HugoBlox/x/modules/blox-bootstrap/v5'\n"}, "5.9"),
        ({"themes/academic/data/academic.toml": 'version = "3.3.1"\n'}, "3.3"),
        ({"themes/academic/data/academic.toml": 'version = "4.8.0"\n'}, "5.9"),
        ({f"content/talk/{n}.md": OLD for n in "abc"} | {"content/talk/d.md": NEW}, "3.3"),
        ({f"content/talk/{n}.md": NEW for n in "abc"} | {"content/talk/d.md": OLD}, "5.9"),
        ({"content/talk/a.md": NEW, "content/talk/d.md": OLD}, None),
        ({}, None),
        ({"hugo.toml": "a = = 1", "go.mod": "modules/blox-tailwind"}, None),
    ],
)
def test_a_site_has_one_era(files: dict[str, str], era: str | None, tmp_path: pathlib.Path) -> None:
    assert era_of(make(tmp_path, files)).era == Site(tmp_path).era == era


@pytest.mark.parametrize("wanted", ["3.3", "5.9"])
def test_show_and_convert_say_the_same_of_a_page_named_or_walked(
    wanted: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = {"themes/academic/data/academic.toml": f'version = "{wanted}"\n'}
    pages = {"content/talk/plain.md": PLAIN, "content/talk/old.md": OLD, "content/talk/new.md": NEW}
    make(tmp_path, theme | pages)
    monkeypatch.chdir(tmp_path)
    assert f".: a site, era {wanted} (themes/academic/data/academic.toml has" in run("show", ".").stdout
    expected = {"plain": wanted, "old": "3.3", "new": "5.9"}
    walked = {
        pathlib.Path(page["path"]).stem: page["era"] for page in json.loads(run("show", "content", "--json").stdout)
    }
    assert walked == expected
    diff = run("convert", "content", "--to", "post", "-j", "1").stdout
    for name, era in expected.items():
        path = f"content/talk/{name}.md"
        assert json.loads(run("show", path, "--json").stdout)["era"] == era
        alone = run("convert", path, "--to", "post").stdout
        assert f"was talk, era {era}" in alone and alone in diff
        assert "era 4.0" not in run("convert", path, "--to", "post").stdout
        assert "was talk, era 0.12" in run("convert", path, "--to", "post", "--era", "0.12").stdout
