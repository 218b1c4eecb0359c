"""Rules of bodies: where things stand, what edits may change, and what shortcodes say afterwards."""

from tests.mutations.mutation import Mutation

EDITED = "tests/body/test_edited.py"
HEADINGS = "tests/body/test_headings.py"
SHORTCODES = "tests/body/test_shortcode_edits.py"
BLOCKS = "tests/body/test_blocks.py"
EXTRACTS = "tests/body/test_extracts.py"

MUTATIONS = [
    Mutation("body/edited.py", "if frame != _filled(_replaced(new, [place.new for place in loose], in_line)):", "if False:", EDITED),
    Mutation("body/edited.py", "return all(differ_in_gaps(frame, one, mark) for one in others)", "return True", EDITED),
    Mutation("body/outline.py", "return _depth(found, at, end, 0) == 0", "return True", EDITED),
    Mutation("body/outline.py", "and all(notes)", "", EDITED),
    Mutation("body/headings.py", "return is_rule or", "return", HEADINGS),
    Mutation("body/headings.py", "if _is_read(one, read.get(i))", "", HEADINGS),
    Mutation("body/shortcode_edits.py", "code.name.lower() == name.lower()", "code.name == name", SHORTCODES),
    Mutation("body/shortcode_edits.py", "{' ' * is_open}", "", SHORTCODES),
    Mutation("body/shortcode_edits.py", "while text[argument.end] in _SPACES and", "while", SHORTCODES),
    Mutation("body/own_lines.py", "elif container.strip(_CONTAINERS) or", "elif", BLOCKS),
    Mutation("body/callouts.py", "if goes_on else", "if False else", BLOCKS),
    Mutation("body/diagrams.py", 'fence, new_line = "`" * (longest + 1)', 'fence, new_line = "`" * 3', BLOCKS),
    Mutation("body/sentences.py", 'and "HANGUL" not in name(char, "")', "", EXTRACTS),
    Mutation("body/extracts.py", "if not is_inner and", "if", EXTRACTS),
]  # fmt: skip
