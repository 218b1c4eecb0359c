"""The fields of all pages of a site side by side."""

import pathlib

import hugoconv


def test_every_page_has_a_row(tmp_path: pathlib.Path) -> None:
    (tmp_path / "hugo.toml").write_text("")
    for name, text in {"a": "title: A\nimage: {caption: x}", "b": "Title: B\ntags: [t]", "c": "a: b: c"}.items():
        path = tmp_path / f"content/{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\n{text}\n---\n")
    site = hugoconv.Site(tmp_path)
    a, b, c = hugoconv.table(site)
    assert a == {"path": "content/a.md", "title": "A", "image": {"caption": "x"}, "tags": None}
    assert b == {"path": "content/b.md", "title": "B", "image": None, "tags": ["t"]}
    assert list(c) == ["path", "error"] and "content/c.md:2:5:" in str(c["error"])
    assert hugoconv.table(site, ["image.caption"])[:2] == [
        {"path": "content/a.md", "image.caption": "x"},
        {"path": "content/b.md", "image.caption": None},
    ]
    for fields in (["title"], "title"):
        assert hugoconv.table(site, fields, below="content/b.md") == [{"path": "content/b.md", "title": "B"}]
