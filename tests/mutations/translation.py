"""Rules of translations: how the other syntax is written, and what is compared, noted and refused."""

from tests.mutations.mutation import Mutation

BECOMES = "tests/translate/test_account.py::test_yaml_becomes tests/translate/test_account.py::test_toml_becomes"
NOTES = "tests/translate/test_account.py::test_what_is_not_what_it_was_is_noted_with_its_path"
REFUSED = "tests/translate/test_translation_laws.py::test_what_cannot_be_said_is_refused"
COMPARED = "tests/translate/test_equivalence.py"

MUTATIONS = [
    Mutation("translate/translation.py", "if asked.target.dates_are_typed:", "if False:", BECOMES),
    Mutation("translate/translation.py", "if gone and not asked.drop_nulls:", "if False:", REFUSED),
    Mutation("translate/translation.py", "        _refuse_duplicates(page.tree.root, ())", "        pass", REFUSED),
    Mutation("translate/account.py", "if not is_meant(change) or (becomes_date and", "if False and (becomes_date and", COMPARED),
    Mutation("translate/account.py", "or (becomes_date and not _is_date_field(change.path, dates))", "", COMPARED),
    Mutation("translate/account.py", "if text[at:start].strip():", "if False:", COMPARED),
    Mutation("translate/equivalence.py", "if lost:\n            return f\"what is commented out was lost", "if False:\n            return f\"what is commented out was lost", COMPARED),
    Mutation("translate/equivalence.py", "if any(n > 1 or one[1] != repr(\"\") or _has(old.data, one[0]) for one, n in came.items()):", "if False:", COMPARED),
    Mutation("translate/equivalence.py", "if found is _NOWHERE:", "if False:", COMPARED),
    Mutation("translate/equivalence.py", "if more := (came + now_within) - within:", "if more := []:", COMPARED),
    Mutation("translate/equivalence.py", "if owner := _first_out_of_order(old, new, gone):", "if owner := None:", COMPARED),
    Mutation("translate/kinds.py", "return type(was) is type(now) and (", "return (", NOTES),
    Mutation("translate/printers/yaml.py", "blanks = max(field.blanks, int(_is_free(above) and not isinstance(part, Remark)))", "blanks = field.blanks", BECOMES),
    Mutation("translate/printers/yaml.py", 'return _NO_SECONDS.sub(r"\\1:00", text)', "return text", BECOMES),
    Mutation("translate/printers/toml.py", "(max(blanks, 1) if apart else blanks)", "blanks", BECOMES),
    Mutation("translate/printers/toml.py", "and not (isinstance(part.field.value, List) and part.field.name in live)", "", BECOMES),
]  # fmt: skip
