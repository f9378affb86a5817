"""What a change does: findings by fingerprint, and what of the set-up changed or was loosened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool import baseline
from lictool.finding import SEVERITIES
from lictool.position import positions
from lictool.record import NamedTuple
from lictool.report import exit_code, is_open
from lictool.waiver import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lictool.position import Position
    from lictool.report import Located, Report
    from lictool.session import Session

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


class Side(NamedTuple):
    """One of the two states that are compared."""

    label: str
    """What the user calls it."""
    session: Session
    report: Report


class Amendment(NamedTuple):
    """A change of what decides how is judged."""

    subject: str
    """`project`, `policy`, `waiver` or `baseline`."""
    name: str
    """Key of the project file, rule, waiver, or file."""
    action: str
    """ADDED, REMOVED or CHANGED."""
    loosens: bool
    """Whether less is found, or less weighs as much, because of it."""
    before: str
    after: str
    """The values, empty where there is none or they are no short texts."""


class Difference(NamedTuple):
    """What a change does."""

    base: Side
    head: Side
    new: tuple[Located, ...]
    """Open findings that the base does not have, or has as accepted ones."""
    changed: tuple[tuple[Located, Located], ...]
    """Open findings with other values, outcome or severity: before and after."""
    fixed: tuple[Located, ...]
    """Findings of the base that are gone."""
    accepted: tuple[Located, ...]
    """Findings that were open and are covered by a waiver or a baseline now."""
    unjudged: tuple[Located, ...]
    """Findings of the base in deployments that cannot be judged any more."""
    unchanged: int
    amendments: tuple[Amendment, ...]
    positions: tuple[tuple[Position | None, Position | None], ...] = ()
    """Figures of the licence position that are others now: before and after, None where there are none."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be said."""
        findings = self.new or self.changed or self.fixed or self.accepted or self.unjudged
        return not (findings or self.amendments or self.positions)


def compare(base: Side, head: Side) -> Difference:
    """Compare two judgements. Findings are matched by what they are about, not by file or line."""
    new, changed, accepted, gone = [], [], [], []
    unchanged = 0
    for earlier, one in _pairs(base.report.findings, head.report.findings):
        if one is None:
            gone += [earlier] if earlier and is_open(earlier) else []
        elif not is_open(one):
            accepted += [one] if earlier and is_open(earlier) else []
        elif earlier is None or not is_open(earlier):
            new.append(one)
        elif _essence(earlier) != _essence(one):
            changed.append((earlier, one))
        else:
            unchanged += 1
    lost = {id(one) for one in gone if one.finding.deployment in head.report.hidden}
    return Difference(
        base,
        head,
        tuple(new),
        tuple(changed),
        tuple(one for one in gone if id(one) not in lost),
        tuple(accepted),
        tuple(one for one in gone if id(one) in lost),
        unchanged,
        tuple(_amendments(base.session, head.session)),
        tuple(_moved(base, head)),
    )


def _pairs(before: Iterable[Located], after: Iterable[Located]) -> Iterator[tuple[Located | None, Located | None]]:
    """Pair findings about the same. Of several about the same, such as faults of one value, equal ones come together."""
    waiting: dict[str, list[Located]] = {}
    for one in before:
        waiting.setdefault(one.finding.identity, []).append(one)
    later = list(after)
    found: list[Located | None] = []
    for one in later:
        twins = waiting.get(one.finding.identity, [])
        found.append(next((earlier for earlier in twins if _essence(earlier) == _essence(one)), None))
        if found[-1]:
            twins.remove(found[-1])
    for one, earlier in zip(later, found, strict=True):
        rest = waiting.get(one.finding.identity)
        yield earlier or (rest.pop(0) if rest else None), one
    yield from ((one, None) for rest in waiting.values() for one in rest)


def _moved(base: Side, head: Side) -> Iterable[tuple[Position | None, Position | None]]:
    """Give the positions that a change moves; of deployments that could not be judged on one side nothing is known."""
    hidden = {*base.report.hidden, *head.report.hidden}
    before, after = (
        {one.key: one for one in positions(side.report.estate, side.session.bundle, side.report.as_of)}
        for side in (base, head)
    )
    for key in sorted({*before, *after}):
        one, other = before.get(key), after.get(key)
        if key[0] not in hidden and (one and one.figures) != (other and other.figures):
            yield one, other


def verdict(difference: Difference, *, allow_empty: bool) -> int:
    """Give the exit code: 1 if a finding at or above the fail level is new, or has become as grave as that."""
    level = difference.head.session.fail_level
    grave = SEVERITIES[: SEVERITIES.index(level) + 1]
    graver = tuple(
        after
        for before, after in difference.changed
        if after.finding.severity in grave and before.finding.severity not in grave
    )
    worst = difference.head.report._replace(findings=(*difference.new, *graver))
    return exit_code(worst, level, allow_empty=allow_empty)


def _essence(located: Located) -> tuple[str, str, str]:
    return located.finding.values, located.finding.outcome, located.finding.severity


