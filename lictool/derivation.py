"""How a rule came to its verdicts on the subjects of some files, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lictool.asking import NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION
from lictool.bundle import Bundle
from lictool.changing import Changer
from lictool.evaluation import judge
from lictool.naming import label
from lictool.pipeline import join, read
from lictool.report import look_up
from lictool.rule import RuleChecker
from lictool.rule_texts import Texts
from lictool.steps import Clause, Derivation, Fact
from lictool.tracing import Tracer
from lictool.verdict import ASSERT, WHEN, deciding, explained, finding_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lictool.evaluation import Case, Options
    from lictool.finding import Spot
    from lictool.location import Where
    from lictool.policy import Policy
    from lictool.report import Place
    from lictool.shape import Shape

_ORDER = (VIOLATION, UNKNOWN, PASS, NOT_APPLICABLE)


class Derivations(NamedTuple):
    """The verdicts of one rule."""

    rule: str
    severity: str
    title: str
    as_of: str
    items: tuple[Derivation, ...]
    """Violations first, then what is unknown, what passes, and to what the rule does not apply."""
    places: Mapping[tuple[int, Where], Place]
    """Places by the identity of the document and the place in it."""
    subjects: str
    """The list of the rule's subjects, such as `headends`; empty for the deployment itself."""
    judged: int
    """Documents whose deployment was judged."""
    hidden: tuple[str, ...]
    """Deployments that were not judged, because a part of them cannot be used."""
    broken: int
    """Documents that cannot be used."""

    def place(self, spot: Spot) -> Place:
        """Look up a place."""
        return self.places[id(spot.document), spot.where]


def derive(
    policy: Policy,
    name: str,
    data: Mapping[str, Any],
    inputs: Sequence[tuple[str, bytes | OSError]],
    shape: Shape,
    options: Options,
) -> Derivations:
    """Say how a rule of a policy comes to its verdicts; `data` is the policy as it is judged, a project's choices included."""
    intake = read(list(inputs), shape, options.language)
    deployments = join(intake.parts, shape)
    sound = [d for d in deployments if not d.clashes and d.name not in intake.hidden]
    rule = next(one for one in data["rules"] if one["name"] == name)
    bundle = Bundle([{**data, "rules": [rule]}], shape, "")
    complete = len(sound) == len(deployments) and not intake.broken
    judgement = judge(sound, bundle, options, complete=complete, every=True)
    texts = texts_of(policy, name, rule)
    own = policy.authored.data.get("parameters", {})
    items = [_derivation(outcome, case, Tracer(case, texts, own), texts, options) for outcome, case in judgement.cases]
    items.sort(key=lambda item: _ORDER.index(item.outcome))  # stable: subjects stay in their order
    spots = (spot for item in items for spot in _spots(item))
    return Derivations(
        rule=name,
        severity=rule["severity"],
        title=policy.rules[name].data["title"][options.language],
        as_of=options.as_of,
        items=tuple(items),
        places=look_up(spots, shape),
        subjects=".".join(rule["scope"] or ()),
        judged=sum(len(deployment.parts) for deployment in sound),
        hidden=tuple(sorted({d.name for d in deployments} - {d.name for d in sound} | intake.hidden)),
        broken=intake.broken,
    )


def concerning(found: Derivations, names: Iterable[str]) -> Derivations:
    """Leave the verdicts on deployments of which a part is in files, or files below folders; `` is everything."""
    wanted = tuple(names)
    if "" in wanted:
        return found
    folders = tuple(f"{name}/" for name in wanted)
    items = (item for item in found.items if any(f in wanted or f.startswith(folders) for f in item.files))
    return found._replace(items=tuple(items))


def texts_of(policy: Policy, name: str, rule: Mapping[str, Any]) -> Texts:
    """Give the texts of a rule by slot: 0 the assertion, -1 the condition, then the variables."""
    authored = policy.rules[name]
    checker = RuleChecker(authored, *policy.scope)
    checker.check(policy.data["name"])
    data, types = authored.data, checker.types
    texts = {ASSERT: ("assert", data["assert"]), WHEN: ("when", data.get("when", ""))}
    found = {ASSERT: types.get(("assert",), {}), WHEN: types.get(("when",), {})}
    for (slot, _), (variable, text) in zip(rule["variables"], data.get("variables", {}).items(), strict=True):
        texts[slot] = (variable, text)
        found[slot] = types.get(("variables", variable), {})
    environment = policy.scope.environment
    roots = {root: environment.type(root) for root in ("tables", "parameters", "portfolio")}
    return Texts(texts, found, {**roots, "deployment": policy.scope.deployment})


def _derivation(outcome: str, case: Case, tracer: Tracer, texts: Texts, options: Options) -> Derivation:
    deployment = "" if case.rule.scope is None else case.deployments[0].name
    files = tuple(dict.fromkeys(part.file for one in case.deployments for part in one.parts))
    if outcome in (PASS, NOT_APPLICABLE):
        resource = "/".join(label(case, case.subject)[1:])
        return Derivation(deployment, resource, outcome, files, tuple(_short(outcome, case, tracer)))
    finding = finding_of(outcome, case, options)
    explanations = deciding(outcome, case, detailed=True)
    reasons = [explanation.why for explanation in explanations if explanation.why is not None]
    clauses = [clause for reason in reasons for clause in tracer.clauses(reason)]
    pointed = [] if case.rule.data["at"] is None else explained(case, case.rule.data["at"]).reads[-1:]
    reads = [path for path, _ in (*pointed, *(read for e in explanations for read in e.reads))]
    telling = [path for e in explanations for path in (*e.blamed, *e.choosing)] + reads
    change = Changer(case, texts, tracer).change(reasons[0]) if outcome == VIOLATION and reasons else None
    return Derivation(
        deployment=deployment,
        resource=finding.resource,
        outcome=outcome,
        files=files,
        clauses=tuple(tracer.grounded(clauses, telling)),
        missing=tuple(tracer.missing(path for explanation in explanations for path in explanation.missing)),
        spot=finding.spot,
        message=finding.message,
        remediation=finding.remediation,
        change=change,
    )


def _short(outcome: str, case: Case, tracer: Tracer) -> Iterator[Clause]:
    """Give the clause for which a rule passes, or does not apply."""
    plan, slot = (case.rule.data["assert"], ASSERT) if outcome == PASS else (case.rule.data["when"], WHEN)
    why = explained(case, plan, detailed=True, slot=slot).why
    if why is not None:
        yield tracer.first(why)


def _spots(item: Derivation) -> Iterator[Spot]:
    if item.spot:
        yield item.spot
    facts = (line for clause in item.clauses for line in clause.lines if isinstance(line, Fact))
    yield from (fact.spot for fact in (*facts, *item.missing) if fact.spot)
