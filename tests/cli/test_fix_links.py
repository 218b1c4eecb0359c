"""``convert --move --fix-links`` on a small site: one run, told in one line, taken back by one undo."""

import pathlib

from tests.cli.invoking import program

TALK = "---\ntitle: {0}\nevent: Day\nlocation: Hall\ndate: 2021-03-12\npublishDate: 2021-01-23\n---\n[x](/talk/b/)\n"


def test_links_are_rewritten_in_the_run_that_moves(tmp_path: pathlib.Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"content/talk/{name}").mkdir(parents=True)
        (tmp_path / f"content/talk/{name}/index.md").write_text(TALK.format(name))
    (tmp_path / "content/talk/_index.md").write_text("---\ntitle: Talks\n---\n[a](a/)\n")
    (tmp_path / "hugo.toml").write_text('[[menus.main]]\nname = "A"\nurl = "/talk/a/"\n')
    start = {path: path.read_bytes() for path in (tmp_path / "hugo.toml", *tmp_path.rglob("content/**/*.md"))}
    done = program("convert", f"{tmp_path}/content/talk", "--to", "post", "--move", "--fix-links", "-w")
    told = done.stderr.decode()
    assert done.returncode == 0
    assert "4 links rewritten in 4 pages" in told
    assert "content/talk/_index.md:1:1: section-emptied" in told
    assert "link-to-moved" not in told
    assert (tmp_path / "hugo.toml").read_text() == '[[menus.main]]\nname = "A"\nurl = "/post/a/"\n'
    assert (tmp_path / "content/post/a/index.md").read_text().endswith("[x](/post/b/)\n")
    assert (tmp_path / "content/talk/_index.md").read_text().endswith("[a](../post/a/)\n")
    done = program("convert", f"{tmp_path}/content/post", "--to", "talk", "--move", "--fix-links", "-w")
    assert {path: path.read_bytes() for path in (tmp_path / "hugo.toml", *tmp_path.rglob("content/**/*.md"))} == start
    program("undo", str(tmp_path))
    program("undo", str(tmp_path))
    assert {path: path.read_bytes() for path in (tmp_path / "hugo.toml", *tmp_path.rglob("content/**/*.md"))} == start


def test_links_are_rewritten_only_with_a_move(tmp_path: pathlib.Path) -> None:
    done = program("convert", str(tmp_path), "--to", "post", "--fix-links")
    assert done.returncode == 2 and b"--fix-links goes with --move" in done.stderr
