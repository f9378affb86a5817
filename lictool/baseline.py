"""The baseline: the findings that were known on a day, so that only new ones stop anybody.

An entry stands for a finding as long as what the finding is about and the judged values both agree. A baseline shrinks
by itself and grows only on purpose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.errors import PolicyError, Problem, cause
from lictool.record import NamedTuple
from lictool.report import BASELINE, INPUT, Acceptance, is_open

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lictool.finding import Finding
    from lictool.report import Report


class Renewal(NamedTuple):
    """What becomes of a baseline."""

    entries: Mapping[str, Mapping[str, str]]
    """By fingerprint, what is written beside it."""
    added: int
    gone: int
    left: int
    """Findings that are not in it and were not added."""
    input: int
    """Findings about the input, which are never in it."""


def read(file: str, content: bytes | OSError) -> dict[str, Mapping[str, str]]:
    """Read a baseline: by fingerprint, what is written beside it.

    Raises PolicyError if it cannot be read or does not fit its schema.
    """
    from lictool.authored import read as read_authored

    if isinstance(content, OSError):
        reason = cause(content)
        raise PolicyError(Problem(f"the baseline cannot be read: {reason}; `lictool baseline` writes one", file))
    entries = read_authored(file, content, "baseline").data["findings"]
    return {entry["id"]: {key: value for key, value in entry.items() if key != "id"} for entry in entries}


def resolve(report: Report, file: str, known: Mapping[str, object], *, whole: bool) -> Report:
    """Mark the open findings that a baseline knows, and count its entries that are gone.

    `whole` says whether all of the project was judged; of a part cannot be said what is gone.
    """
    acceptance = Acceptance(BASELINE, file)
    findings = tuple(
        located._replace(acceptance=acceptance)
        if is_open(located) and located.finding.id in known and is_taken(located.finding)
        else located
        for located in report.findings
    )
    there = {located.finding.id for located in findings}
    gone = sum(one not in there for one in known) if whole and not report.counts.not_judged else 0
    return report._replace(findings=findings, gone=gone)


def is_taken(finding: Finding) -> bool:
    """Tell whether a finding can be in a baseline: not one about the input, which hides what else there is to find."""
    return not finding.rule.startswith(INPUT)


def renew(report: Report, known: Mapping[str, Mapping[str, str]] | None, *, grow: bool) -> Renewal:
    """Say what a baseline becomes after a judgement in which it was left aside; None where there was none.

    It takes in what is open and was known, or with `grow`, and where there was none, all that is open.
    """
    found: dict[str, Mapping[str, str]] = {}
    left = about_input = 0
    for located in report.findings:
        finding = located.finding
        if not is_open(located):
            continue
        if not is_taken(finding):
            about_input += 1
        elif known is None or grow or finding.id in known:
            found[finding.id] = _entry(finding)
        else:
            left += 1
    before = known or {}
    gone = sum(one not in found for one in before)
    return Renewal(found, sum(one not in before for one in found), gone, left, about_input)


def _entry(finding: Finding) -> dict[str, str]:
    entry = {
        "rule": finding.rule,
        "deployment": finding.deployment,
        "resource": finding.resource,
        "key": finding.key,
        "severity": finding.severity,
        "message": finding.message,
    }
    return {key: value for key, value in entry.items() if value}


def written(entries: Mapping[str, Mapping[str, str]]) -> str:
    """Write a baseline: one finding a line, sorted by what it is about, so that versions merge line by line."""
    import json

    def subject(pair: tuple[str, Mapping[str, str]]) -> tuple[str, ...]:
        return (*(pair[1].get(key, "") for key in ("rule", "deployment", "resource", "key")), pair[0])

    lines = [
        json.dumps({"id": one, **entry}, ensure_ascii=False) for one, entry in sorted(entries.items(), key=subject)
    ]
    findings = "".join(f"\n{line}{',' * (number < len(lines))}" for number, line in enumerate(lines, 1))
    text = f'{{"schemaVersion": "1", "findings": [{findings}\n]}}\n'
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
