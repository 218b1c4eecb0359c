"""The YAML test suite, and the answers of the real Hugo to cases of fences, documents and scalars."""

from __future__ import annotations

import json
import math
import tarfile
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

import hugoconv
from hugoconv.errors import MatterSyntaxError
from tests.checks import operations
from tests.checks.hugo import noted
from tests.checks.report import Report, crash
from tests.shared import shared

GROUPS = ("delimiters", "lexer_intro", "yaml_scalars", "yaml_documents")
DATES = frozenset("date lastmod publishdate expirydate".split())

# Where hugoconv reads another value than Hugo, by group and name of the case: the reason.
KNOWN_DIFFERENCES: dict[str, str] = {
    "yaml_scalars: ',a'": "PyYAML refuses a value that begins with a comma",
    "yaml_scalars: '}'": "PyYAML refuses a value that begins with a brace",
    "yaml_scalars: '\"\\\\ud83d\\\\ude00\"'": "PyYAML refuses surrogates in escapes",
    "yaml_scalars: '{a:1}'": "a pair without a blank is a key for PyYAML",
    "yaml_scalars: '\\n  010: a'": "keys keep the author's spelling",
    "yaml_documents: dup keys case": "of two spellings the last is given, and no change of them is made",
    "yaml_documents: dup keys int forms": "keys keep the author's spelling",
    "yaml_documents: title dup case": "of two spellings the last is given, and no change of them is made",
    "yaml_documents: flow colon end": "PyYAML refuses a colon at the end in brackets",
    "yaml_documents: key null": "keys keep the author's spelling",
    "yaml_documents: key ~": "keys keep the author's spelling",
    "yaml_documents: key octal": "keys keep the author's spelling",
    "yaml_documents: key float": "keys keep the author's spelling",
    "yaml_documents: key very long": "PyYAML refuses keys over 1024 characters",
    "yaml_documents: key with tab": "keys keep the author's spelling",
    "yaml_documents: trailing colon in flow map": "PyYAML refuses a colon at the end in brackets",
    "yaml_documents: _merge key": "a key of Hugo's own",
}


class Case(NamedTuple):
    """One case of the YAML test suite."""

    name: str
    source: bytes
    wanted: Any
    has_json: bool
    error: bool


def cases() -> Iterator[Case]:
    """All cases; none where the suite is absent."""
    archive = shared("suites", "yaml-test-suite.tar.gz")
    if archive is None:
        return
    with tarfile.open(archive) as tar:
        files = {m.name.split("/", 1)[1]: m for m in tar.getmembers() if m.isfile()}

        def content(name: str) -> bytes:
            found = tar.extractfile(files[name])
            return found.read() if found else b""

        index = json.loads(content("index.json"))["cases"]
        for name, facts in index.items():
            text = content(f"{name}/in.json") if facts["json"] else b""
            yield Case(name, content(f"{name}/in.yaml"), *_first_json(text), bool(facts["error"]))


def _first_json(text: bytes) -> tuple[Any, bool]:
    try:
        return json.loads(text), True
    except ValueError:
        return None, False


def run() -> Report:
    """Every case of both suites."""
    report = Report()
    for case in cases():
        _yaml_case(case, report)
    for group, asked in oracle_cases():
        _oracle_case(group, asked, report)
    return report


def oracle_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """The cases that the real Hugo has answered, with their group."""
    found = shared("suites", "hugo-frontmatter-cases.json")
    oracle = json.loads(found.read_text("utf-8"))["oracle"] if found else {}
    for group in GROUPS:
        yield from ((group, case) for case in oracle.get(group, ()))


# --- the YAML test suite -----------------------------------------------------------------------------------------


def _yaml_case(case: Case, report: Report) -> None:
    name, source = f"yaml-test-suite {case.name}", case.source
    lines = source.decode("utf-8").splitlines()
    if any(line.startswith("---") for line in lines):
        report.count("yaml: cases with a fence inside")
        return
    end = b"" if source.endswith(b"\n") or not source else b"\n"
    data = b"---\n" + source + end + b"---\nthe body\n"
    wanted = _pyyaml(source)
    try:
        page = hugoconv.parse(data)
    except MatterSyntaxError as error:
        report.count(f"yaml: {error.code}")
        if wanted is not _REFUSED and error.code != "root-not-a-map":
            report.fail(name, "parse", f"PyYAML accepts it: {error}")
        return
    except Exception as error:
        report.fail(name, "parse", crash(error))
        return
    report.count("yaml: cases accepted")
    if wanted is _REFUSED:
        report.count("yaml: accepted, PyYAML refuses it")
    if page.to_bytes() != data:
        report.fail(name, "to_bytes", "not the file", data, page.to_bytes())
    _same_as_json(case, name, page, report)
    _odd(operations.check_bytes(name, data), report)


