"""Everyday operations in every syntax, and what a sequence of them must come to."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st

from hugoconv.errors import PathError, Refused
from hugoconv.layouts.parsing import parse
from hugoconv.page.operations import (
    AddDirective,
    Append,
    CommentOut,
    Discard,
    DropDirective,
    Exchange,
    Insert,
    Operation,
    Remove,
    Rename,
    Set,
    SetComment,
    Uncomment,
)
from hugoconv.page.page import Page
from hugoconv.syntax.nodes import Path, parts_of

PAGES = {
    "yaml": """---
# hugoconv: was talk, era 5.9
title: A talk   # tentative

# When it is.
date: '2021-02-03'
#slides: deck
draft: false
image:
  caption: A cat
  #focal_point: Smart
  sub: {x: 1}
links:
- name: a
  url: b   # c
- name: d
  url: e
tags:
- rivers
- mud # brown
---
""",
    "yaml, between brackets": """---
title: A talk
tags: [rivers, mud] # c
image: {caption: A cat, sub: {}}
#slides: deck
links: []
date:
---
""",
    "yaml, bare": """---
title: A talk
#slides: deck
tags:
---
""",
    "toml": """+++
# hugoconv: was talk, era 5.9
title = "A talk"   # tentative

# When it is.
date = 2021-02-03
#slides = "deck"
draft = false
tags = ["rivers", "mud"] # c

[image]
  caption = "A cat"
  #focal_point = "Smart"

[[links]]
  name = "a"
  url = "b"   # c

[[links]]
  name = "d"
  url = "e"
+++
""",
    "json": """{
  "title": "A talk",
  "date": "2021-02-03",
  "draft": false,
  "tags": ["rivers", "mud"],
  "image": {"caption": "A cat", "sub": {}},
  "links": [
    {"name": "a", "url": "b"}
  ]
}
""",
    "org": """#+TITLE: A talk
#+DATE: 2021-02-03
#+draft: false
#+tags[]: rivers mud
#+filetags: :a:b:
Body
""",
}

OPERATIONS: tuple[Operation, ...] = (
    Set("title", "Another: talk"),
    Set("title", "x"),
    Set("draft", True),
    Set("date", "2022-02-03"),
    Set("tags", ["rivers", "sand"]),
    Set("tags", []),
    Set("image.caption", "A dog"),
    Set("image.sub.y", 2),
    Set("new", "x"),
    Set("new.a", 1),
    Set("new.b", 2),
    Set(("links", 0, "name"), "z"),
    Insert("summary", "Said: much"),
    Insert("image.alt", "x"),
    Remove("title"),
    Remove("image"),
    Remove(("tags", 0)),
    Remove("image.caption"),
    Rename("date", "start"),
    Rename("title", "name"),
    Rename("image.caption", "alt"),
    Rename("title", "params.title"),
    Rename("image.caption", ("caption",)),
    Rename("tags", "image.tags"),
    Exchange("title", "date"),
    CommentOut("title"),
    CommentOut("tags"),
    CommentOut("date"),
    CommentOut("image"),
    Uncomment("slides"),
    Append("tags", "sand"),
    Append("tags", "silt: dry"),
    Discard("tags", "rivers"),
    Discard("tags", "mud"),
    SetComment("title", "a note"),
    SetComment("date", "a note", "leading"),
    SetComment(("tags", 1), "a note"),
    AddDirective("was post, era 5.9"),
    DropDirective(),
)


VALUES: tuple[object, ...] = (
    "x",
    "a: b",
    "",
    None,
    True,
    7,
    1.5,
    ["a", "b c"],
    [],
    {"k": "v"},
    {},
    "two\nlines\n",
    [{"n": 1}],
)
NAMES = ("zz", "title", "caption", "a b", "date")


def is_text(step: object) -> bool:
    return isinstance(step, str)


@st.composite
def operations_on(draw: st.DrawFn, page: Page) -> Operation:
    """An operation on something that a page has, or might have."""
    paths = [path for path, _ in parts_of(page.tree)]
    hidden = [field.path for field in page.commented_out]
    path: Path = draw(st.sampled_from(paths)) if paths and draw(st.integers(0, 9)) else ("zz",)
    value: Any = draw(st.sampled_from(VALUES))
    name = draw(st.sampled_from(NAMES))
    kind = draw(st.sampled_from(["inline", "leading"]))
    made: tuple[Operation, ...] = (
        Set(path, value),
        Set((*path[:-1], name), value),
        Insert((*path, name), value),
        Remove(path, draw(st.booleans())),
        Rename(path, name),
        Rename(path, (*draw(st.sampled_from([(), ("new",), *(p for p in paths if all(map(is_text, p)))])), name)),
        Exchange(path, name),
        CommentOut(path),
        Uncomment(draw(st.sampled_from(hidden)) if hidden else path),
        Append(path, value),
        Discard(path, value),
        SetComment(path, draw(st.sampled_from(["a note", "# b", None])), kind),
        AddDirective("was post, era 5.9"),
        DropDirective(),
    )
    return draw(st.sampled_from(made))


class Outcome(NamedTuple):
    """What operations come to: the bytes, or the kind and code of the answer."""

    data: bytes
    answer: str = ""


def together(page: Page, operations: tuple[Operation, ...]) -> Outcome:
    """What the operations come to in one step."""
    try:
        return Outcome(page.apply(*operations).to_bytes())
    except PathError:
        return Outcome(b"", "PathError")
    except Refused as refused:
        return Outcome(b"", refused.code)


def one_by_one(page: Page, operations: tuple[Operation, ...]) -> Outcome:
    """What they come to one after the other."""
    data = page.to_bytes()
    for operation in operations:
        found = together(parse(data, page.path), (operation,))
        if found.answer:
            return found
        data = found.data
    return Outcome(data)
