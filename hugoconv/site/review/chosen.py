"""A plan with what was approved of it."""

from __future__ import annotations

import os

from hugoconv.site.configuration import Configuration, readable_configuration
from hugoconv.site.plan.conflicts import without_conflicts
from hugoconv.site.plan.file_plan import DECLINED
from hugoconv.site.plan.plan import Plan
from hugoconv.site.review.choices import ReviewChoices, read_choices
from hugoconv.site.site import plan_notes


def chosen(plan: Plan, file: str | os.PathLike[str]) -> Plan:
    """The plan with what is approved in a file of choices about it. Raises FileError and Refused; pages that are then
    in each other's way are refused in the plan."""
    return approved(plan, plan, read_choices(file), readable_configuration(plan.base.root))


def approved(plan: Plan, reviewed: Plan, choices: ReviewChoices, configuration: Configuration) -> Plan:
    """A plan with what is approved of another one that says more: there, links are rewritten as well. All that would
    change in either and is not approved is declined, so that nothing is done to it afterwards. Raises Refused."""
    kept = choices.checked(reviewed).approved
    declined = {file.path: file.instead("skipped", DECLINED, "") for file in reviewed.changed if file.path not in kept}
    files = [declined.pop(file.path, file) for file in plan.files]
    settled = without_conflicts(plan.base, (*files, *declined.values()), plan.languages)
    return plan._replace(files=settled, notes=plan_notes(plan.base, settled, configuration))
