"""Rules of the recipes that bring pages to another theme version."""

from tests.mutations.mutation import Mutation

STEPS = "tests/layouts/recipes/test_steps.py"
REFERENCES = "tests/layouts/test_references.py"
SITE_REFERENCES = "tests/site/test_references.py"
FOLDERS = "tests/site/test_section_folders.py"
MIGRATE = "tests/layouts/recipes/test_migrate.py"
READING = "tests/layouts/recipes/test_reading.py"
EXAMPLES = "tests/layouts/recipes/test_examples.py"

MUTATIONS = [
    Mutation("layouts/recipes/renames.py", "if not is_filled(page, old) or equal(one, other):", "if equal(one, other):", STEPS),
    Mutation("layouts/recipes/renames.py", "return _stays(old, new) or is_filled(page, old)", "return True", STEPS),
    Mutation("layouts/recipes/renames.py", "if pair[1].casefold() not in olds)", ")", STEPS),
    Mutation("layouts/recipes/renames.py", "if not all(is_filled(page, name) for name in action.needs):", "if False:", STEPS),
    Mutation("layouts/recipes/values.py", "if unknown and is_renamed:", "if False:", STEPS),
    Mutation("layouts/recipes/commented_out.py", "endswith(line_of(step)) and field", "endswith('') and field", STEPS),
    Mutation("layouts/recipes/items.py", "if slash and first in names and action.first not in item:", "if first in names:", STEPS),
    Mutation("layouts/recipes/links.py", "all_go=len(plain) == len(items)", "all_go=True", STEPS),
    Mutation("layouts/recipes/odd_steps.py", "if name is None or is_filled(page, \"slides\"):", "if name is None:", STEPS),
    Mutation("layouts/recipes/migrate.py", "if not changes and (before is start or not isinstance(back.action, WithoutDefault)):", "if not changes:", MIGRATE),
    Mutation("layouts/recipes/migrate.py", "if step.layouts and layouts.isdisjoint(step.layouts):", "if False:", MIGRATE),
    Mutation("layouts/recipes/versions.py", "tuple(step for step in recipe.steps if _is_wanted(step, to))", "recipe.steps", MIGRATE),
    Mutation("layouts/recipes/folders.py", "len(folders) > (page.where.bundle == LEAF)", "folders", FOLDERS),
    Mutation("site/move/section_folders.py", "self.aliases.there if own is None else self.aliases.back", "self.aliases.there", FOLDERS),
    Mutation("site/move/section_folders.py", "new_aliases=aliases_of(page) == [own]", "new_aliases=False", FOLDERS),
    Mutation("site/move/section_folders.py", "if not aliases_of(page):", "if page:", FOLDERS),
    Mutation("layouts/references.py", "if in_list and there:", "if False:", REFERENCES),
    Mutation("layouts/references.py", 'sanitized(name.strip()).removesuffix(".md")', "name", REFERENCES),
    Mutation("layouts/references.py", 'found["folder"].lower() not in kind.folders', "False", REFERENCES),
    Mutation("layouts/references.py", "if len(field.path) == 1 and", "if", REFERENCES),
    Mutation("site/references.py", "if self.taken and done is not page:", "if False:", SITE_REFERENCES),
    Mutation("site/references.py", "sanitized(self.new) if self.is_term else self.new", "self.new", SITE_REFERENCES),
    Mutation("site/references.py", 'called.lower() in ("_index", "index")', "False", SITE_REFERENCES),
    Mutation("page/edits/replace_commented.py", "if i >= kept[0] or i == 0:", "if True:", "tests/page/test_replace_commented.py"),
    Mutation("site/move/moved.py", "{} if is_moved else {folders[0]: where.path}", "{folders[0]: where.path}", FOLDERS),
    Mutation("layouts/recipes/way_back.py", "reversed(recipe.steps)", "recipe.steps", MIGRATE),
    Mutation("layouts/recipes/way_back.py", "(names.get(name, name), kind)", "(name, kind)", EXAMPLES),
    Mutation("layouts/recipes/recipe_file.py", "if ends.isdisjoint(", "if not ends and ends.isdisjoint(", READING),
    Mutation("layouts/recipes/page_layouts.py", "not_a_page(None, fields) or not_a_page(where, fields)", "not_a_page(where, fields)", MIGRATE),
    Mutation("layouts/recipes/page_layouts.py", "_named(folders[1]) == \"author\"", "_named(folders[0]) == \"author\"", MIGRATE),
    Mutation("page/edits/rename_commented.py", "width = marker.end - marker.start if start + column > marker.start else 0", "width = 1", "tests/page/test_rename_commented.py"),
]  # fmt: skip
