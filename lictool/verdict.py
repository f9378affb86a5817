"""From an outcome to a finding: what caused it, where that stands, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.asking import UNKNOWN, VIOLATION
from lictool.bundle import reference, words
from lictool.domain import IMPLEMENTATIONS
from lictool.evaluation import DEPLOYMENT, PARAMETERS, PORTFOLIO, TABLES
from lictool.expr.allowance import Allowance
from lictool.expr.explainer import explain
from lictool.expr.values import BudgetExceeded, Timestamp
from lictool.finding import SEVERITIES, Citation, Fact, Finding, fingerprint
from lictool.message import render
from lictool.naming import at, display, in_manifest, label, shown, spot, telling
from lictool.phrases import listed
from lictool.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.evaluation import Case, Options
    from lictool.expr.reasons import Explanation
    from lictool.location import Path

ASSERT, WHEN = 0, -1
"""What explanations call the texts of a rule's assertion and condition, beside the slots of its variables."""

_CANDIDATES = 12
_FACTS = 20
_LONGEST_VALUE = 200
"""Places from which the related ones are taken, facts that a finding carries at most, characters of a fact's value."""
_SPOKEN = 200_000
"""Elements that the expressions of a text may visit; characters and items that they may make."""


def finding_of(outcome: str, case: Case, options: Options) -> Finding:
    """Make the finding of a violated or undecided rule."""
    rule = case.rule.data
    name = _deployment(case)
    explanations = deciding(outcome, case)
    missing = _unique(path for e in explanations for path in e.missing)
    blamed = _unique(path for e in explanations for path in e.blamed)
    reads = {path: value for e in explanations for path, value in e.reads}
    choosing = _unique(path for e in explanations for path in e.choosing)
    causes = missing if outcome == UNKNOWN else blamed
    places = [path for path in causes if in_manifest(path)]
    if outcome == UNKNOWN:
        # Where only a table is silent, what chose its row is all that the manifest has to do with it.
        places = places or [path for path in (*choosing, *blamed) if in_manifest(path)]
    if outcome == VIOLATION and rule["at"] is not None:
        read = explained(case, rule["at"]).reads
        places = [*([read[-1][0]] if read else []), *places]
    primary = places[0] if places else case.subject
    related = telling(case, primary, places)[:_CANDIDATES]
    severity = rule["severity"]
    if outcome == UNKNOWN:
        severity = SEVERITIES[max(SEVERITIES.index(severity), SEVERITIES.index(options.unknown_cap))]
        message, remediation = _unknown(case, explanations, missing, options.language)
    else:
        message, remediation = (_said(case, key, options.language) for key in ("message", "remediation"))
    below = len(case.subject) if primary[: len(case.subject)] == case.subject else 1
    labels = label(case, primary)
    resource, key = "/".join(label(case, case.subject)[1:]), "/".join(labels[below:])
    facts = _facts(case, reads)
    return Finding(
        rule=rule["name"],
        outcome=outcome,
        severity=severity,
        message=message,
        remediation=remediation,
        spot=spot(case, primary),
        deployment=name,
        resource=resource,
        key=key,
        related=tuple(spot(case, path) for path in related),
        facts=facts,
        citations=citations_of(case, _entries(case, causes), options.language),
        missing=tuple(display(case, path) for path in missing),
        identity=fingerprint(rule["name"], name, resource, key),
        values=fingerprint(
            *_judged(case, reads, blamed), *(f"{display(case, path)}?" for path in sorted(missing, key=str))
        ),
    )


def _deployment(case: Case) -> str:
    return "" if case.rule.scope is None else case.deployments[0].name


def _roots(case: Case) -> dict[int, Path]:
    """Say where the values of the frame come from."""
    roots: dict[int, Path] = {TABLES: ("tables",), PARAMETERS: ("parameters",), PORTFOLIO: ("portfolio",)}
    if case.rule.scope is not None:
        roots[DEPLOYMENT] = ("deployment",)
    return {**roots, **case.roots}


def explained(case: Case, plan: Any, *, detailed: bool = False, slot: int = ASSERT) -> Explanation:
    """Explain a plan with budgets of its own: what was spent on the verdict is no reason to leave it unexplained."""
    return explain(
        plan, case.frame, _roots(case), lazies=case.rule.plans, functions=IMPLEMENTATIONS, detailed=detailed, slot=slot
    )


def deciding(outcome: str, case: Case, *, detailed: bool = False) -> list[Explanation]:
    """Explain the clauses that decided on a finding: the assertion, and the condition where it is undecided."""
    if case.reason:
        return []
    rule = case.rule.data
    explanations = []
    if outcome == UNKNOWN and rule["when"] is not None:
        when = explained(case, rule["when"], detailed=detailed, slot=WHEN)
        if when.value is not True:
            explanations.append(when)
    asserted = explained(case, rule["assert"], detailed=detailed)
    if outcome == VIOLATION or asserted.value is not False:
        explanations.append(asserted)
    return explanations


