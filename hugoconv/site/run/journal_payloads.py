"""What the lines of a journal hold, as bytes and back; nothing that is read is taken for what it should be.

A journal may have been made by anybody: whatever it holds, reading it gives values of the right kinds with paths inside
of the site, or FileError.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from hugoconv.errors import FileError
from hugoconv.refusals import file_error
from hugoconv.site.inside import refuse_outside
from hugoconv.site.move.groups import MoveGroup
from hugoconv.site.plan.file_plan import DIGEST_SIZE, FilePlan
from hugoconv.text.patches import PACKED, PLAIN, inflated, unpacked

_PLAN_LINES = 500
# So much larger than a line its contents may be: bytes that pack better are kept as they are.
_MOST_PACKED, _SMALL = 50, 1 << 26
_SHORT = 512


class Begin(NamedTuple):
    """What a journal says of its run."""

    run: str
    made: str
    command: str
    pages: int


class Folder(NamedTuple):
    """A folder as it was, so that it can be made again; of a file that is taken away too, but for its bytes."""

    path: str
    mode: int
    uid: int
    gid: int


class Preimages(NamedTuple):
    """What a batch is going to touch, as it was: files by their paths; ``made`` are folders that were not there,
    ``above`` those above of what moves, which it may leave empty; ``groups`` is all that it does."""

    files: dict[str, bytes]
    made: tuple[str, ...] = ()
    above: tuple[Folder, ...] = ()
    groups: tuple[MoveGroup, ...] = ()


class BatchOutline(NamedTuple):
    """What a batch kept but for the bytes of its files, of which it has the sizes."""

    sizes: dict[str, int]
    made: tuple[str, ...]
    above: tuple[Folder, ...]
    groups: tuple[MoveGroup, ...]

    def filled(self, payload: bytes) -> Preimages:
        """The batch, with the bytes from the payload of which this is the outline."""
        files, blob = {}, _unpacked(payload)
        at = blob.index(b"\n") + 1
        for path, size in self.sizes.items():
            files[path] = blob[at : at + size]
            at += size
        return Preimages(files, self.made, self.above, self.groups)


def _damaged(why: str) -> FileError:
    return file_error("", "journal-damaged", case="payload", why=why)


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _damaged(str(error)) from None


def _dumped(data: Any) -> bytes:
    # Names that are no UTF-8 hold lone surrogates, which can be encoded as escapes only.
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode()


def _packed(parts: Iterable[bytes]) -> bytes:
    """Bytes made smaller, part by part, so that a large file is not joined once more."""
    listed = list(parts)
    packer = zlib.compressobj(1)
    found = b"".join((PACKED, *(packer.compress(part) for part in listed), packer.flush()))
    size = sum(map(len, listed))
    return found if size <= max(_SMALL, _MOST_PACKED * len(found)) else b"".join((PLAIN, *listed))


def _unpacked(payload: bytes) -> bytes:
    if payload[:1] == PLAIN:
        return payload[1:]
    if payload[:1] != PACKED:
        raise _damaged("bytes that are not packed")
    try:
        return inflated(payload[1:], max(_SMALL, _MOST_PACKED * len(payload)))
    except ValueError as error:
        raise _damaged(str(error)) from None


# The first line and the last


def begin_payload(begin: Begin) -> bytes:
    """The payload of ``begin``."""
    return _dumped(begin._asdict())


def begin_of(payload: bytes) -> Begin:
    """What ``begin`` says. Raises FileError ``journal-damaged``."""
    match _json(payload):
        case {"run": str(run), "made": str(made), "command": str(command), "pages": int(pages)}:
            return Begin(run, made, command, pages)
    raise _damaged("a beginning without what it should say")


def end_payload(brought_back: list[str]) -> bytes:
    """The payload of ``end``: the groups that the run itself took back."""
    return _dumped(brought_back)


def end_of(payload: bytes) -> list[str]:
    """What ``end`` says. Raises FileError ``journal-damaged``."""
    return _texts(_json(payload))


def _texts(data: Any) -> list[str]:
    if not isinstance(data, list) or not all(isinstance(one, str) for one in data):
        raise _damaged("something else than a list of paths")
    return data


# What is going to be done


def plan_payloads(groups: Iterable[MoveGroup]) -> Iterator[bytes]:
    """The payloads of ``plan``."""
    lines: list[bytes] = []
    for group in groups:
        lines += [b"\n"] * bool(lines) + [_dumped(_as_data(group))]
        if len(lines) >= 2 * _PLAN_LINES:
            yield _packed(lines)
            lines = []
    if lines:
        yield _packed(lines)


def _as_data(group: MoveGroup) -> list[Any]:
    files = [[f.path, f.to, f.before.hex(), f.after.hex(), f.patch.hex()] for f in group.files]
    return [files, group.moves]


def groups_of(payload: bytes) -> list[MoveGroup]:
    """The groups of a ``plan``. Raises FileError ``journal-damaged``, and ``outside-site`` for a path that is not in
    the site."""
    # Within a group JSON escapes every line end, so that those that are left stand between groups.
    lines = _json(b"[%s]" % _unpacked(payload).replace(b"\n", b","))
    return [_group(line) for line in lines]


def _group(data: Any) -> MoveGroup:
    match data:
        case [[_, *_] as files, list(moves)]:
            group = MoveGroup(tuple(map(_file, files)), tuple(map(_move, moves)))
            _refuse_other_moves(group)
            return group
    raise _damaged("something else than a page")


def _file(data: Any) -> FilePlan:
    match data:
        case [str(path), str(to), str(before), str(after), str(patch)]:
            refuse_outside(path)
            if to:
                refuse_outside(to)
            return FilePlan(path, "changed", before=_digest(before), after=_digest(after), patch=_patch(patch), to=to)
    raise _damaged("something else than a file")


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise _damaged("something else than bytes") from None


def _digest(text: str) -> bytes:
    found = _bytes(text)
    if len(found) != DIGEST_SIZE:
        raise _damaged("something else than a digest")
    return found


def _patch(text: str) -> bytes:
    return _small_patch(text) if len(text) <= _SHORT else _whole_patch(text)


@lru_cache(maxsize=1024)
def _small_patch(text: str) -> bytes:
    """The same one often stands in many pages, and once in the plan and once in a batch."""
    return _whole_patch(text)


def _whole_patch(text: str) -> bytes:
    found = _bytes(text)
    try:
        edits = unpacked(found, _SMALL + _MOST_PACKED * len(found))
    except ValueError:
        raise _damaged("something else than edits") from None
    bounds = [at for edit in edits for at in edit[:2]]
    if bounds != sorted(bounds):
        raise _damaged("edits that overlap")
    return found


def _move(data: Any) -> tuple[str, str]:
    match data:
        case [str(source), str(target)]:
            refuse_outside(source)
            refuse_outside(target)
            return source, target
    raise _damaged("something else than a move")


def _refuse_other_moves(group: MoveGroup) -> None:
    """Each move takes files of the group to where they are to be, so that nothing is renamed that is not looked at."""
    for source, target in group.moves:
        if not any(_goes(file, source, target) for file in group.files):
            raise _damaged("a move of what is no page of it")


def _goes(file: FilePlan, source: str, target: str) -> bool:
    own = file.path == source or file.path.startswith(f"{source}/")
    return own and file.to == target + file.path[len(source) :]


# Files as they were


def batch_payload(preimages: Preimages) -> bytes:
    """The payload of ``batch``."""
    files = [[path, len(data)] for path, data in preimages.files.items()]
    groups = [_as_data(group) for group in preimages.groups]
    head = _dumped({"files": files, "made": preimages.made, "above": preimages.above, "units": groups})
    return _packed((head, b"\n", *preimages.files.values()))


def outline_of(payload: bytes) -> BatchOutline:
    """The outline of a batch. Raises FileError ``journal-damaged``, and ``outside-site`` for a path that is not in the
    site."""
    head, _, blob = _unpacked(payload).partition(b"\n")
    match _json(head):
        case {"files": list(files), "made": list(made), "above": list(above), "units": list(groups)}:
            listed = tuple(map(_group, groups))
            outline = BatchOutline(_sizes(files, len(blob)), tuple(_texts(made)), tuple(map(_folder, above)), listed)
            _refuse_strangers(outline)
            return outline
    raise _damaged("a batch without what it should hold")


def _sizes(listed: list[Any], length: int) -> dict[str, int]:
    sizes, rest = {}, length
    for one in listed:
        match one:
            case [str(path), int(size)] if 0 <= size <= rest:
                sizes[path] = size
                rest -= size
            case _:
                raise _damaged("a file without its bytes")
    if rest or len(sizes) != len(listed):
        raise _damaged("bytes of no file")
    return sizes


def _folder(data: Any) -> Folder:
    match data:
        case [str(path), int(mode), int(uid), int(gid)] if 0 <= mode <= 0o7777 and min(uid, gid) >= 0:
            # For a larger one os.fchown raises OverflowError, which is no OSError.
            if max(uid, gid) < 1 << 32:
                return Folder(path, mode, uid, gid)
    raise _damaged("something else than a folder")


def _refuse_strangers(outline: BatchOutline) -> None:
    """Everything that a batch names belongs to one of its groups."""
    paths = {file.path for group in outline.groups for file in group.files}
    if not outline.sizes.keys() <= paths or len(paths) != sum(len(group.files) for group in outline.groups):
        raise _damaged("files of no page, or of two")
    sources = [path for group in outline.groups for path in group.sources]
    targets = [path for group in outline.groups for path in group.targets]
    gone = {file.path for group in outline.groups for file in group.files if file.is_deleted}
    above = [(one.path, sources) for one in outline.above if one.path not in gone]
    for path, below in above + [(path, targets) for path in outline.made]:
        refuse_outside(path)
        if not any(one.startswith(f"{path}/") for one in below):
            raise _damaged("a folder above of nothing")
