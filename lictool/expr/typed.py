"""What the checker knows of a part of an expression, and how plans are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.environment import NO_FACTS, Facts
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from lictool.expr.celtypes import Type
    from lictool.expr.nodes import Node

Plan = tuple[Any, ...]
"""(operation, start, end, operands, …): `operands` are plans, what follows is plain data."""


class Typed(NamedTuple):
    """A checked part of an expression."""

    type: Type
    plan: Plan
    yes: Facts = NO_FACTS
    """What is present whenever it is true, or has any value that is not a bool."""
    no: Facts = NO_FACTS
    """What is present whenever it is false, or has any value that is not a bool."""
    key: str = ""
    """The fact that it reads, if it is a path from a name."""
    origin: str = ""
    """The path for people, with `[]` for an element."""
    literal: object = None
    """The value of a constant."""

    @property
    def sure(self) -> Facts:
        """What is present whenever it has a value."""
        return self.yes & self.no


def make(operation: str, node: Node, operands: tuple[Plan, ...], *extras: object) -> Plan:
    """Make a plan for a node."""
    return (operation, node.start, node.end, operands, *extras)


def sure_of(parts: list[Typed]) -> Facts:
    """Give what is present when all of these have values."""
    return NO_FACTS.union(*(part.sure for part in parts))


def recipe(type_: Type) -> object:
    """Say how data become a value of a type: None where they are one already."""
    if type_.kind in ("timestamp", "double"):
        return type_.kind
    if type_.kind in ("list", "map"):
        inner = recipe(type_.args[-1])
        return None if inner is None else [type_.kind, inner]
    return None


def cooked(plan: Plan, type_: Type) -> Plan:
    """Add the conversion of data that a plan reads, where their type asks for one."""
    how = recipe(type_)
    return plan if how is None else ("cook", plan[1], plan[2], (plan,), how)


def element(operation: str, node: Node, operands: tuple[Plan, ...], type_: Type, *extras: object) -> Plan:
    """Make a plan that reads one element of a list or map.

    Of data that would be converted, only the element is; what was computed holds converted values already.
    """
    whole, *others = operands
    if whole[0] != "cook":
        return make(operation, node, operands, *extras)
    return cooked(make(operation, node, (whole[3][0], *others), *extras), type_)
