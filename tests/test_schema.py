"""What a document that breaks its schema is told: the same by both validators, in English and Japanese."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lictool.document import load
from lictool.location import Path, Where, dotted
from lictool.resources import schema_names, schema_text
from lictool.schema import Schema, Violation, shipped
from lictool.schema_python import validator
from lictool.schema_records import PythonJudge, RustJudge, best_judge
from lictool.wording_input import text
from lictool.wording_schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from lictool.document import Document
    from lictool.schema_records import Judge

ROOT = File(__file__).resolve().parent.parent
JUDGES = [pytest.param(PythonJudge, id="jsonschema"), pytest.param(RustJudge, id="jsonschema-rs")]


def document(written: str) -> Document:
    loaded = load("m.yaml", written.encode())
    assert loaded.faults == ()
    return loaded.documents[0]


class Case(NamedTuple):
    schema: str
    document: str
    violations: list[dict[str, Any]]


CASES = [Case(**case) for case in document((ROOT / "tests/data/violations.yaml").read_text("utf-8")).data]


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("case", CASES, ids=[f"{case.schema}-{case.document}" for case in CASES])
def test_violations(case: Case, judge: Callable[[str], Judge]) -> None:
    broken = document(case.document)
    violations = Schema(document(case.schema).data, "case", judge=judge).violations(broken)
    told = [
        {
            "key" if violation.where.key else "value": dotted(violation.where.path),
            **({"secret": True} if violation.secret else {}),
            "en": text(violation, "en"),
            "ja": text(violation, "ja"),
        }
        for violation in violations
    ]
    assert told == case.violations


def keys_of(violation: Any) -> set[str]:
    """Give the keys of a sentence and of the phrases inside it."""
    inner = (keys_of(piece) for piece in violation.arguments.values() if hasattr(piece, "arguments"))
    return {violation.key}.union(*inner)


def test_every_kind_of_violation_is_shown_here() -> None:
    used: set[str] = {"type-quotes"}  # of JSON alone, see below
    for case in CASES:
        for violation in Schema(document(case.schema).data, "case").violations(document(case.document)):
            used |= keys_of(violation)
    assert used == set(SCHEMA)


def test_a_json_number_is_no_text() -> None:
    (broken,) = load("m.json", b'{"a": 9.10}').documents
    (violation,) = Schema({"properties": {"a": {"type": "string"}}}, "s").violations(broken)
    assert text(violation, "en") == "expected text, got `9.1`; put it in quotes"
    assert text(violation, "ja") == "文字列が必要ですが、`9.1` があります。引用符で囲んでください"


TYPED: list[tuple[object, str, object, int]] = [
    ({"a": {"type": "string"}}, "a: 9.10", {"a": "9.10"}, 0),
    ({"a": {"type": "string"}}, "a: 5.0", {"a": "5.0"}, 0),
    ({"a": {"type": "string"}}, "a: +12", {"a": "+12"}, 0),
    ({"a": {"type": "string"}}, "a: TRUE", {"a": "TRUE"}, 0),
    ({"a": {"type": "string"}}, f"a: {'1' * 30}", {"a": "1" * 30}, 0),
    ({"a": {"type": "string"}}, "a: 1e5", {"a": "1e5"}, 0),
    ({"a": {"type": "string"}}, "a: ~", {"a": None}, 1),
    ({"a": {"type": "string"}}, "a:", {"a": None}, 1),
    ({"a": {"type": ["string", "array"]}}, "a: 1.0", {"a": "1.0"}, 0),
    ({"a": {"type": ["string", "number"]}}, "a: 1.10", {"a": 1.1}, 0),
    ({"a": {"enum": ["1.0", "2.0"]}}, "a: 2.0", {"a": "2.0"}, 0),
    ({"a": {"const": "1"}}, "a: 1", {"a": "1"}, 0),
    ({"a": {"enum": ["1.0", 2]}}, "a: 1.0", {"a": 1}, 1),
    ({"a": {"type": "string", "pattern": "^v"}}, "a: 9.10", {"a": "9.10"}, 1),
    ({"a": {"items": {"type": "string"}}}, "a: [1.0, x, true]", {"a": ["1.0", "x", "true"]}, 0),
    ({"a": {"items": {"type": "string"}}, "b": {"type": "integer"}}, "a: &l [&n 10]\nb: *n", {"a": ["10"], "b": 10}, 0),
    (
        {"a": {"items": {"type": "integer"}}, "b": {"items": {"type": "string"}}},
        "a: &l [7]\nb: *l",
        {"a": [7], "b": ["7"]},
        0,
    ),
]


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize(("properties", "written", "data", "count"), TYPED)
def test_text_stays_what_was_typed(
    properties: object, written: str, data: object, count: int, judge: Callable[[str], Judge]
) -> None:
    read = document(written + "\n")
    violations = Schema({"properties": properties}, "s", judge=judge).violations(read)
    assert json.dumps(read.data) == json.dumps(data)
    assert len(violations) == count


def test_text_that_decides_what_else_is_text() -> None:
    schema = {
        "properties": {"version": {"type": "string"}},
        "if": {"properties": {"version": {"const": "2.0"}}},
        "then": {"properties": {"build": {"type": "string"}}},
    }
    read = document("version: 2.0\nbuild: 7.10\n")
    assert Schema(schema, "s").violations(read) == []
    assert read.data == {"version": "2.0", "build": "7.10"}


def test_a_whole_document_that_is_text() -> None:
    read = document("9.10\n")
    assert Schema({"type": "string"}, "s").violations(read) == []
    assert read.data == "9.10"


def test_one_message_for_one_value() -> None:
    schema = {"properties": {"a": {"type": "string", "enum": ["plus"], "pattern": "^c", "minLength": 9}}}
    (violation,) = Schema(schema, "s").violations(document("a: x\n"))
    assert violation == Violation(Where(("a",)), violation.key, violation.arguments)
    assert text(violation, "en") == "expected one of `plus`, got `x`"


def test_a_text_of_many_lines_is_cut() -> None:
    (violation,) = Schema({"items": {"type": "integer"}}, "s").violations(document("- |\n  one\n  " + "x" * 90 + "\n"))
    assert text(violation, "en") == f"expected a whole number, got text `one\\n{'x' * 55}…`"


def test_a_schema_as_text_and_as_a_function() -> None:
    written = '{"type": "integer", "x-pattern-words": {}}'
    for source in (written, json.loads(written), lambda: written):
        schema = Schema(source, "s")
        assert schema.tree == json.loads(written)
        assert [text(v, "en") for v in schema.violations(document("a\n"))] == ["expected a whole number, got text `a`"]


# ------------------------------------------------------------------------------------------------ shipped schemas
MANIFEST = """apiVersion: lictool/v1
kind: SecureClientDeployment
metadata: {name: emea}
spec:
  headends:
    - {name: fw-1, osVersion: 9.10, serialNumber: 12345678901}
