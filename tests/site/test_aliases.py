"""An alias by the old address of a page leads from there, wherever the page is now."""

import json
import pathlib
import subprocess

import pytest

from hugoconv.hugo.page_path import page_path
from hugoconv.site.addresses import address, branches
from hugoconv.site.configuration import Configuration, read_configuration
from hugoconv.site.move.aliases import alias_of
from tests import real_hugo as hugo
from tests.site import sites

NO_WAY = {"/", "/talks-of/a/../b/", "/./dot/", "/x/y/"}


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("case", sites.cases(), ids=lambda case: case.name)
def test_hugo_makes_a_page_at_every_alias(case: sites.Case, tmp_path: pathlib.Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    sites.make(before, case)
    configuration = read_configuration(str(before))
    sites.make(after, case._replace(pages={}))
    wanted = [own for own in addresses(configuration) if own[1] is not None]
    aliases = [alias_of(str(own), language, configuration) for language, own in wanted]
    for i, (language, _) in enumerate(wanted):
        if aliases[i] is not None:
            write(after, configuration, i, language, str(aliases[i]))
    made = built(after)
    for alias, (_, own) in zip(aliases, wanted, strict=True):
        assert own in NO_WAY if alias is None else f"{own}index.html" in made or own in made, own


def addresses(configuration: Configuration) -> list[tuple[str, str | None]]:
    pages = sites.parsed(configuration)
    above = branches(pages, configuration)
    return [
        (where.language, address(page, where, configuration, above))
        for where, page in pages
        if page_path(where.path, configuration.content_rules).kind != "home"
    ]


def write(root: pathlib.Path, configuration: Configuration, i: int, language: str, alias: str) -> None:
    folders = {content.language: content.folder for content in configuration.content}
    folder = folders.get(language)
    name = f"moved{i}.md" if folder else f"moved{i}.{language}.md"
    path = root / (folder or configuration.content[0].folder) / "elsewhere" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\naliases: [{json.dumps(alias)}]\n---\n", "utf-8")


def built(root: pathlib.Path) -> set[str]:
    program = hugo.binary()
    assert program is not None
    command = [program, "--source", str(root), "--noBuildLock", "-DEF", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {"/" + path.relative_to(root / "public").as_posix() for path in (root / "public").rglob("*")}
