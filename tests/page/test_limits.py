"""One limit of depth and size for every syntax: what is within works, what is beyond is refused, and never crashes."""

from __future__ import annotations

import pathlib
import subprocess
import sys
from collections.abc import Callable

import pytest

import hugoconv
from hugoconv.cli.commands.show import Shown, described, text_of
from hugoconv.errors import MatterSyntaxError, Refused, VerificationError
from hugoconv.syntax.limits import MAX_DEPTH, MAX_LENGTH, MAX_VALUES
from tests.benchmarks.growth import WORKS

_YAML = "---\ntitle: A\ntags: [a, b]\ndate: 2021-02-01\n{}---\n"
_TOML = '+++\ntitle = "A"\ntags = ["a", "b"]\ndate = 2021-02-01\n{}+++\n'
_JSON = '{{"title": "A", "tags": ["a"], "m": {}}}\n'

DEEP: dict[str, Callable[[int], str]] = {
    "yaml lists in brackets": lambda n: _YAML.format(f"m: {'[' * n}1{']' * n}\n"),
    "yaml maps in braces": lambda n: _YAML.format(f"m: {'{a: ' * n}1{'}' * n}\n"),
    "yaml items": lambda n: _YAML.format(f"m:\n{'- ' * n}a\n"),
    "yaml maps": lambda n: _YAML.format("".join(f"{' ' * i}k:\n" for i in range(n)) + f"{' ' * n}k: a\n"),
    "toml lists": lambda n: _TOML.format(f"m = {'[' * n}1{']' * n}\n"),
    "toml braces": lambda n: _TOML.format(f"m = {'{a = ' * n}1{'}' * n}\n"),
    "toml dotted keys": lambda n: _TOML.format(f"{'a.' * n}a = 1\n"),
    "toml headers": lambda n: _TOML.format(f"[{'.'.join('a' * n)}]\nx = 1\n"),
    "json lists": lambda n: _JSON.format("[" * n + "1" + "]" * n),
    "json maps": lambda n: _JSON.format('{"a": ' * n + "1" + "}" * n),
}


@pytest.mark.parametrize("kind", DEEP)
def test_every_work_is_done_on_the_deepest_page(kind: str) -> None:
    data = DEEP[kind](MAX_DEPTH).encode()
    assert hugoconv.parse(data)["title"] == "A"
    for name, work in WORKS.items():
        if name in ("to json", "fix"):
            continue
        try:
            work(data)
        except VerificationError as error:
            pytest.fail(f"{name}: {error}")
        except hugoconv.HugoconvError:
            continue


@pytest.mark.parametrize("kind", DEEP)
@pytest.mark.parametrize("more", [1, 2, 100, 20_000])
def test_a_deeper_page_is_refused(kind: str, more: int) -> None:
    if kind == "yaml maps" and more > 100:
        more = 500  # the indents alone are large
    with pytest.raises(MatterSyntaxError) as caught:
        hugoconv.parse(DEEP[kind](MAX_DEPTH + more))
    assert caught.value.code == "too-deep"
    assert caught.value.hint
    assert str(caught.value)


def test_aliases_are_as_deep_as_what_they_stand_for() -> None:
    chain = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, MAX_DEPTH + 5))
    with pytest.raises(MatterSyntaxError) as caught:
        hugoconv.parse(_YAML.format(chain))
    assert caught.value.code in ("too-deep", "too-large")
    shorter = "".join(chain.splitlines(keepends=True)[:200])
    page = hugoconv.parse(_YAML.format(shorter))
    assert described(Shown(None, page)) and text_of(Shown(None, page))


def test_aliases_count_as_often_as_they_stand_for_something() -> None:
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    laughs += "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9))
    with pytest.raises(MatterSyntaxError) as caught:
        hugoconv.parse(_YAML.format(laughs))
    assert caught.value.code == "too-large"


def _nested(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("page", [_YAML.format(""), _TOML.format(""), _JSON.format("1")])
def test_a_value_that_is_given_is_held_to_the_limit(page: str) -> None:
    parsed = hugoconv.parse(page)
    assert parsed.set("m", _nested(MAX_DEPTH))  # type: ignore[arg-type]
    endless: list[object] = []
    endless.append(endless)
    for value in (_nested(MAX_DEPTH + 1), _nested(10_000), endless, {"a": _nested(MAX_DEPTH)}):
        with pytest.raises(Refused) as caught:
            parsed.set("m", value)  # type: ignore[arg-type]
        assert caught.value.code == "too-deep"


def test_a_change_that_would_make_a_page_too_deep_is_refused() -> None:
    page = hugoconv.parse(_YAML.format("m:\n  n:\n    o: 1\n"))
    with pytest.raises(Refused) as caught:
        page.set("m.n.o", _nested(MAX_DEPTH - 1))  # type: ignore[arg-type]
    assert caught.value.code == "too-deep"


_LARGE = {
    "yaml": b"---\nt: " + b"x" * MAX_LENGTH + b"\n---\n",
    "toml": b'+++\nt = "' + b"x" * MAX_LENGTH + b'"\n+++\n',
    "json": b'{"t": "' + b"x" * MAX_LENGTH + b'"}\n',
    "org": b"#+t: " + b"x" * MAX_LENGTH + b"\n",
    "json that is never closed": b'{"t": "' + b"x" * MAX_LENGTH,
    "yaml of many bytes and fewer characters": b"---\nt: " + "é".encode() * (MAX_LENGTH // 2) + b"\n---\n",
    "yaml of many values": b"---\nt: [" + b"a, " * MAX_VALUES + b"b]\n---\n",
    "toml of many values": b"+++\nt = [" + b"1, " * (MAX_VALUES + 1) + b"1]\n+++\n",
    "json of many values": b'{"t": [' + b"1, " * (MAX_VALUES + 1) + b"1]}\n",
    "yaml of many comments": b"---\n" + b"#\n" * (MAX_VALUES + 1) + b"---\n",
}


@pytest.mark.parametrize("kind", _LARGE)
def test_large_matter_is_refused_in_every_syntax(kind: str) -> None:
    with pytest.raises(MatterSyntaxError) as caught:
        hugoconv.parse(_LARGE[kind])
    assert caught.value.code == "too-large"
    assert caught.value.hint
    assert len(caught.value.text) < 3000 or len(_LARGE[kind]) < MAX_LENGTH
    assert len(str(caught.value)) < 3000


def test_a_body_has_no_limit() -> None:
    page = hugoconv.parse(b"---\ntitle: A\n---\n" + b"x" * (2 * MAX_LENGTH))
    assert len(page.set("title", "B").body) == 2 * MAX_LENGTH


_IN_A_SMALL_THREAD = """
import sys, threading
import hugoconv
from tests.benchmarks.growth import WORKS
from tests.page.test_limits import DEEP, MAX_DEPTH

def run():
    for make in DEEP.values():
        data = make(MAX_DEPTH).encode()
        for name in ("parse", "show", "params", "set inside", "remove inside", "comment out last", "to post", "to json"):
            try:
                WORKS[name](data)
            except hugoconv.HugoconvError:
                continue
    print("done")

threading.stack_size(512 * 1024)
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""


def test_the_deepest_page_needs_no_more_stack_than_a_small_thread_has() -> None:
    root = pathlib.Path(__file__).parent.parent.parent
    done = subprocess.run([sys.executable, "-c", _IN_A_SMALL_THREAD], cwd=root, capture_output=True, text=True)  # noqa: S603
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr[-2000:]
