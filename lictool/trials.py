"""The examples of a rule made ready once, to be judged many times: by changed rules, or by one that is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.asking import NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION, Rule
from lictool.evaluation import Options, judge
from lictool.expr.values import BudgetExceeded, EvaluationError, Missing
from lictool.pipeline import join, read
from lictool.report import locate
from lictool.selftest import compare, day_of, example_bundle, example_inputs
from lictool.verdict import finding_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.evaluation import Judgement
    from lictool.finding import Finding
    from lictool.policy import Policy
    from lictool.shape import Shape

BASE = "base manifest"
"""Name of the trial that every rule has beside its examples: the base manifest, which violates nothing."""

_SAID = frozenset(("message", "at", "missing"))
"""What an example may say of the findings."""


class Trial:
    """An example whose manifests were read and joined."""

    __slots__ = ("_bundle", "_deployments", "_example", "_options", "_shape", "name")

    def __init__(self, policy: Policy, rule: dict[str, Any], example: dict[str, Any], shape: Shape) -> None:
        self.name: str = example.get("name", BASE)
        self._example = example
        self._shape = shape
        self._bundle = example_bundle(policy, rule, example, shape)
        self._deployments = join(read(example_inputs(policy, example, shape), shape, "en").parts, shape)
        self._options = Options(day_of(policy, example))

    def contradicts(self, rule: Rule) -> bool:
        """Tell whether a rule gives another outcome than the example says; that costs less than its findings."""
        outcome = gravest(self._judged(rule))
        return outcome != self._example["outcome"] if "outcome" in self._example else outcome == VIOLATION

    def differs(self, rule: Rule) -> bool:
        """Tell whether the findings of a rule are others than the example says, or cannot be put in words."""
        if _SAID.isdisjoint(self._example):
            return False
        judgement = self._judged(rule)
        try:
            return bool(compare(self._example, lambda language: self._findings(judgement, language)))
        except (Missing, EvaluationError, BudgetExceeded):
            return True

    def watch(self, rule: Rule) -> str:
        """Judge by a rule that takes notes, the texts of its findings included; give the outcome."""
        judgement = self._judged(rule)
        self._findings(judgement, "en")
        return gravest(judgement)

    def _judged(self, rule: Rule) -> Judgement:
        return judge(self._deployments, self._bundle, self._options, ready=lambda _: rule)

    def _findings(self, judgement: Judgement, language: str) -> Sequence[Finding]:
        """Give the findings in the order of a report."""
        options = self._options._replace(language=language)
        found = [finding_of(outcome, case, options) for outcome, case in judgement.cases]
        if len(found) < 2:
            return found
        return [located.finding for located in locate(found, self._shape)]


def gravest(judgement: Judgement) -> str:
    """Give the gravest outcome of a judgement."""
    return next((o for o in (VIOLATION, UNKNOWN, PASS) if judgement.outcomes[o]), NOT_APPLICABLE)


def trials_of(policy: Policy, name: str, shape: Shape) -> list[Trial]:
    """Make ready the examples of a rule, and the base manifest if the policy has one."""
    rule = next(rule for rule in policy.data["rules"] if rule["name"] == name)
    examples = list(policy.rules[name].data["examples"])
    if "base" in policy.authored.data:
        examples.append({})
    return [Trial(policy, rule, example, shape) for example in examples]
