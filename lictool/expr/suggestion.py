"""What somebody probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Give the candidate that `word` most likely is a slip of, or None where nothing is near.

    Near means: one insertion, deletion, replacement or swap of neighbours for every three characters, at least one;
    upper and lower case, `-`, `_` and blanks do not count. Of equally near ones the first in the alphabet wins.
    """
    plain = _plain(word)
    best: str | None = None
    limit = max(1, len(plain) // 3)
    least = limit + 1
    for candidate in sorted(set(candidates)):
        other = _plain(candidate)
        if candidate == word or abs(len(other) - len(plain)) >= least:
            continue
        distance = _distance(plain, other)
        if distance < least and distance < max(len(plain), len(other)):
            best, least = candidate, distance
    return best


def hint(word: str, candidates: Iterable[str]) -> str:
    """Give the end of a message: "; did you mean `x`?", or nothing."""
    near = nearest(word, candidates)
    return "" if near is None else f"; did you mean `{near}`?"


def no_rule(name: str, rules: Iterable[str]) -> str:
    """Say that there is no such rule, and which one may be meant or where they are listed."""
    return f"there is no rule `{name}`{hint(name, rules) or '; `lictool explain` lists the rules'}"


def _plain(word: str) -> str:
    return word.lower().replace("-", "").replace("_", "").replace(" ", "")


def _distance(one: str, other: str) -> int:
    """Count the edits between two words (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        previous, row = row, [i]
        for j, counterpart in enumerate(other, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != counterpart))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == counterpart:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = previous
    return row[-1]


def listed(lead: str, words: Iterable[str]) -> str:
    """Give the end of a message that names what there is, or nothing where that is too much: "; it has `a`, `b`"."""
    words = list(dict.fromkeys(words))
    if not words or len(words) > 12:
        return ""
    return f"; {lead} " + ", ".join(f"`{word}`" for word in words)
