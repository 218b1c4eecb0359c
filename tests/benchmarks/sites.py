"""Whole sites on disk: a run of the program, what it is made of, and the same by others."""

from __future__ import annotations

import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import NamedTuple

from tests.benchmarks.pages import seed, varied
from tests.benchmarks.report import Table
from tests.real_hugo import binary

FLOOR = "read and write every file atomically"
FLOOR_AGAIN = "read and write every file atomically, at the end"
FRONTMATTER_LOOP = """
import frontmatter, pathlib, sys
for path in pathlib.Path(sys.argv[1]).rglob("*.md"):
    post = frontmatter.load(path)
    post["publishDate"] = "2021-02-01T00:00:00Z"
    frontmatter.dump(post, path)
"""


class Measured(NamedTuple):
    """Wall time, time of all processors in seconds, and the memory of the biggest process in MB."""

    wall: float
    cpu: float
    memory: float


def site(folder: pathlib.Path, pages: int) -> None:
    """Writes a site of so many talks, each a bundle."""
    text = seed()
    for i in range(pages):
        path = folder / f"content/talk/t{i:06}/index.md"
        path.parent.mkdir(parents=True)
        path.write_text(varied(text, i), "utf-8")
    (folder / "hugo.toml").write_text("disableKinds = ['taxonomy', 'term']\n")


