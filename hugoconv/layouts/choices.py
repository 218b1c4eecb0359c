"""What the owner of a site can choose about a conversion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hugoconv.layouts.event_line import DEFAULT_LINE, refuse_bad_line
from hugoconv.layouts.schema import Lens
from hugoconv.refusals import refused

DATES = ("publish", "start")
LINES_IN = ("subtitle", "summary", "body")


class Choices(NamedTuple):
    """Which day ``date`` is, on a post that becomes a talk and on the post that comes of a talk; whether a talk's
    missing fields are added commented out; whether what the author had commented out comes to life; where the event
    of a talk is kept for readers, and as what line."""

    date: str = "publish"
    template: bool = False
    uncomment_fields: bool = False
    event_in: str | None = None
    event_line: str = DEFAULT_LINE

    def checked(self) -> Choices:
        """The choices themselves. Refused: ``event-line`` for a line that cannot be filled in. ValueError for what is
        no choice."""
        if self.date not in DATES:
            raise ValueError(f"date is one of {', '.join(DATES)}, not {self.date!r}")
        if self.event_in not in (None, *LINES_IN):
            raise ValueError(f"event_in is one of {', '.join(LINES_IN)}, not {self.event_in!r}")
        refuse_bad_line(self.event_line)
        return self


def refuse_strange(choices: Choices, to: str) -> None:
    """Refuses choices that are about the other direction."""
    wrong = {"template": choices.template, "uncomment_fields": choices.uncomment_fields}
    _refuse(wrong if to == "post" else {"event_in": choices.event_in}, to)


def refuse_without_event(choices: Choices, lens: Lens, to: str) -> None:
    """Refuses choices about the event and the start of a talk, on a way between other layouts."""
    if not lens.phases:
        _refuse({"event_in": choices.event_in, "date": choices.date != DATES[0]}, to)


def _refuse(wrong: Mapping[str, object], to: str) -> None:
    names = [name for name, chosen in wrong.items() if chosen]
    if names:
        raise refused("other-direction", options=", ".join(names), layout=to)
