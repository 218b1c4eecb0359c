"""What of a plan is done already, so that carrying it out again does nothing."""

from __future__ import annotations

import os

from hugoconv.site.base import Base
from hugoconv.site.plan import Plan
from hugoconv.site.planning import Planned
from hugoconv.site.replacing import is_done
from hugoconv.site.units import Unit, units


def without_done(plan: Plan) -> tuple[Planned, ...]:
    """The files of a plan; those are unchanged that are as they are to become, with all that moves along."""
    done = {file.path for unit in units(plan.files, plan.languages) if _is_done(plan.base, unit) for file in unit.files}
    return tuple(file._replace(state="unchanged", to="") if file.path in done else file for file in plan.files)


def _is_done(base: Base, unit: Unit) -> bool:
    if any(os.path.lexists(base.file(source)) for source, _ in unit.moves):
        return False
    return is_done(base, unit)
