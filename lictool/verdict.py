"""From an outcome to a finding: what caused it, where that stands, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.bundle import reference, words
from lictool.domain import IMPLEMENTATIONS
from lictool.evaluation import DEPLOYMENT, PARAMETERS, PORTFOLIO, TABLES, UNKNOWN, VIOLATION
from lictool.expr.explainer import Explanation, explain
from lictool.expr.values import Context, Timestamp
from lictool.finding import SEVERITIES, Citation, Fact, Finding, Spot, fingerprint
from lictool.location import Path, Where
from lictool.message import render
from lictool.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.evaluation import Case, Options

_RELATED = 5
_FACTS = 20
_LONGEST_VALUE = 200
"""Related places and facts that a finding carries at most, and characters of a fact's value."""


def finding_of(outcome: str, case: Case, options: Options) -> Finding:
    """Make the finding of a violated or undecided rule."""
    rule = case.rule.data
    name = _deployment(case)
    explanations = _explanations(outcome, case)
    missing = _unique(path for e in explanations for path in e.missing)
    blamed = _unique(path for e in explanations for path in e.blamed)
    reads = {path: value for e in explanations for path, value in e.reads}
    causes = missing if outcome == UNKNOWN else blamed
    places = [path for path in causes if _in_manifest(path)]
    if outcome == VIOLATION and rule["at"] is not None:
        at = _explained(case, rule["at"]).reads
        places = [*([at[-1][0]] if at else []), *places]
    primary = places[0] if places else case.subject
    related = [path for path in _unique(places) if path != primary][:_RELATED]
    severity = rule["severity"]
    if outcome == UNKNOWN:
        severity = SEVERITIES[max(SEVERITIES.index(severity), SEVERITIES.index(options.unknown_cap))]
        message, remediation = _unknown(case, explanations, missing, options.language)
    else:
        message, remediation = (_said(case, key, options.language) for key in ("message", "remediation"))
    below = len(case.subject) if primary[: len(case.subject)] == case.subject else 1
    labels = _label(case, primary)
    resource, key = "/".join(_label(case, case.subject)[1:]), "/".join(labels[below:])
    facts = _facts(case, reads)
    return Finding(
        rule=rule["name"],
        outcome=outcome,
        severity=severity,
        message=message,
        remediation=remediation,
        spot=_spot(case, primary),
        deployment=name,
        resource=resource,
        key=key,
        related=tuple(_spot(case, path) for path in related),
        facts=facts,
        citations=_citations(case, causes, options.language),
        missing=tuple(_display(case, path) for path in missing),
        identity=fingerprint(rule["name"], name, resource, key),
        values=fingerprint(*(f"{fact.path}={fact.value}" for fact in facts)),
    )


def _deployment(case: Case) -> str:
    return "" if case.rule.scope is None else case.deployments[0].name


def _roots(case: Case) -> dict[int, Path]:
    """Say where the values of the frame come from."""
    roots: dict[int, Path] = {TABLES: ("tables",), PARAMETERS: ("parameters",), PORTFOLIO: ("portfolio",)}
    if case.rule.scope is not None:
        roots[DEPLOYMENT] = ("deployment",)
    return {**roots, **case.roots}


def _explained(case: Case, plan: Any) -> Explanation:
    """Explain a plan with budgets of its own: what was spent on the verdict is no reason to leave it unexplained."""
    frame = list(case.frame)
    spent = case.frame[0]
    if isinstance(spent, Context):
        frame[0] = Context(spent.today, spent.zone)
    return explain(plan, frame, _roots(case), lazies=case.rule.plans, functions=IMPLEMENTATIONS)


def _explanations(outcome: str, case: Case) -> list[Explanation]:
    """Explain the clauses that decided: the assertion, and the condition where it is undecided."""
    if case.reason:
        return []
    rule = case.rule.data
    explanations = []
    if outcome == UNKNOWN and rule["when"] is not None:
        when = _explained(case, rule["when"])
        if when.value is not True:
            explanations.append(when)
    asserted = _explained(case, rule["assert"])
    if outcome == VIOLATION or asserted.value is not False:
        explanations.append(asserted)
    return explanations


def _unique(paths: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(paths))


def _in_manifest(path: Path) -> bool:
    return path[0] in ("deployment", "portfolio")


def _spot(case: Case, path: Path) -> Spot:
    """Find the file and the place in it of a path."""
    number, inside = 0, path[1:]
    if path[0] == "portfolio":
        number, inside = (int(path[1]), path[2:]) if len(path) > 1 else (0, ())
    document, where = case.deployments[number].trace(inside)
    return Spot(document, Where(where))


