"""What a change does, as text, Markdown and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.phrases import sayer
from lictool.reporters.escaping import markdown, one_line
from lictool.reporters.position import change_data, changed
from lictool.wording import say
from lictool.wording_diff import SENTENCES
from lictool.wording_position import say as say_of_position

if TYPE_CHECKING:
    from collections.abc import Callable

    from lictool.diff import Amendment, Difference
    from lictool.report import Located

MARKER = "<!-- lictool diff -->"
"""First line of the Markdown form, by which a bot finds its own comment."""
MARKDOWN_MOST = 60_000
"""Characters of the Markdown form at most: a comment on a pull request holds 65,536."""
_COLORS = {"new": "\x1b[1;31m", "changed": "\x1b[1;33m", "fixed": "\x1b[1;32m", "bold": "\x1b[1m"}
_RESET = "\x1b[0m"
_COLUMNS = ("severity", "place", "finding", "rule")
_say = sayer(SENTENCES)


def render_text(difference: Difference, *, failed: bool, color: bool = False) -> str:
    """Give what is new, changed, fixed and accepted, what decides how is judged, and the counts."""
    language = difference.head.report.language
    lines: list[str] = []

    def painted(text: str, kind: str) -> str:
        return f"{_COLORS[kind]}{text}{_RESET}" if color and kind in _COLORS else text

    for kind, members in _groups(difference).items():
        for one in members:
            place = f"{one_line(one.place.file)}:{one.place.span.line}:{one.place.span.column}:"
            head = f"{_severity(one, language)}[{one.finding.rule}]"
            label = painted(_say(kind, language), kind)
            lines.append(f"{painted(place, 'bold')} {label} {head} {one_line(one.finding.message)}")
    lines += [one_line(_amended(amendment, language, str)) for amendment in difference.amendments]
    lines += changed(difference.positions, language, one_line)
    lines.append(_summary(difference, language, failed=failed))
    return "\n".join(lines) + "\n"


def render_markdown(difference: Difference, *, failed: bool) -> str:
    """Give a comment for the pull request; long ones are cut with a note."""
    language = difference.head.report.language
    base, head = (f"`{markdown(side.label, code=True)}`" for side in (difference.base, difference.head))
    lines = [MARKER, f"### lictool: {_say('title', language, base=base, head=head)}", ""]
    lines += [f"**{markdown(_summary(difference, language, failed=failed))}**", ""]
    for kind, members in _groups(difference).items():
        if not members:
            continue
        heading = f"{_say(f'heading-{kind}', language)} ({len(members)})"
        table = [
            "| " + " | ".join(_say(f"column-{name}", language) for name in _COLUMNS) + " |",
            "|" + "---|" * len(_COLUMNS),
            *(_row(one, language) for one in members),
        ]
        folded = kind in ("fixed", "accepted")
        lines += [f"<details><summary>{heading}</summary>", ""] if folded else [f"#### {heading}", ""]
        lines += [*table, ""]
        lines += ["</details>", ""] if folded else []
    if difference.amendments:
        lines += [f"#### {_say('heading-amendments', language)}", ""]
        lines += [f"- {_amended(amendment, language, markdown)}" for amendment in difference.amendments]
        lines.append("")
    if difference.positions:
        lines += [f"#### {say_of_position('changes', language)}", ""]
        lines += [f"- {line}" for line in changed(difference.positions, language, markdown)]
        lines.append("")
    return _cut(lines, language)


def _cut(lines: list[str], language: str) -> str:
    text = "\n".join(lines)
    if len(text) <= MARKDOWN_MOST:
        return text
    kept: list[str] = []
    room = MARKDOWN_MOST - 200
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    opened = sum(line.startswith("<details>") for line in kept) > sum(line == "</details>" for line in kept)
    return "\n".join([*kept, "", *(["</details>", ""] if opened else []), _say("cut", language), ""])


def render_json(difference: Difference, *, exit_code: int, version: str) -> str:
    """Give the comparison for programs (schemas/diff.schema.json)."""
    from lictool.reporters.escaping import json_text
    from lictool.reporters.json_v1 import finding_data

    report = difference.head.report
    return json_text(
        {
            "schemaVersion": "1",
            "tool": {"name": "lictool", "version": version},
            "run": {
                "command": "diff",
                "asOf": report.as_of,
                "timezone": difference.head.session.options.zone,
                "language": report.language,
                "exitCode": exit_code,
            },
            "base": {"label": difference.base.label, "policyDigest": difference.base.report.policy_digest},
            "head": {"label": difference.head.label, "policyDigest": report.policy_digest},
            "summary": {
                "new": len(difference.new),
                "changed": len(difference.changed),
                "fixed": len(difference.fixed),
                "accepted": len(difference.accepted),
                "unjudged": len(difference.unjudged),
                "unchanged": difference.unchanged,
                "loosened": sum(amendment.loosens for amendment in difference.amendments),
            },
            "new": [finding_data(one) for one in difference.new],
            "changed": [
                {"before": finding_data(before), "after": finding_data(after)} for before, after in difference.changed
            ],
            "fixed": [finding_data(one) for one in difference.fixed],
            "accepted": [finding_data(one) for one in difference.accepted],
            "unjudged": [finding_data(one) for one in difference.unjudged],
            "amendments": [_amendment(amendment) for amendment in difference.amendments],
            "position": change_data(difference.positions),
        }
    )


def _groups(difference: Difference) -> dict[str, tuple[Located, ...]]:
    return {
        "new": difference.new,
        "changed": tuple(after for _, after in difference.changed),
        "unjudged": difference.unjudged,
        "fixed": difference.fixed,
        "accepted": difference.accepted,
    }


def _summary(difference: Difference, language: str, *, failed: bool) -> str:
    verdict = say("verdict-fail" if failed else "verdict-pass", language)
    loosened = sum(amendment.loosens for amendment in difference.amendments)
    counts = {kind: len(members) for kind, members in _groups(difference).items()}
    text = _say("summary", language, verdict=verdict, unchanged=difference.unchanged, **counts)
    if counts["unjudged"]:
        text += _say("summary-unjudged", language, count=counts["unjudged"])
    if difference.amendments:
        text += _say("summary-amendments", language, count=len(difference.amendments), loosened=loosened)
    return text


def _row(located: Located, language: str) -> str:
    finding, place = located.finding, located.place
    severity = _severity(located, language)
    where = f"`{markdown(place.file, code=True)}:{place.span.line}`"
    return f"| {severity} | {where} | {markdown(finding.message)} | `{finding.rule}` |"


def _severity(located: Located, language: str) -> str:
    severity = say(located.finding.severity, language)
    return f"{severity} ({say('label-unknown', language)})" if located.finding.outcome == "unknown" else severity


def _amended(amendment: Amendment, language: str, escaped: Callable[[str], str]) -> str:
    texts = [escaped(text) for text in (amendment.before, amendment.after) if text]
    change = f": {' → '.join(texts)}" if texts else ""
    key = f"{amendment.subject}-{amendment.action}"
    note = _say("loosens", language) if amendment.loosens else ""
    return _say(key, language, name=escaped(amendment.name)) + change + note


def _amendment(amendment: Amendment) -> dict[str, Any]:
    data: dict[str, Any] = {
        "subject": amendment.subject,
        "name": amendment.name,
        "action": amendment.action,
        "loosens": amendment.loosens,
    }
    return data | {k: v for k, v in (("before", amendment.before), ("after", amendment.after)) if v}
