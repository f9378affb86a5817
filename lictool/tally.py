"""What the tests of rules come to in numbers: parts of a whole, and whether they are enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.reach import Reach
    from lictool.survival import Score

    Ratio = tuple[int, int]
    """A part and the whole."""


def percent(part: int, whole: int) -> float:
    """Give a part of a whole in percent, rounded down to a tenth; nothing of nothing is all of it."""
    return part * 1000 // whole / 10 if whole else 100.0


def reached(found: Sequence[Reach]) -> tuple[Ratio, Ratio]:
    """Give the outcomes that are reached of all, and the parts of expressions."""
    outcomes = [is_reached for one in found for is_reached in one.outcomes.values()]
    return (sum(outcomes), len(outcomes)), (sum(one.reached for one in found), sum(one.total for one in found))


def killed(found: Sequence[Score]) -> Ratio:
    """Give the mutants that an example notices, of those that are no equivalents."""
    return sum(one.killed for one in found), sum(one.mutants - one.equivalent for one in found)


def is_covered(found: Sequence[Reach], threshold: int) -> bool:
    """Tell whether outcomes and sub-expressions are reached to so many percent."""
    return all(percent(*ratio) >= threshold for ratio in reached(found))


def is_tested(found: Sequence[Score], threshold: int | None) -> bool:
    """Tell whether so many percent of the mutants are killed, without threshold all; lists of equivalents must be right."""
    if any(one.faults for one in found):
        return False
    if threshold is None:
        return not any(one.survivors for one in found)
    return percent(*killed(found)) >= threshold
