"""The report as SARIF 2.1.0, in a profile for GitHub and a full one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lictool.finding import SEVERITIES
from lictool.report import EMPTY, SETUP, is_open
from lictool.reporters.escaping import json_text, one_line
from lictool.reporters.run import acceptance, describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.errors import Problem
    from lictool.location import Span
    from lictool.report import Located, Place
    from lictool.reporters.run import Description, Run

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 25_000
"""Results that GitHub takes in one run."""
_TEXT = 1024
"""Characters that GitHub takes of a description."""
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PRIORITIES = {"error": "error", "warning": "warning", "info": "recommendation"}
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


def render(run: Run) -> str:
    """Give the report for GitHub code scanning: rules with results, and no accepted findings, which it would show as open."""
    found = [located for located in run.report.findings if is_open(located)]
    if len(found) <= MOST:
        return _log(run, found, [located.finding.rule for located in found])
    grave = sorted(found, key=lambda located: SEVERITIES.index(located.finding.severity))[:MOST]
    kept = {id(located) for located in grave}
    left = run.say("cut-results", count=len(found) - MOST, most=MOST)
    found = [located for located in found if id(located) in kept]
    return _log(run, found, [located.finding.rule for located in found], left)


def render_full(run: Run) -> str:
    """Give the whole report: all rules that were asked, accepted findings as suppressed ones."""
    names = [rule["name"] for policy in run.policies for rule in policy["rules"]]
    return _log(run, run.report.findings, [*names, *(located.finding.rule for located in run.report.findings)])


def _log(run: Run, findings: Sequence[Located], names: Sequence[str], note: str = "") -> str:
    rules = describe(run.policies, names, run.language)
    places = {name: number for number, name in enumerate(rules)}
    folder = f"{quote(run.project, errors='surrogateescape')}/" if run.project else ""
    return json_text(
        {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "lictool",
                            "semanticVersion": run.version,
                            "rules": [_rule(rule) for rule in rules.values()],
                        }
                    },
                    "automationDetails": {"id": f"lictool/{folder}"},
                    "columnKind": "unicodeCodePoints",
                    "language": run.language,
                    "invocations": [_invocation(run, note)],
                    "results": [_result(located, places, run) for located in findings],
                }
            ],
        }
    )


def _rule(rule: Description) -> dict[str, Any]:
    sources = "\n".join(text for text, _ in rule.citations)
    linked = "\n".join(f"- [{_plain(text)}]({address})" for text, address in rule.citations)
    data: dict[str, Any] = {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.split("-"))[:255],
        "shortDescription": {"text": one_line(rule.title)[:_TEXT]},
        "fullDescription": {"text": one_line(f"{rule.title} ({rule.name})")[:_TEXT]},
        "help": {"text": f"{one_line(rule.title)}\n{sources}".strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["licensing", rule.policy or "input"],
            "precision": "very-high",
            "problem.severity": _PRIORITIES[rule.severity],
        },
    }
    if rule.citations:
        data["help"]["markdown"] = f"{_plain(rule.title)}\n\n{linked}\n\n`lictool explain {rule.name}`"
        data["helpUri"] = rule.citations[0][1]
    return data


def _invocation(run: Run, note: str) -> dict[str, Any]:
    notes = [_notification(problem) for problem in run.problems]
    if run.is_empty and not run.problems:
        notes.append({"level": "warning", "message": {"text": run.say("nothing-judged")}})
    if note:
        notes.append({"level": "note", "message": {"text": note}})
    data: dict[str, Any] = {"executionSuccessful": run.code not in (SETUP, EMPTY), "exitCode": run.code}
    return {**data, "toolExecutionNotifications": notes} if notes else data


def _notification(problem: Problem) -> dict[str, Any]:
    data: dict[str, Any] = {"level": "error", "message": {"text": _plain(problem.message)}}
    if problem.file is not None:
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.file)}}
        if problem.span is not None:
            place["region"] = _region(problem.span)
        data["locations"] = [{"physicalLocation": place}]
    return data


def _result(located: Located, places: dict[str, int], run: Run) -> dict[str, Any]:
    finding = located.finding
    lines = [_plain(finding.message)]
    if finding.remediation:
        lines.append(f"{run.say('fix')}: {_plain(finding.remediation)}")
    related = list(located.related)
    if located.acceptance and located.acceptance.place:
        related.append(located.acceptance.place)
    if related:
        links = (f"[{_bare(one)}]({number})" for number, one in enumerate(related, 1))
        lines.append(f"{run.say('related')}: {', '.join(links)}")
    if finding.citations:
        cited = ", ".join(f"{citation.label} {citation.entry}" for citation in finding.citations)
        lines.append(f"{run.say('source')}: {_plain(cited)}")
    data: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "kind": "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(lines)},
        "locations": [_location(located.place, finding.deployment, finding.resource)],
        "partialFingerprints": {"lictoolFinding/v1": finding.identity},
        "properties": {
            "outcome": finding.outcome,
            "values": finding.values,
            "facts": {fact.path: fact.value for fact in finding.facts},
            "missing": list(finding.missing),
        },
    }
    if related:
        data["relatedLocations"] = [{"id": n, **_location(one)} for n, one in enumerate(related, 1)]
    why = acceptance(located, run.language)
    if why:
        data["suppressions"] = [{"kind": "external", "status": "accepted", "justification": one_line(why)}]
    return data


def _plain(text: str) -> str:
    """Give a text in which nothing is taken for a link."""
    return _LINK.sub(r"\\[", one_line(text))


def _bare(place: Place) -> str:
    """Name a place inside of a link."""
    return re.sub(r"([\[\]\\])", r"\\\1", f"{one_line(place.file)}:{place.span.line}")


def _location(place: Place, deployment: str = "", resource: str = "") -> dict[str, Any]:
    data: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}, "region": _region(place.span)}
    }
    if deployment:
        name = "/".join(filter(None, (deployment, resource)))
        data["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "resource"}]
    return data


def _uri(file: str) -> str:
    """Give the address of a file, relative to the root of the repository."""
    return quote(file.encode("utf-8", "surrogateescape" if _comes_from_bytes(file) else "surrogatepass"), safe="/-._~")


def _comes_from_bytes(file: str) -> bool:
    return all("\udc80" <= c <= "\udcff" for c in file if "\ud800" <= c <= "\udfff")


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
