"""A unified diff of a page before and after, its body left out where it cannot be seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.envelope import Envelope, head_of
from hugoconv.text.patches import common_ends

if TYPE_CHECKING:
    from hugoconv.text.opcodes import Opcode

CONTEXT = 3
_LONG = 32_000  # bytes above which only what differs is compared
_NO_NEWLINE = "\\ No newline at end of file\n"
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def unified(old: Envelope, new: Envelope, name: str) -> str:
    """The diff in the form of git: ``a/name``, ``b/name``, hunks with three lines of context.

    Where the bodies are equal, no more of them is compared than the context shows. Bytes that are not UTF-8 are
    surrogates, as everywhere.
    """
    if old.body != new.body:
        return diff_of(b"".join(old.parts), b"".join(new.parts), name)
    return diff_of(_head(old), _head(new), name)


def diff_of(old: bytes, new: bytes, name: str) -> str:
    """As ``unified``, of whole files that may not be pages."""
    if len(old) > _LONG:
        start, old_end, new_end = _changed(old, new)
        above = old.count(b"\n", 0, start)
        found = _diff(_lines_of(old[start:old_end]), _lines_of(new[start:new_end]), name, above)
        if old_end == len(old) or _ends_in_context(found):
            return found
    return _diff(_lines_of(old), _lines_of(new), name, 0)


def _ends_in_context(diff: str) -> bool:
    """Whether a diff ends in unchanged lines, as many as there have to be where the file goes on."""
    return all(line.startswith(" ") for line in diff.split("\n")[-CONTEXT - 1 : -1])


def file_diff(old: bytes, new: bytes, name: str, new_name: str) -> str:
    """As ``unified``, of the bytes of a page that may also have moved; what git would print, and takes."""
    try:
        before, after = head_of(old), head_of(new)
        alike = memoryview(old)[before:] == memoryview(new)[after:]
    except MatterSyntaxError:
        alike = False
    if alike:
        old, new = _with_context(old, before), _with_context(new, after)
    changes = diff_of(old, new, name)
    if name == new_name:
        return changes
    hunks = changes.split("\n", 2)[2] if changes else ""
    head = f"diff --git {_name('a', name)} {_name('b', new_name)}\n"
    head += f"rename from {_quoted(name.lstrip('/'))}\nrename to {_quoted(new_name.lstrip('/'))}\n"
    return head + (_heading(name, new_name) + hunks if hunks else "")


def made_diff(old: bytes | None, new: bytes | None, name: str) -> str:
    """As ``file_diff``, of a file that is not there before, or after."""
    data, is_new = (new, True) if old is None else (old, False)
    sides = ["/dev/null", _name("b", name)] if is_new else [_name("a", name), "/dev/null"]
    head = f"diff --git {_name('a', name)} {_name('b', name)}\n{'new' if is_new else 'deleted'} file mode 100644\n"
    if b"\0" in (data or b""):
        return f"{head}Binary files {sides[0]} and {sides[1]} differ\n"
    lines = diff_of(old or b"", new or b"", name).split("\n", 2)
    return head + (f"--- {sides[0]}\n+++ {sides[1]}\n{lines[2]}" if len(lines) > 2 else "")


def _changed(old: bytes, new: bytes) -> tuple[int, int, int]:
    """Where the lines that differ begin, and where they end in both, with the context around them: all that has to be
    compared line by line."""
    same, rest = common_ends(old, new)
    start, below = same, len(old) - rest
    for _ in range(CONTEXT + 1):
        start = old.rfind(b"\n", 0, max(start - 1, 0)) + 1
        below = old.find(b"\n", below) + 1 or len(old)
    return start, below, below + len(new) - len(old)


def _diff(old: list[str], new: list[str], name: str, above: int) -> str:
    """The diff of some lines, below so many that are not among them."""
    from hugoconv.text.opcodes import grouped, opcodes  # difflib takes long to import

    lines = [line for hunk in grouped(opcodes(old, new), CONTEXT) for line in _hunk(hunk, old, new, above)]
    changes = "".join(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in lines)
    return _heading(name, name) + changes if changes else ""


def _hunk(codes: list[Opcode], old: list[str], new: list[str], above: int) -> Iterator[str]:
    """The lines of one hunk, its heading first."""
    (_, i, _, j, _), (_, _, i2, _, j2) = codes[0], codes[-1]
    yield f"@@ -{_range(i + above, i2 + above)} +{_range(j + above, j2 + above)} @@\n"
    for tag, start, end, there, there_end in codes:
        if tag == "equal":
            yield from (f" {line}" for line in old[start:end])
            continue
        yield from (f"-{line}" for line in old[start:end])
        yield from (f"+{line}" for line in new[there:there_end])


def _range(start: int, end: int) -> str:
    """A run of lines as a hunk names it: where it is empty by the line above it."""
    count = end - start
    if count == 1:
        return str(start + 1)
    return f"{start + 1 if count else start},{count}"


def _heading(name: str, new_name: str) -> str:
    """Both names; behind one with a space stands a tab, as git wants it."""
    shown = [_name("a", name), _name("b", new_name)]
    # In quotes the name has an end without a tab.
    tabs = ["\t" if " " in one and not one.startswith('"') else "" for one in shown]
    return f"--- {shown[0]}{tabs[0]}\n+++ {shown[1]}{tabs[1]}\n"


def _name(side: str, name: str) -> str:
    return _quoted(f"{side}/{name.lstrip('/')}")


def _quoted(name: str) -> str:
    """A name in quotes where git would not find its end."""
    escaped = "".join(_ESCAPES.get(c, c if c >= " " else f"\\{ord(c):03o}") for c in name)
    return name if escaped == name else f'"{escaped}"'


def _head(envelope: Envelope) -> bytes:
    return envelope.above_body + _with_context(envelope.body, 0)


def _with_context(data: bytes, at: int) -> bytes:
    """Some bytes as far as a diff shows them that changes nothing from an offset on."""
    for _ in range(CONTEXT + 1):
        at = data.find(b"\n", at) + 1
        if at == 0:
            return data
    return data[:at]


def _lines_of(data: bytes) -> list[str]:
    """Lines with their ends; only LF ends one, as for git."""
    text = data.decode("utf-8", "surrogateescape")
    return [line + "\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])
