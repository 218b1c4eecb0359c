"""Hugo's patterns for paths."""

from __future__ import annotations

import re
from functools import lru_cache

_PARTS = re.compile(r"\*\*|\*|\?|\{|\}|,|\[[^\]]*\]|\\.|.", re.DOTALL)
_PLAIN = {"**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")"}


@lru_cache(maxsize=256)
def pattern_of(glob: str) -> re.Pattern[str]:
    """The pattern that matches a whole path as a glob of Hugo does; case does not count.

    >>> bool(pattern_of("/{talk,talk/**}").fullmatch("/talk/2020/opening")), bool(pattern_of("/*").fullmatch("/talk/x"))
    (True, False)
    """
    out, depth = [], 0
    for part in _PARTS.findall(glob):
        depth += (part == "{") - (part == "}")
        if part == "," and depth:
            out.append("|")
        elif part.startswith("[") and len(part) > 2:
            out.append(part.replace("[!", "[^", 1))
        else:
            out.append(_PLAIN.get(part) or re.escape(part.removeprefix("\\") or part))
    try:
        return re.compile("".join(out), re.IGNORECASE | re.DOTALL)
    except re.error:
        return re.compile(re.escape(glob), re.IGNORECASE)
