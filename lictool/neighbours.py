"""What may stand in the place of a constant, so little changed that only an example at the limit tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lictool.anatomy import children
from lictool.expr import nodes
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from typing import Any

    from lictool.expr.celtypes import Type
    from lictool.expr.functions import FunctionTable
    from lictool.policy import Policy
    from lictool.shape import Shape

    Types = Callable[[nodes.Node], Type]

_QUOTED = re.compile(r"([rRbB]*)('''|\"\"\"|'|\")(.*)\2", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPAN = re.compile(r"(\d+)([hms].*)", re.DOTALL)


class Vocabulary(NamedTuple):
    """What the rules of a policy may speak of."""

    sets: tuple[tuple[str, ...], ...]
    """Closed sets of texts, the largest last."""
    tables: Mapping[str, Mapping[str, Mapping[str, Any]]]
    """Rows of tables by the name of the type of such a row: cells by column, by key."""
    named: frozenset[str]
    """Names of the types of things of which a list holds no two of one name."""
    functions: FunctionTable


def vocabulary(policy: Policy, shape: Shape) -> Vocabulary:
    """Gather what the rules of a policy may speak of; `shape` is that of manifests."""
    environment, deployment, _ = policy.scope
    tables = environment.type("tables")
    sets = dict.fromkeys([*_sets(deployment), *_sets(tables)])
    rows = {field.type.args[1].name: policy.data["tables"][name] for name, field in tables.fields.items()}
    keyed = dict(_keyed(deployment, shape.get("fields", {}).get("spec", {})))
    named = frozenset(name for name, key in keyed.items() if key == ["name"])
    return Vocabulary(tuple(sorted(sets, key=len)), rows, named, environment.functions)


def _keyed(type_: Type, shape: Shape) -> Iterator[tuple[str, list[str]]]:
    """Give the types of the items of lists with what identifies an item."""
    for name, field in type_.fields.items():
        below = shape.get("fields", {}).get(name, {})
        if field.type.kind == "list":
            item, below = field.type.args[0], {"key": [], **below}
            yield item.name, below["key"]
            yield from _keyed(item, below.get("items", {}))
        else:
            yield from _keyed(field.type, below)


def _sets(type_: Type) -> Iterator[tuple[str, ...]]:
    if type_.kind == "string" and type_.values is not None:
        yield type_.values
    for inner in (*type_.args, *(field.type for field in type_.fields.values())):
        yield from _sets(inner)


def beside(value: str, among: Sequence[str], taken: Collection[str] = ()) -> list[str]:
    """Give the members behind and before one in a closed set, in a circle; those that are taken are skipped."""
    place = among.index(value)
    circle = [*among[place + 1 :], *among[:place]]
    free = [member for member in circle if member not in taken]
    return list(dict.fromkeys([free[0], free[-1]])) if free else []


def columns_beside(column: str, row: Type, words: Vocabulary, way: str) -> list[str]:
    """Give the columns of the same type behind and before one, those left out that say the same in every row.

    With the way `present` it is asked which rows have the column, not what stands there; a cell that is `guarded` is
    read only in rows that have it.
    """
    rows = [cells for cells in words.tables[row.name].values() if way != "guarded" or column in cells]
    wanted = row.fields[column].type

    def differs(name: str) -> bool:
        return any(
            (name in cells) != (column in cells) or (way != "present" and cells.get(name) != cells.get(column))
            for cells in rows
        )

    like = [name for name, field in row.fields.items() if name == column or (field.type == wanted and differs(name))]
    return beside(column, like)


def is_table(type_: Type, words: Vocabulary) -> bool:
    """Tell whether a type is that of a table: how many of its rows fit is for its author to say, not for a manifest."""
    return type_.kind == "map" and type_.args[1].name in words.tables


def finds_by_name(macro: nodes.Macro, items: Type, words: Vocabulary) -> bool:
    """Tell whether a macro asks a list for an item by its name: there is one at most."""
    if items.kind != "list" or items.args[0].name not in words.named:
        return False
    body, variable = macro.steps[0], macro.variable.name
    clauses = body.operands if isinstance(body, nodes.Logic) and body.operator == "&&" else [body]
    return any(
        isinstance(clause, nodes.Relation)
        and clause.operator == "=="
        and any(
            _is_name(one, variable) and not _mentions(other, variable)
            for one, other in ((clause.left, clause.right), (clause.right, clause.left))
        )
        for clause in clauses
    )


def _is_name(node: nodes.Node, variable: str) -> bool:
    return isinstance(node, nodes.Select) and node.field == "name" and _is_variable(node.operand, variable)


def _is_variable(node: nodes.Node, variable: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == variable


def _mentions(node: nodes.Node, variable: str) -> bool:
    return _is_variable(node, variable) or any(_mentions(child, variable) for child in children(node))


def words_beside(
    node: nodes.Literal, above: Sequence[nodes.Node], types: Types, words: Vocabulary, source: str
) -> list[tuple[str, str]]:
    """Give what may stand for a constant text, each with a word for the change: its neighbours in a closed set, or a text.

    `above` are the nodes above it, the nearest last; `source` is the text as it is written.
    """
    parent = above[-1] if above else None
    items = parent.items if isinstance(parent, nodes.ListOf) else [node]
    taken = [item.value for item in items if isinstance(item, nodes.Literal)]
    met = _met(node, above, types, words)
    sets = [met.values] if met and met.values is not None and node.value in met.values else words.sets
    among = next((among for among in sets if all(word in among for word in taken)), None)
    if among is None:
        return [("text", text) for text in _texts(source, compared=isinstance(parent, nodes.Relation))]
    others = beside(str(node.value), among, [str(word) for word in taken])
    return [("member", _quoted(other)) for other in others if not _reads_same(node, other, above, types, words)]


def _reads_same(node: nodes.Literal, other: str, above: Sequence[nodes.Node], types: Types, words: Vocabulary) -> bool:
    """Tell whether the cell that is read of a table, or asked for, says the same in the row of another key."""
    if len(above) < 2 or not isinstance(above[-1], nodes.Index) or not isinstance(above[-2], (nodes.Select, nodes.Has)):
        return False
    row, reading = types(above[-1]), above[-2]
    if row.name not in words.tables:
        return False
    one, two = (words.tables[row.name].get(key, {}) for key in (str(node.value), other))
    if isinstance(reading, nodes.Has):
        return (reading.select.field in one) == (reading.select.field in two)
    return reading.field in one and one[reading.field] == two.get(reading.field)


def _met(node: nodes.Node, above: Sequence[nodes.Node], types: Types, words: Vocabulary) -> Type | None:
    """Give the type of what a text is compared with, looked for in, or given to."""
    if not above:
        return None
    parent = above[-1]
    if isinstance(parent, nodes.ListOf):
        return _met(parent, above[:-1], types, words)
    if isinstance(parent, nodes.Index):
        return types(parent.operand).args[0] if types(parent.operand).kind == "map" else None
    if isinstance(parent, nodes.Call) and node in parent.arguments:
        place = parent.arguments.index(node) + (parent.receiver is not None)
        given = [o.params[place] for o in words.functions.named(parent.function) if place < len(o.params)]
        return next((type_ for type_ in given if type_.kind == "string" and type_.values), None)
    if not isinstance(parent, nodes.Relation):
        return None
    other = types(parent.right if node is parent.left else parent.left)
    in_there = other.args and (parent.operator == "in" or other.kind == "list")
    return other.args[0] if in_there else other


def _quoted(value: str) -> str:
    """Write a text as a constant of the language."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
    return f"'{escaped}'"


def _texts(source: str, *, compared: bool) -> list[str]:
    """Give what may stand for a free text: a day or span one unit away, a pattern without an anchor, nothing at all.

    `source` is the text as it is written; so is what comes back. An empty one is changed only if it is `compared` with
    something: between the pieces of a longer text it says little.
    """
    found = _QUOTED.fullmatch(source)
    if found is None:
        return []
    prefix, quote, body = found.groups()
    if _DAY.fullmatch(body):
        return [_quoted(day) for day in _days(body)]
    span = _SPAN.fullmatch(body)
    if span:
        return [_quoted(f"{int(span[1]) + step}{span[2]}") for step in (1, -1)]
    changed = [body[1:]] if body.startswith("^") else []
    changed += [body[:-1]] if body.endswith("$") else []
    changed += [""] if body else ["x"] if compared else []
    return [f"{prefix}{quote}{other}{quote}" for other in changed]


def _days(day: str) -> list[str]:
    """Give the day after and the day before, none for what is no day."""
    from datetime import date, timedelta

    try:
        found = date.fromisoformat(day)
    except ValueError:
        return []
    return [str(found + timedelta(days=step)) for step in (1, -1)]
