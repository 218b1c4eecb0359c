"""``python -m tests.mutation``: breaks one rule at a time on a copy and wants the tests to notice."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from typing import NamedTuple

ROOT = pathlib.Path(__file__).parent.parent


class Mutation(NamedTuple):
    """One rule broken: ``old`` becomes ``new`` in a module, and the tests of a folder must fail."""

    module: str
    old: str
    new: str
    tests: str


MUTATIONS = [
    Mutation("text/edits.py", "if edit.start < end", "if edit.start < -1", "tests/text"),
    Mutation("text/edits.py", "shift += len(new) - (end - start)", "shift += len(new)", "tests/text"),
    Mutation("text/lines.py", 'r"\\r\\n|\\r|\\n"', 'r"\\r\\n|\\n"', "tests/text"),
    Mutation("syntax/envelope.py", '(?<=[\\r\\n])---', '(?<=[\\n])---', "tests/syntax"),
    Mutation("syntax/envelope.py", '_LINE_END = re.compile(rb"\\r?\\n?")', '_LINE_END = re.compile(rb"\\n?")', "tests/syntax"),
    Mutation("syntax/yaml/values.py", 'value if value < 2**64 else None', 'value', "tests/syntax"),
    Mutation("syntax/yaml/values.py", 'digits[0] == "0"', 'digits[0] == "x"', "tests/syntax"),
    Mutation("syntax/yaml/values.py", "known[node.anchor] = value", "pass", "tests/syntax"),
    Mutation("syntax/yaml/literals.py", "if not value or value != value.strip()", "if not value", "tests/syntax"),
    Mutation("syntax/yaml/literals.py", "return not _NUMBER_LIKE.match(value)", "return True", "tests/syntax"),
    Mutation("syntax/yaml/literals.py", "value.replace(\"'\", \"''\")", "value", "tests/page"),
    Mutation("syntax/comments.py", "if lines and below != start", "if False", "tests/syntax"),
    Mutation("syntax/commented_out.py", "return at, 2", "return at, 1", "tests/syntax tests/page"),
    Mutation("syntax/commented_out.py", "ends or _is_prose(longest, texts, at)", "ends", "tests/syntax"),
    Mutation("page/model.py", "names.count(name) > max(before.count(name), 1)", "False", "tests/page"),
    Mutation("page/commenting.py", 'yield Edit(at_, at_, "#")', 'yield Edit(at_, at_, "# ")', "tests/page"),
    Mutation("page/commenting.py", "if start > end or start >= len(text)", "if True", "tests/page"),
    Mutation("page/removing.py", "start = leading.start if leading else lines.start", "start = lines.start", "tests/page"),
    Mutation("page/inserting.py", "return line_below(text, above, new)", "return line_below(text, 0, new)", "tests/page"),
    Mutation("page/setting.py", "if cell.frozen() == shape_of(value):\n        return", "pass", "tests/page"),
    Mutation("page/snapshot.py", "raise Refused(\n                    \"anchor-in-use\"", "print(\n                    \"anchor-in-use\"", "tests/page"),
    Mutation("page/changing.py", "if not failed:", "if True:", "tests/page tests/layouts"),
    Mutation("layouts/lens.py", 'if trip.era.exchanges:', 'if False:', "tests/layouts"),
    Mutation("layouts/lens.py", 'era.phase != "P3"', 'era.phase != "P2"', "tests/layouts"),
    Mutation("layouts/lens.py", "if record.had_hidden(field.key, seen[folded]):\n            continue", "pass", "tests/layouts"),
    Mutation("layouts/record.py", 'separator = ", "', 'separator = "; "', "tests/layouts"),
    Mutation("files/writing.py", "if read_bytes(path) != old", "if False", "tests/files"),
    Mutation("files/writing.py", "if file.read() == data:\n                return False", "file.read()", "tests/files"),
    Mutation("files/writing.py", "os.fchmod(descriptor, stat.S_IMODE(old.st_mode))", "pass", "tests/files"),
    Mutation("body/shortcodes.py", 'f"*/{_closer(opener)}"', '"*/"', "tests/body"),
    Mutation("body/shortcodes.py", "if len({argument.name == \"\" for argument in arguments}) > 1", "if False", "tests/body"),
    Mutation("body/links.py", "if read[name] and not is_in_code", "if read[name]", "tests/body"),
    Mutation("body/links.py", "            depth -= 1\n        at += 1", "            pass\n        at += 1", "tests/body"),
    Mutation("site/discovery.py", "        folders = []\n    else", "        pass\n    else", "tests/site/test_discovery.py"),
    Mutation("site/discovery.py", "elif item.is_file(follow_symlinks=False)", "elif item.is_file()", "tests/site/test_discovery.py"),
    Mutation("site/configuration.py", "key=lambda rule: -len(rule.path)", "key=lambda rule: len(rule.path)", "tests/site/test_configuration.py"),
    Mutation("site/sanitizing.py", "        elif found and sign.isspace()", "        elif sign.isspace()", "tests/site/test_addresses.py"),
    Mutation("site/addresses.py", "[_slug(above.get((language, key))) or folder", "[folder", "tests/site/test_addresses.py"),
    Mutation("site/addresses.py", "fields = {**folded(given), **fields}", "fields = {**fields, **folded(given)}", "tests/site/test_addresses.py"),
    Mutation("site/targets.py", "if _plain(_joined(new, parts.path)) == _plain(move.new_address)", "if False", "tests/site/test_linking.py"),
    Mutation("site/linking.py", "if names[language, name] > 1", "if True", "tests/site/test_linking.py"),
    Mutation("site/linking.py", "if str(path[0]).lower() in _OWN_FIELDS", "if False", "tests/site/test_linking.py"),
    Mutation("cli/outcomes.py", 'if states["refused"] or states["failed"] or missing', "if missing", "tests/cli"),
    Mutation("files/writing.py", "rest = rest[os.write(descriptor, rest) :]", "os.write(descriptor, rest)\n        rest = rest[len(rest) :]", "tests/site/test_journal.py"),
    Mutation("site/journal.py", "os.ftruncate(self._descriptor, self._end)", "pass", "tests/site/test_journal.py"),
    Mutation("site/journal.py", "if found and not _fits(_payload(path, found[-1]), found[-1])", "if False", "tests/site/test_journal.py"),
    Mutation("site/journal.py", "os.ftruncate(descriptor, end)", "pass", "tests/site/test_journal.py"),
    Mutation("site/runs.py", 'if run.state == "unfinished":\n            raise', "if False:\n            raise", "tests/site/test_apply.py"),
    Mutation("site/apply.py", 'elif now != file.after', "elif False", "tests/site/test_apply.py"),
    Mutation("site/apply.py", "checked = without_conflicts(base, plan.files, plan.languages)", "checked = plan.files", "tests/site/test_apply.py"),
    Mutation("site/apply.py", "_complete_torn(work, cut_off.path, listed)", "pass", "tests/site/test_crash.py"),
    Mutation("site/apply.py", 'brought_back.append(one.unit.files[0].path)', "pass", "tests/site/test_apply.py"),
    Mutation("site/replacing.py", "if _is_as_read(target, one.seen[at], files[at])", "if True", "tests/site/test_apply.py"),
    Mutation("site/replacing.py", "if os.path.lexists(new):\n        raise", "if False:\n        raise", "tests/site/test_apply.py"),
    Mutation("site/apply.py", "                remove_emptied(base, unit)", "                pass", "tests/site/test_apply.py"),
]  # fmt: skip


def survives(mutation: Mutation, copy: pathlib.Path) -> bool | None:
    """Whether the tests stay green; None where the text to break is not there any more."""
    path = copy / "hugoconv" / mutation.module
    text = path.read_text("utf-8")
    if mutation.old not in text:
        return None
    path.write_text(text.replace(mutation.old, mutation.new, 1), "utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutation.tests.split()],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "HYPOTHESIS_PROFILE": "dev"},
            capture_output=True,
            check=False,
        )
        return done.returncode == 0
    finally:
        path.write_text(text, "utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        copy = pathlib.Path(name) / "copy"
        ignored = shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis", ".venv")
        shutil.copytree(ROOT, copy, ignore=ignored)
        bad = 0
        for mutation in MUTATIONS:
            result = survives(mutation, copy)
            word = {True: "SURVIVED", False: "noticed", None: "NOT FOUND"}[result]
            bad += result is not False
            print(f"{word:<10}{mutation.module}: {mutation.old.splitlines()[0][:70]}", flush=True)
        print(f"{len(MUTATIONS) - bad} of {len(MUTATIONS)} noticed")
        sys.exit(bool(bad))


if __name__ == "__main__":
    main()
