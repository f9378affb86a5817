"""Checking of the macros `all exists exists_one filter map`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr import celtypes
from lictool.expr.celtypes import Field
from lictool.expr.environment import Name
from lictool.expr.typed import Typed, make

if TYPE_CHECKING:
    from lictool.expr import nodes
    from lictool.expr.celtypes import Type
    from lictool.expr.checker import Checker
    from lictool.expr.environment import Facts


def check_macro(checker: Checker, node: nodes.Macro) -> Typed:
    """Check a macro: its variable takes a slot while the body is checked."""
    subject = checker.visit(node.subject)
    item, mode = _item(checker, subject, node)
    name = node.variable.name
    if not checker.environment.loose and (name in checker.locals or name in checker.environment):
        checker.fault(f"`{name}` is in scope already; give the element another name", node.variable)
    before = checker.locals
    slot = checker.slot()
    origin = f"{subject.origin}[]" if subject.origin else ""
    checker.locals = {**before, name: Name(item, slot, alias=name, origin=origin)}
    bodies = _bodies(checker, node)
    checker.locals = before
    checker.next_slot -= 1
    if subject.type.kind == "error":
        return subject
    plan = make(node.macro, node, (subject.plan, *(body.plan for body in bodies)), slot, mode)
    sure = subject.sure
    return Typed(_result(node, item, bodies), plan, sure, sure, origin=_origin(node, subject))


def _item(checker: Checker, subject: Typed, node: nodes.Macro) -> tuple[Type, str]:
    """Give the type of the elements and how they are walked."""
    if subject.type.kind == "list":
        return subject.type.args[0], "items"
    if subject.type.kind == "map":
        key = subject.type.args[0]
        return key, "items" if key.kind in ("string", "int", "uint") else "keys"
    if not celtypes.is_unknown(subject.type):
        shown = checker.slice(node.subject)
        checker.fault(f"`{node.macro}` goes through a list or map; `{shown}` is {subject.type}", node.subject)
        return celtypes.ERROR, "any"
    return celtypes.DYN if subject.type.kind != "error" else celtypes.ERROR, "any"


def _bodies(checker: Checker, node: nodes.Macro) -> list[Typed]:
    """Check the steps; the second of `map` sees what the first one settled."""
    if node.macro != "map":
        return [checker.condition(node.steps[0])]
    if len(node.steps) == 1:
        return [checker.visit(node.steps[0])]
    test = checker.condition(node.steps[0])
    return [test, checker.assuming(test.yes, node.steps[1])]


def _result(node: nodes.Macro, item: Type, bodies: list[Typed]) -> Type:
    if node.macro == "map":
        return celtypes.list_of(bodies[-1].type)
    if node.macro == "filter":
        return celtypes.list_of(narrow(item, node.variable.name, bodies[0].yes))
    return celtypes.BOOL


def _origin(node: nodes.Macro, subject: Typed) -> str:
    """Say where the result comes from: a filtered list is still that list."""
    return subject.origin if node.macro == "filter" else ""


def narrow(type_: Type, key: str, facts: Facts) -> Type:
    """Give the type of what a filter let through: the fields that it asked for are there."""
    if type_.kind != "object" or not any(fact.startswith(f"{key}.") for fact in facts):
        return type_
    fields = {
        name: Field(narrow(field.type, f"{key}.{name}", facts), field.required or f"{key}.{name}" in facts)
        for name, field in type_.fields.items()
    }
    return type_._replace(fields=fields)
