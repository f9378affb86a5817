"""The report as workflow commands of GitHub Actions, which become annotations at the lines that are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.finding import SEVERITIES
from lictool.report import is_open
from lictool.reporters.escaping import one_line
from lictool.reporters.run import tally

if TYPE_CHECKING:
    from lictool.location import Span
    from lictool.report import Located
    from lictool.reporters.run import Run

MOST = 10
"""Annotations of a level that GitHub shows of a step."""
_LONGEST = 60_000
"""Bytes of a message at most; GitHub takes 64 KiB."""
_TITLE = 255
"""Characters of a title at most."""
_CITED = 3
"""Entries that an annotation names at most."""
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(run: Run) -> str:
    """Give the commands, the gravest first, as many of a level as are shown; then a line with the counts."""
    lines = _fitting(
        [_command("error", p.message, run.say("broken"), p.file, p.span) for p in run.problems], "error", run
    )
    for severity in SEVERITIES:
        found = [one for one in run.report.findings if is_open(one) and one.finding.severity == severity]
        lines += _fitting([_annotation(located, run) for located in found], _COMMANDS[severity], run)
    counts = tally(run.report.findings)
    numbers = (("errors", counts.error), ("warnings", counts.warning), ("infos", counts.info))
    counted = ", ".join(f"{run.say(key)}: {number}" for key, number in (*numbers, ("accepted", counts.accepted)))
    lines.append(f"lictool: {run.say(run.verdict)}; {counted}")
    return "\n".join(lines) + "\n"


def _fitting(commands: list[str], command: str, run: Run) -> list[str]:
    """Give as many as are shown, the last of them saying how many more there are."""
    if len(commands) <= MOST:
        return commands
    more = run.say("more", count=len(commands) - MOST + 1)
    return [*commands[: MOST - 1], _command(command, more, "lictool", None, None)]


def _annotation(located: Located, run: Run) -> str:
    finding = located.finding
    lines = [one_line(finding.message)]
    if finding.remediation:
        lines.append(f"{run.say('fix')}: {one_line(finding.remediation)}")
    lines += [f"{run.say('source')}: {one_line(f'{c.label} {c.entry}: {c.title}')}" for c in finding.citations[:_CITED]]
    title = finding.rule + (f" ({run.say('unknown')})" if finding.outcome == "unknown" else "")
    place = located.place
    return _command(_COMMANDS[finding.severity], "\n".join(lines), title, place.file, place.span)


def _command(command: str, message: str, title: str, file: str | None, span: Span | None) -> str:
    properties = []
    if file is not None:
        properties.append(f"file={_property(file)}")
    if span is not None:
        properties += [f"line={span.line}", f"endLine={span.end_line}"]
        if span.line == span.end_line:  # columns are taken of one line only
            properties += [f"col={span.column}", f"endColumn={span.end_column}"]
    properties.append(f"title={_property(title[:_TITLE])}")
    shown = "\n".join(one_line(line) for line in message.split("\n"))
    if len(shown.encode()) > _LONGEST:
        shown = shown.encode()[:_LONGEST].decode("utf-8", "ignore") + "…"
    return f"::{command} {','.join(properties)}::{_data(shown)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")
