"""One line that counts what is to become of pages, or what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hugoconv.site.plan.file_plan import FilePlan

# How the pages are called that were skipped for a code: one of them, several of them.
_SKIPPED = {
    "not-a-page-section": ("section page", "section pages"),
    "not-a-page-deck": ("slide deck", "slide decks"),
    "not-a-page-widget": ("widget page", "widget pages"),
    "not-a-page-author": ("author page", "author pages"),
    "not-a-page-resource": ("file of a bundle", "files of bundles"),
    "other-layout": ("page of another layout", "pages of another layout"),
    "layout-unknown": ("page of unknown layout", "pages of unknown layout"),
    "no-comments": ("org file beside a page", "org files beside pages"),
    "no-front-matter": ("without front matter", "without front matter"),
    "declined": ("declined", "declined"),
    "not-selected": ("not selected", "not selected"),
    "not-comparable": ("not comparable", "not comparable"),
}


def number_of(count: int, what: str) -> str:
    """A number with the word for what is counted.

    >>> number_of(1, "page"), number_of(0, "page")
    ('1 page', '0 pages')
    """
    return f"{count} {what}{'' if count == 1 else 's'}"


def summary(files: Sequence[FilePlan], changed: str, moved: str) -> str:
    """The pages of every state by their number; ``changed`` and ``moved`` say what becomes of those.

    >>> from hugoconv.site.plan.file_plan import FilePlan
    >>> summary([FilePlan("a", "changed"), FilePlan("b", "skipped", "other-layout")], "would change", "would move")
    '1 page would change, 1 skipped (1 page of another layout)'
    """
    made = [sum(f.state == "changed" and f.is_created for f in files)]
    made += [sum(f.state == "changed" and f.is_deleted for f in files)]
    states = Counter(file.state for file in files)
    moves = sum(bool(file.to) for file in files if file.state == "changed")
    pages = states["changed"] - sum(made)
    parts = [f"{number_of(pages, 'page')} {changed}" + (f" ({moves} {moved})" if moves else "")]
    parts = parts if pages or not sum(made) else []
    parts += [f"{number_of(n, 'file')} to {what}" for n, what in zip(made, ("create", "delete"), strict=True) if n]
    parts += [f"{states['unchanged']} unchanged"] if states["unchanged"] else []
    if states["skipped"]:
        codes = Counter(file.code for file in files if file.state == "skipped" and file.code in _SKIPPED)
        why = ", ".join(f"{n} {_SKIPPED[code][n > 1]}" for code, n in sorted(codes.items()))
        parts.append(f"{states['skipped']} skipped" + (f" ({why})" if why else ""))
    for state, text in (("refused", "refused"), ("failed", "failed"), ("bug", "hit a bug")):
        parts += [f"{states[state]} {text}"] if states[state] else []
    absent = sum(len(file.absent) for file in files)
    parts += [f"{number_of(absent, 'operation')} on absent fields"] if absent else []
    return ", ".join(parts)