def _same_as_json(case: Case, name: str, page: hugoconv.Page, report: Report) -> None:
    if not case.has_json:
        return
    try:
        theirs = yaml.safe_load(case.source)
    except Exception:
        return
    if not _equal(theirs, case.wanted):
        return
    report.count("yaml: data compared with JSON")
    if not _equal(dict(page), case.wanted or {}):
        report.fail(name, "data", f"{dict(page)!r} and in JSON {case.wanted!r}")


def _odd(found: Report, report: Report) -> None:
    """Operations on the odd documents of a suite: what they promise is checked for real pages by ``operations``.

    Here a change that is not made as asked is counted, with examples, and the count is part of the result.
    """
    report.count("operations on odd YAML", found.counts["operations"])
    report.count("operations on odd YAML, not as asked", len(found.failures))
    for text in found.failures:
        report.refused("odd YAML, not as asked", text.splitlines()[0])


_REFUSED = object()


def _pyyaml(source: bytes) -> object:
    try:
        return list(yaml.parse(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except (yaml.YAMLError, UnicodeDecodeError):
        return _REFUSED


def _equal(one: Any, other: Any) -> bool:
    """Whether data is equal, a bool being no number, an integer a float of its value, NaN itself."""
    if isinstance(one, dict) and isinstance(other, dict):
        named = {str(k): v for k, v in one.items()}
        return named.keys() == other.keys() and all(_equal(v, other[k]) for k, v in named.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_equal, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    return bool(one == other) and isinstance(one, str) == isinstance(other, str)


# --- Hugo's answers ----------------------------------------------------------------------------------------------


def _oracle_case(group: str, case: dict[str, Any], report: Report) -> None:
    name = f"{group}: {case['name']}"
    data = case["input"].encode() if "input" in case else case["input_latin1"].encode("latin-1")
    answer = case["hugo_0_168"]
    report.count(f"hugo: {group}")
    wrong = _differs(name, data, answer, report)
    if wrong and name in KNOWN_DIFFERENCES:
        report.count("hugo: known differences")
    elif wrong:
        report.fail(name, repr(data)[:120], wrong)
    elif name in KNOWN_DIFFERENCES:
        report.fail(name, "known difference", "is none any more")


def _differs(name: str, data: bytes, answer: dict[str, Any], report: Report) -> str:
    """How hugoconv differs from Hugo on a case; "" where it does not."""
    try:
        page = hugoconv.parse(data)
    except MatterSyntaxError as error:
        return "" if "error" in answer else f"refused, Hugo reads it: {error.code}: {error.msg}"
    except Exception as error:
        return crash(error)
    if page.to_bytes() != data:
        return "to_bytes is not the file"
    if page.syntax == "yaml":
        _odd(operations.check_bytes(name, data), report)
    if "error" in answer:
        report.count("hugo: accepted, Hugo refuses it")
        report.refused("accepted, Hugo refuses it", f"{name}: {data!r:.150}: {answer['error'][:150]}")
        return ""
    body = page.body.decode("utf-8", "replace")
    if body != answer["body"]:
        return f"the body is {body[:80]!r}, for Hugo {answer['body'][:80]!r}"
    if page.syntax not in ("yaml", "none"):
        return ""
    own, theirs = _plain(dict(page)), _typed(answer["params"])
    for key in DATES:
        own.pop(key, None), theirs.pop(key, None)
    if own == theirs:
        return ""
    if noted(page):
        report.count("hugo: differs, with a note")
        return ""
    return f"the data is {own}, for Hugo {theirs}"


def _plain(value: Any) -> Any:
    """A value with lower-case keys outside of lists and numbers as text with their kind, to be compared."""
    if isinstance(value, dict):
        return {k.lower(): _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_in_list(v) for v in value]
    return _number(type(value).__name__, value)


def _in_list(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _in_list(v) for k, v in value.items()}
    return _plain(value)


def _number(kind: str, value: Any) -> Any:
    if kind == "float":
        return ("float", repr(value))
    return (kind, value)


_GO_TYPES = {"string": "str", "bool": "bool", "float64": "float", "<nil>": "NoneType"}


def _typed(answer: Any) -> Any:
    """Hugo's answer in the same form."""
    if isinstance(answer, dict):
        return {k: _typed(v) for k, v in answer.items()}
    if isinstance(answer, list):
        return [_typed(v) for v in answer]
    kind, _, text = answer.partition(":")
    if kind in ("int", "int64", "uint64"):
        return ("int", int(text))
    if kind == "float64":
        return ("float", repr(float(text.replace("Inf", "inf"))))
    if kind == "bool":
        return ("bool", text == "true")
    if kind == "<nil>":
        return ("NoneType", None)
    return (_GO_TYPES.get(kind, kind), text)