"""


@pytest.mark.parametrize("judge", JUDGES)
def test_the_shipped_manifest_schema(judge: Callable[[str], Judge]) -> None:
    read = document(MANIFEST)
    assert Schema(schema_text("manifest"), "manifest", judge=judge).violations(read) == []
    assert read.data["spec"]["headends"] == [{"name": "fw-1", "osVersion": "9.10", "serialNumber": "12345678901"}]


def test_shipped_schemas_are_compiled_once() -> None:
    assert shipped("manifest") is shipped("manifest")
    assert shipped("manifest").name == "manifest"
    with pytest.raises(FileNotFoundError):
        shipped("no-such")


def keywords(node: Any) -> list[tuple[str, Any]]:
    """Give all keywords of a schema and the schemas inside it."""
    found = list(node.items())
    for keyword, value in node.items():
        inner = value.values() if keyword in {"properties", "$defs", "patternProperties"} else [value]
        for schema in value if keyword == "allOf" else inner:
            found += keywords(schema) if isinstance(schema, dict) and not keyword.startswith("x-") else []
    return found


@pytest.mark.parametrize("name", schema_names())
def test_shipped_schemas_use_only_what_is_put_into_words(name: str) -> None:
    found = keywords(json.loads(schema_text(name)))
    assert not {keyword for keyword, _ in found} & {"anyOf", "oneOf", "unevaluatedProperties", "unevaluatedItems"}
    assert not [keyword for keyword, value in found if value is False and keyword != "additionalProperties"]
    assert {value for keyword, value in found if keyword == "format"} <= {"date", "date-time"}


# ------------------------------------------------------------------------------------------------ both validators agree
def values_of(root: dict[str, Any], node: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Make values that a schema nearly allows."""
    while "$ref" in node:
        node = root["$defs"][node["$ref"].rsplit("/", 1)[1]]
    noise = st.sampled_from(
        [None, True, 0, -1, 1.5, "", "x", " y ", "9.16(4)57", "2026-02-30", [], {}, ["x", "x"], {"a": 1}]
    )
    if "enum" in node or "const" in node:
        good: st.SearchStrategy[Any] = st.sampled_from(node.get("enum", [node.get("const")]))
    elif "properties" in node and depth < 5:
        required = {key: values_of(root, node["properties"][key], depth + 1) for key in node.get("required", [])}
        others = [key for key in node["properties"] if key not in required]
        some = st.lists(st.sampled_from(others), max_size=3, unique=True) if others else st.just([])
        good = some.flatmap(
            lambda keys: st.fixed_dictionaries(
                {**required, **{key: values_of(root, node["properties"][key], depth + 1) for key in keys}}
            )
        )
        good = st.one_of(good, good, good, good.map(lambda value: {**value, "users": 1, "nmae": "x"}))
    elif node.get("type") == "array" and depth < 5:
        good = st.lists(values_of(root, node.get("items", {}), depth + 1), max_size=2)
    elif node.get("type") == "integer":
        good = st.integers(node.get("minimum", 0) - 1, node.get("minimum", 0) + 2000)
    elif node.get("format"):
        day = st.dates().map(str)
        good = (
            day
            if node["format"] == "date"
            else st.builds("{}T{}{}".format, day, st.times(), st.sampled_from(["Z", "", "+09:00"]))
        )
    elif node.get("type") == "boolean":
        good = st.booleans()
    else:
        good = st.sampled_from(["fw-1", "plus", "a b", "n\n", "あ", "x" * 101])
    return st.one_of(*[good] * 12, noise)


