"""An exception of a caller's function, kept so that it can be sent between processes whatever it holds."""

from __future__ import annotations

import pickle
import traceback
from typing import Any

from hugoconv.errors import ChangeError


class Raised:
    """An exception with its traceback as text: equal to that of another process.

    ``exception`` is what was raised, without the frames that it came through; a ``ChangeError`` with its name and its
    message stands for one that cannot be sent between processes.
    """

    exception: BaseException
    kind: str
    message: str
    traceback: str

    def __init__(self, exception: BaseException, kind: str, message: str, trace: str) -> None:
        self.exception, self.kind, self.message, self.traceback = exception, kind, message, trace

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Raised) and self._told == other._told

    def __hash__(self) -> int:
        return hash(self._told)

    def __repr__(self) -> str:
        return f"Raised({self.kind}: {self.message})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _received, (_sent(self.exception), self.kind, self.message, self.traceback)

    @property
    def _told(self) -> tuple[str, str]:
        return self.kind, self.message


def raised_by(error: Exception) -> Raised:
    """What a caller's function raised; the first frame is that of ours which called it, and is left out."""
    trace = error.__traceback__
    trace = trace.tb_next if trace is not None and trace.tb_next is not None else trace
    kind = type(error).__name__
    try:
        shown = "".join(traceback.format_exception(type(error), error, trace))
    except Exception:  # noqa: BLE001 - the exception is a stranger's, and so is whatever it does when it is asked
        shown = f"{kind}: its traceback cannot be shown\n"
    return Raised(error, kind, _message(error), shown)


def bare(error: BaseException) -> None:
    """Lets go of the frames of an exception and of those behind it, and so of the pages in them."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            one.__traceback__ = None
            waiting += [one.__cause__, one.__context__]


def _message(error: Exception) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - as above
        return "it says nothing that can be shown"


def _sent(exception: BaseException) -> bytes:
    """The exception as bytes; none where it cannot be made such."""
    try:
        return pickle.dumps(exception)
    except Exception:  # noqa: BLE001 - as above
        return b""


def _received(data: bytes, kind: str, message: str, trace: str) -> Raised:
    try:
        found: object = pickle.loads(data)  # noqa: S301 - the bytes are of a worker of our own
    except Exception:  # noqa: BLE001 - as above
        found = None
    stands_for = ChangeError("change-raised", f"{kind}: {message}")
    return Raised(found if isinstance(found, BaseException) else stands_for, kind, message, trace)
