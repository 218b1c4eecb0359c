"""What a page refers to by name: slide decks and projects of its site, and the terms of a taxonomy such as authors.

Rules: Hugo 0.168, checked against the binary. Names are told apart as the paths of pages are: case does not count, and
a space is a hyphen, so that ``Wei Zhang`` and ``wei-zhang`` are one author.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hugoconv.errors import HugoconvError
from hugoconv.hugo.urlize import sanitized
from hugoconv.layouts.live_fields import live
from hugoconv.layouts.parse import parse
from hugoconv.page.operations import Operation, Remove, Rename, ReplaceCommented, Set
from hugoconv.page.page import Page
from hugoconv.page.page_argument import refuse_other_than_page
from hugoconv.refusals import refused
from hugoconv.syntax.commented_out import CommentedOut
from hugoconv.syntax.registry import fence_of
from hugoconv.syntax.tree import Path
from hugoconv.syntax.values import Value
from hugoconv.text.regex import regex

_URL = regex(r"(?P<before>/?(?P<folder>\w+)/)(?P<name>[^/?#\s]+)(?P<after>/?)")
# Where buttons with addresses of their own stand.
_BUTTONS = ("links", "url_custom")


class ReferenceKind(NamedTuple):
    """What pages refer to: the name, which is that of the field; the folders in which it lies; and the field with an
    address of it, empty for none."""

    name: str
    folders: tuple[str, ...]
    url: str = ""


SLIDES = ReferenceKind("slides", ("slides", "slide"), "url_slides")
PROJECTS = ReferenceKind("projects", ("project", "projects"), "url_project")
KINDS = {kind.name: kind for kind in (SLIDES, PROJECTS)}


def kind_named(name: str) -> ReferenceKind:
    """The kind of that name. Raises ValueError for any other.

    >>> kind_named("slides").folders
    ('slides', 'slide')
    """
    if name not in KINDS:
        raise ValueError(f"references are to {' or '.join(KINDS)}, and not to {name!r}")
    return KINDS[name]


def terms_of(taxonomy: str) -> ReferenceKind:
    """The terms of a taxonomy, which is named by its field: tags, categories, authors."""
    return ReferenceKind(taxonomy, (taxonomy.lower(),))


class Reference(NamedTuple):
    """That a page names something of a ``kind``: in which ``field``, at which ``lineno`` and ``colno``, and whether
    that is ``commented_out``, where the place is that of the field. ``text`` is what stands there, ``key`` what tells
    names apart."""

    kind: str
    key: str
    text: str
    field: str
    lineno: int
    colno: int
    commented_out: bool = False

    @property
    def name(self) -> str:
        """The name in the text, as it is spelled."""
        return self.text.strip(" /").rpartition("/")[2].removesuffix(".md")


class _Found(NamedTuple):
    """A live reference: its path, its text, and the name in that, with what stands around it in an address."""

    path: Path
    text: str
    name: str
    before: str = ""
    after: str = ""

    def renamed(self, new: str) -> str:
        """The text with another name."""
        return f"{self.before}{new}{self.after}" if self.before else _named(self.text, new)


def key_of(name: str) -> str:
    """What tells names apart: two that differ only in case, or a space for a hyphen, are one.

    >>> key_of("Wei Zhang"), key_of("rivers.md")
    ('wei-zhang', 'rivers')
    """
    return sanitized(name.strip()).removesuffix(".md")


def references(page: Page, kind: ReferenceKind) -> tuple[Reference, ...]:
    """What a page refers to, in the order of its fields, and then what is commented out.

    >>> page = parse("---\\nslides: mud\\n#projects: [rivers]\\n---\\n")
    >>> [one[:4] for one in references(page, SLIDES)]
    [('slides', 'mud', 'mud', 'slides')]
    """
    found = [
        Reference(kind.name, key_of(one.name), one.text, str(one.path[0]), *page.place(one.path))
        for one in _found(page, kind)
    ]
    commented = [
        Reference(kind.name, key_of(text), text, field.key, *page.position(field.span.start), True)
        for field, text in _commented(page, kind.name)
    ]
    return (*sorted(found, key=lambda one: (one.lineno, one.colno)), *commented)


def with_name(page: Page, kind: ReferenceKind, old: str, new: str) -> Page:
    """The page with every reference to a name leading to another one, commented-out ones too.

    Of a list in which the new name stands already the old one goes. An address keeps its form: ``/slides/old/`` becomes
    ``/slides/new/``. Raises Refused for what cannot be changed safely.

    >>> page = parse("---\\ntags: [AI, 'ml', Mud]  # of old\\n---\\n")
    >>> with_name(page, terms_of("tags"), "ML", "AI").matter
    'tags: [AI, Mud]  # of old\\n'
    """
    commented = [text for _, text in _commented(page, kind.name) if key_of(text) == key_of(old)]
    pairs = tuple((text, _named(text, new)) for text in dict.fromkeys(commented) if text != _named(text, new))
    page = page.apply(*_renaming(page, kind, old, new))
    return page.apply(ReplaceCommented(kind.name, pairs, unique=True)) if pairs else page


def _renaming(page: Page, kind: ReferenceKind, old: str, new: str) -> Iterator[Operation]:
    found = [one for one in _found(page, kind) if key_of(one.name) == key_of(old)]
    name = live(page, kind.name)
    others = [text for text in _texts(page[(name,)]) if key_of(text) != key_of(old)] if name else []
    there = any(key_of(text) == key_of(new) for text in others)
    gone = []
    for one in found:
        in_list = len(one.path) == 2
        if in_list and there:
            gone.append(one.path)
            continue
        there = there or in_list
        yield Set(one.path, one.renamed(new))
    # From the end: each is done on what the one before it left, and would count items that have moved up.
    yield from map(Remove, reversed(gone))


def _found(page: Page, kind: ReferenceKind) -> Iterator[_Found]:
    """The live references of a page."""
    name = live(page, kind.name)
    value = page[(name,)] if name else None
    yield from (_Found(path, text, text) for path, text in _with_paths(value, (name or "",)))
    if not kind.url:
        return
    if (url := live(page, kind.url)) and (found := _address((url,), page[(url,)], kind)):
        yield found
    for field in _BUTTONS:
        if (button := live(page, field)) and isinstance(items := page[(button,)], list):
            addresses = (_address((button, i, "url"), url, kind) for i, url in enumerate(map(_url, items)))
            yield from (found for found in addresses if found)


def _url(button: Value) -> Value:
    return button.get("url") if isinstance(button, dict) else None


def _with_paths(value: Value, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts of a field that is a text or a list, with their paths."""
    if isinstance(value, str) and value.strip():
        yield path, value
    for i, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, str) and item.strip():
            yield (*path, i), item


