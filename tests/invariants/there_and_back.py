"""A page in the other syntax with comments and back: every comment with its owner and in its order, every commented-out
field and item, the empty lines between fields, and the quotes.

What another syntax has no word for is told apart by name: a null is a field that is commented out in TOML, text without
quotes stands in double ones there, and tables move to the end.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import hugoconv
from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.layouts.parse import parse
from hugoconv.page.page import Page
from hugoconv.syntax.commented_out import revived_entry
from hugoconv.syntax.commented_out_items import Annotations, item_value, notes_with_items
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.toml.literals import is_single
from hugoconv.syntax.tree import Path, Scalar, parts_of
from hugoconv.syntax.values import Value, value_at
from hugoconv.text.lines import line_end, line_start
from hugoconv.translation.equivalence import meaning
from tests.corpus import CorpusPage
from tests.invariants.report import DoesNotApplyError, Report, crash, page_law

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


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """One page there and back."""
    try:
        read = parse(page.read())
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    if read.syntax not in OTHER:
        raise DoesNotApplyError("of another syntax")
    report.count(f"pages from {read.syntax} to {OTHER[read.syntax]} and back")
    try:
        there, back = there_and_back(read)
    except Refused as refused:
        if refused.code not in REFUSALS:
            report.stop(page.name, "there and back", f"refused {refused}", read.matter)
        report.refused(refused.code, f"{page.name}: {refused.why}")
        raise DoesNotApplyError("refused") from None
    except Exception as error:
        report.stop(page.name, "there and back", crash(error))
    report.count("comments", len(read.comments))
    report.count("commented-out fields", len(read.commented_out))
    for what, why in differences(read, there, back):
        report.count(what)
        report.fail(page.name, what, why, read.matter, back.matter)
        break


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
        yield from ((f"comments {side}", why) for why in comments_changed(old, new, headed=side == "there"))
        yield from ((f"commented-out fields {side}", why) for why in hidden_changed(old, new))
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


_BARE = re.compile(r"[A-Za-z_][\w-]*")


class _Said(NamedTuple):
    text: str
    owner: Path


def comments_changed(old: Page, new: Page, *, headed: bool) -> Iterator[str]:
    """Every comment has its owner or, where that is the head of another part, the one that it is the head of; those
    of one owner keep their order. Where a list is ``headed``, its first header is its own too."""
    left = _said(new)
    moved: list[_Said] = []
    for one in _said(old):  # those with the same owner go first
        if one in left:
            left.remove(one)
        else:
            moved.append(one)
    for text, owner in moved:
        alike = [one for one in left if one.text == text]
        is_prose = not _is_bare(owner)  # its field may be a comment too now
        found = next((o for o in alike if is_prose or _is_of((old, new), owner, o.owner, headed=headed)), None)
        if found is None:
            yield f"{text!r} of {owner} is now of {[one.owner for one in alike] or 'nobody: lost'}"
            return
        left.remove(found)
    # A null whose key could be the first word of prose in YAML comes back as a comment.
    if came := [one for one in left if not one.text.endswith(': ""')]:
        yield f"{came[0]} came"
    mine, theirs = _grouped(_said(old)), _grouped(_said(new))
    for owner, texts in mine.items():
        if owner and sorted(texts) == sorted(theirs[owner]) and texts != theirs[owner]:
            yield f"those of {owner}: {texts}, now {theirs[owner]}"


def _said(page: Page) -> list[_Said]:
    return [_Said(f"#{c.text[1:].strip()}", _folded(c.owner)) for c in notes_of(page).comments]


def _folded(path: Path | None) -> Path:
    return tuple(step.lower() if isinstance(step, str) else step for step in path or ())


def _grouped(comments: list[_Said]) -> dict[Path, list[str]]:
    found: dict[Path, list[str]] = defaultdict(list)
    for text, owner in comments:
        found[owner].append(text)
    return found


def _is_of(pages: tuple[Page, Page], owner: Path, other: Path, *, headed: bool) -> bool:
    """Whether an owner is another one, or the head of it: the first item of a list, the first field of an item, in the
    order of either page."""
    if owner == other:
        return True
    short, long = sorted((owner, other), key=len)
    if not short or long[: len(short)] != short or not (headed or other == short or isinstance(other[-1], str)):
        return False
    return any(
        all(long[n] == _first(value_at(_folded_data(page), long[:n])) for n in range(len(short), len(long)))
        for page in pages
    )


def _folded_data(page: Page) -> Value:
    return {key.lower(): value for key, value in dict(page).items()}


def _first(value: Value) -> str | int | None:
    if isinstance(value, dict):
        return next((key.lower() for key in value if value[key] is not None), None)
    return 0


def hidden_changed(old: Page, new: Page) -> Iterator[str]:
    """Every commented-out field and item is there and says the same, but for those that stand for a null."""
    before, after = (Counter(_says(page)) for page in (old, new))
    if lost := Counter(one for one in (before - after).elements() if _is_bare(one[0])):
        yield f"{next(iter(lost))} is not there, but {list(after - before)[:3]}"
    for path, said in after - before:
        if said != "''" and said != "None":
            yield f"{path} came: {said}"


def _is_bare(path: Path) -> bool:
    """Whether the names on a path are bare words: another could be the first word of prose in YAML."""
    return all(isinstance(step, int) or _BARE.fullmatch(step) for step in path)


def _says(page: Page) -> Iterator[tuple[Path, str]]:
    notes, syntax = notes_of(page), SYNTAXES[page.syntax]
    lists: dict[Path, list[object]] = {}
    for field in notes.fields:
        yield _folded(field.path), repr(_spoken(syntax.data(revived_entry(field, syntax, flow=False).value)))
    for item in notes.items:
        said = _spoken(item_value(item, syntax))
        if value_at(dict(page), item.path) is None:
            lists.setdefault(_folded(item.path), []).append(said)
        else:
            yield (*_folded(item.path), item.place), repr(said)
    yield from ((path, repr(said)) for path, said in lists.items())


def _spoken(value: Value) -> object:
    """What something commented out says: null as empty text, fields in any order."""
    if isinstance(value, dict):
        return {key: _spoken(item) for key, item in sorted(value.items())}
    if isinstance(value, list):
        return [_spoken(item) for item in value]
    return "" if value is None else meaning(value)


def notes_of(page: Page) -> Annotations:
    return notes_with_items(page.tree, SYNTAXES[page.syntax], page.known)


def _blanks(old: Page, new: Page) -> Iterator[str]:
    """Every field and item with an empty line above it and its comments has one still, but for the first of a map or a
    list, since the header of a table is that of its first field or item too."""
    lost = _spaced(old) - _spaced(new)
    data, now = _folded_data(old), _folded_data(new)
    lost = {p for p in lost if p[-1] not in (_first(value_at(data, p[:-1])), _first(value_at(now, p[:-1])))}
    first = {path for path, gap in _gaps(new).items() if gap == "nothing"}
    lost = set(filter(_is_bare, lost - first))
    if lost:
        yield f"none above {sorted(map(str, lost))} any more"


def _spaced(page: Page) -> set[Path]:
    return {path for path, gap in _gaps(page).items() if gap == "empty line"}


def _gaps(page: Page) -> dict[Path, str]:
    """What is above every field and item that begins a line, and above its comments: an empty line, another line, or
    nothing."""
    text = page.matter
    notes = notes_of(page)
    taken = {line_start(text, line.start) for hidden in (*notes.fields, *notes.items) for line in hidden.lines}
    starts = {_folded(field.path): field.span.start for field in notes.fields}
    starts |= {_folded(path): part.start for path, part in reversed(parts_of(page.tree))}
    found = {}
    for path, start in starts.items():
        at = line_start(text, start)
        if text[at:start].strip():  # on the line of another
            continue
        while at and _is_comment(text, above := line_start(text, at - 1)) and above not in taken:
            at = line_start(text, at - 1)
        is_empty = not text[line_start(text, at - 1) : at].strip() if at else False
        found[path] = "empty line" if is_empty else "line" if at else "nothing"
    return found


def _is_comment(text: str, at: int) -> bool:
    return text[at : line_end(text, at)].lstrip().startswith("#")


def _quotes(old: Page, new: Page) -> Iterator[str]:
    """Every text has the quotes that it had, where TOML has them too: there is none without, and few characters stand
    between single ones."""
    there = dict(_texts(new))
    for path, scalar in _texts(old):
        now = there.get(path)
        if (
            now is not None
            and now.text == scalar.text
            and _styles(scalar, old.matter)
            and now.style not in _styles(scalar, old.matter)
        ):
            yield f"{path}: {scalar.style}, now {now.style}"


def _styles(scalar: Scalar, matter: str) -> tuple[str, ...]:
    text, style = scalar.text, scalar.style
    if "\n" in text:
        is_block = style in ("literal", "multi", "folded") and "\r" not in matter and not text.endswith("\n\n")
        return ("literal", "multi") if is_block and text.split("\n")[-1] == text.split("\n")[-1].rstrip() else ()
    if style == "single" and is_single(text):
        return ("single",)
    return ("double", "plain") if style == "plain" else ("double",)


def _texts(page: Page) -> Iterator[tuple[Path, Scalar]]:
    syntax = SYNTAXES[page.syntax]
    for path, part in parts_of(page.tree):
        scalar = part.value
        if isinstance(scalar, Scalar) and scalar.tag is None and isinstance(syntax.data(scalar), str):
            yield _folded(path), scalar
