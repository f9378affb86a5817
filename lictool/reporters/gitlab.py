"""The report as GitLab code quality: an array of what is wrong, shown in merge requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.finding import fingerprint
from lictool.report import is_open
from lictool.reporters.escaping import json_text, one_line

if TYPE_CHECKING:
    from lictool.reporters.run import Run

_SEVERITIES = {"error": "critical", "warning": "major", "info": "minor"}
_NOWHERE = "lictool.yaml"
"""The path for what has none: GitLab wants one."""


def render(run: Run) -> str:
    """Give the open findings, each with a fingerprint of its own: of equal ones GitLab shows one."""
    issues = [
        _issue("lictool-setup", p.message, "blocker", p.file or _NOWHERE, p.span.line if p.span else 1)
        | {"fingerprint": fingerprint("setup", p.message, p.file or "")}
        for p in run.problems
    ]
    for located in run.report.findings:
        if not is_open(located):
            continue
        finding, place = located.finding, located.place
        severity = "blocker" if finding.rule == "manifest-syntax" else _SEVERITIES[finding.severity]
        message = finding.message if finding.outcome != "unknown" else f"({run.say('unknown')}) {finding.message}"
        issue = _issue(finding.rule, message, severity, place.file, place.span.line)
        issues.append(issue | {"fingerprint": finding.identity})
    seen: dict[str, int] = {}
    for issue in issues:
        count = seen[issue["fingerprint"]] = seen.get(issue["fingerprint"], 0) + 1
        if count > 1:
            issue["fingerprint"] = fingerprint(issue["fingerprint"], str(count))
    return json_text(issues)


def _issue(rule: str, message: str, severity: str, file: str, line: int) -> dict[str, Any]:
    return {
        "description": one_line(message),
        "check_name": rule,
        "severity": severity,
        "location": {"path": file, "lines": {"begin": line}},
    }
