"""A page becomes the other layout and back, to the byte, in every dress that its author may have given it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, NoReturn, TypeAlias, TypeVar

import yaml

import hugoconv
from hugoconv.errors import MatterSyntaxError, PathError, Refused, VerificationError
from tests.corpus import CorpusPage
from tests.invariants import judge
from tests.invariants.report import BrokenError, DoesNotApplyError, Report, crash, law, page_law

T = TypeVar("T")
Operation: TypeAlias = Callable[[hugoconv.Page], hugoconv.Page | None]

TALKS = ("talk", "talks", "event", "events")
POSTS = ("post", "posts", "blog", "blogs")
PUBLICATIONS, PROJECTS = ("publication", "publications"), ("project", "projects")
SECTIONS = {"talk": TALKS, "post": POSTS, "publication": PUBLICATIONS, "project": PROJECTS}
UNCERTAIN = (
    "news", "_news", "media", "research", "seminar", "seminars", "presentation", "presentations", "workshop",
    "workshops", "conference", "conferences", "lectures", "teaching", "announcements", "activity", "updates",
)  # fmt: skip
MOVABLE = frozenset(
    (
        "event event_name event_url event_short location address address_format time_start time_end "
        "date_end all_day event_start event_end event_all_day date publishdate pubdate published type "
        "layout abstract_short summary "
        "publication_types publication publication_short image_preview img img_preview client_name status role duration "
        "team_size tech_stack highlights"
    ).split()
)
RECORD = re.compile(r"# hugoconv: was [a-z]+")
LONGEST_RECORD = 300
ERAS = ("3.1", "4.0", "4.8", "5.9", "kit0.12")
_HIDDEN = re.compile(
    rb"^# ?(?:event|event_url|location|address|date_end|all_day|time_start|time_end|publishDate|date|links|url_\w+|"
    rb"slides|projects|event_\w+|summary|abstract)(?::| *=).*(?:\r\n|\r|\n)", re.MULTILINE
)  # fmt: skip


def wanted(page: CorpusPage) -> bool:
    """Whether a page stands where pages of layouts stand."""
    return page.kind in ("yaml", "toml") and (_own(page) is not None or page.section in UNCERTAIN)


def check(page: CorpusPage) -> Report:
    """Every way there and back from one page, with all that an owner may choose."""
    report = trips(page)
    report.add(choices(page))
    return report


@page_law
def choices(page: CorpusPage, report: Report) -> None:
    """There and back from one page in all ways that an owner may choose."""
    _applies(page)
    own = _own(page)
    for way in CHOICES[own or "talk"]:
        chosen(page.name, page.read(), own or "talk", way, report)


def _own(page: CorpusPage) -> str | None:
    return next((layout for layout, names in SECTIONS.items() if page.section in names), None)


def _applies(page: CorpusPage) -> None:
    if not wanted(page):
        raise DoesNotApplyError("not where pages of layouts stand")
    try:
        hugoconv.parse(page.read())
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None


@page_law
def trips(page: CorpusPage, report: Report) -> None:
    """Every way there and back from one page in every dress."""
    _applies(page)
    report.count("pages")
    data, own = page.read(), _own(page)
    with_post = own if own in HIDDEN_MORE else "talk"
    for dress, dressed in dresses(data, with_post):
        for layout in (own,) if own else ("talk", "post"):
            Trip(page.name, dress, dressed, layout, None, None, report, with_post).there_and_back()
        Trip(page.name, dress, dressed, own, page.site_path, None, report, with_post).there_and_back()
    for era in ERAS:
        Trip(page.name, "as is", data, own or "talk", None, era, report, with_post).there_and_back()
    for more in HIDDEN_MORE if own == "post" else ():
        for dress, dressed in dresses(data, more):
            Trip(page.name, dress, dressed, own, page.site_path, None, report, more).there_and_back()


CHOICES: dict[str, tuple[dict[str, Any], ...]] = {
    "post": tuple(
        {"date": date, "template": template, "uncomment_fields": uncomment, "era": era}
        for date, template, uncomment in product(("publish", "start"), (False, True), (False, True))
        for era in (None, "3.3", "kit")
    ),
    "talk": tuple(
        {"date": date, "event_in": where, "era": era}
        for date, where in product(("publish", "start"), ("subtitle", "summary", "body"))
        for era in (None, "3.3", "kit")
    ),
    "publication": ({"era": "3.3"}, {"era": "kit"}),
    "project": ({"era": "3.3"}, {"era": "kit"}),
}


@law
def chosen(name: str, data: bytes, own: str, way: dict[str, Any], report: Report) -> None:
    """There, a second time there, and back, with what an owner may choose."""
    other = "post" if own != "post" else "talk"
    page = hugoconv.parse(data)
    if has_record(page):
        raise DoesNotApplyError("begins with a record")
    report.count("choices")
    label = f"[{way}]"
    try:
        gone = hugoconv.parse(hugoconv.convert(page, other, from_=own, **way).page.to_bytes())
        again = hugoconv.convert(gone, other, from_=own, **way).page.to_bytes()
        back = hugoconv.convert(gone, own, from_=other, era=way["era"]).page.to_bytes()
    except Refused as refusal:
        report.refused(refusal.code, f"{name} {label}: {refusal.why}")
        raise DoesNotApplyError("refused") from None
    except Exception as error:
        report.stop(name, label, crash(error))
    if again != gone.to_bytes():
        report.fail(name, label, "a second time has edits", gone.to_bytes(), again)
    if back != data:
        report.fail(name, label, "other bytes", data, back)
    if gone.directive and len(gone.directive) >= LONGEST_RECORD:
        report.fail(name, label, "the record is too long")


def dresses(data: bytes, with_post: str = "talk") -> Iterator[tuple[str, bytes]]:
    """The page as it is, with other line ends, with or without a BOM, with fewer and with more hidden fields."""
    yield "as is", data
    crlf = b"\r\n" in data
    yield (("LF", data.replace(b"\r\n", b"\n")) if crlf else ("CRLF", re.sub(rb"\r\n|\n", b"\r\n", data)))
    bom = b"\xef\xbb\xbf"
    yield (("no BOM", data.removeprefix(bom)) if data.startswith(bom) else ("BOM", bom + data))
    parts = judge.cut(data)
    if parts is None:
        return
    bare = parts.head + _HIDDEN.sub(b"", parts.matter) + parts.tail
    if bare != data and _same_data(data, bare):
        yield "own hidden fields taken away", bare
    more = _with_hidden(data, with_post)
    if more is not None and _same_data(data, more):
        yield "hidden fields added", more
    if more is not None and bare != data:
        again = _with_hidden(bare, with_post)
        if again is not None and _same_data(data, again):
            yield "other hidden fields", again


def _same_data(one: bytes, other: bytes) -> bool:
    try:
        return judge.read_page(one).pairs() == judge.read_page(other).pairs()
    except (yaml.YAMLError, ValueError):
        return False


HIDDEN_FIELDS = (
    "#date_end: 2020-01-01T10:00:00Z",
    "#location: Somewhere, else",
    "# links:\n#   - name: Twitter\n#     url: https://example.org/\n#     icon: twitter",
    "#event: An event\n#event_url: https://example.org",
    "#publishDate: 2019-05-05",
    "#address:\n#  street: A street\n#  city: Town",
)


HIDDEN_TOML = (
    "#date_end = 2020-01-01T10:00:00Z",
    '#location = "Somewhere, else"',
    '# url_custom = [\n#   {name = "x", url = "https://example.org/"},\n# ]',
    '#event = "An event"\n#event_url = "https://example.org"',
    "#publishDate = 2019-05-05",
    '#address = """\n#A street\n#A town"""',
)


