"""Every exception of hugoconv, and how a problem is printed: ``path:line:col: code: message``.

This module imports nothing of the package, so every layer may raise what stands here.
"""

from __future__ import annotations

LONGEST_LINE = 2000  # code points of a line that are shown


class HugoconvError(Exception):
    """The root of everything that hugoconv raises on purpose. It can be pickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return _made_again, (type(self), self.args), self.__dict__


def _made_again(kind: type[HugoconvError], arguments: tuple[object, ...]) -> HugoconvError:
    """An error without its initialiser, which takes other arguments than the ones that an exception keeps."""
    # Pickle would call the class with `args`, which hold the message alone: an error of another process could not
    # be brought back.
    return kind.__new__(kind, *arguments)


class MatterSyntaxError(HugoconvError, ValueError):
    """The front matter cannot be read; nothing was changed.

    ``pos`` is an offset into ``text`` in code points; ``lineno`` and ``colno`` count from 1 in the
    whole file. ``hint`` says what to do where the cause is a known one.

    ``since`` is where the part begins that could not be read: a text that ends between there and the place of the
    error cannot be read either. ``reach`` is how far it was looked at: at the end, where more text might complete it.
    """

    msg: str
    text: str
    pos: int
    since: int
    reach: int
    code: str
    lineno: int
    colno: int
    hint: str
    path: str | None

    def __init__(
        self,
        msg: str,
        text: str,
        pos: int,
        *,
        code: str = "syntax",
        lineno: int = 1,
        colno: int = 1,
        hint: str = "",
        path: str | None = None,
        since: int | None = None,
        reach: int | None = None,
    ) -> None:
        super().__init__(msg)
        self.msg, self.text, self.pos = msg, text, pos
        self.since, self.reach = pos if since is None else since, pos if reach is None else reach
        self.code, self.lineno, self.colno = code, lineno, colno
        self.hint, self.path = hint, path

    @property
    def source_line(self) -> str:
        """The line of the text that holds ``pos``, without its line end."""
        start = max(self.text.rfind("\n", 0, self.pos), self.text.rfind("\r", 0, self.pos)) + 1
        return self.text[start : start + LONGEST_LINE].replace("\r", "\n").partition("\n")[0]

    def __str__(self) -> str:
        head = problem_line(self.path, self.lineno, self.colno, self.code, self.msg)
        line = self.source_line
        caret = "".join("\t" if c == "\t" else " " for c in line[: self.colno - 1]) + "^"
        fits = line.strip() and self.colno <= LONGEST_LINE
        shown = [head, f"    {line}", f"    {caret}"] if fits else [head]
        return "\n".join([*shown, f"    hint: {self.hint}"] if self.hint else shown)


class Refused(HugoconvError):
    """A change that cannot be made safely: an answer, not a crash. Nothing was changed.

    ``code`` is explained in ``docs/refusals.md``; ``span`` is in code points of the matter (or None);
    ``why`` says what stands in the way and ``remedy`` what to do about it.
    """

    code: str
    why: str
    remedy: str
    span: tuple[int, int] | None
    path: str | None
    lineno: int
    colno: int

    def __init__(
        self,
        code: str,
        why: str,
        remedy: str = "",
        *,
        span: tuple[int, int] | None = None,
        path: str | None = None,
        lineno: int = 1,
        colno: int = 1,
    ) -> None:
        super().__init__(why)
        self.code, self.why, self.remedy = code, why, remedy
        self.span, self.path, self.lineno, self.colno = span, path, lineno, colno

    def __str__(self) -> str:
        head = f"{self.code}: {self.why}"
        # What is wrong with an argument has no place in a page.
        if self.path is not None or self.span is not None or (self.lineno, self.colno) != (1, 1):
            head = problem_line(self.path, self.lineno, self.colno, self.code, self.why)
        return f"{head} ({self.remedy})" if self.remedy else head


class PathError(HugoconvError, KeyError):
    """No entry stands at the path that an operation names; a LookupError, so that ``get`` works as for a dict."""

    def __str__(self) -> str:
        # A KeyError shows its message in quotes.
        return Exception.__str__(self)


class FileError(HugoconvError):
    """A file that cannot be read or written; it is as it was. ``code`` and ``why`` say what stands in the way."""

    path: str
    code: str
    why: str

    def __init__(self, path: str, code: str, why: str) -> None:
        super().__init__(f"{path}: {code}: {why}")
        self.path, self.code, self.why = path, code, why

    @staticmethod
    def of_system(path: str, code: str, error: OSError) -> FileError:
        """The error for a file of which the system says why."""
        return FileError(path, code, error.strerror or str(error))


class ConfigurationError(FileError):
    """A configuration of a site that cannot be read, or says what cannot be. ``lineno`` and ``colno`` count from 1."""

    remedy: str
    lineno: int
    colno: int

    def __init__(self, path: str, code: str, why: str, remedy: str = "", *, lineno: int = 1, colno: int = 1) -> None:
        super().__init__(path, code, why)
        self.remedy, self.lineno, self.colno = remedy, lineno, colno

    def __str__(self) -> str:
        line = one_line(problem_line(self.path, self.lineno, self.colno, self.code, self.why))
        return f"configuration: {line}" + (f" ({self.remedy})" if self.remedy else "")


class PlanError(HugoconvError):
    """A plan that cannot be carried out; ``problems`` holds all of them."""

    problems: tuple[str, ...]

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class ChangeError(HugoconvError):
    """A function given to a plan that raised (``change-raised``) or returned what no change may (``change-answer``).

    ``raised`` is what is kept of the exception, None where there was none.
    """

    code: str
    why: str
    raised: object
    remedy: str

    def __init__(self, code: str, why: str, raised: object = None, *, remedy: str = "") -> None:
        super().__init__(why)
        self.code, self.why, self.raised, self.remedy = code, why, raised, remedy


class VerificationError(HugoconvError):
    """A change whose result is not what was asked for: always a bug of hugoconv. Nothing was changed."""


def problem_line(path: str | None, lineno: int, colno: int, code: str, msg: str) -> str:
    """One problem as one line.

    >>> problem_line("talk.md", 3, 8, "yaml-syntax", "mapping values are not allowed here")
    'talk.md:3:8: yaml-syntax: mapping values are not allowed here'
    """
    return f"{path or '<text>'}:{lineno}:{colno}: {code}: {msg}"


def one_line(name: str) -> str:
    """A file name that cannot break a line in two, so that none can pass for a message.

    >>> one_line("a\\nb.md:1:1: fine")
    'a\\\\nb.md:1:1: fine'
    """
    return name.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
