"""Faults of the set-up for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.reporters.escaping import one_line, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.errors import Problem

_EXCERPT = 160
"""Characters of a source line that are shown at most."""


def render(problems: Sequence[Problem]) -> str:
    """Give one block for each problem: place and message, the source line, carets."""
    lines = []
    for problem in problems:
        place = "lictool"
        if problem.file is not None:
            place = one_line(problem.file)
            if problem.span is not None:
                place += f":{problem.span.line}:{problem.span.column}"
        lines.append(f"{place}: error: {one_line(problem.message)}")
        if problem.span is not None and problem.source and problem.span.column <= _EXCERPT:
            start = problem.span.column - 1
            end = problem.span.end_column - 1 if problem.span.end_line == problem.span.line else len(problem.source)
            shown = problem.source[:_EXCERPT]
            marked = width(one_line(shown[start : max(end, start + 1)]))
            lines.append(f"  {problem.span.line} | {one_line(shown)}")
            margin = " " * len(str(problem.span.line))
            blank = " " * width(one_line(shown[:start]))
            lines.append(f"  {margin} | {blank}{'^' * max(1, marked)}")
    return "".join(line + "\n" for line in lines)
