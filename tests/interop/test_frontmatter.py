"""The drop-in for python-frontmatter: the same values, the text as it was but for what was done to it."""

from __future__ import annotations

import copy
import datetime
import io
import pathlib
import tempfile

import frontmatter as peer
import pytest
import yaml

from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.interop import frontmatter
from hugoconv.interop.differences import content_of, is_same, operations, with_content
from hugoconv.layouts.parse import parse
from hugoconv.page.page import Page
from hugoconv.site.site import Site
from tests import corpus
from tests.strategies import FIXTURES

TALK = (
    "---\r\n# of the year\r\ntitle: 'Mud'  # tentative\r\ndate: 2020-01-02\r\ntags: [b, a]\r\n"
    "image:\r\n  caption: x # of the lake\r\n  focal: ''\r\n#slides: deck\r\n---\r\n\r\nOne\r\nTwo\r\n\r\n"
)


def texts() -> list[str]:
    """The fixtures, and pages of the corpus where it is there, that are UTF-8."""
    pages = [path.read_bytes() for path in sorted(FIXTURES.rglob("*.md"))]
    pages += [page.read() for page in corpus.sample(corpus.all_pages(), 400)]
    found = []
    for data in pages:
        try:
            found.append(data.decode("utf-8"))
        except UnicodeDecodeError:
            continue
    assert len(found) > 150
    return found


TEXTS = texts()


def by_peer(text: str) -> peer.Post | None:
    try:
        return peer.loads(text)
    except (yaml.YAMLError, TypeError):  # a TypeError for a field that is called content
        return None


def test_an_unchanged_post_gives_its_text() -> None:
    read = 0
    for text in TEXTS:
        try:
            post = frontmatter.loads(text)
        except (yaml.YAMLError, ValueError):  # as python-frontmatter says of it
            assert by_peer(text) is None or not text.lstrip("\ufeff").startswith("---")
            continue
        if parse_or_none(text) is not None:
            assert frontmatter.dumps(post) == text
            read += 1
    assert read > 140


def parse_or_none(text: str) -> Page | None:
    try:
        page = parse(text)
    except MatterSyntaxError:
        return None
    return page if page.has_front_matter else None


def test_what_a_post_says_is_what_the_peer_says() -> None:
    compared = 0
    for text in TEXTS:
        theirs, page = by_peer(text), parse_or_none(text)
        if theirs is None or page is None or page.syntax != "yaml" or text.startswith("\ufeff") or "\r" in text:
            continue
        ours = frontmatter.loads(text)
        if theirs.metadata:
            assert is_same(ours.metadata, theirs.metadata), text[:200]
            assert ours.content == theirs.content or "\n---" in theirs.content, text[:200]
            compared += 1
    assert compared > 80


def test_a_field_that_is_set_is_the_operation() -> None:
    changed = 0
    for text in TEXTS:
        page = parse_or_none(text)
        if page is None or by_peer(text) is None or "title" not in page or page.syntax != "yaml":
            continue
        post = frontmatter.loads(text)
        if "title" not in post:
            continue
        post["title"] = "Something else: a title"
        try:
            expected = page.set("title", "Something else: a title").to_bytes().decode()
        except Refused:
            with pytest.raises(Refused):
                frontmatter.dumps(post)
            continue
        assert frontmatter.dumps(post) == expected
        changed += 1
    assert changed > 70


def test_comments_order_quotes_and_line_ends_stay() -> None:
    post = frontmatter.loads(TALK)
    assert post["date"] == datetime.date(2020, 1, 2) and post.content == "One\nTwo" and post["image"]["caption"] == "x"
    post["title"] = "Lakes"
    post["image"]["caption"] = "z"
    post["tags"].append("c")
    post["draft"] = True
    del post["date"]
    expected = (
        TALK.replace("'Mud'", "'Lakes'").replace("date: 2020-01-02\r\n", "").replace("caption: x", "caption: z")
    ).replace("[b, a]", "[b, a, c]")
    text = frontmatter.dumps(post)
    assert text.replace("draft: true\r\n", "") == expected and "draft: true\r\n" in text
    assert post.page.to_bytes().decode() == text


