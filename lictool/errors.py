"""What goes wrong outside of manifests: policies, options, files of the set-up (exit code 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from lictool.location import Span


class Problem(NamedTuple):
    """One thing that is wrong, at its place."""

    message: str
    """Lower case, no final stop, the user's own text in backticks, then what would be right."""
    file: str | None = None
    span: Span | None = None
    source: str | None = None
    """The text of the line at which the span starts."""


class LictoolError(Exception):
    """The set-up is wrong; carries every problem that was found, sorted by place."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file or "", p.span or (0, 0, 0, 0), p.message)))
        super().__init__("; ".join(p.message for p in self.problems))


class PolicyError(LictoolError):
    """A policy cannot be used: it cannot be read, does not fit its schema or does not check."""


class UsageError(LictoolError):
    """The command line or a path on it is wrong."""


def cause(error: OSError) -> str:
    """Give what the system says of an error, such as `permission denied`."""
    return (error.strerror or "error").lower()


def unreadable(path: str, error: OSError) -> UsageError:
    """Give the error of usage for a file that cannot be read."""
    return UsageError(Problem(f"`{path}` cannot be read: {cause(error)}"))
