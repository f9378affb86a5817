"""The command that reads the cited sources: entries, search, coverage, and comparison with a newer text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.answer import Answer
from lictool.errors import Problem, UsageError, unreadable
from lictool.knowledge import coverage, search, verify
from lictool.passages import MOST_BYTES, read
from lictool.reference import entry_list, entry_page
from lictool.report import FOUND, JUDGED
from lictool.reporters.knowledge import render_coverage, render_search, render_verification

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lictool.policy import Policy


def faq(policies: Sequence[Policy], words: Sequence[str], language: str) -> Answer:
    """Answer `lictool faq`: the list of entries, some entries, or what `search`, `coverage` and `verify` ask."""
    if not words:
        return Answer(entry_list(policies, language), JUDGED)
    asked = _ASKED.get(words[0])
    if asked:
        return asked(policies, words[1:], language)
    return Answer("\n".join(entry_page(policies, name, language) for name in words), JUDGED)


def _search(policies: Sequence[Policy], words: Sequence[str], language: str) -> Answer:
    if not any(word.strip() for word in words):
        raise UsageError(Problem("name the words to look for: `lictool faq search WORDS`"))
    hits = search(policies, words, language)
    return Answer(render_search(hits, language), JUDGED if hits else FOUND)


def _coverage(policies: Sequence[Policy], words: Sequence[str], language: str) -> Answer:
    if words:
        raise UsageError(Problem(f"`lictool faq coverage` shows all entries; `{words[0]}` is one word too many"))
    entries = coverage(policies)
    return Answer(render_coverage(entries, language), FOUND if any(entry.fault for entry in entries) else JUDGED)


def _verify(policies: Sequence[Policy], words: Sequence[str], language: str) -> Answer:
    if len(words) != 1:
        raise UsageError(Problem("name one file with a text of the source: `lictool faq verify FILE`"))
    file = words[0]
    try:
        with open(file, "rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise unreadable(file, error) from error
    verifications = verify(policies, read(content, file))
    changed = not all(verification.holds for verification in verifications)
    return Answer(render_verification(verifications, language), FOUND if changed else JUDGED)


_ASKED: dict[str, Callable[[Sequence[Policy], Sequence[str], str], Answer]] = {
    "search": _search,
    "coverage": _coverage,
    "verify": _verify,
}
"""What else may be asked; entries have names such as Q25."""
