"""From broken keywords to violations: at the deepest place, one for each thing that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.location import Where
from lictool.record import NamedTuple
from lictool.schema_mappings import MAPPINGS
from lictool.schema_records import Violation
from lictool.schema_values import VALUES, Case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lictool.location import Path
    from lictool.schema_mappings import Told
    from lictool.schema_records import Record

    _Rank = tuple[int, list[str]]

_NAMED = frozenset({"properties", "$defs", "patternProperties", "dependentSchemas"})
"""After these a step is a name that somebody chose, not a keyword."""
_RANKS = {keyword: rank for rank, keyword in enumerate(("type", "enum", "const", "format", "pattern"))}
"""Of several things that are wrong with one value the first is told."""


class Place(NamedTuple):
    """Where in a schema a keyword stands."""

    node: dict[str, Any]
    """The schema that has the keyword."""
    secret: bool
    """Whether the value, or one around it, is a secret."""
    words: dict[str, str] | None
    """What the schema itself says to whoever breaks the condition that the keyword belongs to."""
    of_key: bool
    """Whether a key is judged, not a value."""


def node_at(tree: dict[str, Any], steps: Path) -> Place:
    """Follow the steps of a record through a schema."""
    node: Any = tree
    secret, of_key = tree.get("x-secret") is True, False
    words = None
    named = False
    for step in steps[:-1]:
        if named or step not in {"$ref", "then", "else", "propertyNames"}:
            node = node[step]
        elif step == "$ref":
            node = _target(tree, node["$ref"])
        else:
            words = words if step == "propertyNames" else node.get("x-words")
            of_key = of_key or step == "propertyNames"
            node = node[step]
        named = step in _NAMED and not named
        if isinstance(node, dict) and not named:
            secret = secret or node.get("x-secret") is True
    if steps[-1] == "not":
        words = node.get("x-words")
    return Place(node, secret, words, of_key)


def explain(tree: dict[str, Any], records: Iterable[Record]) -> list[Violation]:
    """Put records into violations, ordered by path."""
    best: dict[Where, tuple[_Rank, Violation]] = {}
    for record in records:
        rank = (_RANKS.get(str(record.steps[-1]), len(_RANKS)), [str(step) for step in record.steps])
        for violation in _violations(record, node_at(tree, record.steps)):
            if violation.where not in best or rank < best[violation.where][0]:
                best[violation.where] = (rank, violation)
    return [violation for _, violation in sorted(best.values(), key=_order)]


def _violations(record: Record, place: Place) -> Iterator[Violation]:
    keyword = str(record.steps[-1])
    told: list[Told]
    if place.of_key or record.of_key:
        where = Where((*record.path, record.value), key=True)
        case = Case(place.node, record.value, record.path, secret=False)
        told = [(where, *VALUES[keyword](case))] if keyword in VALUES else [(where, "broken", {"keyword": keyword})]
    elif keyword in MAPPINGS:
        told = list(MAPPINGS[keyword](place.node, record.value, record.path))
    elif keyword in VALUES:
        told = [(Where(record.path), *VALUES[keyword](Case(place.node, record.value, record.path, place.secret)))]
    else:
        told = [(Where(record.path), "broken", {"keyword": keyword})]
    for where, key, arguments in told:
        if place.words is None:
            yield Violation(where, key, arguments, place.secret)
        else:
            yield Violation(where, "words", {"words": place.words}, place.secret)


def _target(tree: dict[str, Any], reference: str) -> Any:
    node: Any = tree
    for step in reference.removeprefix("#").split("/")[1:]:
        node = node[step.replace("~1", "/").replace("~0", "~")]
    return node


def _order(ranked: tuple[_Rank, Violation]) -> tuple[tuple[bool, int, str], ...]:
    """Items in the order of their positions, keys in that of the alphabet."""
    path = ranked[1].where.path
    return tuple((isinstance(s, str), s if isinstance(s, int) else 0, s if isinstance(s, str) else "") for s in path)
