"""How far a long run is, as a bar that grows with what has been read and judged."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lictool.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeVar

    Item = TypeVar("Item")

_READ = 0.1
"""The share of a run that goes into reading, about; the rest is judging."""
_ROOM = 20
"""Characters of the bar."""


class _Watched(list["Item"]):
    """A list that tells how often it has been gone through."""

    def __init__(self, items: Iterable[Item], over: Callable[[int], Iterator[Item]]) -> None:
        super().__init__(items)
        self._over = over
        self._turns = 0

    def __iter__(self) -> Iterator[Item]:
        turn, self._turns = self._turns, self._turns + 1
        return self._over(turn)


class Meter:
    """A bar from 0 to 100 percent, shown anew whenever it has grown by one.

    Where the work is shared among processes, the part of the one that made the meter stands for all: they are equally
    large.
    """

    __slots__ = ("_label", "_owner", "_percent", "_show")

    def __init__(self, show: Callable[[str], None], files: int, language: str) -> None:
        """Take what shows a text in place of the one before, and how many files are judged."""
        self._show = show
        self._label = say("judging", language, count=f"{files:,}")
        self._owner = os.getpid()
        self._percent = -1

    def reading(self, items: Sequence[Item]) -> Iterable[Item]:
        """Give what is to be read, and let the bar grow by it."""
        return self._over(items, 0, _READ)

    def judging(self, items: Sequence[Item], rounds: int) -> Sequence[Item]:
        """Give what is to be judged, and let the bar grow whenever somebody goes through it, which happens so many times."""
        step = (1 - _READ) / max(rounds, 1)
        return _Watched(items, lambda turn: self._over(items, _READ + step * turn, _READ + step * (turn + 1)))

    def _over(self, items: Sequence[Item], start: float, end: float) -> Iterator[Item]:
        is_seen = os.getpid() == self._owner
        for number, item in enumerate(items):
            percent = int(100 * (start + (end - start) * number / len(items)))
            if is_seen and percent > self._percent:
                self._percent = percent
                full = percent * _ROOM // 100
                self._show(f"{self._label} [{'#' * full}{'.' * (_ROOM - full)}] {percent}%")
            yield item
