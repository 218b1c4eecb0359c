"""The pages of a site are those that Hugo finds, with what belongs to them."""

import pathlib

import pytest

from hugoconv.errors import FileError
from hugoconv.hugo.page_path import ContentFolder, file_name
from hugoconv.site.configuration import Configuration, read_configuration
from hugoconv.site.discovery import SitePage, discover, placed
from tests import real_hugo as hugo
from tests.site import sites

FILES = (
    "content/_index.md content/about.md content/logo.png "
    "content/talk/_index.md content/talk/_index.zh.md content/talk/banner.jpg "
    "content/talk/opening/index.md content/talk/opening/index.zh.md content/talk/opening/notes.md "
    "content/talk/opening/img/a.png content/talk/opening/img/.hidden content/talk/opening/deep/index.md "
    "content/talk/opening/index.de.md content/talk/both/index.md content/talk/both/_index.md content/talk/both/x.md "
    "content/talk/single.zh.md content/talk/old.md~ content/talk/.git/a.md content/talk/#b.md "
    "content/post/2021/a.b.md content/post/2021/Index.MD content/post/2020/x.markdown content/post/2020/y.txt"
).split()


@pytest.fixture
def site(tmp_path: pathlib.Path) -> Configuration:
    (tmp_path / "hugo.toml").write_text(
        'ignoreFiles = ["secret"]\n[languages.en]\n[languages.zh]\n[languages.de]\ndisabled = true\n'
    )
    for name in [*FILES, "content/secret/a.md"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return read_configuration(str(tmp_path))


def named(*pages: str) -> list[str]:
    return [f"content/{page}" for page in pages]


def test_pages_come_in_order_each_with_kind_language_and_section(site: Configuration) -> None:
    assert [page[:4] for page in discover(site)] == [
        ("content/_index.md", "branch", "en", ""),
        ("content/about.md", "single", "en", ""),
        ("content/post/2020/x.markdown", "single", "en", "post"),
        ("content/post/2021/Index.MD", "leaf", "en", "post"),
        ("content/talk/_index.md", "branch", "en", "talk"),
        ("content/talk/_index.zh.md", "branch", "zh", "talk"),
        ("content/talk/single.zh.md", "single", "zh", "talk"),
        ("content/talk/both/index.md", "leaf", "en", "talk"),
        ("content/talk/opening/index.md", "leaf", "en", "talk"),
        ("content/talk/opening/index.zh.md", "leaf", "zh", "talk"),
    ]


def test_all_else_in_the_folder_of_a_leaf_bundle_goes_with_it(site: Configuration) -> None:
    found = {page.path: page.resources for page in discover(site)}
    below = named(
        "talk/opening/index.de.md",
        "talk/opening/notes.md",
        "talk/opening/deep/index.md",
        "talk/opening/img/.hidden",
        "talk/opening/img/a.png",
    )
    assert list(found["content/talk/opening/index.md"]) == below
    assert found["content/talk/opening/index.zh.md"] == found["content/talk/opening/index.md"]
    assert list(found["content/talk/both/index.md"]) == named("talk/both/_index.md", "talk/both/x.md")
    assert list(found["content/talk/_index.md"]) == named("talk/banner.jpg")


@pytest.mark.parametrize(
    ("below", "count"),
    [("content", 10), ("content/talk", 6), ("content/talk/opening/", 2), ("content/about.md", 1), ("content/talk/opening/notes.md", 0), ("hugo.toml", 0)],
)  # fmt: skip
def test_a_part_of_a_site_is_what_it_is_in_the_whole(below: str, count: int, site: Configuration) -> None:
    whole = [page for page in discover(site) if f"{page.path}/".startswith(f"{below.rstrip('/')}/")]
    assert list(discover(site, below)) == whole
    assert len(whole) == count


def test_a_part_that_is_not_there_is_an_error(site: Configuration) -> None:
    with pytest.raises(FileError, match="no such file"):
        list(discover(site, "content/none"))


def test_links_are_no_pages_but_go_with_a_bundle(site: Configuration) -> None:
    before = {page.path: page.resources for page in discover(site)}
    content = pathlib.Path(site.root, "content")
    (content / "talk/loop").symlink_to(content)
    (content / "talk/link.md").symlink_to(content / "about.md")
    (content / "talk/opening/img/more").symlink_to(content / "nowhere")
    after = {page.path: page.resources for page in discover(site)}
    assert after.keys() == before.keys()
    assert set(after["content/talk/opening/index.md"]) - set(before["content/talk/opening/index.md"]) == {
        "content/talk/opening/img/more"
    }


def test_a_page_may_be_placed_where_none_is_yet() -> None:
    site = Configuration("/site", (ContentFolder("content/zh", "zh"), ContentFolder("content", "en")), ("en", "zh"))
    assert placed("content/zh/talk/a/index.md", site) == SitePage("content/zh/talk/a/index.md", "leaf", "zh", "talk")
    assert placed("content/talk/a.zh.md", site).language == "zh"
    assert file_name("a.zh.x.md", site.languages) == ("a", "zh")
    with pytest.raises(ValueError, match="no content folder"):
        placed("static/a.md", site)


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("case", sites.cases(), ids=lambda case: case.name)
def test_sections_are_those_that_hugo_lists(case: sites.Case, tmp_path: pathlib.Path) -> None:
    sites.make(tmp_path, case)
    found = {(page.path, page.section) for page in discover(read_configuration(str(tmp_path)))}
    listed = {(row["path"], row["section"]) for row in hugo.listed(tmp_path)}
    # Where the content of a language lies within that of another, Hugo has the same page in both.
    assert found <= listed
    assert {path for path, _ in found} == {path for path, _ in listed}
