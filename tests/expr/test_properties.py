"""What holds for every expression: no surprise when it runs, facts that are kept."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lictool.expr.celtypes import BOOL, INT, STRING, Field, Type, list_of, map_of, object_of
from lictool.expr.checker import check
from lictool.expr.compiler import compile_plan, new_frame
from lictool.expr.environment import Environment
from lictool.expr.explainer import explain
from lictool.expr.fault import ExpressionError, Fault
from lictool.expr.values import Context, EvaluationError, Missing
from tests.expr.generated import NAMES, expressions

PLAIN: dict[str, Type] = {
    "a": INT, "b": INT, "s": STRING, "t": STRING, "p": BOOL, "l": list_of(INT), "k": list_of(STRING), "m": map_of(STRING, INT),
}  # fmt: skip
VALUES: dict[str, Any] = {
    "a": 3, "b": -7, "s": "x", "t": "aé", "p": True, "l": [0, 3, 5], "k": ["x", "12", ""], "m": {"x": 4, "12": 0},
}  # fmt: skip
OPTIONAL = object_of("estate", {name: Field(type_, required=False) for name, type_ in PLAIN.items()})
FACTS = {kind: [f"e.{name}" for name in names] for kind, names in NAMES.items()}
SLOW = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def ran(text: str, environment: Environment, values: list[object]) -> object:
    """Run an expression; failures come back as their kind."""
    checked = check(text, environment)
    try:
        return compile_plan(json.loads(json.dumps(checked.plan)))(new_frame(Context(), values, checked.slots))
    except Missing:
        return "missing"
    except EvaluationError:
        return "error"


def faults_of(text: str) -> tuple[Fault, ...]:
    try:
        check(text, Environment({"a": INT}))
    except ExpressionError as error:
        return error.faults
    return ()


def kind_fits(value: object, type_: Type) -> bool:
    if type_.kind in ("list", "map"):
        items = list(value) if isinstance(value, (list, dict)) else [None]
        return all(kind_fits(item, type_.args[0]) for item in items)
    return type(value) is {"bool": bool, "int": int, "string": str}[type_.kind]


@SLOW
@given(st.sampled_from(sorted(NAMES)).flatmap(lambda kind: st.tuples(st.just(kind), expressions(kind))))
def test_a_well_typed_expression_gives_a_value_of_its_type_or_fails_as_it_may(case: tuple[str, str]) -> None:
    kind, text = case
    checked = check(text, Environment(PLAIN, loose=True))
    assert checked.type.kind == kind.partition("(")[0]
    value = ran(text, Environment(PLAIN, loose=True), list(VALUES.values()))
    assert value == "error" or kind_fits(value, checked.type)


@SLOW
@given(expressions("bool", FACTS), st.sets(st.sampled_from(sorted(PLAIN)), max_size=4))
def test_a_fact_that_is_deleted_never_decides(text: str, deleted: set[str]) -> None:
    """Without a fact the outcome is what it was, or unknown, or (where it failed before) a failure."""
    environment = Environment({"e": OPTIONAL}, loose=True)
    before = ran(text, environment, [VALUES])
    after = ran(text, environment, [{name: value for name, value in VALUES.items() if name not in deleted}])
    assert after in (before, "missing")


@SLOW
@given(expressions("bool", FACTS), st.sets(st.sampled_from(sorted(PLAIN)), min_size=1, max_size=4))
def test_unknown_comes_from_needs_and_explaining_names_what_is_missing(text: str, deleted: set[str]) -> None:
    environment = Environment({"e": OPTIONAL}, loose=True)
    checked = check(text, environment)
    data = {name: value for name, value in VALUES.items() if name not in deleted}
    frame = new_frame(Context(), [data], checked.slots)
    untouched = copy.deepcopy(data)
    explanation = explain(checked.plan, frame, {1: ("estate",)})
    outcome = ran(text, environment, [data])
    assert data == untouched
    if outcome == "missing":
        assert explanation.missing
        assert {path[1] for path in explanation.missing} <= deleted
        assert {f"e.{path[1]}" for path in explanation.missing} <= set(checked.needs)
    elif outcome == "error":
        assert explanation.reasons
    else:
        assert explanation.value == outcome
    assert {path[1] for path in explanation.blamed if len(path) > 1} <= data.keys()


@SLOW
@given(expressions("bool", FACTS))
def test_facts_hold(text: str) -> None:
    """What counts as present when an expression is decided is present in the data that decided it."""
    environment = Environment({"e": OPTIONAL}, loose=True)
    checked = check(text, environment)
    for missing in sorted(PLAIN):
        data = {name: value for name, value in VALUES.items() if name != missing}
        outcome = ran(text, environment, [data])
        if outcome in (True, False):
            assert f"e.{missing}" not in (checked.facts if outcome is True else checked.otherwise)


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="ab1.()[]{}'\"\\?:!&|=<>+-*/%, \n`🐱uxr", max_size=60))
def test_no_text_is_too_strange_to_be_refused(text: str) -> None:
    faults = faults_of(text)
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in faults)
    assert all(fault.message[0].islower() or fault.message[0] in "`'" for fault in faults)
