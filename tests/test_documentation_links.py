"""Every relative link of the documentation leads to a file and a heading, and every file that it names is there."""

import pathlib
import re
from collections.abc import Iterator

import pytest

ROOT = pathlib.Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PICTURE = re.compile(r"""\b(?:src|srcset)="([^":]+)""")
_FILE = re.compile(r"(?:[\w.-]+/)*[\w.*-]+\.(?:py|toml|md)\Z")
_OURS = ("hugoconv/", "tests/", "docs/", "fixtures/")
_PACKAGES = tuple(f"{path.name}/" for path in (ROOT / "hugoconv").iterdir() if path.is_dir())


def links() -> Iterator[tuple[pathlib.Path, str]]:
    for page in PAGES:
        prose = _CODE.sub("", _FENCED.sub("", page.read_text("utf-8")))
        yield from ((page, target) for target in _LINK.findall(prose) if "://" not in target)


def anchors(page: pathlib.Path) -> set[str]:
    """The headings of a page as links name them."""
    prose = _FENCED.sub("", page.read_text("utf-8"))
    headings = re.findall(r"^#+ (.*)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def files() -> Iterator[tuple[pathlib.Path, str]]:
    """The files of the project that a page names in code, from the top of the project or of the package."""
    for page in PAGES:
        for code in _CODE.findall(_FENCED.sub("", page.read_text("utf-8"))):
            name = code.strip("`").partition("::")[0]
            if name.startswith((*_OURS, *_PACKAGES)) and _FILE.match(name):
                yield page, name


def _id(value: object) -> str:
    return str(value.relative_to(ROOT)) if isinstance(value, pathlib.Path) else str(value)


@pytest.mark.parametrize(("page", "target"), sorted(set(links())), ids=_id)
def test_a_link_leads_to_a_file_and_a_heading(page: pathlib.Path, target: str) -> None:
    name, _, heading = target.partition("#")
    there = page.parent / name if name else page
    assert there.exists(), f"{page.relative_to(ROOT)} links to {target}"
    assert not heading or heading in anchors(there)


@pytest.mark.parametrize(("page", "name"), sorted(set(files())), ids=_id)
def test_a_file_that_is_named_is_there(page: pathlib.Path, name: str) -> None:
    assert [*ROOT.glob(name), *(ROOT / "hugoconv").glob(name)], f"{page.relative_to(ROOT)} names {name}"


def test_a_picture_that_is_shown_is_there() -> None:
    shown = [(page, name) for page in PAGES for name in _PICTURE.findall(page.read_text("utf-8"))]
    assert shown and [name for page, name in shown if not (page.parent / name).is_file()] == []


def test_there_is_something_to_check() -> None:
    assert len(list(links())) > 15
    assert len(list(files())) > 60
