"""Small sites, and what the real Hugo says of every page in them."""

from __future__ import annotations

import json
import pathlib
import subprocess
from collections.abc import Mapping
from typing import Any, NamedTuple

from tests import real_hugo as hugo

_CONFIG = {
    "baseURL": "https://example.org/",
    "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"],
    "security": {"allowContent": [".*"]},
}
_LIST = """{{ range hugo.Sites }}{{ $language := .Language.Lang }}{{ range .Pages }}{{ $file := "" }}
{{- with .File }}{{ $file = .Filename }}{{ end }}{{ slice $file .Path .Kind $language .Section .BundleType .Slug
.RelPermalink .Params | jsonify }}
{{ end }}{{ end }}"""


class Built(NamedTuple):
    """What Hugo says of a page. ``file`` is its path from the root, empty for a page without a file."""

    file: str
    path: str
    kind: str
    language: str
    section: str
    bundle: str
    slug: str
    url: str
    params: dict[str, Any]


def built(root: pathlib.Path, pages: Mapping[str, Any], config: Mapping[str, Any]) -> list[Built]:
    """All pages of a site, in all languages; the site has to build."""
    done = _run(root, pages, config)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = (root / "public/list.txt").read_text().splitlines()
    rows = [json.loads(line) for line in lines if line.startswith("[")]
    top = f"{root.resolve()}/"
    return [Built(file.removeprefix(top), *rest) for file, *rest in rows]


def refusal(root: pathlib.Path, pages: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    """What Hugo says where it does not build a site; empty where it does."""
    done = _run(root, pages, config)
    return done.stdout + done.stderr if done.returncode else ""


def _run(root: pathlib.Path, pages: Mapping[str, Any], config: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
    formats = {"outputFormats": {"list": {"mediaType": "text/plain", "baseName": "list", "isPlainText": True}}}
    own = {**_CONFIG, **formats, "outputs": {"home": ["list"], "page": ["html"], "section": ["html"]}, **config}
    files = {path: json.dumps(fields) + "\n" for path, fields in pages.items()}
    files |= {"hugo.json": json.dumps(own), "layouts/all.html": "x", "layouts/home.list.txt": _LIST}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    command = [str(hugo.binary()), "--source", str(root), "--noBuildLock"]
    return subprocess.run(command, capture_output=True, text=True, check=False)
