"""A page in the other syntax with comments and back: every comment with its owner and in its order, every commented-out
field and item, the empty lines between fields, and the quotes.

What another syntax has no word for is told apart by name: a null is a field that is commented out in TOML, text without
quotes stands in double ones there, and tables move to the end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import hugoconv
from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.layouts.parsing import parse
from hugoconv.page.equivalence import meaning, said_by
from hugoconv.page.page import Page
from hugoconv.syntax.hidden_items import Annotations, annotations, item_value
from hugoconv.syntax.nodes import Path, Scalar, entries_of, parts_of
from hugoconv.syntax.table import SYNTAXES
from hugoconv.syntax.toml.literals import is_single
from hugoconv.syntax.values import value_at
from hugoconv.text.lines import line_start
from tests.checks.report import Report, crash
from tests.corpus import CorpusPage

OTHER = {"yaml": "toml", "toml": "yaml"}
# What a page may be refused for: another syntax cannot say it, or Hugo does not read it as it stands.
REFUSALS = frozenset(
    (
        "duplicate-key",
        "not-utf-8",
        "key-is-no-text",
        "text-after-end",
        "tag-without-place",
        "too-many-collections",
        "unwritable-value",
        "comment-after-empty-block",
    )
)


def check(page: CorpusPage) -> Report:
    """One page there and back, as it is and with CRLF."""
    report = Report()
    data = page.read()
    try:
        read = parse(data)
    except MatterSyntaxError:
        report.count("pages not accepted")
        return report
    if read.syntax not in OTHER:
        return report
    report.count(f"pages from {read.syntax} to {OTHER[read.syntax]} and back")
    try:
        there, back = there_and_back(read)
    except Refused as refused:
        name = f"{page.name}: {refused.why}"
        if refused.code in REFUSALS:
            report.refused(refused.code, name)
        else:
            report.fail(page.name, "there and back", f"refused {refused}", read.matter)
        return report
    except Exception as error:
        report.fail(page.name, "there and back", crash(error))
        return report
    report.count("comments", len(read.comments))
    report.count("commented-out fields", len(read.commented_out))
    for what, why in differences(read, there, back):
        report.count(what)
        report.fail(page.name, what, why, read.matter, back.matter)
        break
    return report


def there_and_back(page: Page) -> tuple[Page, Page]:
    """The page in the other syntax, and that one in its own again, both read anew."""
    there = parse(hugoconv.translate(page, OTHER[page.syntax], drop_nulls=True).page.to_bytes())
    try:
        back = hugoconv.translate(there, page.syntax, drop_nulls=True).page.to_bytes()
    except Refused as refused:
        refused.code = f"{refused.code}-on-the-way-back"
        raise
    return there, parse(back)


def differences(old: Page, there: Page, back: Page) -> Iterator[tuple[str, str]]:
    """What was lost on the way, each with the name of its kind."""
    if (one := _data(old)) != (other := _data(back)):
        yield "data", f"{one!r:.200}, now {other!r:.200}"
    for side, new in (("there", there), ("back", back)):
        yield from ((f"comments {side}", why) for why in _comments(old, new))
        yield from ((f"commented-out fields {side}", why) for why in _hidden(old, new))
    yield from (("empty lines", why) for why in _blanks(old, back))
    yield from (("quotes", why) for why in _quotes(old, back))


def _data(page: Page) -> object:
    return without_empty(meaning(dict(page)))


def without_empty(value: object) -> object:
    """A map that holds nothing but nulls or commented-out fields is none."""
    if isinstance(value, dict):
        inner = {str(key).lower(): without_empty(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in ({}, "", [])}
    return [without_empty(item) for item in value] if isinstance(value, list) else value


class _Said(NamedTuple):
    text: str
    owner: Path


def _comments(old: Page, new: Page) -> Iterator[str]:
    """Every comment has its owner or, where that is the head of another part, the one that it is the head of; those
    of one top-level field keep their order."""
    before, after = _said(old), _said(new)
    free = [one for one in before if one.owner == ("",)]
    left = Counter(one.text for one in after if one.owner == ("",))
    lost = Counter(one.text for one in free) - left
    if lost:
        there = [one.owner for one in after if one.text in lost]
        yield f"{next(iter(lost))!r} is nobody's, and now of {there}"
    mine, theirs = _grouped(before), _grouped(after)
    for name in mine:
        if name == "":
            continue
        if [one.text for one in mine[name]] != [one.text for one in theirs[name]]:
            yield f"those of {name}: {[o.text for o in mine[name]]}, now {[o.text for o in theirs[name]]}"
            return
        for one, other in zip(mine[name], theirs[name], strict=True):
            if one.owner != other.owner and not _is_head(old, one.owner, other.owner):
                yield f"{one.text!r} of {one.owner} is of {other.owner} now"


def _said(page: Page) -> list[_Said]:
    return [_Said(f"#{c.text[1:].strip()}", _folded(c.owner)) for c in _notes(page).comments]


def _folded(path: Path | None) -> Path:
    return tuple(step.lower() if isinstance(step, str) else step for step in path or ("",))


def _grouped(comments: list[_Said]) -> dict[object, list[_Said]]:
    found: dict[object, list[_Said]] = defaultdict(list)
    for one in comments:
        found[one.owner[0]].append(one)
    return found


def _is_head(page: Page, owner: Path, other: Path) -> bool:
    """Whether what an owner heads is another one: the first item of a list, the first field of an item."""
    short, long = sorted((owner, other), key=len)
    if long[: len(short)] != short:
        return False
    for n in range(len(short), len(long)):
        value = value_at({k.lower(): v for k, v in dict(page).items()}, long[:n])
        first: object = next((k.lower() for k, v in value.items()), None) if isinstance(value, dict) else 0
        if long[n] != first:
            return False
    return other == short or isinstance(other[-1], str)


def _hidden(old: Page, new: Page) -> Iterator[str]:
    """Every commented-out field and item is there and says the same, but for those that stand for a null."""
    before, after = (Counter(_says(page)) for page in (old, new))
    if lost := before - after:
        yield f"{next(iter(lost))} is not there, but {list(after - before)[:3]}"
    for path, said in after - before:
        if said != "''" and said != "None":
            yield f"{path} came: {said}"


def _says(page: Page) -> Iterator[tuple[object, str]]:
    notes, syntax = _notes(page), SYNTAXES[page.syntax]
    lists: dict[Path, list[object]] = {}
    for field in notes.fields:
        yield _folded(field.path), said_by(field, syntax)
    for item in notes.items:
        said = meaning(item_value(item, syntax))
        if value_at(dict(page), item.path) is None:
            lists.setdefault(_folded(item.path), []).append(said)
        else:
            yield (*_folded(item.path), item.index), repr(said)
    yield from ((path, repr(said)) for path, said in lists.items())


def _notes(page: Page) -> Annotations:
    return annotations(page.tree, SYNTAXES[page.syntax], page.known)


def _blanks(old: Page, new: Page) -> Iterator[str]:
    """Every top-level field with an empty line above it and its comments has one still."""
    lost = _spaced(old) - _spaced(new)
    if lost:
        yield f"none above {sorted(lost)} any more"


def _spaced(page: Page) -> set[str]:
    text = page.matter
    starts = {entry.name.lower(): entry.start for entry in reversed(entries_of(page.tree.root))}
    found = set()
    for name, start in starts.items():
        at = line_start(text, start)
        while at and text[line_start(text, at - 1) : at].lstrip().startswith("#"):
            at = line_start(text, at - 1)
        if at and not text[line_start(text, at - 1) : at].strip():
            found.add(name)
    return found


def _quotes(old: Page, new: Page) -> Iterator[str]:
    styles = {path: (part.value.style, part.value.text) for path, part in _scalars(new)}
    for path, part in _scalars(old):
        style, text = part.value.style, part.value.text
        if path not in styles or styles[path][1] != text:
            continue
        now = styles[path][0]
        if style == "single" and is_single(text) and now not in ("single", "plain"):
            yield f"{path}: {style} quotes, now {now}"
        if style == "double" and now != "double" and "\n" not in text:
            yield f"{path}: {style} quotes, now {now}"
        if (
            style == "plain"
            and isinstance(SYNTAXES[old.syntax].data(part.value), str)
            and now not in ("plain", "double")
        ):
            yield f"{path}: no quotes, now {now}"
        if style in ("multi", "literal") and now not in (style, "literal", "multi") and "\n" in text:
            yield f"{path}: {style}, now {now}"


def _scalars(page: Page) -> Iterator[tuple[Path, object]]:
    for path, part in parts_of(page.tree):
        if isinstance(part.value, Scalar) and part.value.tag is None:
            yield _folded(path), part
