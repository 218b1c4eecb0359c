"""The real Hugo finds the pages that ``discover`` finds, and gives them the addresses that ``address`` says."""

from __future__ import annotations

import pathlib
import re
import tempfile

import hugoconv
from hugoconv.site.configuration import Configuration, read_configuration
from hugoconv.site.discovery import discover
from hugoconv.site.site import Site
from hugoconv.syntax.envelope import split
from tests import real_hugo as hugo
from tests.corpus import CorpusPage
from tests.invariants.report import Report
from tests.site import permalink_tokens
from tests.site.sites import addresses_in

_START = 'baseURL = "https://example.org/"\nsecurity = {allowContent = [".*"]}\n'
_LANGUAGES = "[languages.en]\n[languages.zh]\n[languages.fr]\n[languages.de]\n"
CONFIGURATIONS = {
    "plain": _START,
    "languages, dates and titles": _START
    + 'timeZone = "Asia/Shanghai"\nfrontmatter = {date = [":default", ":filename"]}\n'
    + '[[permalinks]]\npattern = "/:year/:month/:day/:sections/:slug/"\ntarget = {kind = "page", path = "/**"}\n'
    + _LANGUAGES,
    "ugly, case kept": _START + "uglyURLs = true\ndisablePathToLower = true\nremovePathAccents = true\n",
}
# Pages in the mixture of sites for which Hugo says something else, and why.
KNOWN = {
    "content/pages/": "a folder beside a page of its name is no section",
    "content/posts/emoji-support.md": "a page beside a bundle of its name",
    "content/tags/shortcodes/_index.pt-br.md": "a term that another page has made",
    "content/Research/": "a section spelled with and without a capital, where case is kept",
}
_PLACE = re.compile(r'/content/([^":\n]+\.[A-Za-z]+)["\s:]')


def ask_hugo(pages: list[CorpusPage]) -> Report:
    """Pages without their bodies, laid out as sites under several configurations."""
    report = Report()
    if hugo.binary() is None:
        report.count("skipped: no Hugo")
        return report
    for name, text in CONFIGURATIONS.items():
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder).resolve()
            (root / "hugo.toml").write_text(text)
            _lay_out(root, pages)
            _compare(name, root, report)
    with tempfile.TemporaryDirectory() as folder:
        _ask_of_tokens(pathlib.Path(folder).resolve(), report)
    return report


def _ask_of_tokens(root: pathlib.Path, report: Report) -> None:
    """Every token of ``permalinks``: what Hugo says where each is asked of all pages, some of them then at one address,
    and after a plan that brings them there, which must lose none."""
    alike, moved = root / "alike", root / "moved"
    for site in (alike, moved):
        site.mkdir()
        permalink_tokens.make(site)
    for folder in alike.glob("content/*/talk"):
        folder.rename(folder.with_name("post"))
    _compare_tokens("all at their tokens", alike, report)
    before = _compare_tokens("before a move", moved, report)
    plan = Site(moved).plan(permalink_tokens.to_post)
    report.count("pages refused as they would fall together", len(plan.problems))
    Site(moved).apply(plan)
    after = _compare_tokens("after a move", moved, report)
    if after < before:
        report.fail("permalink tokens", "after a move", f"{after} addresses where there were {before}")


def _compare_tokens(name: str, root: pathlib.Path, report: Report) -> int:
    """How many addresses Hugo gives the pages of a site of tokens, each compared with ours."""
    configuration = read_configuration(str(root))
    theirs, ours = hugo.addresses(root, configuration.base_url), addresses_in(configuration)
    for path in sorted({*ours, *theirs}):
        if ours.get(path) == theirs.get(path):
            report.count(f"permalink tokens, {name}: addresses that agree")
        else:
            report.fail(path, f"permalink tokens, {name}", f"{ours.get(path)}, and for Hugo {theirs.get(path)}")
    found = len(set(theirs.values()))
    report.count(f"permalink tokens, {name}: distinct addresses", found)
    return found


def _lay_out(root: pathlib.Path, pages: list[CorpusPage]) -> None:
    """Writes the pages that Hugo builds, each at its own place below ``content``, the first where two have one place."""
    taken: set[str] = set()
    for page in pages:
        _, inside, below = f"/{page.site_path}".rpartition("/content/")
        place = re.sub(r"(/_?index)?(\.\w+)$", "", below).lower()
        if not inside or not page.builds or place in taken:
            continue
        taken.add(place)
        path = root / "content" / below
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(split(page.read())[:5]))


def _compare(name: str, root: pathlib.Path, report: Report) -> None:
    configuration = read_configuration(str(root))
    theirs = _listed(root, configuration, report)
    ours = addresses_in(configuration)
    report.count("pages", len(theirs))
    for path in sorted({*ours, *theirs}):
        own, other = ours.get(path), theirs.get(path)
        if own == other or (other is None and own == ""):
            report.count("addresses that agree", other is not None)
        elif own is None and not _is_readable(root / path):
            report.count("pages that hugoconv does not read")
        elif other is None and _is_unlisted(root / path):
            report.count("pages that Hugo does not list")
        elif other is None and list(ours.values()).count(own) > 1:
            report.count("pages in the place of another")
        elif why := next((why for start, why in KNOWN.items() if path.startswith(start)), None):
            report.count(f"known: {why}")
        else:
            report.fail(path, name, f"{own}, and for Hugo {other}")


def _is_readable(path: pathlib.Path) -> bool:
    try:
        hugoconv.read(path)
    except hugoconv.MatterSyntaxError:
        return False
    return True


def _is_unlisted(path: pathlib.Path) -> bool:
    return re.search(rb"list\W+(never|false|local)", path.read_bytes()) is not None


def _listed(root: pathlib.Path, configuration: Configuration, report: Report) -> dict[str, str]:
    """What Hugo lists, without the pages that it refuses among these others."""
    for _ in range(len(list(discover(configuration)))):
        try:
            return hugo.addresses(root, configuration.base_url)
        except AssertionError as error:
            found = _PLACE.search(str(error))
            assert found is not None, str(error)[:600]
            (root / "content" / found.group(1)).unlink()
            report.count("pages that Hugo refuses in this site")
    return {}
