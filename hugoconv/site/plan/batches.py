"""Pages planned in batches, here or by any executor; the results come in the order of the pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from itertools import islice
from typing import TypeVar

from hugoconv.errors import FileError
from hugoconv.files.read import read_bytes
from hugoconv.site.base import Base
from hugoconv.site.plan.file_plan import Change, FilePlan, PlanTask, plan_batch

Given = TypeVar("Given")
Result = TypeVar("Result")

BATCH = 200
# How many batches wait or run at once: enough to keep every worker busy, few enough that those that come with
# their bytes stay few.
IN_FLIGHT = 64


def batches(items: Iterable[Given], size: int = BATCH) -> Iterator[list[Given]]:
    """The items in lists of at most ``size``: what an executor cuts is one page a task, or one list for all."""
    rest = iter(items)
    return iter(lambda: list(islice(rest, size)), [])


def in_batches(
    job: Callable[[list[Given]], list[Result]], items: Iterable[Given], executor: Executor | None
) -> Iterator[Result]:
    """What a job on lists returns for each item, equal and in equal order whoever does the work.

    Where the results are no longer wanted, no further batch is begun.
    """
    if executor is None:
        for batch in batches(items):
            yield from job(batch)
        return
    waiting: deque[Future[list[Result]]] = deque()
    try:
        for batch in batches(items):
            waiting.append(executor.submit(job, batch))
            if len(waiting) >= IN_FLIGHT:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def plan_pages(
    change: Change, base: Base, tasks: Iterable[PlanTask], executor: Executor | None = None
) -> Iterator[FilePlan]:
    """What is to become of pages, as ``in_batches``."""
    return in_batches(partial(plan_batch, change, base), tasks, executor)


def shipped(base: Base, tasks: Iterable[PlanTask]) -> Iterator[PlanTask]:
    """The tasks with the bytes of their files; one that cannot be read stays as it is, and is told by who plans it."""
    for task in tasks:
        try:
            yield task._replace(data=read_bytes(base.file(task.path)))
        except FileError:
            yield task
