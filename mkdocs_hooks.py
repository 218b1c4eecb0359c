"""What MkDocs does besides: pages of the top of the project, pictures of diagrams, and examples in docstrings."""

from __future__ import annotations

import pathlib
import re
from typing import Any

import griffe
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tests.diagrams import FENCE, picture_name

_ROOT = pathlib.Path(__file__).parent
_OF_THE_TOP = ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
_LABELLED = re.compile(r"^```(bad|good)(?: (.+))?$", re.MULTILINE)
_ROW = re.compile(r"^\|.*\|$", re.MULTILINE)
_CODE = re.compile(r"`[^`\n]+`")
_EXAMPLE = re.compile(r"^>>> .*\n(?:.+\n?)*", re.MULTILINE)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Adds the pages at the top of the project."""
    for name in _OF_THE_TOP:
        files.append(File.generated(config, name, abs_src_path=str(_ROOT / name)))


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """A page with links counted from ``docs``, diagrams as pictures, which need no script, and code with its label."""
    if page.file.src_uri in _OF_THE_TOP:
        return markdown.replace("](docs/", "](")
    above = "../" * page.file.src_uri.count("/")
    labelled = _LABELLED.sub(lambda found: f'```{{ .text title="{" ".join(filter(None, found.groups()))}" }}', markdown)
    # Within code of a table a pipe is none of the table to Python-Markdown, escaped or not, and shows as it is written.
    labelled = _ROW.sub(lambda row: _CODE.sub(lambda code: code[0].replace("\\|", "|"), row[0]), labelled)
    linked = labelled.replace(f"]({above}../", f"]({above}")
    return FENCE.sub(lambda found: _picture(found, f"{above}pictures/{picture_name(found[1])}"), linked)


def _picture(found: re.Match[str], place: str) -> str:
    """The picture of a diagram as a link to it, since wide ones are shown small, called as the heading above."""
    (*_, heading) = re.findall("^#+ (.*)$", found.string[: found.start()], re.MULTILINE)
    return f"[![{heading.replace('`', '')}]({place})]({place})"


class Examples(griffe.Extension):
    """Examples between the paragraphs of a docstring become code; without a heading they are quotations to Markdown."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        if obj.docstring:
            obj.docstring.value = _EXAMPLE.sub(
                lambda found: f"```pycon\n{found[0].rstrip()}\n```\n", obj.docstring.value
            )