def _texts(value: Value) -> Sequence[str]:
    return [text for _, text in _with_paths(value, ())]


def _named(text: str, new: str) -> str:
    """Another name in the form of a text: with the suffix of a file where that has one."""
    return f"{new}.md" if text.endswith(".md") and not new.endswith(".md") else new


def _address(path: Path, value: Value, kind: ReferenceKind) -> _Found | None:
    """The reference of an address; None for one that leads elsewhere."""
    found = _URL.fullmatch(value) if isinstance(value, str) else None
    if found is None or found["folder"].lower() not in kind.folders:
        return None
    return _Found(path, found[0], found["name"], found["before"], found["after"])


def _commented(page: Page, name: str) -> Iterator[tuple[CommentedOut, str]]:
    """The texts of commented-out fields of a name, with the fields."""
    if name.casefold() not in page.matter.casefold():
        return
    for field in page.commented_out:
        if len(field.path) == 1 and field.key.casefold() == name.casefold():
            yield from ((field, text) for text in _texts(_value(page, field.text, field.key)))


def _value(page: Page, text: str, key: str) -> Value:
    fence = fence_of(page.syntax).decode()
    try:
        return parse(f"{fence}\n{text}\n{fence}\n").get(key)
    except HugoconvError:
        return None


# what is written otherwise


def url_to_reference(page: Page, name: str) -> Page:
    """The page with the name of what its address leads to, a deck with ``slides`` and a project with ``projects``:
    ``url_slides: slides/mud`` becomes ``slides: mud``.

    Unchanged where the address leads elsewhere, or the field is there. Refused as ``Page.rename``; ValueError for
    another name.

    >>> url_to_reference(parse("---\\nurl_slides: slides/mud  # pdf\\n---\\n"), "slides").matter
    'slides: mud  # pdf\\n'
    """
    refuse_other_than_page(page, "url_to_reference")
    kind = kind_named(name)
    url = live(page, kind.url)
    found = _address((url,), page[(url,)], kind) if url else None
    if url is None or found is None or live(page, kind.name):
        return page
    value = [found.name] if kind is PROJECTS else found.name
    return page.apply(Set((url,), value), Rename((url,), kind.name))


def reference_to_url(page: Page, name: str) -> Page:
    """The page with the address of what it names: ``slides: mud`` becomes ``url_slides: slides/mud``.

    Unchanged where it names nothing or several, or has an address. Refused and raised as by ``url_to_reference``.

    >>> reference_to_url(parse("---\\nslides: mud  # pdf\\n---\\n"), "slides").matter
    'url_slides: slides/mud  # pdf\\n'
    """
    refuse_other_than_page(page, "reference_to_url")
    kind = kind_named(name)
    field = live(page, kind.name)
    texts = _texts(page[(field,)]) if field else []
    if field is None or len(texts) != 1 or live(page, kind.url):
        return page
    return page.apply(Set((field,), f"{kind.folders[0]}/{texts[0]}"), Rename((field,), kind.url))


def as_list(page: Page, field: str) -> Page:
    """The page with a list of one in place of a text, as a theme needs it; unchanged where there is a list or nothing.

    >>> as_list(parse("---\\nprojects: mud  # of 2020\\n---\\n"), "projects").matter
    'projects: [mud]  # of 2020\\n'
    """
    refuse_other_than_page(page, "as_list")
    name = live(page, field)
    value = page[(name,)] if name else None
    if name is None or isinstance(value, list | dict) or value in (None, ""):
        return page
    return page.set((name,), [value])


def as_text(page: Page, field: str) -> Page:
    """The page with a text in place of a list of one. Refused (``several-items``) where the list has more.

    >>> as_text(parse("---\\nslides: [mud]\\n---\\n"), "slides").matter
    'slides: mud\\n'
    """
    refuse_other_than_page(page, "as_text")
    name = live(page, field)
    value = page[(name,)] if name else None
    if name is None or not isinstance(value, list) or not value:
        return page
    if len(value) > 1:
        line, column = page.place((name,))
        raise refused("several-items", field=name, path=page.path, lineno=line, colno=column)
    return page.set((name,), value[0])