# What of other layouts stands before those.
HIDDEN_MORE = {
    "publication": (
        ("#publication_types: ['2']", "#publication: A journal\n#publication_short: J"),
        ('#publication_types = ["2"]', '#publication = "A journal"'),
    ),
    "project": (("#image_preview: a.png", "# status: done"), ('#image_preview = "a.png"', '# status = "done"')),
}


def _with_hidden(data: bytes, with_post: str) -> bytes | None:
    """The page with commented-out fields between its own, in front of the first, third, fifth … field."""
    parts = judge.cut(data)
    assert parts is not None
    toml = parts.head.rstrip().endswith(b"+++")
    try:
        reading = judge.read_page(data)
    except (yaml.YAMLError, ValueError):
        return None
    root = reading.root
    if not toml and (root is None or root.flow or root.start != reading.starts[reading.fields[0].first]):
        return None
    eol = "\r\n" if "\r\n" in reading.text else "\n"
    own = HIDDEN_MORE[with_post][toml] if with_post in HIDDEN_MORE else ()
    lines, wanted = list(reading.lines), (*own, *(HIDDEN_TOML if toml else HIDDEN_FIELDS))
    fields = [f for f in reading.fields if not (toml and reading.lines[f.first].strip().startswith("["))]
    places = [f.first for f in fields][::2][: len(wanted)]
    for place, hidden in reversed(list(zip(places, wanted, strict=False))):
        lines[place:place] = [line + eol for line in hidden.split("\n")]
    return parts.head + "".join(lines).encode("utf-8", "surrogateescape") + parts.tail


