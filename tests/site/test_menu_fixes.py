"""Links in the configuration follow the pages that move, in every format, and nothing else of its files changes."""

from __future__ import annotations

import pathlib

import pytest

import hugoconv

TALK = "---\ntitle: x\nevent: Day\nlocation: Hall\ndate: 2021-03-12\n---\n"
FILES = {
    "hugo.toml": (
        '# Ours.\ntitle = "A site"  # shown\n\n[[menus.main]]\n  name = \'River\'\n  url = "/talk/river/"  # /talk/river/\n'
        "[[menus.main]]\n  pageRef = '/talk/river'\n  weight = 2\n"
    ),
    "hugo.yaml": "menus:\n  main:\n  - name: River # x\n    url: /talk/river/\n  - {name: B, pageRef: talk/river}\n",
    "hugo.json": '{"menus": {"main": [{"url": "/talk/river/#top"}, {"pageRef": "/talk/river"}]}}\n',
    "config/_default/menus.en.toml": '[[main]]\nurl = "/talk/river/?a=1"\n',
}


def made(root: pathlib.Path, name: str, text: bytes) -> hugoconv.Site:
    page = root / "content/talk/river/index.md"
    page.parent.mkdir(parents=True)
    page.write_text(TALK)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(text)
    return hugoconv.Site(root)


@pytest.mark.parametrize("name", FILES)
def test_menus_follow_and_come_back(tmp_path: pathlib.Path, name: str) -> None:
    old = FILES[name]
    site = made(tmp_path, name, old.encode())
    done = site.fix_links(site.plan(site.converting("post", move=True)))
    assert done.left == () and {place.kind for place in done.rewritten} == {"menu"}
    assert site.apply(done.plan).failures == ()
    comment = "  # /talk/river/"
    wanted = (
        old.replace(comment, "#").replace("talk/river", "post/river").replace("#\n", f"{comment}\n", old.count(comment))
    )
    assert (tmp_path / name).read_text() == wanted
    back = hugoconv.Site(tmp_path)
    again = back.fix_links(back.plan(back.converting("talk", move=True)))
    assert back.apply(again.plan).failures == ()
    assert (tmp_path / name).read_text() == old
    back.undo()
    back.undo()
    assert (tmp_path / name).read_text() == old and (tmp_path / "content/talk/river/index.md").read_text() == TALK


@pytest.mark.parametrize(
    "data",
    [
        b'\xef\xbb\xbf[[menus.main]]\nurl = "/talk/river/"\n',  # not the bytes that were read
        b'[[menus.main]]\nurl = "/t\\u0061lk/river/"\n',  # not as it is spelled
        b'[[menus.main]]\nurl = "https://example.org/talk/river/"\n',
    ],
)
def test_what_is_not_certain_is_told_and_stays(tmp_path: pathlib.Path, data: bytes) -> None:
    site = made(tmp_path, "hugo.toml", b'baseURL = "https://example.org/"\n' + data if data[:1] != b"\xef" else data)
    before = (tmp_path / "hugo.toml").read_bytes()
    done = site.fix_links(site.plan(site.converting("post", move=True)))
    kinds = [place.kind for place in (*done.left, *done.rewritten)]
    assert kinds == ["menu"]
    site.apply(done.plan)
    after = (tmp_path / "hugo.toml").read_bytes()
    assert (after == before) is bool(done.left)
