"""Checking of names, fields, keys and positions: everything that reads data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr import celtypes, nodes
from lictool.expr.environment import Name, Need
from lictool.expr.suggestion import hint, listed
from lictool.expr.typed import Typed, cooked, element, make

if TYPE_CHECKING:
    from lictool.expr.celtypes import Type
    from lictool.expr.checker import Checker

TYPE_NAMES = ("bool", "bytes", "double", "int", "list", "map", "string", "type", "uint", *celtypes.NAMES.values())
"""The types that an expression can name."""


def check_name(checker: Checker, node: nodes.Name) -> Typed:
    """Check a name: a macro's variable, a declared name, or a type."""
    found = _lookup(checker, node.name, node, absolute=node.absolute)
    if found is not None:
        return found
    names = [*checker.locals, *checker.environment.names]
    functions = checker.environment.functions.names()
    if node.name in functions:
        return checker.fault(f"`{node.name}` is a function; it wants arguments: `{node.name}(…)`", node)
    return checker.fault(f"there is no name `{node.name}`{hint(node.name, names) or listed('there are', names)}", node)


def _lookup(checker: Checker, name: str, node: nodes.Node, *, absolute: bool) -> Typed | None:
    """Find what a name, dotted ones included, stands for."""
    environment = checker.environment
    if not absolute and name in checker.locals:
        return _read(checker, name, checker.locals[name], node)
    container = [] if absolute or not environment.container else environment.container.split(".")
    for length in range(len(container), -1, -1):
        full = ".".join((*container[:length], name))
        if full in environment.names:
            checker.uses.add(full)
            return _read(checker, full, environment.names[full], node)
    if name in TYPE_NAMES:
        return Typed(celtypes.TYPE, make("type", node, (), name))
    return None


def _read(checker: Checker, name: str, declared: Name, node: nodes.Node) -> Typed:
    type_ = celtypes.DYN if checker.environment.unchecked else declared.type
    # A variable that gave a value once has all that it needs: a clause that was decided by reading it is proof.
    computed = frozenset((f"{name}#",)) if declared.lazy else frozenset()
    if not computed or not computed <= checker.present:
        for need in declared.needs:
            checker.need(need, node)
    plan = make("lazy" if declared.lazy else "var", node, (), declared.slot)
    key, origin = declared.alias or name, declared.origin or name
    return Typed(type_, plan, declared.facts | computed, declared.otherwise | computed, key, origin)


def _dotted(checker: Checker, node: nodes.Select) -> Typed | None:
    """Find a name with dots, the longest first."""
    steps: list[str] = []
    at: nodes.Node = node
    while isinstance(at, nodes.Select) and not at.quoted:
        steps.append(at.field)
        at = at.operand
    if not isinstance(at, nodes.Name) or (at.name in checker.locals and not at.absolute):
        return None
    return _lookup(checker, ".".join((at.name, *reversed(steps))), node, absolute=at.absolute)


def check_select(checker: Checker, node: nodes.Select) -> Typed:
    """Check `operand.field`."""
    return _dotted(checker, node) or _field(checker, checker.visit(node.operand), node)


def _field(checker: Checker, operand: Typed, node: nodes.Select) -> Typed:
    kind = operand.type.kind
    if kind == "object":
        return _object_field(checker, operand, node)
    if kind == "map":
        typed = _keyed(checker, operand, Typed(celtypes.one_of((node.field,)), (), literal=node.field), node)
        return typed if typed.plan else typed._replace(plan=_member(operand, node, typed.type))
    if kind == "error":
        return operand
    if celtypes.is_unknown(operand.type):
        return Typed(celtypes.DYN, make("member_any", node, (operand.plan,), node.field), operand.sure, operand.sure)
    advice = "; take an item with `[0]` or ask all with a macro" if kind == "list" else ""
    message = f"`{checker.slice(node.operand)}` is {operand.type} and has no field `{node.field}`{advice}"
    return checker.fault_at(message, node.field_start, node.end)


def _member(operand: Typed, node: nodes.Select, type_: Type) -> tuple[object, ...]:
    operation = "optional" if operand.type.silent else "member"
    return element(operation, node, (operand.plan,), type_, node.field)


def _object_field(checker: Checker, operand: Typed, node: nodes.Select) -> Typed:
    field = operand.type.fields.get(node.field)
    if field is None:
        return _no_field(checker, operand, node)
    key = f"{operand.key}.{node.field}" if operand.key else ""
    origin = f"{operand.origin}.{node.field}" if operand.origin else ""
    sure = operand.sure
    if not field.required:
        checker.need(Need(key, origin or checker.slice(node)), node)
        sure |= {key} if key else set()
    if not celtypes.is_known(field.type) and not checker.untyped:
        shown = checker.slice(node)
        return checker.fault(f"the schema gives `{shown}` no type; write `dyn({shown})` if that is meant", node)
    plan = make("select" if field.required else "optional", node, (operand.plan,), node.field)
    return Typed(field.type, cooked(plan, field.type), sure, sure, key, origin)


