"""Pages that are made."""

from __future__ import annotations

import datetime

import pytest

import hugoconv
from hugoconv.errors import Refused
from hugoconv.layouts.eras import eras
from hugoconv.layouts.schema import field_order

VALUES = {
    "zz": 1,
    "tags": ["a"],
    "location": "Delft",
    "image.caption": "x",
    "title": "Mud",
    "date": datetime.date(2020, 1, 2),
}


@pytest.mark.parametrize("syntax", ["yaml", "toml", "json"])
@pytest.mark.parametrize("layout", ["talk", "post", "event", "blog"])
@pytest.mark.parametrize("era", [era.id for era in eras()])
def test_the_fields_stand_in_the_order_of_the_schema(era: str, layout: str, syntax: str) -> None:
    page = hugoconv.new(None, VALUES, layout=layout, era=era, syntax=syntax)
    assert page.syntax == syntax and hugoconv.parse(page.to_bytes()).to_dict() == page.to_dict()
    assert page["image"] == {"caption": "x"} and page["title"] == "Mud"
    known = field_order("talk" if layout in ("talk", "event") else "post", era)
    names = [name for name in page if name in known and not (syntax == "toml" and name == "image")]
    assert names == [name for name in known if name in names]


def test_the_path_tells_the_layout() -> None:
    given = {"location": "Delft", "title": "Mud"}
    assert list(hugoconv.new("content/talk/mud/index.md", given)) == ["title", "location"]
    assert list(hugoconv.new("content/about.md", given)) == ["location", "title"]
    assert list(hugoconv.new(values=given)) == ["location", "title"]


def test_a_page_has_its_body() -> None:
    page = hugoconv.new("a.md", {"title": "x"}, body=b"Hello\r\n")
    assert bytes(page) == b"---\r\ntitle: x\r\n---\r\nHello\r\n" and page.is_changed
    assert bytes(hugoconv.new("a.md")) == b"---\n---\n"


def test_a_page_was_made_of_nothing() -> None:
    page = hugoconv.new("a.md", {"title": "x"}, body="Hello\n").set("draft", True)
    assert (page.original, page.on_disk) == (b"", b"")
    assert "".join(line[1:] for line in page.diff().splitlines(keepends=True)[3:]) == bytes(page).decode()
    assert "".join(edit.new.decode() for edit in page.byte_edits) == bytes(page).decode()


@pytest.mark.parametrize(
    ("name", "code"), [("layout", "layout-unknown"), ("era", "era-unknown"), ("syntax", "syntax-unknown")]
)
def test_a_name_of_nothing_is_refused(name: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        hugoconv.new("a.md", {"title": "x"}, **{name: "nonsense"})
    assert caught.value.code == code
