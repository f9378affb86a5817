"""The report for programs: one JSON document, version 1 of its own format (schemas/report.schema.json)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.report import BASELINE, WAIVER
from lictool.reporters.escaping import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.errors import Problem
    from lictool.finding import Citation
    from lictool.position import Position
    from lictool.report import Acceptance, Held, Located, Place, Report

SCHEMA_VERSION = "1"


def render(
    report: Report, *, exit_code: int, version: str, position: Iterable[Position] = (), command: str = "check"
) -> str:
    """Give the report of a command as JSON, with the licence position of what was judged."""
    from lictool.reporters.position import data

    counts = report.counts
    tally = {severity: report.count(severity) for severity in ("error", "warning", "info")}
    return json_text(
        {
            **_frame(version, report.policy_digest),
            "run": {
                "command": command,
                "asOf": report.as_of,
                "timezone": report.zone,
                "language": report.language,
                "exitCode": exit_code,
            },
            "summary": {
                "rules": {
                    "loaded": counts.rules_loaded,
                    "applied": counts.rules_applied,
                    "notApplicable": counts.rules_loaded - counts.rules_applied,
                },
                "outcomes": {
                    "pass": counts.passes,
                    "violation": counts.violations,
                    "unknown": counts.unknowns,
                    "notApplicable": counts.not_applicable,
                },
                "documents": {"judged": counts.judged, "notJudged": counts.not_judged, "skipped": counts.skipped},
                "deployments": counts.deployments,
                "findings": {
                    **tally,
                    "waived": report.accepted(WAIVER),
                    "baselined": report.accepted(BASELINE),
                    "gone": report.gone,
                },
                "absent": list(report.absent),
                "hidden": list(report.hidden),
            },
            "findings": [finding_data(located) for located in report.findings],
            "position": data(position),
            "waivers": [_held(held) for held in report.waivers],
            "notifications": [],
        }
    )


def render_error(problems: Iterable[Problem], *, exit_code: int, version: str, command: str = "check") -> str:
    """Give a set-up error in the same form: no findings, and what is wrong as notifications."""
    notifications = []
    for problem in problems:
        notification: dict[str, Any] = {"message": problem.message}
        if problem.file is not None:
            notification["file"] = problem.file
        if problem.span is not None:
            notification.update(_lines(problem.span))
        notifications.append(notification)
    run = {"command": command, "exitCode": exit_code}
    return json_text({**_frame(version, ""), "run": run, "findings": [], "notifications": notifications})


def _frame(version: str, digest: str) -> dict[str, Any]:
    tool = {"name": "lictool", "version": version}
    if digest:
        tool["policyDigest"] = digest
    return {"schemaVersion": SCHEMA_VERSION, "tool": tool}


def finding_data(located: Located) -> dict[str, Any]:
    """Give a finding as the formats for programs write it."""
    finding, place = located.finding, located.place
    data: dict[str, Any] = {
        "id": finding.id,
        "rule": finding.rule,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "message": finding.message,
    }
    if finding.remediation:
        data["remediation"] = finding.remediation
    if finding.deployment:
        data["deployment"] = finding.deployment
    data["resource"] = {"path": finding.resource, "key": finding.key}
    data["location"] = _place(place)
    data["related"] = [_place(other) for other in located.related]
    data["facts"] = [
        {"path": fact.path, "value": fact.value, **({"location": _place(at)} if at else {})}
        for fact, at in zip(finding.facts, located.facts, strict=True)
    ]
    data["citations"] = [_citation(citation) for citation in finding.citations]
    data["missing"] = list(finding.missing)
    acceptance = located.acceptance
    if acceptance is not None and acceptance.kind == WAIVER:
        data["waiver"] = _acceptance(acceptance)
    data["baselined"] = acceptance is not None and acceptance.kind == BASELINE
    return data


def _acceptance(acceptance: Acceptance) -> dict[str, Any]:
    """Give what a waiver says."""
    said = {key: getattr(acceptance, key) for key in ("name", "reason", "owner", "expires", "ticket")}
    data: dict[str, Any] = {key: value for key, value in said.items() if value}
    return data | ({"location": _place(acceptance.place)} if acceptance.place else {})


def _held(held: Held) -> dict[str, Any]:
    scope = {key: getattr(held, key) for key in ("deployment", "resource", "key")}
    selector = {key: value for key, value in scope.items() if value}
    return {**_acceptance(held.acceptance), "rule": held.rule, "selector": selector, "findings": held.findings}


def _citation(citation: Citation) -> dict[str, str]:
    data = {
        "source": citation.source,
        "label": citation.label,
        "entry": citation.entry,
        "title": citation.title,
        "url": citation.url,
    }
    return {**data, "digest": citation.digest} if citation.digest else data


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "document": place.document, **_lines(place.span), "pointer": place.pointer}


def _lines(span: tuple[int, int, int, int]) -> dict[str, int]:
    line, column, end_line, end_column = span
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
