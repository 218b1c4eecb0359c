"""Links to pages that move: each is listed with its place, and with what it says then it leads there again."""

import pathlib
import re
import subprocess
from collections.abc import Iterable
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.hugo.urlize import escaped
from hugoconv.page.page import parse
from hugoconv.site.addresses import Branches, address, branches
from hugoconv.site.configuration import Configuration, read_configuration
from hugoconv.site.discovery import SitePage, placed
from hugoconv.site.move.link_targets import Index, Moved, indexed, is_named_in
from hugoconv.site.move.links import LinkPlace, in_configuration, pieces_to, place_of
from tests import real_hugo as hugo
from tests.site import sites

CONFIGURATION = 'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "rss", "sitemap"]\n'
MENUS = "[[menus.main]]\nname = 'Opening'\nurl = '/talk/a/'\n[[menus.main]]\nname = 'B'\npageRef = '/talk/b'\n"
BELOW = CONFIGURATION.replace("org/", "org/sub/")
LANGUAGES = "[languages.en]\n[languages.zh]\n[[languages.zh.menus.main]]\nname = 'x'\nurl = '/talk/a/'\n"
UNDER_LINKS = "[markup.goldmark.renderer]\nunsafe = true\n"
T = "---\ntitle: t\n---\n"
IN_CHINESE = '[x](/zh/talk/a/) [y](/talk/a/) [z]({{< ref "talk/a" >}}) [w](../talk/a/index.md) [v](/talk/a/index.md)\n'
# What moves, by old path.
MOVES = {
    "content/talk/a/index.md": "content/post/a/index.md",
    "content/talk/b.md": "content/post/b.md",
    "content/talk/河 流.md": "content/post/河 流.md",
    "content/talk/a/index.zh.md": "content/post/a/index.zh.md",
}
PAGES = {
    "content/_index.md": T,
    "content/talk/_index.md": T + "[a](a/) [b](./b/) [stays](c/) [self](/talk/)\n",
    "content/talk/c.md": T,
    "content/post/z.md": T,
    "content/docs/b.md": T,
    "content/talk/b.md": T + "[moves along](../a/) [left behind](../c/) {{< relref \"a\" >}}\n",
    "content/talk/河 流.md": T,
    "content/talk/a/index.md": T + "[moves along](../b/)\n\n[below](#x) ![r](r.png)\n",
}  # fmt: skip
# A line of a page, and what becomes of the target that is listed in it; None where nothing is.
LINES = [
    ("[x](/talk/a/)", "/post/a/"),
    ("[x](/talk/a)", "/post/a"),
    ("[x](/talk/a/index.html)", "/post/a/index.html"),
    ("[x](/talk/a/#part)", "/post/a/#part"),
    ('[x](</talk/b/> "t")', "/post/b/"),
    ("[x](../../talk/b/?q=1#y)", "../../post/b/?q=1#y"),
    ("[x](https://example.org/talk/b/)", "https://example.org/post/b/"),
    ("<https://example.org/talk/b/>", "https://example.org/post/b/"),
    ("see https://example.org/talk/b/.", "https://example.org/post/b/"),
    ("[x](//example.org/talk/b/)", "//example.org/post/b/"),
    ("[x](/talk/%E6%B2%B3-%E6%B5%81/)", "/post/%E6%B2%B3-%E6%B5%81/"),
    ("[x](/talk/河-流/)", "/post/河-流/"),
    ("[x](../../talk/河-流/)", "../../post/河-流/"),
    ("![x](/talk/a/)", "/post/a/"),
    ("[x][l]\n\n[l]: /talk/a/", "/post/a/"),
    ('<a href="/talk/a/">x</a>', "/post/a/"),
    ("[x]({{< ref \"talk/a\" >}})", "post/a"),
    ("[x]({{< relref \"/talk/b.md\" >}})", "/post/b.md"),
    ("[x]({{% relref \"talk/a/index.md#part\" %}})", "post/a/index.md#part"),
    ("[x]({{< ref \"../talk/b.md\" >}})", "../post/b.md"),
    ("[x]({{< ref path=\"talk/b\" >}})", "post/b"),
    ("[x]({{< ref `/talk/a/` >}})", "/post/a/"),
    ("[x]({{< ref \"talk/河 流\" >}})", "post/河 流"),
    ("```\n{{< ref \"talk/b\" >}}\n```", "post/b"),
    ("[x]({{< ref \"a\" >}})", None),
    ("`[x](/talk/a/)`", None),
    ("```\n[x](/talk/a/)\n```", None),
    ("{{</* ref \"talk/a\" */>}}", None),
    ("[x](/talk/c/) [y](/talk/) [z](/docs/b/) [w](https://example.com/talk/a/) [v](/talk/ab/)", None),
    ("[x]({{< ref \"talk/c\" >}}) [y]({{< ref \"docs/b\" >}})", None),
]  # fmt: skip


