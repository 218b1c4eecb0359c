"""What a run tells while it works, from what a script wants to be told."""

from __future__ import annotations

from hugoconv.site.progress import Count, Progress
from hugoconv.site.run.apply import RunCallbacks


def watching(watch: RunCallbacks | None, progress: Progress | None) -> RunCallbacks | None:
    """The callbacks of a run; ``progress`` is told beside those that there are.

    >>> told = watching(None, lambda done, total: print(done, "of", total))
    >>> told.total(2)
    0 of 2
    """
    if progress is None:
        return watch
    known, count = watch or RunCallbacks(), Count(progress)

    def total(pages: int) -> None:
        known.total(pages)
        count.begin(pages)

    def done(pages: int) -> None:
        known.progress(pages)
        count.add(pages)

    return known._replace(total=total, progress=done)
