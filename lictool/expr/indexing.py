"""Elements of long lists that a condition can hold for at all, found by an index instead of asked one by one.

`deployment.headends.filter(h, h.name == wanted)` asked for each of many subjects would take a time that grows with the
square of the estate. What is left out here makes the condition false without any doubt, so nothing else changes: an
element that lacks the field, or holds no text there, is always asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.values import EvaluationError, Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lictool.expr.compiler import Compiler
    from lictool.expr.values import Closure

    Plan = Sequence[Any]
    Frame = list[Any]
    Way = tuple[str | None, ...]
    """Fields from an element to a text; None for each item of a list."""
    Positions = Callable[[Frame, list[Any]], set[int] | None]
    """Gives the positions of elements that a condition may hold for; None if that is not known."""

_FIELDS = frozenset(("select", "optional"))
_PLAIN = _FIELDS | {"var", "const", "cook", "member", "has", "item", "at", "at_silent", "call"}
_PLAIN |= {"not", "and", "or", "eq", "ne", "lt", "le", "gt", "ge"}
"""Operations that are evaluated once, before any element: they go through no list."""


def narrowing(plan: Plan, compiler: Compiler) -> Callable[[Frame, list[Any]], list[Any]]:
    """Make what leaves the elements out of a macro's list for which its condition is false without any doubt."""
    subject = plan[3][0]
    named = subject[4] if subject[0] == "lazy" else 0
    # Fields are read from records alone, and records from the data alone: such a list stays what it is.
    stays = named or _way(subject, None)
    positions = _positions(plan[3][1], plan[4], compiler) if stays else None

    def narrowed(frame: Frame, elements: list[Any]) -> list[Any]:
        if positions is None or (named and named not in frame[0].shared):
            return elements
        found = positions(frame, elements)
        return elements if found is None else [elements[number] for number in sorted(found)]

    return narrowed


def steady(plans: Mapping[int, Plan], varying: Iterable[int]) -> list[int]:
    """Give the slots of lazy names that have one value for all subjects: they read nothing that varies.

    The plans stand in the order in which they read each other.
    """
    changing = set(varying)
    found = []
    for slot, plan in plans.items():
        if _reads(plan, changing):
            changing.add(slot)
        else:
            found.append(slot)
    return found


def _reads(plan: Plan, slots: set[int]) -> bool:
    """Tell whether a plan reads one of some names."""
    if plan[0] in ("var", "lazy"):
        return plan[4] in slots
    return any(_reads(operand, slots) for operand in plan[3])


def _positions(plan: Plan, slot: int, compiler: Compiler, asked: frozenset[Way] = frozenset()) -> Positions | None:
    """Make what gives the positions for a condition; `asked` are the fields without which it is false."""
    operation = plan[0]
    if operation in ("eq", "in_list"):
        return _sought(plan, slot, compiler, asked)
    if operation == "exists":
        return _inner(plan, slot, compiler, asked)
    if operation == "and":
        tests = [part for part in plan[3] if part[0] == "has" and _way(part[3][0], slot) is not None]
        asked |= {(*(_way(test[3][0], slot) or ()), test[4]) for test in tests}
        parts = [_positions(part, slot, compiler, asked) for part in plan[3]]
        return next((part for part in parts if part is not None), None)
    parts = [_positions(part, slot, compiler, asked) for part in plan[3]] if operation in ("or", "if") else []
    if operation == "or":
        return _either(parts)
    if operation == "if" and _is_settled(plan[3][0], {slot}):
        return _chosen(compiler.build(plan[3][0]), parts[1], parts[2])
    return None


def _sought(plan: Plan, slot: int, compiler: Compiler, asked: frozenset[Way]) -> Positions | None:
    """Look an element up by a text: `x.field == text`, `text in x.list`, `x.field in texts`."""
    left, right = plan[3]
    if plan[0] == "eq":
        for side, other in ((left, right), (right, left)):
            way = _way(side, slot)
            if way and _is_settled(other, {slot}):
                return _found(way, compiler.build(other), asked)
        return None
    way = _way(right, slot)
    if way is not None and _is_settled(left, {slot}):
        return _found((*way, None), compiler.build(left), asked)
    way = _way(left, slot)
    if way and _is_settled(right, {slot}):
        return _found(way, compiler.build(right), asked)
    return None


