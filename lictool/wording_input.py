"""What the tool says about its input, in English (authoritative) and Japanese: the tables are beside, this speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

from lictool.record import NamedTuple
from lictool.wording_reading import READING
from lictool.wording_schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: dict[str, dict[str, str]] = {**READING, **SCHEMA}
"""Kind, language, template; `{name}` stands for an argument."""

Argument: TypeAlias = "str | Words | Mapping[str, str]"
"""A piece of a sentence: text as it is, a phrase of the tables, or a text in each language."""
Arguments: TypeAlias = "Mapping[str, Argument]"

_LONGEST = 60


class Words(NamedTuple):
    """A phrase inside a sentence."""

    key: str
    arguments: Arguments


class Said(Protocol):
    """What can be put into words: a fault, a violation, a phrase."""

    @property
    def key(self) -> str:
        """The kind, a key of SENTENCES."""

    @property
    def arguments(self) -> Arguments:
        """What the template asks for."""


def text(said: Said, language: str) -> str:
    """Put something into words; `language` is `en` or `ja`."""
    pieces = {name: _piece(argument, language) for name, argument in said.arguments.items()}
    return SENTENCES[said.key][language].format_map(pieces)


def shown(value: str) -> str:
    """Make a user's text fit for a sentence: one line, no control characters, not too long."""
    if len(value) > _LONGEST:
        value = value[: _LONGEST - 1] + "…"
    return value if value.isprintable() else "".join(_visible(character) for character in value)


def _visible(character: str) -> str:
    if character.isprintable() or character == "\u3000":
        return character
    return character.encode("unicode_escape", "replace").decode()


def _piece(argument: Argument, language: str) -> str:
    if isinstance(argument, str):
        return shown(argument)
    if isinstance(argument, Words):
        return text(argument, language)
    return argument[language]