def made(root: pathlib.Path, configuration: str, pages: dict[str, str]) -> Configuration:
    sites.make(root, sites.Case("", {"hugo.toml": configuration, **pages}, {}, {}, {}))
    return read_configuration(str(root))


def moved(site: Configuration) -> dict[str, Moved]:
    pages = sites.parsed(site)
    above = branches(pages, site)
    found = {}
    for where, page in pages:
        if where.path in MOVES:
            new = placed(MOVES[where.path], site)._replace(resources=where.resources)
            found[where.path] = Moved(where, new, address(page, where, site, above), address(page, new, site, above))
    return found


def links_to(index: Index, pages: Iterable[tuple[SitePage, bytes]], above: Branches | None = None) -> list[LinkPlace]:
    found = (place_of(path, text, piece) for path, text, piece in pieces_to(index, pages, above))
    return [*in_configuration(index), *found]


def listed(site: Configuration) -> list[LinkPlace]:
    pages = [(where, page.to_bytes()) for where, page in sites.parsed(site)]
    index = indexed(moved(site), site, [where for where, _ in pages])
    return links_to(index, pages, branches(sites.parsed(site), site))


@pytest.mark.parametrize(("line", "becomes"), LINES)
def test_a_link_to_a_page_that_moves_is_listed(line: str, becomes: str | None, tmp_path: pathlib.Path) -> None:
    site = made(tmp_path, CONFIGURATION, {**PAGES, "content/docs/page.md": f"{T}Text.\n\n{line}\n"})
    found = [place for place in listed(site) if place.path == "content/docs/page.md"]
    assert [place.becomes for place in found] == ([becomes] if becomes is not None else [])
    for place in found:
        assert place.target in place.text
        assert place.lineno >= 6
        assert f"{T}Text.\n\n{line}\n".splitlines()[place.lineno - 1][place.colno - 1 :].startswith(place.text[:3])


def test_what_moves_along_still_leads_there(tmp_path: pathlib.Path) -> None:
    found = listed(made(tmp_path, CONFIGURATION, PAGES))
    assert [(place.path, place.target, place.becomes) for place in found] == [
        ("content/talk/_index.md", "a/", "../post/a/"),
        ("content/talk/_index.md", "./b/", "./../post/b/"),
        ("content/talk/b.md", "../c/", "../../talk/c/"),
    ]


def test_a_relative_link_from_a_page_that_moves_is_listed(tmp_path: pathlib.Path) -> None:
    line = '[x](../c/#y) [z](../../docs/b/) [own](r.png) [mail](mailto:a@b.org) {{< ref "./c.md" >}} {{< ref "c" >}} [q](/talk/c/)'
    found = listed(made(tmp_path, CONFIGURATION, {**PAGES, "content/talk/b.md": T + line}))
    assert [(place.page, place.becomes) for place in found if place.path == "content/talk/b.md"] == [
        ("", "../../talk/c/#y"),
        ("", "./../talk/c.md"),
    ]


def test_a_name_alone_is_listed_where_another_page_has_it(tmp_path: pathlib.Path) -> None:
    pages = {**PAGES, "content/talk/d.md": T + '{{< ref "b" >}} {{< ref "a" >}} {{< ref "b.md#x" >}}'}
    found = [place for place in listed(made(tmp_path, CONFIGURATION, pages)) if place.kind == "ref"]
    assert [(place.target, place.becomes) for place in found] == [("b", "../post/b"), ("b.md#x", "../post/b.md#x")]


