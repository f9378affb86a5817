"""How far the examples reach, for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.reporters.columns import aligned, share
from lictool.reporters.escaping import one_line
from lictool.tally import reached
from lictool.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.reach import Reach

_WORDS = {"evaluated": "is never evaluated", "true": "is never true", "false": "is never false"}


def render(found: Sequence[Reach], *, color: bool = False) -> str:
    """Give what no example reaches, and counts by rule and by citation."""
    head = "\x1b[1;33mnot reached\x1b[0m" if color else "not reached"
    lines = []
    for one in found:
        lines += [
            f"{one_line(one.place)}: {head}[{one.rule}] the outcome {outcome}"
            for outcome, is_reached in one.outcomes.items()
            if not is_reached
        ]
        lines += [
            f"{one_line(gap.place)}: {head}[{one.rule}] `{one_line(gap.text)}` in `{gap.part}` {_WORDS[gap.what]}"
            for gap in one.gaps
        ]
    lines += ["", *_table(found)] if lines else _table(found)
    outcomes, parts = reached(found)
    lines.append("")
    lines.append(
        f"coverage of {plural(len(found), 'rule')}: "
        f"{share(*outcomes)} of outcomes ({outcomes[0]} of {outcomes[1]}), "
        f"{share(*parts)} of sub-expressions ({parts[0]} of {parts[1]})"
    )
    return "\n".join(lines) + "\n"


def _table(found: Sequence[Reach]) -> list[str]:
    rows = [["rule", "outcomes", "sub-expressions", ""], *([one.rule, *_counts([one])] for one in found)]
    by_entry: dict[str, list[Reach]] = {}
    for one in found:
        for entry in one.citations:
            by_entry.setdefault(entry, []).append(one)
    rows.append(["citation", "outcomes", "sub-expressions", ""])
    rows += [[entry, *_counts(by_entry[entry])] for entry in sorted(by_entry, key=numbered)]
    table = aligned(rows)
    return [*table[: len(found) + 1], "", *table[len(found) + 1 :]]


def _counts(found: Sequence[Reach]) -> list[str]:
    outcomes, parts = reached(found)
    return [f"{outcomes[0]}/{outcomes[1]}", f"{parts[0]}/{parts[1]}", share(*parts)]


def numbered(citation: str) -> tuple[str, int]:
    """Give what citations are sorted by: FAQ Q2 before FAQ Q10."""
    letters = citation.rstrip("0123456789")
    return letters, int(citation.removeprefix(letters) or 0)