@dataclass
class Trip:
    """One way there and back: in which dress, with or without a path, from which layout, in which era; ``with_post`` is
    the layout that takes turns with the post."""

    name: str
    dress: str
    data: bytes
    own: str | None
    path: str | None
    era: str | None
    report: Report
    with_post: str = "talk"

    @law
    def there_and_back(self) -> None:
        """There, a second time there, back, and back after each of the edits in between."""
        page = self.guarded("parse", lambda: hugoconv.parse(self.data, self.path))
        if has_record(page):
            raise DoesNotApplyError("begins with a record")
        own = self.own or self.detected(page)
        other = "post" if own != "post" else self.with_post
        there = self.there(page, own, other)
        self.report.count("edited" if there.to_bytes() != self.data else "without edits")
        self.report.count(f"there to {other}")
        self.lines(page, there)
        self.once_is_enough(page, there, own, other)
        back = self.back(there.to_bytes(), own, other)
        if back != self.data:
            self.fail("there and back", "other bytes", self.data, back)
        if self.dress in ("as is", "hidden fields added") and self.era is None:
            for what, operation in IN_BETWEEN:
                self.in_between(page, there, own, other, what, operation)

    def detected(self, page: hugoconv.Page) -> str:
        """The layout that the library sees; counted, and not judged here."""
        found = self.guarded("detect", lambda: hugoconv.detect(page, path=self.path))
        self.report.count(f"detected {found.layout}")
        if found.layout is None:
            raise DoesNotApplyError("of no layout that is seen")
        return found.layout

    def there(self, page: hugoconv.Page, own: str, other: str) -> hugoconv.Page:
        self.report.count("conversions")
        source = own if self.path is None else None
        try:
            done = hugoconv.convert(page, to=other, from_=source, era=self.era, path=self.path)
        except Refused as refusal:
            way = "from_" if self.path is None else "path"
            self.report.refused(refusal.code, f"{self.name} ({self.dress}, {way}, era {self.era}): {refusal.why}")
            raise DoesNotApplyError("refused") from None
        except Exception as error:
            self.crashed("there", error)
        return done.page

    def back(self, there: bytes, own: str, other: str) -> bytes:
        """The bytes after the way back through a fresh look at the bytes."""
        page = self.guarded("parse there", lambda: hugoconv.parse(there, self.path))
        recorded = has_record(page)
        source = None if self.path is not None or recorded else other
        era = self.era if not recorded else None
        found = self.guarded("back", lambda: hugoconv.convert(page, to=own, from_=source, era=era, path=self.path))
        return found.page.to_bytes()

    @law
    def once_is_enough(self, page: hugoconv.Page, there: hugoconv.Page, own: str, other: str) -> None:
        """Converting to the layout that a page has gives no edits, before and after."""
        fresh = self.guarded("parse there", lambda: hugoconv.parse(there.to_bytes(), self.path))
        if has_record(fresh):
            self.no_edits("a second time", fresh, other, None, there.to_bytes())
        if (
            has_record(fresh) or self.path is None
        ):  # without a record nothing but a path would speak, for the old layout
            self.no_edits("a second time", fresh, other, other, there.to_bytes())
        if self.dress == "as is":
            self.no_edits("to its own layout", page, own, own, self.data)

    def no_edits(self, what: str, page: hugoconv.Page, to: str, source: str | None, expected: bytes) -> None:
        again = self.guarded(what, lambda: hugoconv.convert(page, to=to, from_=source, path=self.path))
        if len(again.page.edits) or again.page.to_bytes() != expected:
            self.fail(what, "has edits", expected, again.page.to_bytes())

    @law
    def in_between(
        self, page: hugoconv.Page, there: hugoconv.Page, own: str, other: str, what: str, operation: Operation
    ) -> None:
        """An edit on the other side comes back as the edit on this side."""
        try:
            here = operation(page)
        except (Refused, PathError):
            raise DoesNotApplyError("refused on this side") from None
        except Exception as error:
            self.crashed(what, error)
        if here is None:
            raise DoesNotApplyError("nothing there to edit")
        self.report.count(f"in between: {what}")
        fresh = hugoconv.parse(there.to_bytes(), self.path)
        try:
            edited = operation(fresh)
        except Exception as error:
            self.stop(f"in between: {what}", f"accepted here, not there: {error}")
        if edited is None:
            self.stop(f"in between: {what}", "possible here, not there")
        back = self.back(edited.to_bytes(), own, other)
        if back != here.to_bytes():
            self.fail(f"in between: {what}", "other bytes", here.to_bytes(), back)

    @law
    def lines(self, page: hugoconv.Page, there: hugoconv.Page) -> None:
        """Every changed line belongs to a field that a conversion may touch, or is the record."""
        old, new = judge.cut(self.data), judge.cut(there.to_bytes())
        if old is None or new is None or old.head != new.head or old.tail != new.tail:
            self.stop("there", "bytes outside of the matter changed")
        try:
            before, after = judge.read_page(self.data), judge.read_page(there.to_bytes())
        except (yaml.YAMLError, ValueError):
            raise DoesNotApplyError("the judge cannot read it") from None
        wrong = strange_line(before, after)
        if wrong:
            self.fail("there", wrong, self.data, there.to_bytes())
        moved = [n for n, _ in before.pairs() if n.casefold() not in MOVABLE]
        if [p for p in before.pairs() if p[0] in moved] != [p for p in after.pairs() if p[0].casefold() not in MOVABLE]:
            self.fail("there", "a shared field has another value", self.data, there.to_bytes())

    def guarded(self, what: str, call: Callable[[], T]) -> T:
        try:
            return call()
        except Exception as error:
            self.crashed(what, error)

    def crashed(self, what: str, error: Exception) -> NoReturn:
        if isinstance(error, VerificationError):
            self.report.count("VerificationError")
        if isinstance(error, Refused):
            self.stop(what, f"refused: {error.code}: {error.why}")
        self.stop(what, crash(error))

    def stop(self, what: str, why: str) -> NoReturn:
        self.fail(what, why)
        raise BrokenError(why)

    def fail(self, what: str, why: str, before: bytes = b"", after: bytes = b"") -> None:
        way = "from_" if self.path is None else "path"
        label = f"[{self.dress}, {way}" + (f", era {self.era}] " if self.era else "] ")
        self.report.fail(self.name, label + what, why, before, after)


