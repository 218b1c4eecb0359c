"""A body with edits made, and the proof that nothing else in it reads otherwise than before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hugoconv.body.markdown import with_line_feeds
from hugoconv.body.marks import Marks
from hugoconv.body.outline import differ_in_gaps, outline
from hugoconv.body.shortcodes import STANDS, places_of_shortcodes, without_shortcodes
from hugoconv.refusals import refused
from hugoconv.text.edits import Edit, Edits
from hugoconv.text.spans import Span

_LINE_ENDS = ("\n", "\r")


class _Place(NamedTuple):
    """Where an edit is in the old text and in the new one, and what stands there in both."""

    old: Span
    new: Span
    before: str
    after: str


def edited(text: str, edits: Edits) -> str:
    """A body with the edits made, proved by mistune to read as before but for them.

    What that means: with one and the same mark in the place of every edit, the old text and the new one are one text,
    but for what is written within shortcodes. The tree of that text is cut at its marks into pieces. The tree of the
    old text, and that of the new one, has to consist of these pieces in their order, with whole parts between them.
    Refused (``other-markdown``) where it does not, as where new dashes make a heading of the line above them: an edit
    that means to do that has to cover that line.

    >>> edited("A *word*.\\n\\n- b\\n", Edits([Edit(2, 8, "`text`")]))
    'A `text`.\\n\\n- b\\n'
    """
    wanted = edits.effective(text)
    new = wanted.apply(text)
    places = list(_places(text, wanted))
    if not _is_confined(text, new, places):
        raise refused("other-markdown", span=places[0].old)
    return new


def _places(text: str, edits: Edits) -> Iterator[_Place]:
    for edit, back in zip(edits, edits.inverse(text), strict=True):
        yield _Place(Span(*edit[:2]), Span(*back[:2]), back.new, edit.new)


def _is_confined(text: str, new: str, places: Sequence[_Place]) -> bool:
    """Whether two texts read alike but for some places: with each mark in a line, as a line, or as a block."""
    loose = _outside_shortcodes(text, new, places)
    mark = Marks(text, new)[0]
    in_line = [mark for _ in loose]
    lines = [mark + "\n" * _is_whole_lines(text, place) for place in loose]
    frame = _filled(_replaced(text, [place.old for place in loose], in_line))
    if frame != _filled(_replaced(new, [place.new for place in loose], in_line)):
        return False
    texts = [_filled(one) for one in (_replaced(text, [place.old for place in loose], lines), text, new)]
    return (
        not loose
        or _read_alike([frame, *texts[1:]], mark)
        or _read_alike(texts, mark)
        or _read_alike([_set_apart(one, mark) for one in texts], mark)
    )


def _read_alike(texts: Sequence[str], mark: str) -> bool:
    """Whether the trees of all but the first of some texts are the tree of the first but for its marks."""
    frame, *others = (outline(text, mark) for text in texts)
    return all(differ_in_gaps(frame, one, mark) for one in others)


def _outside_shortcodes(text: str, new: str, places: Sequence[_Place]) -> list[_Place]:
    """The places that do not lie within one shortcode each before and after: Markdown knows nothing of the others."""
    before, after = list(places_of_shortcodes(text)), list(places_of_shortcodes(new))
    return [place for place in places if not (_is_within(before, place.old) and _is_within(after, place.new))]


def _is_within(spans: Sequence[Span], place: Span) -> bool:
    # The shortcodes are sorted: to try all of them for each place takes the square of a body that is full of both.
    at = bisect_right(spans, (place.start, place.end + 1))
    return any(span.holds(place) for span in spans[max(at - 1, 0) : at + 1])


def _is_whole_lines(text: str, place: _Place) -> bool:
    starts = not place.old.start or text[place.old.start - 1] in _LINE_ENDS
    return starts and all(not part or part.endswith(_LINE_ENDS) for part in (place.before, place.after))


def _replaced(text: str, spans: Sequence[Span], signs: Sequence[str]) -> str:
    return Edits(Edit(*span, sign) for span, sign in zip(spans, signs, strict=True)).apply(text)


def _filled(text: str) -> str:
    """A text in which a character that Markdown does not know stands for every shortcode, however long it is."""
    return re.sub(f"{STANDS}+", STANDS, with_line_feeds(without_shortcodes(text)))


def _set_apart(text: str, mark: str) -> str:
    """A text with empty lines around every shortcode, and every mark, that has its line for itself, so that it is a
    block of its own."""
    alone = rf"^(?P<above>(?P<container>[ \t>]*+)(?:{STANDS}|{mark})+[ \t]*+$)"
    return re.sub(alone, r"\g<container>\n\g<above>\n\g<container>", text, flags=re.MULTILINE)
