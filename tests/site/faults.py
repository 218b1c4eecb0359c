"""Disks that fail: every call that changes something on disk is counted, and one of them goes wrong.

A death stops the process at a call. In a child it really ends there; in this process ``Dead`` is raised, and no later
call of the dying process does anything.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

CALLS = (
    "open",
    "write",
    "fsync",
    "fchmod",
    "fchown",
    "ftruncate",
    "replace",
    "link",
    "rename",
    "mkdir",
    "chmod",
    "chown",
    "unlink",
    "rmdir",
    "sync",
)
ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EACCES": errno.EACCES}
DEATHS = ("before", "after", "torn")
KILLED = 9


class Dead(BaseException):
    """The process has ended."""


class Fault(NamedTuple):
    """What happens at the call of that number: an error, a death before or after it, ``torn``, which is a death in
    the middle of a write, or ``short``, a write that the disk takes in part before it is full."""

    at: int = -1
    kind: str = ""
    calls: tuple[str, ...] = CALLS
    repeated: bool = False


class Disk:
    """The calls so far, and what would be lost if the power failed now."""

    def __init__(self, fault: Fault, die: Callable[[], Any], seed: int = 0, *, is_watched: bool = False) -> None:
        self.is_watched = is_watched
        self.fault, self.die, self.random = fault, die, random.Random(seed)
        self.count, self.log, self.is_dead, self.is_full = 0, list[str](), False, False
        self.paths: dict[int, str] = {}
        self.unsettled: set[str] = set()
        self.settled: dict[str, int] = {}
        self.at_stake: set[str] = set()

    def call(self, name: str, real: Callable[..., Any], *args: Any, **options: Any) -> Any:
        if self.is_dead:
            raise Dead
        if name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR):
            return real(*args, **options)
        if name in self.fault.calls:
            self.count += 1
            self.log.append(name)
            if self.count - 1 == self.fault.at or (self.fault.repeated and self.count - 1 > self.fault.at >= 0):
                return self.go_wrong(name, real, *args, **options)
        if name == "write" and self.is_full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self.do(name, real, *args, **options)

    def go_wrong(self, name: str, real: Callable[..., Any], *args: Any, **options: Any) -> Any:
        kind = self.fault.kind
        if kind in ERRORS and name != "sync":  # which tells of no error
            raise OSError(ERRORS[kind], os.strerror(ERRORS[kind]))
        if kind in ("torn", "short") and name == "write":
            taken = real(args[0], args[1][: self.random.randrange(len(args[1]) + 1)])
            self.is_full = kind == "short"
            if kind == "short":
                return taken
        if kind == "after":
            self.do(name, real, *args, **options)
        if kind in DEATHS:
            self.is_dead = True
            self.die()
        return self.do(name, real, *args, **options)

    def do(self, name: str, real: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """The call, and what it means for bytes that are not on disk yet."""
        result = real(*args, **options)
        if not self.is_watched:
            return result
        if name == "open":
            self.paths[result] = whole(args[0], options.get("dir_fd"))
        elif name == "write":
            self.unsettled.add(self.paths.get(args[0], ""))
        elif name == "fsync":
            self.settled[self.paths.get(args[0], "")] = os.fstat(args[0]).st_size
            self.unsettled.discard(self.paths.get(args[0], ""))
            self.at_stake.discard(self.paths.get(args[0], ""))
        elif name == "sync":
            self.unsettled.clear()
            self.at_stake.clear()
        elif name in ("replace", "rename", "link"):
            folders = (options.get("src_dir_fd"), options.get("dst_dir_fd"))
            self.moved(*(whole(path, folder) for path, folder in zip(args, folders, strict=True)))
        return result

    def moved(self, old: str, new: str) -> None:
        self.paths = {at: new if path == old else path for at, path in self.paths.items()}
        self.settled = {new if path == old else path: size for path, size in self.settled.items()}
        for places in (self.unsettled, self.at_stake):
            for path in [path for path in places if path == old or path.startswith(old + os.sep)]:
                places.discard(path)
                places.add(new + path[len(old) :])
        if new in self.unsettled:
            self.at_stake.add(new)

    def lose_power(self, before: Callable[[str], bytes | None]) -> int:
        """Takes from files what was not on disk yet; answers from how many. ``before`` are the bytes of a file once."""
        lost = sorted(path for path in self.at_stake if os.path.isfile(path))
        for path in lost:
            with open(path, "rb") as file:
                data = file.read()
            at = self.random.randrange(len(data) + 1)
            old = before(path)
            left = [b"", data[:at], data[:at] + bytes(len(data) - at), data, *([old] if old is not None else [])]
            with open(path, "wb") as file:
                file.write(self.random.choice(left))
        return len(lost)


def whole(path: str, folder: int | None) -> str:
    """The whole path of a name in an open folder."""
    return os.path.abspath(path) if folder is None else os.path.join(os.readlink(f"/proc/self/fd/{folder}"), path)


def _raise() -> None:
    raise Dead


def end_process() -> None:
    """Ends this process as a kill does: nothing is written out, no handler runs."""
    os._exit(KILLED)


@contextlib.contextmanager
def disk(
    fault: Fault | None = None, die: Callable[[], Any] = _raise, seed: int = 0, *, is_watched: bool = False
) -> Iterator[Disk]:
    """The disk of this process, with a fault; its calls come one after the other, so that they can be counted. The
    buffers of the whole machine are left alone. What would be lost with the power is known where it ``is_watched``."""
    found = Disk(fault or Fault(), die, seed, is_watched=is_watched)
    kept = {name: getattr(os, name) for name in CALLS}
    reals = {**kept, "sync": lambda: None}
    try:
        for name in CALLS:
            setattr(os, name, _through(found, name, reals[name]))
        yield found
    finally:
        found.is_dead = False
        for name, real in kept.items():
            setattr(os, name, real)


def _through(found: Disk, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **options: Any) -> Any:
        return found.call(name, real, *args, **options)

    return call
