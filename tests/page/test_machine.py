"""Random operations on random pages, against a plain dict."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from hugoconv.errors import PathError, Refused
from hugoconv.page.page import parse
from tests.strategies import KEYS, WORDS, Model, models

NEW = st.one_of(WORDS, st.integers(0, 99), st.booleans(), st.none(), st.lists(WORDS, max_size=3))
ALLOWED = {
    "comment-after-empty-block",
    "uncomment-ambiguous",
    "key-exists",
    "way-not-proved",
    "would-empty-item",
}


class Pages(RuleBasedStateMachine):
    """A page and what it must say."""

    names = Bundle("names")

    @initialize(model=models(), crlf=st.booleans())
    def begin(self, model: Model, crlf: bool) -> None:
        text = model.page.replace("\n", "\r\n") if crlf else model.page
        self.page, self.fields, self.body = parse(text), dict(model.fields), parse(text).body
        self.first = self.page

    def attempt(self, change: Any, fields: dict[str, Any]) -> None:
        try:
            self.page = change()
        except Refused as refused:
            assert refused.code in ALLOWED, refused
            return
        self.fields = fields

    @rule(name=st.sampled_from(KEYS), value=NEW)
    def set_a_field(self, name: str, value: Any) -> None:
        self.attempt(lambda: self.page.set(name, value), {**self.fields, name: value})

    @precondition(lambda self: self.fields)
    @rule(data=st.data())
    def remove_a_field(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.fields)))
        self.attempt(lambda: self.page.remove(name), {k: v for k, v in self.fields.items() if k != name})

    @precondition(lambda self: self.fields)
    @rule(data=st.data(), new=st.sampled_from(["new_one", "Other", "x y"]))
    def rename_a_field(self, data: st.DataObject, new: str) -> None:
        name = data.draw(st.sampled_from(sorted(self.fields)))
        renamed = {new if k == name else k: v for k, v in self.fields.items()}
        self.attempt(lambda: self.page.rename(name, new), renamed)

    @precondition(lambda self: self.fields)
    @rule(data=st.data())
    def hide_a_field_and_bring_it_back(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.fields)))
        try:
            hidden = self.page.comment_out(name)
            assert dict(hidden) == {k: v for k, v in self.fields.items() if k != name}
            assert hidden.uncomment(name).to_bytes() == self.page.to_bytes()
        except Refused as refused:
            assert refused.code in ALLOWED, refused

    @rule(name=st.sampled_from(KEYS))
    def bring_a_field_back(self, name: str) -> None:
        try:
            page = self.page.uncomment(name)
        except (Refused, PathError) as error:
            assert str(error)
        else:
            assert name in page
            assert {k: v for k, v in page.items() if k != name} == self.fields
            self.page, self.fields = page, dict(page)

    def lists(self) -> list[str]:
        return sorted(name for name, value in self.fields.items() if isinstance(value, list | None))

    @precondition(lambda self: self.lists())
    @rule(data=st.data(), value=WORDS)
    def add_an_item(self, data: st.DataObject, value: str) -> None:
        name = data.draw(st.sampled_from(self.lists()))
        old = self.fields[name]
        new = [*(old or []), *([] if value in (old or []) else [value])]
        self.attempt(lambda: self.page.append(name, value), {**self.fields, name: new})

    @precondition(lambda self: self.fields)
    @rule(
        data=st.data(),
        text=st.sampled_from(["# a note", None, "another"]),
        kind=st.sampled_from(["inline", "leading"]),
    )
    def comment_on_a_field(self, data: st.DataObject, text: str | None, kind: str) -> None:
        name = data.draw(st.sampled_from(sorted(self.fields)))
        self.attempt(lambda: self.page.set_comment(name, text, kind), self.fields)

    @invariant()
    def the_page_says_what_the_dict_says(self) -> None:
        assert dict(self.page) == self.fields
        assert dict(parse(self.page.to_bytes())) == self.fields
        assert self.page.body == self.body
        back = self.page.edits.inverse(self.first.matter).apply(self.page.matter)
        assert back == self.first.matter


TestPages = Pages.TestCase
