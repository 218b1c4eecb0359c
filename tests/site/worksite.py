"""A site with every kind of page that a run can meet, a change of most of them, and what a tree of files is."""

from __future__ import annotations

import os
import pathlib
import stat

from hugoconv.page.page import Page

YAML = "---\ntitle: Page {n}  # a comment\n#draft: true\nlocation: 香港\n---\nBody {n}\n"
TOML = '+++\ntitle = "Page {n}" # a comment\n+++\nBody\n'
FOLDER = "content/talk"


def make_site(root: pathlib.Path, pages: int) -> None:
    """Writes a site of about that many pages that ``change`` changes."""
    _write(root / "hugo.toml", b'title = "x"\n[languages.en]\nweight = 1\n[languages.zh]\nweight = 2\n')
    n = changed = 0
    while changed < pages:
        changed += _KINDS[n % len(_KINDS)](root, n)
        n += 1
    (root / "content/post/kept empty").mkdir(parents=True)
    (root / "content/post").chmod(0o750)
    for folder in sorted((root / FOLDER).glob("20*")):
        folder.chmod(0o2775)


def change(page: Page) -> Page:
    """Writes a field, and moves what lies in the folder of talks; some pages only move, some stay as they are."""
    path = page.path or ""
    if "/still" in path:
        return page
    if "/pure" not in path:
        page = page.set("draft", "yes, it is").set("summary", "新 ünd lang " * 3)
    return page if "/notes" in path else page.moved_to(path.replace("/talk/", "/post/moved/"))


def _write(path: pathlib.Path, data: bytes, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(mode)


def _plain(root: pathlib.Path, n: int) -> int:
    _write(root / f"content/news/a{n}.md", YAML.format(n=n).encode(), 0o600)
    _write(root / f"content/news/still{n}.md", YAML.format(n=n).encode())
    return 1


def _toml(root: pathlib.Path, n: int) -> int:
    _write(root / f"content/news/b {n}.md", TOML.format(n=n).encode(), 0o664)
    return 1


def _odd_bytes(root: pathlib.Path, n: int) -> int:
    crlf = YAML.format(n=n).replace("\n", "\r\n").encode()
    _write(root / f"content/news/中文{n}.md", b"\xef\xbb\xbf" + crlf)
    _write(root / f"content/news/odd{n}.md", YAML.format(n=n).encode() + b"\xff\xfe\x00 body without an end")
    return 2


def _bundle(root: pathlib.Path, n: int) -> int:
    folder = root / FOLDER / f"20{n % 7:02}" / f"bundle {n}"
    for name in ("index.md", "index.zh.md", "notes.md"):
        _write(folder / name, YAML.format(n=n).encode(), 0o640)
    _write(folder / "pic.png", bytes(range(256)), 0o755)
    _write(folder / "data/more.csv", b"1,2\n")
    (folder / "link.csv").symlink_to("data/more.csv")
    return 3


def _bundle_partly_still(root: pathlib.Path, n: int) -> int:
    folder = root / FOLDER / f"purely{n}"
    _write(folder / "index.md", YAML.format(n=n).encode())
    _write(folder / "empty.txt", b"")
    return 1


def _singles(root: pathlib.Path, n: int) -> int:
    for suffix in (".md", ".zh.md"):
        _write(root / FOLDER / f"single{n}{suffix}", YAML.format(n=n).encode())
    return 2


def _pure(root: pathlib.Path, n: int) -> int:
    _write(root / FOLDER / f"year/of/pure{n}.md", YAML.format(n=n).encode())
    return 1


def _linked(root: pathlib.Path, n: int) -> int:
    _write(root / f"shared/real{n}.md", YAML.format(n=n).encode(), 0o604)
    (root / f"content/news/link{n}.md").symlink_to(f"../../shared/real{n}.md")
    return 1


_KINDS = (_plain, _bundle, _toml, _singles, _odd_bytes, _bundle_partly_still, _linked, _pure)

GONE = ("content/old", "static/gone.txt", "content/news/gone.md")


def make_gone(root: pathlib.Path, pages: int) -> None:
    """Writes files for a run to take away: a folder of them with a mode of its own, and single ones."""
    for n in range(1 + pages // 10):
        _write(root / f"content/old/deep/b{n}/index.md", YAML.format(n=n).encode(), 0o600)
        _write(root / f"content/old/deep/b{n}/pic.png", bytes(range(256)) * 3, 0o640)
        (root / f"content/old/deep/b{n}").chmod(0o2770)
    _write(root / "content/old/empty.txt", b"")
    _write(root / "static/gone.txt", b"gone\n", 0o755)
    _write(root / "content/news/gone.md", TOML.format(n=0).encode())
    (root / "content/old").chmod(0o710)


def creates(pages: int) -> dict[str, bytes]:
    """Files for a run to make, some in folders that are not there."""
    found = {f"content/new/n{n}/index.md": YAML.format(n=n).encode() for n in range(1 + pages // 10)}
    return found | {
        "content/new/empty.txt": b"",
        "data/deep/er/x.bin": bytes(range(256)),
        "content/news/new.md": b"x" * 9000,
    }


Tree = dict[str, tuple[str, int, bytes]]


def tree(root: pathlib.Path) -> Tree:
    """All that lies in a folder but the journals: kinds, modes, bytes, and where links lead."""
    found: Tree = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != ".hugoconv"]
        for name in (*folders, *names):
            path = os.path.join(folder, name)
            found[os.path.relpath(path, root)] = _look(path)
    return found


def _look(path: str) -> tuple[str, int, bytes]:
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        return "link", 0, os.fsencode(os.readlink(path))
    if stat.S_ISDIR(status.st_mode):
        return "folder", stat.S_IMODE(status.st_mode), b""
    with open(path, "rb") as file:
        return "file", stat.S_IMODE(status.st_mode), file.read()


def differences(wanted: Tree, got: Tree) -> str:
    """Where two trees differ, in a line; empty where they are equal."""
    found = []
    for path in sorted(wanted.keys() | got.keys()):
        if wanted.get(path) != got.get(path):
            found.append(f"{path}: {_short(wanted.get(path))} became {_short(got.get(path))}")
    return "; ".join(found[:6]) + (f" and {len(found) - 6} more" if len(found) > 6 else "")


def _short(one: tuple[str, int, bytes] | None) -> str:
    return "nothing" if one is None else f"{one[0]} {one[1]:o} {one[2][:80]!r}"
