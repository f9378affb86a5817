"""Asking every rule about every subject: outcomes, and findings for what is violated or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.asking import FAILURES, NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION, Rule
from lictool.expr.chronology import parse_timestamp
from lictool.expr.values import EXPLAINING, BudgetExceeded, Context
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lictool.bundle import Bundle
    from lictool.deployment import Deployment
    from lictool.expr.values import Frame
    from lictool.location import Path

    Subject = tuple[Path, tuple[tuple[Path, Any], ...]]
    """Path of a subject, and for each list on the way the item with its path."""

TODAY, TABLES, PARAMETERS, PORTFOLIO, DEPLOYMENT = 1, 2, 3, 4, 5
"""Slots of the names that every rule has; the subjects follow. Rules across deployments have none of the last."""

ITERATIONS_A_RULE = 5_000_000
ITERATIONS_A_RUN = 50_000_000
ITERATIONS_A_DEPLOYMENT = 100_000
SIZE_A_RULE = 10_000_000
"""Elements that the expressions of a rule may visit on one deployment; those of all rules in a run, of which a run of
many deployments has more; characters and items that a rule may make on one deployment."""
EXPLAINING_A_DEPLOYMENT = 10_000
"""Steps that explaining may take for each deployment, where that is more than `EXPLAINING`."""
_MANY = 32
"""Subjects from which on it pays to remember what they have in common."""


class Judgement(NamedTuple):
    """What the rules came to."""

    cases: list[tuple[str, Case]]
    """What was violated or undecided, with the outcome; all that was asked, if every case is wanted."""
    outcomes: dict[str, int]
    """How often each outcome came."""
    applied: set[str]
    """Rules that gave another outcome than not-applicable for some subject."""
    asked: set[str]
    """Lists of subjects that rules ask for."""
    stated: set[str]
    """Those of them that some deployment keeps."""


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


class _Subjects(NamedTuple):
    """The rules of a policy that are asked about the same lists."""

    scope: tuple[str, ...] | None
    rules: list[Rule]


class _Run:
    """One pass of all rules over all deployments."""

    def __init__(
        self,
        bundle: Bundle,
        options: Options,
        deployments: Sequence[Deployment],
        portfolio: Sequence[Deployment],
        *,
        complete: bool,
        every: bool,
        ready: Callable[[dict[str, Any]], Rule],
    ) -> None:
        self.today = parse_timestamp(options.as_of)
        self.context = Context(self.today, options.zone, ITERATIONS_A_RULE, SIZE_A_RULE)
        self.context.explaining = max(EXPLAINING, EXPLAINING_A_DEPLOYMENT * len(deployments))
        self.left = max(ITERATIONS_A_RUN, ITERATIONS_A_DEPLOYMENT * len(deployments))
        self.deployments = deployments
        self.complete = complete
        self.every = every
        self.portfolio = portfolio
        self.policies = [(policy, _by_subjects(policy["rules"], ready)) for policy in bundle.policies]
        self.result = Judgement([], {PASS: 0, VIOLATION: 0, UNKNOWN: 0, NOT_APPLICABLE: 0}, set(), set(), set())

    def judge(self) -> None:
        """Ask everything."""
        result = self.result
        portfolio = [deployment.data for deployment in self.portfolio]
        for policy, groups in self.policies:
            base = [self.context, self.today, policy["tables"], policy["parameters"], portfolio]
            for group in groups:
                if group.scope is None:
                    # One stretch of a portfolio that is shared out asks for all of it.
                    if self.deployments and self.deployments[0] is self.portfolio[0]:
                        self._ask(group.rules, policy, base, [(("portfolio",), ())], self.portfolio)
                    continue
                name = ".".join(group.scope)
                result.asked.add(name)
                for deployment in self.deployments:
                    data = deployment.data
                    subjects = list(_subjects(data, group.scope, ("deployment",), ()))
                    if subjects:
                        self._ask(group.rules, policy, [*base, data], subjects, (deployment,))
                    else:
                        result.outcomes[NOT_APPLICABLE] += len(group.rules)
                    if name not in result.stated and (subjects or _stated(data, group.scope)):
                        result.stated.add(name)

    def _ask(
        self,
        rules: Sequence[Rule],
        policy: dict[str, Any],
        base: list[Any],
        subjects: Sequence[Subject],
        deployments: Sequence[Deployment],
    ) -> None:
        """Ask rules about subjects; each rule has its own budget for all of them."""
        tally = self.result.outcomes
        frames = [[*base, *(item for _, item in items)] for _, items in subjects]
        many = len(subjects) >= _MANY
        for rule in rules:
            context = self.context
            context.iterations = budget = min(ITERATIONS_A_RULE, self.left)
            context.size = SIZE_A_RULE
            context.memo = {} if many else None
            context.shared = shared = _steady(rule) if many else ()
            blank = list(rule.blank)
            rest = blank[len(frames[0]) :]
            idle = True
            ask = rule.straight() or rule.outcome
            for start, (path, items) in zip(frames, subjects, strict=True):
                frame = start + rest
                reason = ""
                left, size = context.iterations, context.size
                try:
                    outcome = ask(frame)
                except FAILURES:
                    rule.failures += 1
                    # An index that was made on the way stays, and is nothing that the second way takes.
                    context.iterations, context.size = left, size
                    frame = start + rest
                    outcome, reason = _careful(rule, frame)
                except BudgetExceeded as error:
                    outcome, reason = UNKNOWN, error.reason
                if shared:
                    rest = _carried(blank, frame, shared)[len(start) :]
                if outcome is NOT_APPLICABLE and not self.every:
                    tally[outcome] += 1
                    continue
                idle = False
                if not self.complete and rule.data["across"]:
                    outcome, reason = UNKNOWN, "not-all-judged"
                tally[outcome] += 1
                if outcome is not PASS or self.every:
                    roots = _roots(rule, items)
                    self.result.cases.append((outcome, Case(rule, policy, frame, path, roots, deployments, reason)))
            if not idle:
                self.result.applied.add(rule.data["name"])
            spent = budget - context.iterations
            rule.work += len(subjects) + spent
            self.left -= spent


def _steady(rule: Rule) -> Sequence[int]:
    from lictool.expr.indexing import steady

    return steady(rule.plans, rule.levels)


def _carried(blank: Frame, frame: Frame, shared: Sequence[int]) -> Frame:
    """Carry what all subjects share from a frame to those that follow."""
    for slot in shared:
        blank[slot] = frame[slot]
    return blank


def _roots(rule: Rule, items: Sequence[tuple[Path, Any]]) -> dict[int, Path]:
    return dict(zip(rule.levels, (where for where, _ in items), strict=True))


def _careful(rule: Rule, frame: Frame) -> tuple[str, str]:
    """Give the outcome and, where the budget did not do, the reason."""
    try:
        return rule.outcome(frame), ""
    except BudgetExceeded as error:
        return UNKNOWN, error.reason


def _by_subjects(rules: Sequence[dict[str, Any]], ready: Callable[[dict[str, Any]], Rule]) -> list[_Subjects]:
    """Gather rules that are asked about the same lists, so that the lists are walked once."""
    groups: dict[tuple[str, ...] | None, list[Rule]] = {}
    for data in rules:
        scope = data["scope"]
        groups.setdefault(None if scope is None else tuple(scope), []).append(ready(data))
    return [_Subjects(scope, members) for scope, members in groups.items()]


def judge(
    deployments: Sequence[Deployment],
    bundle: Bundle,
    options: Options,
    *,
    portfolio: Sequence[Deployment] | None = None,
    complete: bool = True,
    every: bool = False,
    ready: Callable[[dict[str, Any]], Rule] = Rule,
) -> Judgement:
    """Ask every rule about every deployment.

    `portfolio` holds all deployments of the run where `deployments` are a stretch of them; `complete` says whether all
    of the run could be judged: if not, rules across deployments are unknown. With `every`, the cases of the answer are
    all of them, and a rule counts as applied wherever it found a subject. `ready` makes the rules ready to be asked;
    one that gives rules which it made before saves their compilation.
    """
    everything = deployments if portfolio is None else portfolio
    run = _Run(bundle, options, deployments, everything, complete=complete, every=every, ready=ready)
    run.judge()
    return run.result


def _subjects(value: Any, scope: Sequence[str], path: Path, items: tuple[tuple[Path, Any], ...]) -> Iterator[Subject]:
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
