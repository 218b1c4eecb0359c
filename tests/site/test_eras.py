"""One site, one era: by its module, its theme, or most of its pages; the same for a page named and walked."""

from __future__ import annotations

import json
import pathlib
import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

import hugoconv
from hugoconv.layouts.eras import default_era
from hugoconv.site.eras import era_of, in_site
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


UNKNOWN = {
    "event": "---\ntitle: x\nevent: z\n---\n",
    "featured": "---\ntitle: x\nevent: z\nfeatured: true\n---\n",
    "selected": "---\ntitle: x\nevent: z\nselected: true\n---\n",
    "published": "---\ntitle: x\nevent: z\npublishDate: 2020-01-01\n---\n",
    "started": "---\ntitle: x\nevent: z\ntime_start: 2020-01-01\n---\n",
    "both": "---\ntitle: x\nselected: true\nimage: {caption: y}\ndate_end: 2020-01-01\n---\n",
}
ERA = re.compile(r"was (?:talk|post), era ([\d.]+)")


@pytest.mark.parametrize("folder", ["talk", "post"])
@pytest.mark.parametrize("theme", [None, "3.3", "4.0", "5.9"])
def test_all_commands_say_the_same_of_a_page(
    theme: str | None, folder: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"content/{folder}/{name}.md": text for name, text in UNKNOWN.items()}
    version = {"themes/academic/data/academic.toml": f'version = "{theme}"\n'} if theme else {}
    monkeypatch.chdir(make(tmp_path, files | version))
    other = {"talk": "post", "post": "talk"}[folder]
    shown = {page["path"]: page for page in json.loads(run("show", "content", "--json").stdout)}
    reports = {}
    for jobs in ("1", "2"):
        found = json.loads(run("check", "content", "-j", jobs, "--report", "json").stdout)
        reports[jobs] = [(one["path"], one["message"]) for one in found if one["code"] == "other-era"]
    assert reports["1"] == reports["2"]
    diffs = {run("convert", "content", "--to", other, "-j", jobs).stdout for jobs in ("1", "2")}
    assert len(diffs) == 1
    for path, page in shown.items():
        assert json.loads(run("show", path, "--json").stdout) == page
        told = sorted(note for note in page["notes"] if "theme version" in note)
        assert [(path, note) for note in told] == sorted(one for one in reports["1"] if one[0] == path)
        named = json.loads(run("check", path, "--report", "json").stdout)
        assert sorted(one["message"] for one in named if one["code"] == "other-era") == told
        done = run("convert", path, "--to", other, "-v")
        assert done.stdout in "".join(diffs)
        if era := ERA.search(done.stdout):
            assert era[1] == (page["era"] or default_era().id)
            assert ("the theme version is unknown" in done.stderr) == (page["era"] is None)
            assert all(note in done.stderr for note in told)
        piped = run("show", "-", "--stdin-path", path, "--json", stdin=(tmp_path / path).read_bytes())
        assert json.loads(piped.stdout) == page


def test_the_check_speaks_of_the_era_of_the_site(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {f"content/talk/{name}.md": UNKNOWN[name] for name in ("started", "featured")}
    for theme, strange in (("3.3", "featured"), ("5.9", "started")):
        version = {"themes/academic/data/academic.toml": f'version = "{theme}"\n'}
        root = tmp_path / theme
        monkeypatch.chdir(make(root, pages | version))
        found = json.loads(run("check", "content", "--report", "json").stdout)
        assert [one["path"] for one in found if one["code"] == "other-era"] == [f"content/talk/{strange}.md"]


def test_json_of_a_page_names_its_site(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make(tmp_path / "site", {"content/talk/a.md": PLAIN, "go.mod": "modules/blox-tailwind\n"})
    (tmp_path / "alone.md").write_text(PLAIN)
    monkeypatch.chdir(tmp_path)
    (page,) = json.loads(run("show", "site", "--json").stdout)
    assert page["site"] == {"path": "site", "era": "0.10", "era_reason": "go.mod names modules/blox-tailwind"}
    (page,) = json.loads(run("show", root, "--json").stdout)
    assert page["site"]["path"] == root
    assert json.loads(run("show", "alone.md", "--json").stdout)["site"] is None


def test_a_plan_of_convert_goes_by_the_era_of_the_site(tmp_path: pathlib.Path) -> None:
    theme = {"themes/academic/data/academic.toml": 'version = "3.3"\n'}
    site = Site(make(tmp_path, theme | {"content/talk/plain.md": UNKNOWN["event"], "content/talk/new.md": NEW}))
    changes = {
        "3.3": partial(hugoconv.convert, to="post"),
        "0.12": partial(hugoconv.convert, to="post", era="0.12"),
        "5.9": lambda page: hugoconv.convert(page, "post"),
    }
    for era, change in changes.items():
        with ThreadPoolExecutor(1) as pool:
            plans = [site.plan(change), site.plan(change, executor=pool), site.plan(change, where=lambda page: True)]
        found = [re.findall(ERA, plan.diff()) for plan in plans]
        assert found == [["0.12" if era == "0.12" else "5.9", era]] * 3
    by_hand = site.plan(lambda page: hugoconv.convert(page, "post", era=site.era), pages=["content/talk/plain.md"])
    assert re.findall(ERA, by_hand.diff()) == ["3.3"]
    assert pickle.loads(pickle.dumps(in_site(changes["3.3"], site.base.root))) is not None
