"""How far a run is, and stopping it cleanly."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from hugoconv.cli.output.terminal import say

# Without a terminal a line now and then says that a long run is alive.
_EVERY_SECONDS = 10.0


@contextmanager
def progress(what: str, total: int, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Something to tell of pages done: a bar with rate and remaining time on a terminal, else lines every ten
    seconds; nothing where it is to be quiet."""
    if quiet:
        yield lambda _pages: None
    elif sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(desc=what, total=total, unit=" pages", delay=0.5, leave=False, dynamic_ncols=True) as bar:

            def tell(pages: int) -> None:
                bar.update(pages)

            yield tell
    else:
        yield _lines(what, total)


def _lines(what: str, total: int) -> Callable[[int], None]:
    done, begun = 0, time.monotonic()
    last = begun

    def tell(pages: int) -> None:
        nonlocal done, last
        done += pages
        now = time.monotonic()
        if now - last >= _EVERY_SECONDS:
            last = now
            say(f"{what}: {done} of {total} pages, {done / (now - begun):.0f} a second")

    return tell


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C has been pressed; while this is open, it does nothing else.

    A run ends between two batches then, with nothing half written. A second Ctrl-C ends it at once, which undo can
    cope with too.
    """
    pressed = threading.Event()

    def press(number: int, frame: FrameType | None) -> None:
        del number, frame
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
