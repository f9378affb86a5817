"""Running the examples inside the rules, through the same pipeline as every check."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lictool.asking import NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION
from lictool.bundle import Bundle
from lictool.errors import Problem, UsageError
from lictool.evaluation import Options
from lictool.expr.suggestion import hint, no_rule
from lictool.patch import patched
from lictool.pipeline import check
from lictool.record import NamedTuple
from lictool.resources import schema_text
from lictool.shape import shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lictool.finding import Finding
    from lictool.policy import Policy
    from lictool.report import Report
    from lictool.shape import Shape

DAY = "2026-01-01"
"""The day of examples whose policy names none."""


class Result(NamedTuple):
    """What an example came to."""

    rule: str
    example: str
    place: str
    """File and line of the example."""
    faults: tuple[str, ...]
    """What differs from what it says."""

    @property
    def holds(self) -> bool:
        """Whether everything is as it says."""
        return not self.faults


def select(policies: Sequence[Policy], names: Iterable[str]) -> list[str]:
    """Give the names of the rules asked for, all if none is. Raises UsageError for a name that no rule has."""
    known = sorted(name for policy in policies for name in policy.rules)
    wanted = list(names)
    problems = [Problem(no_rule(name, known)) for name in wanted if name not in known]
    if problems:
        raise UsageError(*problems)
    return wanted or known


def run_examples(policies: Sequence[Policy], names: Sequence[str]) -> list[Result]:
    """Judge every example of the rules, and the base manifest of each policy by each of them."""
    shape = shape_of(json.loads(schema_text("manifest")))
    results = []
    for policy in policies:
        rules = {rule["name"]: rule for rule in policy.data["rules"]}
        for name in names:
            if name in rules:
                results += _rule(policy, rules[name], shape)
    return results


def example_inputs(policy: Policy, example: dict[str, Any], shape: Shape) -> list[tuple[str, bytes]]:
    """Give the files that an example describes: the patched base manifest, and further deployments."""
    base = policy.authored.data.get("base", {})
    patches = {**example.get("deployments", {}), "example": example.get("patch", {})}
    spec = shape["fields"]["spec"]
    return [
        (
            f"{name}.json",
            json.dumps(
                {
                    "apiVersion": "lictool/v1",
                    "kind": "SecureClientDeployment",
                    "metadata": {"name": name},
                    "spec": patched(base, patch, spec),
                }
            ).encode(),
        )
        for name, patch in patches.items()
    ]


def judge_example(
    policy: Policy, rule: dict[str, Any], example: dict[str, Any], shape: Shape, language: str = "en"
) -> Report:
    """Judge an example by its rule alone."""
    bundle = example_bundle(policy, rule, example, shape)
    return check(example_inputs(policy, example, shape), bundle, Options(day_of(policy, example), language))


def example_bundle(policy: Policy, rule: dict[str, Any], example: dict[str, Any], shape: Shape) -> Bundle:
    """Give what an example is judged by: its rule alone, with the parameters that the example sets."""
    parameters = {**policy.data["parameters"], **example.get("parameters", {})}
    return Bundle([{**policy.data, "parameters": parameters, "rules": [rule]}], shape, "")


def day_of(policy: Policy, example: dict[str, Any]) -> str:
    """Give the day on which an example is judged."""
    day: str = example.get("asOf", policy.authored.data.get("asOf", DAY))
    return day


def outcome_of(report: Report) -> str:
    """Give the gravest outcome of a report."""
    counts = report.counts
    if counts.violations:
        return VIOLATION
    return UNKNOWN if counts.unknowns else PASS if counts.passes else NOT_APPLICABLE


def _rule(policy: Policy, rule: dict[str, Any], shape: Shape) -> list[Result]:
    authored = policy.rules[rule["name"]]
    results = []
    if "base" in policy.authored.data:
        report = judge_example(policy, rule, {}, shape)
        faults = _input_faults(report)
        if report.counts.violations:
            faults.append(f"the base manifest violates the rule: {_messages(report)}")
        results.append(Result(rule["name"], "base manifest", policy.authored.document.file, tuple(faults)))
    for position, example in enumerate(authored.data["examples"]):
        problem = authored.problem(("examples", position), "")
        line = problem.span.line if problem.span else 1
        faults = _faults(policy, rule, example, shape)
        results.append(Result(rule["name"], example["name"], f"{problem.file}:{line}", tuple(faults)))
    return results


def _faults(policy: Policy, rule: dict[str, Any], example: dict[str, Any], shape: Shape) -> list[str]:
    """Judge an example, and compare what it says with what comes."""
    report = judge_example(policy, rule, example, shape)
    faults = _input_faults(report)
    declared = policy.authored.data.get("parameters", {})
    faults += [
        f"there is no parameter `{n}`{hint(n, declared)}" for n in example.get("parameters", {}) if n not in declared
    ]
    outcome = outcome_of(report)
    if outcome != example["outcome"]:
        shown = f": {_messages(report)}" if report.findings else ""
        faults.append(f"expected {example['outcome']}, found {outcome}{shown}")
    if outcome == UNKNOWN and "neverUnknown" in policy.rules[rule["name"]].data:
        faults.append("the example is unknown, though the rule says under `neverUnknown` that it never is")
    if faults:
        return faults

    def findings(language: str) -> Sequence[Finding]:
        found = report if language == "en" else judge_example(policy, rule, example, shape, language)
        return [located.finding for located in found.findings]

    return compare(example, findings)


def compare(example: dict[str, Any], findings: Callable[[str], Sequence[Finding]]) -> list[str]:
    """Hold what an example says of the findings against those of a language; give what differs."""
    faults = []
    for language, expected in example.get("message", {}).items():
        found = findings(language)
        message = found[0].message if found else ""
        if message != expected:
            faults.append(f"expected the message `{expected}`, found `{message}`")
    if "at" in example:
        first = next(iter(findings("en")), None)
        place = "/".join(part for part in (first.resource, first.key) if part) if first else ""
        if place != _slashed(example["at"]):
            faults.append(f"expected a finding at `{_slashed(example['at'])}`, found one at `{place}`")
    if "missing" in example:
        missing = sorted({path for finding in findings("en") for path in finding.missing})
        if missing != sorted(example["missing"]):
            faults.append(f"expected to miss {sorted(example['missing'])}, found {missing}")
    return faults


def _slashed(path: str) -> str:
    return path.replace("].", "/").replace("[", "/").replace("]", "").replace(".", "/")


def _input_faults(report: Report) -> list[str]:
    """Give the faults of an example's manifest, which say nothing of the rule."""
    return [
        f"the manifest of the example is at fault: {located.place.pointer}: {located.finding.message}"
        for located in report.findings
        if located.finding.rule.startswith("manifest-")
    ]


def _messages(report: Report) -> str:
    return "; ".join(located.finding.message for located in report.findings)