def run(*command: str) -> Measured:
    """A program run to its end."""
    os.sync()
    before, begin = os.times(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    wall, after = time.perf_counter() - begin, os.times()
    if status:
        raise RuntimeError(f"{command}: {process.stderr.read().decode() if process.stderr else status}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(wall, cpu, usage.ru_maxrss / 1024)


def ours(folder: pathlib.Path, *arguments: str) -> Callable[[], Measured]:
    """A run of hugoconv over the site."""
    return lambda: run(sys.executable, "-m", "hugoconv", *arguments[:1], str(folder / "content"), "-q", *arguments[1:])


def rewritten(folder: pathlib.Path) -> Measured:
    """Every file read and written atomically: less than this no tool can do."""
    os.sync()
    before, begin = os.times(), time.perf_counter()
    for path in (folder / "content").rglob("*.md"):
        other = path.with_name("." + path.name)
        other.write_bytes(path.read_bytes())
        os.replace(other, path)
    after = os.times()
    cpu = after.user + after.system - before.user - before.system
    return Measured(time.perf_counter() - begin, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def read(folder: pathlib.Path) -> Measured:
    """Every file read."""
    begin = time.perf_counter()
    for path in (folder / "content").rglob("*.md"):
        path.read_bytes()
    return Measured(time.perf_counter() - begin, 0, 0)


def works(folder: pathlib.Path) -> dict[str, Callable[[], Measured]]:
    """What is measured, in this order: each leaves the site as the next one wants it."""
    found: dict[str, Callable[[], Measured]] = {
        "read every file": lambda: read(folder),
        FLOOR: lambda: rewritten(folder),
        "talks to posts, one process": ours(folder, "convert", "--to", "post", "-w", "-j", "1"),
        "posts back to talks, two processes": ours(folder, "convert", "--to", "talk", "-w", "-j", "2"),
        "talks to posts, two processes": ours(folder, "convert", "--to", "post", "-w", "-j", "2"),
        "the same again: nothing to do": ours(folder, "convert", "--to", "post", "-w", "-j", "2"),
        "undo": lambda: run(sys.executable, "-m", "hugoconv", "undo", str(folder), "-q"),
        "talks to posts, moved, two processes": ours(folder, "convert", "--to", "post", "--move", "-w", "-j", "2"),
        "undo of that": lambda: run(sys.executable, "-m", "hugoconv", "undo", str(folder), "-q"),
        "one field set, two processes": ours(folder, "edit", "--set", "featured=true", "-w", "-j", "2"),
        "YAML to TOML, two processes": ours(folder, "convert", "--syntax", "toml", "-w", "-j", "2"),
        "TOML to YAML, two processes": ours(folder, "convert", "--syntax", "yaml", "-w", "-j", "2"),
        "python-frontmatter: load, set, dump (comments lost)": lambda: run(
            sys.executable, "-c", FRONTMATTER_LOOP, str(folder / "content")
        ),
    }
    if (program := binary()) is not None:
        for syntax in ("TOML", "YAML"):
            found[f"hugo convert to{syntax} (comments lost)"] = lambda syntax=syntax: run(  # type: ignore[misc]
                program, "convert", f"to{syntax}", "--unsafe", "--source", str(folder), "--noBuildLock"
            )
    found[FLOOR_AGAIN] = lambda: rewritten(folder)
    return found


def site_table(pages: int) -> Table:
    """One site, all works."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        site(folder, pages)
        found = {title: work() for title, work in works(folder).items()}
    floor, again = (found[title].wall for title in (FLOOR, FLOOR_AGAIN))
    hugo = found.get("hugo convert toTOML (comments lost)")
    rows = tuple(
        (
            title,
            f"{one.wall:.2f} s",
            f"{one.cpu:.2f} s" if one.cpu else "",
            f"{one.wall / floor:.2f} ×",
            f"{one.wall / hugo.wall:.2f} ×" if hugo else "",
        )
        for title, one in found.items()
    )
    columns = ("wall", "processors", "to the floor", "to hugo convert")
    about = (
        "Everything that writes keeps a journal, from which `undo` brings all files back. The floor is the second line; "
        f"how quiet the disk was, the last line says: the same took {again / floor:.2f} × as long at the end."
    )
    return Table(f"{pages:,} talks on disk", columns, rows, about)


def size_table(sizes: tuple[int, ...]) -> Table:
    """The same work on sites of several sizes: time for a page, and the memory of the biggest process."""
    rows = []
    for pages in sizes:
        folder = pathlib.Path(tempfile.mkdtemp())
        try:
            site(folder, pages)
            there = ours(folder, "convert", "--to", "post", "-w", "-j", "2")()
            undone = run(sys.executable, "-m", "hugoconv", "undo", str(folder), "-q")
            rows.append(
                (
                    f"{pages:,} pages",
                    f"{there.wall / pages * 1e3:.2f} ms",
                    f"{there.memory:.0f} MB",
                    f"{undone.wall / pages * 1e3:.2f} ms",
                    f"{undone.memory:.0f} MB",
                )
            )
        finally:
            shutil.rmtree(folder)
    columns = ("a page, there", "memory", "a page, undo", "memory")
    return Table("Sites of several sizes", columns, tuple(rows), "Talks to posts with two processes, and undo.")


def cluster_table(pages: int) -> Table:
    """Planning alone: here, in processes, and on the workers of a cluster on this machine."""
    from distributed import Client, LocalCluster

    from hugoconv.site.site import Site
    from tests.benchmarks.changes import to_post

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        site(folder, pages)
        rows = [("this process", "1", *_planned(Site(folder), pages, None))]
        for workers in (1, 2):
            with (
                LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as local,
                Client(local) as client,
            ):
                pool = client.get_executor(pure=False)
                Site(folder).plan(to_post, pages=[f"content/talk/t{i:06}/index.md" for i in range(400)], executor=pool)
                rows.append(("dask, files read by the workers", str(workers), *_planned(Site(folder), pages, pool)))
                rows.append(("dask, files sent", str(workers), *_planned(Site(folder), pages, pool, ship=True)))
    about = "Planning 'talks to posts' only; nothing is written. The scheduler and this process share the two cores."
    return Table(f"A plan over {pages:,} talks", ("workers", "wall", "pages a second"), tuple(rows), about)


def _planned(where: object, pages: int, pool: object, *, ship: bool = False) -> tuple[str, str]:
    from tests.benchmarks.changes import to_post

    begin = time.perf_counter()
    plan = where.plan(to_post, executor=pool, ship=ship)  # type: ignore[attr-defined]
    took = time.perf_counter() - begin
    assert plan.counts()["changed"] == pages
    return f"{took:.2f} s", f"{pages / took:,.0f}"
