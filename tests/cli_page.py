"""docs/cli.md: every command with all of its options, made of what the commands say of themselves.

python -m tests.cli_page     # writes it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.command_texts import CommandText, OptionText, commands, program
from tests.refusal_calls import ROOT

PAGE = ROOT / "docs/cli.md"
_HEAD = """# Commands

What `hugoconv COMMAND --help-all` says, of all commands. Without `-w` nothing is written. What is said of exit statuses, codes and
formats of output stands in [the reference](reference.md), defaults of one's own in [settings](settings.md), and what a terminal shows in
[captures](terminal.md). A man page is installed with the package: `man hugoconv`.
"""


def rendered() -> str:
    parts = [_HEAD, "\n".join(_list()), "\n".join(_options(program().options))]
    return "\n\n".join([*(part.strip() for part in parts), *map(_section, commands())]) + "\n"


def _list() -> Iterator[str]:
    yield from ("| command | what it does |", "|---|---|")
    for one in commands():
        yield f"| [`{one.name}`](#{one.name}) | {_cell(one.short)} |"


def _section(one: CommandText) -> str:
    parts = [f"## {one.name}", f"```sh\n{one.usage}\n```", *map(_escaped, one.paragraphs)]
    if one.examples:
        parts.append(f"```sh\n{one.examples}\n```")
    parts.append("\n".join(_options(one.common)))
    if one.rare:
        parts += ["More options:", "\n".join(_options(one.rare))]
    return "\n\n".join(parts)


def _options(options: Iterable[OptionText]) -> Iterator[str]:
    yield from ("| option | what it does |", "|---|---|")
    for option in options:
        yield f"| `{_cell(option.names)}` | {_escaped(_cell(option.about))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace("*", "\\*")


if __name__ == "__main__":
    PAGE.write_text(rendered(), "utf-8")
