"""The pairs in fixtures/pairs: one side as written by an author, the other as it must become, read by eye."""

import pathlib
import tomllib

import pytest

import hugoconv

FIXTURES = pathlib.Path(__file__).parent.parent / "fixtures"
PAIRS = sorted((FIXTURES / "pairs").iterdir())
OTHER = {"talk": "post", "post": "talk"}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda path: path.name)
def test_one_side_becomes_the_other_and_comes_back(pair: pathlib.Path) -> None:
    layout = (pair / "from").read_text().strip()
    era = (pair / "era").read_text().strip() if (pair / "era").exists() else None
    here, there = (pair / f"{layout}.md").read_bytes(), (pair / f"{OTHER[layout]}.md").read_bytes()
    path = f"content/{layout}/x.md"
    options = tomllib.loads((pair / "options").read_text()) if (pair / "options").exists() else {}
    gone = hugoconv.convert(hugoconv.parse(here, path), OTHER[layout], era=era, **options)
    assert gone.page.to_bytes() == there
    back = hugoconv.convert(hugoconv.parse(there, path), layout, from_=OTHER[layout], era=era)
    assert back.page.to_bytes() == here
    assert not hugoconv.convert(hugoconv.parse(there, path), OTHER[layout], era=era, **options).page.edits


@pytest.mark.parametrize("path", sorted((FIXTURES / "pages").glob("*.md")), ids=lambda path: path.name)
def test_every_fixture_page_is_given_back(path: pathlib.Path) -> None:
    page = hugoconv.read(path)
    assert page.to_bytes() == path.read_bytes()
    assert page.syntax == ("toml" if path.stem.endswith("-toml") else "yaml")


@pytest.mark.parametrize("path", sorted((FIXTURES / "broken").glob("*.md")), ids=lambda path: path.name)
def test_every_broken_page_has_an_error_with_a_place_and_a_hint(path: pathlib.Path) -> None:
    with pytest.raises(hugoconv.MatterSyntaxError) as caught:
        hugoconv.read(path)
    error = caught.value
    assert str(error).startswith(f"{path}:{error.lineno}:{error.colno}: {error.code}: ")
    assert error.hint
    assert error.lineno <= path.read_bytes().count(b"\n") + 1


def test_the_bytes_of_a_page_with_stray_bytes_stay() -> None:
    path = FIXTURES / "pages/stray-bytes.md"
    page = hugoconv.read(path)
    assert page["title"] == "caf\ufffd"
    assert page.set("weight", 2).to_bytes() == path.read_bytes().replace(b"weight: 1", b"weight: 2")
