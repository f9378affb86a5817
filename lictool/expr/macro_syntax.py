"""The macros as they are written: which there are, and what stands in their parentheses."""

from __future__ import annotations

from lictool.expr import nodes
from lictool.expr.fault import ExpressionError, Fault

MACROS = {"all": (2,), "exists": (2,), "exists_one": (2,), "existsOne": (2,), "filter": (2,), "map": (2, 3)}
"""The macros on lists and maps, with the numbers of arguments that they take."""

Spot = tuple[str, int, int]
"""A word with its place."""


def macro_node(subject: nodes.Node, name: Spot, arguments: list[nodes.Node], end: int) -> nodes.Macro:
    """Make the node of `subject.name(variable, …)`; raises ExpressionError where the arguments do not fit."""
    word = name[0]
    if len(arguments) not in MACROS[word]:
        raise _wrong(f"`{word}` takes a variable and an expression: `list.{word}(x, …)`", name[1], name[2])
    variable = arguments[0]
    if not isinstance(variable, nodes.Name) or variable.absolute:
        wanted = f"the first argument of `{word}` names the element: `list.{word}(x, …)`"
        raise _wrong(wanted, variable.start, variable.end)
    canonical = "exists_one" if word == "existsOne" else word
    return nodes.Macro(end, canonical, subject, variable, arguments[1:])


def has_node(span: tuple[int, int], name: Spot, arguments: list[nodes.Node]) -> nodes.Has:
    """Make the node of `has(x.field)`; raises ExpressionError where it asks for something else."""
    if len(arguments) != 1:
        raise _wrong("`has` takes one field: `has(x.field)`", name[1], name[2])
    select = arguments[0]
    if not isinstance(select, nodes.Select):
        other = "; ask for a key with `'key' in x`" if isinstance(select, nodes.Index) else ""
        raise _wrong(f"`has` asks for a field: `has(x.field)`{other}", select.start, select.end)
    return nodes.Has(*span, select)


def _wrong(message: str, start: int, end: int) -> ExpressionError:
    return ExpressionError([Fault(message, start, end)])
