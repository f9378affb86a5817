"""The report as JUnit XML: a suite for each rule, a case for each finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lictool.reporters.escaping import one_line
from lictool.reporters.run import acceptance
from lictool.wording import say

if TYPE_CHECKING:
    from lictool.report import Located
    from lictool.reporters.run import Run

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def render(run: Run) -> str:
    """Give the report; where there are no findings, the one case that says what was judged."""
    suites: dict[str, list[Element]] = {"lictool": [_summary(run)]}
    names: dict[tuple[str, str], int] = {}
    for problem in run.problems:
        place = problem.file or "lictool"
        case = _case("lictool.setup", _unique(names, "setup", place), problem.file)
        where = f"{place}:{problem.span.line}:{problem.span.column}" if problem.span else place
        _verdict(case, "error", problem.message, "error", [f"{where}: {problem.message}"])
        suites.setdefault("lictool.setup", []).append(case)
    for located in run.report.findings:
        rule = located.finding.rule
        suites.setdefault(f"lictool.{rule}", []).append(_found(located, names, run))
    top = Element("testsuites", {"name": "lictool", "time": "0"})
    total = [0, 0, 0]
    for name, cases in suites.items():
        counts = [sum(case.find(tag) is not None for case in cases) for tag in ("failure", "error", "skipped")]
        total = [len(cases) + total[0], counts[0] + total[1], counts[1] + total[2]]
        suite = SubElement(
            top,
            "testsuite",
            {
                "name": name,
                "tests": str(len(cases)),
                "failures": str(counts[0]),
                "errors": str(counts[1]),
                "skipped": str(counts[2]),
                "time": "0",
            },
        )
        suite.extend(cases)
    for key, count in zip(("tests", "failures", "errors"), total, strict=True):
        top.set(key, str(count))
    indent(top)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(top, encoding="unicode")}\n'


def _text(text: str) -> str:
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", one_line(text))


def _case(classname: str, name: str, file: str | None, line: int = 0) -> Element:
    case = Element("testcase", {"classname": classname, "name": name, "time": "0"})
    if file is not None:
        case.set("file", _text(file))
    if line:
        case.set("line", str(line))
    return case


def _unique(names: dict[tuple[str, str], int], suite: str, name: str) -> str:
    """Give a name that no other case of the suite has: of equal ones, readers keep only the first."""
    shown = _text(name)
    count = names[suite, shown] = names.get((suite, shown), 0) + 1
    return shown if count == 1 else _unique(names, suite, f"{name} ({count})")


def _verdict(case: Element, tag: str, message: str, kind: str, lines: list[str]) -> None:
    below = SubElement(case, tag, {"message": _text(message), "type": kind})
    below.text = "\n".join(_text(line) for line in lines)


def _found(located: Located, names: dict[tuple[str, str], int], run: Run) -> Element:
    finding, place = located.finding, located.place
    where = f"{place.file}:{place.span.line}:{place.span.column}"
    subject = "/".join(filter(None, (finding.deployment, finding.resource))) or place.file
    name = f"{subject} #{finding.key or place.pointer or '/'}"
    case = _case(f"lictool.{finding.rule}", _unique(names, finding.rule, name), place.file, place.span.line)
    lines = [f"{where}: {finding.message}"]
    lines += [place.source.strip()] if place.source.strip() else []
    lines += [f"{run.say('related')}: {one.file}:{one.span.line}:{one.span.column}" for one in located.related]
    lines += [f"{run.say('fix')}: {finding.remediation}"] if finding.remediation else []
    lines += [f"{run.say('source')}: {c.label} {c.entry}: {c.title} {c.url}" for c in finding.citations]
    why = acceptance(located, run.language)
    if why:
        _verdict(case, "skipped", f"{why}: {finding.message}", finding.severity, lines)
    else:
        tag = "error" if finding.outcome == "unknown" else "failure"
        _verdict(case, tag, finding.message, finding.severity, lines)
    return case


def _summary(run: Run) -> Element:
    """Give the case of the run itself: a reader takes a report without any case for a broken one."""
    counts = run.report.counts
    case = _case("lictool", "run", None)
    if run.problems:
        _verdict(case, "skipped", run.say("broken"), "error", [run.say("broken-means")])
    elif run.is_empty:
        _verdict(case, "error", run.say("nothing-judged"), "error", [run.say("none-means")])
    else:
        SubElement(case, "system-out").text = _text(
            say(
                "summary-documents",
                run.language,
                judged=counts.judged,
                not_judged=counts.not_judged,
                skipped=counts.skipped,
                deployments=counts.deployments,
            )
        )
    return case
