"""A unified diff of a page before and after, its body left out where it cannot be seen."""

from __future__ import annotations

from hugoconv.syntax.envelope import Envelope

CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file\n"


def unified(old: Envelope, new: Envelope, name: str) -> str:
    """The diff in the form of git: ``a/name``, ``b/name``, hunks with three lines of context.

    Only the front matter and as much of the body as the context shows is compared.
    """
    return _diff(_lines(old), _lines(new), name)


def diff_of(old: bytes, new: bytes, name: str) -> str:
    """As ``unified``, of whole files that may not be pages."""
    return _diff(_split(old.decode("utf-8", "replace")), _split(new.decode("utf-8", "replace")), name)


def _diff(old: list[str], new: list[str], name: str) -> str:
    import difflib

    lines = difflib.unified_diff(old, new, f"a/{name.lstrip('/')}", f"b/{name.lstrip('/')}", n=CONTEXT)
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in lines)


def _lines(envelope: Envelope) -> list[str]:
    head = b"".join(envelope[:5]) + _first_lines(envelope.body)
    return _split(head.decode("utf-8", "replace"))


def _first_lines(body: bytes) -> bytes:
    at = 0
    for _ in range(CONTEXT + 1):
        at = body.find(b"\n", at) + 1
        if at == 0:
            return body
    return body[:at]


def _split(text: str) -> list[str]:
    """Lines with their ends; only LF ends one, as for git."""
    return [line + "\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])
