"""A site that holds every kind of link between pages of every kind, with the pages that move, and where all lead.

Every page has a link of every form to every other page. What moves goes to a section that has its addresses from the
files, to one with a pattern of its own, and to one of ``x.html``; what stays lies beside what moves, and elsewhere.
"""

from __future__ import annotations

import posixpath
import re
import subprocess
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from tests import real_hugo as hugo

HOST = "https://example.org"
CONFIGURATION = """baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404"]
timeZone = "UTC"
[permalinks]
blog = "/blog/:year/:month/:slugorcontentbasename/"
[uglyURLs]
news = true
[markup.goldmark.renderer]
unsafe = true
"""
LANGUAGES = "[languages.en]\nweight = 1\n[languages.zh]\nweight = 2\n"
TEMPLATE = """{{ range $at, $name := slice "url_slides" "event_url" "doc_link" }}{{ with index $.Params $name }}
<p>F{{ $at }} <a href="{{ . | relURL }}">x</a></p>{{ end }}{{ end }}
{{ range $at, $link := .Params.links }}<p>F9{{ $at }} <a href="{{ $link.url | relURL }}">x</a></p>{{ end }}
<p>F8 {{ .Params.summary | markdownify }}</p>
{{ .Content }}"""
MOVES = {
    "talk/single.md": "post/single.md",
    "talk/bundle/index.md": "post/bundle/index.md",
    "talk/both/index.md": "post/both/index.md",
    "talk/both/index.zh.md": "post/both/index.zh.md",
    "talk/2019/Old Talk/index.md": "post/2019/Old Talk/index.md",
    "talk/河流.md": "post/河流.md",
    "talk/dated.md": "blog/dated.md",
    "talk/Far/index.md": "blog/Far/index.md",
    "talk/ugly.md": "news/ugly.md",
    "news/plain.md": "talk/plain.md",
    "talk/2020/deep.md": "post/deep.md",
}
STAYS = ("talk/stays.md", "docs/page.md", "docs/folder/index.md", "docs/folder2/index.zh.md", "about.md", "blog/old.md")
PICTURES = ("talk/bundle/r.png", "talk/both/r.png", "docs/folder/r.png", "talk/2019/Old Talk/a b.png")


class Place(NamedTuple):
    """A page before the moves: its file in the content, its address, its language."""

    file: str
    address: str
    language: str

    @property
    def key(self) -> str:
        """How ``ref`` names it from the top."""
        bare = re.sub(r"(\.zh)?\.md$", "", self.file)
        return bare.removesuffix("/index")

    @property
    def folder(self) -> str:
        """The folder from which its relative links in the content start: that of its section."""
        own = posixpath.dirname(self.file)
        return posixpath.dirname(own) if "/index." in self.file else own


def files(*, bilingual: bool) -> list[str]:
    return [name for name in (*MOVES, *STAYS) if bilingual or ".zh." not in name]


def forms(origin: Place, target: Place) -> Iterator[tuple[str, str]]:
    """Links to a page by the name of their form, as they are written in the body of another page; LABEL stands
    for what is unique in a page."""
    address, shown = target.address, quote(target.address)
    relative = posixpath.relpath(address, posixpath.dirname(origin.address)) + "/" * address.endswith("/")
    relative = relative if relative != "./" else f"../{posixpath.basename(address[:-1])}/"
    yield "absolute", f"[x]({address})"
    yield "no slash", f"[x]({address.rstrip('/')})"
    yield "index.html", f"[x]({address}index.html)" if address.endswith("/") else f"[x]({address})"
    yield "escaped", f"[x]({shown})"
    yield "lowercase escapes", f"[x]({shown.lower()})" if "%" in shown else f"[x]({shown})"
    yield "title", f'[x]({address} "LABEL")'
    yield "angle", f"[x](<{address}> 'a')"
    yield "anchor and query", f"[x]({address}?q=1&r={address}#part-LABEL)"
    yield "relative", f"[x]({relative})"
    yield "relative escaped", f"[x]({quote(relative)}#s)"
    yield "dot", f"[x](./{relative})"
    yield "definition", f"[x][LABEL]\n\n[LABEL]: {address} 'T'"
    yield "relative definition", f"[x][rLABEL]\n\n[rLABEL]: <{relative}>"
    yield "whole address", f"[x]({HOST}{address})"
    yield "host only", f"[x](//example.org{shown})"
    yield "image", f"![x]({address})"
    yield "href", f'<a href="{address}">x</a>'
    yield "single quotes", f"<a class='y' href='{relative}#a'>x</a>"
    yield "src", f'<img alt="" src="{shown}">'
    yield from _refs(origin, target)
    if origin.language == target.language:
        plain = re.sub(r"\.zh\.md$", ".md", target.file)
        file = posixpath.relpath("/" + plain, "/" + origin.folder)
        if file.startswith("../"):
            file = posixpath.relpath("/" + plain, "/" + posixpath.dirname(origin.file))
        yield "file", f"[x](<{file}>)"
        yield "file from the top", f"[x](</{re.sub(r'[.]zh[.]md$', '.md', target.file)}#top>)"


