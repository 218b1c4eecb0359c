"""Rules of operations on a page: what they edit, how they go together, and how each step is verified."""

from tests.mutations.mutation import Mutation

VERIFICATION = "tests/page/test_verification.py"
STEPS = "tests/page/test_steps.py"
BATCHES = "tests/page/test_batches.py"
ALIKE = "tests/page/test_alike.py"
RENAMES = "tests/page/test_renames.py"
OPERATIONS = "tests/page/test_operations.py"

MUTATIONS = [
    Mutation("page/expected.py", "if times > max(before[name], 1):", "if False:", OPERATIONS),
    Mutation("page/edits/comment_out.py", 'yield Edit(at_, at_, "#")', 'yield Edit(at_, at_, "# ")', OPERATIONS),
    Mutation("page/edits/comment_out.py", "if start > end or start >= len(text)", "if True", OPERATIONS),
    Mutation("page/edits/remove.py", "start = leading.start if leading else lines.start", "start = lines.start", OPERATIONS),
    Mutation("page/edits/remove.py", 'return "" if after is not None and after.text == above.text else snapshot.style.eol', 'return ""', OPERATIONS),
    Mutation("page/edits/insert.py", "return line_below(text, above, new)", "return line_below(text, 0, new)", OPERATIONS),
    Mutation("page/edits/set.py", "if expected.frozen() == canonical_of(said):\n        return", "pass", OPERATIONS),
    Mutation("page/snapshot.py", 'raise refused("anchor-in-use"', 'refused("anchor-in-use"', OPERATIONS),
    Mutation("page/engine.py", "if not all(_can_be_undone(snapshot, op, edits, new, marks, known) for op in commenting):", "if False:", OPERATIONS),
    # what each step is verified for
    Mutation("page/verification.py", "if not _says(found, model, snapshot.syntax):", "if False:", VERIFICATION),
    Mutation("page/verification.py", "if (kid.key, kid.frozen()) != canonical_of_entry(entry, syntax):", "if False:", VERIFICATION),
    Mutation("page/verification.py", "if i in kept and kid is model.kids[kept[i]] and kid.key == kid.was and kid.is_untouched():", "if i in kept:", VERIFICATION),
    Mutation("page/verification.py", "and kid.key == kid.was and kid.is_untouched():", "and kid.is_untouched():", VERIFICATION),
    Mutation("page/verification.py", "and kid.key == kid.was and kid.is_untouched():", "and kid.key == kid.was:", VERIFICATION),
    Mutation("page/verification.py", "len(old.tokens) == len(new.tokens) and _gaps(old) == _gaps(new)", "len(old.tokens) == len(new.tokens)", VERIFICATION),
    Mutation("page/comment_verification.py", "if _may_go(label, change.path_map, change.asked) or", "if True or", VERIFICATION),
    Mutation("page/comment_verification.py", "or _is_same(label, found, change.path_map, change.asked):", "or True:", VERIFICATION),
    Mutation("page/comment_verification.py", "if _may_come(label, change.path_map, change.asked) or", "if True or", VERIFICATION),
    Mutation("page/comment_verification.py", "return path_map.is_lost(label.path) or (label.path, \"leading\") in asked.commented", "return True", VERIFICATION),
    Mutation("page/comment_verification.py", "return texts[found] >= 0", "return True", VERIFICATION),
    Mutation("page/comment_verification.py", "return folded(label.path) in asked.revived or path_map.is_field_lost(label.path)", "return True", VERIFICATION),
    Mutation("page/path_map.py", "return self.is_lost(path[:-1]) or path[:-1] in self.replaced", "return self.is_lost(path)", VERIFICATION),
    Mutation("page/comment_verification.py", "if (label.path, label.kind) in asked.commented:", "if asked.commented:", VERIFICATION),
    Mutation("page/comment_verification.py", "return path_map.is_lost(label.path) or label.path in path_map.replaced", "return bool(path_map.removed)", VERIFICATION),
    Mutation("page/comment_verification.py", "return label.path in path_map.commented_out_heads", "return True", VERIFICATION),
    Mutation("page/comment_verification.py", "return any(label == CommentOwner(kind, path_map.moved(path)) for path, kind in asked.commented)", "return bool(asked.commented)", VERIFICATION),
    Mutation("page/comment_verification.py", "any(folded(found.path)[: len(path)] == path for path in asked.revived):", "asked.revived:", VERIFICATION),
    Mutation("page/comment_verification.py", "if _leads_to(found.path, moved) or _leads_to(moved, found.path):", "if True:", VERIFICATION),
    Mutation("page/comment_verification.py", "return found == CommentOwner(label.kind, path_map.moved(label.path)) or bool(asked.kept)", "return True", VERIFICATION),
    Mutation("page/comment_verification.py", "return i >= 0 and at < spans[i][1]", "return i >= 0", VERIFICATION),
    Mutation("page/comment_verification.py", 'return label.kind != "directive" and bool(path_map.removed or path_map.replaced)', "return True", VERIFICATION),
    Mutation("page/comment_verification.py", "if old != found:", "if False:", VERIFICATION),
    Mutation("page/verification.py", "if len(old.text) - old.end != len(new.text) - new.end and not first:", "if False:", VERIFICATION),
    Mutation("page/verification.py", "if old[code] < 0:", "if False:", VERIFICATION),
    # which operations go together
    Mutation("page/batches.py", "or is_mentioned(snapshot, name):", ":", BATCHES),
    Mutation("page/batches.py", "(literal is None or (literal.by_habit and not earlier.same_quotes))", "False", BATCHES),
    Mutation("page/batches.py", "if not self.makes.isdisjoint(found.uses) or", "if", BATCHES),
    Mutation("page/batches.py", "or not self.uses.isdisjoint(found.uses - COMMENTS)", "", BATCHES),
    Mutation("page/batches.py", "if not self.makes.isdisjoint(found.makes) or", "if", BATCHES),
    Mutation("page/batches.py", "or not self.leaves.isdisjoint(found.makes)", "", BATCHES),
    Mutation("page/batches.py", "if not self.beside.isdisjoint(found.uses - found.goes) or", "if", BATCHES),
    Mutation("page/footprints.py", "if len(found) != 1 or found[0] not in snapshot.once(_bare_fields):", "if not found:", BATCHES),
    Mutation("page/alike.py", "if literal is None or literal.by_habit:", "if literal is None:", f"{BATCHES} {ALIKE}"),
    Mutation("page/alike.py", "lambda entry: not on_lines or brackets.owns_lines(index[id(entry)])", "lambda entry: True", ALIKE),
    Mutation("page/alike.py", "clear += kind is Remove and bool(comments)", "clear += 0", ALIKE),
    Mutation("page/alike.py", "clear = bisect_right(entries, last, key=lambda entry: entry.start)", "clear = 0", ALIKE),
    Mutation("page/alike.py", "return not root.flow or not _has_breaks(snapshot, root)", "return True", ALIKE),
    Mutation("page/alike.py", "or last.style not in ON_ONE_LINE:", ":", ALIKE),
    Mutation("page/alike.py", 'return "#" not in snapshot.text and snapshot.once(_is_regular)', "return snapshot.once(_is_regular)", ALIKE),
    Mutation("page/habits.py", "if earlier.only_values else None", "", BATCHES),
    Mutation("page/habits.py", "if name in snapshot.known or", "if", BATCHES),
    Mutation("page/habits.py", "or name in map(str.casefold, op.order)", "", BATCHES),
    Mutation("page/habits.py", "and _OTHER[habit] not in new", "", BATCHES),
    Mutation("page/footprints.py", "return None if is_mentioned(snapshot, new) else", "return", BATCHES),
    Mutation("page/footprints.py", "makes = COMMENTS if op.keep_comments else frozenset()", "makes = frozenset()", BATCHES),
    Mutation("page/footprints.py", "Footprint(live | below | COMMENTS, makes, takes_field=True)", "Footprint(live | COMMENTS, makes, takes_field=True)", BATCHES),
    Mutation("page/footprints.py", 'if "#" in snapshot.text[entries[i].end : end]:', "if False:", BATCHES),
    Mutation("page/batches.py", "if live < 1:", "if False:", BATCHES),
    Mutation("page/alike.py", "or (count and op.nth >= (at or 0))", "", BATCHES),
    Mutation("page/engine.py", "edits.moved(place.part.start + 1) - 2", "edits.moved(place.part.start)", STEPS),
    # new names
    Mutation("page/edits/rename.py", 'is_key = "." not in op.new or "." in str(path[-1])', "is_key = True", RENAMES),
    Mutation("page/edits/rename.py", "if folded(target[: len(place.path)]) == folded(place.path):", "if False:", RENAMES),
    Mutation("page/edits/rename.py", "if isinstance(entry.value, Mapping | Sequence) and entry.value.form:", "if False:", RENAMES),
    Mutation("page/edits/rename.py", "if ends_in_block(entry.value) and", "if False and", RENAMES),
    Mutation("page/edits/rename.py", "above = split_lines(leading.of(snapshot.text)) if leading else []", "above = []", RENAMES),
    Mutation("page/edits/rename.py", "shift = column - snapshot.column(entry.start) if snapshot.syntax.indent_matters else 0", "shift = 0", RENAMES),
    Mutation("page/edits/rename.py", "if any(owner[: len(place.path)] == place.path for owner in owners):", "if False:", RENAMES),
]  # fmt: skip
