"""Files that a plan makes and takes away: shown, carried out, and taken back, exactly."""

import os
import pathlib
import shutil
import subprocess

import pytest

import hugoconv
from hugoconv.site.run import apply, replace
from tests.site.worksite import differences, tree

SMALL = pathlib.Path("fixtures/sites/small").absolute()
OPENING, FIRST = "content/talk/opening/index.md", "content/post/first/index.md"


@pytest.fixture
def root(tmp_path: pathlib.Path) -> pathlib.Path:
    return pathlib.Path(shutil.copytree(SMALL, tmp_path / "site"))


def codes(plan: hugoconv.Plan) -> dict[str, str]:
    return {file.path: file.code for file in plan.problems}


def test_files_are_made_and_taken_away_and_it_all_comes_back(root: pathlib.Path) -> None:
    site, before = hugoconv.Site(root), tree(root)
    (root / OPENING).chmod(0o640)
    before = tree(root)
    page = hugoconv.new("content/talk/new/index.md", {"title": "New"}, layout="talk")
    create = {"content/talk/new/index.md": page, "data/x.bin": b"\0\1", "static/a.txt": "ä\n", "static/empty": b""}
    plan = site.plan(lambda page: page.set("marked", True), create=create, delete=[OPENING])
    assert "4 files to create, 1 file to delete" in plan.summary()
    assert OPENING not in {file.path for file in plan if not file.is_deleted}
    done = site.apply(plan)
    assert (done.failures, done.done) == ((), plan.counts()["changed"])
    assert (root / "content/talk/new/index.md").read_bytes() == page.to_bytes() and not (root / OPENING).parent.exists()
    assert (root / "static/a.txt").read_bytes() == "ä\n".encode() and (root / "static/empty").read_bytes() == b""
    again = site.apply(plan)
    assert (again.done, again.already, again.failures) == (0, done.done, ())
    assert site.undo().left == ()
    assert not differences(before, tree(root))


