"""Files of data, YAML or JSON, read with their places; what other tools write in them beside is taken as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lictool.document import load
from lictool.location import Where
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lictool.document import Document
    from lictool.importing.facts import Notebook
    from lictool.location import Path

_TAG = re.compile(rb"(?<=[:-] )!(?:vault|unsafe)(?= )|(?<=[:-] )!(?:vault|unsafe)(?=\r?\n)")
MOST = 100_000
"""Mappings of a file that are looked at."""


class Spotted(NamedTuple):
    """A mapping somewhere in a file."""

    document: Document
    path: Path
    data: dict[str, Any]

    def line(self, *steps: str | int) -> int:
        """Give the line of a value below it."""
        where = Where((*self.path, *steps))
        return self.document.spans([where])[where].line


def mappings(content: bytes, name: str, notes: Notebook) -> Iterator[Spotted]:
    """Give every mapping of a file, outer before inner; a file with faults gives none, and says where the first is.

    `name` tells JSON from YAML.
    """
    plain = _TAG.sub(lambda found: b" " * len(found[0]), content)
    loaded = load(name, plain)
    if loaded.faults:
        notes.warn("import-data-fault", loaded.faults[0].span.line)
        return
    for document in loaded.documents:
        waiting: list[tuple[Path, Any]] = [((), document.data)]
        count = 0
        while waiting and count < MOST:
            path, data = waiting.pop()
            if isinstance(data, dict):
                count += 1
                yield Spotted(document, path, data)
            waiting += [(path + (step,), below) for step, below in reversed(list(_below(data)))]  # noqa: RUF005


def _below(data: Any) -> Iterable[tuple[str | int, Any]]:
    pairs: Iterable[tuple[str | int, Any]] = ()
    if isinstance(data, dict):
        pairs = data.items()
    elif isinstance(data, list):
        pairs = enumerate(data)
    return [(step, below) for step, below in pairs if isinstance(below, dict | list)]
