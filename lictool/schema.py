"""Does a document fit its schema, and what is wrong where it does not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from lictool.schema_records import Violation, best_judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from lictool.document import Document
    from lictool.location import Path
    from lictool.schema_records import Judge, Record

__all__ = ["Schema", "Violation", "shipped"]


class Schema:
    """A JSON Schema (2020-12) with formats asserted, compiled once."""

    __slots__ = ("_judge", "_source", "_tree", "name")

    def __init__(
        self,
        source: str | dict[str, Any] | Callable[[], str],
        name: str,
        *,
        bare: str = "",
        judge: Callable[[str], Judge] = best_judge,
    ) -> None:
        """Take a schema as text, as data, or as a function that gives its text.

        `bare` is the same schema without annotations, which is quicker to compile; the text is then read only to
        explain.
        """
        self.name = name
        self._source = source
        self._judge = judge(bare or self.text)
        self._tree: dict[str, Any] | None = None

    @property
    def text(self) -> str:
        """The schema as text."""
        if isinstance(self._source, dict):
            return _dumped(self._source)
        return self._source if isinstance(self._source, str) else self._source()

    @property
    def tree(self) -> dict[str, Any]:
        """The schema as data."""
        if self._tree is None:
            import json

            self._tree = json.loads(self.text)
        return self._tree

    def violations(self, document: Document) -> list[Violation]:
        """Give all violations of a document, in the order of their paths; none if it fits.

        Where the schema wants text and the document has an unquoted number or `true`, the text that was typed is put
        into the document's data: `osVersion: 9.10` is `"9.10"`, not 9.1.
        """
        if self._judge.is_valid(document.data):
            return []
        records = list(self._judge.records(document.data))
        done: set[Path] = set()
        while True:
            paths = {record.path for record in records if self._wants_text(record)} - done
            texts = document.written(paths) if paths else {}
            if not texts:
                break
            for path, text in texts.items():
                if path:
                    _put(document.data, path, text)
                else:
                    document.data = text
            done |= paths
            records = list(self._judge.records(document.data))
        if not records:
            return []
        from lictool.schema_words import explain

        return explain(self.tree, records)

    def _wants_text(self, record: Record) -> bool:
        """Whether a value is no text although its schema wants one."""
        value, keyword = record.value, record.steps[-1]
        if not isinstance(value, int | float) or keyword not in {"type", "enum", "const"}:
            return False
        from lictool.schema_words import node_at

        wanted = node_at(self.tree, record.steps).node[keyword]
        if keyword == "type":
            return "string" in wanted if isinstance(wanted, list) else wanted == "string"
        options = wanted if keyword == "enum" else [wanted]
        return all(isinstance(option, str) for option in options)


def _dumped(source: dict[str, Any]) -> str:
    import json

    return json.dumps(source)


def _put(data: Any, path: Path, value: str) -> None:
    """Put a value at a path that is not empty."""
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


@cache
def shipped(name: str) -> Schema:
    """Give the schema of that name that ships with lictool. Raises FileNotFoundError where there is none."""
    from functools import partial

    from lictool.resources import schema_text

    bare = ""
    if name == "manifest":
        from lictool._manifest_schema import TEXT as bare  # noqa: N811 - the one text of that module
    return Schema(partial(schema_text, name), name, bare=bare)
