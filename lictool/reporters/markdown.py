"""The report as Markdown: a comment on a change, or the summary of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.phrases import listed
from lictool.report import is_open
from lictool.reporters import position
from lictool.reporters.escaping import markdown, prose
from lictool.reporters.run import acceptance, by_deployment, by_expiry, scope, tally, waived, wanted
from lictool.reporters.text import basis
from lictool.wording import say
from lictool.wording_position import say as say_of_position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.finding import Citation
    from lictool.report import Located
    from lictool.reporters.run import Run

MARKER = "<!-- lictool check -->"
"""First line, by which a bot finds its own comment; a hook's is that of a check."""
COMMENT = 60_000
SUMMARY = 900_000
"""Bytes at most of a comment on a pull request (it holds 65,536 characters), of the summary of a job (it holds 1 MiB)."""
_SIGNS = {"pass": "✅", "fail": "❌", "none": "⚠️", "broken": "⛔"}
_CITED = 3
"""Entries that a row names at most."""


def render(run: Run) -> str:
    """Give a report that fits into a comment."""
    return _cut(_lines(run), COMMENT, run)


def render_summary(run: Run) -> str:
    """Give a report that fits into the summary of a job."""
    return _cut(_lines(run), SUMMARY, run)


def _lines(run: Run) -> list[str]:
    date = f" · {run.say('as-of', date=run.report.as_of)}" if run.report.as_of else ""
    marker = MARKER if run.command in ("check", "hook") else f"<!-- lictool {run.command} -->"
    lines = [marker, f"## {_SIGNS[run.verdict]} lictool: {run.say(run.verdict)}{date}", ""]
    lines += [run.say(f"{run.verdict}-means"), ""]
    if run.problems:
        for problem in run.problems:
            place = problem.file or "lictool"
            where = f"{place}:{problem.span.line}" if problem.span else place
            lines.append(f"- {_code(where)}: {prose(problem.message)}")
        return [*lines, ""]
    groups = by_deployment(run.report)
    if groups:
        lines += _overview(groups, run)
    if run.position:
        lines += [
            f"### {say_of_position('title', run.language)}",
            "",
            *position.markdown_lines(run.position, run.language),
            "",
        ]
    for name, findings in groups:
        heading = _code(name) if name else run.say("no-deployment")
        lines += [f"### {heading}", ""]
        for accepted in (False, True):
            rows = [_row(one, run) for one in findings if is_open(one) is not accepted]
            if not rows:
                continue
            columns = ("severity", "finding", "place", "source")
            table = ["| " + " | ".join(run.say(key) for key in columns) + " |", "|---|---|---|---|", *rows, ""]
            summary = f"<details><summary>{run.say('accepted')} ({len(rows)})</summary>"
            lines += [summary, "", *table, "</details>", ""] if accepted else table
    missing = wanted(run.report.findings)
    if missing:
        lines += [f"### {run.say('missing')}", "", run.say("missing-means"), ""]
        several = len(groups) > 1
        for deployment, path, count in missing:
            owner = f"{_code(deployment)}: " if several and deployment else ""
            lines.append(f"- {owner}{_code(path)} ({count})")
        lines.append("")
    return lines + _waivers(run) + _basis(run)


def _waivers(run: Run) -> list[str]:
    """List the waivers of the run, those that end first at the beginning."""
    if not run.report.waivers:
        return []
    lines = [f"<details><summary>{run.say('waivers')} ({len(run.report.waivers)})</summary>", ""]
    for held in by_expiry(run.report):
        about = f"{_code(held.rule)} {markdown(scope(held))}".strip()
        lines.append(
            f"- {about}: {prose(waived(held.acceptance, run.language))} · {run.say('covers')}: {held.findings}"
        )
    return [*lines, "", "</details>", ""]


def _code(text: str) -> str:
    return f"`{markdown(text, code=True)}`" if text.strip() else "` `"


def _overview(groups: Sequence[tuple[str, list[Located]]], run: Run) -> list[str]:
    columns = ("deployment", "errors", "warnings", "infos", "unknowns", "accepted")
    lines = ["| " + " | ".join(run.say(key) for key in columns) + " |", "|---|--:|--:|--:|--:|--:|"]
    for name, findings in groups:
        counts = " | ".join(str(count) for count in tally(findings))
        lines.append(f"| {_code(name) if name else run.say('no-deployment')} | {counts} |")
    return [*lines, ""]


def _row(located: Located, run: Run) -> str:
    finding, place = located.finding, located.place
    severity = say(finding.severity, run.language)
    if finding.outcome == "unknown":
        severity += f" ({run.say('unknown')})"
    text = f"{prose(finding.message)}<br>{_code(finding.rule)}"
    if finding.remediation:
        text += f"<br>**{run.say('fix')}:** {prose(finding.remediation)}"
    why = acceptance(located, run.language)
    if why:
        text += f"<br>*{prose(why)}*"
    return f"| {severity} | {text} | {_code(f'{place.file}:{place.span.line}')} | {_cited(finding.citations)} |"


def _cited(citations: Sequence[Citation]) -> str:
    links = [_link(f"{citation.label} {citation.entry}", citation.url) for citation in citations[:_CITED]]
    return "<br>".join([*links, *(["…"] if len(citations) > _CITED else [])])


def _link(text: str, address: str) -> str:
    if not address.startswith(("https://", "http://")):
        return markdown(text)
    from urllib.parse import quote

    return f"[{markdown(text)}]({quote(address, safe=':/?#@!$&+,;=%~-._')})"


def _basis(run: Run) -> list[str]:
    lines = []
    if run.report.hidden:
        names = listed(map(_code, run.report.hidden), run.language)
        lines.append(f"- {run.say('hidden')}: {names}")
    if run.report.absent:
        lines.append(f"- {run.say('absent')}: {listed(map(_code, run.report.absent), run.language)}")
    rules, documents = basis(run.report.counts, run.language)
    title = f"<details><summary>{run.say('basis')}</summary>"
    return [title, "", *lines, f"- {rules}", f"- {documents}", f"- lictool {run.version}", "", "</details>", ""]


def _cut(lines: list[str], most: int, run: Run) -> str:
    """Join lines; what does not fit is left out, whole lines at a time, and said so."""
    text = "\n".join(lines)
    if len(text.encode()) <= most:
        return text
    room = most - 500
    kept: list[str] = []
    for line in lines:
        room -= len(line.encode()) + 1
        if room < 0:
            break
        kept.append(line)
    opened = sum(line.startswith("<details>") for line in kept) > sum(line == "</details>" for line in kept)
    return "\n".join([*kept, "", *(["</details>", ""] if opened else []), run.say("cut"), ""])
