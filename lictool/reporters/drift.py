"""Declared against observed as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.reporters.escaping import json_text, one_line
from lictool.wording_drift import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lictool.drift import Comparison

    Row = tuple[Comparison, tuple[str, int] | None]
    """A comparison, with file and line of what is declared."""

VERDICTS = ("contradicts", "undeclared", "open", "agrees")
_LONG = 200


def render_text(rows: Sequence[Row], unseen: Sequence[str], language: str) -> str:
    """Give the comparison for people; what agrees is only counted."""
    lines: list[str] = []
    for number, (row, place) in enumerate(rows):
        if row.verdict == "agrees":
            continue
        observed = say("observed", language, place=_origin(row), value=_shown(row.observed))
        verdict = say("row", language, verdict=say(row.verdict, language), path=one_line(row.path))
        if row.verdict == "undeclared":
            lines.append(say("undeclared-row", language, row=verdict, observed=observed))
        else:
            lines.append(verdict)
            if place:
                spot = f"{one_line(place[0])}:{place[1]}"
                lines.append("  " + say("declared", language, place=spot, value=_shown(row.declared)))
            lines.append("  " + observed)
        after = rows[number + 1][0] if number + 1 < len(rows) else None
        if row.verdict != "undeclared" or after is None or (after.verdict, after.proof) != (row.verdict, row.proof):
            lines.append("  " + say("proof", language, text=say(row.proof, language)))
    if unseen:
        lines.append(say("unseen", language, names=", ".join(map(one_line, unseen))))
    lines.append(say("total", language, **_counts(rows)))
    return "".join(f"{line}\n" for line in lines)


def render_json(rows: Sequence[Row], unseen: Sequence[str], run: Mapping[str, Any], *, version: str) -> str:
    """Give the comparison for programs (schemas/drift.schema.json)."""
    language = str(run["language"])
    return json_text(
        {
            "schemaVersion": "1",
            "tool": {"name": "lictool", "version": version},
            "run": dict(run),
            "counts": _counts(rows),
            "comparisons": [_data(row, place, language) for row, place in rows],
            "unseen": list(unseen),
        }
    )


def _data(row: Comparison, place: tuple[str, int] | None, language: str) -> dict[str, Any]:
    declared = {"declared": row.declared, "place": {"file": place[0], "line": place[1]}} if place else {}
    origin = {"file": row.origin.file, "line": row.origin.line, "sha256": row.origin.digest}
    command = {"command": row.origin.command} if row.origin.command else {}
    return {
        "verdict": row.verdict,
        "path": row.path,
        "observed": row.observed,
        "origin": {**origin, **command},
        **declared,
        "proves": say(row.proof, language),
    }


def _counts(rows: Iterable[Row]) -> dict[str, int]:
    verdicts = [row.verdict for row, _ in rows]
    return {verdict: verdicts.count(verdict) for verdict in VERDICTS}


def _origin(row: Comparison) -> str:
    line = f":{row.origin.line}" if row.origin.line else ""
    command = f" {row.origin.command}" if row.origin.command else ""
    return one_line(f"{row.origin.file}{line}{command}")


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_shown, value))}]"
    return one_line(str(value).lower() if isinstance(value, bool) else str(value))[:_LONG]