def _no_field(checker: Checker, operand: Typed, node: nodes.Select) -> Typed:
    fields = operand.type.fields
    other = hint(node.field, fields) or listed("it has", fields)
    message = f"`{node.field}` is no field of {operand.type}{other}"
    return checker.fault_at(message, node.field_start, node.end)


def check_has(checker: Checker, node: nodes.Has) -> Typed:
    """Check `has(operand.field)`: it asks for the field, so that the field counts as present where it is true."""
    select = node.select
    operand = checker.visit(select.operand)
    kind = operand.type.kind
    if kind == "object" and select.field not in operand.type.fields:
        return _no_field(checker, operand, select)
    if kind == "error":
        return operand
    if kind not in ("object", "map") and not celtypes.is_unknown(operand.type):
        shown = checker.slice(select.operand)
        return checker.fault_at(f"`{shown}` is {operand.type} and has no fields", select.field_start, select.end)
    plan = make("has", node, (operand.plan,), select.field)
    step = f".{select.field}" if kind == "object" else f"[{select.field!r}]"
    fact = {operand.key + step} if operand.key else set()
    return Typed(celtypes.BOOL, plan, operand.sure | fact, operand.sure)


def check_index(checker: Checker, node: nodes.Index) -> Typed:
    """Check `operand[index]`."""
    operand, index = checker.visit(node.operand), checker.visit(node.index)
    kind = operand.type.kind
    if "error" in (kind, index.type.kind):
        return Typed(celtypes.ERROR, operand.plan)
    sure = operand.sure | index.sure
    if kind == "map":
        return _keyed(checker, operand, index, node)
    if celtypes.is_unknown(operand.type):
        return Typed(celtypes.DYN, make("at_any", node, (operand.plan, index.plan)), sure, sure)
    if kind == "list":
        return _item(checker, operand, index, node)
    if kind == "object" and isinstance(index.literal, str):
        advice = f"; write `{checker.slice(node.operand)}.{index.literal}`"
    else:
        advice = ""
    return checker.fault(f"`{checker.slice(node.operand)}` is {operand.type} and has no index{advice}", node)


def _item(checker: Checker, operand: Typed, index: Typed, node: nodes.Index) -> Typed:
    item = operand.type.args[0]
    sure = operand.sure | index.sure
    origin = f"{operand.origin}[]" if operand.origin else ""
    if celtypes.is_unknown(index.type):
        return Typed(item, make("at_any", node, (operand.plan, index.plan)), sure, sure, origin=origin)
    if index.type.kind != "int":
        return checker.fault(f"a list is indexed by int, not by {index.type}", node.index)
    key = f"{operand.key}[{index.literal}]" if operand.key and index.literal is not None else ""
    plan = element("item", node, (operand.plan, index.plan), item)
    return Typed(item, plan, sure, sure, key, origin)


def _keyed(checker: Checker, operand: Typed, index: Typed, node: nodes.Index | nodes.Select) -> Typed:
    """Check the reading of a key. The plan is left out where a field's name is the key."""
    key_type, value = operand.type.args
    if not celtypes.accepts(key_type, index.type) or _strange_key(checker, key_type, index):
        return _no_key(checker, operand, index, node)
    sure = operand.sure | index.sure
    key = f"{operand.key}[{index_fact(index)}]" if operand.key and index_fact(index) else ""
    origin = f"{operand.origin}[{index_fact(index) or ''}]" if operand.origin else ""
    if operand.type.silent:
        checker.need(Need(key, origin or checker.slice(node)), node)
    sure |= {key} if key else set()
    if not index.plan:
        return Typed(value, (), sure, sure, key, origin)
    plain = index.type.kind in ("string", "int", "uint") and not celtypes.is_unknown(key_type)
    operation = "at_any" if not plain else "at_silent" if operand.type.silent else "at"
    plan = element(operation, node, (operand.plan, index.plan), value)
    return Typed(value, plan, sure, sure, key, origin)


def _strange_key(checker: Checker, key_type: Type, index: Typed) -> bool:
    """Say whether a literal is outside of the closed set of keys."""
    return not checker.untyped and key_type.values is not None and isinstance(index.literal, str) and (
        index.literal not in key_type.values
    )  # fmt: skip


def _no_key(checker: Checker, operand: Typed, index: Typed, node: nodes.Index | nodes.Select) -> Typed:
    key_type = operand.type.args[0]
    shown = checker.slice(node.operand)
    start, end = (node.index.start, node.index.end) if isinstance(node, nodes.Index) else (node.field_start, node.end)
    if isinstance(index.literal, str) and key_type.values is not None:
        other = hint(index.literal, key_type.values) or listed("it has", key_type.values)
        return checker.fault_at(f"`{index.literal}` is no key of `{shown}`{other}", start, end)
    if index.type.kind == key_type.kind == "string":
        return checker.fault_at(f"no value of `{checker.text[start:end]}` is a key of `{shown}`", start, end)
    return checker.fault_at(f"the keys of `{shown}` are {key_type}, not {index.type}", start, end)


def index_fact(index: Typed) -> str:
    """Give an index as it stands in a fact: a constant, or a path."""
    return repr(index.literal) if index.literal is not None else index.key
