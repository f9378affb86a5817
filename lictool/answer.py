"""What passes between the command line and its commands: the surroundings in, an answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Surroundings(NamedTuple):
    """What the command line knows of the world; commands ask nobody else for clock, environment and terminal."""

    seconds: float
    """The time, in seconds since 1970-01-01 00:00 UTC."""
    environment: Mapping[str, str]
    is_terminal: bool
    """Whether stdout is a terminal that can show colours."""
    progress: Callable[[str], None]
    """Shows how far a long run is, at a terminal only; each text takes the place of the one before."""


class Answer(NamedTuple):
    """What a command has to say."""

    text: str
    """For stdout."""
    code: int
    """The exit code."""
    files: tuple[tuple[str, str], ...] = ()
    """Further reports: path and text of each; a file is replaced as a whole or not at all."""
    notes: str = ""
    """About lictool itself, for stderr."""
    starters: tuple[tuple[str, str], ...] = ()
    """Files to make where there are none yet: path and text of each."""
    appendices: tuple[tuple[str, str], ...] = ()
    """Texts to append to files that others write too: path and text."""
