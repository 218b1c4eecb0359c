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
    from hugoconv.files.read import read as read
    from hugoconv.files.write import write as write
    from hugoconv.hugo.page_dates import DateRules as DateRules
    from hugoconv.layouts.aliases import Move as Move
    from hugoconv.layouts.convert import Conversion as Conversion
    from hugoconv.layouts.convert import convert as convert
    from hugoconv.layouts.detection import Detection as Detection
    from hugoconv.layouts.detection import detect as detect
    from hugoconv.layouts.parse import parse as parse
    from hugoconv.layouts.record import recorded as recorded
    from hugoconv.lint.check import Diagnostic as Diagnostic
    from hugoconv.lint.check import check as check
    from hugoconv.lint.warnings import Surroundings as Surroundings
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
    from hugoconv.site.plan.change_result import ChangeResult as ChangeResult
    from hugoconv.site.plan.file_plan import FilePlan as FilePlan
    from hugoconv.site.plan.plan import Plan as Plan
    from hugoconv.site.plan.plan import load_plan as load_plan
    from hugoconv.site.run.apply import ApplyResult as ApplyResult
    from hugoconv.site.run.apply import RunCallbacks as RunCallbacks
    from hugoconv.site.run.undo import UndoResult as UndoResult
    from hugoconv.site.site import Site as Site
    from hugoconv.syntax.commented_out import CommentedOut as CommentedOut
    from hugoconv.syntax.comments import Comment as Comment
    from hugoconv.text.edits import Edit as Edit
    from hugoconv.text.edits import Edits as Edits
    from hugoconv.text.spans import Span as Span
    from hugoconv.translation.translate import Translation as Translation
    from hugoconv.translation.translate import translate as translate

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
    "hugoconv.files.read": ("read",),
    "hugoconv.files.write": ("write",),
    "hugoconv.lint.check": ("Diagnostic", "check"),
    "hugoconv.layouts.detection": ("Detection", "detect"),
    "hugoconv.lint.warnings": ("Surroundings",),
    "hugoconv.layouts.aliases": ("Move",),
    "hugoconv.layouts.convert": ("Conversion", "convert"),
    "hugoconv.layouts.parse": ("parse",),
    "hugoconv.layouts.record": ("recorded",),
    "hugoconv.hugo.page_dates": ("DateRules",),
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
    "hugoconv.translation.translate": ("Translation", "translate"),
    "hugoconv.site.plan.change_result": ("ChangeResult",),
    "hugoconv.site.run.apply": ("ApplyResult", "RunCallbacks"),
    "hugoconv.site.plan.plan": ("Plan", "load_plan"),
    "hugoconv.site.plan.file_plan": ("FilePlan",),
    "hugoconv.site.site": ("Site",),
    "hugoconv.site.run.undo": ("UndoResult",),
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