def _refs(origin: Place, target: Place) -> Iterator[tuple[str, str]]:
    other = "" if origin.language == target.language else f' lang="{target.language}"'
    named, key = f'path="%s"{other}' if other else '"%s"', target.key
    relative = posixpath.relpath("/" + key, "/" + origin.folder)
    yield "ref", "[x]({{< ref " + named % key + " >}})"
    yield "ref from the root", "[x]({{< ref " + named % ("/" + key + ".md") + " >}})"
    yield "relref", "[x]({{% relref " + named % (key + "#part") + " %}})"
    yield "ref relative", "[x]({{< relref " + named % relative + " >}})"
    yield "ref with a dot", "[x]({{< relref " + named % ("./" + relative) + " >}})"
    yield "ref by name", "[x]({{< ref " + named % posixpath.basename(key) + " >}})"
    yield "ref in backticks", "[x]({{<ref path=`" + key + f"/`{other}>}}}})"
    yield "figure", '{{< figure src="' + target.address + '" link="' + target.address + '" >}}'


def pictures(origin: Place, addresses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, address in addresses.items():
        relative = posixpath.relpath(address, posixpath.dirname(origin.address))
        if " " not in name:
            yield f"picture {name}", f"![x]({address})"
            yield f"relative picture {name}", f"![x]({relative} 'LABEL')"
        yield f"quoted picture {name}", f'<img alt="" src="{quote(relative)}">'


def matter(origin: Place, target: Place) -> str:
    """The front matter of a page, with links to another in its fields."""
    return (
        f"---\ntitle: {origin.key}\ndate: 2020-03-04\naliases: ['{target.address}{origin.file}']\n"
        f"url_slides: {target.address}  # {target.address}\nevent_url: '{target.address[1:]}'\n"
        f'doc_link: "{HOST}{quote(target.address)}#a"\nlinks:\n- {{name: x, url: {target.address}}}\n'
        f"summary: see [x]({target.address})\n---\n"
    )


def write(root: Path, contents: Mapping[str, str], configuration: str) -> None:
    for name, text in contents.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for name in PICTURES:
        (root / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / name).write_bytes(b"\x89PNG" + name.encode())
    (root / "layouts").mkdir()
    for name in ("single", "list", "home"):
        (root / f"layouts/{name}.html").write_text(TEMPLATE)
    (root / "hugo.toml").write_text(configuration)


def placed(root: Path) -> list[Place]:
    """The pages of a site by the real Hugo."""
    rows = hugo.addresses(root, HOST + "/")
    return [
        Place(name.removeprefix("content/"), unquote(own), "zh" if ".zh." in name else "en")
        for name, own in sorted(rows.items())
    ]


def built(root: Path) -> dict[tuple[str, str], list[str]]:
    """What every marked link of a site leads to, by file and mark: the file of a page or of a picture, with what
    follows the path; an address that is nothing's stays itself."""
    command = [str(hugo.binary()), "--source", str(root), "--noBuildLock", "--cleanDestinationDir"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = placed(root)
    known = {page.address.rstrip("/"): page.file for page in pages}
    for page in pages:
        if "/index." in page.file:
            for path in (root / "content" / page.file).parent.glob("*.png"):
                known[page.address + path.name] = f"{posixpath.dirname(page.file)}/{path.name}"
    found: dict[tuple[str, str], list[str]] = {}
    for page in pages:
        html = root / "public" / page.address.lstrip("/")
        text = (html if html.suffix == ".html" else html / "index.html").read_text("utf-8")
        for mark, line in re.findall(r"<p>([LF]\d+) (.*?)(?=<p>[LF]\d|\Z)", text, re.DOTALL):
            links = re.findall(r"""(?:href|src)=["']([^"']*)""", line)
            found[page.file, mark] = [_led(urljoin(HOST + page.address, unescape(link)), known) for link in links]
    return found


def _led(link: str, known: Mapping[str, str]) -> str:
    parts = urlsplit(link)
    path = unquote(parts.path).removesuffix("index.html").rstrip("/")
    return known.get(path, f"nothing at {path}") + (f"?{parts.query}" if parts.query else "") + f"#{parts.fragment}"
