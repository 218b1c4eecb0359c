"""``python -m tests.benchmarks.growth``: what every command and operation takes on a page of 100 KB of every kind.

Each is measured once, on pages of 50 and 100 KB, and of 200 KB where it is not plain from those that time grows as the
size does. It fails where time grows faster than that, or where the page of 100 KB takes over a second. Each kind is tried
in a process of its own, with a limit of time. Only the time of the processor counts: others may use the machine too.
"""

from __future__ import annotations

import argparse
import gc
import math
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import hugoconv
from hugoconv.cli.commands.show import Shown, text_of
from hugoconv.cli.main import BETWEEN_COLLECTIONS
from hugoconv.errors import HugoconvError, VerificationError
from hugoconv.lint.check import check_bytes
from hugoconv.lint.fix import fix
from hugoconv.page.operations import CommentOut, Operation, Remove, Set
from hugoconv.page.page import Page
from hugoconv.site.plan.file_plan import plan_file
from hugoconv.syntax.tree import Mapping, Sequence
from tests.benchmarks.growing import Kind, kinds

SIZES = HALF, WHOLE, TWICE = 50_000, 100_000, 200_000
SLOWEST = 1.0  # seconds for the page of 100 KB
STEEPEST = 1.4  # of the exponent: n log n is 1.1, and the caches of a busy machine add to it
NOISE = 0.02  # seconds that tell nothing of how time grows
RELEVANT = 0.1  # seconds at the largest size; less breaks no promise
SEVERAL = {"one by one": 3, "there and back": 2}  # works that are several, of which each may take its time
LIMIT = 12.0  # seconds for one work on one page
MEMORY = 6 << 30


class Grown(NamedTuple):
    """What a work took on pages of a kind: seconds by size, whether it was refused, and what went wrong, if anything did."""

    kind: str
    work: str
    times: tuple[tuple[int, float], ...]
    refused: str = ""
    wrong: str = ""

    @property
    def exponent(self) -> float:
        """How the time grows to the largest page from the others that tell anything: the least of them.

        A collection of garbage that the smallest page does without looks like growth, and is none.
        """
        (larger, now), *others = [(size, seconds) for size, seconds in reversed(self.times) if seconds > NOISE] or [
            (0, 0)
        ]
        return min((math.log(now / then) / math.log(larger / size) for size, then in others), default=math.nan)

    @property
    def seconds(self) -> float:
        """What the page of 100 KB took, or the smaller one after which nothing more was tried."""
        return self.times[:2][-1][1] / SEVERAL.get(self.work, 1) if self.times else 0.0

    def is_linear(self) -> bool:
        """Whether what was measured grows as the size does, or is too little to tell."""
        return not self.exponent > STEEPEST

    def fails(self) -> bool:
        """Whether a promise is broken."""
        steep = not self.is_linear() and self.times[-1][1] > RELEVANT
        return bool(self.wrong) or steep or self.seconds > SLOWEST


Work = Callable[[bytes], object]


def _page(data: bytes) -> Page:
    return hugoconv.parse(data, "content/talk/x/index.md")


def _on(change: Callable[[Page], Page]) -> Work:
    """A change of a page, with the diff that is shown of it."""

    def work(data: bytes) -> object:
        made: list[Page] = []

        def kept(page: Page) -> Page:
            made.append(change(page))
            return made[-1]

        done = plan_file(kept, data, "content/talk/x/index.md", named=True)
        if done.state == "bug":
            raise VerificationError(done.message)
        return made[-1].diff() if made else done

    return work


def _last(page: Page) -> str:
    return list(page)[-1]


