"""Asking every rule about every subject: outcomes, and findings for what is violated or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lictool.domain import IMPLEMENTATIONS
from lictool.expr.chronology import parse_timestamp
from lictool.expr.compiler import compile_plan, new_frame
from lictool.expr.values import BudgetExceeded, Context, EvaluationError, Missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lictool.bundle import Bundle
    from lictool.deployment import Deployment
    from lictool.expr.values import Closure, Frame
    from lictool.location import Path

PASS, VIOLATION, UNKNOWN, NOT_APPLICABLE = "pass", "violation", "unknown", "not-applicable"
"""The outcomes of a rule on a subject."""

TODAY, TABLES, PARAMETERS, PORTFOLIO, DEPLOYMENT = 1, 2, 3, 4, 5
"""Slots of the names that every rule has; the subjects follow. Rules across deployments have none of the last."""

ITERATIONS_A_RULE = 1_000_000
ITERATIONS_A_RUN = 50_000_000
SIZE_A_RULE = 10_000_000
"""Elements that the expressions of a rule may visit on one deployment, and of all rules in a run; characters and items
that a rule may make."""


class Judgement(NamedTuple):
    """What the rules came to."""

    cases: list[tuple[str, Case]]
    """What was violated or undecided, with the outcome."""
    rules_loaded: int
    rules_applied: int
    passes: int
    violations: int
    unknowns: int
    not_applicable: int
    absent: tuple[str, ...]
    """Lists of subjects that no deployment keeps."""


class Options(NamedTuple):
    """What a judgement depends on besides manifests and policies."""

    as_of: str
    """Date of the judgement, ISO 8601."""
    language: str = "en"
    zone: str = "UTC"
    """The zone in which a moment belongs to a day."""
    unknown_cap: str = "error"
    """Severity that an unknown has at most."""


class Case(NamedTuple):
    """One subject that a rule was asked about, as the finding needs it."""

    rule: Rule
    policy: dict[str, Any]
    frame: Frame
    subject: Path
    """Path of the subject, from `deployment` or `portfolio`."""
    roots: dict[int, Path]
    deployments: Sequence[Deployment]
    """The deployment, or for a rule across deployments all of them."""
    reason: str = ""
    """Why it is unknown where no fact is missing."""


class Rule:
    """A rule ready to be asked; its expressions are compiled when it meets its first subject."""

    __slots__ = ("_applies", "_asserts", "_ready", "data", "lazies", "levels", "plans", "scope")

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.scope: Sequence[str] | None = data["scope"]
        """Path of the lists of subjects below the deployment; None for the portfolio."""
        self.levels: Sequence[int] = data["levels"]
        self.plans: dict[int, Any] = dict(data["variables"])
        self.lazies: dict[int, Closure] = {}
        self._ready = False
        self._applies: Closure | None = None
        self._asserts: Closure | None = None

    def compile(self, plan: Any) -> Closure:
        """Make a closure of one of the rule's plans."""
        if not self.lazies:
            for slot, variable in self.plans.items():
                self.lazies[slot] = compile_plan(variable, IMPLEMENTATIONS, self.lazies)
        return compile_plan(plan, IMPLEMENTATIONS, self.lazies)

    def outcome(self, frame: Frame) -> str:
        """Give the outcome of *when implies assert*: a missing fact in `when` cannot turn a pass into a violation.

        Raises BudgetExceeded if the expressions take too much.
        """
        if not self._ready:
            self._ready = True
            if self.data["when"] is not None:
                self._applies = self.compile(self.data["when"])
            self._asserts = self.compile(self.data["assert"])
        applies = True if self._applies is None else _decided(self._applies, frame)
        if applies is False:
            return NOT_APPLICABLE
        holds = _decided(self._asserts, frame)
        if holds:
            return PASS
        return VIOLATION if holds is False and applies else UNKNOWN


def _decided(closure: Closure | None, frame: Frame) -> bool | None:
    try:
        return bool(closure(frame)) if closure else None
    except (Missing, EvaluationError):
        return None


