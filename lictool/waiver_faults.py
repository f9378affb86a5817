"""What is wrong with waivers that fit their schema but not the world: errors, because of which they accept nothing, and warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.chronology import DAY, parse_timestamp, show_date
from lictool.expr.suggestion import nearest
from lictool.expr.values import Timestamp
from lictool.finding import Finding, Spot, fingerprint
from lictool.location import Where
from lictool.record import NamedTuple
from lictool.report import INPUT
from lictool.wording_waiver import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from lictool.acceptance import Terms
    from lictool.bundle import Bundle
    from lictool.deployment import Deployment
    from lictool.document import Document
    from lictool.location import Path
    from lictool.report import Report

_COMPARISONS = 5_000
"""Names at most that misspelt ones are compared with in a run."""
NOTICE_DAYS = 14
"""Days before its end from which on a waiver is said to end soon."""
ERRORS = (
    "waiver-expired",
    "waiver-dangling",
    "waiver-not-allowed",
    "waiver-too-long",
    "waiver-too-broad",
    "waiver-duplicate",
)
WARNINGS = ("waiver-unused", "waiver-expires-soon")
"""What can be wrong with a waiver, by weight."""


class Waiver(NamedTuple):
    """One waiver that fits its schema."""

    name: str
    rule: str
    deployment: str
    """Empty where the selector names none; so are resource and key."""
    resource: str
    key: str
    reason: str
    owner: str
    expires: str
    """The last day on which it holds, ISO 8601."""
    ticket: str
    document: Document

    def takes(self, key: str) -> bool:
        """Tell whether a key of a finding is the one of the waiver or lies below it."""
        return not self.key or key == self.key or key.startswith(f"{self.key}/")

    @property
    def scope(self) -> tuple[str, str, str]:
        """Rule, deployment and resource."""
        return self.rule, self.deployment, self.resource

    def meets(self, other: Waiver) -> bool:
        """Tell whether some finding could be accepted by both."""
        return self.scope == other.scope and (self.takes(other.key) or other.takes(self.key))


class Judge:
    """Judges waivers one after the other against a report."""

    def __init__(self, report: Report, bundle: Bundle, terms: Terms) -> None:
        self._today = report.as_of
        self._language = report.language
        self._terms = terms
        self._is_complete = terms.whole and not report.counts.not_judged
        self._deployments = {deployment.name: deployment for deployment in report.estate}
        self._rules: dict[str, Mapping[str, Any]] = {}
        for policy in bundle.policies:
            for rule in policy["rules"]:
                self._rules |= dict.fromkeys(rule.get("aliases", ()), rule)
        self._rules |= {rule["name"]: rule for policy in bundle.policies for rule in policy["rules"]}
        self._live: dict[tuple[str, str, str], list[Waiver]] = {}
        self._names: set[str] = set()
        self._resources: dict[tuple[str, tuple[str, ...]], set[str]] = {}
        self._twins: dict[str, int] = {}
        self._patience = _COMPARISONS

    def rule(self, waiver: Waiver) -> str:
        """Give the name that the rule of a waiver has now; it may be written by an earlier one."""
        rule = self._rules.get(waiver.rule)
        return rule["name"] if rule else waiver.rule

    def is_usable(self, waiver: Waiver) -> bool:
        """Tell whether a waiver without errors has a rule at all: in a part of a project that is no error."""
        return waiver.rule in self._rules

    def errors(self, waiver: Waiver) -> list[Finding]:
        """Give everything because of which a waiver accepts nothing."""
        if waiver.expires < self._today:
            return [self._fault("waiver-expired", waiver, ("spec", "expires"))]
        found = [*self._duplicate(waiver), *self._too_long(waiver)]
        self._names.add(waiver.name)
        self._live.setdefault(waiver.scope, []).append(waiver)
        return found + list(self._rule(waiver))

    def _duplicate(self, waiver: Waiver) -> Iterator[Finding]:
        other = next((one for one in self._live.get(waiver.scope, ()) if one.meets(waiver)), None)
        if waiver.name in self._names:
            yield self._fault("waiver-duplicate", waiver, ("metadata", "name"), "name-taken")
        elif other:
            yield self._fault("waiver-duplicate", waiver, ("spec", "selector"), "scope-taken", other=other.name)

    def _too_long(self, waiver: Waiver) -> Iterator[Finding]:
        most = self._terms.most_days
        if most is not None and days_between(self._today, waiver.expires) > most:
            latest = day_after(self._today, most)
            yield self._fault("waiver-too-long", waiver, ("spec", "expires"), days=most, latest=latest)

    def _rule(self, waiver: Waiver) -> Iterator[Finding]:
        """Hold the rule against the policies."""
        rule, path = self._rules.get(waiver.rule), ("spec", "rule")
        if rule is not None:
            if not rule["waivable"]:
                yield self._fault("waiver-not-allowed", waiver, path)
            yield from self._scope(waiver, rule["scope"])
        elif waiver.rule.startswith(INPUT):
            yield self._fault("waiver-not-allowed", waiver, path, "input-not-waivable")
        elif self._is_complete:
            hint = self._hint(waiver.rule, self._rules)
            yield self._fault("waiver-dangling", waiver, path, "rule-unknown", hint=hint)

    def _scope(self, waiver: Waiver, scope: Sequence[str] | None) -> Iterator[Finding]:
        """Hold the selector against the subjects of the rule; None stands for all deployments together."""
        if scope is None:
            if waiver.deployment:
                yield self._dangling(waiver, "deployment", "deployment-idle")
        elif not waiver.deployment:
            yield self._fault("waiver-too-broad", waiver, ("spec", "selector"), "without-deployment")
        elif scope and not waiver.resource:
            subjects = ".".join(scope)
            yield self._fault("waiver-too-broad", waiver, ("spec", "selector"), "without-resource", list=subjects)
        elif not scope and waiver.resource:
            yield self._dangling(waiver, "resource", "resource-idle")
        elif self._is_complete:
            yield from self._absent(waiver, tuple(scope))

    def _absent(self, waiver: Waiver, scope: tuple[str, ...]) -> Iterator[Finding]:
        deployment = self._deployments.get(waiver.deployment)
        if deployment is None:
            hint = self._hint(waiver.deployment, self._deployments)
            yield self._dangling(waiver, "deployment", "deployment-unknown", hint=hint)
        elif scope:
            if (deployment.name, scope) not in self._resources:
                self._resources[deployment.name, scope] = set(resources(deployment, scope))
            known = self._resources[deployment.name, scope]
            if waiver.resource not in known:
                hint = self._hint(waiver.resource, known)
                yield self._dangling(waiver, "resource", "resource-unknown", hint=hint)

    def warnings(self, waiver: Waiver, covered: int) -> Iterator[Finding]:
        """Give what is to be said of a waiver that is in order and accepts so many findings."""
        left = days_between(self._today, waiver.expires)
        if not covered:
            if self._is_complete:
                yield self._fault("waiver-unused", waiver, ("metadata", "name"))
        elif left < NOTICE_DAYS:
            yield self._fault("waiver-expires-soon", waiver, ("spec", "expires"), days=left)

    def misplaced(self, waiver: Waiver) -> Finding:
        """Say that the project does not look for waivers where this one is."""
        return self._fault("waiver-unused", waiver, ("metadata", "name"), "waiver-misplaced")

    def _dangling(self, waiver: Waiver, key: str, sentence: str, **values: object) -> Finding:
        return self._fault("waiver-dangling", waiver, ("spec", "selector", key), sentence, **values)

    def _hint(self, word: str, known: Collection[str]) -> str:
        """Say what was probably meant, as long as looking for it does not take too long in all."""
        self._patience -= len(known)
        near = nearest(word, known) if self._patience >= 0 else None
        return say("hint-nearest" if near else "hint-none", self._language, near=near)

    def _fault(self, kind: str, waiver: Waiver, path: Path, sentence: str = "", **values: object) -> Finding:
        """Make a finding at the waiver's own place; the sentence may use all that the waiver says."""
        said = {**waiver._asdict(), "zone": self._terms.zone, **values}
        remedy = "waiver-misplaced" if sentence == "waiver-misplaced" else kind
        identity = fingerprint(kind, *waiver[:5])
        twin = self._twins[identity] = self._twins.get(identity, 0) + 1
        return Finding(
            rule=kind,
            outcome="violation",
            severity="warning" if kind in WARNINGS else "error",
            message=say(sentence or kind, self._language, **said),
            remediation=say(f"{remedy}-fix", self._language),
            spot=Spot(waiver.document, Where(path)),
            resource=f"waivers/{waiver.name}",
            key="/".join(map(str, path)),
            identity=identity if twin == 1 else fingerprint(identity, str(twin)),
            values=fingerprint(waiver.expires),
        )


def resources(deployment: Deployment, scope: tuple[str, ...]) -> Iterator[str]:
    """Give the subjects of a rule in a deployment, as findings name them."""

    def below(value: Any, rest: tuple[str, ...], path: Path) -> Iterator[Path]:
        if not rest:
            yield path
            return
        value = value.get(rest[0])
        if isinstance(value, list):
            for number, item in enumerate(value):
                yield from below(item, rest[1:], (*path, rest[0], number))
        elif value is not None:
            yield from below(value, rest[1:], (*path, rest[0]))

    for path in below(deployment.data, scope, ()):
        yield "/".join(deployment.label(path))


def days_between(first: str, last: str) -> int:
    """Give the days from one day to another."""
    return (parse_timestamp(last) - parse_timestamp(first)) // DAY


def day_after(first: str, days: int) -> str:
    """Give the day so many days after another, the last that there is where it lies beyond."""
    return show_date(Timestamp(min(parse_timestamp(first) + days * DAY, parse_timestamp("9999-12-31"))))