def manifests() -> st.SearchStrategy[Any]:
    tree = json.loads(schema_text("manifest"))
    return values_of(tree, tree)


def told(judge: Judge, name: str, data: Any) -> list[tuple[Path, bool, str]]:
    read = load("m.json", json.dumps(data).encode()).documents[0]
    violations = Schema(schema_text(name), name, judge=lambda _: judge).violations(read)
    assert judge.is_valid(read.data) == (violations == [])
    return [(*violation.where, text(violation, "en") + text(violation, "ja")) for violation in violations]


BOTH: tuple[Judge, Judge] = (RustJudge(schema_text("manifest")), PythonJudge(schema_text("manifest")))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(manifests())
def test_both_validators_say_the_same_of_manifests(data: Any) -> None:
    assert told(BOTH[0], "manifest", data) == told(BOTH[1], "manifest", data)


DAYS = st.builds("{:04}-{:02}-{:02}".format, st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
TIMES = st.builds("{:02}:{:02}:{:02}".format, st.integers(0, 24), st.integers(58, 60), st.integers(57, 61))
ZONES = st.sampled_from(["Z", "z", "", "+00:00", "-00:00", "+23:59", "+24:00", "-12:60", "+0900", "+09", " Z"])
MOMENTS = st.builds(
    "{}{}{}{}{}".format, DAYS, st.sampled_from("Tt _"), TIMES, st.sampled_from(["", ".1", ".", ",5"]), ZONES
)
FORMS = [
    ({"format": "date"}, DAYS | st.text(alphabet="0123456789-１٢ \n", max_size=11)),
    ({"format": "date-time"}, MOMENTS | DAYS | st.just("1990-12-31T23:59:60Z") | st.just(5)),
    ({"pattern": "^[a-z]+$"}, st.text(alphabet="ab\n", max_size=3)),
    ({"pattern": r"^\d$"}, st.text(alphabet="1٢$", max_size=2)),
    ({"pattern": r"a\$"}, st.text(alphabet="a$\n", max_size=3)),
    ({"uniqueItems": True}, st.lists(st.sampled_from([0, 1, False, True, "a", [0], [False], {"a": 1}]), max_size=3)),
    ({"enum": [1, "a", None]}, st.sampled_from([1, True, "a", None, "b"])),
    ({"multipleOf": 5}, st.integers(-50, 50) | st.just("5")),
]


@pytest.mark.parametrize(("schema", "values"), FORMS, ids=[str(schema) for schema, _ in FORMS])
def test_both_validators_have_the_same_verdict(schema: dict[str, Any], values: st.SearchStrategy[Any]) -> None:
    rust, python = RustJudge(json.dumps(schema)), validator(schema)

    @settings(max_examples=300, deadline=None)
    @given(values)
    def agree(value: Any) -> None:
        assert rust.is_valid(value) == python.is_valid(value)

    agree()


def test_the_best_judge_is_the_fast_one() -> None:
    assert isinstance(best_judge("{}"), RustJudge)


# ------------------------------------------------------------------------------------------------ what a start costs
CLEAN = """
import sys
from lictool.document import load
from lictool.schema import shipped
loaded = load("m.yaml", sys.stdin.buffer.read())
assert shipped("manifest").violations(loaded.documents[0]) == []
print(*sorted(sys.modules))
"""
HEAVY = {"jsonschema", "jinja2", "logging", "argparse", "dataclasses", "inspect", "pathlib", "difflib", "json"}
LAZY = {
    "wording_input",
    "schema_words",
    "schema_python",
    "reading.places",
    "reading.json_reader",
    "reading.yaml_strict",
}


def test_a_good_document_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-c", CLEAN.replace("import sys", f"import sys\nsys.path[:0] = {sys.path!r}", 1)],
        input=b"apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {name: emea}\n",
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    modules = set(done.stdout.decode().split())
    assert "lictool.schema" in modules
    assert not modules & HEAVY
    assert not modules & {f"lictool.{name}" for name in LAZY}


WITHOUT_RUST = """
import sys
sys.modules["jsonschema_rs"] = None
from lictool.document import load
from lictool.schema import shipped
from lictool.wording_input import text
loaded = load("m.yaml", sys.stdin.buffer.read())
print(*(text(v, "en") for v in shipped("manifest").violations(loaded.documents[0])), sep="\\n")
"""


def test_without_a_wheel_of_the_fast_validator() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_RUST],
        input=MANIFEST.replace("fw-1", "''").encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.decode().splitlines() == [
        "expected a name without control characters or blanks at its ends, got empty text"
    ]
