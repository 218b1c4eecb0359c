"""Where the links of a built site lead, before and after its pages moved."""

from __future__ import annotations

import os
import pathlib
import re
from subprocess import run as start
from urllib.parse import unquote, urljoin, urlsplit

from tests import real_hugo as hugo
from tests.invariants.report import Report
from tests.invariants.sites import EVERYTHING, page_name

# A second folder of templates, which show the bodies of pages.
LONGEST = 120  # seconds; a Hugo that cannot render a body may wait for ever
WITH_BODIES = "layouts-with-bodies"
HOST = "https://example.org"
_LINK = re.compile(r"""\b(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_REDIRECT = re.compile(r'http-equiv="?refresh"? content="0; url=([^"]*)"')
_SETTINGS = {"HUGO_LAYOUTDIR": WITH_BODIES, "HUGO_MARKUP_GOLDMARK_RENDERER_UNSAFE": "true"}


class Led(dict[str, list[tuple[str, str]]]):
    """The links of every page by its name: how each stands, and the name of the page to which it leads; the address
    where that is a file of another kind, nothing where it leads nowhere or out of the site."""


def led(root: pathlib.Path, report: Report) -> Led:
    """Where the links of a site lead that Hugo builds; a build that fails is a failure."""
    if hugo.binary() is None:
        return Led()
    command = [str(hugo.binary()), "--source", str(root), *EVERYTHING]
    environment = {**os.environ, **_SETTINGS}
    built = start(command, capture_output=True, text=True, check=False, env=environment, timeout=LONGEST)
    if built.returncode:
        report.fail(root.name, "build with bodies", (built.stdout + built.stderr)[-1000:])
    names = {unquote(address): page_name(path) for path, address in hugo.addresses(root, HOST + "/").items() if address}
    found = Led()
    for address, name in names.items():
        text = _text(root / "public", address)
        links = ["".join(groups) for groups in _LINK.findall(text)]
        found[name] = [(link, _goal(root / "public", urljoin(HOST + address, link), names)) for link in links]
    return found


def _text(public: pathlib.Path, address: str) -> str:
    file = _file(public, address)
    return file.read_text("utf-8", "replace") if file and file.suffix == ".html" else ""


def _file(public: pathlib.Path, address: str) -> pathlib.Path | None:
    path = public / address.lstrip("/")
    found = path / "index.html" if address.endswith("/") or not path.suffix else path
    return found if found.is_file() else None


def _goal(public: pathlib.Path, link: str, names: dict[str, str]) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    if f"{parts.scheme}://{parts.netloc}" != HOST:
        return ""
    address = unquote(parts.path).removesuffix("index.html")
    if redirect := _REDIRECT.search(_text(public, address)):
        return _goal(public, redirect[1], names)
    name = names.get(address) or names.get(address + "/")
    return name or (address if _file(public, address) else "")


def compare_links(before: Led, after: Led, report: Report) -> None:
    """Reports links that led to a page or file of the site and lead elsewhere, or nowhere."""
    for name, links in before.items():
        now = after.get(name, [])
        if len(now) != len(links):
            report.fail(name, "links", f"{len(links)} became {len(now)}")
            continue
        for (old, goal), (new, found) in zip(links, now, strict=True):
            report.count("links of built pages")
            if not goal:
                continue
            report.count("links of built pages that lead to pages of the site")
            if goal != found:
                report.fail(name, "link", f"{old} led to {goal}, and {new} leads to {found or 'nothing'}")
