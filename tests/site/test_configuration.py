"""The configuration of a site, read as Hugo reads it."""

import pathlib
import pickle
import re

import pytest

from hugoconv.errors import ConfigurationError, FileError
from hugoconv.hugo.page_path import ContentFolder
from hugoconv.site.addresses import date_rules
from hugoconv.site.configuration import PermalinkRule, find_root, read_configuration


def write(root: pathlib.Path, **files: str) -> pathlib.Path:
    """Files by their names, with ``__`` for a slash and ``_`` for a dot at the end."""
    for name, text in files.items():
        path = root / re.sub(r"_(?=[a-z]+$)", ".", name.replace("__", "/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(
    "name", ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml", "config/_default/x.toml"]
)
def test_the_root_is_the_nearest_folder_with_a_configuration(name: str, tmp_path: pathlib.Path) -> None:
    deep = tmp_path / "site/content/talk"
    deep.mkdir(parents=True)
    path = tmp_path / "site" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")
    (deep / "a.md").write_text("")
    assert find_root(str(deep)) == find_root(str(deep / "a.md")) == find_root(str(path)) == str(tmp_path / "site")


def test_a_file_named_config_counts_beside_a_folder_of_a_site(tmp_path: pathlib.Path) -> None:
    write(tmp_path, site__config_toml="", site__content__a_md="", other__config_json="{}", other__pages__a_md="")
    assert find_root(str(tmp_path / "site/content/a.md")) == str(tmp_path / "site")
    assert find_root(str(tmp_path / "other/pages")) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hugo.toml", 'contentDir = "src"\nTIMEZONE = "Asia/Shanghai"\nignoreFiles = ["x$"]\n[permalinks]\npost = "/:slug/"\n'),
        ("config.yaml", "---\ncontentdir: ./src/\ntimeZone: Asia/Shanghai\nignoreFiles: [x$]\npermalinks:\n  Post: /:slug/\n"),
        ("hugo.json", '{"contentDir":"src","timeZone":"Asia/Shanghai","ignoreFiles":["x$"],"permalinks":{"post":"/:slug/"}}'),
    ],
)  # fmt: skip
def test_every_format_says_the_same(name: str, text: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / name).write_text("\ufeff" + text, "utf-8")
    found = read_configuration(str(tmp_path))
    assert found.content == (ContentFolder("src", "en"),)
    assert found.time_zone == "Asia/Shanghai"
    assert [pattern.pattern for pattern in found.ignore_files] == ["x$"]
    assert found.permalinks == tuple(PermalinkRule(kind, "/{post,post/**}", "/:slug/") for kind in ("page", "term"))
    assert found.files == (name,)


def test_files_of_the_folder_win_and_are_named_for_their_tables(tmp_path: pathlib.Path) -> None:
    write(
        tmp_path,
        hugo_toml='contentDir = "a"\ndisablePathToLower = true\n',
        config___default__hugo_yaml="contentDir: b\n",
        config___default__permalinks_json='{"post": "/:year/"}',
        config__production__permalinks_toml='post = "/:slug/"\n',
        config__development__hugo_toml='contentDir = "c"\n',
        config___default__languages_toml='[en]\nweight = 2\n[zh]\nweight = 1\ncontentDir = "z"\n[de]\ndisabled = true\n[fr]\n',
        config___default__frontmatter_toml='date = [":filename"]\n',
        config___default__params_toml="date_format = 1\n",
    )
    found = read_configuration(str(tmp_path))
    assert (found.languages, found.languages_off) == (("zh", "en", "fr"), {"de"})
    assert found.content == (ContentFolder("b", "en"), ContentFolder("z", "zh"))
    assert found.disable_path_to_lower
    assert {rule.pattern for rule in found.permalinks} == {"/:slug/"}
    assert date_rules(found).fields["date"] == (":filename",)
    assert found.files[0] == "hugo.toml"
    assert found.files[-1] == "config/production/permalinks.toml"


def test_of_two_rules_the_longer_one_comes_first(tmp_path: pathlib.Path) -> None:
    text = '[permalinks]\npost = "/a/"\n"post/deep" = "/b/"\n[permalinks.section]\n"/" = "/c/"\n'
    found = read_configuration(str(write(tmp_path, hugo_toml=text))).permalinks
    assert found == (
        PermalinkRule("page", "/{post/deep,post/deep/**}", "/b/"),
        PermalinkRule("term", "/{post/deep,post/deep/**}", "/b/"),
        PermalinkRule("page", "/{post,post/**}", "/a/"),
        PermalinkRule("term", "/{post,post/**}", "/a/"),
        PermalinkRule("section", "/*", "/c/"),
    )


def test_a_folder_without_configuration_is_a_site(tmp_path: pathlib.Path) -> None:
    assert read_configuration(str(tmp_path)).content == (ContentFolder(".", "en"),)
    (tmp_path / "content").mkdir()
    assert read_configuration(str(tmp_path)).content == (ContentFolder("content", "en"),)