def _uncomment_slides(page: hugoconv.Page) -> hugoconv.Page | None:
    if not any(c.path == ("slides",) for c in page.commented_out):
        return None
    return page.uncomment("slides")


IN_BETWEEN: tuple[tuple[str, Operation], ...] = (
    ("set the title", lambda page: page.set("title", "A new title: the second") if "title" in page else None),
    ("append a tag", lambda page: page.append("tags", "an added tag")),
    ("uncomment slides", _uncomment_slides),
    (
        "an inline comment",
        lambda page: page.set_comment("title", "# checked", "inline") if "title" in page else None,
    ),
    (
        "a leading comment",
        lambda page: page.set_comment("title", "# checked", "leading") if "title" in page else None,
    ),
)


def has_record(page: hugoconv.Page) -> bool:
    """Whether the first line of the matter is a record."""
    return bool(RECORD.match(page.matter.lstrip()))


def _first(lines: list[str], at: int) -> bool:
    """Whether nothing but blanks, as behind an opening fence, stands before a line."""
    return not "".join(lines[:at]).strip()


def strange_line(before: judge.Reading, after: judge.Reading) -> str:
    """What is wrong with the first changed line that no conversion may change; "" where all is well.

    The two are walked side by side: nothing may move, so a line is equal, gains or loses a sign, has
    another key, is a lone sign that came or went, or is the record.
    """
    i = j = 0
    old, new = before.lines, after.lines
    while i < len(old) or j < len(new):
        a, b = (old[i] if i < len(old) else None), (new[j] if j < len(new) else None)
        if a == b:
            i, j = i + 1, j + 1
        elif b is not None and RECORD.match(b) and _first(new, j):
            j += 1
        elif a is not None and RECORD.match(a) and _first(old, i):
            i += 1
        elif (
            a is not None
            and b is not None
            and _one_sign_more(a, b)
            and _owner(before, i) in MOVABLE
            or a is not None
            and b is not None
            and _one_sign_more(b, a)
            and _owner(after, j) in MOVABLE
            or a is not None
            and b is not None
            and _owner(before, i) in MOVABLE
            and _owner(after, j) in MOVABLE
            and _renamed(a, b)
        ):
            i, j = i + 1, j + 1
        elif b is not None and b.strip() == "#":
            j += 1
        elif a is not None and a.strip() == "#":
            i += 1
        else:
            return f"line {i + 1} changed: {a!r} to {b!r}"
    return ""


def _one_sign_more(bare: str, signed: str) -> bool:
    return "#" in signed and signed.replace("#", "", 1) == bare


def _renamed(one: str, other: str) -> bool:
    """Whether two lines differ in their key alone, or are both of a type or layout."""
    key = re.compile(r"(\s*)[\"']?[\w-]+[\"']?(\s*[:=].*)", re.DOTALL)
    a, b = key.fullmatch(one), key.fullmatch(other)
    if not a or not b:
        return False
    kind = re.compile(r"\s*[\"']?(type|layout)[\"']?\s*[:=]", re.IGNORECASE)
    return a.groups() == b.groups() or bool(kind.match(one) and kind.match(other))


def _owner(reading: judge.Reading, line: int) -> str:
    """The name, case folded, of the field that holds a line."""
    return next((f.name.casefold() for f in reading.fields if f.first <= line <= f.last), "")
