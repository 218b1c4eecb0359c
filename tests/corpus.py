"""The real pages: unpacked once into a temporary folder, with what is known of each, and samples of them."""

from __future__ import annotations

import functools
import hashlib
import json
import lzma
import os
import shutil
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.shared import shared

_STRATUM = (
    "has_bom has_crlf lone_cr mixed_eol_fm lead_before_delim no_final_newline non_utf8 ctrl_chars "
    "tab_fm nbsp_fm has_anchor dup_keys empty_fm comment_only_fm has_commented_out_fields "
    "has_multiline_scalar multiline_flow_or_plain has_comments emoji_fm"
).split()
_COMMON_SECTIONS = (
    "talk talks event events post posts blog news project projects publication publications authors "
    "people slides courses docs home teaching"
).split()


@dataclass(frozen=True)
class CorpusPage:
    """One page: ``name`` says where it stands in the corpus, ``facts`` what the index knows of it."""

    name: str
    folder: str
    facts: dict[str, Any] = field(hash=False, compare=False, repr=False)

    @property
    def kind(self) -> str:
        """The syntax of the front matter as Hugo's lexer sees it."""
        return str(self.facts["kind"])

    @property
    def section(self) -> str:
        """The folder below the content that the page belongs to."""
        return str(self.facts["section"])

    @property
    def builds(self) -> bool:
        """Whether the real Hugo reads the page."""
        return bool(self.facts["hugo_0_168"] == "ok")

    @property
    def site_path(self) -> str:
        """Where the page lies in its own site."""
        return self.name.split("/", 2)[2]

    def read(self) -> bytes:
        """The bytes of the page."""
        return Path(self.folder, self.name).read_bytes()


def corpus_folder() -> Path | None:
    """The folder that holds the unpacked pages, or None where there is no corpus."""
    archive = shared("corpus", "pages.tar.xz")
    if archive is None or shared("corpus", "index.jsonl.xz") is None:
        return None
    stat = archive.stat()
    mark = hashlib.sha256(f"{archive} {stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:12]
    target = Path(tempfile.gettempdir(), f"hugoconv-corpus-{os.getuid()}-{mark}")
    if not target.exists():
        _unpack(archive, target)
    return target


def _unpack(archive: Path, target: Path) -> None:
    """Unpacks next to the target and renames, so that nobody ever sees half of it."""
    half = Path(tempfile.mkdtemp(prefix=target.name, dir=target.parent))
    with tarfile.open(archive) as tar:
        tar.extractall(half, filter="data")
    try:
        half.rename(target)
    except OSError:  # another process was faster
        shutil.rmtree(half, ignore_errors=True)


@functools.cache
def all_pages() -> tuple[CorpusPage, ...]:
    """Every page in the order of the index; empty where there is no corpus."""
    folder, index = corpus_folder(), shared("corpus", "index.jsonl.xz")
    if folder is None or index is None:
        return ()
    with lzma.open(index, "rt", encoding="utf-8") as lines:
        facts = [json.loads(line) for line in lines]
    return tuple(CorpusPage(f["file"], str(folder), f) for f in facts)


def yaml_pages() -> tuple[CorpusPage, ...]:
    """The pages with YAML front matter."""
    return tuple(page for page in all_pages() if page.kind == "yaml")


def sample(pages: Iterable[CorpusPage], n: int) -> list[CorpusPage]:
    """At most ``n`` pages, the same in every run: one of every stratum, then a second of every one, and so on.

    A stratum is family, section and flags; rare shapes are therefore much more frequent than in the corpus.
    """
    strata: dict[tuple[str, ...], list[CorpusPage]] = defaultdict(list)
    for page in pages:
        strata[_stratum(page)].append(page)
    for stratum in strata.values():
        stratum.sort(key=_shuffle)
    order = sorted(strata.values(), key=lambda stratum: _shuffle(stratum[0]))
    return [page for _, page in zip(range(n), _round_robin(order), strict=False)]


def _stratum(page: CorpusPage) -> tuple[str, ...]:
    section = page.section if page.section in _COMMON_SECTIONS else "other"
    flags = tuple(flag for flag in _STRATUM if page.facts.get(flag))
    return (page.kind, str(page.facts["family"]), section, *flags)


def _shuffle(page: CorpusPage) -> str:
    return hashlib.sha256(page.name.encode()).hexdigest()


def _round_robin(strata: list[list[CorpusPage]]) -> Iterator[CorpusPage]:
    for turn in range(max(map(len, strata), default=0)):
        yield from (stratum[turn] for stratum in strata if turn < len(stratum))