def test_mounts_name_the_content(tmp_path: pathlib.Path) -> None:
    text = "".join(
        f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n{more}'
        for source, target, more in [
            ("content/en", "content", 'lang = "en"\n'),
            ("blog", "content/post", ""),
            ("assets", "assets", ""),
            ("../docs", "content/docs", ""),
            ("x", "content/x", 'includeFiles = ["*.md"]\n'),
        ]
    )
    found = read_configuration(str(write(tmp_path, hugo_toml=text)))
    assert found.content == (
        ContentFolder("content/en", "en"),
        ContentFolder("blog", "en", "post"),
        ContentFolder("x", "en", "x"),
    )
    assert found.notes == ("../docs lies outside of the site", "includefiles of a mount is not read")


@pytest.mark.parametrize("folder", ["../elsewhere", "/elsewhere"])
def test_content_outside_of_the_site_is_none(folder: str, tmp_path: pathlib.Path) -> None:
    found = read_configuration(str(write(tmp_path, hugo_toml=f'contentDir = "{folder}"\n')))
    assert found.content == ()
    assert found.notes == (f"{folder} lies outside of the site",)


def test_a_configuration_that_cannot_be_read_is_an_error_with_a_place(tmp_path: pathlib.Path) -> None:
    write(tmp_path, hugo_toml='title = "x"\nbaseURL = \n')
    with pytest.raises(ConfigurationError, match=r"^configuration: .*hugo\.toml:2:11: toml-syntax: .* \(.*\)$"):
        read_configuration(str(tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "languages = 3\npermalinks = 'x'\nmodule = []\nignoreFiles = 4\nuglyURLs = 'yes'\ntaxonomies = []\n",
        "cascade = ['x']\ntimeZone = 1\nfrontmatter = {date = 3}\n[languages.zh]\ncontentDir = ['a']\n",
    ],
)
def test_what_is_of_another_kind_than_hugo_wants_is_passed_by(text: str, tmp_path: pathlib.Path) -> None:
    found = read_configuration(str(write(tmp_path, hugo_toml=text)))
    assert [content.folder for content in found.content] == ["content"]
    assert pickle.loads(pickle.dumps(found)) == found


BAD = {
    "hugo.toml:1:1: bad-setting: ( is no regular expression": 'ignoreFiles = ["("]\n',
    "hugo.toml:3:1: bad-setting: timeZone: Mars/Olympus": 'title = "x"\n\ntimeZone = "Mars/Olympus"\n',
    "hugo.toml:2:1: bad-setting: timeZone: ../x": '[languages.en]\ntimezone = "../x"\n',
    "hugo.toml:2:1: bad-setting: [z-a] is no regular": '[Security]\nallowContent = ["[z-a]"]\n',
    "hugo.toml:1:1: bad-setting: a{99999999999} is no": 'ignoreFiles = "a{99999999999}"\n',
    "hugo.toml:1:1: bad-setting: http://[ is no URL": 'baseURL = "http://["\n',
    "hugo.toml:2:1: bad-setting: cascade is neither": "title = 'x'\ncascade = 'text'\n",
    "hugo.toml:3:1: bad-setting: cascade is neither": "[languages.en]\n[languages.zh]\ncascade = 3\n",
    "hugo.toml:1:5: too-deep: ": f"a = {'[' * 600}{']' * 600}\n",
    "hugo.toml:1:1: not-utf-8: it is UTF-16": "\ufeffa = 1\n",
}


@pytest.mark.parametrize(("said", "text"), BAD.items())
def test_a_mistake_is_told_with_its_place_and_a_remedy(said: str, text: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "hugo.toml").write_bytes(text.encode("utf-16-le" if "UTF-16" in said else "utf-8"))
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(str(tmp_path))
    shown = str(caught.value)
    assert shown.startswith("configuration: ") and shown.endswith(")")
    assert said.split(":", 1)[1].split(": ", 1)[1] in shown
    assert said.split(": ", maxsplit=1)[0] in shown or "too-deep" in shown, shown


@pytest.mark.parametrize("text", ["", "\ufeff", "title = 'x'\n", f"weight = {'9' * 5000}\n", "\ufeff# nothing\r\n"])
def test_what_says_nothing_is_no_mistake(text: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "hugo.toml").write_text(text, "utf-8")
    try:
        assert read_configuration(str(tmp_path)).languages == ("en",)
    except ConfigurationError as error:  # TOML has no such number
        assert "999" in text, error


def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> bytes:
        raise FileError(path, "cannot-read", "Permission denied")

    write(tmp_path, hugo_toml="")
    monkeypatch.setattr("hugoconv.site.configuration_files.read_bytes", refuse)
    with pytest.raises(ConfigurationError, match=r"hugo\.toml:1:1: cannot-read: Permission denied \(correct it"):
        read_configuration(str(tmp_path))


def test_a_folder_that_is_not_there_is_an_error(tmp_path: pathlib.Path) -> None:
    with pytest.raises(FileError, match="no such folder"):
        read_configuration(str(tmp_path / "none"))
