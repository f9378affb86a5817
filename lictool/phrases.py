"""Filling in the sentences of the wording modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Say(Protocol):
    """Gives a sentence by key and language, filled in."""

    def __call__(self, key: str, language: str, /, **values: object) -> str:
        """Give the sentence."""


def sayer(sentences: Mapping[str, Mapping[str, str]]) -> Say:
    """Give what says the sentences of a table by key and language (`en` or `ja`)."""

    def say(key: str, language: str, /, **values: object) -> str:
        return filled(sentences[key][language], values)

    return say


def listed(names: Iterable[str], language: str) -> str:
    """Join names as a language lists them: `a, b` in English, `a、b` in Japanese."""
    return ("、" if language == "ja" else ", ").join(names)


def filled(text: str, values: Mapping[str, object]) -> str:
    """Put values where their names stand in braces, all at once: what a value looks like changes nothing."""
    first, *others = text.split("{")
    parts = [first]
    for other in others:
        name, brace, rest = other.partition("}")
        parts += (str(values[name]), rest) if brace and name in values else ("{", other)
    return "".join(parts)