def _label(case: Case, path: Path) -> tuple[str, ...]:
    """Give a path with items of lists by what identifies them."""
    if path[0] == "deployment":
        return ("deployment", *case.deployments[0].label(path[1:]))
    if path[0] == "portfolio" and len(path) > 1:
        deployment = case.deployments[int(path[1])]
        return ("portfolio", deployment.name, *deployment.label(path[2:]))
    return tuple(map(str, path))


def _display(case: Case, path: Path) -> str:
    """Give a path for people: `headends[fw-1].platform`."""
    text = ""
    for step, label in zip(path[1:], _label(case, path)[1:], strict=True):
        listed = isinstance(step, int) or (path[0] == "tables" and text)
        text += f"[{label}]" if listed else f".{label}" if text else label
    return text if path[0] == "deployment" else f"{path[0]}.{text}" if text else str(path[0])


def _said(case: Case, key: str, language: str) -> str:
    frame = list(case.frame)

    def value(plan: Any) -> Any:
        return case.rule.compile(plan)(frame)

    return render(words(case.rule.data)[key][language], value, language)


def _unknown(case: Case, explanations: list[Explanation], missing: list[Path], language: str) -> tuple[str, str]:
    """Say why a question is undecided, and what would decide it."""
    reasons = []
    for path in missing:
        key = "source-silent" if path[0] == "tables" else "left-open" if _is_stated(case, path) else "not-stated"
        reasons.append(say(key, language, path=_display(case, path)))
    others = _unique_text([*(reason for e in explanations for reason in e.reasons), case.reason])
    for reason in others:
        known = reason == "not-all-judged"
        reasons.append(say(reason, language) if known else say("not-computable", language, reason=reason))
    stated = [f"`{_display(case, path)}`" for path in missing if path[0] != "tables"]
    message = say("unknown", language, reasons=("、" if language == "ja" else ", ").join(reasons))
    if stated:
        return message, say("unknown-fix", language, paths=("、" if language == "ja" else ", ").join(stated))
    return message, say("unknown-fix-other", language) if missing else ""


def _is_stated(case: Case, path: Path) -> bool:
    """Tell whether a fact that would settle a count is stated, only not so that it does."""
    if path[0] != "deployment":
        return False
    value: Any = case.deployments[0].data
    for step in path[1:]:
        if isinstance(value, dict):
            value = value.get(step)
        else:
            value = value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None
    return value is not None


def _unique_text(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def _facts(case: Case, reads: dict[Path, Any]) -> tuple[Fact, ...]:
    """Give the values of the manifest that the verdict rests on; of a value and its parts only the parts."""
    inner = {path[:end] for path in reads for end in range(len(path))}
    facts = []
    for path, value in reads.items():
        if not _in_manifest(path) or path in inner:
            continue
        facts.append(Fact(_display(case, path), _written(_shown(case, path, value)), _spot(case, path)))
    return tuple(sorted(set(facts), key=lambda fact: fact.path)[:_FACTS])


def _shown(case: Case, path: Path, value: Any) -> Any:
    """Mask what the schema calls a secret, also inside of a larger value."""
    if path[0] == "deployment":
        return case.deployments[0].shown(path[1:], value)
    return case.deployments[int(path[1])].shown(path[2:], value) if len(path) > 1 else "…"


def _written(value: Any) -> str:
    from json import dumps

    if isinstance(value, Timestamp):
        from lictool.expr.chronology import show_timestamp

        value = show_timestamp(value)
    text = dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _citations(case: Case, causes: list[Path], language: str) -> tuple[Citation, ...]:
    """Give the entries that the rule cites, and those of the table columns or rows that decided."""
    cited = reference(case.policy)
    names = list(case.rule.data["citations"])
    for path in causes:
        if path[0] == "tables" and len(path) > 2:
            column = cited["columnCitations"][path[1]].get(path[3]) if len(path) > 3 else None
            names += column or cited["rowCitations"][path[1]].get(path[2], ())
    citations = []
    for name in dict.fromkeys(names):
        entry = cited["entries"][name]
        source = cited["sources"][entry["source"]]
        url = entry.get("url", source["url"])[language]
        citations.append(
            Citation(entry["source"], source["label"], name, entry["title"][language], url, entry["digest"])
        )
    return tuple(citations)
