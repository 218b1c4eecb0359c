"""A page: its front matter as a mapping, changed by verified operations into new pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike, fspath

from hugoconv.errors import MatterSyntaxError, Refused, VerificationError
from hugoconv.page.batches import batch_size
from hugoconv.page.body import edited_body, refuse_at_fence
from hugoconv.page.byte_edits import byte_edits
from hugoconv.page.diff import unified
from hugoconv.page.edits.registry import refuse_others
from hugoconv.page.engine import VerifiedStep, are_lowered, change, change_together, text_after
from hugoconv.page.fences import refuse_other_cut
from hugoconv.page.front_matter import FrontMatter, Vocabulary, position_in_file
from hugoconv.page.lists import addition, replacements
from hugoconv.page.operations import (
    CommentOut,
    Discard,
    Insert,
    KeyPath,
    NewValue,
    Operation,
    Remove,
    Rename,
    Set,
    SetComment,
    Uncomment,
    WithoutPath,
)
from hugoconv.page.paths import keys_of, top_level
from hugoconv.refusals import refused
from hugoconv.syntax.envelope import Envelope, leads_back, split
from hugoconv.syntax.registry import fence_of, syntaxes_of
from hugoconv.syntax.tree import Tree, entries_of
from hugoconv.text.edits import Edit, Edits
from hugoconv.text.lines import line_break
from hugoconv.text.patches import ByteEdit

_FIRST_LINES = 65536


class Page(FrontMatter):
    """One page of a site; immutable. Made by ``parse`` and by its own methods.

    A mapping from keys, as their author spelled and ordered them, to what Hugo reads; ``page["image.caption"]`` and
    ``page[("image", "caption")]`` reach inside, whatever the case. A change gives a new page, verified: data and
    comments differ as asked (I4), all other bytes stay (I3), what is there makes no edit (I7). Equal by path and bytes.
    """

    edits: Edits
    """Those of the front matter from the text as parsed to now, in code points of the matter."""
    _original: Envelope
    _on_disk: Envelope

    def __init__(
        self,
        envelope: Envelope,
        tree: Tree,
        path: str | None,
        vocabulary: Vocabulary,
        original: Envelope,
        edits: Edits,
    ) -> None:
        super().__init__(envelope, tree, path, vocabulary)
        vars(self).update(edits=edits, _original=original, _on_disk=original)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Page) and (self.path, self.to_bytes()) == (other.path, other.to_bytes())

    def __hash__(self) -> int:
        return hash((self.path, self.to_bytes()))

    def __bytes__(self) -> bytes:
        return self.to_bytes()

    def __repr__(self) -> str:
        return f"<Page {self.path or '<text>'}: {self.syntax}, {len(entries_of(self._tree.root))} fields>"

    @property
    def original(self) -> bytes:
        """The bytes that were parsed."""
        return b"".join(self._original.parts)

    @property
    def on_disk(self) -> bytes:
        """The bytes that the file of the page had last: those that were parsed, or that ``write`` wrote of this page or
        of one that it was made of."""
        return b"".join(self._on_disk.parts)

    def note_written(self) -> None:
        """Takes down that its file has the bytes of this page now."""
        vars(self)["_on_disk"] = self._envelope

    def _derived(self, envelope: Envelope, tree: Tree, edits: Edits) -> Page:
        page = Page(envelope, tree, self.path, self._vocabulary, self._original, edits)
        vars(page)["_on_disk"] = self._on_disk
        return page

    def _elsewhere(self, **changed: object) -> Page:
        page = self._derived(self._envelope, self._tree, self.edits)
        vars(page).update(changed)
        return page

    def from_nothing(self) -> Page:
        """The same page, as one that was not read: its file is not there."""
        nothing = Envelope(b"", b"", b"", b"", b"", b"", self._envelope.kind)
        return self._elsewhere(_original=nothing, _on_disk=nothing)

    def with_vocabulary(self, vocabulary: Vocabulary) -> Page:
        """The same page, read with another vocabulary."""
        return self if vocabulary is self._vocabulary else self._elsewhere(_vocabulary=vocabulary)

    # writing

    def to_bytes(self) -> bytes:
        """The whole file; until something is changed, the bytes that were parsed (I1)."""
        return b"".join(self._envelope.parts)

    @property
    def parts(self) -> tuple[bytes, ...]:
        """The bytes of the file in parts, of which the body, the last, is never copied."""
        return self._envelope.parts

    def was_parsed_from(self, data: bytes) -> bool:
        """Whether some bytes are those that were parsed; nothing is copied."""
        return self._original.is_of(data)

    @property
    def byte_edits(self) -> tuple[ByteEdit, ...]:
        """The edits as they are on the bytes that were parsed, fences included; none where nothing changed."""
        return tuple(byte_edits(self._original, self._envelope, self.edits)) if self.is_changed else ()

    @property
    def is_changed(self) -> bool:
        """Whether the bytes are others than those that were parsed: of the front matter, its fences or the body."""
        return self._original.parts != self._envelope.parts

    def moved_to(self, path: str | PathLike[str]) -> Page:
        """The same page at another path; a plan over a site takes that as a move of the file, or of its bundle."""
        return self._elsewhere(path=fspath(path))

    def diff(self, name: str | None = None) -> str:
        """A unified diff from what was parsed to this page; empty where nothing changed."""
        return unified(self._original, self._envelope, name or self.path or "page") if self.is_changed else ""

    # changing

    def apply(self, *operations: Operation) -> Page:
        """This page with the operations done one after the other, in the order given.

        Those that have nothing to do with each other are read and verified in one step, which gives the same bytes.
        Raises PathError for an absent path, Refused for what cannot be done safely, TypeError for what is no operation;
        then nothing is done.
        """
        refuse_others(operations)
        page, at = self, 0
        while at < len(operations):
            page, done = page._next(operations[at:])
            at += done
        return page

    def produces(self, other: Page, *operations: Operation) -> bool:
        """Whether the operations turn this page into the bytes of another, as far as their edits alone can tell:
        False where they have to be done one after the other. Raises as ``apply``."""
        if self._envelope._replace(matter=b"") != other._envelope._replace(matter=b""):
            return False
        snapshot = self._snapshot
        if batch_size(snapshot, operations) < len(operations):
            return False
        return text_after(snapshot, self._ordered(operations)) == other.matter

    def _next(self, operations: tuple[Operation, ...]) -> tuple[Page, int]:
        """The page after the first of the operations that can be done in one step, and how many those are."""
        snapshot = self._snapshot
        size = batch_size(snapshot, operations)
        while size > 1:
            step = change_together(snapshot, self._ordered(operations[:size]))
            if step is not None:
                return self._after(step), size
            # Halved, and not given up: most of a large batch may still go together.
            size //= 2
        try:
            step = change(snapshot, self._ordered(operations[:1])[0])
        except Refused as error:
            raise self._placed(error) from None
        return self._after(step), 1

    def _together(self, operations: tuple[Operation, ...]) -> Page | None:
        """This page with operations on different top-level fields done in one step, each on this page; None where two
        are on one field, or any is refused."""
        named = (op.path for op in operations if not isinstance(op, WithoutPath))
        names = [str(keys_of(path, self._tree)[0]).casefold() for path in named]
        if len(set(names)) < len(operations):
            return None
        step = change_together(self._snapshot, self._ordered(operations))
        return None if step is None else self._after(step)

    def _lowered(self, operations: tuple[Operation, ...]) -> list[bool]:
        """Whether each operation, alone, is not refused before the page is read anew."""
        return are_lowered(self._snapshot, self._ordered(operations))

    def _after(self, step: VerifiedStep) -> Page:
        if not step.edits:
            return self
        envelope = self._envelope._replace(matter=step.tree.text.encode("utf-8", "surrogateescape"))
        refuse_other_cut(self._envelope, envelope, self.path, is_enclosed=self._changeable().is_enclosed)
        edits = self.edits.then(step.edits)
        if self.edits:
            # What a later operation puts back as it was is no edit any more.
            edits = edits.effective(self._original.matter.decode("utf-8", "surrogateescape"))
        return self._derived(envelope, step.tree, edits)

    def set(self, path: KeyPath, value: NewValue) -> Page:
        """This page with a value at a path: replaced in the style of the old one, or inserted."""
        return self.apply(Set(path, value))

    def set_many(self, values: Mapping[str, NewValue]) -> Page:
        """This page with several values set, in their order."""
        if not isinstance(values, Mapping):
            raise TypeError(f"set_many takes a map of paths and values, not {type(values).__name__}")
        return self.apply(*(Set(path, value) for path, value in values.items()))

    def insert(self, path: KeyPath, value: NewValue) -> Page:
        """This page with one more field, refused where the key exists; or with one more item of a list, in front of the
        one that stands at the path."""
        return self.apply(Insert(path, value))

    def remove(self, path: KeyPath, *, keep_comments: bool = False, nth: int | None = None) -> Page:
        """This page without an entry or item, its comments gone with it unless they are to be kept; ``nth`` as in
        ``Remove``."""
        return self.apply(Remove(path, keep_comments, nth))

    def rename(self, path: KeyPath, new: KeyPath) -> Page:
        """This page with another key in the place of one; a dotted key is a path, and may lead into another map."""
        return self.apply(Rename(path, new))

    def comment_out(self, path: KeyPath) -> Page:
        """This page with an entry behind comment markers; ``uncomment`` gives the old bytes."""
        return self.apply(CommentOut(path))

    def uncomment(self, path: KeyPath, *, nth: int | None = None) -> Page:
        """This page with a commented-out field back to life; ``nth`` (from 0) names one of several."""
        return self.apply(Uncomment(path, nth))

    def append(self, path: KeyPath, value: NewValue, *, create: bool = False) -> Page:
        """This page with one more item at the end of a list; no edit where the list has it. With ``create`` a list
        that is not there is made."""
        return self.apply(addition(self, path, value, create=create))

    def replace(
        self, path: KeyPath, old: NewValue, new: NewValue, *, casefold: bool = False, unique: bool = False
    ) -> Page:
        """This page with every item of a list that has the value ``old`` given the value ``new``.

        With ``casefold`` the case of letters does not count, with ``unique`` the new value stands once afterwards.

        >>> page = parse("---\\ntags: [Python, AI, python]\\n---\\n")
        >>> page.replace("tags", "python", "py", casefold=True, unique=True)["tags"]
        ['py', 'AI']
        """
        return self.apply(*replacements(self, self._snapshot, path, old, new, casefold=casefold, unique=unique))

    def discard(self, path: KeyPath, value: NewValue) -> Page:
        """This page with a value taken out of a list; no edit where it is not there."""
        return self.apply(Discard(path, value))

    def set_comment(self, path: KeyPath, text: str | None, kind: str = "inline") -> Page:
        """This page with an inline or leading comment of an entry set, or with None taken away."""
        return self.apply(SetComment(path, text, kind))

    def _rewritten(self, matter: str, kind: str) -> Page:
        """This page with a whole new front matter in any syntax; only that it can be read is made sure.

        Raises MatterSyntaxError for what its syntax refuses. Body, BOM and what stands above stay as they are.
        """
        tree = syntaxes_of(self.hugo)[kind].read(matter)
        old, eol = self._envelope, line_break(matter, 0) if matter else self._line_end()
        fence = fence_of(kind)
        after = old.closing.removeprefix(fence_of(old.kind)) if self._changeable().is_enclosed else eol.encode()
        new = old._replace(
            opening=fence + (eol.encode() if fence else b""),
            matter=matter.encode("utf-8", "surrogateescape"),
            closing=fence + after,
            kind=kind,
        )
        if not leads_back(new):
            raise VerificationError("the fences after the change are not where they should be")
        return self._derived(new, tree, self.edits.then(Edits([Edit(0, len(self.matter), matter)])))

    def with_front_matter(self, syntax: str = "yaml") -> Page:
        """This page with an empty front matter above its text, ready for fields; its text stays to the byte.

        ``syntax`` is yaml, toml or json. Refused (``has-front-matter``) for a page that has one already.

        >>> print(parse("Hello\\n").with_front_matter("toml").set("title", "A page").to_bytes().decode(), end="")
        +++
        title = "A page"
        +++
        Hello
        """
        if self.has_front_matter:
            raise refused("has-front-matter", path=self.path)
        begun = syntaxes_of(self.hugo).get(syntax)
        if begun is None or begun.empty is None:
            raise refused("syntax-unknown", syntax=syntax)
        # Latin-1 reads any bytes; nothing but the first line end is looked for.
        eol, fence = line_break(self.body[:_FIRST_LINES].decode("latin-1"), 0).encode(), fence_of(syntax)
        opening, matter = fence + eol if fence else b"", begun.empty
        envelope = self._envelope._replace(opening=opening, matter=matter.encode(), closing=fence + eol, kind=syntax)
        return self._derived(envelope, begun.read(matter), Edits([Edit(0, 0, matter)] if matter else ()))

    def edit_body(self, change: Edits | Callable[[str], Edits]) -> Page:
        """This page with edits of its body, in offsets of ``body_text``, or a function that makes them of it.

        Nothing else in the body may read otherwise for it: see ``hugoconv.body.edited``. Refused (``other-markdown``)
        where something would, and as ``body_text`` and ``with_body``.

        >>> page = parse("---\\ntitle: Mud\\n---\\n{{% alert note %}}\\n")
        >>> page.edit_body(Edits([Edit(4, 9, "callout")])).body
        b'{{% callout note %}}\\n'
        """
        return self.with_body(edited_body(self._envelope, change, self.path))

    def with_body(self, body: bytes | str) -> Page:
        """This page with another body; its front matter stays to the byte. A string is taken as UTF-8.

        Refused (``body-at-fence``) where Hugo would find another front matter then: text right behind a closing fence
        without a line end, or a body that begins like front matter. TypeError for what is neither bytes nor text.

        >>> parse("---\\ntitle: Mud\\n---\\nHello\\n").with_body("Bye\\n").to_bytes()
        b'---\\ntitle: Mud\\n---\\nBye\\n'
        """
        if isinstance(body, str):
            body = body.encode("utf-8", "surrogateescape")
        if not isinstance(body, bytes):
            raise TypeError(f"with_body takes bytes or text, not {type(body).__name__}")
        if body == self.body:
            return self
        envelope = self._envelope._replace(body=body)
        refuse_at_fence(self._envelope, envelope, self.path)
        return self._derived(envelope, self._tree, self.edits)

    def _ordered(self, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
        """The operations, with the order of the page's layout for every field that may be inserted."""
        if not any(isinstance(op, Set | Insert) and not op.order and self._lacks(op.path) for op in operations):
            return operations
        order = self._vocabulary.order(self)
        return tuple(
            type(op)(op.path, op.value, order) if isinstance(op, Set | Insert) and not op.order else op
            for op in operations
        )

    def _lacks(self, path: KeyPath) -> bool:
        """Whether a path names no entry: one that will have to be placed."""
        steps = keys_of(path, self._tree)
        return str(steps[0]).casefold() not in top_level(self._tree) or (len(steps) > 1 and path not in self)

    def _placed(self, refused: Refused) -> Refused:
        refused.path = self.path
        if refused.span is not None:
            refused.lineno, refused.colno = self.position(refused.span[0])
        return refused


def parse(data: bytes | str, path: str | None = None, vocabulary: Vocabulary | None = None) -> Page:
    """The page of some bytes; a string is taken as UTF-8.

    Raises MatterSyntaxError with line and column in the file where its front matter cannot be read.

    >>> page = parse("---\\ntitle: A talk  # tentative\\n---\\nHello\\n")
    >>> page.set("title", "Another: talk").to_bytes()
    b'---\\ntitle: "Another: talk"  # tentative\\n---\\nHello\\n'
    """
    raw = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else bytes(data)
    try:
        envelope = split(raw)
    except MatterSyntaxError as error:
        error.path = path
        raise
    text = envelope.matter.decode("utf-8", "surrogateescape")
    known = vocabulary or Vocabulary()
    syntax = syntaxes_of(known.hugo).get(envelope.kind)
    try:
        tree = syntax.read(text) if syntax else Tree(text, None, (), len(text))
    except MatterSyntaxError as error:
        error.path = path
        error.lineno, error.colno = position_in_file(envelope, text, error.pos)
        raise
    return Page(envelope, tree, path, known, envelope, Edits())
