"""Facts with their origins, and the notebook in which a parser writes them down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Item = tuple[tuple[str, Any], ...]
"""An item of a list, said by the keys that identify it: `name`, or what the schema gives as `x-key`."""

HERE = ""
"""Stands for the name of the headend that an output is of, until all that was read says what it is called."""


def item(**keys: Any) -> Item:
    """Give the step of a path that leads to an item of a list: `item(name="fw-1")`."""
    return tuple(keys.items())


THIS: Item = item(name=HERE)
"""The headend that an output is of."""


class Origin(NamedTuple):
    """Where a fact was read."""

    file: str
    """The file as it is shown."""
    line: int
    """1-based."""
    command: str
    """What produced the text, such as `show version`."""
    digest: str
    """SHA-256 of the file in hexadecimal digits."""


MADE = Origin("", 0, "", "")
"""Origin of what the import itself adds, such as the list of sources."""


class Fact(NamedTuple):
    """One thing that was read, at its place in the manifest's `spec`."""

    path: tuple[str | Item, ...]
    value: Any
    """A text, number or boolean; a tuple says that a list holds these; None that there is such an item."""
    origin: Origin


class Notice(NamedTuple):
    """Something that whoever imports must know; the sentence is `key` of `wording_importing`."""

    key: str
    file: str = ""
    line: int = 0
    """1-based; 0 where the whole file is meant."""
    values: tuple[tuple[str, str], ...] = ()


class Skip(NamedTuple):
    """Lines that gave no fact; their text is never repeated, for it may hold secrets."""

    file: str
    first: int
    last: int
    reason: str
    """A key of `wording_importing`."""


class Extract(NamedTuple):
    """What one output, or one file of definitions, said."""

    kind: str
    file: str
    digest: str
    command: str
    facts: tuple[Fact, ...]
    skipped: tuple[Skip, ...]
    warnings: tuple[Notice, ...]
    host: str = ""
    """What the device calls itself."""
    serial: str = ""
    """Serial number by which outputs of one device are told from those of its twin; no fact by itself."""
    people: frozenset[str] = frozenset()
    """Names of users in sessions, made alike; they leave the memory only as counts and digests."""


MOST_FACTS = 20_000
"""Facts that are kept of one output; none of a device has more."""
MOST_STRETCHES = 2_000
"""Stretches of skipped lines that are kept apart of one output."""

MOST_WARNINGS = 1_000


class Notebook:
    """Takes down what a parser finds in one output; its size has a limit, whatever the output's is."""

    __slots__ = (
        "_digest",
        "_facts",
        "_skipped",
        "_stretch",
        "_warnings",
        "command",
        "file",
        "host",
        "is_empty",
        "kind",
        "most",
        "people",
        "serial",
    )

    def __init__(self, kind: str, file: str, digest: str, command: str, host: str = "") -> None:
        self.kind = kind
        self.file = file
        self.command = command
        self.host = host
        self.serial = ""
        self.people: set[str] = set()
        self.most = MOST_FACTS
        self.is_empty = False
        """Set by a parser that understood the output and found that it says nothing."""
        self._digest = digest
        self._facts: dict[tuple[tuple[str | Item, ...], Any], Fact] = {}
        self._skipped: list[Skip] = []
        self._stretch: list[Any] = []
        self._warnings: list[Notice] = []

    def fact(self, path: Iterable[str | Item], value: Any, line: int) -> None:
        """Take down a fact, at its place in the manifest's `spec`."""
        key = tuple(path), value
        if key in self._facts:
            return
        if len(self._facts) < self.most:
            self._facts[key] = Fact(*key, Origin(self.file, line, self.command, self._digest))
        else:
            self.skip(line, "skip-too-many")

    def headend(self, *path: str, value: Any, line: int) -> None:
        """Take down a fact about the headend that the output is of."""
        self.fact(("headends", THIS, *path), value, line)

    def skip(self, line: int, reason: str = "skip-unknown") -> None:
        """Take down that a line gave no fact; lines in a row are joined."""
        if self._stretch and self._stretch[1] + 1 == line and self._stretch[2] == reason:
            self._stretch[1] = line
            return
        if len(self._skipped) >= MOST_STRETCHES:
            if self._stretch[2] != "skip-rest":
                self._close()
                self._stretch = [line, line, "skip-rest"]
            self._stretch[1] = max(line, self._stretch[1])
            return
        self._close()
        self._stretch = [line, line, reason]

    def _close(self) -> None:
        if self._stretch:
            self._skipped.append(Skip(self.file, *self._stretch))
            self._stretch = []

    def warn(self, key: str, line: int = 0, **values: object) -> None:
        """Take down a warning; values are foreign text or numbers."""
        if len(self._warnings) >= MOST_WARNINGS:
            self.skip(line, "skip-too-many")
            return
        self._warnings.append(Notice(key, self.file, line, tuple((name, str(value)) for name, value in values.items())))

    @property
    def has_facts(self) -> bool:
        """Whether anything was found."""
        return bool(self._facts or self.people)

    def extract(self) -> Extract:
        """Give what was taken down."""
        self._close()
        return Extract(
            self.kind,
            self.file,
            self._digest,
            self.command,
            tuple(self._facts.values()),
            tuple(self._skipped),
            tuple(self._warnings),
            self.host,
            self.serial,
            frozenset(self.people),
        )
