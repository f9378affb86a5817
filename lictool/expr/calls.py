"""Checking of function calls: which of a function's overloads fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr import celtypes, chronology, nodes
from lictool.expr.functions import Argument
from lictool.expr.regex import PatternError, refusal, translate
from lictool.expr.suggestion import hint
from lictool.expr.typed import Typed, make, sure_of
from lictool.expr.values import EvaluationError

if TYPE_CHECKING:
    from lictool.expr.celtypes import Type
    from lictool.expr.checker import Checker
    from lictool.expr.functions import Overload


def check_call(checker: Checker, node: nodes.Call) -> Typed:
    """Check a function call."""
    named = checker.environment.functions.named(node.function)
    # A misspelt macro: nobody but the macro would have made the name of its element known.
    unread = node.receiver and not named and len(node.arguments) > 1 and isinstance(node.arguments[0], nodes.Name)
    given = [*([node.receiver] if node.receiver else []), *(() if unread else node.arguments)]
    before = checker.untyped
    checker.untyped = before or node.function == "dyn"
    parts = [checker.visit(argument) for argument in given]
    checker.untyped = before
    overloads = [overload for overload in named if overload.member is (node.receiver is not None)]
    fitting = [overload for overload in overloads if len(overload.params) == len(parts)]
    if not fitting:
        return _no_such(checker, node, overloads)
    if any(part.type.kind == "error" for part in parts):
        return Typed(celtypes.ERROR, parts[0].plan)
    return _folded(checker, node, parts) or _resolved(checker, node, parts, fitting)


def _no_such(checker: Checker, node: nodes.Call, overloads: list[Overload]) -> Typed:
    """Report that nothing of the name can be called in this way."""
    name = node.function
    table = checker.environment.functions
    if overloads:
        counts = sorted({len(overload.params) - overload.member for overload in overloads})
        wanted = " or ".join(str(count) for count in counts)
        noun = "argument" if counts == [1] else "arguments"
        message = f"`{name}` takes {wanted} {noun}, not {len(node.arguments)}"
    elif table.named(name):
        how = f"`{name}(…)`" if node.receiver else f"`x.{name}(…)`"
        message = f"`{name}` is called as {how}"
    else:
        message = (
            f"there is no function `{name}`{hint(name, [*table.names(), 'has', 'all', 'exists', 'filter', 'map'])}"
        )
    return checker.fault_at(message, node.name_start, node.name_end)


def _resolved(checker: Checker, node: nodes.Call, parts: list[Typed], overloads: list[Overload]) -> Typed:
    """Take the overload whose parameters accept the arguments; leave it to the run where types are unknown."""
    found: list[tuple[Overload, dict[str, Type]]] = []
    for overload in overloads:
        bound: dict[str, Type] = {}
        if all(celtypes.accepts(p, part.type, bound) for p, part in zip(overload.params, parts, strict=True)):
            found.append((overload, bound))
    if not found:
        return _misfit(checker, node, parts, overloads)
    operands = tuple(part.plan for part in parts)
    sure = sure_of(parts)
    overload, bound = found[0]
    if _decided(parts, overload):
        result = _result(overload, bound, parts)
        if isinstance(result, str):
            return checker.fault(result, node)
        plan = make("call_with" if overload.context else "call", node, operands, overload.id)
        return Typed(result, plan, sure, sure)
    candidates = [[list(map(_kinds, o.params)), o.id, o.context] for o, _ in found]
    results = [celtypes.substitute(o.result, b) for o, b in found]
    result = results[0] if results.count(results[0]) == len(results) else celtypes.DYN
    return Typed(result, make("dispatch", node, operands, candidates, node.function), sure, sure)


def _decided(parts: list[Typed], overload: Overload) -> bool:
    """Say whether no argument's kind is left to the run, or none matters."""
    return all(
        not celtypes.is_unknown(part.type) or (param.kind == "param" and param.values is None) or param.kind == "dyn"
        for part, param in zip(parts, overload.params, strict=True)
    )


def _kinds(param: Type) -> list[str]:
    """Give the kinds that a parameter takes, none for all."""
    if param.kind == "param":
        return list(param.values or ())
    return [] if param.kind == "dyn" else [param.kind]


def _result(overload: Overload, bound: dict[str, Type], parts: list[Typed]) -> Type | str:
    if overload.infer is not None:
        return overload.infer(tuple(Argument(part.type, part.literal) for part in parts))
    return celtypes.substitute(overload.result, bound)


def _misfit(checker: Checker, node: nodes.Call, parts: list[Typed], overloads: list[Overload]) -> Typed:
    """Report arguments that fit no overload; one overload is compared argument by argument."""
    arguments = [*([node.receiver] if node.receiver else []), *node.arguments]
    if len(overloads) == 1:
        for param, part, argument in zip(overloads[0].params, parts, arguments, strict=True):
            if not celtypes.accepts(param, part.type, {}):
                return checker.fault(_unfit(checker, node.function, param, part, argument), argument)
    given = ", ".join(str(part.type) for part in parts)
    wanted = " or ".join(dict.fromkeys(f"({', '.join(shown(p) for p in o.params)})" for o in overloads))
    return checker.fault_at(f"`{node.function}` takes {wanted}, not ({given})", node.name_start, node.name_end)


def _unfit(checker: Checker, function: str, param: Type, part: Typed, argument: nodes.Node) -> str:
    if isinstance(part.literal, str) and param.values is not None and param.kind == "string":
        near = hint(part.literal, param.values)
        return f"`{part.literal}` is no value that `{function}` takes{near}"
    return f"`{function}` takes {shown(param)}, but `{checker.slice(argument)}` is {part.type}"


def shown(param: Type) -> str:
    """Say a parameter as messages do: type parameters by the kinds that they stand for."""
    if param.kind == "param":
        return " | ".join(param.values) if param.values else "any"
    if param.args:
        return f"{param.kind}({', '.join(shown(arg) for arg in param.args)})"
    return str(param)


def _folded(checker: Checker, node: nodes.Call, parts: list[Typed]) -> Typed | None:
    """Read constant texts while checking: durations, timestamps, patterns."""
    text = parts[-1].literal
    if not isinstance(text, str) or checker.environment.unchecked:
        return None
    try:
        return _constant(node, parts, text)
    except EvaluationError as error:
        return checker.fault(error.reason, node.arguments[-1])
    except PatternError as error:
        return checker.fault(refusal(text, error), node.arguments[-1])


def _constant(node: nodes.Call, parts: list[Typed], text: str) -> Typed | None:
    """Make the plan of a call that reads a constant text; raises EvaluationError or PatternError."""
    if node.function == "duration" and len(parts) == 1:
        return Typed(celtypes.DURATION, make("duration", node, (), int(chronology.parse_duration(text))))
    if node.function == "timestamp" and len(parts) == 1:
        return Typed(celtypes.TIMESTAMP, make("timestamp", node, (), int(chronology.parse_timestamp(text))))
    if node.function == "matches" and parts[0].type.kind == "string":
        plan = make("matches", node, (parts[0].plan,), *translate(text))
        return Typed(celtypes.BOOL, plan, parts[0].sure, parts[0].sure)
    return None
