"""Values whose quotes do not fit: quotes within quotes, and text behind the closing one."""

from __future__ import annotations


def requoted(literal: str) -> str | None:
    """A value that begins with a quote, in quotes that hold all of it; None where it is not certain what it says.

    >>> requoted('"He said "hi" twice"'), requoted('"Foo" and "bar"'), requoted("'It's'")
    ('\\'He said "hi" twice\\'', '\\'"Foo" and "bar"\\'', '"It\\'s"')
    """
    quote = literal[:1]
    if quote not in ("'", '"') or len(literal) < 3 or "\\" in literal or quote * 2 in literal[quote == '"' : -2]:
        return None
    inner = literal[1:-1]
    if literal.endswith(quote) and quote not in inner:  # nothing is wrong with it
        return None
    if literal.endswith(quote) and _holds_pairs(inner, quote):
        return quoted(inner)
    if _holds_pairs(literal, quote):
        return quoted(literal)
    return None


def quoted(text: str) -> str:
    """A text in quotes, single ones where it holds double ones and no single one."""
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _holds_pairs(text: str, quote: str) -> bool:
    """Whether every quote of a text opens or closes a word, in pairs, or is an apostrophe; and there is one."""
    places = [i for i, c in enumerate(text) if c == quote]
    if quote == "'" and places:
        places = [i for i in places if not _is_apostrophe(text, i)]
    elif not places:
        return False
    opens = places[::2]
    return len(places) % 2 == 0 and all((_opens if i in opens else _closes)(text, i) for i in places)


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha() and at > 0


def _opens(text: str, at: int) -> bool:
    """Whether a quote has a word to its right and none to its left."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (before in ("", "(", "[", "/", "-", "–", "—") or before.isspace()) and after != "" and not after.isspace()


def _closes(text: str, at: int) -> bool:
    """Whether a quote has a word to its left and none to its right."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return before != "" and not before.isspace() and not (after.isalnum() or after == "_")
