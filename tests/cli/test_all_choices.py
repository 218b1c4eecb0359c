"""Every choice of a conversion together with moving, links, several processes and another syntax: there, built by Hugo, and back."""

import json
import pathlib
import shutil

import pytest

from tests import real_hugo as hugo
from tests.cli.invoking import run

FILES = {
    "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "x"\nbuildFuture = true\n',
    "layouts/all.html": "{{ .Params | jsonify }} {{ .Content }}",
    "content/talk/_index.md": "---\ntitle: Talks\n---\n",
    "content/talk/mud.md": "---\ntitle: Mud\nevent: '24. Open Day'\nlocation: Hall 2\nsummary:\n"
    "date: 2021-03-12T10:00:00Z\ndate_end: 2021-03-12T11:00:00Z # late\nall_day: false\npublishDate: 2021-01-05\n"
    "#event_short: OD\n---\nSee [water](/talk/water/).\n",
    "content/talk/water/index.md": '+++\ntitle = "Water"\nevent = "Rain \\"Day\\""\nlocation = "Town Hall"\n'
    'summary = ""\n\ndate = 2022-03-12\npublishDate = 2022-01-05\n\n[image]\n  caption = "c"\n+++\n\n'
    'See [mud]({{< relref "/talk/mud.md" >}}).\n',
    "content/talk/bare.md": "---\ntitle: Bare\ndate: 2021-03-12\n---",
    "content/post/old.md": "---\ntitle: Old\ndate: 2020-01-01\n#event: Fair\n# location: Park\n---\n[mud](/talk/mud/)\n",
    "content/post/new.md": '+++\ndate = 2020-01-02\ntitle = "New"\nsummary = "s"\n+++\nHi\n',
}
TO_POST = [
    ["--event-in", "body"],
    ["--event-in", "subtitle", "--date", "start"],
    ["--event-in", "summary", "--event-line", "{event}（{location}），{start:%Y年%-m月%-d日}"],
]
TO_TALK = [["--template"], ["--template", "--uncomment-fields", "--date", "start"], ["--uncomment-fields"]]
TOGETHER = ["--move", "--fix-links", "-j", "2", "--json", "-w"]
WAYS = [*(("post", way) for way in TO_POST), *(("talk", way) for way in TO_TALK)]
OTHER = {"talk": "post", "post": "talk"}


@pytest.fixture
def site(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    for name, text in FILES.items():
        (tmp_path / "s" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "s" / name).write_bytes(text.encode())
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path / "s"


def files_of(root: pathlib.Path) -> dict[str, bytes]:
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if name in FILES or name.endswith(".md")}


def build(root: pathlib.Path) -> None:
    if hugo.binary() is not None:
        assert not hugo._error(root)
        for made in ("public", "resources"):
            shutil.rmtree(root / made, ignore_errors=True)


@pytest.mark.parametrize(("to", "way"), WAYS, ids=[" ".join(way) for _, way in WAYS])
def test_there_built_and_back(site: pathlib.Path, to: str, way: list[str]) -> None:
    before, own = files_of(site), OTHER[to]
    there = run("convert", str(site / "content" / own), "--to", to, *way, *TOGETHER)
    assert there.exit_code == 0, there.output
    assert json.loads(there.stdout)
    assert not (site / "content" / own / ("new.md" if to == "talk" else "mud.md")).exists()
    build(site)
    back = run("convert", str(site / "content" / to), "--to", own, "--recorded", *TOGETHER)
    assert back.exit_code == 0, back.output
    assert files_of(site) == before


@pytest.mark.parametrize(("to", "way"), WAYS[::2], ids=[" ".join(way) for _, way in WAYS[::2]])
def test_in_another_syntax_it_builds_and_is_undone(site: pathlib.Path, to: str, way: list[str]) -> None:
    before = files_of(site)
    there = run("convert", str(site / "content" / OTHER[to]), "--to", to, "--syntax", "toml", *way, *TOGETHER)
    assert there.exit_code == 0, there.output
    assert all(data.startswith(b"+++") for name, data in files_of(site).items() if name not in before)
    build(site)
    assert run("undo", str(site)).exit_code == 0
    assert files_of(site) == before
