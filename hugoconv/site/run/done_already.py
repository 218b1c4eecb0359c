"""What of a plan is done already, so that carrying it out again does nothing.

Files are read for that only where one is seen not to be as it was planned: a plan is carried out once as a rule, and
reads every file anyway.
"""

from __future__ import annotations

import os

from hugoconv.site.base import Base
from hugoconv.site.move.groups import MoveGroup, groups
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.site.plan.plan import Plan
from hugoconv.site.run.real_places import RealGroups
from hugoconv.site.run.replace import is_done


def without_done(plan: Plan) -> tuple[FilePlan, ...]:
    """The files of a plan; where any has moved away since, those are unchanged that are as they are to become, with all
    that moves along."""
    if not any(file.to and not os.path.lexists(plan.base.file(file.path)) for file in plan.changed):
        return plan.files
    done = {
        file.path for group in groups(plan.files, plan.languages) if _is_done(plan.base, group) for file in group.files
    }
    return tuple(file._replace(state="unchanged", to="") if file.path in done else file for file in plan.files)


def rest_of(base: Base, todo: RealGroups) -> RealGroups:
    """The groups that are not as they are to become."""
    return todo._replace(groups=tuple(group for group in todo.groups if not _is_done(base, group)))


def _is_done(base: Base, group: MoveGroup) -> bool:
    if any(os.path.lexists(base.file(source)) for source, _ in group.moves):
        return False
    return is_done(base, group)
