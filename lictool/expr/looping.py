"""Closures of the macros, and of lists and maps that are written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.values import EvaluationError, Missing, from_key, kind_of, to_key, values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lictool.expr.compiler import Compiler
    from lictool.expr.values import Closure

    Plan = Sequence[Any]
    Frame = list[Any]
    Walk = Callable[[Frame], Iterable[Any]]
    Visit = Callable[[Frame, Any], Iterable[Any]]


_LONG_LIST = 32
"""Elements from which on those that cannot count are found by an index, where many subjects are asked about."""


def walk(plan: Plan, compiler: Compiler) -> Walk:
    """Make what gives the elements that a macro visits, and takes them from the budget."""
    subject: Callable[[Frame], Any] = compiler.build(plan[3][0])
    visit = visitor(plan, compiler)
    return lambda frame: visit(frame, subject(frame))


def visitor(plan: Plan, compiler: Compiler) -> Visit:
    """Make what gives the elements of a list or map that a macro visits, and takes them from the budget."""
    mode = plan[5]
    # Who watches closures wants to see them all.
    chooses = plan[0] != "all" and not (plan[0] == "map" and len(plan[3]) == 2) and compiler.wrap is None
    narrowed: Callable[[Frame, list[Any]], list[Any]] | None = None

    def items(frame: Frame, elements: Any) -> Iterable[Any]:
        nonlocal narrowed
        if chooses and len(elements) >= _LONG_LIST and frame[0].memo is not None and type(elements) is list:
            if narrowed is None:
                from lictool.expr.indexing import narrowing

                narrowed = narrowing(plan, compiler)
            elements = narrowed(frame, elements)
        frame[0].spend(len(elements))
        return elements  # type: ignore[no-any-return]

    def keys(frame: Frame, elements: Any) -> Iterable[Any]:
        if type(elements) is not list and type(elements) is not dict:
            raise EvaluationError(f"a macro goes through a list or map, not through {kind_of(elements)}")
        frame[0].spend(len(elements))
        return elements if type(elements) is list else [from_key(key) for key in elements]

    return items if mode == "items" else keys


def _quantifier(plan: Plan, compiler: Compiler) -> Closure:
    """Make `all` or `exists`: one element that decides is enough, wherever others fail."""
    decides = plan[0] == "exists"
    elements, body, slot = walk(plan, compiler), compiler.build(plan[3][1]), plan[4]

    def run(frame: Frame) -> object:
        problem: Missing | EvaluationError | None = None
        for element in elements(frame):
            frame[slot] = element
            try:
                if body(frame) is decides:
                    return decides
            except Missing as missing:
                problem = missing
            except EvaluationError as error:
                problem = problem or error
        if problem is not None:
            raise problem
        return not decides

    return run


def _strict(frame: Frame, slot: int, elements: Iterable[Any], body: Closure) -> list[object]:
    """Give the body's value for each element; an element that is unknown wins over one that fails."""
    values: list[object] = []
    failure: EvaluationError | None = None
    for element in elements:
        frame[slot] = element
        try:
            values.append(body(frame))
        except EvaluationError as error:
            failure = failure or error
    if failure is not None:
        raise failure
    return values


def _exists_one(plan: Plan, compiler: Compiler) -> Closure:
    elements, body, slot = walk(plan, compiler), compiler.build(plan[3][1]), plan[4]
    return lambda frame: sum(map(bool, _strict(frame, slot, elements(frame), body))) == 1


def _filter(plan: Plan, compiler: Compiler) -> Closure:
    elements, body, slot = walk(plan, compiler), compiler.build(plan[3][1]), plan[4]

    def run(frame: Frame) -> object:
        candidates = list(elements(frame))
        kept = _strict(frame, slot, candidates, body)
        found = [element for element, keep in zip(candidates, kept, strict=True) if keep]
        frame[0].make(len(found))
        return found

    return run


def _map(plan: Plan, compiler: Compiler) -> Closure:
    elements, slot = walk(plan, compiler), plan[4]
    bodies = [compiler.build(body) for body in plan[3][1:]]
    test = bodies[0] if len(bodies) == 2 else None
    body = bodies[-1]

    def run(frame: Frame) -> object:
        candidates = list(elements(frame))
        if test is not None:
            kept = _strict(frame, slot, candidates, test)
            candidates = [element for element, keep in zip(candidates, kept, strict=True) if keep]
        frame[0].make(len(candidates))
        return _strict(frame, slot, candidates, body)

    return run


def _list(plan: Plan, compiler: Compiler) -> Closure:
    items = [compiler.build(item) for item in plan[3]]

    def run(frame: Frame) -> object:
        frame[0].make(len(items))
        return values_of(items, frame)

    return run


def _map_of(plan: Plan, compiler: Compiler) -> Closure:
    parts = [compiler.build(part) for part in plan[3]]

    def run(frame: Frame) -> object:
        frame[0].make(len(parts))
        made: dict[object, object] = {}
        values = values_of(parts, frame)
        for name, value in zip(values[::2], values[1::2], strict=True):
            if type(name) is float:
                raise EvaluationError("a value of type double cannot be a key")
            slot = to_key(name)
            if slot in made:
                raise EvaluationError(f"the key `{name}` stands twice")
            made[slot] = value
        return made

    return run


BUILDERS: dict[str, Callable[[Plan, Compiler], Closure]] = {
    "all": _quantifier,
    "exists": _quantifier,
    "exists_one": _exists_one,
    "filter": _filter,
    "map": _map,
    "list": _list,
    "map_of": _map_of,
}
"""What makes the closure of each operation."""
