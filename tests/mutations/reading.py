"""Rules of reading: lines, fences, values, comments, how far commented-out fields reach."""

from tests.mutations.mutation import Mutation

EXTENTS = "tests/syntax/test_extents.py"
LINES = "tests/syntax/test_line_scanner.py"
COMMENTS = "tests/syntax/test_comments.py"
LITERALS = "tests/syntax/test_literals.py"
DOCUMENTS = "tests/syntax/test_documents.py::test_the_end_of_a_document_is_where_it_is_for_hugo"
OLD_DOCUMENTS = "tests/syntax/test_documents.py::test_hugo_up_to_0_151_looks_at_no_more_than_the_first_document"
REREADING = "tests/syntax/test_rereading.py"

MUTATIONS = [
    Mutation("text/edits.py", "if edit.start < end", "if edit.start < -1", "tests/text"),
    Mutation("text/edits.py", "shift += len(new) - (end - start)", "shift += len(new)", "tests/text"),
    Mutation("text/lines.py", 'r"\\r\\n|\\r|\\n"', 'r"\\r\\n|\\n"', "tests/text"),
    Mutation("syntax/envelope.py", "place = other if other >= 0 else found", "place = found", "tests/syntax/test_envelope.py"),
    Mutation("syntax/envelope.py", '_LINE_END = regex(rb"\\r?\\n?")', '_LINE_END = regex(rb"\\n?")', "tests/syntax/test_envelope.py"),
    Mutation("syntax/yaml/values.py", 'value if value < 2**64 else None', 'value', "tests/syntax/test_values.py"),
    Mutation("syntax/yaml/values.py", 'digits[0] == "0"', 'digits[0] == "x"', "tests/syntax/test_values.py"),
    Mutation("syntax/yaml/values.py", "known[node.anchor] = value", "pass", "tests/syntax/test_values.py"),
    Mutation("syntax/yaml/literals.py", "if not value or value != value.strip()", "if not value", LITERALS),
    Mutation("syntax/yaml/literals.py", "return not _NUMBER_LIKE.match(value)", "return True", LITERALS),
    Mutation("syntax/yaml/literals.py", "value.replace(\"'\", \"''\")", "value", "tests/page/test_operations.py"),
    Mutation("syntax/yaml/documents.py", '(?!\\.)")\n_SPEC_END', '")\n_SPEC_END', DOCUMENTS),
    Mutation("syntax/yaml/documents.py", "if not bare and quoted < _MOST_QUOTED and", "if False and", DOCUMENTS),
    Mutation("syntax/yaml/documents.py", "list(_ends(text)) if since_0_152 else", "list(_ends(text)) if True else", OLD_DOCUMENTS),
    Mutation("syntax/yaml/__init__.py", 'wrap = ("{\\n", "\\n}")', 'wrap = ("{\\n", "}")', COMMENTS),
    Mutation("syntax/yaml/hazards.py", r"[-|>](?<!\S.)[-+0-9 \t]*", r"[-|>](?<!\S.)", "tests/syntax/test_hazards.py"),
    Mutation("syntax/yaml/hazards.py", r"[-|>](?<!\S.)", r"[|>](?<!\S.)", "tests/syntax/test_hazards.py"),
    Mutation("syntax/yaml/line_scanner.py", " if len(parts) + len(tokens) < MAX_VALUES else None", "", LINES),
    Mutation("syntax/yaml/line_scanner.py", ".isprintable():", ".isascii():", LINES),
    Mutation("syntax/yaml/line_scanner.py", "after < len(parts) or not", "not", LINES),
    Mutation("syntax/yaml/line_scanner.py", " or not isinstance(root, Mapping)", "", LINES),
    Mutation("syntax/yaml/line_scanner.py", "[ ]{{0,24}}+)", "[ ]*+)", LINES),
    Mutation("syntax/yaml/line_scanner.py", r"[\w.-]{{0,99}}+):", r"[\w.-]*+):", LINES),
    Mutation("syntax/yaml/line_scanner.py", "(?(key)|(?(dash)|(?!)))", "(?:)", LINES),
    Mutation("syntax/yaml/line_scanner.py", r"|-(?=[^ \r\n]))", "|-)", LINES),
    Mutation("syntax/yaml/line_scanner.py", r"(?::(?=[^ \r\n])|", "(?::|", LINES),
    Mutation("syntax/yaml/line_scanner.py", r"|(?<=[^ ])\#)", r"|\#)", LINES),
    Mutation("syntax/yaml/line_scanner.py", r"(?<=[ ])\#.*+", r"\#.*+", LINES),
    Mutation("syntax/yaml/line_scanner.py", r'"[^"\\\n]*+"', r'"[^"\n]*+"', LINES),
    Mutation("syntax/yaml/line_scanner.py", r"[^\r\n?:,", r"[^\r\n?,", LINES),
    Mutation("syntax/yaml/line_scanner.py", '{_DOUBLE})[ ]*+"', '{_DOUBLE})"', LINES),
    Mutation("syntax/yaml/line_scanner.py", 'text.rstrip(" ")', "text", LINES),
    Mutation("syntax/yaml/line_scanner.py", '.replace("\'\'", "\'")', "", LINES),
    Mutation("syntax/yaml/line_scanner.py", "if key_start < 0 else _empty(start + 1)", "if True else _empty(start + 1)", LINES),
    Mutation("syntax/yaml/line_scanner.py", "_is_bare(inside[-1]) and ", "", LINES),
    Mutation("syntax/yaml/line_scanner.py", "(there == column and kind is Entry)", "there == column", LINES),
    Mutation("syntax/yaml/line_scanner.py", "(there == column and kind is Entry)", "False", LINES),
    Mutation("syntax/yaml/line_scanner.py", "there == column and type(part) is kind:", "there >= column and type(part) is kind:", LINES),
    Mutation("syntax/comments.py", "if lines and (below != start or", "if lines and (False or", COMMENTS),
    Mutation("syntax/extents.py", "return Extent(at, 2, settled, whole, tree)", "return Extent(at, 1, settled, whole, tree)", EXTENTS),
    Mutation("syntax/extents.py", "settled, is_first = found.told < (count - 1 if syntax.indent_matters else count), False", "settled, is_first = False, False", EXTENTS),
    Mutation("syntax/extents.py", "settled, is_first = found.told < (count - 1 if syntax.indent_matters else count), False", "settled, is_first = True, False", EXTENTS),
    Mutation("syntax/extents.py", "(count - 1 if syntax.indent_matters else count)", "count", EXTENTS),
    Mutation("syntax/tree.py", "self.revived, self.reached = old.revived, old.reached", "pass", EXTENTS),
    Mutation("syntax/extents.py", "if not (ends or layout.is_prose(at)):", "if not ends:", COMMENTS),
    Mutation("syntax/extents.py", "ends = lone[at] and not layout.goes_on(at)", "ends = lone[at]", COMMENTS),
    # what is read again
    Mutation("syntax/yaml/changed_fields.py", 'if "\\t" in text or "\\r" in text or', "if", REREADING),
    Mutation("syntax/yaml/changed_fields.py", 'if ("---" in text or "..." in text) and _DOCUMENTS.search(text):', "if False:", REREADING),
    Mutation("syntax/yaml/changed_fields.py", "if not text.isascii() and any(", "if False and any(", REREADING),
    Mutation("syntax/yaml/changed_fields.py", 'if ("!" in text or "&" in text or "*" in text) and', "if False and", REREADING),
    Mutation("syntax/yaml/changed_fields.py", 'return "?" not in text or _EXPLICIT.search(text) is None', "return True", REREADING),
    Mutation("syntax/yaml/changed_fields.py", "if root.flow or root.outer", "if root.outer", REREADING),
    Mutation("syntax/yaml/changed_fields.py", 'if tree.text.endswith("\\n") else starts', "", REREADING),
    Mutation("syntax/yaml/changed_fields.py", "if runs and first <= runs[-1][1]:", "if False:", REREADING),
    Mutation("syntax/yaml/changed_fields.py", "last = first - 1  # comments", "pass  # comments", REREADING),
    Mutation("syntax/yaml/changed_fields.py", '(run.start and text[run.start] in " \\n") or', "", REREADING),
    Mutation("syntax/yaml/changed_fields.py", 'or (run.end < len(text) and text[run.end - 1] != "\\n"):', ":", REREADING),
    Mutation("syntax/yaml/changed_fields.py", 'return run.end if text[at : run.end].lstrip(" ")[:1] in ("", "#") else None', "return run.end", REREADING),
    Mutation("syntax/yaml/changed_fields.py", "if part and (first == len(root.entries) or root.entries[first].start != start):", "if False:", REREADING),
    Mutation("syntax/yaml/changed_fields.py", "edits.moved(start + 1) - 1 - start", "edits.moved(start) - start", REREADING),
    Mutation("syntax/shifted.py", "outer = node.start + by, node.end + by, node.outer + by", "outer = node.start + by, node.end + by, node.outer", REREADING),
    Mutation("syntax/shifted.py", "colon + by, again)", "colon, again)", REREADING),
]  # fmt: skip
