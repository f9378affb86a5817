"""The result of `lictool test` for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.reporters.escaping import one_line
from lictool.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.selftest import Result


def render(results: Sequence[Result], *, color: bool = False) -> str:
    """Give the examples that do not hold, what they expected and what came, and the counts."""
    lines = []
    for result in results:
        if result.holds:
            continue
        head = "\x1b[1;31mfailed\x1b[0m" if color else "failed"
        lines.append(f"{one_line(result.place)}: {head}[{result.rule}] {one_line(result.example)}")
        lines += [f"  {one_line(fault)}" for fault in result.faults]
    failed = sum(not result.holds for result in results)
    rules = len({result.rule for result in results})
    lines.append(
        f"{plural(len(results), 'example')} of {plural(rules, 'rule')}: {len(results) - failed} passed, {failed} failed"
    )
    return "\n".join(lines) + "\n"
