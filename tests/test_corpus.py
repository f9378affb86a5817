"""The shipped policies as a whole: what every rule and every entry must have."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from lictool.asking import VIOLATION
from lictool.bundle import load, shipped
from lictool.docs import generated
from lictool.expr.values import EvaluationError, Missing
from lictool.knowledge import coverage
from lictool.resources import folder, schema_text
from lictool.selftest import judge_example, outcome_of, run_examples
from lictool.shape import shape_of
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from lictool.policy import Policy


@cache
def policies() -> list[Policy]:
    return load(folder("policies"))


SHAPE = shape_of(json.loads(schema_text("manifest")))
RULES = [(policy, name) for policy in policies() for name in policy.rules]
ENTRIES = [(policy, name) for policy in policies() for name in policy.knowledge]
AUTHORED = sorted(
    file.relative_to(ROOT)
    for home in ("policies", "examples")
    for file in (ROOT / home).rglob("*.y*ml")
    if file.parent.name != "ci"  # recipes for the pipelines of others
)
rules = pytest.mark.parametrize(("policy", "name"), RULES, ids=[name for _, name in RULES])
entries = pytest.mark.parametrize(("policy", "name"), ENTRIES, ids=[name for _, name in ENTRIES])


def _compiled(policy: Policy, name: str) -> dict[str, Any]:
    return next(rule for rule in policy.data["rules"] if rule["name"] == name)


@rules
def test_examples_hold(policy: Policy, name: str) -> None:
    assert [(r.place, r.example, r.faults) for r in run_examples([policy], [name]) if not r.holds] == []


@rules
def test_a_violation_says_what_in_both_languages(policy: Policy, name: str) -> None:
    stated: set[str] = set()
    for example in policy.rules[name].data["examples"]:
        if example["outcome"] == VIOLATION:
            stated |= example.get("message", {}).keys()
    assert stated >= {"en", "ja"}


@rules
def test_examples_notice_a_negated_assertion(policy: Policy, name: str) -> None:
    compiled = _compiled(policy, name)
    plan = compiled["assert"]
    negated = {**compiled, "assert": ("not", plan[1], plan[2], (plan,))}
    assert any(_differs(policy, negated, example) for example in policy.rules[name].data["examples"])


def _differs(policy: Policy, changed: dict[str, Any], example: dict[str, Any]) -> bool:
    """Tell whether a changed rule answers an example in another way; its message may then miss what it speaks of."""
    try:
        return bool(outcome_of(judge_example(policy, changed, example, SHAPE)) != example["outcome"])
    except (Missing, EvaluationError):
        return True


@rules
def test_japanese_is_japanese(policy: Policy, name: str) -> None:
    data = policy.rules[name].data
    for key in ("title", "why", "message", "remediation"):
        assert re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", data[key]["ja"]), key
        assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", data[key]["en"]), key


@pytest.mark.parametrize("path", AUTHORED, ids=str)
def test_editors_find_the_schema(path: Path) -> None:
    kind = {"policy.yaml": "policy"}.get(path.name) or {"knowledge": "knowledge", "tables": "table"}.get(
        path.parts[2], "rule"
    )
    if path.parts[0] != "policies":
        kind = "manifest"
    schema = f"{'../' * (len(path.parts) - 1)}schemas/{kind}.schema.json"
    first = (ROOT / path).read_text("utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema={schema}"
    assert (ROOT / path.parent / schema).is_file()


def test_every_authored_file_is_looked_at() -> None:
    counted = sum(1 + len(p.rules) + len(p.knowledge) + len(p.data["tables"]) for p in policies())
    assert len([path for path in AUTHORED if path.parts[0] == "policies"]) == counted
    assert {path.parts[0] for path in AUTHORED} == {"policies", "examples"}


def test_every_entry_has_rules_or_says_that_it_is_informational() -> None:
    assert [(entry.name, entry.status, entry.fault) for entry in coverage(policies()) if entry.fault] == []


@entries
def test_an_entry_says_why_it_is_not_enforced(policy: Policy, name: str) -> None:
    data = policy.knowledge[name].data
    cited = any(name in rule.data["citations"] for rule in policy.rules.values())
    assert cited is (data["status"] != "informational")
    assert ("reason" in data) is (data["status"] != "enforced")
    if "reason" in data:
        assert re.search(r"[\u3040-\u30ff]", data["reason"]["ja"])
        assert data["reason"]["en"].isascii()


@entries
def test_related_entries_exist(policy: Policy, name: str) -> None:
    related = policy.knowledge[name].data.get("related", [])
    assert [other for other in related if other not in policy.knowledge or other == name] == []


def test_the_base_manifests_leave_nothing_unknown() -> None:
    for policy in policies():
        for rule in policy.data["rules"]:
            report = judge_example(policy, rule, {}, SHAPE)
            assert report.findings == (), rule["name"]


def test_generated_files_are_fresh() -> None:
    stale = [path for path, text in generated() if (ROOT / path).read_text("utf-8") != text]
    assert stale == []


def test_the_prebuilt_policies_are_those_of_the_files() -> None:
    prebuilt = shipped()
    assert prebuilt.shape == SHAPE
    built = [{k: v for k, v in policy.data.items() if k != "reference"} for policy in policies()]
    for policy in built:
        policy["rules"] = [{k: v for k, v in rule.items() if k != "words"} for rule in policy["rules"]]
    assert list(prebuilt.policies) == built
