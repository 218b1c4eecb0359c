"""Edits of a file's bytes, packed small: a plan over a hundred thousand pages holds one of these for each."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from hugoconv.text.regex import regex

_HEAD = struct.Struct("<III")
PLAIN, PACKED = b"=", b"z"
# Of fewer bytes packing saves some dozens at the most, often none.
_WORTH_PACKING = 256
_LINE = regex(r"[^\n]*+\n|[^\n]++")


class ByteEdit(NamedTuple):
    """Put ``new`` in the place of the bytes from ``start`` up to ``end`` of the original."""

    start: int
    end: int
    new: bytes


def packed(edits: Iterable[ByteEdit]) -> bytes:
    """Sorted, disjoint edits as bytes; ``unpacked`` gives them back.

    >>> patched(b"abc e", packed([ByteEdit(0, 1, b"A"), ByteEdit(4, 5, b"d")]))
    b'Abc d'
    """
    plain = b"".join(_HEAD.pack(edit.start, edit.end, len(edit.new)) + edit.new for edit in edits)
    if len(plain) < _WORTH_PACKING:
        return PLAIN + plain
    return min(PLAIN + plain, PACKED + zlib.compress(plain, 6), key=len)


def patch_between(old: bytes, new: bytes) -> bytes:
    """The patch of one edit that leads from some bytes to others.

    >>> unpacked(patch_between(b"title: a: b", b'title: "a: b"'))
    (ByteEdit(start=7, end=11, new=b'"a: b"'),)
    """
    return packed([edit_between(old, new)])


def edit_between(old: bytes, new: bytes) -> ByteEdit:
    """The smallest edit that leads from some bytes to others and cuts no character of UTF-8 in two."""
    start, tail = common_ends(old, new)
    while start and (_is_within(old, start) or _is_within(new, start)):
        start -= 1
    while tail and _is_within(old, len(old) - tail):
        tail -= 1
    return ByteEdit(start, len(old) - tail, new[start : len(new) - tail])


def edits_between(old: bytes, new: bytes) -> Iterator[ByteEdit]:
    """Small edits that lead from some bytes to others, one for each run of lines that differ.

    >>> lines = b"".join(b"%d\\n" % n for n in range(200))
    >>> [edit.new for edit in edits_between(b"a\\n" + lines + b"c\\n", b"A\\n" + lines + b"C\\n")]
    [b'A', b'C']
    """
    whole = edit_between(old, new)
    if max(whole.end - whole.start, len(whole.new)) < _WORTH_PACKING:
        yield whole
        return
    from hugoconv.text.opcodes import opcodes  # difflib takes long to import

    # Not UTF-8: in Latin-1 each byte is a character, so that any bytes can be read and lengths are those of the
    # bytes.
    lines = [_LINE.findall(data.decode("latin-1")) for data in (old, new)]
    places = [[0, *accumulate(map(len, side))] for side in lines]
    for tag, i, i2, j, j2 in opcodes(*lines):
        if tag != "equal":
            start = places[0][i]
            edit = edit_between(old[start : places[0][i2]], new[places[1][j] : places[1][j2]])
            yield ByteEdit(start + edit.start, start + edit.end, edit.new)


def _is_within(data: bytes, at: int) -> bool:
    # The bytes of a character behind its first one, and no others, begin with the bits 10.
    return at < len(data) and data[at] & 0xC0 == 0x80


def common_ends(old: bytes, new: bytes) -> tuple[int, int]:
    """How many bytes two files have in common at their beginning, and of the others at their end."""
    one, other, shorter = memoryview(old), memoryview(new), min(len(old), len(new))
    same = _most(shorter, lambda low, high: one[low:high] == other[low:high])
    rest = _most(
        shorter - same,
        lambda low, high: one[len(old) - high : len(old) - low] == other[len(new) - high : len(new) - low],
    )
    return same, rest


def _most(limit: int, alike: Callable[[int, int], bool]) -> int:
    """How many bytes two files have in common, where ``alike`` compares a part of them."""
    low, high = 0, limit
    # By halves, so that bytes are compared in C and not one by one in Python.
    while low < high:
        # Rounded up: where `high` follows `low`, half of both would be `low` again, for ever.
        middle = (low + high + 1) // 2
        if alike(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def unpacked(patch: bytes, most: int = 0) -> tuple[ByteEdit, ...]:
    """The edits of a patch. Raises ValueError for bytes that are none, and with ``most`` for more bytes than that."""
    if patch[:1] not in (b"", PLAIN, PACKED):
        raise ValueError("no patch")
    plain = inflated(patch[1:], most) if patch[:1] == PACKED else patch[1:]
    found, at = [], 0
    while at < len(plain):
        try:
            start, end, length = _HEAD.unpack_from(plain, at)
        except struct.error as error:
            raise ValueError(str(error)) from None
        at += _HEAD.size + length
        found.append(ByteEdit(start, end, plain[at - length : at]))
    if at > len(plain):
        raise ValueError("a patch without an end")
    return tuple(found)


def inflated(data: bytes, most: int = 0) -> bytes:
    """What was compressed. Raises ValueError for bytes that are not that, or go on behind it, and with ``most`` for
    more bytes than that: no more are ever in memory."""
    opener = zlib.decompressobj()
    try:
        found = opener.decompress(data, most)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not opener.eof or opener.unused_data:
        raise ValueError("packed bytes without an end")
    return found


def patched(data: bytes, patch: bytes) -> bytes:
    """The bytes with every edit made; what no edit covers is copied (promise I3)."""
    out: list[bytes | memoryview] = []
    at = 0
    view = memoryview(data)  # what is copied is copied once
    for start, end, new in unpacked(patch):
        out += [view[at:start], new]
        at = end
    return b"".join((*out, view[at:]))
