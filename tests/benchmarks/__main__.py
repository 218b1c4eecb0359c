"""``python -m tests.benchmarks``: every table, printed; with ``--write`` into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import compileall
import io
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import frontmatter
import ruamel.yaml
import tomlkit

import hugoconv
from tests.benchmarks.pages import archetype, archetype_toml, long, seed, varied
from tests.benchmarks.report import DOCUMENT, Table, document
from tests.benchmarks.sites import cluster_table, site_table, size_table
from tests.strategies import FIXTURES

NEW = "2021-02-01T00:00:00Z"


def peer_frontmatter(text: str) -> None:
    post = frontmatter.loads(text)
    post["publishDate"] = NEW
    frontmatter.dumps(post)


def peer_ruamel(text: str) -> None:
    yaml = ruamel.yaml.YAML()
    yaml.preserve_quotes = True
    yaml.width = 10**6
    matter = text.split("---\n", 2)[1]
    data = yaml.load(matter)
    data["publishDate"] = NEW
    yaml.dump(data, io.StringIO())


def peer_yaml_edit(text: str) -> None:
    import yaml_edit

    document = yaml_edit.Document.parse(text.split("---\n", 2)[1])
    document["publishDate"] = NEW
    str(document)


def parse(text: str) -> None:
    hugoconv.parse(text)


def set_one(text: str) -> None:
    hugoconv.parse(text).set("publishDate", NEW).to_bytes()


def there_and_back(text: str) -> None:
    there = hugoconv.convert(hugoconv.parse(text), "post", from_="talk", era="5.9").page.to_bytes()
    hugoconv.convert(hugoconv.parse(there), "talk").page.to_bytes()


def to_toml(text: str) -> None:
    hugoconv.translate(hugoconv.parse(text), "toml").page.to_bytes()


WORK: dict[str, Callable[[str], object]] = {
    "parse": parse,
    "parse, set one field, verify, text": set_one,
    "convert there and back, proved": there_and_back,
    "translate to TOML, proved": to_toml,
    "python-frontmatter load, set, dump": peer_frontmatter,
    "ruamel.yaml load, set, dump": peer_ruamel,
    "yaml-edit parse, set, text (unverified)": peer_yaml_edit,
}


IN_A_ROW = 4  # pages that a work takes in its turn, so that it is measured as on many pages


def measured(works: dict[str, Callable[[str], object]], text: str, rounds: int) -> dict[str, float]:
    """The median processor time of every work on a page in microseconds, works taking turns."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for round_ in range(0, rounds, IN_A_ROW):
        pages = [varied(text, round_ + i) for i in range(IN_A_ROW)]
        for name, work in works.items():
            for page in pages:
                begin = time.thread_time()
                try:
                    work(page)
                except ImportError:
                    continue
                times[name].append((time.thread_time() - begin) * 1e6)
    return {name: statistics.median(found) for name, found in times.items() if found}


def page_table(rounds: int) -> Table:
    pages = {"seed page": seed(), "full talk": archetype(), "300 lines": long()}
    columns = {name: measured(WORK, text, rounds) for name, text in pages.items()}
    peer = "python-frontmatter load, set, dump"
    rows = tuple(
        (name, *(f"{c[name]:,.0f} µs, {c[name] / c[peer]:.2f} ×" if name in c else "" for c in columns.values()))
        for name in WORK
    )
    about = "× is the ratio to python-frontmatter in the same column."
    return Table(f"One page, processor time, median of {rounds}", tuple(columns), rows, about)


def started(*code: str) -> float:
    """The processor time of a fresh process in milliseconds, median of 15."""
    found = []
    for _ in range(15):
        before = _of_children()
        subprocess.run([sys.executable, *code], check=True, capture_output=True)
        found.append((_of_children() - before) * 1e3)
    return statistics.median(found)


def _of_children() -> float:
    """The processor time of the processes that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def toml_table(rounds: int) -> Table:
    """A full talk in TOML, ours against tomlkit, and its translation."""
    text = archetype_toml()
    peer = "tomlkit parse, set, dump (unverified)"
    works: dict[str, Callable[[str], object]] = {
        "parse, set one field, verify, text": set_one,
        "parse": parse,
        peer: peer_tomlkit,
        "TOML to YAML, proved": lambda page: hugoconv.translate(hugoconv.parse(page), "yaml").page.to_bytes(),
    }
    medians = measured(works, text, rounds)
    rows = tuple((name, f"{one:,.0f} µs", f"{one / medians[peer]:.2f} ×") for name, one in medians.items())
    return Table("A full talk in TOML, processor time", ("time", "to tomlkit"), rows)


def peer_tomlkit(text: str) -> None:
    document = tomlkit.parse(text.split("+++\n", 2)[1])
    document["publishDate"] = NEW
    tomlkit.dumps(document)


def start_table() -> Table:
    bare = started("-c", "")
    codes = {
        "import yaml": ("-c", "import yaml"),
        "import hugoconv": ("-c", "import hugoconv"),
        "import hugoconv, parse one page": ("-c", "import hugoconv; hugoconv.parse('---\\na: 1\\n---\\n')"),
        "hugoconv --version": ("-m", "hugoconv", "--version"),
        "hugoconv show of one page": ("-m", "hugoconv", "show", str(FIXTURES / "pages" / "anchors.md")),
    }
    rows = tuple((name, f"{started(*code) - bare:.0f} ms") for name, code in codes.items())
    about = "Processor time; the modules are compiled, as an installed package is."
    return Table("Start of a process", ("over bare Python",), rows, about)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--pages", type=int, default=10_000, help="of the site that all works are tried on")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--only", choices=["growth"], help="only how time grows with the size of a page")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    arguments, rest = parser.parse_known_args()
    if arguments.only == "growth":
        from tests.benchmarks.growth import main as growth

        sys.exit(growth(rest))
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    compileall.compile_dir(os.path.dirname(hugoconv.__file__), quiet=1)
    tables: list[Table] = []
    for made in (
        lambda: page_table(arguments.rounds),
        lambda: toml_table(arguments.rounds),
        start_table,
        lambda: site_table(arguments.pages),
        lambda: size_table(tuple(arguments.sizes)),
        lambda: cluster_table(arguments.pages),
    ):
        tables.append(made())
        print(tables[-1].markdown(), flush=True)
    if arguments.write:
        DOCUMENT.write_text(document(tables), "utf-8")


if __name__ == "__main__":
    main()
