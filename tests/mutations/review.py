"""Rules of review pages: what may be chosen, what stands in a page, and what a diff says."""

from tests.mutations.mutation import Mutation

CHOICES = "tests/site/test_review_choices.py"
PAGE = "tests/site/test_review_page.py"
ROWS = "tests/site/test_review_rows.py"
CLI = "tests/cli/test_review.py"

MUTATIONS = [
    Mutation("site/review/choices.py", "if self.plan != digest_of(plan):", "if False:", CHOICES),
    Mutation("site/review/choices.py", "if strange:", "if False:", CHOICES),
    Mutation("site/review/choices.py", "if all(halves):", "if False:", CHOICES),
    Mutation("site/review/choices.py", "found.update(file.before + file.after)", "found.update(file.after)", CHOICES),
    Mutation("site/review/page.py", "[<>&", "[>&", PAGE),
    Mutation("site/review/page.py", "autoescape=True", "autoescape=False", PAGE),
    Mutation("site/review/chosen.py", "(*files, *declined.values())", "files", CLI),
    Mutation("site/review/rows.py", "range(AROUND + 1)", "range(0)", ROWS),
    Mutation("site/review/fields.py", "if number <= head else BODY", "", ROWS),
    Mutation("cli/review.py", "reviewed = relinked(plan, survey).plan", "pass", CLI),
]  # fmt: skip
