"""Every operation on every kind of entry: the text before, the operations, the text after or the refusal."""

import datetime
import re

import pytest

from hugoconv import (
    Append,
    CommentOut,
    Discard,
    Exchange,
    Insert,
    PathError,
    Refused,
    Remove,
    Rename,
    Set,
    SetComment,
    Uncomment,
)
from hugoconv.page.operations import AddDirective, DropDirective, Operation
from hugoconv.page.page import parse

NOOP = {
    "setting what is there": ("a: 1\nb: 'x'\n", [Set("a", 1), Set("b", "x")]),
    "setting a list to itself": ("a: [1,  2]\n", [Set("a", [1, 2])]),
    "setting a map to itself in another order": ("a:\n  b: 1\n  c: 2\n", [Set("a", {"c": 2, "b": 1})]),
    "setting an octal to its value": ("a: 010\n", [Set("a", 8)]),
    "setting an alias to what it stands for": ("a: &x 1\nb: *x\n", [Set("b", 1)]),
    "renaming to the same name": ("a: 1\n", [Rename("a", "a")]),
    "appending what is there": ("a: [x]\n", [Append("a", "x")]),
    "discarding what is not there": ("a: [x]\n", [Discard("a", "y")]),
    "setting a comment that is there": ("a: 1 # x\n", [SetComment("a", "# x")]),
    "taking away a comment that is not there": ("a: 1\n", [SetComment("a", None)]),
    "dropping a directive that is not there": ("a: 1\n", [DropDirective()]),
    "nothing": ("a: 1\n", []),
}