def test_menus_and_fields_are_listed(tmp_path: pathlib.Path) -> None:
    fields = (
        "---\ntitle: /talk/a/\nurl: /own/\naliases: [/talk/b/]\nurl_slides: /talk/a/\nevent_url: talk/b/\n"
        "links:\n- name: x\n  url: 'https://example.org/talk/a/'\nsummary: see [x](/talk/b/) and talk/b/\n"
        "cta: {url: talk/c/}\n---\n"
    )
    site = made(tmp_path, CONFIGURATION + MENUS, {**PAGES, "content/docs/page.md": fields})
    found = [place for place in listed(site) if place.path in ("hugo.toml", "content/docs/page.md")]
    assert [(place.path, place.lineno, place.colno, place.kind, place.becomes) for place in found] == [
        ("hugo.toml", 5, 7, "menu", "/post/a/"),
        ("hugo.toml", 8, 11, "menu", "/post/b"),
        ("content/docs/page.md", 2, 8, "field", "/post/a/"),
        ("content/docs/page.md", 5, 13, "field", "/post/a/"),
        ("content/docs/page.md", 6, 12, "field", "post/b/"),
        ("content/docs/page.md", 9, 8, "field", "https://example.org/post/a/"),
        ("content/docs/page.md", 10, 14, "link", "/post/b/"),
    ]


def test_the_path_of_the_base_url_stays(tmp_path: pathlib.Path) -> None:
    line = "[x](/sub/talk/a/) [y](https://example.org/sub/talk/b/) [z](/talk/a/)\n"
    found = listed(made(tmp_path, BELOW, {**PAGES, "content/docs/page.md": T + line}))
    assert [place.becomes for place in found if place.path == "content/docs/page.md"] == [
        *("/sub/post/a/", "https://example.org/sub/post/b/", "/post/a/")
    ]


def test_links_keep_to_their_language(tmp_path: pathlib.Path) -> None:
    pages = {
        **PAGES,
        "content/talk/a/index.zh.md": T,
        "content/docs/page.zh.md": T + '[x](/zh/talk/a/) [y](/talk/a/) {{< ref "talk/a" >}} {{< ref "talk/b" >}}'
        ' {{< ref path="talk/b" lang="en" >}} [f](../talk/a/index.md) [g](talk/a/index.md) <a href="talk/a/">h</a>\n',
    }
    found = listed(made(tmp_path, CONFIGURATION + LANGUAGES, pages))
    assert [(place.path, place.becomes, place.page) for place in found if "/talk/" not in place.path] == [
        ("hugo.toml", "/post/a/", "content/talk/a/index.zh.md"),
        ("content/docs/page.zh.md", "/zh/post/a/", "content/talk/a/index.zh.md"),
        ("content/docs/page.zh.md", "/post/a/", "content/talk/a/index.md"),
        ("content/docs/page.zh.md", "post/a", "content/talk/a/index.zh.md"),
        ("content/docs/page.zh.md", "post/b", "content/talk/b.md"),
        ("content/docs/page.zh.md", "../post/a/index.md", "content/talk/a/index.zh.md"),
        ("content/docs/page.zh.md", "post/a/index.md", "content/talk/a/index.zh.md"),
    ]


WORDS = st.sampled_from(["a", "b", "x.y", "河 流", "A B", "index", "talk", "(c)", "50%", "ß", "_d"])


