"""A small estate with its schema, for the tests of the language, and the ways to run an expression on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.celtypes import (
    STRING,
    TIMESTAMP,
    Field,
    interval,
    list_of,
    map_of,
    object_of,
    one_of,
    opaque,
    param,
)
from lictool.expr.checker import check
from lictool.expr.chronology import parse_timestamp
from lictool.expr.compiler import compile_plan, new_frame
from lictool.expr.environment import Environment
from lictool.expr.explainer import explain
from lictool.expr.functions import STANDARD, Argument, Overload
from lictool.expr.library import IMPLEMENTATIONS
from lictool.expr.schema_types import type_of
from lictool.expr.values import BudgetExceeded, Context, EvaluationError, Interval, Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lictool.expr.celtypes import Type
    from lictool.expr.environment import Checked
    from lictool.expr.reasons import Explanation


def record(required: str, **properties: Any) -> dict[str, Any]:
    """Give the schema of a closed record."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


TEXT = {"type": "string"}
DATE = {"type": "string", "format": "date"}
SCHEMA: dict[str, Any] = {
    **record(
        "name",
        name=TEXT,
        users=record(
            "",
            authorized={"type": "integer", "x-unit": "users"},
            peak={"type": "integer", "x-unit": "connections"},
        ),
        headends={"type": "array", "items": {"$ref": "#/$defs/headend"}},
        entitlements={"type": "array", "items": {"$ref": "#/$defs/entitlement"}},
        labels={"type": "object", "additionalProperties": TEXT},
        ratio={"type": "number"},
        holidays={"type": "array", "items": DATE},
        milestones={"type": "object", "additionalProperties": DATE},
        anything={},
        months={"type": "integer", "x-unit": "months"},
        notice={"type": "integer", "x-unit": "days"},
    ),
    "x-type": "deployment",
    "$defs": {
        "tier": {"enum": ["plus", "apex", "vpn-only", "advantage"], "x-aliases": {"advantage": "plus"}},
        "headend": record(
            "name",
            name=TEXT,
            platform={"enum": ["asa-5500-x", "ftd", "ios"]},
            installed={"type": "array", "items": {"$ref": "#/$defs/tier"}},
            maxSessions={"type": "integer", "x-unit": "connections"},
            slots={"type": "integer"},
            active={"type": "boolean"},
            smart=record("", registration=TEXT),
        ),
        "entitlement": record(
            "name tier",
            name=TEXT,
            tier={"$ref": "#/$defs/tier"},
            users={"type": "integer", "x-unit": "users"},
            start=DATE,
            end=DATE,
        ),
    },
}

PLATFORM = object_of("platform", {"end": Field(TIMESTAMP, required=False), "maker": Field(STRING)})
TABLES = object_of("tables", {"platforms": Field(map_of(one_of(["asa-5500-x", "ftd"]), PLATFORM, silent=True))})
VERSION = opaque("version")
TODAY = parse_timestamp("2026-06-01")


class Release(tuple[int, ...]):
    """A version, compared part by part."""

    __slots__ = ()


def release(text: str) -> Release:
    """Read a version such as 9.16; `?` is one that nobody knows."""
    if text == "?":
        raise Missing
    if not text.replace(".", "").isdigit():
        raise EvaluationError(f"`{text}` is no version")
    return Release(map(int, text.split(".")))


def unique(deployment: dict[str, Any], entitlements: list[dict[str, Any]]) -> Interval:
    """Bound a count: each entitlement without users leaves it open."""
    known = sum(entitlement.get("users", 0) for entitlement in entitlements)
    open_ = tuple((1, (i, "users")) for i, entitlement in enumerate(entitlements) if "users" not in entitlement)
    return Interval(known, None if open_ else known, (*open_, *(((0, ("groups",)),) if open_ else ())))


