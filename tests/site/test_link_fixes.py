"""Links that moves would break are rewritten: nothing else changes, all lead where they led, and the way back is exact."""

import pathlib

import pytest

from hugoconv.body.links import skeleton
from hugoconv.page.page import Page
from hugoconv.site.move.link_fixes import Relinked
from hugoconv.site.site import Site
from hugoconv.syntax.envelope import split
from tests import real_hugo as hugo
from tests.site import sites
from tests.site.test_links import CONFIGURATION, IN_CHINESE, LANGUAGES, LINES, MENUS, PAGES, UNDER_LINKS, T, led, way

MOVES = {"content/talk/a": "content/post/a", "content/talk/b.md": "content/post/b.md"}
MOVES["content/talk/河 流.md"] = "content/post/河 流.md"
# A line of content/docs/page.md and what it becomes; None where it stays.
CASES = [
    ("[x](/talk/a/) and [x](/talk/b/ 'a title')", "[x](/post/a/) and [x](/post/b/ 'a title')"),
    ('[x](/talk/a/#part "t") ![i](/talk/a/r.png)', '[x](/post/a/#part "t") ![i](/post/a/r.png)'),
    ("![i](../../talk/a/r.png?x=1)", "![i](../../post/a/r.png?x=1)"),
    ("![i](/talk/a/none.png)", None),
    ("[x](</talk/河-流/>) [y](/talk/%e6%b2%b3-%E6%B5%81)", "[x](</post/河-流/>) [y](/post/%e6%b2%b3-%E6%B5%81)"),
    ("[x][l] [l][]\n\n[l]: ../../talk/b/ 'T'", "[x][l] [l][]\n\n[l]: ../../post/b/ 'T'"),
    ("<a href='/talk/a/'>x</a> <img src=\"/talk/a/r.png\">", "<a href='/post/a/'>x</a> <img src=\"/post/a/r.png\">"),
    ('{{< ref "talk/b.md#a" >}} {{% relref path="/talk/a" %}}', '{{< ref "post/b.md#a" >}} {{% relref path="/post/a" %}}'),
    ("{{< ref path=talk/b >}} {{< ref `../talk/b` >}}", "{{< ref path=post/b >}} {{< ref `../post/b` >}}"),
    ('{{< figure src="/talk/a/r.png" link="/talk/b/" >}}', '{{< figure src="/post/a/r.png" link="/post/b/" >}}'),
    ('{{< figure src="/talk/a/" src="/talk/b/" LINK="/talk/b/" >}}', '{{< figure src="/talk/a/" src="/post/b/" LINK="/talk/b/" >}}'),
    ('{{< ref path="talk/a" PATH="talk/b" lang="x" lang="en" >}}', '{{< ref path="talk/a" PATH="post/b" lang="x" lang="en" >}}'),
    ('{{< ref "talk/a" "html" >}}', '{{< ref "post/a" "html" >}}'),
    ('{{< figure src="/talk/a/" src="" >}} {{< ref path="talk/a" path="" >}}', None),
    ("[x](/talk/a/) `[x](/talk/a/)`\n\n    [x](/talk/a/)\n", "[x](/post/a/) `[x](/talk/a/)`\n\n    [x](/talk/a/)\n"),
    ("[x](/talk/a/)\n\n    two\n    [x](/talk/a/)\n", "[x](/post/a/)\n\n    two\n    [x](/talk/a/)\n"),
    ("[x](/talk/a/)\n\n~~~\n[x](/talk/a/)\n~~~\n", "[x](/post/a/)\n\n~~~\n[x](/talk/a/)\n~~~\n"),
    ("[x](/talk/a/)\n\n<!-- [x](/talk/a/) -->\n", "[x](/post/a/)\n\n<!-- [x](/talk/a/) -->\n"),
    ("<!-- <a href='/talk/a/'> --> <a href='/talk/a/'>x</a>", "<!-- <a href='/talk/a/'> --> <a href='/post/a/'>x</a>"),
    ("<script>\nx = \"<a href='/talk/a/'>\";\n</script>\n", None),
    ('{{</* ref "talk/a" */>}} {{</* figure src="/talk/a/" */>}}', None),
    ("<https://example.org/talk/b/> https://example.org/talk/b/", None),
    ("[x](/talk/c/) [y](/talk/) \\[x](/talk/a/)", None),
    ("a [b [x](/talk/a/) c](/talk/b/)", "a [b [x](/post/a/) c](/talk/b/)"),
    ("| a |\n|---|\n| [x](/talk/a/) |\n\n- [ ] [y](/talk/b/)", "| a |\n|---|\n| [x](/post/a/) |\n\n- [ ] [y](/post/b/)"),
]  # fmt: skip


