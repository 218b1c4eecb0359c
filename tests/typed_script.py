"""A script as a user writes one, for mypy --strict: paths as text and as pathlib gives them, and every public type."""

from __future__ import annotations

import functools
import json
import pathlib
from collections.abc import Iterator, Sequence

import hugoconv
from hugoconv import Change, ChangeResult, NewValue, Operation, Page, SitePage, Value

ROOT = pathlib.Path("site")


def operations(values: dict[str, NewValue]) -> Iterator[Operation]:
    for key, value in values.items():
        yield hugoconv.Set(key, value)
    yield hugoconv.Set(("image", "caption"), {"credit": ["a", 1, None]})
    yield hugoconv.Remove("selected")
    yield hugoconv.Rename("tags", ("keywords",))


def titled(page: Page) -> Page:
    title: Value = page.get("title")
    tags = page["tags"] if "tags" in page else []
    return page.set("title", title.upper()) if isinstance(title, str) and tags else page


def noted(page: Page) -> ChangeResult | None:
    if page.path is None:
        return None
    moved = page.moved_to(pathlib.Path(page.path).with_name("index.md"))
    return ChangeResult(moved.moved_to("content/post/x.md"), notes=("it moves",))


def with_callouts(page: Page) -> Page:
    page = page.edit_body(lambda text: hugoconv.rename_shortcode(text, "alert", "callout"))
    page = page.edit_body(functools.partial(hugoconv.rename_parameters, name="spoiler", names={0: "text"}))
    page = page.edit_body(hugoconv.body_rules()["figure-to-caption"].change)
    image = hugoconv.first_image(page.body_text)
    return hugoconv.fill_from_body(page, "summary").set("image", {"filename": image}) if image else page


def outline(text: str) -> Iterator[tuple[int, str]]:
    for heading in hugoconv.headings(text):
        yield heading.level, heading.text.of(text)
    yield from ((0, image.destination) for image in hugoconv.images(text))
    yield from ((0, link.destination) for link in hugoconv.links(text) if link.kind == "link")
    yield from ((0, argument.value) for code in hugoconv.shortcodes(text) for argument in code.arguments)


def without_width(text: str) -> hugoconv.Edits:
    return hugoconv.in_turn(
        text,
        lambda now: hugoconv.drop_parameter(now, "figure", "width"),
        lambda now: hugoconv.set_parameter(now, "figure", "numbered", "true"),
    )


def made(path: str) -> Iterator[Page]:
    values: dict[str, hugoconv.NewValue] = {"title": "Mud", "tags": ["a"], "draft": True}
    yield hugoconv.new(path, values, layout="talk", body="Hello\n")
    yield hugoconv.new(path, dict.fromkeys(["title"], "Mud")).set(("params", "a.b"), "x")


def pages(site: hugoconv.Site) -> Sequence[SitePage]:
    return [*site.pages(), *site.pages("content/talk"), *site.pages(pathlib.Path("content/post"))]


def one_page(path: pathlib.Path) -> None:
    page: Page = hugoconv.read(path)
    page = hugoconv.parse(path.read_bytes(), path)
    page = hugoconv.parse("---\ntitle: x\n---\n", "content/post/x.md", hugo="0.151")
    page = page.apply(*operations({"draft": True, "tags": ("a", "b"), "image": {"caption": "x"}}))
    try:
        done: hugoconv.Conversion = hugoconv.convert(page, to="post")
    except hugoconv.Refused as refused:
        print(refused.code, refused.lineno, refused.remedy)
        return
    found: hugoconv.Detection = hugoconv.detect(done.page)
    toml: hugoconv.Translation = hugoconv.translate(done.page, "toml")
    for diagnostic in hugoconv.check(toml.page):
        print(diagnostic.code, diagnostic.lineno, found.layout, hugoconv.recorded(toml.page))
    for field in done.page.fields.values():
        print(field.name, field.kind, field.span.start)
    for commented in done.page.commented_out:
        page = page.uncomment(commented.path)
    changed: bool = hugoconv.write(page, path) or hugoconv.write(page, "other.md") or hugoconv.write(page)
    print(changed)


def whole_site(change: Change) -> None:
    site = hugoconv.Site(ROOT)
    changes: list[Change] = [change, titled, noted, functools.partial(hugoconv.convert, to="post", era=site.era)]
    for one in changes:
        plan: hugoconv.Plan = site.plan(one, pages=[page.path for page in pages(site)], where=hugoconv.recorded)
        plan.save(ROOT / "plan.json")
        plan.save("plan.json")
        plan = hugoconv.load_plan(ROOT / "plan.json", ROOT)
        for file in plan.problems:
            print(file.message, file.raised.exception if file.raised else "")
        links = site.fix_links(plan)
        result = site.apply(links.plan, hugoconv.RunCallbacks(progress=print))
        print(plan.summary(), plan.diff(), result.done, site.undo().restored)


def told(done: int, total: int) -> None:
    print(done, total)


def as_the_command_does(site: hugoconv.Site) -> None:
    for found in site.read_all(["content/talk", ROOT / "content/post"]):
        if isinstance(found, hugoconv.HugoconvError):
            print(found)
        else:
            print(found.path, found.to_tomlkit().as_string(), bytes(found))
    change = site.converting(to="post", move=True, date="start", keep_aliases=True)
    kept = [page for page in site.read_all() if isinstance(page, Page) and page.get("draft")]
    plan = site.plan(change, pages=kept, progress=told)
    for link in site.links(plan):
        print(link.path, link.lineno, link.becomes, site.languages)
    for file in site.fix_links(plan).plan:
        print(file.path, file.to, file.code)
    print(site.apply(plan, progress=told).failures, site.undo(progress=told).left)


def files(site: hugoconv.Site) -> None:
    page = hugoconv.new("content/talk/a/index.md", {"title": "A"}, layout="talk", era=site.era)
    create = {
        where.path.replace(".md", ".json"): json.dumps(site.read(where).to_dict(json_safe=True))
        for where in site.pages()
    }
    print(site.plan(create=create).diff())
    print(site.plan(create={ROOT / "content/talk/a/index.md": page}, delete="content/old"))
    print(site.plan(titled, pages="content/talk", delete=[where for where in site.pages() if where.kind == "leaf"]))


def in_place() -> None:
    site = hugoconv.Site("site")
    site.plan(lambda page: page.set("draft", True), pages=[pathlib.Path("content/a.md")])
    site.plan(lambda page: hugoconv.convert(page, to="post"), on_error="raise")
    edits = hugoconv.Edits([hugoconv.Edit(0, 1, "x")])
    print(edits.inverse("a"), hugoconv.Span(0, 1))


def named_otherwise(site: hugoconv.Site) -> None:
    for one in hugoconv.referred(site):
        for path, reference in one.references:
            print(one.kind, one.name, one.state, path, reference.lineno, reference.commented_out)
    renamed: Change = hugoconv.rename_reference("slides", "old", "new")
    merged: Change = hugoconv.rename_term("tags", "ml", "Machine Learning")
    print([site.plan(change).summary() for change in (renamed, merged)])


def in_another_form(page: Page) -> Page:
    page = hugoconv.as_list(hugoconv.as_text(page, "slides"), "projects")
    return hugoconv.reference_to_url(hugoconv.url_to_reference(page, "slides"), "slides")
