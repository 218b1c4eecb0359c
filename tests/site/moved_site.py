"""A site with talks of every shape, made from the fixtures: bundles with resources and translations, single files."""

from __future__ import annotations

import pathlib
import subprocess
from typing import Any

from tests.real_hugo import binary

FIXTURES = pathlib.Path(__file__).parents[2] / "fixtures"
CONFIG = """baseURL = "https://example.org/"
defaultContentLanguage = "en"
timeZone = "UTC"
[languages.en]
weight = 1
[languages.zh]
weight = 2
"""
TALK = "---\ntitle: {title}\nevent: Open Day\nlocation: Hall 2\ndate: 2021-03-12T18:00:00Z\npublishDate: 2021-01-23\n---\nBody\n"
TEMPLATES = {
    "single.html": "{{ .Params | jsonify }}",
    "list.html": "{{ .Title }}",
    "home.html": "home",
}


def make(root: pathlib.Path) -> None:
    """Writes the site."""
    pairs = {path.parent.name: path.read_bytes() for path in sorted(FIXTURES.glob("pairs/*/talk.md"))}
    talks = {f"talk/{name}/index.md": data for name, data in pairs.items() if _goes_back(name, data)}
    talks |= {
        "talk/_index.md": b"---\ntitle: Talks\n---\n",
        "talk/two/index.md": TALK.format(title="Mud").encode(),
        "talk/two/index.zh.md": TALK.format(title="泥").encode(),
        "talk/two/slides/deck.pdf": b"%PDF\xff",
        "talk/two/featured.png": b"\x89PNG",
        "talk/two/notes.md": TALK.format(title="Notes of the bundle").encode(),
        "talk/single.md": TALK.format(title="Alone").encode(),
        "talk/single.zh.md": TALK.format(title="独自").encode(),
        "talk/河流的记忆.md": TALK.format(title="河流的记忆").encode(),
        "talk/2019/Old Talk/index.md": TALK.format(title="Old").encode(),
        "talk/with-alias.md": TALK.replace("event:", "aliases:\n- /old/\nevent:").format(title="Alias").encode(),
        "talk/with-url.md": TALK.replace("event:", "url: /fixed/\nevent:").format(title="Fixed").encode(),
        "talk/full/index.md": (FIXTURES / "pages/full-talk.md").read_bytes(),
        "about.md": b'---\ntitle: About\n---\nSee [mud](/talk/two/) and [old]({{< ref "talk/single.md" >}}).\n',
    }
    for name, data in talks.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (root / "hugo.toml").write_text(CONFIG)
    for name, text in TEMPLATES.items():
        (root / "layouts").mkdir(exist_ok=True)
        (root / "layouts" / name).write_text(text)


def _goes_back(name: str, data: bytes) -> bool:
    """Not a page that was a post before, nor one in braces, in which no field can be added beside a hidden one."""
    return b"hugoconv: was" not in data and name != "in-braces"


def tree(root: pathlib.Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a site with its bytes and mode, and every folder, but for what is kept to undo."""
    return {
        str(path.relative_to(root)): (path.read_bytes() if path.is_file() else b"", path.stat().st_mode)
        for path in sorted(root.rglob("*"))
        if ".hugoconv" not in path.parts and "public" not in path.relative_to(root).parts
    }


def hugo(root: pathlib.Path, *arguments: str) -> str:
    """What the real Hugo prints."""
    program = binary()
    assert program is not None
    command = [program, *arguments, "--source", str(root), "--noBuildLock"]
    done: Any = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)
