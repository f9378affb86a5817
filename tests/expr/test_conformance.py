"""The official CEL cases, where they lie beside the checkout; every file of the core language passes as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.expr.conformance import cases, deduced, failure
from tests.expr.skips import CASES, FILES, SECTIONS

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "cel"
CORE = {
    "parse": 193, "basic": 43, "logic": 30, "fields": 60, "lists": 39, "macros": 44, "comparisons": 334, "string": 51,
    "integer_math": 64, "fp_math": 30, "conversions": 109, "timestamps": 78, "namespace": 14, "plumbing": 5,
}  # fmt: skip
"""Files that pass whole, with the number of their cases."""
PARTLY = ("string_ext", "type_deduction")

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/conformance/cel is not beside this checkout")


def test_every_file_is_tested_or_skipped_for_a_reason() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == {*CORE, *PARTLY, *FILES}


@pytest.mark.parametrize("name", CORE)
def test_core(name: str) -> None:
    judged = {case: failure(data) for case, data in cases(FOLDER / f"{name}.json")}
    assert {case: wrong for case, wrong in judged.items() if wrong} == {}
    assert len(judged) == CORE[name]


@pytest.mark.parametrize("name", PARTLY)
def test_extensions(name: str) -> None:
    failed = {f"{name}:{case}": wrong for case, data in cases(FOLDER / f"{name}.json") if (wrong := failure(data))}
    named = {case for case in failed if case in CASES or case.partition("/")[0] in SECTIONS}
    assert {case: wrong for case, wrong in failed.items() if case not in named} == {}


@pytest.mark.parametrize("name", PARTLY)
def test_no_skip_is_out_of_date(name: str) -> None:
    failed = {f"{name}:{case}" for case, data in cases(FOLDER / f"{name}.json") if failure(data)}
    assert {case for case in CASES if case.startswith(name)} <= failed
    assert {section for section in SECTIONS if section.startswith(name)} <= {c.partition("/")[0] for c in failed}


def test_types_are_deduced() -> None:
    found = {
        case: (deduced(data), data["type"])
        for case, data in cases(FOLDER / "type_deduction.json")
        if "type" in data and f"type_deduction:{case}" not in CASES
    }
    assert {case: types for case, types in found.items() if types[0] != types[1]} == {}
    assert len(found) == 15
