"""Configurations with mistakes: valid ones of all three formats, and what may befall each of them."""

from __future__ import annotations

import pathlib
import random
from collections.abc import Callable

VALID = {
    "hugo.toml": b"""baseURL = "https://example.org/base/"
title = "x"
defaultContentLanguage = "en"
timeZone = "Asia/Shanghai"
ignoreFiles = ["\\\\.Rmd$", "_cache$"]
disableAliases = false
uglyURLs = false
[permalinks]
post = "/:year/:slug/"
[taxonomies]
tag = "tags"
[security]
allowContent = ["^text/html$"]
[frontmatter]
date = [":filename", ":default"]
[languages.en]
weight = 1
[languages.zh]
weight = 2
contentDir = "content"
[[cascade]]
outputs = ["html", "mine"]
[cascade._target]
path = "/talk/**"
[outputFormats.mine]
mediaType = "text/html"
[[module.mounts]]
source = "content"
target = "content"
""",
    "hugo.yaml": b"""baseURL: https://example.org/
timeZone: Europe/Paris
ignoreFiles: ['x$']
permalinks:
  page:
    post: /:slug/
languages:
  en: {weight: 1}
  zh: {weight: 2, disabled: true}
security:
  allowContent: ['.*']
cascade:
  - target: {path: /talk/**}
    params: {a: 1}
uglyURLs: {talk: true}
""",
    "hugo.json": b"""{"baseURL": "https://example.org/", "ignoreFiles": ["x$"], "timeZone": "UTC",
"permalinks": {"post": "/:slug/"}, "languages": {"en": {"weight": 1}, "de": {"weight": 2}},
"security": {"allowContent": ["^text/org$"]}, "cascade": {"target": {"path": "/**"}, "draft": false}}
""",
}
WORDS = [
    *(b"[", b"]", b"{", b"}", b'"', b"'", b"=", b":", b",", b"#", b"\n", b"\t", b"\0", b"\xff", b"- ", b"&a *a", b"(", b"*", b"\\"),
    *(b"9" * 5000, b"1e999", b"-1", b"nan", b"null", b"true", b"[]", b"{}", b'""', b"[1, [2]]", b"2020-01-01", b"0x"),
    *(b"[" * 600, b"{a: " * 600, b"(" * 300, b"a{99999999999}", b"(?P<", b"http://[", b"../..", b"/etc", b"C:\\\\x"),
    *(b"Mars/Olympus", b"../../etc/passwd", b"Asia", b"x" * 5000, b"**{", b"[z-a]", b"[!", b":nothing", b":sections[9]"),
]  # fmt: skip
KEYS = ["baseURL", "timeZone", "ignoreFiles", "permalinks", "languages", "security", "cascade", "uglyURLs", "taxonomies",
        "frontmatter", "module", "disableLanguages", "contentDir", "defaultContentLanguage", "outputFormats",
        "mediaTypes", "disableAliases", "params", "menu"]  # fmt: skip


def drawn(seed: int) -> tuple[str, bytes]:
    """A configuration with one to three mistakes: its name and its bytes."""
    at = random.Random(seed)  # noqa: S311 - a sample, and the same each time
    name = at.choice(list(VALID))
    data = VALID[name]
    for _ in range(at.randint(1, 3)):
        data = at.choice(MUTATIONS)(data, at)
    return name, data


def _put(data: bytes, at: random.Random) -> bytes:
    where = at.randrange(len(data) + 1)
    return data[:where] + at.choice(WORDS) + data[where:]


def _cut(data: bytes, at: random.Random) -> bytes:
    start = at.randrange(len(data) + 1)
    return data[:start] + data[start + at.randint(1, 40) :]


def _value(data: bytes, at: random.Random) -> bytes:
    """Another value in the place of one: mostly of another kind than is wanted."""
    lines = data.splitlines(keepends=True)
    i = at.randrange(len(lines)) if lines else 0
    for sign in (b" = ", b": "):
        if lines and sign in lines[i]:
            lines[i] = lines[i].partition(sign)[0] + sign + at.choice(WORDS) + b"\n"
            break
    return b"".join(lines)


def _whole(data: bytes, at: random.Random) -> bytes:
    """One setting alone, of a wrong kind, in TOML."""
    value = at.choice(["3", "'x'", "[]", "['x', 1]", "{a = 1}", "true", "[[1]]", "{a = {b = ['(']}}", "1979-05-27"])
    return f"{at.choice(KEYS)} = {value}\n".encode()


def _recoded(data: bytes, at: random.Random) -> bytes:
    text = data.decode("latin-1")
    kinds: list[Callable[[], bytes]] = [
        lambda: text.encode("utf-16"),
        lambda: text.encode("utf-16-be"),
        lambda: b"\xef\xbb\xbf" + data,
        lambda: b"",
        lambda: data[: len(data) // 2],
        lambda: data.replace(b"\n", b"\r\n"),
        lambda: data.replace(b"\n", b"\r"),
    ]
    return at.choice(kinds)()


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [_put, _cut, _value, _value, _whole, _recoded]


def make_site(root: pathlib.Path) -> None:
    """A small site for a configuration to be put in."""
    pages = {
        "content/talk/_index.md": b"---\ntitle: Talks\n---\n",
        "content/talk/a/index.md": b"---\ntitle: A\ndate: 2020-01-01\nlocation: y\nabstract_short: s\n---\n[b](../b/)\n",
        "content/talk/b.md": b"+++\ntitle = 'B'\ndate = 2020-01-02\nlocation = 'y'\n+++\n",
        "content/talk/c.html": b"---\ntitle: C\nevent: y\n---\n<p>\n",
        "content/post/d.md": b"---\ntitle: D\noutputs: [mine]\n---\n",
    }
    for name, data in pages.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
