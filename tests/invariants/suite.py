"""The YAML and TOML test suites, and the answers of the real Hugo to cases of fences, documents and scalars."""

from __future__ import annotations

import json
import math
import re
import tarfile
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

import hugoconv
from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.registry import SYNTAXES
from tests.invariants import operations
from tests.invariants.hugo import noted
from tests.invariants.report import DoesNotApplyError, Report, crash, law
from tests.shared import shared

GROUPS = ("delimiters", "lexer_intro", "yaml_scalars", "yaml_documents", "toml", "json", "org")
DATES = frozenset("date lastmod publishdate expirydate".split())

# Where hugoconv reads another value than Hugo, by group and name of the case: the reason.
KNOWN_DIFFERENCES: dict[str, str] = {
    "yaml_documents: dup keys case": "of two spellings the last is given, and no change of them is made",
    "yaml_documents: title dup case": "of two spellings the last is given, and no change of them is made",
    "yaml_documents: key very long": "PyYAML refuses keys over 1024 characters",
    "toml: A = 1\na = 2": "of two spellings the last is given, and no change of them is made",
    'toml: [t]\n\n[params]\nX = "y"': "params are given where they stand",
    'toml: weight = "10"': "a field is given as it is written, not as Hugo uses it",
    'toml: draft = "true"': "a field is given as it is written, not as Hugo uses it",
    "toml: title = true": "a field is given as it is written, not as Hugo uses it",
    "org: #+draft: true\nbody": "a field is given as it is written, not as Hugo uses it",
    "org: #+aliases: /a/ /b/\nbody": "a field is given as it is written, not as Hugo uses it",
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
    for name, source, wanted in toml_cases():
        _toml_case(name, source, wanted, report)
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


@law
def _yaml_case(case: Case, report: Report) -> None:
    name, source = f"yaml-test-suite {case.name}", case.source
    lines = source.decode("utf-8").splitlines()
    if any(line.startswith("---") for line in lines):
        raise DoesNotApplyError("a fence inside")
    end = b"" if source.endswith(b"\n") or not source else b"\n"
    data = b"---\n" + source + end + b"---\nthe body\n"
    wanted = _pyyaml(source)
    try:
        page = hugoconv.parse(data)
    except MatterSyntaxError as error:
        report.count(f"yaml: {error.code}")
        if wanted is not _REFUSED and error.code != "root-not-a-map":
            report.fail(name, "parse", f"PyYAML accepts it: {error}")
        raise DoesNotApplyError("not accepted") from None
    except Exception as error:
        report.stop(name, "parse", crash(error))
    report.count("yaml: cases accepted")
    if wanted is _REFUSED:
        report.count("yaml: accepted, PyYAML refuses it")
    if page.to_bytes() != data:
        report.fail(name, "to_bytes", "not the file", data, page.to_bytes())
    _same_as_json(case, name, page, report)
    _odd(operations.check_bytes(name, data), report)


@law
def _same_as_json(case: Case, name: str, page: hugoconv.Page, report: Report) -> None:
    if not case.has_json:
        raise DoesNotApplyError("no JSON")
    try:
        theirs = yaml.safe_load(case.source)
    except Exception:
        raise DoesNotApplyError("PyYAML refuses it") from None
    if not _equal(theirs, case.wanted):
        raise DoesNotApplyError("PyYAML reads it otherwise")
    report.count("yaml: data compared with JSON")
    if not _equal(dict(page), case.wanted or {}):
        report.fail(name, "data", f"{dict(page)!r} and in JSON {case.wanted!r}")


def _odd(found: Report, report: Report) -> None:
    """Operations on the odd documents of a suite: what they promise is checked for real pages by ``operations``.

    Here a change that is not made as asked is counted, with examples, and the count is part of the result.
    """
    report.tried.update(found.tried)
    report.idle.update(found.idle)
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


# --- the TOML test suite -----------------------------------------------------------------------------------------


def toml_cases() -> Iterator[tuple[str, bytes, Any]]:
    """Every case of toml-test for TOML 1.1: its name, its text, and what it says, None for an invalid one."""
    archive = shared("suites", "toml-test.tar.gz")
    if archive is None:
        return
    with tarfile.open(archive) as tar:

        def content(name: str) -> bytes:
            found = tar.extractfile(f"toml-test/{name}")
            return found.read() if found else b""

        for name in content("files-toml-1.1.0").decode().split():
            if name.endswith(".toml"):
                valid = name.startswith("valid/")
                yield name, content(name), json.loads(content(name[:-4] + "json")) if valid else None


@law
def _toml_case(name: str, source: bytes, wanted: Any, report: Report) -> None:
    text = source.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    report.count(f"toml: {'invalid' if wanted is None else 'valid'}")
    try:
        tree = SYNTAXES["toml"].read(text)
    except MatterSyntaxError as error:
        if wanted is not None:
            report.fail(name, "read", f"refused: {error}")
    except Exception as error:
        report.stop(name, "read", crash(error))
    else:
        if wanted is None:
            report.fail(name, "read", "accepted")
        elif (own := _in_list(SYNTAXES["toml"].data(tree.root) or {})) != (theirs := _tagged(wanted)):
            report.fail(name, "data", f"{own!r}, wanted {theirs!r}")


def _tagged(value: Any) -> Any:
    """What toml-test says in its JSON, in the form of ``_plain``."""
    if isinstance(value, list):
        return [_tagged(item) for item in value]
    if not isinstance(value.get("type"), str) or set(value) != {"type", "value"}:
        return {key: _tagged(item) for key, item in value.items()}
    kind, text = value["type"], value["value"]
    if kind == "float":
        return ("float", repr(float(text)))
    if kind in ("string", "integer"):
        return ("str", text) if kind == "string" else ("int", int(text))
    if kind == "bool":
        return ("bool", text == "true")
    return _moment(text)


def _moment(text: str) -> tuple[str, str]:
    """A date or time as text, up to microseconds and without zeros at the end."""
    short = re.sub(r"(\.\d{1,6})\d*", lambda found: found.group(1).rstrip("0"), text)
    return ("moment", re.sub(r"[zZ]$", "+00:00", short.replace("T", " ").replace("t", " ")))


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
    if "body" not in answer:
        return ""
    body = page.body.decode("utf-8", "replace")
    if body != answer["body"]:
        return f"the body is {body[:80]!r}, for Hugo {answer['body'][:80]!r}"
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
    if kind in ("date", "time", "datetime"):
        return _moment(str(value))
    return (kind, value)


_GO_TYPES = {
    "string": "str",
    "bool": "bool",
    "float64": "float",
    "<nil>": "NoneType",
    "hmaps.ParamsMergeStrategy": "str",
    "maps.ParamsMergeStrategy": "str",
}


def _typed(answer: Any) -> Any:
    """Hugo's answer in the same form."""
    if isinstance(answer, dict):
        return {k: _typed(v) for k, v in answer.items()}
    if isinstance(answer, list):
        return [_typed(v) for v in answer]
    kind, _, text = answer.partition(":")
    if kind in ("int", "int64", "uint64", "uint8"):
        return ("int", int(text))
    if kind == "float64":
        return ("float", repr(float(text.replace("Inf", "inf"))))
    if kind == "bool":
        return ("bool", text == "true")
    if kind == "<nil>":
        return ("NoneType", None)
    if kind in ("toml.LocalDate", "toml.LocalTime", "toml.LocalDateTime"):
        return _moment(text)
    if kind == "time.Time":
        return _moment(re.sub(r" ([+-]\d\d)(\d\d)( .*)?$", r"\1:\2", text))
    return (_GO_TYPES.get(kind, kind), text)
