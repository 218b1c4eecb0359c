"""Rules of translations: how the other syntax is written, and what is compared, noted and refused."""

from tests.mutations.mutation import Mutation

BECOMES = "tests/translation/test_account.py::test_yaml_becomes tests/translation/test_account.py::test_toml_becomes"
NOTES = "tests/translation/test_account.py::test_what_is_not_what_it_was_is_noted_with_its_path"
REFUSED = "tests/translation/test_translation_laws.py::test_what_cannot_be_said_is_refused"
COMPARED = "tests/translation/test_equivalence.py"

MUTATIONS = [
    Mutation("translation/translate.py", "if asked.target.dates_are_typed:", "if False:", BECOMES),
    Mutation("translation/translate.py", "if gone and not asked.drop_nulls:", "if False:", REFUSED),
    Mutation("translation/translate.py", "        _refuse_duplicates(page.tree.root, ())", "        pass", REFUSED),
    Mutation("translation/account.py", "if not is_meant(change) or (becomes_date and", "if False and (becomes_date and", COMPARED),
    Mutation("translation/account.py", "or (becomes_date and not _is_date_field(change.path, dates))", "", COMPARED),
    Mutation("translation/account.py", "if text[at:start].strip():", "if False:", COMPARED),
    Mutation("translation/equivalence.py", "if lost:\n            return f\"what is commented out was lost", "if False:\n            return f\"what is commented out was lost", COMPARED),
    Mutation("translation/equivalence.py", "if any(n > 1 or one[1] != repr(\"\") or _has(old.data, one[0]) for one, n in came.items()):", "if False:", COMPARED),
    Mutation("translation/equivalence.py", "if found is _NOWHERE:", "if False:", COMPARED),
    Mutation("translation/equivalence.py", "if more := (came + now_within) - within:", "if more := []:", COMPARED),
    Mutation("translation/equivalence.py", "if owner := _first_out_of_order(old, new, gone):", "if owner := None:", COMPARED),
    Mutation("translation/kinds.py", "return type(was) is type(now) and (", "return (", NOTES),
    Mutation("translation/printers/yaml.py", "empty_lines = max(field.empty_lines, int(_is_free(above) and not isinstance(part, Remark)))", "empty_lines = field.empty_lines", BECOMES),
    Mutation("translation/printers/yaml.py", 'return _NO_SECONDS.sub(r"\\1:00", text)', "return text", BECOMES),
    Mutation("translation/printers/toml.py", "(max(empty_lines, 1) if apart else empty_lines)", "empty_lines", BECOMES),
    Mutation("translation/printers/toml.py", "and not (isinstance(part.field.value, List) and part.field.name in live)", "", BECOMES),
]  # fmt: skip
