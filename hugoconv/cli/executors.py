"""Who plans the pages: this process, several, or a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from hugoconv.site.batches import BATCH


@contextmanager
def executor(jobs: int | None, pages: int) -> Iterator[Executor | None]:
    """The executor of a run over some pages: by default as many processes as there are cores, where that is worth it;
    None for this process alone. After Ctrl-C no further batch is begun."""
    wanted = jobs or _usual(pages)
    if wanted == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(wanted)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _usual(pages: int) -> int:
    """A process costs more than it brings for less than two batches."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, pages // BATCH))