def made(root: pathlib.Path, pages: dict[str, str], configuration: str = CONFIGURATION) -> Site:
    files = {**PAGES, **pages}
    sites.make(root, sites.Case("", {"hugo.toml": configuration, **files}, {}, {}, {}))
    (root / "content/talk/a/r.png").write_bytes(b"\x89PNG")
    return Site(root)


class Carried:
    """A change that moves pages to the folder of another section and back."""

    def __init__(self, ways: dict[str, str]) -> None:
        self.ways = ways

    def __call__(self, page: Page) -> Page:
        for old, new in self.ways.items():
            if page.path and (page.path == old or page.path.startswith(old + "/")):
                return page.moved_to(new + page.path[len(old) :])
        return page


def relinked(site: Site, *, back: bool = False) -> Relinked:
    ways = {f"{site.base.root}/{old}": f"{site.base.root}/{new}" for old, new in MOVES.items()}
    shown = {site.base.name(old): site.base.name(new) for old, new in MOVES.items()}
    both = {**ways, **shown}
    return site.fix_links(site.plan(Carried({new: old for old, new in both.items()} if back else both)))


def tree(root: pathlib.Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("content/**/*")) if path.is_file()}  # fmt: skip


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_certain_links_are_rewritten_and_others_stay(eol: str, tmp_path: pathlib.Path) -> None:
    pages = {f"content/docs/p{i:02}.md": (T + line + "\n").replace("\n", eol) for i, (line, _) in enumerate(CASES)}
    site = made(tmp_path, pages)
    start = tree(tmp_path)
    done = relinked(site)
    site.apply(done.plan)
    for i, (line, expected) in enumerate(CASES):
        now = (tmp_path / f"content/docs/p{i:02}.md").read_bytes().decode()
        assert now == (T + (line if expected is None else expected) + "\n").replace("\n", eol)
        assert skeleton(split(now.encode()).body.decode()) == skeleton((line + "\n").replace("\n", eol))
    assert all(any(place.text.startswith(x) for x in ("<", "h", "[", "\\")) for place in done.left)
    after = tree(tmp_path)
    site = Site(tmp_path)
    site.apply(relinked(site, back=True).plan)
    assert tree(tmp_path) == start
    site.undo()
    assert tree(tmp_path) == after
    site.undo()
    assert tree(tmp_path) == start


def test_links_in_front_matter_are_rewritten_and_menus_too(tmp_path: pathlib.Path) -> None:
    yaml = (
        "---\n# see /talk/a/\nurl_slides: '/talk/a/'  # here\nevent_url: talk/b/\naliases: [/talk/a/]\n"
        'links: [{name: x, url: "https://example.org/talk/a/"}]\nsummary: see [x](/talk/b/)\nmenu: {main: {url: /talk/b/}}\n---\n'
    )
    toml = "+++\nurl_pdf = \"/talk/a/r.png\"\n[[links]]\nurl = '/talk/b/'\n+++\n[x](/talk/a/)\n"
    site = made(tmp_path, {"content/docs/y.md": yaml, "content/docs/t.md": toml}, CONFIGURATION + MENUS)
    done = relinked(site)
    site.apply(done.plan)
    for name, old in (("y", yaml), ("t", toml)):
        wanted = old.replace("/talk/", "/post/").replace(": talk/b", ": post/b")
        wanted = wanted.replace("# see /post/a/", "# see /talk/a/").replace("[/post/a/]", "[/talk/a/]")
        assert (tmp_path / f"content/docs/{name}.md").read_text() == wanted
    menus = [(place.path, place.lineno) for place in done.rewritten if place.kind == "menu"]
    assert done.left == () and menus == [("hugo.toml", 5), ("hugo.toml", 8)]


def test_a_body_that_is_no_text_is_left_and_told(tmp_path: pathlib.Path) -> None:
    site = made(tmp_path, {})
    (tmp_path / "content/docs/page.md").write_bytes(data := T.encode() + b"\xff [x](/talk/a/)\n")
    done = relinked(site)
    assert [place.path for place in done.left if "docs" in place.path] == ["content/docs/page.md"]
    site.apply(done.plan)
    assert (tmp_path / "content/docs/page.md").read_bytes() == data


