"""docs/hugoconv.1: the man page, made of what the commands say of themselves.

python -m tests.man_page     # writes it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hugoconv import __version__
from tests.command_texts import CommandText, OptionText, commands, program
from tests.refusal_calls import ROOT

PAGE = ROOT / "docs/hugoconv.1"
_STATUS = (
    ("0", "Done."),
    ("1", "--check found changes."),
    ("2", "Wrong usage."),
    ("3", "Something was refused or failed, and the rest was done."),
    ("4", "A bug of hugoconv."),
)
_FILES = (
    (".hugoconv.toml", "Defaults of options, at the root of a site; also [tool.hugoconv] of pyproject.toml."),
    (".hugoconv/", "Journals of runs, from which undo takes them back."),
)


def rendered() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    whole = program()
    yield f'.TH HUGOCONV 1 "" "hugoconv {__version__}" "User Commands"'
    yield from (".SH NAME", r"hugoconv \- change the front matter of Hugo pages and nothing else")
    yield from (".SH SYNOPSIS", f".B {_roff(whole.usage)}")
    yield from (".SH DESCRIPTION", *_text(whole.paragraphs), *_options(whole.options))
    yield ".SH COMMANDS"
    for one in commands():
        yield from _command(one)
    yield from (".SH EXIT STATUS", *_terms(_STATUS), ".SH FILES", *_terms(_FILES))
    yield from (".SH EXAMPLES", *_examples(whole))


def _command(one: CommandText) -> Iterator[str]:
    yield from (f'.SS "{_roff(one.usage)}"', *_text(one.paragraphs), *_options(one.options))
    if one.examples:
        yield from (".PP", "Examples:", *_examples(one))


def _text(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        lines = paragraph.split("\n")
        yield from (".PP", *map(_roff, lines)) if len(lines) == 1 else (".PP", ".nf", *map(_roff, lines), ".fi")


def _options(options: Iterable[OptionText]) -> Iterator[str]:
    return _terms((option.names, option.about) for option in options)


def _terms(terms: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, about in terms:
        yield from (".TP", f'.B "{_roff(term)}"', _roff(about))


def _examples(one: CommandText) -> Iterator[str]:
    yield from (".PP", ".nf", *map(_roff, one.examples.split("\n")), ".fi")


def _roff(text: str) -> str:
    """A line of text: hyphens that are typed are no dashes, and no line begins a request."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq").replace("`", "").replace("…", "...")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    PAGE.write_text(rendered(), "utf-8")