CHANGES = {
    # set, scalars
    "a plain value stays plain": ("a: x\n", [Set("a", "w")], "a: w\n"),
    "single quotes stay": ("a: 'x'\n", [Set("a", "it's")], "a: 'it''s'\n"),
    "double quotes stay": ('a: "x"\n', [Set("a", 'say "y"')], 'a: "say \\"y\\""\n'),
    "a plain value gets quotes where it needs them": ("a: x\n", [Set("a", "b: c")], 'a: "b: c"\n'),
    "the quotes of the page are taken": ("a: x\nb: 'y'\n", [Set("a", "b: c")], "a: 'b: c'\nb: 'y'\n"),
    "a date keeps its quotes": (
        'a: "2021-01-23T00:00:00Z"\n',
        [Set("a", "2021-02-01T00:00:00Z")],
        'a: "2021-02-01T00:00:00Z"\n',
    ),
    "a plain date stays plain": ("a: 2021-01-23\n", [Set("a", "2021-02-01")], "a: 2021-02-01\n"),
    "a date object becomes text": (
        "a: 2021-01-23\n",
        [Set("a", datetime.date(2021, 2, 1))],
        "a: 2021-02-01\n",
    ),
    "a comment behind the value stays": ("a: x   # c\n", [Set("a", "w")], "a: w   # c\n"),
    "a value is put where there is none": ("a:\nb: 1\n", [Set("a", "x")], "a: x\nb: 1\n"),
    "a value is put between key and comment": ("a: # c\n", [Set("a", "x")], "a: x # c\n"),
    "a field goes above the comment within empty braces": ("m: {\n  # c\n}\n", [Set("m.a", 1)], "m: {a: 1\n  # c\n}\n"),
    "an item goes above the comment within empty brackets": ("a: [\n  # c\n]\n", [Append("a", 1)], "a: [1\n  # c\n]\n"),
    "blanks behind the last item stay there": ("a: [\n  1,   \n]\n", [Append("a", 2)], "a: [\n  1,   \n  2,\n]\n"),
    "blanks behind a key go with its last field": ("m:   \n  a: 1\nb: 1\n", [Remove("m.a")], "m: {}\nb: 1\n"),
    "a comment behind a key stays without its last field": (
        "m:   # c\n  a: 1\nb: 1\n",
        [Remove("m.a")],
        "m: {}   # c\nb: 1\n",
    ),
    "the last field behind a dash goes": ("l:\n- a: 1\n", [Remove("l.0.a")], "l:\n- {}\n"),
    "the last field below a tag goes with it": ("m: !!map\n  a: 1\n", [Remove("m.a")], "m: {}\n"),
    "a map above a deeper commented-out field has braces": (
        "m:\n  a: 1\n    #b: 2\nz: 1\n",
        [Set("m.k", {"q": 1})],
        "m:\n  a: 1\n  k: {q: 1}\n    #b: 2\nz: 1\n",
    ),
    "text above a deeper comment has quotes": (
        "a: 1\n  # c\nz: 1\n",
        [Insert("k", "x\ny", ("a", "k", "z"))],
        'a: 1\nk: "x\\ny"\n  # c\nz: 1\n',
    ),
    "of two spellings the one that is asked for comes back": ("#a: 1\n#A: 2\n", [Uncomment("A")], "#a: 1\nA: 2\n"),
    "a value may become nothing": ("a: x\n", [Set("a", None)], "a: null\n"),
    "a number is written plain": ("a: 'x'\n", [Set("a", 5)], "a: 5\n"),
    "a string that looks like a number is quoted": ("a: x\n", [Set("a", "5")], 'a: "5"\n'),
    "yes is quoted": ("a: x\n", [Set("a", "yes")], 'a: "yes"\n'),
    "several lines become a block": ("a: x\nb: 1\n", [Set("a", "y\nz\n")], "a: |\n  y\n  z\nb: 1\n"),
    "several lines in quotes stay in quotes": ("a: 'x'\n", [Set("a", "y\nz")], 'a: "y\\nz"\n'),
    "a block of text becomes a line": ("a: |\n  x\n  y\nb: 1\n", [Set("a", "z")], "a: z\nb: 1\n"),
    "a comment at the header of a block stays": (
        "a: >- # c\n  x\nb: 1\n",
        [Set("a", "z")],
        "a: z # c\nb: 1\n",
    ),
    "a folded value becomes a line": ("a: x\n  y\nb: 1\n", [Set("a", "z")], "a: z\nb: 1\n"),
    "a value on the line below stays there": ("a:\n  x\n", [Set("a", "w")], "a:\n  w\n"),
    "an alias is written out": ("a: &x 1\nb: *x\n", [Set("b", 2)], "a: &x 1\nb: 2\n"),
    "an anchor without aliases stays": ("a: &x 1\n", [Set("a", 2)], "a: &x 2\n"),
    "emoji are written as they are": ("a: x\n", [Set("a", "🌊 河流")], "a: 🌊 河流\n"),
    # set, collections
    "a list in brackets changes by items": ("a: [x,  y]\n", [Set("a", ["x", "z"])], "a: [x,  z]\n"),
    "a block list changes by items": (
        "a:\n- x # c\n- y\n",
        [Set("a", ["x", "z", "w"])],
        "a:\n- x # c\n- z\n- w\n",
    ),
    "a list loses its middle": ("a:\n- x\n- y\n- z\n", [Set("a", ["x", "z"])], "a:\n- x\n- z\n"),
    "a value becomes a list": ("a: x\n", [Set("a", ["x", "w"])], "a: [x, w]\n"),
    "an empty value becomes a list": ("a:\nb: 1\n", [Set("a", ["x"])], "a: [x]\nb: 1\n"),
    "a list of the page's own form": ("a:\n  - x\nb:\n", [Set("b", ["w"])], "a:\n  - x\nb:\n  - w\n"),
    "a block becomes a value": ("a:\n- x\n- y\nb: 1\n", [Set("a", "z")], "a: z\nb: 1\n"),
    "a map changes by entries": (
        "a:\n  b: 1 # c\n  d: 2\n",
        [Set("a", {"b": 1, "d": 3, "e": 4})],
        "a:\n  b: 1 # c\n  d: 3\n  e: 4\n",
    ),
    "an inner value": ("a:\n  b: 'x'\nc: 1\n", [Set("a.b", "y")], "a:\n  b: 'y'\nc: 1\n"),
    "an inner value by a tuple": ("a:\n- b: x\n  c: 1\n", [Set(("a", 0, "b"), "w")], "a:\n- b: w\n  c: 1\n"),
    "a key with a dot is that key": ("a.b: 1\na:\n  b: 2\n", [Set("a.b", 3)], "a.b: 3\na:\n  b: 2\n"),
    "an item by its number": ("a: [x, y]\n", [Set("a.1", "z")], "a: [x, z]\n"),
    "case does not count": ("publishDate: 1\n", [Set("publishdate", 2)], "publishDate: 2\n"),
    # insert
    "a new field goes last": ("a: 1\n\n# end\n", [Set("b", 2)], "a: 1\nb: 2\n\n# end\n"),
    "a new field goes where the order wants it": (
        "a: 1\nc: 3\n",
        [Insert("b", 2, ("a", "b", "c"))],
        "a: 1\nb: 2\nc: 3\n",
    ),
    "a new first field goes above the comments of the next": (
        "# c\nb: 1\n",
        [Insert("a", 0, ("a", "b"))],
        "a: 0\n# c\nb: 1\n",
    ),
    "a new field below a block": ("a:\n  b: 1\n", [Insert("c", 2)], "a:\n  b: 1\nc: 2\n"),
    "a new inner field": ("a:\n    b: 1\nd: 1\n", [Insert("a.c", 2)], "a:\n    b: 1\n    c: 2\nd: 1\n"),
    "a new field goes below what is commented out in the map above": (
        "banner:\n  caption: ''\n  #image: x\n",
        [Insert("a", {"k": 1})],
        "banner:\n  caption: ''\n  #image: x\na:\n  k: 1\n",
    ),
    "a new field goes below what is commented out in an empty map": (
        "image:\n  #caption: c\n",
        [Insert("a", {"k": 1})],
        "image:\n  #caption: c\na:\n  k: 1\n",
    ),
    "a new item goes below what is commented out in the one above": (
        "l:\n- a: 1\n  #b: 2\n",
        [Append("l", {"c": 3})],
        "l:\n- a: 1\n  #b: 2\n- c: 3\n",
    ),
    "what is commented out stays apart from the comments below a removed field": (
        "#projects:\na: 1\n#- one\nb: 2\n",
        [Remove("a")],
        "#projects:\n\n#- one\nb: 2\n",
    ),
    "no empty line is left where nothing would run together": (
        "#projects: x\na: 1\n# prose\nb: 2\n",
        [Remove("a")],
        "#projects: x\n# prose\nb: 2\n",
    ),
    "a commented-out twin stays when the comments of a field go": (
        "# Begins\n#date: 1\n# now\ndate: 2\n",
        [SetComment("date", None, "leading")],
        "# Begins\n#date: 1\ndate: 2\n",
    ),
    "a commented-out twin stays when a field goes": (
        "# Begins\n#date: 1\ndate: 2\nx: 1\n",
        [Remove("date")],
        "# Begins\n#date: 1\nx: 1\n",
    ),
    "a new field of an empty map": ("a:\n", [Insert("a.c", 2)], "a:\n  c: 2\n"),
    "a new field with its map": ("a: 1\n", [Set("b.c", 2)], "a: 1\nb:\n  c: 2\n"),
    "a new field in brackets": ("a: {b: 1}\n", [Insert("a.c", "x")], "a: {b: 1, c: x}\n"),
    "a new field in empty brackets": ("a: {}\n", [Insert("a.c", "x")], "a: {c: x}\n"),
    "a new field in brackets over lines": (
        "a: {\n  b: 1\n}\n",
        [Insert("a.c", 2)],
        "a: {\n  b: 1,\n  c: 2\n}\n",
    ),
    "a new field of a page in brackets": ("{a: 1}\n", [Insert("b", 2)], "{a: 1, b: 2}\n"),
    "the first field of a page": ("", [Insert("a", 1)], "a: 1\n"),
    "a record that is no longer on top goes with its field": (
        "\n# hugoconv: was talk, era 5.9\na: 1\nb: 2\n",
        [Remove("a")],
        "\nb: 2\n",
    ),
    "the first field goes above comments": ("# c\n", [Insert("a", 1)], "a: 1\n# c\n"),
    "a new list of maps": ("a: 1\n", [Insert("b", [{"c": 1, "d": 2}])], "a: 1\nb:\n- c: 1\n  d: 2\n"),
    "a new field above an empty item that would swallow it": (
        "t: 1\nb:\n- \n",
        [Insert("c", 2)],
        "t: 1\nc: 2\nb:\n- \n",
    ),
    "a new field above an empty item that has swallowed the last ones": (
        "t: 1\nb:\n- \nd: 2\ne: 3\n",
        [Insert("c", 2)],
        "t: 1\nc: 2\nb:\n- \nd: 2\ne: 3\n",
    ),
    "a new field below a list that stands deeper than its key": (
        "b:\n  - \nd: 2\n",
        [Insert("c", 2)],
        "b:\n  - \nd: 2\nc: 2\n",
    ),
    # remove
    "an entry goes with its comments": ("a: 1\n# x\nb: 2 # y\nc: 3\n", [Remove("b")], "a: 1\nc: 3\n"),
    "comments may stay": (
        "a: 1\n# x\nb: 2 # y\nc: 3\n",
        [Remove("b", keep_comments=True)],
        "a: 1\n# x\n# y\nc: 3\n",
    ),
    "a commented-out field above an entry stays": (
        "#a: 1\n# x\nb: 2\nc: 3\n",
        [Remove("b")],
        "#a: 1\nc: 3\n",
    ),
    "a block goes whole": ("a:\n- x\n- y\n\nb: 1\n", [Remove("a")], "\nb: 1\n"),
    "an item goes": ("a:\n- x\n- y\n", [Remove("a.0")], "a:\n- y\n"),
    "the last item leaves brackets": ("a:\n- x\nb: 1\n", [Remove("a.0")], "a: []\nb: 1\n"),
    "the last inner field leaves braces": ("a:\n  b: 1\nc: 2\n", [Remove("a.b")], "a: {}\nc: 2\n"),
    "the first field behind a dash": ("a:\n- b: 1\n  c: 2\n", [Remove("a.0.b")], "a:\n- c: 2\n"),
    "the first in brackets": ("a: [x, y, z]\n", [Remove("a.0")], "a: [y, z]\n"),
    "the last in brackets": ("a: [x, y, z]\n", [Remove("a.2")], "a: [x, y]\n"),
    "the only one in brackets": ("a: [x]\n", [Remove("a.0")], "a: []\n"),
    "the last items, the bracket on their line": ("a: [\n  x,\n  y,\n  z]\n", [Set("a", ["x"])], "a: [\n  x]\n"),
    "a line in brackets": ("a: [\n  x,\n  y, # c\n  z\n]\n", [Remove("a.1")], "a: [\n  x,\n  z\n]\n"),
    "the only field of a page": ("# x\n\na: 1\n", [Remove("a")], "# x\n\n"),
    # rename
    "a key changes in its place": ("a: 1 # c\nb: 2\n", [Rename("a", "z")], "z: 1 # c\nb: 2\n"),
    "a quoted key stays quoted": ("'a': 1\n", [Rename("a", "z")], "'z': 1\n"),
    "a key that needs quotes gets them": ("a: 1\n", [Rename("a", "x: y")], '"x: y": 1\n'),
    "an inner key": ("a: {b: 1}\n", [Rename("a.b", "c")], "a: {c: 1}\n"),
    "only the case of a key": (
        "publishdate: 1\n",
        [Rename("publishdate", "publishDate")],
        "publishDate: 1\n",
    ),
    "two keys trade places": ("a: 1\nb: 2\n", [Exchange("a", "b")], "b: 1\na: 2\n"),
    # comment out, uncomment
    "a line gets a sign": ("a: 1 # c\nb: 2\n", [CommentOut("a")], "#a: 1 # c\nb: 2\n"),
    "a comment that would go on with a field is kept apart": (
        "x: 1\nl:\n- a\n#- b\n",
        [CommentOut("l")],
        "x: 1\n#l:\n#- a\n#\n#\n#- b\n",
    ),
    "every line gets a sign": ("a:\n- x\n\n- y\nb: 2\n", [CommentOut("a")], "#a:\n#- x\n#\n#- y\nb: 2\n"),
    "a sign stands at the indent": ("a:\n  b: 1\n  c: 2\n", [CommentOut("a.b")], "a:\n  #b: 1\n  c: 2\n"),
    "a field behind a dash": ("a:\n- b: 1\n  c: 2\n", [CommentOut("a.0.b")], "a:\n- #b: 1\n  c: 2\n"),
    "a field with brackets over lines": ("a: [\n  x\n]\n", [CommentOut("a")], "#a: [\n#  x\n#]\n"),
    "a field on a line of its own in brackets": (
        "{\n a: 1,\n b: 2\n}\n",
        [CommentOut("a")],
        "{\n #a: 1,\n b: 2\n}\n",
    ),
    "a sign is taken away": ("#a: 1\nb: 2\n", [Uncomment("a")], "a: 1\nb: 2\n"),
    "signs with a blank are taken away": ("# a:\n#   - x\nb: 2\n", [Uncomment("a")], "a:\n  - x\nb: 2\n"),
    "prose below stays": ("#a: 1\n# note\nb: 2\n", [Uncomment("a")], "a: 1\n# note\nb: 2\n"),
    "one of several by its number": ("#a: 1\n#a: 2\n", [Uncomment("a", 1)], "#a: 1\na: 2\n"),
    "an inner field comes back": ("a:\n  #b: 1\n  c: 2\n", [Uncomment("a.b")], "a:\n  b: 1\n  c: 2\n"),
    # append, discard
    "an item at the end of a block": (
        "a:\n  - 'x'\nb: 1\n",
        [Append("a", "y")],
        "a:\n  - 'x'\n  - 'y'\nb: 1\n",
    ),
    "an item at the end of brackets": ('a: ["x"]\n', [Append("a", "y")], 'a: ["x", "y"]\n'),
    "an item behind one with a comment": (
        "a: [\n  x, # c\n  z # d\n]\n",
        [Append("a", "w")],
        "a: [\n  x, # c\n  z, # d\n  w\n]\n",
    ),
    "an item of brackets with a comment behind": ("a: [x] # c\n", [Append("a", "w")], "a: [x, w] # c\n"),
    "an item of empty brackets": ("a: []\n", [Append("a", "w")], "a: [w]\n"),
    "an item of an empty field": ("a:\n", [Append("a", "w")], "a: [w]\n"),
    "an item below a wide dash": ("a:\n-   x\n", [Append("a", "w")], "a:\n-   x\n-   w\n"),
    "every equal item goes": ("a: [x, y, x]\n", [Discard("a", "x")], "a: [y]\n"),
    "an item goes with its comment": ("a:\n# c\n- x\n- y\n", [Discard("a", "x")], "a:\n- y\n"),
    # comments
    "a comment behind a value": ("a: 1\n", [SetComment("a", "x")], "a: 1 # x\n"),
    "another comment": ("a: 1  # x\n", [SetComment("a", "y")], "a: 1  # y\n"),
    "no comment": ("a: 1  # x\n", [SetComment("a", None)], "a: 1\n"),
    "comments above": ("a:\n  b: 1\n", [SetComment("a.b", "x\ny", "leading")], "a:\n  # x\n  # y\n  b: 1\n"),
    "other comments above": ("# x\na: 1\n", [SetComment("a", "# y", "leading")], "# y\na: 1\n"),
    "no comments above": ("# x\na: 1\n", [SetComment("a", None, "leading")], "a: 1\n"),
    "a comment behind the key of a block": ("a:\n- x\n", [SetComment("a", "c")], "a: # c\n- x\n"),
    "a directive on top": ("# x\na: 1\n", [AddDirective("was talk")], "# hugoconv: was talk\n# x\na: 1\n"),
    "no directive": ("# hugoconv: was talk\na: 1\n", [DropDirective()], "a: 1\n"),
    "several operations in one step": (
        "a: 1\nb: 2\n#c: 3\n",
        [Set("a", 0), Rename("b", "z"), Uncomment("c"), AddDirective("x")],
        "# hugoconv: x\na: 0\nz: 2\nc: 3\n",
    ),
}

