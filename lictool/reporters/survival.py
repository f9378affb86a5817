"""What became of the changes to rules, for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.reporters.columns import aligned, share
from lictool.reporters.escaping import one_line
from lictool.reporters.reach import numbered
from lictool.tally import killed
from lictool.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.survival import Score, Survivor

_ADVICE = """\
A mutant survives where no example tells it from the rule. Add an example with another outcome, message or place under
the mutant; or simplify the rule; or, where both always say the same, list it in the rule's file:
  equivalents:
    - {was: "the line with -", mutant: "the line with +", reason: "why no manifest can tell them apart"}"""


def render(found: Sequence[Score], skipped: Sequence[str] = (), *, color: bool = False) -> str:
    """Give the survivors and what is wrong with lists of equivalents, counts by rule and by citation.

    `skipped` are rules whose examples do not hold.
    """
    red, green, bold, end = ("\x1b[31m", "\x1b[32m", "\x1b[1;31m", "\x1b[0m") if color else ("", "", "", "")
    lines = []
    for one in found:
        for survivor in one.survivors:
            what = f"{survivor.kind} in `{survivor.part}` ({', '.join(one.citations)})"
            lines += [
                f"{one_line(survivor.place)}: {bold}survived{end}[{one.rule}] {what}",
                f"  {red}- {one_line(survivor.was)}{end}",
                f"  {green}+ {one_line(survivor.mutant)}{end}",
                f"  {_near(survivor)}",
            ]
        lines += [
            f"{one_line(f.place)}: {bold}no equivalent{end}[{one.rule}] {one_line(f.message)}" for f in one.faults
        ]
    lines += ["", _ADVICE, ""] if any(one.survivors for one in found) else [""] if lines else []
    lines += [f"not mutated: {name}: its examples do not hold" for name in skipped]
    if not found:
        return "\n".join(lines) + "\n"
    mutants, dead, equivalent, alive, rate = _counts(found)
    counts = f"{dead} killed, {equivalent} equivalent, {alive} survived, {rate}"
    lines += [*_table(found), "", f"{plural(int(mutants), 'mutant')} of {plural(len(found), 'rule')}: {counts}"]
    return "\n".join(lines) + "\n"


def _near(survivor: Survivor) -> str:
    if not survivor.near:
        return "no example evaluates this"
    count = len(survivor.near)
    verb = "evaluates" if count == 1 else "evaluate"
    return f"{plural(count, 'example')} {verb} this, such as: {one_line(survivor.near[0])}"


def _table(found: Sequence[Score]) -> list[str]:
    head = ["mutants", "killed", "equivalent", "survived", ""]
    by_entry: dict[str, list[Score]] = {}
    for one in found:
        for entry in one.citations:
            by_entry.setdefault(entry, []).append(one)
    rows = [["rule", *head], *([one.rule, *_counts([one])] for one in found), ["citation", *head]]
    rows += [[entry, *_counts(by_entry[entry])] for entry in sorted(by_entry, key=numbered)]
    table = aligned(rows)
    return [*table[: len(found) + 1], "", *table[len(found) + 1 :]]


def _counts(found: Sequence[Score]) -> list[str]:
    part, whole = killed(found)
    equivalent = sum(one.equivalent for one in found)
    counts = (whole + equivalent, part, equivalent, whole - part)
    return [*map(str, counts), share(part, whole)]