def _amendments(base: Session, head: Session) -> Iterable[Amendment]:
    yield from _of_project(base, head)
    yield from _of_policies(base, head)
    yield from _of_waivers(base, head)
    before, after = _baseline(base), _baseline(head)
    if before != after:
        name = head.project.baseline or base.project.baseline
        action = ADDED if before is None else REMOVED if after is None else CHANGED
        loosens = bool((after or set()) - (before or set()))
        texts = ("" if known is None else str(len(known)) for known in (before, after))
        yield Amendment("baseline", name, action, loosens, *texts)


def _of_project(base: Session, head: Session) -> Iterable[Amendment]:
    before, after = (_flat(side.project.authored.data if side.project.authored else {}) for side in (base, head))
    for key in sorted({*before, *after} - {"apiVersion", "kind"}):
        one, other = before.get(key), after.get(key)
        if one != other:
            action = ADDED if one is None else REMOVED if other is None else CHANGED
            yield Amendment("project", key, action, _is_looser(key, one, other), _text(one), _text(other))


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give each key with its value, those of maps one by one."""
    flat: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            flat |= {f"{key}.{below}": other for below, other in _flat(value).items()}
        else:
            flat[key] = value
    return flat


def _is_looser(key: str, before: Any, after: Any) -> bool:
    """Tell whether another value of a key of the project file lets more pass.

    Of what cannot be known, such as fewer manifests or another parameter, the answer is yes.
    """
    if key == "failLevel":
        return SEVERITIES.index(after or "error") < SEVERITIES.index(before or "error")
    if key == "unknown":
        return SEVERITIES.index(after or "error") > SEVERITIES.index(before or "error")
    if key.startswith("enforceFrom."):
        return bool(after) and (not before or after > before)
    if key == "waiverDays":
        return before is not None and (after is None or after > before)
    if key in ("policies", "waivers"):
        one, other = set(before or ()), set(after or ())
        return bool(one - other if key == "policies" else one ^ other)
    return key not in ("language", "baseline")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _of_policies(base: Session, head: Session) -> Iterable[Amendment]:
    if base.bundle.digest == head.bundle.digest:
        return
    before, after = (
        {rule["name"]: (rule, policy) for policy in side.bundle.policies for rule in policy["rules"]}
        for side in (base, head)
    )
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        if one is None or other is None:
            present = one or other
            severity = present[0]["severity"] if present else ""
            texts = ("", severity) if one is None else (severity, "")
            yield Amendment("policy", name, ADDED if one is None else REMOVED, other is None, *texts)
        elif _judging(one[0]) != _judging(other[0]):
            severities = one[0]["severity"], other[0]["severity"]
            plain = {**_judging(one[0]), "severity": ""} != {**_judging(other[0]), "severity": ""}
            # Whether another condition lets more pass cannot be known, so that somebody should look.
            loosens = plain or SEVERITIES.index(severities[1]) > SEVERITIES.index(severities[0])
            yield Amendment("policy", name, CHANGED, loosens, *severities)
    yield from _of_tables(base, head)


def _judging(rule: Mapping[str, Any]) -> dict[str, Any]:
    """Leave of a rule what decides outcomes and their weight."""
    return {key: value for key, value in rule.items() if key not in ("words", "citations")}


def _of_tables(base: Session, head: Session) -> Iterable[Amendment]:
    before, after = (
        {
            f"{policy['name']}/{kind}.{name}": value
            for policy in side.bundle.policies
            for kind in ("tables", "parameters")
            for name, value in policy[kind].items()
            if not (kind == "parameters" and name in side.project.parameters.get(policy["name"], {}))
        }
        for side in (base, head)
    )
    for name in sorted(before.keys() & after.keys()):
        if before[name] != after[name]:
            yield Amendment("policy", name, CHANGED, loosens=True, before="", after="")


def _of_waivers(base: Session, head: Session) -> Iterable[Amendment]:
    before, after = _waivers(base), _waivers(head)
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        if one == other:
            continue
        ends = tuple(str(spec.get("expires", "")) if spec else "" for spec in (one, other))
        if one is None or other is None:
            yield Amendment("waiver", name, ADDED if one is None else REMOVED, other is not None, *ends)
            continue
        plain = {**one, "expires": ""}, {**other, "expires": ""}
        scope = [{key: spec.get(key) for key in ("rule", "selector")} for spec in plain]
        yield Amendment("waiver", name, CHANGED, scope[0] != scope[1] or ends[1] > ends[0], *ends)


def _waivers(session: Session) -> dict[str, dict[str, Any]]:
    """Give what waivers say, by their names."""
    return {waiver.name: waiver.document.data["spec"] for waiver in read(session.waivers())}


def _baseline(session: Session) -> set[str] | None:
    """Give the fingerprints that a baseline knows, None where there is none."""
    entry = session.baseline()
    return None if entry is None else set(baseline.read(*entry))