def _inner(plan: Plan, slot: int, compiler: Compiler, asked: frozenset[Way]) -> Positions | None:
    """Look an element up by what one of its own items holds: `x.list.exists(y, y.field == text)`."""
    outer, body = _way(plan[3][0], slot), plan[3][1]
    if outer is None or body[0] != "eq":
        return None
    for side, other in (body[3], body[3][::-1]):
        way = _way(side, plan[4])
        if way is not None and _is_settled(other, {slot, plan[4]}):
            return _found((*outer, None, *way), compiler.build(other), asked)
    return None


def _way(plan: Plan, slot: int | None) -> Way | None:
    """Give the fields that lead from a name to a part; None if other than fields lead there, or from another name."""
    steps: list[str] = []
    while plan[0] in _FIELDS:
        steps.append(plan[4])
        plan = plan[3][0]
    if plan[0] != "var" or slot not in (None, plan[4]):
        return None
    return tuple(reversed(steps))


def _is_settled(plan: Plan, slots: set[int]) -> bool:
    """Tell whether a part is the same for every element, and cheap."""
    if plan[0] == "var":
        return plan[4] not in slots
    return plan[0] in _PLAIN and all(_is_settled(operand, slots) for operand in plan[3])


def _found(way: Way, wanted: Closure, asked: frozenset[Way]) -> Positions:
    """Make the look-up of a text; an element that lacks a field is left out where the condition asks for that field."""
    guarded = frozenset(length for length in range(1, len(way) + 1) if way[:length] in asked)

    def positions(frame: Frame, elements: list[Any]) -> set[int] | None:
        try:
            value: Any = wanted(frame)
        except (Missing, EvaluationError):
            return None
        texts = value if type(value) is list else [value]
        if not all(type(text) is str for text in texts):
            return None
        table, others = _index(frame[0], elements, way)
        frame[0].spend(len(texts))
        open_ = (positions for length, positions in others.items() if length not in guarded)
        return set().union(*open_, *(table.get(text, ()) for text in texts))

    return positions


def _either(parts: Sequence[Positions | None]) -> Positions | None:
    sound = [part for part in parts if part is not None]
    if len(sound) < len(parts):
        return None

    def positions(frame: Frame, elements: list[Any]) -> set[int] | None:
        found: set[int] = set()
        for part in sound:
            some = part(frame, elements)
            if some is None:
                return None
            found |= some
        return found

    return positions


def _chosen(condition: Closure, then: Positions | None, otherwise: Positions | None) -> Positions:
    def positions(frame: Frame, elements: list[Any]) -> set[int] | None:
        try:
            side = then if condition(frame) else otherwise
        except (Missing, EvaluationError):
            return None
        return side(frame, elements) if side else None

    return positions


def _index(context: Any, elements: list[Any], way: Way) -> tuple[dict[str, list[int]], dict[int, list[int]]]:
    """Give positions by text, and those of elements without one by the length of the way to what is missing."""
    key = (id(elements), way)
    known = context.memo.get(key)
    if known is None:
        context.spend(len(elements))
        table: dict[str, list[int]] = {}
        others: dict[int, list[int]] = {}
        for number, element in enumerate(elements):
            texts: Any = _texts(element, way)
            if type(texts) is int:
                others.setdefault(texts, []).append(number)
                continue
            for text in texts:
                table.setdefault(text, []).append(number)
        # The list is kept, so that its identity is not given to another one.
        known = context.memo[key] = (elements, table, others)
    return known[1], known[2]


def _texts(value: Any, way: Way) -> Any:
    """Follow a way to texts; where something is missing give the length of the way to it, else 0 where it is no text."""
    for number, step in enumerate(way):
        if step is None:
            found: list[Any] = [_texts(item, way[number + 1 :]) for item in value] if type(value) is list else [0]
            return 0 if any(type(texts) is int for texts in found) else [text for texts in found for text in texts]
        if type(value) is not dict:
            return 0
        if step not in value:
            return number + 1
        value = value[step]
    return [value] if type(value) is str else 0
