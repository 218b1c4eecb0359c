"""``python -m tests.benchmarks.growth``: how the time of every work grows with the size of a page of every kind.

Each kind of content is doubled until a work takes long enough to be measured. It fails where time grows faster than the
size, or where a page of 100 KB takes over a second. Each kind is tried in a process of its own, with a limit of time.
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
from hugoconv.errors import HugoconvError, VerificationError
from hugoconv.lint.check import check_bytes
from hugoconv.lint.fix import mend
from hugoconv.page.operations import CommentOut, Operation, Remove, Set
from hugoconv.page.page import Page
from hugoconv.site.plan.file_plan import plan_file
from hugoconv.syntax.tree import Mapping, Sequence
from tests.benchmarks.growing import Kind, kinds

STEEPEST = 1.3  # of the exponent
RELEVANT = 0.1  # seconds at the largest size; less is noise
NOISE = 0.02  # seconds that tell nothing of how time grows
SECOND_SIZE = 100_000
SEVERAL = {"one by one": 3, "there and back": 2, "set all": 3, "remove all": 3, "comment out all": 3}
ENOUGH = 0.3  # seconds: no need to double any more
SMALLEST, LARGEST = 12_500, 400_000
LIMIT = 6.0  # seconds for one work on one page
MEMORY = 6 << 30


class Grown(NamedTuple):
    """What a work took on pages of a kind: seconds by size, and what went wrong, if anything did."""

    kind: str
    work: str
    times: tuple[tuple[int, float], ...]
    wrong: str = ""

    @property
    def exponent(self) -> float:
        """How the time grows between the last sizes."""
        if len(self.times) < 2:
            return math.nan
        (size, then), (larger, now) = self.times[-2:]
        if len(self.times) > 2 and now > 2 * RELEVANT:  # over two doublings it is steadier
            size, then = self.times[-3]
        return math.log(max(now, 1e-6) / max(then, 1e-6)) / math.log(larger / size)

    @property
    def a_page(self) -> float:
        """The seconds that a page of 100 KB takes, by the growth that was seen."""
        size, seconds = self.times[-1] if self.times else (SECOND_SIZE, 0.0)
        told = not math.isnan(self.exponent) and size < SECOND_SIZE and seconds > NOISE
        power = max(self.exponent, 1.0) if told else 1.0
        return seconds * (SECOND_SIZE / size) ** power / SEVERAL.get(self.work, 1)

    def fails(self) -> bool:
        """Whether a promise is broken."""
        seconds = self.times[-1][1] if self.times else 0.0
        steep = seconds > RELEVANT and self.exponent > STEEPEST
        return bool(self.wrong) or steep or self.a_page > 1.0


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
    "fix": lambda data: mend(data, "content/talk/x/index.md", unsafe=True),
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


class TooLongError(BaseException):
    """The limit of time is over; nothing that catches exceptions takes it for one of its own."""


def _ring(*_: object) -> None:
    raise TooLongError


def timed(work: Work, data: bytes) -> tuple[float, str]:
    """The seconds that a work takes, and what went wrong. What is refused is an answer."""
    gc.collect()
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    begin, wrong = time.process_time(), ""
    try:
        work(data)
    except VerificationError as error:
        wrong = f"bug: {str(error)[:150]}"
    except HugoconvError:
        pass
    except TooLongError:
        wrong = f"over {LIMIT:.0f} s"
    except Exception as error:  # noqa: BLE001 - told as what went wrong
        wrong = f"{type(error).__name__}: {str(error)[:150]}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begin, wrong


def grown(kind: Kind, name: str, largest: int) -> Grown:
    """The times of a work on pages of a kind, each twice as large as the one before."""
    times: list[tuple[int, float]] = []
    size = SMALLEST
    shown = f"{kind.syntax}: {kind.name}"
    while size <= largest:
        data = kind.sized(size)
        seconds, wrong = timed(WORKS[name], data)
        times.append((len(data), seconds))
        if wrong:
            return Grown(shown, name, tuple(times), wrong)
        if seconds > ENOUGH and len(times) > 1:
            break
        size *= 2
    return Grown(shown, name, tuple(times))


def _of_kind(job: tuple[int, tuple[str, ...], int]) -> list[Grown]:
    nth, names, largest = job
    kind = list(kinds())[nth]
    signal.signal(signal.SIGVTALRM, _ring)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return [grown(kind, name, largest) for name in names]


def measured(wanted: Iterable[int], names: tuple[str, ...], largest: int, jobs: int) -> Iterator[Grown]:
    """Some works on some kinds, which are given by their places: what makes them cannot be sent to a process."""
    todo = [(nth, names, largest) for nth in wanted]
    context = multiprocessing.get_context("fork")
    with context.Pool(jobs, maxtasksperchild=1) as pool:
        for found in pool.imap(_of_kind, todo):
            yield from found


def line(one: Grown) -> str:
    """One row of the report."""
    size, seconds = one.times[-1] if one.times else (0, 0.0)
    what = one.wrong or f"{one.a_page:.2f} s a 100 KB"
    return f"{one.kind:<50} {one.work:<18} {size / 1000:>6.0f} KB {seconds:>7.3f} s  n^{one.exponent:.2f}  {what}"


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints what breaks a promise and the slowest of the rest; answers with the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth", description=__doc__)
    parser.add_argument("--kind", default="", help="only kinds whose name holds this")
    parser.add_argument("--work", default="", help="only works whose name holds this")
    parser.add_argument("--largest", type=int, default=LARGEST, help="bytes of the largest page")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--all", action="store_true", help="print every row")
    given = parser.parse_args(arguments)
    names = tuple(name for name in WORKS if given.work in name)
    wanted = [nth for nth, kind in enumerate(kinds()) if given.kind in f"{kind.syntax}: {kind.name}"]
    found = []
    for one in measured(wanted, names, given.largest, given.jobs):
        found.append(one)
        if given.all or one.fails():
            print(line(one), flush=True)
    failed = sum(one.fails() for one in found)
    print(f"{len(found)} works on {len(wanted)} kinds, {failed} break a promise; the slowest:")
    for one in sorted(found, key=lambda one: -one.a_page)[:10]:
        print(line(one))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