def _unique(paths: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(paths))


def _said(case: Case, key: str, language: str) -> str:
    frame = list(case.frame)

    def value(plan: Any) -> Any:
        try:
            return case.rule.compile(plan)(frame)
        except BudgetExceeded:
            return "…"

    # What the verdict took from the budgets is no reason to leave it unsaid.
    with Allowance(case.frame[0], _SPOKEN, _SPOKEN) as context:
        frame[0] = context
        return render(words(case.rule.data)[key][language], value, language)


def _unknown(case: Case, explanations: list[Explanation], missing: list[Path], language: str) -> tuple[str, str]:
    """Say why a question is undecided, and what would decide it."""
    reasons = []
    for path in missing:
        key = "source-silent" if path[0] == "tables" else "left-open" if _is_stated(case, path) else "not-stated"
        reasons.append(say(key, language, path=display(case, path)))
    others = _unique_text([*(reason for e in explanations for reason in e.reasons), case.reason])
    for reason in others:
        known = reason == "not-all-judged"
        reasons.append(say(reason, language) if known else say("not-computable", language, reason=reason))
    stated = [f"`{display(case, path)}`" for path in missing if path[0] != "tables"]
    message = say("unknown", language, reasons=listed(reasons, language))
    if stated:
        return message, say("unknown-fix", language, paths=listed(stated, language))
    return message, say("unknown-fix-other", language) if missing else ""


def _is_stated(case: Case, path: Path) -> bool:
    """Tell whether a fact that would settle a count is stated, only not so that it does."""
    return path[0] == "deployment" and at(case, path) is not None


def _unique_text(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def _facts(case: Case, reads: dict[Path, Any]) -> tuple[Fact, ...]:
    """Give the values of the manifest that the verdict rests on, as far as they can be shown."""
    facts = [
        Fact(display(case, path), _written(shown(case, path, value)), spot(case, path)) for path, value in _outer(reads)
    ]
    return tuple(sorted(set(facts), key=lambda fact: fact.path)[:_FACTS])


def _outer(reads: dict[Path, Any]) -> list[tuple[Path, Any]]:
    """Give what was read of the manifest; of a value and its parts only the parts."""
    inner = {path[:end] for path in reads for end in range(len(path))}
    return [(path, value) for path, value in reads.items() if in_manifest(path) and path not in inner]


def _judged(case: Case, reads: dict[Path, Any], blamed: Iterable[Path]) -> list[str]:
    """Write all values that the verdict rests on, so that neither the order of lists nor that of files matters.

    What a count was taken from is among the blamed places. Of a list of records the names count, of a record nothing: what of it decided is a value of its own, or missing.
    """
    texts = set()
    counted = {path: at(case, path) for path in blamed if in_manifest(path)}
    for path, value in _outer({**counted, **reads}):
        if isinstance(value, dict):
            continue
        plain = shown(case, path, value)
        if isinstance(plain, list):
            items = enumerate(plain)
            plain = sorted(label(case, (*path, n))[-1] if isinstance(item, dict) else _whole(item) for n, item in items)
        texts.add(f"{display(case, path)}={_whole(plain)}")
    return sorted(texts)


def _whole(value: Any) -> str:
    from json import dumps

    if isinstance(value, Timestamp):
        from lictool.expr.chronology import show_timestamp

        value = show_timestamp(value)
    return dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _written(value: Any) -> str:
    text = _whole(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _entries(case: Case, causes: list[Path]) -> list[str]:
    """Give the entries that the rule cites, and those of the table cells that decided."""
    return [*case.rule.data["citations"], *(entry for path in causes for entry in cell_entries(case, path))]


def cell_entries(case: Case, path: Path) -> list[str]:
    """Give the entries that a cell of a table rests on: those of its column, else those of its row."""
    if path[0] != "tables" or len(path) < 3:
        return []
    cited = reference(case.policy)
    column = cited["columnCitations"][path[1]].get(path[3]) if len(path) > 3 else None
    return list(column or cited["rowCitations"][path[1]].get(path[2], ()))


def citations_of(case: Case, names: Iterable[str], language: str) -> tuple[Citation, ...]:
    """Give entries of the cited sources by name, each once."""
    cited = reference(case.policy)
    citations = []
    for name in dict.fromkeys(names):
        entry = cited["entries"][name]
        source = cited["sources"][entry["source"]]
        url = entry.get("url", source["url"])[language]
        citations.append(
            Citation(entry["source"], source["label"], name, entry["title"][language], url, entry["digest"])
        )
    return tuple(citations)