REFUSED = {
    "a key given twice": ("a: 1\na: 2\n", [Set("a", 3)], "duplicate-key"),
    "keys that differ in case": ("a: 1\nA: 2\n", [Set("a", 3)], "keys-differ-in-case"),
    "an anchor that is in use": ("a: &x 1\nb: *x\n", [Set("a", 2)], "anchor-in-use"),
    "removing an anchor that is in use": ("a: &x 1\nb: *x\n", [Remove("a")], "anchor-in-use"),
    "hiding an anchor that is in use": ("a: &x 1\nb: *x\n", [CommentOut("a")], "anchor-in-use"),
    "a path through an alias": ("a: &x {c: 1}\nb: *x\n", [Set("b.c", 2)], "alias"),
    "a field of a merge key": ("a: &x {c: 1}\nb:\n  <<: *x\n", [Set("b.c", 2)], "merge-key"),
    "inserting what is there": ("a: 1\n", [Insert("a", 2)], "key-exists"),
    "renaming to what is there": ("a: 1\nb: 2\n", [Rename("a", "b")], "key-exists"),
    "renaming to what is there in other letters": ("a: 1\nb: 2\n", [Rename("a", "B")], "key-exists"),
    "uncommenting what is live": ("a: 1\n#a: 2\n", [Uncomment("a")], "key-exists"),
    "uncommenting one of several": ("#a: 1\n#a: 2\n", [Uncomment("a")], "uncomment-ambiguous"),
    "hiding one of several in brackets": ("a: {b: 1, c: 2}\n", [CommentOut("a.b")], "flow-entry"),
    "uncommenting below a value without a comma": ("{\n  a: #x,\n  #b: 1\n}\n", [Uncomment("b")], "flow-entry"),
    "uncommenting what would go on with a key": ("{\n  a\n  #b: 1\n}\n", [Uncomment("b")], "flow-entry"),
    "hiding an item": ("a:\n- x\n", [CommentOut("a.0")], "not-a-field"),
    "appending to what is no list": ("a: x\n", [Append("a", "y")], "not-a-list"),
    "a field of what is no map": ("a: x\n", [Set("a.b", 1)], "not-a-map"),
    "a field below an alias": ("a: &x {c: 1}\nb: *x\n", [Insert("b.d", 1)], "alias"),
    "removing a list in the middle of which another field is commented out": (
        "l:\n#x: 1\n- a\nb: 1\n",
        [Remove("l")],
        "would-take-fields",
    ),
    "renaming to a name that is free only later": ("a: 1\nb: 2\n", [Rename("a", "b"), Rename("b", "a")], "key-exists"),
    "a comment below an empty block": (
        "a: |\n\nb: 1\nc: 2\n",
        [CommentOut("b")],
        "comment-after-empty-block",
    ),
    "an item that would be left empty": ("a:\n- b: 1\n", [CommentOut("a.0.b")], "would-empty-item"),
    "a list for a key": ("[a, b]:\n  # c\n  d: 1\n", [Insert("e", 1)], "explicit-key"),
    "an explicit key": ("? a\n: 1\n", [CommentOut("a")], "explicit-key"),
    "a stray byte": ("a: x\udcff\n", [Set("a", "y")], "not-utf-8"),
    "half a surrogate pair": ("a: x\n", [Set("a", "\ud800")], "unwritable-value"),
    "an inline comment of two lines": ("a: 1\n", [SetComment("a", "x\ny")], "comment-lines"),
}
ABSENT = {
    "removing": [Remove("z")],
    "renaming": [Rename("z", "y")],
    "hiding": [CommentOut("z")],
    "uncommenting": [Uncomment("z")],
    "appending": [Append("z", "y")],
    "an inner field": [Remove("a.z")],
    "an item": [Remove("l.5")],
    "more from the end than there are": [Remove(("l", -2))],
}


