"""hugoconv changes the front matter of Hugo pages and nothing else: every comment and every other byte stays.

A name is loaded when it is first used, so that a command that needs little starts quickly.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hugoconv.errors import ChangeError as ChangeError
    from hugoconv.errors import FileError as FileError
    from hugoconv.errors import HugoconvError as HugoconvError
    from hugoconv.errors import MatterSyntaxError as MatterSyntaxError
    from hugoconv.errors import PathError as PathError
    from hugoconv.errors import PlanError as PlanError
    from hugoconv.errors import Refused as Refused
    from hugoconv.errors import VerificationError as VerificationError
    from hugoconv.files.reading import read as read
    from hugoconv.files.writing import write as write
    from hugoconv.layouts.aliases import Move as Move
    from hugoconv.layouts.checking import Problem as Problem
    from hugoconv.layouts.checking import check as check
    from hugoconv.layouts.detection import Detection as Detection
    from hugoconv.layouts.detection import detect as detect
    from hugoconv.layouts.doubtful import Surroundings as Surroundings
    from hugoconv.layouts.lens import Conversion as Conversion
    from hugoconv.layouts.lens import convert as convert
    from hugoconv.layouts.parsing import parse as parse
    from hugoconv.layouts.record import recorded as recorded
    from hugoconv.page.dating import DateRules as DateRules
    from hugoconv.page.operations import Append as Append
    from hugoconv.page.operations import CommentOut as CommentOut
    from hugoconv.page.operations import Discard as Discard
    from hugoconv.page.operations import Exchange as Exchange
    from hugoconv.page.operations import Insert as Insert
    from hugoconv.page.operations import Operation as Operation
    from hugoconv.page.operations import Remove as Remove
    from hugoconv.page.operations import Rename as Rename
    from hugoconv.page.operations import Set as Set
    from hugoconv.page.operations import SetComment as SetComment
    from hugoconv.page.operations import Uncomment as Uncomment
    from hugoconv.page.page import Field as Field
    from hugoconv.page.page import Page as Page
    from hugoconv.page.translation import Translation as Translation
    from hugoconv.page.translation import translate as translate
    from hugoconv.site.answers import Worked as Worked
    from hugoconv.site.apply import Applied as Applied
    from hugoconv.site.apply import Watch as Watch
    from hugoconv.site.plan import Plan as Plan
    from hugoconv.site.plan import load_plan as load_plan
    from hugoconv.site.planning import Planned as Planned
    from hugoconv.site.site import Site as Site
    from hugoconv.site.undo import Undone as Undone
    from hugoconv.syntax.commented_out import CommentedOut as CommentedOut
    from hugoconv.syntax.comments import Comment as Comment
    from hugoconv.text.edits import Edit as Edit
    from hugoconv.text.edits import Edits as Edits
    from hugoconv.text.spans import Span as Span

_HOMES = {
    "hugoconv.errors": (
        "ChangeError",
        "FileError",
        "HugoconvError",
        "MatterSyntaxError",
        "PathError",
        "PlanError",
        "Refused",
        "VerificationError",
    ),
    "hugoconv.files.reading": ("read",),
    "hugoconv.files.writing": ("write",),
    "hugoconv.layouts.checking": ("Problem", "check"),
    "hugoconv.layouts.detection": ("Detection", "detect"),
    "hugoconv.layouts.doubtful": ("Surroundings",),
    "hugoconv.layouts.aliases": ("Move",),
    "hugoconv.layouts.lens": ("Conversion", "convert"),
    "hugoconv.layouts.parsing": ("parse",),
    "hugoconv.layouts.record": ("recorded",),
    "hugoconv.page.dating": ("DateRules",),
    "hugoconv.page.operations": (
        "Append",
        "CommentOut",
        "Discard",
        "Exchange",
        "Insert",
        "Operation",
        "Remove",
        "Rename",
        "Set",
        "SetComment",
        "Uncomment",
    ),
    "hugoconv.page.page": ("Field", "Page"),
    "hugoconv.page.translation": ("Translation", "translate"),
    "hugoconv.site.answers": ("Worked",),
    "hugoconv.site.apply": ("Applied", "Watch"),
    "hugoconv.site.plan": ("Plan", "load_plan"),
    "hugoconv.site.planning": ("Planned",),
    "hugoconv.site.site": ("Site",),
    "hugoconv.site.undo": ("Undone",),
    "hugoconv.syntax.commented_out": ("CommentedOut",),
    "hugoconv.syntax.comments": ("Comment",),
    "hugoconv.text.edits": ("Edit", "Edits"),
    "hugoconv.text.spans": ("Span",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}
__all__ = list(_HOME)


def __getattr__(name: str) -> object:
    """A public name, loaded on first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'hugoconv' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOME)
