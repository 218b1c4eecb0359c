"""What a check says, and where: line and column are those of the sign to blame."""

import pytest

from hugoconv.lint.check import check_bytes

# Path, page, and code, line, column and words of the only problem.
SAID = [
    (None, "---\ntitle：x\ndate: 2020-01-01\n---\n", "yaml-syntax", 2, 6, "full-width colon"),
    (None, "---\na: 1\ntitle： x\ntags: [a]\n---\n", "yaml-syntax", 3, 6, "full-width colon"),
    (None, "---\na: 1\ndate：2020-01-01\n---\n", "yaml-syntax", 3, 5, "full-width colon"),
    (None, "---\ntitle：x\n---\n", "root-not-a-map", 2, 6, "full-width colon"),
    (None, "---\nm:\n  a: 1\n  b：2\n  c: 3\n---\n", "yaml-syntax", 4, 4, "full-width colon"),
    (None, "---\nm:\n  a：1\n---\n", "odd-colon", 3, 4, "full-width colon"),
    (None, "---\na: 1\ntitle:\u3000x\nb: 2\n---\n", "yaml-syntax", 3, 7, "does not take for one"),
    (None, "---\na: 1\ntitle:\xa0x\nb: 2\n---\n", "yaml-syntax", 3, 7, "does not take for one"),
    (None, "---\nm:\n\xa0\xa0a: 1\n  b: 2\n---\n", "yaml-syntax", 3, 1, "in the indent"),
    (None, "---\nm:\n\xa0\xa0a: 1\nb: 2\n---\n", "odd-space", 3, 1, "key a"),
    (None, "---\na\xa0: 1\n---\n", "odd-space", 2, 2, "key a"),
    (None, "---\ntags: [#a, #b]\ntitle: x\n---\n", "yaml-syntax", 2, 8, "# begins a comment"),
    (None, "---\ntags: [x, #b]\ntitle: x\n---\n", "yaml-syntax", 2, 11, "# begins a comment"),
    (None, "---\nm: {color: #fff}\ntitle: x\n---\n", "yaml-syntax", 2, 12, "# begins a comment"),
    (None, "----\ntitle: x\n----\n", "yaml-syntax", 1, 4, "more than three dashes"),
    (None, "-----\n- x\n---\n", "root-not-a-map", 1, 4, "more than three dashes"),
    (None, "----\n- x\n---\n", "root-not-a-map", 1, 4, "more than three dashes"),
    (None, "++++\ntitle = 'x'\n++++\n", "toml-syntax", 1, 4, "more than three plus signs"),
    (None, '+++\na = "say "x""\n+++\n', "toml-syntax", 2, 11, "text follows the closing quote"),
    (None, "+++\na = 'it's'\n+++\n", "toml-syntax", 2, 9, "text follows the closing quote"),
    (None, "+++\na = 1 2\n+++\n", "toml-syntax", 2, 7, "the line should end here"),
    (None, '{"a": "say "x"", "b": 1}', "json-syntax", 1, 13, "text follows the closing quote"),
    (None, '{"a": ["say "x""]}', "json-syntax", 1, 14, "text follows the closing quote"),
    (None, '{"a": 1\n"b": 2}', "json-syntax", 2, 1, "put a comma between"),
    (None, "<!-- x -->\n+++\ntitle = 'x'\n+++\n", "text-above-fence", 1, 1, "begin with the fence"),
    (None, "title = 'x'\n+++\n", "no-opening-fence", 1, 1, "no fence stands above"),
    (None, "＋＋＋\ntitle = 'x'\n＋＋＋\n", "odd-fence", 1, 1, "＋＋＋ is no fence"),
    (None, "---\npublished: yes\n---\n", "published-truth", 2, 12, "`draft: false`"),
    (None, "---\ntags: #foo\n---\n", "value-is-comment", 2, 1, "tags reads as nothing"),
    (None, "---\nm:\n  color: #fff\n---\n", "value-is-comment", 3, 3, "m.color reads as nothing"),
    (None, "---\ntags:\n  - #foo\n  - b\n---\n", "value-is-comment", 3, 3, "tags.0 reads as nothing"),
    (None, "---\npublished: true\n---\n", "published-truth", 2, 12, "`draft: false`"),
    (None, "---\ncascade:\n  target: talk\n  a: 1\n---\n", "cascade-target", 3, 3, "the target is no map"),
    (None, "---\ncascade:\n- target: {path: ['/talk']}\n  a: 1\n---\n", "cascade-target", 3, 1, "a text is wanted"),
    (None, "---\ncascade: {build: never}\n---\n", "not-a-map-field", 2, 18, "build has to be a map"),
    (None, "---\ncascade: {url: 'https://example.org/'}\n---\n", "absolute-url", 2, 16, "address of another site"),
    (None, "---\ncascade:\n  params: {date: soon}\n---\n", "bad-date", 3, 18, "soon is no date"),
    (None, "---\npublished: false\n---\n", "published-truth", 2, 12, "`draft: true`"),
    (None, "---\ntitle: x\n...\n\nBody\n", "unclosed-fence", 1, 1, "write --- in line 3 instead"),
    (None, "---\na: 1\n...\n\nText: b\nmore\n---\n", "text-after-end", 7, 1, "write --- instead of ..."),
    (None, "+++\n[image]\ncaption = ''\nmath = true\n+++\n", "swallowed-field", 4, 1, "math stands below the header of image"),
    (None, "+++\n[[url_custom]]\nurl = '/'\nname = 'x'\ndraft = true\n+++\n", "swallowed-field", 5, 1, "header of url_custom"),
    (
        "content/talk/x.md",
        "---\ndate: 2018-01-01\ntime_start: 2018-02-01T10:00:00\nevent_start: 2018-02-01T10:00:00\n---\n",
        "other-era",
        3,
        1,
        "theme version",
    ),
]  # fmt: skip
NOT_SAID = [
    "---\ntitle: x：y\n---\n",
    "---\nm:\n  比赛：x\n---\n",
    "---\ntitle: x\xa0y\n---\n",
    '---\ncolor: "#fff"\n---\n',
    "---\nlocation: # none\ntags: ## see below\n---\n",
    "---\ntags:\n- a #b\n---\n",
    "+++\n[image]\ncaption = ''\nfocal_point = ''\n[[gallery_item]]\nimage = ''\n[[menu.main]]\nweight = 1\n+++\n",
    "---\ncascade: [1, {url: 'https://example.org/', target: {kind: section}}]\n---\n",
    "---\ncascade: {url: 'https://example.org/', date: soon}\nurl: /a/\ndate: 2020-01-01\n---\n",
    "---\ncascade: {target: {lang: fr}}\n---\n",
    "+++\n[params]\nmath = true\n[cascade]\ndraft = true\n+++\n",
]


@pytest.mark.parametrize(("path", "page", "code", "line", "column", "words"), SAID)
def test_a_problem_is_told_where_it_is(
    path: str | None, page: str, code: str, line: int, column: int, words: str
) -> None:
    for eol in ("\n", "\r\n"):
        problems = check_bytes(page.replace("\n", eol).encode(), path)
        (problem,) = (one for one in problems if one.code == code)
        assert (problem.lineno, problem.colno) == (line, column)
        assert words in f"{problem.message} {problem.remedy}"
        assert len(problems) == 1


def test_a_problem_of_a_later_hugo_is_none() -> None:
    page = b"---\na: 1\na: 1\n---\n"
    assert [problem.code for problem in check_bytes(page)] == ["duplicate-key"]
    assert check_bytes(page, hugo="0.151") == ()


def test_a_fence_has_a_repair_only_where_fields_stand_below_it() -> None:
    fixes = [check_bytes(page)[0].fix for page in (b"--\nno field\n", b"--\ntitle: x\n--\n")]
    assert fixes == ["", "safe"]


@pytest.mark.parametrize("page", NOT_SAID)
def test_what_only_looks_like_a_problem_is_none(page: str) -> None:
    assert check_bytes(page.encode()) == ()
