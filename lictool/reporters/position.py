"""The licence position as a table, CSV, Markdown and JSON, and what a change does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.phrases import listed
from lictool.reporters.columns import aligned
from lictool.reporters.escaping import markdown, one_line, spreadsheet
from lictool.wording_position import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lictool.holdings import Bounds
    from lictool.position import Position

    Change = tuple[Position | None, Position | None]
    """The figures before and after; None where there are none."""

COLUMNS = ("deployment", "tier", "headend", "unit", "entitled", "needed", "headroom", "expiry")
_TEXTS = 4
"""So many columns are texts, the others figures."""
_FIGURES = ("entitled", "needed", "headroom")
_RED, _RESET = "\x1b[1;31m", "\x1b[0m"


def bounds(figure: Bounds) -> str:
    """Write a figure: `100`, `60..100`, `>=60`, `<=40`, or `?` where nothing is known of it."""
    low, high = figure
    if low is None:
        return "?" if high is None else f"<={high}"
    if high is None:
        return f">={low}"
    return str(low) if low == high else f"{low}..{high}"


def is_short(position: Position) -> bool:
    """Tell whether for certain too little is entitled."""
    return position.headroom.high is not None and position.headroom.high < 0


def render_table(found: Sequence[Position], as_of: str, language: str, *, color: bool = False) -> str:
    """Give a table for a terminal, and what would settle its open figures."""
    lines = [say("heading", language, date=as_of)]
    if not found:
        return f"{lines[0]}\n{say('nothing', language)}\n"
    table = aligned([head(language), *(cells(one, language) for one in found)], left=_TEXTS)
    painted = [
        f"{_RED}{line}{_RESET}" if color and is_short(one) else line for line, one in zip(table[1:], found, strict=True)
    ]
    return "\n".join([*lines, table[0], *painted, *notes(found, language)]) + "\n"


def render_markdown(found: Sequence[Position], as_of: str, language: str) -> str:
    """Give a heading, a table and notes."""
    return "\n".join([f"### {say('heading', language, date=as_of)}", "", *markdown_lines(found, language)]) + "\n"


def markdown_lines(found: Sequence[Position], language: str) -> list[str]:
    """Give the lines of a table and of the notes on it."""
    lines = markdown_table(found, language)
    for note in notes(found, language):
        said = markdown(note.strip())
        lines += [f"- {said}"] if note.startswith(" ") else [said, ""] if said else [""]
    return lines if lines[-1] else lines[:-1]


def markdown_table(found: Sequence[Position], language: str) -> list[str]:
    """Give the lines of a table; figures of what is too little are bold."""
    if not found:
        return [say("nothing", language)]
    lines = [f"| {' | '.join(head(language))} |", "|" + "---|" * _TEXTS + "---:|" * (len(COLUMNS) - _TEXTS)]
    for one in found:
        row = [markdown(cell) for cell in cells(one, language)]
        if is_short(one):
            row[COLUMNS.index("headroom")] = f"**{row[COLUMNS.index('headroom')]}**"
        lines.append(f"| {' | '.join(row)} |")
    return lines


def render_csv(found: Sequence[Position]) -> str:
    """Give a row for each position under English names of columns; no text can be taken for a formula."""
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    sides = [f"{name}{side}" for name in _FIGURES for side in ("Low", "High")]
    writer.writerow([*COLUMNS[:_TEXTS], *sides, "expiry", "expiring", "severalCustomers", "missing"])
    for one in found:
        texts = [spreadsheet(getattr(one, name)) for name in COLUMNS[:_TEXTS]]
        figures = ["" if side is None else side for name in _FIGURES for side in getattr(one, name)]
        expiring = "" if one.expiring is None else one.expiring
        shared = str(one.is_shared).lower()
        writer.writerow([*texts, *figures, one.expiry, expiring, shared, spreadsheet(", ".join(one.missing))])
    return out.getvalue()


def data(found: Iterable[Position]) -> list[dict[str, Any]]:
    """Give positions as the formats for programs write them."""
    return [_data(one) for one in found]


def _data(one: Position) -> dict[str, Any]:
    said: dict[str, Any] = {"deployment": one.deployment, "tier": one.tier}
    said |= {"headend": one.headend} if one.headend else {}
    said["unit"] = one.unit
    for name in _FIGURES:
        low, high = getattr(one, name)
        said[name] = {key: side for key, side in (("low", low), ("high", high)) if side is not None}
    said |= {"expiry": one.expiry} if one.expiry else {}
    said |= {} if one.expiring is None else {"expiring": one.expiring}
    return {**said, "severalCustomers": one.is_shared, "missing": list(one.missing)}


def render_json(found: Sequence[Position], run: Mapping[str, Any], hidden: Sequence[str], *, version: str) -> str:
    """Give the position for programs (schemas/position.schema.json)."""
    from lictool.reporters.escaping import json_text

    tool = {"name": "lictool", "version": version}
    return json_text(
        {"schemaVersion": "1", "tool": tool, "run": dict(run), "position": data(found), "hidden": list(hidden)}
    )


def changed(changes: Iterable[Change], language: str, escaped: Callable[[str], str]) -> list[str]:
    """Say what a change does to needed and held licences, a line for each tier."""
    lines = []
    for before, after in changes:
        one = after or before
        if one is not None:
            figures = {name: _step(before, after, name) for name in (*_FIGURES, "expiry")}
            lines.append(say("change", language, row=escaped(_name(one)), **figures))
    return lines


def _step(before: Position | None, after: Position | None, name: str) -> str:
    texts = ["-" if one is None else _figure(one, name) for one in (before, after)]
    return texts[0] if texts[0] == texts[1] else f"{texts[0]} → {texts[1]}"


def _figure(one: Position, name: str) -> str:
    return (one.expiry or "-") if name == "expiry" else bounds(getattr(one, name))


def change_data(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Give changes as the formats for programs write them."""
    return [
        {key: _data(one) for key, one in (("before", before), ("after", after)) if one} for before, after in changes
    ]


def head(language: str) -> list[str]:
    """Give the names of COLUMNS."""
    return [say(name, language) for name in COLUMNS]


def cells(one: Position, language: str) -> list[str]:
    """Give the texts of COLUMNS for a position."""
    expiry = one.expiry
    if expiry and one.expiring is not None:
        expiry = say("expiring", language, date=expiry, count=one.expiring)
    texts = [one_line(one.deployment), one.tier, one_line(one.headend), say(one.unit, language)]
    return [*texts, *(bounds(getattr(one, name)) for name in _FIGURES), expiry]


def _name(one: Position) -> str:
    return " ".join(part for part in (one.deployment, one.tier, one.headend) if part)


def notes(found: Sequence[Position], language: str) -> list[str]:
    """Say what would settle the open figures, and which sums prove nothing."""
    open_ = [
        say("open-line", language, row=_name(one), paths=listed((f"`{path}`" for path in one.missing), language))
        for one in found
        if one.missing
    ]
    shared = [say("several-customers", language, row=_name(one)) for one in found if one.is_shared]
    lines = ["", say("open", language), *(f"  {one_line(line)}" for line in open_)] if open_ else []
    return [*lines, *(["", *map(one_line, shared)] if shared else [])]