@given(
    WORDS,
    st.booleans(),
    st.sampled_from(["[x](%s)", '{{< ref "%s" >}}', "---\nurl_x: %s\n---\n", '<a href="%s">']),
    st.sampled_from(["/talk/{0}", "../talk/{0}.md", "{1}", "{2}", "talk/{0}/index.md", "{1}#x", "/talk/{0}.html"]),
    st.sampled_from([frozenset[str](), None]),
)
def test_whatever_is_listed_is_named(
    word: str, bundle: bool, form: str, target: str, ugly: frozenset[str] | None
) -> None:
    site = Configuration("/nowhere", base_url="https://example.org/", ugly_urls=ugly)
    move = move_of(site, f"talk/{word}{'/index' * bundle}.md", f"post/{word}{'/index' * bundle}.md")
    own = move_of(site, "docs/page.md", "docs/other.md")  # a page that moves is searched, whatever it names
    text = form % target.format(word, move.old_address, escaped(str(move.old_address)))
    index = indexed({each.old.path: each for each in (move, own)}, site, [own.old, move.old])
    found = links_to(index, [(own.old, text.encode())])
    if any(place.page == move.old.path for place in found):
        assert is_named_in(text, indexed({move.old.path: move}, site, [move.old]))


def move_of(site: Configuration, old: str, new: str) -> Moved:
    where, then = (placed(f"content/{path}", site) for path in (old, new))
    page = parse(T)
    return Moved(where, then, address(page, where, site), address(page, then, site))


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("more", ["", LANGUAGES])
def test_with_what_they_should_say_all_links_lead_where_they_led(more: str, tmp_path: pathlib.Path) -> None:
    lines = "\n\n".join(line for line, _ in LINES if "[l]:" not in line)
    pages = {**PAGES, "content/docs/page.md": f"{T}{lines}\n"}
    if more == LANGUAGES:
        pages |= {"content/talk/a/index.zh.md": T, "content/docs/q.zh.md": T + IN_CHINESE}
    site = made(tmp_path / "before", CONFIGURATION + more + UNDER_LINKS, pages)
    places, moves = listed(site), moved(site)
    after = {
        MOVES.get(path, path): changed(text, [p for p in places if p.path == path]) for path, text in pages.items()
    }
    made(tmp_path / "after", CONFIGURATION + more + UNDER_LINKS, after)
    old, new = led(tmp_path / "before"), led(tmp_path / "after")
    ways = {unquote(str(move.old_address)): unquote(str(move.new_address)) for move in moves.values()}
    assert sum(map(len, old.values())) > 35
    assert {ways.get(page, page): [way(link, ways) for link in links] for page, links in old.items()} == new


def changed(text: str, places: list[LinkPlace]) -> str:
    """A page with all of its listed links as they should be."""
    lines = text.split("\n")
    for place in sorted(places, key=lambda place: (place.lineno, place.colno), reverse=True):
        line, at = lines[place.lineno - 1], place.colno - 1
        start = line.index(place.target, at + (place.text.rindex(place.target) if place.kind != "ref" else 0))
        lines[place.lineno - 1] = line[:start] + place.becomes + line[start + len(place.target) :]
    return "\n".join(lines)


def led(root: pathlib.Path) -> dict[str, list[str]]:
    """Where the links of every built page lead, by its address."""
    (root / "layouts").mkdir()
    for name in ("single", "list", "home"):
        (root / f"layouts/{name}.html").write_text("{{ .Content }}")
    done = subprocess.run([str(hugo.binary()), "--source", str(root), "--noBuildLock"], capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found = {}
    for path in sorted((root / "public").rglob("index.html")):
        page = f"/{path.parent.relative_to(root / 'public').as_posix()}/".replace("/./", "/")
        links = re.findall(r'(?:href|src)="([^"]*)"|(/talk/b/|/post/b/)\n</code>', path.read_text("utf-8"))
        found[page] = [unquote(urljoin("https://example.org" + page, a or b)) for a, b in links]
    return found


def way(link: str, ways: dict[str, str]) -> str:
    """Where a link should lead after the moves."""
    path, mark, tail = re.fullmatch(r"([^?#]*)()(.*)", link).groups()  # type: ignore[union-attr]
    plain = path.removesuffix("index.html")
    for old, new in ways.items():
        if plain.rstrip("/") == "https://example.org" + old.rstrip("/"):
            path = "https://example.org" + new.rstrip("/") + path[len("https://example.org" + old.rstrip("/")) :]
        if plain.startswith("https://example.org" + old) and plain != "https://example.org" + old:
            path = path.replace(old, new)
    return path + mark + tail
