"""Everyday operations in every syntax, and what a sequence of them must come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from hugoconv.errors import PathError, Refused
from hugoconv.layouts.parse import parse
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
    RenameCommented,
    ReplaceCommented,
    Requote,
    Set,
    SetComment,
    Uncomment,
)
from hugoconv.page.page import Page
from hugoconv.syntax.tree import Path, parts_of

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
    RenameCommented(((("slides",), "deck"), (("image", "focal_point"), "focus"))),
    ReplaceCommented("slides", (("sediment", "x"),)),
    ReplaceCommented("tags", (("rivers", "mud: x"), ("mud", "rivers")), unique=True),
    Requote("title", quoted=True),
    Requote("date", quoted=False),
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


_Picked = TypeVar("_Picked")


class Pick(Protocol):
    """What chooses one of some things."""

    def __call__(self, options: Sequence[_Picked], /) -> _Picked: ...


def operation_on(page: Page, pick: Pick) -> Operation:
    """An operation on something that a page has, or might have; most are on the top level."""
    paths = [path for path, _ in parts_of(page.tree)] or [("zz",)]
    path: Path = pick([*paths, ("zz",)])
    path = path[:1] if pick([True, True, True, False, False]) else path
    hidden = [field.path for field in page.commented_out] or [path]
    maps: list[Path] = [(), ("new",), *(other for other in paths if all(map(is_text, other)))]
    value: Any = pick(VALUES)
    name = pick(NAMES)
    made: tuple[Callable[[], Operation], ...] = (
        lambda: Set(path, value),
        lambda: Set((*path[:-1], name), value),
        lambda: Insert((*path, name), value),
        lambda: Remove(path, pick([True, False, False])),
        lambda: Rename(path, name),
        lambda: Rename(path, (*pick(maps), name)),
        lambda: Exchange(path, str(pick(paths)[0])),
        lambda: CommentOut(path),
        lambda: Uncomment(pick(hidden)),
        lambda: Append(path, value),
        lambda: Discard(path, value),
        lambda: SetComment(path, pick(["a note", "# b", None]), pick(["inline", "leading"])),
        lambda: AddDirective("was post, era 5.9"),
        lambda: DropDirective(),
    )
    return pick(made)()


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
