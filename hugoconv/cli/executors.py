"""Who plans the pages: this process, several, or a cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial

import click

from hugoconv.site.plan.batches import BATCH, Given, Result, in_batches

_PATIENCE = "10s"


@contextmanager
def executor(jobs: int | None, pages: int, dask: str | None = None) -> Iterator[Executor | None]:
    """The executor of a run over some pages: by default as many processes as there are cores, where that is worth it;
    None for this process alone. ``dask`` is the address of a scheduler whose workers do it instead. After Ctrl-C no
    further batch is begun."""
    if dask is not None:
        with _cluster(dask) as cluster:
            yield cluster
        return
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


def in_processes(job: Callable[[Given], Result], items: Iterable[Given], jobs: int | None) -> Iterator[Result]:
    """What a job returns for each item, in their order, from as many processes as are wanted."""
    listed = list(items)
    with executor(jobs, len(listed)) as pool:
        yield from in_batches(partial(_all, job), listed, pool)


def _all(job: Callable[[Given], Result], items: list[Given]) -> list[Result]:
    return list(map(job, items))


def _usual(pages: int) -> int:
    """A process costs more than it brings for less than two batches."""
    # A process may be held to fewer cores than the machine has, which cpu_count counts.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, pages // BATCH))


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    """The workers of a dask scheduler. Wrong usage where dask is not installed or nobody answers."""
    try:
        from distributed import Client
    except ImportError:
        raise click.UsageError("--dask needs dask: pip install 'hugoconv[dask]'") from None
    try:
        client = Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise click.UsageError(f"--dask: no scheduler answers at {address} ({error})") from None
    with client:
        # By default dask takes two calls with equal arguments for one, and gives back what it has from the first:
        # but the files may have changed since.
        pool: Executor = client.get_executor(pure=False)
        yield pool
