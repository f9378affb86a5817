"""The official CEL cases: how their values and types are read, and how one case is judged."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from lictool.expr import celtypes
from lictool.expr.checker import check
from lictool.expr.compiler import compile_plan, new_frame
from lictool.expr.environment import Environment
from lictool.expr.fault import ExpressionError
from lictool.expr.values import (
    BudgetExceeded,
    Context,
    Duration,
    EvaluationError,
    Timestamp,
    TypeValue,
    UInt,
    to_key,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Case = dict[str, Any]

_NAMED = {name: celtypes.Type(kind) for kind, name in celtypes.NAMES.items()}
NOTHING = object()


def cases(path: Path) -> Iterator[tuple[str, Case]]:
    """Give the cases of a file, each with its section and name."""
    for section in json.loads(path.read_text(encoding="utf-8"))["sections"]:
        for case in section["tests"]:
            yield f"{section['name']}/{case['name']}", case


def failure(case: Case) -> str:
    """Judge a case: nothing, or what went wrong."""
    value, trouble = _run(case)
    if "error" in case:
        return "" if trouble else f"gave {value!r} where it must fail"
    if trouble:
        return trouble
    if case.get("check_only"):
        return ""
    wanted = _value(case["value"])
    return "" if _same(value, wanted) else f"gave {value!r}, not {wanted!r}"


def deduced(case: Case) -> str:
    """Give the type that the checker finds, as CEL writes it."""
    return written(check(case["expr"], _environment(case)).type)


def written(type_: celtypes.Type) -> str:
    """Write a type as the cases do."""
    if type_.args:
        return f"{type_.kind}({', '.join(map(written, type_.args))})"
    return celtypes.NAMES.get(type_.kind, str(type_))


def _environment(case: Case) -> Environment:
    unchecked = bool(case.get("disable_check"))
    names = {name: celtypes.DYN for name in case.get("bindings", {}) if unchecked}
    names |= {entry["name"]: _type(entry["type"]) for entry in case.get("type_env", ()) if "type" in entry}
    return Environment(names, container=case.get("container", ""), loose=True, unchecked=unchecked)


def _run(case: Case) -> tuple[object, str]:
    environment = _environment(case)
    bindings = {name: _value(value) for name, value in case.get("bindings", {}).items()}
    try:
        checked = check(case["expr"], environment)
        if case.get("check_only"):
            return NOTHING, ""
        frame = new_frame(Context(), [bindings.get(name) for name in environment.names], checked.slots)
        return compile_plan(json.loads(json.dumps(checked.plan)))(frame), ""
    except ExpressionError as error:
        return NOTHING, f"fault: {error}"
    except (EvaluationError, BudgetExceeded) as error:
        return NOTHING, f"error: {error.reason}"


def _type(text: str) -> celtypes.Type:
    name, opening, rest = text.strip().partition("(")
    if not opening:
        return _NAMED.get(name) or celtypes.Type(name)
    return celtypes.Type(name, tuple(map(_type, _split(rest[:-1]))))


def _split(text: str) -> list[str]:
    """Cut at the commas outside of parentheses."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _value(data: Case) -> Any:
    ((kind, content),) = data.items()
    read = _READERS.get(kind)
    return content if read is None else read(content)


_READERS: dict[str, Callable[[Any], Any]] = {
    "int": int,
    "uint": UInt,
    "double": float,
    "bytes": bytes.fromhex,
    "list": lambda items: [_value(item) for item in items],
    "map": lambda entries: {to_key(_value(key)): _value(value) for key, value in entries},
    "timestamp": lambda parts: Timestamp(int(parts[0]) * 10**9 + parts[1]),
    "duration": lambda parts: Duration(int(parts[0]) * 10**9 + parts[1]),
    "type": TypeValue,
}


def _same(one: Any, other: Any) -> bool:
    """Compare strictly: kinds, signs of zero and NaN too."""
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return (math.isnan(one) and math.isnan(other)) or (
            one == other and math.copysign(1, one) == math.copysign(1, other)
        )
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    return bool(one == other)
