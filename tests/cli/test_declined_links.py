"""``convert --move --fix-links -i``: a page that somebody declines keeps its bytes, and its links are told."""

import itertools
import pathlib
import re

import pytest

from tests.cli.invoking import run

NAMES = ("a", "b", "c")
LINES = "".join(f"[{name}](/talk/{name}/)\n" for name in NAMES)
TALK = f"---\ntitle: Mud\nevent: Day\nlocation: Hall\ndate: 2021-03-12\npublishDate: 2021-01-23\n---\n{LINES}"
CONVERT = ("convert", "content/talk", "--to", "post", "--move", "--fix-links", "-w", "-i")


@pytest.fixture
def linked(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """Three talks, each with a link to each, and a page that nobody is asked for."""
    for name in NAMES:
        (tmp_path / f"content/talk/{name}").mkdir(parents=True)
        (tmp_path / f"content/talk/{name}/index.md").write_text(TALK)
    (tmp_path / "content/other.md").write_text(f"---\ntitle: x\n---\n{LINES}")
    (tmp_path / "hugo.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(stderr: str) -> set[tuple[str, str]]:
    """The pages with links to moved ones, and the link."""
    return set(re.findall(r"content/talk/(\w)/index\.md:\d+:\d+: link-to-moved: \[\w\]\(/talk/(\w)/\): ", stderr))


@pytest.mark.parametrize("answers", [*itertools.product("yn", repeat=3), ("n", "y", "q"), ("y", "q"), ("n", "a")])
def test_a_declined_page_keeps_its_bytes_and_its_links_are_told(linked: pathlib.Path, answers: tuple[str, ...]) -> None:
    moved = {name for name, answer in zip(NAMES, (*answers, *answers[-1:]), strict=False) if answer in "ya"}
    result = run(*CONVERT, stdin="\n".join((*answers, "")).encode())
    assert result.exit_code == 0, result.output
    lines = "".join(f"[{name}](/{'post' if name in moved else 'talk'}/{name}/)\n" for name in NAMES)
    assert (linked / "content/other.md").read_text().endswith(f"---\n{lines}")
    for name in NAMES:
        if name in moved:
            assert (linked / f"content/post/{name}/index.md").read_text().endswith(f"---\n{lines}")
        else:
            assert (linked / f"content/talk/{name}/index.md").read_text() == TALK
    assert told(result.stderr) == set(itertools.product(set(NAMES) - moved, moved))
    if len(moved) < len(NAMES):
        assert f"{3 - len(moved)} skipped ({3 - len(moved)} declined)" in result.stderr


def test_pages_that_a_condition_leaves_out_still_get_their_links(linked: pathlib.Path) -> None:
    (linked / "content/talk/c/index.md").write_text(TALK.replace("Mud", "Tar"))
    result = run(*CONVERT[:-1], "--where", "title=Mud")
    assert result.exit_code == 0, result.output
    assert "[a](/post/a/)" in (linked / "content/talk/c/index.md").read_text()
    assert not told(result.stderr)
