"""Closures of functions and arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.library import search
from lictool.expr.values import EvaluationError, kind_of, unknown_wins, values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lictool.expr.compiler import Compiler
    from lictool.expr.values import Closure, Context

    Plan = Sequence[Any]
    Frame = list[Any]
    Step = Callable[[Context, Any, Any], Any]


def _call(plan: Plan, compiler: Compiler) -> Closure:
    function: Callable[..., Any] = compiler.functions[plan[4]]
    arguments: list[Callable[[Frame], Any]] = [compiler.build(argument) for argument in plan[3]]
    if len(arguments) == 1:
        (only,) = arguments
        return lambda frame: function(only(frame))
    return lambda frame: function(*values_of(arguments, frame))


def _call_with(plan: Plan, compiler: Compiler) -> Closure:
    """Call a function that takes the run's context first."""
    function: Callable[..., Any] = compiler.functions[plan[4]]
    arguments: list[Callable[[Frame], Any]] = [compiler.build(argument) for argument in plan[3]]
    return lambda frame: function(frame[0], *values_of(arguments, frame))


def _dispatch(plan: Plan, compiler: Compiler) -> Closure:
    """Call the first overload whose kinds fit the values."""
    choose = _chooser(plan[4], plan[5], compiler)
    arguments: list[Callable[[Frame], Any]] = [compiler.build(argument) for argument in plan[3]]

    def run(frame: Frame) -> object:
        values = values_of(arguments, frame)
        function, context = choose(values)
        return function(frame[0], *values) if context else function(*values)

    return run


def _chooser(
    candidates: Sequence[Any], name: str, compiler: Compiler
) -> Callable[[list[Any]], tuple[Callable[..., Any], bool]]:
    rows = [(kinds, compiler.functions[function], context) for kinds, function, context in candidates]

    def choose(values: list[Any]) -> tuple[Callable[..., Any], bool]:
        found = [kind_of(value) for value in values]
        for kinds, function, context in rows:
            if all(not wanted or kind in wanted for wanted, kind in zip(kinds, found, strict=True)):
                return function, context
        raise EvaluationError(f"`{name}` does not take ({', '.join(found)})")

    return choose


def _fold(plan: Plan, compiler: Compiler) -> Closure:
    """Join operands by operators from left to right."""
    first: Callable[[Frame], Any] = compiler.build(plan[3][0])
    operands: list[Callable[[Frame], Any]] = [compiler.build(operand) for operand in plan[3][1:]]
    if len(operands) == 1 and plan[4][0][0] == "call":
        (only,) = operands
        function: Callable[[Any, Any], Any] = compiler.functions[plan[4][0][1]]

        def pair(frame: Frame) -> object:
            try:
                one = first(frame)
            except EvaluationError:
                unknown_wins((only,), frame)
                raise
            return function(one, only(frame))

        return pair
    steps = steps_of(plan, compiler)
    everything = [first, *operands]
    return lambda frame: joined(frame[0], steps, values_of(everything, frame))


def steps_of(plan: Plan, compiler: Compiler) -> list[Step]:
    """Make the steps of a fold, for `joined`."""
    return [_step(step, compiler) for step in plan[4]]


def joined(context: Context, steps: Sequence[Step], values: Sequence[Any]) -> Any:
    """Join values from left to right."""
    value, *others = values
    for step, other in zip(steps, others, strict=True):
        value = step(context, value, other)
    return value


def _step(step: Sequence[Any], compiler: Compiler) -> Step:
    """Make one step of a fold."""
    if step[0] == "call_with":
        with_context: Step = compiler.functions[step[1]]
        return with_context
    if step[0] == "call":
        function: Callable[[Any, Any], Any] = compiler.functions[step[1]]
        return lambda _context, one, other: function(one, other)
    if step[0] == "fail":
        message: str = step[1]
        return lambda _context, _one, _other: _raise(message)
    choose = _chooser(step[1], step[2], compiler)

    def run(context: Context, one: Any, other: Any) -> Any:
        chosen, wants_context = choose([one, other])
        return chosen(context, one, other) if wants_context else chosen(one, other)

    return run


def _raise(message: str) -> object:
    raise EvaluationError(message)


def _matches(plan: Plan, compiler: Compiler) -> Closure:
    operand: Callable[[Frame], Any] = compiler.build(plan[3][0])
    pattern, coefficient, degree = plan[4:7]
    return lambda frame: search(operand(frame), pattern, coefficient, degree)


BUILDERS: dict[str, Callable[[Plan, Compiler], Closure]] = {
    "call": _call,
    "call_with": _call_with,
    "dispatch": _dispatch,
    "fold": _fold,
    "matches": _matches,
}
"""What makes the closure of each operation."""