def _middle(page: Page) -> str:
    names = list(page)
    return names[len(names) // 2]


def _list(page: Page) -> tuple[str | int, ...]:
    """The longest list of a page."""
    found = [(len(value), name) for name, value in page.items() if isinstance(value, list)]
    return (max(found)[1],) if found else ("tags",)


def _inside(page: Page) -> tuple[str | int, ...]:
    """The last part of the last map or list of a page."""
    for entry in reversed(page.tree.root.entries if page.tree.root else ()):
        if isinstance(entry.value, Mapping) and entry.value.entries:
            return entry.name, entry.value.entries[-1].name
        if isinstance(entry.value, Sequence) and entry.value.items:
            return entry.name, len(entry.value.items) - 1
    return ("title",)


def _all(page: Page, operation: Callable[[str], Operation]) -> Page:
    names = [name for name in page if name != "title"]
    return page.apply(*(operation((name,)) for name in names))  # type: ignore[arg-type]


def _one_by_one(page: Page) -> Page:
    """Several changes after one another."""
    for i in range(SEVERAL["one by one"]):
        page = page.set(f"new{i}", i)
    return page


def _revived(page: Page) -> Page:
    if not page.commented_out:
        raise hugoconv.PathError("nothing is commented out")
    last = page.commented_out[-1]
    same = [field for field in page.commented_out if field.path == last.path]
    return page.apply(hugoconv.Uncomment(last.path, len(same) - 1))


WORKS: dict[str, Work] = {
    "parse": _page,
    "notes": lambda data: (page := _page(data)).comments and page.commented_out,
    "show": lambda data: text_of(Shown(None, _page(data))),
    "check": lambda data: check_bytes(data, "content/talk/x/index.md"),
    "fix": lambda data: fix(data, "content/talk/x/index.md", unsafe=True),
    "params": lambda data: _page(data).params(),
    "set title": _on(lambda page: page.set("title", "Other: x")),
    "set last": _on(lambda page: page.set((_last(page),), "Other")),
    "set inside": _on(lambda page: page.set(_inside(page), "Other")),
    "set list": _on(lambda page: page.set(_list(page), ["a", "b"])),
    "insert": _on(lambda page: page.set("zzz", "Other")),
    "insert map": _on(lambda page: page.set("zzz.yyy", {"a": [1, 2]})),
    "insert many": _on(lambda page: page.set_many({f"new{i}": i for i in range(50)})),
    "one by one": _on(_one_by_one),
    "set all": _on(lambda page: _all(page, lambda path: Set(path, "Other"))),
    "remove title": _on(lambda page: page.remove("title")),
    "remove last": _on(lambda page: page.remove((_last(page),))),
    "remove inside": _on(lambda page: page.remove(_inside(page))),
    "remove all": _on(lambda page: _all(page, Remove)),
    "rename": _on(lambda page: page.rename((_middle(page),), "other")),
    "comment out title": _on(lambda page: page.comment_out("title")),
    "comment out last": _on(lambda page: page.comment_out((_last(page),))),
    "comment out all": _on(lambda page: _all(page, CommentOut)),
    "uncomment": _on(_revived),
    "append": _on(lambda page: page.append(_list(page), "zz")),
    "discard": _on(lambda page: page.discard(_list(page), page[_list(page)][-1])),  # type: ignore[index]
    "discard many": _on(lambda page: page.discard(_list(page), page[_list(page)][0])),  # type: ignore[index]
    "comment": _on(lambda page: page.set_comment((_last(page),), "a remark")),
    "leading comment": _on(lambda page: page.set_comment((_middle(page),), "a remark", "leading")),
    "to post": _on(lambda page: hugoconv.convert(page, "post", from_="talk").page),
    "to talk": _on(lambda page: hugoconv.convert(page, "talk", from_="post", force=True).page),
    "there and back": lambda data: hugoconv.convert(
        _page(hugoconv.convert(_page(data), "post", from_="talk").page.to_bytes()), "talk"
    ),
    "to yaml": _on(lambda page: hugoconv.translate(page, "yaml", drop_nulls=True).page),
    "to toml": _on(lambda page: hugoconv.translate(page, "toml", drop_nulls=True).page),
    "to json": _on(lambda page: hugoconv.translate(page, "json", drop_comments=True).page),
}


# Those that ``docs/limits.md`` promises something of; the others are near relations, measured when they are asked for.
PROMISED = (
    "parse", "show", "check", "fix", "set title", "set last", "insert", "rename", "comment out last", "to post", "to talk",
    "to yaml", "to toml", "to json",
)  # fmt: skip


class TooLongError(BaseException):
    """The limit of time is over; nothing that catches exceptions takes it for one of its own."""


def _ring(*_: object) -> None:
    raise TooLongError


def timed(work: Work, data: bytes) -> tuple[float, str, str]:
    """The seconds that a work takes, the code of a refusal, which is an answer, and what went wrong."""
    gc.collect()
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    begin, refused, wrong = time.process_time(), "", ""
    try:
        work(data)
    except VerificationError as error:
        wrong = f"bug: {str(error)[:150]}"
    except HugoconvError as error:
        refused = getattr(error, "code", type(error).__name__)
    except TooLongError:
        wrong = f"over {LIMIT:.0f} s"
    except Exception as error:  # noqa: BLE001 - told as what went wrong
        wrong = f"{type(error).__name__}: {str(error)[:150]}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begin, refused, wrong


def grown(kind: Kind, name: str) -> Grown:
    """The times of a work on pages of a kind, the largest only where the others leave a doubt."""
    found = Grown(f"{kind.syntax}: {kind.name}", name, ())
    for size in SIZES:
        if found.wrong or (size == TWICE and (found.is_linear() or found.seconds > LIMIT / 4)):
            break
        found = _tried(found, kind, size)
    if len(found.times) == len(SIZES) and not found.is_linear():  # others at work on the machine only add time
        again = _tried(found._replace(times=found.times[:-1]), kind, TWICE)
        found = min(found, again, key=lambda one: one.times[-1])
    return found


def _tried(found: Grown, kind: Kind, size: int) -> Grown:
    data = _own(kind.sized(size), found.work)
    seconds, refused, wrong = timed(WORKS[found.work], data)
    return found._replace(times=(*found.times, (len(data), seconds)), refused=refused, wrong=wrong)


def _own(data: bytes, name: str) -> bytes:
    """The page with another letter in it for every work, so that none finds what another has kept of it."""
    return data.replace(b"A", b"BCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij"[(nth := list(WORKS).index(name)) : nth + 1], 1)


def _of_kind(job: tuple[int, tuple[str, ...]]) -> list[Grown]:
    nth, names = job
    kind = list(kinds())[nth]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return [grown(kind, name) for name in names]


def measured(wanted: Iterable[int], names: tuple[str, ...], jobs: int) -> Iterator[Grown]:
    """Some works on some kinds, which are given by their places: what makes them cannot be sent to a process."""
    gc.set_threshold(BETWEEN_COLLECTIONS)  # as the commands have it; by default it takes a third of such a page
    todo = [(nth, names) for nth in wanted]
    signal.signal(signal.SIGVTALRM, _ring)
    for name in names:  # what is loaded at the first use is no part of it
        timed(WORKS[name], next(kinds()).sized(1_000))
    context = multiprocessing.get_context("fork")
    with context.Pool(jobs, maxtasksperchild=1) as pool:
        for found in pool.imap(_of_kind, todo):
            yield from found


def line(one: Grown) -> str:
    """One row of the report."""
    times = ", ".join(f"{size / 1000:.0f} KB {seconds:.2f} s" for size, seconds in one.times)
    return f"{one.kind:<50} {one.work:<18} {times:<44} n^{one.exponent:.2f}  {one.wrong or one.refused}"


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints what breaks a promise and the slowest of the rest; the exit status comes back."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth", description=__doc__)
    parser.add_argument("--kind", default="", help="only kinds whose name holds this")
    parser.add_argument("--work", help=f"works whose name holds this, and not {', '.join(PROMISED)}")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--all", action="store_true", help="print every row")
    given = parser.parse_args(arguments)
    names = PROMISED if given.work is None else tuple(name for name in WORKS if given.work in name)
    wanted = [nth for nth, kind in enumerate(kinds()) if given.kind in f"{kind.syntax}: {kind.name}"]
    found = []
    for one in measured(wanted, names, given.jobs):
        found.append(one)
        if given.all or one.fails():
            print(line(one), flush=True)
    failed, refused = (
        sum(map(bool, some)) for some in ((one.fails() for one in found), (one.refused for one in found))
    )
    print(
        f"{len(found)} works on {len(wanted)} kinds, {refused} of them refused, {failed} break a promise; the slowest:"
    )
    for one in sorted(found, key=lambda one: -one.seconds)[:10]:
        print(line(one))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
