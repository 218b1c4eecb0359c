"""Whether the fences of a page are still found where they were once its front matter has changed."""

from __future__ import annotations

from hugoconv.errors import MatterSyntaxError, VerificationError
from hugoconv.refusals import refused
from hugoconv.syntax.envelope import Envelope, is_cut_alike, leads_back


def refuse_other_cut(old: Envelope, new: Envelope, path: str | None, *, is_enclosed: bool) -> None:
    """Refuses (``last-field``, ``on-fence-line``) a change after which Hugo would cut the page elsewhere."""
    try:
        if is_cut_alike(old, new.matter) or leads_back(new):
            return
    except MatterSyntaxError:
        pass
    if not new.matter and not is_enclosed:
        raise refused("last-field", path=path)
    if old.opening.endswith((b"\n", b"\r")):
        raise VerificationError("the fences after the change are not where they were")
    raise refused("on-fence-line", path=path)
