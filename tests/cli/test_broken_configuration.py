"""A mistake in a site's configuration is the user's: told with a place, never a traceback, and never exit 4."""

from __future__ import annotations

import pathlib

import pytest

from tests.cli.invoking import run
from tests.site.broken_configurations import drawn, make_site

COMMANDS = [
    ("show", "content/talk"),
    ("show", "."),
    ("check", "content"),
    ("edit", "content/talk/b.md", "--set", "draft=true"),
    ("edit", "content", "--set", "draft=true", "-j", "1"),
    ("convert", "content/talk", "--to", "post", "-j", "1"),
    ("convert", "content/talk", "--to", "post", "--move", "-j", "1"),
    ("convert", "content/talk", "--syntax", "toml", "-j", "1"),
    ("convert", "content/talk", "--to", "post", "--move", "-w", "-j", "1"),
    ("undo",),
]


def tried(root: pathlib.Path, name: str, data: bytes) -> list[str]:
    """What went wrong in the commands; empty where nothing did."""
    make_site(root)
    (root / name).write_bytes(data)
    found = []
    for command in COMMANDS:
        result = run(*command)
        if result.exit_code not in (0, 1, 3) or "Traceback" in result.stderr or ": bug: " in result.stderr:
            found.append(f"{' '.join(command)}: {result.exit_code}\n{result.stderr[-1500:]}")
    return found


@pytest.mark.parametrize("seed", range(40))
def test_no_configuration_is_a_bug_of_ours(seed: int, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name, data = drawn(seed)
    assert tried(tmp_path, name, data) == [], data[:400]


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (("show", "content/talk/b.md"), 0),
        (("edit", "content/talk/b.md", "--set", "draft=true", "-w"), 0),
        (("convert", "content/talk/b.md", "--to", "post"), 0),
        (("convert", "content/talk/b.md", "--to", "post", "--move", "-w"), 3),
        (("convert", "content/talk", "--syntax", "yaml", "-w"), 3),
        (("undo", "--list"), 0),
    ],
)
def test_only_what_needs_the_configuration_is_not_done(
    command: tuple[str, ...], status: int, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make_site(tmp_path)
    (tmp_path / "hugo.toml").write_text("title = 'x'\na = = 1\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    result = run(*command)
    assert result.exit_code == status, result.stderr
    said = "configuration: hugo.toml:2:5: toml-syntax: "
    assert result.stderr.count(said) == (command[0] in ("edit", "convert"))
    changed = {path.name for path, data in before.items() if not path.exists() or path.read_bytes() != data}
    assert changed == ({"b.md"} if command[0] == "edit" else set())