@pytest.mark.parametrize(
    ("body", "content", "after"),
    [
        ("\r\nOne\r\nTwo\r\n\r\n", "One\nTwo\nThree", "\r\nOne\r\nTwo\r\nThree\r\n\r\n"),
        ("\r\nOne\nTwo\r\nThree\n", "One\nThree", "\r\nOne\nThree\n"),
        ("\n\nOne\n", "", "\n\n\n"),
        ("", "One\nTwo", "\nOne\nTwo\n"),
        ("One", "Two", "Two"),
        ("\n", "", "\n"),
        ("One\nTwo", "Two\nOne", "Two\nOne"),
        ("  One\n", "One\n\n- a", "  One\n\n- a\n"),
    ],
)
def test_only_the_lines_of_the_content_that_differ_change(body: str, content: str, after: str) -> None:
    assert with_content(body, content, "\n") == after
    assert content_of(after) == content.strip()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("---\ntitle: x\n---", "---\ntitle: x\n---\n\nMore\n"),
        ("---\r\ntitle: x # c\r\n---", "---\r\ntitle: x # c\r\n---\r\n\r\nMore\r\n"),
        ('{"title": "x"}', '{"title": "x"}\n\nMore\n'),
    ],
)
def test_a_page_that_ends_at_its_fence_can_get_a_content(text: str, after: str) -> None:
    post = frontmatter.loads(text)
    post.content = "More"
    assert frontmatter.dumps(post) == after
    page = parse(text, "content/post/a.md")
    changed = frontmatter.change(lambda post: setattr(post, "content", "More"))(page)
    assert (bytes(changed), changed.path) == (after.encode(), page.path)


def test_spaces_behind_a_fence_are_nothing() -> None:
    text = "---\t \ntitle: Mud\t \n---\nHello\n"
    post = frontmatter.loads(text)
    assert post.metadata == {"title": "Mud"} == peer.loads(text).metadata and frontmatter.dumps(post) == text
    post["title"] = "Lakes"
    assert frontmatter.dumps(post) == text.replace("Mud", "Lakes")


def test_a_content_that_is_put_back_gives_the_body() -> None:
    for text in TEXTS:
        page = parse_or_none(text)
        if page is not None:
            body = page.body.decode()
            assert with_content(body, content_of(body), "\n") == body or "\r\n" in body or "\r" in body


def test_a_post_from_nothing_is_that_of_the_peer_in_the_order_of_its_keys() -> None:
    post = frontmatter.Post("Hello", title="Mud", date=datetime.date(2020, 1, 2), authors=["b", "a"])
    text = frontmatter.dumps(post)
    assert text == "---\ntitle: Mud\ndate: 2020-01-02\nauthors:\n- b\n- a\n---\n\nHello"
    assert frontmatter.dumps(peer.Post("Hello", title="Mud")) == "---\ntitle: Mud\n---\n\nHello"
    assert post.page["title"] == "Mud"


def test_defaults_are_written_where_the_text_has_none() -> None:
    post = frontmatter.loads("---\ntitle: Mud # x\n---\nHello\n", title="Lakes", draft=False)
    assert post.metadata == {"title": "Mud", "draft": False}
    assert frontmatter.dumps(post) == "---\ntitle: Mud # x\ndraft: false\n---\nHello\n"


