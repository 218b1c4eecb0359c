"""A unified diff of a page before and after, its body left out where it cannot be seen."""

from __future__ import annotations

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.envelope import Envelope, split

CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file\n"
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def unified(old: Envelope, new: Envelope, name: str) -> str:
    """The diff in the form of git: ``a/name``, ``b/name``, hunks with three lines of context.

    Only the front matter and as much of the body as the context shows is compared. Bytes that are not UTF-8 are
    surrogates, as everywhere.
    """
    return _diff(_lines(old), _lines(new), name, name)


def diff_of(old: bytes, new: bytes, name: str) -> str:
    """As ``unified``, of whole files that may not be pages."""
    return _diff(_lines_of(old), _lines_of(new), name, name)


def file_diff(old: bytes, new: bytes, name: str, new_name: str) -> str:
    """As ``unified``, of the bytes of a page that may also have moved; what git would print, and takes."""
    try:
        before, after = split(old), split(new)
        changes = unified(before, after, name) if before.body == after.body else diff_of(old, new, name)
    except MatterSyntaxError:
        changes = diff_of(old, new, name)
    if name == new_name:
        return changes
    hunks = changes.split("\n", 2)[2] if changes else ""
    head = f"diff --git {_name('a', name)} {_name('b', new_name)}\n"
    head += f"rename from {_quoted(name.lstrip('/'))}\nrename to {_quoted(new_name.lstrip('/'))}\n"
    return head + (_heading(name, new_name) + hunks if hunks else "")


def _diff(old: list[str], new: list[str], name: str, new_name: str) -> str:
    import difflib

    lines = list(difflib.unified_diff(old, new, n=CONTEXT))[2:]
    if not lines:
        return ""
    changes = "".join(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in lines)
    return _heading(name, new_name) + changes


def _heading(name: str, new_name: str) -> str:
    """Both names; behind one with a blank stands a tab, as git wants it."""
    shown = [_name("a", name), _name("b", new_name)]
    tabs = ["\t" if " " in one and not one.startswith('"') else "" for one in shown]
    return f"--- {shown[0]}{tabs[0]}\n+++ {shown[1]}{tabs[1]}\n"


def _name(side: str, name: str) -> str:
    return _quoted(f"{side}/{name.lstrip('/')}")


def _quoted(name: str) -> str:
    """A name in quotes where git would not find its end."""
    escaped = "".join(_ESCAPES.get(c, c if c >= " " else f"\\{ord(c):03o}") for c in name)
    return name if escaped == name else f'"{escaped}"'


def _lines(envelope: Envelope) -> list[str]:
    return _lines_of(b"".join(envelope[:5]) + _first_lines(envelope.body))


def _first_lines(body: bytes) -> bytes:
    at = 0
    for _ in range(CONTEXT + 1):
        at = body.find(b"\n", at) + 1
        if at == 0:
            return body
    return body[:at]


def _lines_of(data: bytes) -> list[str]:
    """Lines with their ends; only LF ends one, as for git."""
    text = data.decode("utf-8", "surrogateescape")
    return [line + "\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])
