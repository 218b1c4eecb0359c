"""Scripts in the style of those that people write with python-frontmatter, of which only the import changes."""

from __future__ import annotations

import difflib
import os
import pathlib
import subprocess
import sys

import frontmatter as peer
import pytest

from hugoconv.interop.differences import is_same
from tests.strategies import FIXTURES

ROOT = pathlib.Path(__file__).parent.parent.parent
SCRIPTS = sorted((FIXTURES / "scripts").glob("*.py"))
PAGES = {
    "2019-05-01-mud.md": (
        "---\n# How it began.\ntitle: 'Mud'   # tentative\ntags: [ML, rivers]\npermalink: /mud/\n#subtitle: and sand\n"
        "expiryDate: 2020-06-01\n---\n\nMud moves.\n\n\n"
    ),
    "2020-02-02-河流.md": (
        '---\ntitle: "河流"\nzebra: 1\nalpha: "2020-01-01"\ntags:\n- machine learning  # both\n- ML\n'
        "date: 2020-02-03T10:00:00+08:00\n---\n正文\n"
    ),
    "news/crlf.md": "---\r\ntitle: News\r\ntags: news\r\nexpiryDate: 2020-12-31 # New Year's Eve\r\n---\r\nOne\r\nTwo\r\n",
    "kept.md": "---\ntitle: Kept\nexpiryDate: 2030-01-01\nsummary: >\n  Folded\n  text.\n---\nText\n",
    "plain.md": "No front matter.\n",
}


def done(script: pathlib.Path, folder: pathlib.Path, text: str) -> dict[str, bytes]:
    """What a script makes of the pages."""
    for name, page in PAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(page.encode())
    copy = folder.parent / f"{folder.name}-{script.name}"
    copy.write_text(text)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, copy, folder], check=True, env=environment)
    return {name: (folder / name).read_bytes() for name in PAGES}


def changed_lines(old: bytes, new: bytes) -> int:
    lines = difflib.ndiff(old.decode().splitlines(keepends=True), new.decode().splitlines(keepends=True))
    return sum(line[:1] in "+-" for line in lines)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_only_the_import_changes(tmp_path: pathlib.Path, script: pathlib.Path) -> None:
    text = script.read_text("utf-8")
    ours = text.replace("import frontmatter\n", "from hugoconv.interop import frontmatter\n")
    assert ours != text
    theirs, found = (done(script, tmp_path / name, one) for name, one in (("theirs", text), ("ours", ours)))
    fewer = same = 0
    for name, page in PAGES.items():
        wanted, got = peer.loads(theirs[name].decode()), peer.loads(found[name].decode())
        assert is_same(got.metadata, wanted.metadata), name
        assert got.content.replace("\r\n", "\n") == wanted.content.replace("\r\n", "\n"), name
        old = page.encode()
        few, many = changed_lines(old, found[name]), changed_lines(old, theirs[name])
        assert few <= many, name
        fewer += few < many
        same += old == found[name]
    assert fewer >= 1 and same >= 2


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) == 3


def test_comments_and_order_stay(tmp_path: pathlib.Path) -> None:
    script = FIXTURES / "scripts/dates_from_names.py"
    text = script.read_text("utf-8").replace("import frontmatter\n", "from hugoconv.interop import frontmatter\n")
    found = done(script, tmp_path / "ours", text)
    assert found["2019-05-01-mud.md"].decode() == (
        "---\n# How it began.\ntitle: 'Mud'   # tentative\ntags: [ML, rivers]\n#subtitle: and sand\n"
        "expiryDate: 2020-06-01\ndate: 2019-05-01\nslug: mud\n---\n\nMud moves.\n\n\n"
    )
