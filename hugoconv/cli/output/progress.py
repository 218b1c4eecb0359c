"""How far a run is, and stopping it cleanly."""

from __future__ import annotations

import math
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import click

from hugoconv.cli.output.terminal import say

# Without a terminal a line now and then says that a long run is alive.
_LINE_SECONDS, _BAR_SECONDS = 10.0, 0.5
_CLEAR_LINE_ABOVE = "\x1b[1A\x1b[2K"


class Progress:
    """How many pages of a run are done, of how many; shown every so many seconds, here as a line."""

    what: str
    total: int
    done: int

    def __init__(self, what: str, total: int, seconds: float) -> None:
        self.what, self.total, self.done = what, total, 0
        self._seconds, self._begun = seconds, time.monotonic()
        self._shown = self._begun

    def expect(self, total: int) -> None:
        """Says how many pages there are."""
        self.total = total

    def add(self, pages: int) -> None:
        """Says that so many more pages are done."""
        self.done += pages
        now = time.monotonic()
        if now - self._shown >= self._seconds:
            self._shown = now
            self.show(f"{self.done / (now - self._begun):.0f} a second")

    def show(self, rate: str) -> None:
        """Prints how far the run is."""
        say(f"{self.what}: {self.done} of {self.total} pages, {rate}")

    def close(self) -> None:
        """Takes away what is not to stay on the terminal."""


class _Bar(Progress):
    """Shown as a bar, with what is left to wait; only of a run that takes long enough, and gone at its end."""

    _bar: Any = None

    def show(self, rate: str) -> None:
        """Moves the bar on; click reckons the remaining time from when it was made."""
        if self._bar is None:
            self._bar = click.progressbar(
                length=self.total,
                label=self.what,
                file=sys.stderr,
                show_pos=True,
                show_percent=True,
                item_show_func=str,
            )
            self._bar.start = self._begun_at()
        self._bar.update(self.done - self._bar.pos, rate)

    def close(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.render_finish()
            # click has ended the bar with a line end, so it is the line above.
            sys.stderr.write(_CLEAR_LINE_ABOVE)

    def _begun_at(self) -> float:
        return time.time() - (time.monotonic() - self._begun)


@contextmanager
def progress(what: str, total: int = 0, *, quiet: bool) -> Iterator[Progress]:
    """What is told of pages that are done, and shows that: a bar on a terminal, else lines every ten seconds; nothing
    where it is to be quiet. ``total`` may be told later."""
    kind, seconds = (_Bar, _BAR_SECONDS) if sys.stderr.isatty() else (Progress, _LINE_SECONDS)
    found = kind(what, total, math.inf if quiet else seconds)
    try:
        yield found
    finally:
        found.close()


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C has been pressed; while this is open, it does nothing else.

    A run ends between two batches then, with nothing half written. A second Ctrl-C raises KeyboardInterrupt at once,
    from which undo brings everything back too.
    """
    pressed = threading.Event()

    def press(number: int, frame: FrameType | None) -> None:
        del number, frame
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    # Python takes a handler of signals from the main thread only.
    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
