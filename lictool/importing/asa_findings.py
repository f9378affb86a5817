"""What a configuration has said so far: every value with the line that said it first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.importing.facts import HERE, item

if TYPE_CHECKING:
    from lictool.importing.facts import Notebook

MOST = 10_000
"""Groups and servers that are kept apart."""
LONGEST = 100
"""Members of a list that are kept."""


class Findings:
    """Values by key, services that are configured, and names that other commands refer to."""

    __slots__ = ("_features", "_lists", "_names", "_notes", "_values")

    def __init__(self, notes: Notebook) -> None:
        self._notes = notes
        self._values: dict[tuple[str, ...], tuple[Any, int]] = {}
        self._lists: dict[str, dict[str, int]] = {}
        self._features: dict[str, int] = {}
        self._names: dict[str, dict[str, str]] = {}

    def set(self, *path: str, value: Any, line: int) -> None:
        """Keep a value of the headend; a later command takes the place of an earlier one, as on the device."""
        self._values[path] = value, line

    def add(self, key: str, value: str, line: int) -> None:
        """Keep a member of a list of `config`."""
        members = self._lists.setdefault(key, {})
        if len(members) < LONGEST:
            members.setdefault(value, line)

    def configured(self, feature: str, line: int) -> None:
        """Keep that a service is configured."""
        self._features.setdefault(feature, line)

    def call(self, kind: str, name: str, value: str, line: int) -> None:
        """Keep what a name stands for."""
        names = self._names.setdefault(kind, {})
        if len(names) < MOST or name in names:
            names[name] = value
        else:
            self._notes.skip(line, "skip-too-many")

    def called(self, kind: str, name: str) -> str:
        """Give what a name stands for; nothing for a name that was not kept."""
        return self._names.get(kind, {}).get(name, "")

    def all_called(self, kind: str) -> dict[str, str]:
        """Give the names of a kind."""
        return self._names.get(kind, {})

    def members(self, key: str) -> dict[str, int]:
        """Give the members of a list with the lines that said them first."""
        return self._lists.get(key, {})

    def value(self, *path: str) -> Any:
        """Give a value; None where nothing said it."""
        return self._values.get(path, (None, 0))[0]

    def line(self, *path: str) -> int:
        """Give the line that said a value."""
        return self._values[path][1]

    def default(self, *path: str, value: Any, line: int) -> None:
        """Keep a value where nothing said another."""
        self._values.setdefault(path, (value, line))

    def report(self) -> None:
        """Take everything down in the notebook."""
        for path, (value, line) in self._values.items():
            self._notes.headend(*path, value=value, line=line)
        for key, members in self._lists.items():
            for value, line in members.items():
                self._notes.headend("config", key, value=(value,), line=line)
        for feature, line in self._features.items():
            step = item(name=feature, status="configured", headends=(HERE,))
            self._notes.fact(("features", step), None, line)
