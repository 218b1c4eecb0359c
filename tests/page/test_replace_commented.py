"""Values in commented-out fields become others, and every other byte stays."""

import pytest

from hugoconv import parse
from hugoconv.page.operations import ReplaceCommented

YAML = "---\ntitle: x\n{}\n---\n"
TOML = "+++\ntitle = 'x'\n{}\n+++\n"
TAGS = ReplaceCommented("tags", (("a", "b"), ("e", "f: g")))
UNIQUE = TAGS._replace(unique=True)


@pytest.mark.parametrize(
    ("op", "frame", "before", "after"),
    [
        (TAGS, YAML, "#tags: [a, 'a', b] # a", "#tags: [b, 'b', b] # a"),
        (UNIQUE, YAML, "#tags: [a, 'a', b] # a", "#tags: [b] # a"),
        (UNIQUE, YAML, "#tags: [ c, a, 'b' ]", "#tags: [ c, 'b' ]"),
        (UNIQUE, YAML, "#tags: [a, a, 'a', c, a]", "#tags: [b, c]"),
        (UNIQUE, YAML, "#tags: [a, e, a]", '#tags: [b, "f: g"]'),
        (UNIQUE, YAML, "#Tags:\n#  - a  # one\n#  - c", "#Tags:\n#  - b  # one\n#  - c"),
        (TAGS, YAML, "# tags: a\n# words\n# tags: e", '# tags: b\n# words\n# tags: "f: g"'),
        (TAGS, YAML, "#tags: |\n#  a", "#tags: |\n#  a"),
        (TAGS, YAML, "# tags are: a", "# tags are: a"),
        (TAGS, YAML, "m:\n  #tags: a\n  b: 1", "m:\n  #tags: a\n  b: 1"),
        (UNIQUE, TOML, "#tags = [ 'a', \"b\" ] # both", '#tags = [ "b" ] # both'),
        (TAGS, TOML, "# tags = 'a'", "# tags = 'b'"),
        (UNIQUE, TOML, "#tags = [\n#  'a', # one\n#  'b',\n#]", "#tags = [\n#  'b', # one\n#  'b',\n#]"),
    ],
)
def test_the_values_alone_change(op: ReplaceCommented, frame: str, before: str, after: str) -> None:
    page = parse(frame.format(before))
    assert page.apply(op).to_bytes().decode() == frame.format(after)


def test_what_is_live_stays_and_lines_keep_their_ends() -> None:
    page = parse("---\r\ntags: [a]\r\n#tags:\r\n#- a\r\n---\r\n")
    assert page.apply(TAGS).matter == "tags: [a]\r\n#tags:\r\n#- b\r\n"


@pytest.mark.parametrize("text", ['{"tags": ["a"]}\n', "#+tags[]: a\n\nx\n"])
def test_a_syntax_without_comments_has_none(text: str) -> None:
    page = parse(text)
    assert page.apply(TAGS) == page
