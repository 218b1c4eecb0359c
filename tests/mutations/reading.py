"""Rules of reading: lines, fences, values, comments, how far commented-out fields reach."""

from tests.mutations.mutation import Mutation

EXTENTS = "tests/syntax/test_extents.py"
LINES = "tests/syntax/test_line_scanner.py"
COMMENTS = "tests/syntax/test_comments.py"
LITERALS = "tests/syntax/test_literals.py"
DOCUMENTS = "tests/syntax/test_documents.py::test_the_end_of_a_document_is_where_it_is_for_hugo"
OLD_DOCUMENTS = "tests/syntax/test_documents.py::test_hugo_up_to_0_151_looks_at_no_more_than_the_first_document"

MUTATIONS = [
    Mutation("text/edits.py", "if edit.start < end", "if edit.start < -1", "tests/text"),
    Mutation("text/edits.py", "shift += len(new) - (end - start)", "shift += len(new)", "tests/text"),
    Mutation("text/lines.py", 'r"\\r\\n|\\r|\\n"', 'r"\\r\\n|\\n"', "tests/text"),
    Mutation("syntax/envelope.py", "place = other if other >= 0 else found", "place = found", "tests/syntax/test_envelope.py"),
    Mutation("syntax/envelope.py", '_LINE_END = re.compile(rb"\\r?\\n?")', '_LINE_END = re.compile(rb"\\n?")', "tests/syntax/test_envelope.py"),
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
    Mutation("syntax/comments.py", "if lines and (below != start or", "if lines and (False or", COMMENTS),
    Mutation("syntax/extents.py", "return Extent(at, 2, settled, whole, tree)", "return Extent(at, 1, settled, whole, tree)", EXTENTS),
    Mutation("syntax/extents.py", "settled, is_first = found.told < count - 1, False", "settled, is_first = False, False", EXTENTS),
    Mutation("syntax/extents.py", "settled, is_first = found.told < count - 1, False", "settled, is_first = True, False", EXTENTS),
    Mutation("syntax/extents.py", "settled, is_first = found.told < count - 1, False", "settled, is_first = found.told < count, False", EXTENTS),
    Mutation("syntax/extents.py", "if not (ends or layout.is_prose(at)):", "if not ends:", COMMENTS),
    Mutation("syntax/extents.py", "ends = lone[at] and not layout.goes_on(at)", "ends = lone[at]", COMMENTS),
]  # fmt: skip
