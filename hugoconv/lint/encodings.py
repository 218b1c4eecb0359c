"""Which encoding the bytes of a page are in, where they are not UTF-8.

Told by the shape of the bytes alone, and only where they leave no doubt; all else is just not UTF-8.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

from hugoconv.text.regex import regex

_UTF32 = {codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be"}
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_FENCES = ("---", "+++", "{")
_HIGH = regex(rb"[\x80-\xff]+")
_PAIR = regex(rb"[\x81-\xfe][\x30-\xfe]")
_GB_COMMON = regex(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
_BIG5 = regex(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]")
_KANA = regex("[\u3041-\u30ff]")
_CJK = regex("[\u3041-\u30ff\u4e00-\u9fff]")
_LETTERS = regex(rb"[\xc0\xc1\xc3-\xd6\xd8-\xf6\xf8-\xff]")
_WORDS = regex(rb"(?:\A|[\s'-])[\xe0\xe9\xc0](?:[\s'-]|\Z)")
_PUNCTUATION = regex(rb"[\x85\x91-\x97\xa9\xab\xae\xb0\xbb]")
_WORD = regex(rb"[A-Za-z]")
# The most frequent syllables, which make up more than half of any Korean text.
_SYLLABLES = frozenset(
    "이다는에의가을를은하고한지로사서기인도시자어나들대해리그만있여게과일으정상부전수보아제주스니소우라날오글블안녕연구실개원장학교성공동방법문작"
    "업데계석분류모델통합발표논관중경영국화회위진행험선택육료현재새운프램머신러닝세번째첫두비생물름마음말무내네요습된될했었것같더면때또못바반복본처"
)
_FEWEST = 2


class Encoding(NamedTuple):
    """An encoding that some bytes are in: its name for Python and for people, and whether a file in it could be
    nothing else."""

    codec: str
    title: str
    certain: bool


def foreign_encoding(data: bytes) -> Encoding | None:
    """The encoding of bytes that are not UTF-8: without a codec where nothing tells; None for UTF-8.

    >>> foreign_encoding("标题：春天的故事和我们的国家".encode("gb18030"))
    Encoding(codec='gb18030', title='GB18030 (GBK)', certain=False)
    """
    wide = _wide(data)
    if wide is not None:
        return wide
    if data.isascii() or _is_utf8(data):
        return None
    return next((kind for kind, fits in _KINDS if fits(data)), Encoding("", "", certain=False))


def decoded(data: bytes, encoding: Encoding) -> str | None:
    """The text of bytes in an encoding, without a byte order mark; None where they are not in it."""
    try:
        return data.decode(encoding.codec).removeprefix("\ufeff") if encoding.codec else None
    except UnicodeDecodeError:
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> Encoding | None:
    """UTF-16 or UTF-32 by its mark, or by a fence or words with a zero byte for each character."""
    # In this order: the mark of UTF-32, little-endian, begins with that of UTF-16.
    codec = _UTF32.get(data[:4]) or _UTF16.get(data[:2])
    if codec is None:
        head = data.lstrip(b" \t\r\n")[:64]
        codec = next((name for name in _UTF16.values() if _begins_page(head, name)), None)
    if codec is None:
        return None
    encoding = Encoding(codec, f"{codec[:6].upper()} ({codec[-2:].upper()})", certain=True)
    return encoding if decoded(data, encoding) is not None else None


def _begins_page(head: bytes, codec: str) -> bool:
    # The shortest fence has three characters, and in UTF-16 each of them a zero byte.
    if head.count(0) < 3:
        return False
    text = head[: len(head) // 2 * 2].decode(codec, "ignore").lstrip()
    return text.startswith(_FENCES) and "\0" not in text


def _text_in(data: bytes, codec: str) -> str:
    """The text of bytes in an encoding, empty where they are in another."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return ""


def _is_gb18030(data: bytes) -> bool:
    """Two bytes a character, nearly all of them frequent ones, and not the syllables of Korean."""
    pairs = _pairs(data)
    common = sum(map(bool, map(_GB_COMMON.fullmatch, pairs)))
    runs = [len(run) % 2 for run in _HIGH.findall(data)]
    even = sum(runs) <= 0.05 * len(runs)  # words of letters with one byte each are not
    return len(pairs) >= _FEWEST and common >= 0.8 * len(pairs) and even and bool(_text_in(data, "gb18030"))


def _pairs(data: bytes) -> list[bytes]:
    """The characters of two bytes."""
    return _PAIR.findall(data)


def _is_korean(data: bytes) -> bool:
    chars = [char for char in _text_in(data, "cp949") if char > "\x7f"]
    return len(chars) >= _FEWEST and sum(char in _SYLLABLES for char in chars) >= 0.4 * len(chars)


def _is_big5(data: bytes) -> bool:
    """Two bytes a character, many of them where neither Chinese of the mainland nor Korean has letters."""
    pairs = _pairs(data)
    fitting = sum(map(bool, map(_BIG5.fullmatch, pairs)))
    own = sum(0xA4 <= pair[0] <= 0xAF or pair[1] < 0x7F for pair in pairs)
    many = len(pairs) >= _FEWEST and fitting >= 0.95 * len(pairs) and own >= 0.25 * len(pairs)
    return many and bool(_text_in(data, "big5"))


def _is_japanese(codec: str) -> Callable[[bytes], bool]:
    """Whether bytes are a text of which much is kana."""

    def fits(data: bytes) -> bool:
        text = _text_in(data, codec)
        kana, cjk = len(_KANA.findall(text)), len(_CJK.findall(text))
        return kana >= _FEWEST and kana >= 0.2 * cjk and cjk >= 0.6 * sum(c > "\x7f" for c in text)

    return fits


def _is_western(data: bytes) -> bool:
    """Single letters with accents beside plain ones, or punctuation of a word processor."""
    return all(_is_western_sign(data, run) for run in _HIGH.finditer(data))


def _is_western_sign(data: bytes, run: re.Match[bytes]) -> bool:
    start, end = run.span()
    if end - start > 1:
        return False
    around = data[max(start - 1, 0) : end + 1]
    if _PUNCTUATION.match(run.group()) or _WORDS.fullmatch(around):
        return True
    return _LETTERS.match(run.group()) is not None and _WORD.search(around) is not None


# In this order: nearly any bytes can be read as GB18030, and those of Korean and Japanese as Chinese, so what shows
# more of its own shape is asked first.
_KINDS: tuple[tuple[Encoding, Callable[[bytes], bool]], ...] = (
    (Encoding("cp1252", "Windows-1252 (Latin-1)", certain=False), _is_western),
    (Encoding("shift_jis", "Shift-JIS", certain=False), _is_japanese("shift_jis")),
    (Encoding("euc_jp", "EUC-JP", certain=False), _is_japanese("euc_jp")),
    (Encoding("big5", "Big5", certain=False), _is_big5),
    (Encoding("cp949", "EUC-KR", certain=False), _is_korean),
    (Encoding("gb18030", "GB18030 (GBK)", certain=False), _is_gb18030),
)