def page_of(matter: str) -> str:
    return f"---\n{matter}---\nBody\n"


@pytest.mark.parametrize("name", NOOP)
def test_asking_for_what_is_there_makes_no_edit(name: str) -> None:
    matter, operations = NOOP[name]
    page = parse(page_of(matter))
    assert page.apply(*operations) is page


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("name", CHANGES)
def test_an_operation_changes_just_that(name: str, eol: str) -> None:
    before, operations, after = CHANGES[name]
    assert after is not None
    page = parse(page_of(before).replace("\n", eol))
    changed = page.apply(*operations)
    assert changed.to_bytes().decode() == page_of(after).replace("\n", eol)
    assert changed.edits.inverse(page.matter).apply(changed.matter) == page.matter


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_safe_is_refused_with_a_code(name: str) -> None:
    before, operations, code = REFUSED[name]
    page = parse(page_of(before))
    with pytest.raises(Refused) as caught:
        page.apply(*operations)
    assert caught.value.code == code
    assert caught.value.why
    names = {re.split(r"[.\[]", op.path)[0] for op in operations if isinstance(op.path, str)}
    if any(name in page or page.is_commented_out(name) for name in names):
        assert (caught.value.lineno or 1) > 1, "the place of what is refused"


@pytest.mark.parametrize("name", ABSENT)
def test_an_absent_path_is_an_error(name: str) -> None:
    page = parse(page_of("a:\n  b: 1\nl: [x]\n"))
    operations: list[Operation] = ABSENT[name]
    with pytest.raises(PathError):
        page.apply(*operations)


def test_a_refusal_names_the_place_in_the_file() -> None:
    page = parse(page_of("x: 0\na: 1\na: 2\n"), "p.md")
    with pytest.raises(Refused) as caught:
        page.set("a", 3)
    assert str(caught.value).startswith("p.md:4:1: duplicate-key: ")


def test_operations_of_two_kinds_are_never_equal() -> None:
    assert Set("a", 1) != Insert("a", 1)
    assert len({Set("a", 1), Insert("a", 1), Set("a", 1)}) == 2


def test_the_first_field_goes_below_the_mark_of_a_document() -> None:
    assert parse("------\n\n---\nbody\n").set("a", 1).to_bytes() == b"------\na: 1\n\n---\nbody\n"


@pytest.mark.parametrize("value", ["b", "'b'", "|\n  b", "\n  b", "[b]", "{b: 1}", "!!str b"])
def test_a_field_with_an_anchor_becomes_empty_in_a_page_with_bare_fields(value: str) -> None:
    page = parse(f"---\na: &x {value}\nc:\nd:\n---\n").set("a", None)
    assert dict(parse(page.to_bytes())) == {"a": None, "c": None, "d": None}