class _Run:
    """One pass of all rules over all deployments."""

    def __init__(self, bundle: Bundle, options: Options) -> None:
        self.today = parse_timestamp(options.as_of)
        self.context = Context(self.today, options.zone, ITERATIONS_A_RULE, SIZE_A_RULE)
        self.left = ITERATIONS_A_RUN
        self.policies = [(policy, [Rule(data) for data in policy["rules"]]) for policy in bundle.policies]
        self.tally = {PASS: 0, VIOLATION: 0, UNKNOWN: 0, NOT_APPLICABLE: 0}
        self.applied: set[str] = set()
        self.absent: dict[str, bool] = {}
        self.cases: list[tuple[str, Case]] = []

    def judge(self, deployments: Sequence[Deployment], *, complete: bool) -> None:
        portfolio = [deployment.data for deployment in deployments]
        for policy, rules in self.policies:
            base = [self.today, policy["tables"], policy["parameters"], portfolio]
            for rule in rules:
                if rule.scope is None:
                    if deployments:
                        case = Case(
                            rule,
                            policy,
                            new_frame(self.context, base, rule.data["slots"]),
                            ("portfolio",),
                            {},
                            deployments,
                        )
                        self._ask(rule, case, complete=complete)
                    continue
                for deployment in deployments:
                    self._deployment(rule, policy, [*base, deployment.data], deployment, complete=complete)

    def _deployment(
        self, rule: Rule, policy: dict[str, Any], base: list[Any], deployment: Deployment, *, complete: bool
    ) -> None:
        scope = rule.scope or ()
        self.context.iterations = min(ITERATIONS_A_RULE, self.left)
        self.context.size = SIZE_A_RULE
        start = self.context.iterations
        found = False
        slots = rule.data["slots"]
        for path, items in _subjects(deployment.data, scope, ("deployment",), ()):
            found = True
            frame = new_frame(self.context, [*base, *(item for _, item in items)], slots)
            roots = dict(zip(rule.levels, (where for where, _ in items), strict=True))
            self._ask(rule, Case(rule, policy, frame, path, roots, (deployment,)), complete=complete)
        self.left -= start - self.context.iterations
        if not found:
            self.tally[NOT_APPLICABLE] += 1
        if scope:
            name = ".".join(scope)
            self.absent[name] = self.absent.get(name, True) and not _stated(deployment.data, scope)

    def _ask(self, rule: Rule, case: Case, *, complete: bool) -> None:
        try:
            outcome = rule.outcome(case.frame)
        except BudgetExceeded as error:
            outcome, case = UNKNOWN, case._replace(reason=error.reason)
        if not complete and rule.data["across"] and outcome != NOT_APPLICABLE:
            outcome, case = UNKNOWN, case._replace(reason="not-all-judged")
        self.tally[outcome] += 1
        if outcome is NOT_APPLICABLE:
            return
        self.applied.add(rule.data["name"])
        if outcome is not PASS:
            self.cases.append((outcome, case))


def judge(deployments: Sequence[Deployment], bundle: Bundle, options: Options, *, complete: bool) -> Judgement:
    """Ask every rule about every deployment.

    `complete` says whether these are all deployments of the run; if not, rules across deployments are unknown.
    """
    run = _Run(bundle, options)
    run.judge(deployments, complete=complete)
    return Judgement(
        run.cases,
        sum(len(rules) for _, rules in run.policies),
        len(run.applied),
        run.tally[PASS],
        run.tally[VIOLATION],
        run.tally[UNKNOWN],
        run.tally[NOT_APPLICABLE],
        tuple(sorted(name for name, absent in run.absent.items() if absent and deployments)),
    )


def _subjects(
    value: Any, scope: Sequence[str], path: Path, items: tuple[tuple[Path, Any], ...]
) -> Iterator[tuple[Path, tuple[tuple[Path, Any], ...]]]:
    """Give the subjects below a value: the path, and for each list on the way the item and its path."""
    for position, step in enumerate(scope):
        value = value.get(step)
        if value is None:
            return
        path = (*path, step)
        if value.__class__ is list:
            for number, item in enumerate(value):
                where = (*path, number)
                yield from _subjects(item, scope[position + 1 :], where, (*items, (where, item)))
            return
    yield path, items


def _stated(value: Any, scope: Sequence[str]) -> bool:
    """Tell whether a deployment keeps the list of a rule's subjects anywhere."""
    for position, step in enumerate(scope):
        value = value.get(step)
        if value is None:
            return False
        if value.__class__ is list and position + 1 < len(scope):
            return not value or any(_stated(item, scope[position + 1 :]) for item in value)
    return True
