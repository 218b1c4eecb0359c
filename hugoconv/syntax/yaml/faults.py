"""What is said of YAML that cannot be read, with place and remedy, and what in it is an error to PyYAML alone."""

from __future__ import annotations

import yaml

from hugoconv.errors import MatterSyntaxError
from hugoconv.refusals import message, unreadable
from hugoconv.syntax.limits import too_deep
from hugoconv.syntax.tree import Mapping, Node, Scalar, Sequence
from hugoconv.syntax.yaml.scalar_texts import SURROGATES

_OF_ONE_PART = ("while scanning a quoted scalar", "while scanning a simple key")  # its mark is where that begins


def text_for_hugo(source: str, at: int, problem: str) -> tuple[int, int]:
    """The characters that PyYAML stumbles over and that are a part of a value for Hugo: a comma or brace at its start,
    a lone question mark, a colon beside a bracket, the two halves of a character's escape. None of them for what is an
    error to both."""
    if "escape code" in problem:
        found = SURROGATES.match(source, at - 2)
        return found.span() if found else (at, at)
    character, before, after = source[at : at + 1], source[max(at - 2, 0) : at], source[at + 1 : at + 2]
    begins = before in (": ", "- ") or before[-1:] in ("", "\n", "\r")
    if "mapping keys are not allowed" in problem:
        ours = character == "?" and before in (": ", "- ") and after in ("", "\n", "\r")
    elif "parsing a flow node" in problem:
        in_list = source.rfind("[", 0, at) > source.rfind("{", 0, at)
        ours = character == ":" and in_list and bool(after) and after not in " ,]}\n"
    elif "expected node content" in problem:
        ours = character in (",", "}") and begins
    else:
        ours = character == ":" and "unexpected ':'" in problem
    return at, at + int(ours)


def unread_part(error: yaml.MarkedYAMLError, flow: int | None) -> tuple[int, int]:
    """Where what could not be read begins, within brackets that begin at ``flow``, and where that was noticed."""
    mark = error.problem_mark or error.context_mark
    at = mark.index if mark else 0
    since = [at] if flow is None else [at, flow]
    if error.context_mark is not None and error.context in _OF_ONE_PART:
        since.append(error.context_mark.index)
    return min(since), at


def syntax_error(error: yaml.MarkedYAMLError, text: str) -> MatterSyntaxError:
    from hugoconv.syntax.yaml.hints import culprit, hint_for

    if error.problem == "exceeded maximum nesting depth":  # of the scanner, which is ahead of the parser
        return too_deep(text, error.problem_mark.index if error.problem_mark else 0)
    # An unclosed quote or bracket is noticed at the end, and to be corrected where it opens.
    opened = "unexpected end" in (error.problem or "") and error.context_mark is not None
    mark = error.context_mark if opened else error.problem_mark or error.context_mark
    at = min(mark.index, len(text)) if mark else 0
    message = " ".join(part for part in (error.problem, error.context) if part)
    context = [error.context_mark.index] if error.context_mark else []
    if (found := culprit(text, at, *context)) is not None:
        return MatterSyntaxError(found.message, text, found.at, code="yaml-syntax", hint=found.hint)
    return MatterSyntaxError(message, text, at, code="yaml-syntax", hint=hint_for(text, at, message))


def checked_root(root: Node | None, text: str) -> Mapping | None:
    if root is None or (isinstance(root, Scalar) and root.style == "empty" and root.tag is None):
        return None
    if isinstance(root, Mapping):
        return root
    from hugoconv.syntax.yaml.hints import culprit

    if (found := culprit(text, root.start)) is not None:
        raise MatterSyntaxError(found.message, text, found.at, code="root-not-a-map", hint=found.hint)
    raise unreadable(text, root.start, message("root-not-a-map", "list" if isinstance(root, Sequence) else "value"))