def test_files_open_and_named(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(TALK.encode())
    for file in (path, str(path), path.open("rb"), path.open(newline="")):
        post = frontmatter.load(file)
        assert post["title"] == "Mud" and frontmatter.dumps(post) == TALK
        if hasattr(file, "close"):
            file.close()
    post["title"] = "Lakes"
    text, data = io.StringIO(), io.BytesIO()
    frontmatter.dump(post, text)
    frontmatter.dump(post, data)
    frontmatter.dump(post, path)
    assert text.getvalue().encode() == data.getvalue() == path.read_bytes() == TALK.replace("Mud", "Lakes").encode()
    assert frontmatter.check(path) and frontmatter.check(io.StringIO("---\n---\n")) and not frontmatter.check(3)  # type: ignore[arg-type]
    assert not frontmatter.checks(b"Hello") and frontmatter.checks("\ufeff---\na: 1\n---\n")
    assert frontmatter.checks("---\na: [\n---\n")
    assert frontmatter.parse("---\na: 1\n---\nx\n") == ({"a": 1}, "x")
    with pytest.raises(ValueError, match="Cannot open"):
        frontmatter.load(3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Cannot open"):
        frontmatter.dump(post, 3)  # type: ignore[arg-type]


def test_what_the_system_says_of_a_file_is_raised(tmp_path: pathlib.Path) -> None:
    post = frontmatter.loads("---\ntitle: Mud\n---\n")
    for module in (peer, frontmatter):
        with pytest.raises(FileNotFoundError):
            module.load(tmp_path / "b.md")  # type: ignore[attr-defined]
        with pytest.raises(FileNotFoundError):
            module.dump(post, str(tmp_path / "none/b.md"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", ["w+", "w+b"])
def test_temporary_files_are_written_in_either_mode(tmp_path: pathlib.Path, mode: str) -> None:
    post = frontmatter.loads("---\ntitle: Mud\n---\n")
    for opened in (tempfile.NamedTemporaryFile, tempfile.SpooledTemporaryFile):
        with opened(mode=mode) as file:
            frontmatter.dump(post, file)
            file.seek(0)
            assert file.read() in ("---\ntitle: Mud\n---\n", b"---\ntitle: Mud\n---\n")


@pytest.mark.parametrize("text", ["Only text\n", "\r\nOne\r\n\r\nTwo\r\n\r\n", "", "# A heading\n\n---\n\nmore"])
def test_a_text_without_front_matter_stays_one(text: str) -> None:
    post = frontmatter.loads(text)
    assert frontmatter.dumps(post) == text
    eol = "\r\n" if "\r" in text else "\n"
    post["title"] = "Mud"
    assert frontmatter.dumps(post) == f"---{eol}title: Mud{eol}---{eol}{text}"
    assert peer.loads(frontmatter.dumps(post)).content == peer.loads(text).content


def test_another_encoding_comes_back(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("---\ntitle: 泥\n---\n湖\n".encode("gb18030"))
    post = frontmatter.load(path, "gb18030")
    post["title"] = "湖"
    frontmatter.dump(post, path, "gb18030")
    assert path.read_bytes().decode("gb18030") == "---\ntitle: 湖\n---\n湖\n"


def test_a_text_that_hugo_refuses_is_not_written_anew() -> None:
    text = "---\na: 1 # nobody closed it\n"
    post = frontmatter.loads(text)
    assert frontmatter.dumps(post) == text
    post["a"] = 3
    with pytest.raises(MatterSyntaxError):
        frontmatter.dumps(post)
    twice = frontmatter.loads("---\na: 1 # one\na: 2\nb: 1\n---\nx\n")
    twice["b"] = 2
    assert frontmatter.dumps(twice) == "---\na: 1 # one\na: 2\nb: 2\n---\nx\n"
    twice["a"] = 3
    with pytest.raises(Refused, match="given 2 times"):
        frontmatter.dumps(twice)


def test_another_syntax_or_other_fences_are_written_by_the_handler() -> None:
    post = frontmatter.loads(TALK)
    del post["date"]
    assert frontmatter.dumps(post, frontmatter.JSONHandler()).startswith('{\n    "title": "Mud"')
    assert frontmatter.dumps(post, start_delimiter="+++", end_delimiter="+++").startswith("+++\ntitle: Mud")
    assert frontmatter.dumps(post, frontmatter.YAMLHandler(), sort_keys=True).startswith("---\r\n# of the year")


def test_a_handler_of_somebody_s_own_reads_and_writes() -> None:
    class Loud(frontmatter.YAMLHandler):
        def load(self, fm: str, **options: object) -> object:
            return {key: str(value).upper() for key, value in super().load(fm, **options).items()}

    post = frontmatter.loads("---\na: x # c\n---\nHello\n", handler=Loud())
    assert post["a"] == "X" and frontmatter.dumps(post) == "---\na: X\n---\n\nHello"


def test_toml_and_json_are_changed_in_place() -> None:
    for text in ('+++\na = "x" # c\n[b]\nd = 1\n+++\nHello\n', '{"a": "x",\n "b": {"d": 1}}\nHello\n'):
        post = frontmatter.loads(text)
        assert post.metadata == {"a": "x", "b": {"d": 1}} and post.content == "Hello"
        post["b"]["d"] = 2
        post["a"] = "y"
        assert frontmatter.dumps(post) == text.replace('"x"', '"y"').replace("1", "2")


@pytest.mark.parametrize(
    "before",
    [
        "a: '2020-01-01'#c",
        "a: 2020-01-01",
        "a: yes",
        "a: x",
        'a: ["x"]',
        "a:\n- 2020-01-01 # c",
        "a: {b: no}",
        "a: 010",
        "b: c",
    ],
)
@pytest.mark.parametrize(
    "value",
    ["2020-01-01", "2020-01-01 10:00:00", "yes", "010", "1:20", "~", "=", "", "1_0", datetime.date(2020, 1, 1),
     datetime.datetime(2020, 1, 1, 10, tzinfo=datetime.UTC), datetime.datetime(2020, 1, 1, 10), True, 8,
     ["2020-01-01", datetime.date(2020, 1, 1), "no"], {"b": "no", "c": datetime.date(2020, 1, 1)}],
)  # fmt: skip
def test_what_is_set_is_what_both_read_again(before: str, value: object) -> None:
    post = frontmatter.loads(f"---\n{before}\n---\nHello\n")
    post["a"] = value
    text = frontmatter.dumps(post)
    assert is_same(peer.loads(text)["a"], value) and is_same(frontmatter.loads(text)["a"], value)
    assert text.endswith("---\nHello\n")


def test_a_date_and_a_text_that_looks_like_one_stay_apart() -> None:
    post = frontmatter.loads("---\ndate: 2020-01-01 # c\nversion: '2020-01-01'\n---\n")
    post["date"], post["version"], post["edition"] = datetime.date(2021, 2, 3), "2021-02-03", "2020-12-31"
    assert frontmatter.dumps(post) == "---\ndate: 2021-02-03 # c\nversion: '2021-02-03'\nedition: '2020-12-31'\n---\n"


def test_a_post_is_copied_with_what_it_was_read_from() -> None:
    post = copy.deepcopy(frontmatter.loads(TALK))
    post["title"] = "Lakes"
    assert frontmatter.dumps(post) == TALK.replace("Mud", "Lakes")


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [(1, True, False), (1, 1.0, False), (float("nan"), float("nan"), True), ([1, {"a": 1}], [1, {"a": 1}], True),
     ([1], [True], False), ({"a": 1}, {"b": 1}, False), ("a", "a", True), ((1, 2), (1, 2), True)],
)  # fmt: skip
def test_values_are_the_same_with_their_types(old: object, new: object, same: bool) -> None:  # noqa: FBT001
    assert is_same(old, new) is same


def test_nothing_is_done_for_two_equal_maps() -> None:
    assert list(operations({"a": {"b": [1]}}, {"a": {"b": [1]}})) == []


def test_a_function_on_posts_is_a_change_of_a_site(tmp_path: pathlib.Path) -> None:
    pages = {"a.md": "---\ntags: [x] # few\n---\nHello\n", "b.md": "Only text\n", "c.md": "---\ntitle: C\n---\n"}
    (tmp_path / "content").mkdir()
    (tmp_path / "hugo.toml").write_text("")
    for name, text in pages.items():
        (tmp_path / "content" / name).write_text(text)
    site = Site(tmp_path)
    plan = site.plan(frontmatter.change(_tagged))
    assert plan.counts()["changed"] == 2
    site.apply(plan)
    assert (tmp_path / "content/a.md").read_text() == "---\ntags: [x, new] # few\n---\nHello\nbye\n"
    assert (tmp_path / "content/b.md").read_text() == "Only text\n"
    site.undo()
    assert {name: (tmp_path / "content" / name).read_text() for name in pages} == pages


def _tagged(post: frontmatter.Post) -> None:
    if post.metadata:
        post["tags"] = [*post.get("tags", []), "new"]
        post.content += "\nbye"


DATES = [
    *(
        "2020-01-01",
        "2020-01-01T10:00:00Z",
        "2020-01-01 10:00:00",
        "2020-1-1 9:00:00 +8",
        "2020-1-1",
        "2020-01-01 lecture",
    ),
    datetime.date(2020, 1, 1),
    datetime.datetime(2020, 1, 1, 10, 0),
    datetime.datetime(2020, 1, 1, 10, 0, tzinfo=datetime.UTC),
    ["2020-01-01", datetime.date(2020, 1, 1)],
    {"a": "2020-01-01", "b": [{"c": datetime.date(2020, 1, 1)}]},
]


@pytest.mark.parametrize("value", DATES, ids=repr)
@pytest.mark.parametrize(
    "old", ["a: b", "a: 'b'", 'a: "b" # c', "q: 1", "a: [x]", "a: ['x', 'y']", "a: 2019-01-01", "a:"]
)
def test_dates_and_text_that_looks_like_one_are_told_apart(old: str, value: object) -> None:
    post = frontmatter.loads(f"---\n{old}\n---\n")
    post["a"] = value
    for module in (frontmatter, peer):
        found = module.loads(frontmatter.dumps(post))["a"]
        assert is_same(found, value), frontmatter.dumps(post)


def test_a_date_in_json_and_toml_stays_what_it_is() -> None:
    for text in ('{\n  "a": "b"\n}\n', '+++\na = "b"\n+++\n'):
        post = frontmatter.loads(text)
        post["a"] = "2020-01-01"
        assert frontmatter.loads(frontmatter.dumps(post))["a"] == "2020-01-01"