def test_only_files_need_no_change(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    plan = site.plan(create={pathlib.Path("static/a.txt"): b"a"})
    assert plan.summary() == "1 file to create" and site.apply(plan).done == 1
    assert site.plan(delete="static/a.txt").summary() == "1 file to delete"
    assert site.plan(delete=root / "static").summary() == "1 file to delete"
    assert site.plan().summary() == "0 pages to change"


def test_pages_are_made_where_they_say_they_are(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    one, two = (hugoconv.new(f"content/post/{name}.md", {"title": name}) for name in "ab")
    assert [file.path for file in site.plan(create=one)] == ["content/post/a.md"]
    assert [file.path for file in site.plan(create=iter([one, two]))] == ["content/post/a.md", "content/post/b.md"]
    assert site.plan(create=[one]) == site.plan(create={"content/post/a.md": one})


@pytest.mark.parametrize("given", [["a.md"], "a.md", {"a.md": 3}, [hugoconv.new(None, {})]])
def test_what_says_no_file_is_no_file_to_make(root: pathlib.Path, given: object) -> None:
    with pytest.raises(TypeError):
        hugoconv.Site(root).plan(create=given)  # type: ignore[arg-type]


def test_git_takes_the_diff(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    create: dict[str, hugoconv.Page | bytes | str] = {
        "static/a b.txt": "one\ntwo",
        "static/empty": b"",
        "content/x.md": "---\na: 1\n---\n",
    }
    plan = site.plan(lambda page: page.set("weight", 3), create=create, delete="content/talk/opening")
    patch, other = plan.diff(), root.parent / "other"
    shutil.copytree(root, other)
    assert site.apply(plan).failures == ()
    subprocess.run(["git", "init", "-q"], cwd=other, check=True)
    subprocess.run(["git", "apply", "-"], cwd=other, input=patch.encode(), check=True)
    shutil.rmtree(other / ".git")
    assert not differences(tree(root), tree(other))


def test_a_saved_plan_is_the_same(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    plan = hugoconv.Site(root).plan(create={"static/x": b"\xff\0"}, delete=OPENING)
    plan.save(tmp_path / "plan.json")
    assert hugoconv.load_plan(tmp_path / "plan.json", root) == plan


# What stands in the way


def test_what_stands_in_the_way_is_found_in_the_plan(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    (root / "content/link.md").symlink_to("post/first/index.md")
    (root / "static").mkdir()
    (root / "static/dangling").symlink_to("nowhere")
    files = {
        OPENING: b"other",
        "static/dangling": b"",
        "content/talk/OPENING/a.md": b"",
        f"{FIRST}/a.md": b"",
        "../out.md": b"",
        ".git/x": b"",
    }
    plan = site.plan(create=files, delete=["content/link.md", "content/nothing.md"])
    assert codes(plan) == {
        OPENING: "target-exists",
        "static/dangling": "target-exists",
        "content/talk/OPENING/a.md": "differs-in-case",
        f"{FIRST}/a.md": "target-exists",
        "../out.md": "outside-site",
        ".git/x": "outside-site",
        "content/link.md": "is-a-link",
        "content/nothing.md": "cannot-read",
    }
    assert site.apply(plan).done == 0


def test_one_thing_becomes_of_one_path(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    both = site.plan(create={"static/A": b"", "static/a": b""})
    assert set(codes(both).values()) == {"same-target"}

    def moving(page: hugoconv.Page) -> hugoconv.Page | None:
        return page.moved_to("content/post/opening/index.md") if page.path == OPENING else None

    target = site.plan(moving, create={"content/post/opening/index.md": b""})
    assert codes(target) == {"content/post/opening/index.md": "same-target"}
    inside = site.plan(moving, create={"content/talk/opening/x.txt": b"", "content/post/opening/y.txt": b""})
    assert set(codes(inside).values()) == {"inside-bundle"} and inside.counts()["moved"] == 1


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_what_has_come_since_the_plan_stays(root: pathlib.Path, kind: str) -> None:
    site, place = hugoconv.Site(root), root / "content/a.md"
    plan = site.plan(create={"content/a.md": b"ours", "content/b.md": b"b"})
    if kind == "file":
        place.write_bytes(b"theirs")
    elif kind == "link":
        place.symlink_to(root.parent / "outside")
    else:
        place.mkdir()
    before = tree(root)
    done = site.apply(plan)
    code = "outside-site" if kind == "link" else "target-exists"
    assert [(file.path, file.code) for file in done.failures] == [("content/a.md", code)] and done.done == 1
    assert not (root.parent / "outside").exists()
    site.undo()
    assert not differences(before, tree(root))


def test_a_file_that_changed_since_the_plan_is_not_taken_away(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    plan = site.plan(delete=[OPENING, FIRST])
    (root / OPENING).write_bytes(b"edited")
    done = site.apply(plan)
    assert [(file.path, file.code) for file in done.failures] == [(OPENING, "changed-meanwhile")]
    assert (root / OPENING).read_bytes() == b"edited" and not (root / FIRST).exists()


def test_a_new_page_does_not_come_to_the_address_of_another(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    page = "---\ntitle: x\n---\n"
    assert set(codes(site.plan(create={"content/talk/opening.md": page, "content/talk/other.md": page})).items()) == {
        ("content/talk/opening.md", "same-address")
    }
    assert codes(site.plan(create={"content/a.md": "---\nslug: b\n---\n", "content/b.md": page})).keys() == {
        "content/a.md",
        "content/b.md",
    }
    aliases = "---\naliases: [/talk/opening/]\n---\n"
    assert codes(site.plan(create={"content/c.md": aliases})) == {"content/c.md": "same-address"}
    assert not codes(site.plan(create={"content/talk/opening.md": page}, delete="content/talk/opening"))
    assert not codes(site.plan(create={"content/talk/opening/opening.md": page, "static/talk/opening.md": page}))
    moved = site.plan(site.converting(to="post", move=True, aliases=False), create={"content/talk/opening.md": page})
    assert "content/talk/opening.md" not in codes(moved)
    moved = site.plan(site.converting(to="post", move=True), create={"content/post/opening.md": page})
    assert "content/post/opening.md" in codes(moved)


# Undo


def test_undo_leaves_what_was_edited_since(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    site.apply(site.plan(create={"static/a": b"a", "static/b": b"b", "static/c": b"c"}, delete=[OPENING, FIRST]))
    (root / "static/a").write_bytes(b"edited")
    (root / "static/b").unlink()
    (root / OPENING).parent.mkdir()
    (root / OPENING).write_bytes(b"")
    undone = site.undo()
    assert sorted(line.split(":")[0] for line in undone.left) == [OPENING, "static/a"]
    assert all("changed-meanwhile" in line for line in undone.left)
    assert (root / "static/a").read_bytes() == b"edited" and (root / OPENING).read_bytes() == b""
    assert not (root / "static/b").exists() and not (root / "static/c").exists() and (root / FIRST).exists()


def test_undo_does_not_write_through_a_link_that_was_put_there(root: pathlib.Path) -> None:
    site, outside = hugoconv.Site(root), root.parent / "outside"
    site.apply(site.plan(create={"static/a": b"a"}, delete=OPENING))
    outside.write_bytes(b"a")
    (root / "static/a").unlink()
    (root / "static/a").symlink_to(outside)
    (root / OPENING).parent.mkdir()
    (root / OPENING).symlink_to(outside)
    undone = site.undo()
    assert len(undone.left) == 2 and outside.read_bytes() == b"a" and (root / "static/a").is_symlink()


def test_the_folders_come_back_with_their_modes(root: pathlib.Path) -> None:
    site, folder = hugoconv.Site(root), root / "content/talk/opening"
    folder.chmod(0o2750)
    before = tree(root)
    site.apply(site.plan(delete="content/talk/opening"))
    assert not folder.exists()
    site.undo()
    assert not differences(before, tree(root))


def test_links_are_fixed_beside_files_that_go(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    (root / FIRST).write_bytes(b"---\ntitle: x\n---\nSee [it](/talk/opening/).\n")
    plan = site.plan(site.converting(to="post", move=True), create={"content/post/x.md": b"---\n---\n"}, delete=FIRST)
    fixed = site.fix_links(plan)
    assert (fixed.rewritten, fixed.left) == ((), ())
    assert site.apply(fixed.plan).failures == () and not (root / FIRST).exists()


def test_links_to_what_is_taken_away_are_told(root: pathlib.Path) -> None:
    site = hugoconv.Site(root)
    (root / OPENING).with_name("map.png").write_bytes(b"png")
    (root / FIRST).write_text(
        "---\ntitle: x\nurl_talk: /talk/opening/\n---\nSee [it](/talk/opening/), "
        '[the map](/talk/opening/map.png), {{< ref "opening" >}} and [the draft](/talk/draft/).\n'
    )
    (root / "hugo.toml").write_text('title = "x"\n[[menus.main]]\npageRef = "/talk/opening"\n')
    plan = hugoconv.Site(root).plan(delete="content/talk/opening")
    for links in (site.links(plan), hugoconv.Site(root).fix_links(plan).left):
        told = [(link.path, link.kind, link.target, link.becomes, link.page) for link in links]
        assert sorted(told) == [
            (FIRST, "field", "/talk/opening/", "", OPENING),
            (FIRST, "link", "/talk/opening/", "", OPENING),
            (FIRST, "link", "/talk/opening/map.png", "", OPENING),
            (FIRST, "ref", "opening", "", OPENING),
            ("hugo.toml", "menu", "/talk/opening", "", OPENING),
        ]
    assert site.fix_links(plan).rewritten == () and site.fix_links(plan).plan == plan


def test_what_a_page_says_that_goes_is_of_no_interest(root: pathlib.Path) -> None:
    (root / FIRST).write_bytes(b"---\ntitle: x\n---\nSee [it](/talk/opening/) and [the first](/post/first/).\n")
    site = hugoconv.Site(root)
    plan = site.plan(delete=[OPENING, FIRST])
    assert list(site.links(plan)) == [] and site.fix_links(plan).left == ()


def test_a_disk_without_second_names_of_files_does(root: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    site, before = hugoconv.Site(root), tree(root)
    assert site.apply(site.plan(create={"static/a": b"a"}, delete=OPENING)).failures == ()
    site.undo()
    assert not differences(before, tree(root))


# In the last instant


def test_what_comes_in_the_last_instant_is_not_replaced(root: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, real = hugoconv.Site(root), replace.stage

    def stage(target: str, data: bytes, temporary: str, folder: int | None = None, *, durable: bool = False) -> None:
        real(target, data, temporary, folder, durable=durable)
        (root / "static/a").write_bytes(b"theirs")

    (root / "static").mkdir()
    monkeypatch.setattr(replace, "stage", stage)
    done = site.apply(site.plan(create={"static/a": b"ours"}))
    assert [file.code for file in done.failures] == ["target-exists"]
    assert [path.name for path in (root / "static").iterdir()] == ["a"]
    assert (root / "static/a").read_bytes() == b"theirs"


def test_what_comes_in_the_last_instant_of_an_undo_is_not_replaced(
    root: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, real = hugoconv.Site(root), replace.stage_new
    site.apply(site.plan(delete=OPENING))

    def stage_new(*given: object, **options: object) -> None:
        real(*given, **options)  # type: ignore[arg-type]
        (root / OPENING).write_bytes(b"theirs")

    monkeypatch.setattr(replace, "stage_new", stage_new)
    (line,) = site.undo().left
    assert "target-exists" in line and (root / OPENING).read_bytes() == b"theirs"
    assert [path.name for path in (root / OPENING).parent.iterdir()] == ["index.md"]


def test_an_empty_file_is_somebody_elses_where_one_was_taken_away(
    root: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off() -> None:
        raise KeyboardInterrupt

    site = hugoconv.Site(root)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(apply, "settle", cut_off)
        site.apply(site.plan(create={"static/a": b"ours", "static/b": b"ours"}, delete=OPENING))
    assert [run.state for run in site.runs()] == ["unfinished"]
    (root / OPENING).parent.mkdir()
    (root / OPENING).write_bytes(b"")
    (root / "static/b").write_bytes(b"")  # as a loss of power leaves it
    (line,) = site.undo().left
    assert line.startswith(OPENING) and "changed-meanwhile" in line
    assert (root / OPENING).read_bytes() == b"" and not (root / "static").exists()
