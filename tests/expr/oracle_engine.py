"""Google's engine in a process of its own: reads lines of JSON, answers each with one.

The first line declares names (`{"types": {name: signature}}`), a line `{"data": …}` gives them values, a line
`{"text": …}` asks for an expression. Run as a script, so that a crash of the engine costs one answer.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)


def main() -> None:
    from cel_expr_python import cel
    from cel_expr_python.ext import ext_strings

    environment = activation = None
    for line in sys.stdin:
        order = json.loads(line)
        if "types" in order:
            types = {name: _type(cel, signature) for name, signature in order["types"].items()}
            environment = cel.NewEnv(variables=types, extensions=[ext_strings.ExtStrings()])
        elif "data" in order:
            assert environment is not None
            activation = environment.Activation({name: revived(value) for name, value in order["data"].items()})
        else:
            assert environment is not None
            sys.stdout.write(json.dumps(_answer(cel, environment, activation, order["text"])) + "\n")
            sys.stdout.flush()


def _type(cel: Any, signature: str) -> Any:
    kind, _, item = signature.partition(":")
    if kind == "list":
        return cel.Type.List(getattr(cel.Type, item))
    return cel.Type.Map(cel.Type.STRING, getattr(cel.Type, item)) if kind == "map" else getattr(cel.Type, kind)


def revived(value: Any) -> Any:
    """Give data with moments and spans of time in the place of what stands for them."""
    if isinstance(value, list):
        return [revived(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$moment" in value:
        return dt.datetime.fromisoformat(value["$moment"])
    if "$seconds" in value:
        return dt.timedelta(seconds=value["$seconds"])
    return {name: revived(item) for name, item in value.items()}


def _answer(cel: Any, environment: Any, activation: Any, text: str) -> list[Any]:
    try:
        expression = environment.compile(text)
    except RuntimeError as error:
        return ["refused", str(error)]
    try:
        value = expression.eval(activation)
    except RuntimeError as error:
        return ["error", str(error)]
    if value.type() == cel.Type.ERROR:
        return ["error", str(value.value())]
    return ["value", tagged(value.plain_value())]


def tagged(value: Any) -> Any:  # noqa: PLR0911 - one for each kind
    """Give a value so that JSON keeps what it is."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"double": "nan" if value != value else value.hex()}  # noqa: PLR0124 - NaN
    if isinstance(value, bytes | bytearray):
        return {"bytes": bytes(value).hex()}
    if isinstance(value, dt.datetime):
        return {"moment": str((value - EPOCH) // MICROSECOND)}
    if isinstance(value, dt.timedelta):
        return {"span": str(value // MICROSECOND)}
    if isinstance(value, list):
        return [tagged(item) for item in value]
    return {"map": sorted(([tagged(key), tagged(item)] for key, item in value.items()), key=repr)}


if __name__ == "__main__":
    main()
