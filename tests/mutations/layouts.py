"""Rules of layouts and eras, of conversions between them, of checks and of repairs."""

from tests.mutations.mutation import Mutation

LENS = "tests/layouts/test_lens_laws.py"
DETECTION = "tests/layouts/test_detection.py"
MENDED = "tests/lint/test_fix.py::test_what_is_certain_is_mended_and_the_rest_stays"
LEFT = "tests/lint/test_fix.py::test_what_is_not_certain_is_left_to_its_author"
DOUBTS = "tests/lint/test_fix.py::test_a_doubt_without_a_certain_remedy_is_told_and_nothing_is_changed"
FENCES = "tests/lint/test_fix.py::test_fences_are_mended_where_front_matter_certainly_begins_and_ends"
NO_FENCES = "tests/lint/test_fix.py::test_a_page_without_other_fences_is_left_as_it_is"
DOTS = "tests/lint/test_fix.py::test_a_line_behind_dots_that_looks_like_a_field_is_none_of_the_body"
TWINS = "tests/lint/test_fix.py::test_of_twins_that_differ_the_last_stays_as_a_guess"
SAFE_TWINS = "tests/lint/test_fix.py::test_twins_are_mended_without_a_loss_of_comments"
COMMENTS = "tests/lint/test_fix.py::test_no_repair_takes_a_comment_along_but_as_a_guess"
NOT_BETTER = "tests/lint/test_fix.py::test_lines_that_could_be_mended_stay_where_the_page_is_no_better_for_it"
IN_THE_WAY = "tests/lint/test_fix.py::test_of_repairs_that_get_in_each_others_way_the_first_is_made"
REFUSED = "tests/lint/test_fix.py::test_repairs_that_are_refused_at_once_are_not_tried_one_by_one"
CHECKING = "tests/lint/test_check.py"

MUTATIONS = [
    Mutation("layouts/way_there.py", 'for pair in lens.pairs[direction.era.id]:', 'for pair in ():', LENS),
    Mutation("layouts/dates.py", 'era.phase == "P3" and date == "publish" and live', 'date == "publish" and live', LENS),
    Mutation("layouts/event_text.py", "mark_of(value) != line.mark", "False", "tests/layouts/test_choices.py"),
    Mutation("layouts/template.py", "if name.casefold() not in there", "if name", "tests/layouts/test_choices.py"),
    Mutation("layouts/author_comments.py", "if not is_authors and not (folded", "if not (folded", LENS),
    Mutation("layouts/record.py", "{', '.join(map(str, self.commented_out))}", "{'; '.join(map(str, self.commented_out))}", "tests/layouts/test_record.py"),
    # which layout and era a page has
    Mutation("layouts/detection.py", "    if record is not None:", "    if False:", DETECTION),
    Mutation("layouts/detection.py", "where.folders[:-1] if where.bundle == LEAF else where.folders", "where.folders", DETECTION),
    Mutation("hugo/page_path.py", 'if "content" not in above:', "if True:", DETECTION),
    Mutation("layouts/schema.py", "sum(map(bool, shown.values())) > 1 else", "company else", DETECTION),
    Mutation("layouts/detection.py", "fitting = [sign for sign in medium if sign.eras & certain]", "fitting = medium", DETECTION),
    Mutation("layouts/detection.py", "if len({_treatments()[era] for era in left}) > 1:", "if False:", DETECTION),
    Mutation("layouts/detection.py", "left = left & sign.eras or left", "pass", DETECTION),
    Mutation("layouts/detection.py", "return usual if usual.id in left else next(", "return next(", DETECTION),
    Mutation("layouts/detection.py", "and not any(name.casefold() in fields for name in sign.without)", "", DETECTION),
    # what is told, and where
    Mutation("lint/check.py", 'return version(about.get("since", "0.0")) <= version(hugo)', "return True", CHECKING),
    Mutation("lint/check.py", 'if error.code == "fence" and', "if False and", CHECKING),
    Mutation("lint/lookalikes.py", "if name not in own and (", "if (", CHECKING),
    Mutation("lint/lookalikes.py", 'return "safe" if _is_meant(path, said.group().partition(" #")[0].rstrip()) else "unsafe"', 'return "safe"', DOUBTS),
    # what is fixed, and what is not
    Mutation("lint/fix.py", "return new if unsafe or lost <= 0 else None", "return new", COMMENTS),
    Mutation("lint/fix.py", "if problem.code in _UNSEEN or _is_better(state, new):", "if True:", NOT_BETTER),
    Mutation("lint/fix.py", "found, new = found[: len(found) // 2], None", "found = []", IN_THE_WAY),
    Mutation("lint/fix.py", "return first + second, None", "return [], None", IN_THE_WAY),
    Mutation("lint/fix.py", "strict=True) if lowered]", "strict=True)]", REFUSED),
    Mutation("lint/fixes/duplicate_keys.py", "if same and len(holders) < 2:", "if same:", SAFE_TWINS),
    Mutation("lint/fixes/duplicate_keys.py", "len(entries) - 1, safe=False", "0, safe=False", TWINS),
    Mutation("lint/fixes/duplicate_keys.py", "return within or lines.start in self._below", "return within", MENDED),
    Mutation("lint/fixes/fields.py", "return Set(place.path, not truth),", "return Set(place.path, truth),", MENDED),
    Mutation("lint/fixes/dates.py", "{int(day[2]):02}-{int(day[3]):02}", "{int(day[3]):02}-{int(day[2]):02}", MENDED),
    Mutation("lint/fixes/quotes.py", "len(places) % 2 == 0 and", "", LEFT),
    Mutation("lint/fixes/fences.py", "return None if _FIELD.match(first) or first.startswith(\"...\") else new", "return new", DOTS),
    Mutation("lint/fixes/fences.py", 'fewest = 2 if "\\n\\n" in matter.replace("\\r", "") else 1', "fewest = 1", NO_FENCES),
    Mutation("lint/fixes/fences.py", 'return len(dashes) > 1 or dashes in "—―"', "return len(dashes) > 1", FENCES),
]  # fmt: skip
