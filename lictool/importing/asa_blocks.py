"""The blocks of an ASA configuration: each line with the lines that it stands below, by indentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lictool.importing.lines import Line

DEEPEST = 20


class Command(NamedTuple):
    """A line of a configuration."""

    number: int
    """1-based, in the file."""
    words: list[str]
    """The command, split at blanks; `no` is its first word where it switches something off."""
    above: tuple[str, ...]
    """The commands it stands below, outermost first."""


def commands(lines: Iterable[Line]) -> Iterator[Command]:
    """Give the commands; lines that start with `!` are comments, and blank ones say nothing."""
    stack: list[tuple[int, tuple[str, ...]]] = []
    for number, text in lines:
        command = text.lstrip()
        if not command or command[0] == "!":
            continue
        depth = len(text) - len(command)
        command = command.rstrip()
        while stack and stack[-1][0] >= depth:
            stack.pop()
        above = stack[-1][1] if stack else ()
        yield Command(number, command.split(), above)
        if len(stack) < DEEPEST:
            stack.append((depth, (*above, command)))