def test_a_plan_that_moves_nothing_stays(tmp_path: pathlib.Path) -> None:
    site = made(tmp_path, {"content/docs/page.md": T + "[x](/talk/a/)\n"})
    plan = site.plan(lambda page: page.set("title", "x"))
    assert site.fix_links(plan) == Relinked(plan, (), ())


def test_an_emptied_section_is_named(tmp_path: pathlib.Path) -> None:
    site = made(tmp_path, {})
    assert site.emptied(relinked(site).plan) == []
    (tmp_path / "content/talk/c.md").unlink()
    assert site.emptied(relinked(site).plan) == ["content/talk/_index.md"]


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("more", ["", LANGUAGES])
def test_the_real_hugo_finds_every_link_where_it_led(more: str, tmp_path: pathlib.Path) -> None:
    lines = "\n\n".join(
        line for line, _ in LINES if "[l]:" not in line and "https://" not in line and "<https" not in line
    )
    extra = {"content/docs/page.md": f"{T}{lines}\n\n![r](/talk/a/r.png)\n"}
    if more:
        extra |= {"content/talk/a/index.zh.md": T, "content/docs/q.zh.md": T + IN_CHINESE}
    site = made(tmp_path / "before", extra, CONFIGURATION + more + UNDER_LINKS)
    again = made(tmp_path / "after", extra, CONFIGURATION + more + UNDER_LINKS)
    again.apply(relinked(again).plan)
    old, new = led(pathlib.Path(site.base.root)), led(pathlib.Path(again.base.root))
    ways = {f"/talk/{name}/": f"/post/{name}/" for name in ("a", "b", "河-流")}
    ways |= {"/zh" + before: "/zh" + after for before, after in ways.items()} if more else {}
    # where no code shows an address of its own, all lead to what moved
    told = {ways.get(page, page): [way(link, ways) for link in links] for page, links in old.items()}
    assert sum(map(len, old.values())) > 25
    assert told == new


# A line of content/talk/c.md, which stays where it is, and what it becomes; None where it stays and is told.
BESIDE = [
    ("[x](../b/)", "[x](../../post/b/)"),
    ("[x](./../b/#y)", "[x](./../../post/b/#y)"),
    ("[x](../../talk/b/)", None),
    ("[x](/talk/b/?a=1&amp;b=2#c)", "[x](/post/b/?a=1&amp;b=2#c)"),
    ('[x]({{< ref "b" >}})', '[x]({{< ref "../post/b" >}})'),
    ('[x]({{< ref "./b.md" >}})', '[x]({{< ref "./../post/b.md" >}})'),
    ('[x]({{< relref "../talk/b" >}})', None),
    ("[x]({{< ref b >}})", None),
    ('[x]({{< ref "a" >}}) {{< ref a >}}', ""),
    ('[x](../{{< param "a" >}}/talk/b/) [y]({{< ref "c" >}})', ""),
]


@pytest.mark.parametrize(("line", "becomes"), BESIDE)
def test_a_link_is_rewritten_only_where_the_way_back_is_exact(
    line: str, becomes: str | None, tmp_path: pathlib.Path
) -> None:
    site = made(tmp_path, {"content/talk/c.md": T + line + "\n"})
    start = tree(tmp_path)
    done = relinked(site)
    told = [place for place in done.left if place.path == "content/talk/c.md"]
    site.apply(done.plan)
    assert (tmp_path / "content/talk/c.md").read_text() == T + (becomes or line) + "\n"
    assert [place.text in line and bool(place.becomes) for place in told] == [True] * (becomes is None)
    site = Site(tmp_path)
    site.apply(relinked(site, back=True).plan)
    assert tree(tmp_path) == start


def test_links_that_are_rewritten_are_listed_no_more(tmp_path: pathlib.Path) -> None:
    site = made(
        tmp_path, {"content/docs/page.md": T + "[x](/talk/a/) <https://example.org/talk/b/> [y](../../talk/b/)\n"}
    )
    done = relinked(site)
    assert {place.target for place in site.links(done.plan)} == {"https://example.org/talk/b/"}
    assert set(site.links(done.plan)) == set(done.left)