def _infer(arguments: tuple[Argument, ...]) -> Type | str:
    if arguments[0].literal not in ("asa", "ios"):
        return f"`{arguments[0].literal}` is no system with versions"
    return opaque(f"version of {arguments[0].literal}")


DEPLOYMENT = type_of(SCHEMA, SCHEMA)
ENTITLEMENTS = DEPLOYMENT.fields["entitlements"].type
FUNCTIONS = STANDARD.extended(
    Overload("unique", (DEPLOYMENT, ENTITLEMENTS), interval("users"), "unique", "Counts."),
    Overload("release", (STRING,), VERSION, "release", "Reads a version."),
    Overload("releaseOf", (STRING, STRING), VERSION, "release_of", "Reads a version.", infer=_infer),
    Overload("unordered", (STRING,), opaque("mark", ordered=False), "same", "Marks."),
    Overload("onTier", (one_of(["plus", "apex"]),), STRING, "same", "Takes a tier."),
    Overload("pair", (param("T"), param("T")), list_of(param("T")), "pair", "Makes a list of two."),
    Overload("counted", (list_of(STRING),), STRING, "counted", "Takes texts.", member=True),
)
CODE: dict[str, Any] = {
    **IMPLEMENTATIONS,
    "unique": unique,
    "release": release,
    "release_of": lambda _system, text: release(text),
    "pair": lambda one, other: [one, other],
    "counted": lambda items: str(len(items)),
}
ENVIRONMENT = Environment({"deployment": DEPLOYMENT, "today": TIMESTAMP, "tables": TABLES}, FUNCTIONS)
ROOTS = {1: ("deployment",), 3: ("tables",)}

DATA: dict[str, Any] = {
    "name": "emea",
    "users": {"authorized": 10},
    "labels": {"site": "bonn"},
    "ratio": 2,
    "months": 2,
    "notice": 30,
    "holidays": ["2026-05-01", "2026-12-25"],
    "milestones": {"begin": "2026-01-01", "end": "2026-12-31"},
    "headends": [
        {"name": "h1", "platform": "ftd", "installed": ["plus", "vpn-only"], "maxSessions": 50, "slots": 2},
        {"name": "h2", "installed": ["apex"], "active": False, "smart": {}},
    ],
    "entitlements": [
        {"name": "e1", "tier": "plus", "users": 5, "start": "2026-01-01", "end": "2026-12-31"},
        {"name": "e2", "tier": "apex", "users": 3, "end": "2026-03-31"},
        {"name": "e3", "tier": "plus"},
    ],
}
ROWS: dict[str, Any] = {"platforms": {"ftd": {"maker": "cisco"}}}


def values(data: Mapping[str, Any] = DATA) -> list[object]:
    """Give what stands in the first slots of a frame."""
    return [data, TODAY, ROWS]


def frame_of(checked: Checked, data: Mapping[str, Any] = DATA, context: Context | None = None) -> list[object]:
    """Make a frame for an expression over the estate."""
    return new_frame(context or Context(TODAY), values(data), checked.slots)


def run(text: str, data: Mapping[str, Any] = DATA, environment: Environment = ENVIRONMENT) -> object:
    """Check, compile and run an expression; raises as its closure does."""
    checked = check(text, environment)
    return compile_plan(checked.plan, CODE)(frame_of(checked, data))


def outcome(text: str, data: Mapping[str, Any] = DATA, environment: Environment = ENVIRONMENT) -> object:
    """Run an expression; failures come back as text."""
    try:
        return run(text, data, environment)
    except Missing:
        return "missing"
    except EvaluationError as error:
        return f"error: {error.reason}"
    except BudgetExceeded as exceeded:
        return f"budget: {exceeded.reason}"


def why(text: str, data: Mapping[str, Any] = DATA) -> Explanation:
    """Explain an expression over the estate."""
    checked = check(text, ENVIRONMENT)
    return explain(checked.plan, frame_of(checked, data), ROOTS, functions=CODE)
