"""Plans are plain data: they survive JSON and `repr`, and give the same afterwards; closures can be watched."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from lictool.expr.checker import check
from lictool.expr.compiler import compile_plan, new_frame
from lictool.expr.functions import STANDARD
from lictool.expr.library import IMPLEMENTATIONS
from lictool.expr.operators import ARITHMETIC
from lictool.expr.values import UNSET, Context, EvaluationError, Interval, Missing, TypeValue
from tests.expr import test_language, test_unknown
from tests.expr.estate import CODE, ENVIRONMENT, frame_of, outcome, run

if TYPE_CHECKING:
    from lictool.expr.values import Closure, Frame

TEXTS = [
    text
    for table in (
        test_language.LITERALS, test_language.ARITHMETIC, test_language.COMPARISONS, test_language.CONVERSIONS,
        test_language.TEXTS, test_language.LISTS, test_language.DATES, test_unknown.READS, test_unknown.INTERVALS,
    )
    for text, _ in table
]  # fmt: skip


def result(plan: Any, slots: int) -> object:
    checked = check("true", ENVIRONMENT)._replace(slots=slots)
    try:
        return compile_plan(plan, CODE)(frame_of(checked))
    except Missing:
        return "missing"
    except EvaluationError as error:
        return f"error: {error.reason}"


@pytest.mark.parametrize("text", TEXTS)
def test_plans_survive_being_written(text: str) -> None:
    checked = check(text, ENVIRONMENT)
    wanted = outcome(text)
    assert result(json.loads(json.dumps(checked.plan, allow_nan=False)), checked.slots) == wanted
    assert result(ast.literal_eval(repr(checked.plan)), checked.slots) == wanted


@pytest.mark.parametrize("text", TEXTS)
def test_watched_closures_give_the_same(text: str) -> None:
    checked = check(text, ENVIRONMENT)
    seen: set[tuple[int, int]] = set()

    def watch(plan: Any, closure: Closure) -> Closure:
        def watched(frame: Frame) -> object:
            seen.add((plan[1], plan[2]))
            return closure(frame)

        return watched

    frame = frame_of(checked)
    try:
        value: object = compile_plan(checked.plan, CODE, wrap=watch)(frame)
    except Missing:
        value = "missing"
    except EvaluationError as error:
        value = f"error: {error.reason}"
    assert value == outcome(text)
    assert (checked.plan[1], checked.plan[2]) in seen
    assert all(0 <= start < end <= len(text) for start, end in seen)


def test_plans_carry_the_places_of_their_parts() -> None:
    text = " (deployment.users.authorized + 1) > 2 && !has(deployment.users.peak)"
    found: list[str] = []

    def walk(plan: Any) -> None:
        found.append(text[plan[1] : plan[2]])
        for operand in plan[3]:
            walk(operand)

    walk(check(text, ENVIRONMENT).plan)
    assert found == [
        "(deployment.users.authorized + 1) > 2 && !has(deployment.users.peak)",
        "(deployment.users.authorized + 1) > 2",
        "(deployment.users.authorized + 1)",
        "deployment.users.authorized",
        "deployment.users",
        "deployment",
        "1",
        "2",
        "!has(deployment.users.peak)",
        "has(deployment.users.peak)",
        "deployment.users",
        "deployment",
    ]


def test_every_function_and_operator_has_an_implementation_and_a_sentence() -> None:
    ids = {overload.id for overload in STANDARD.overloads}
    ids |= {row[3] for rows in ARITHMETIC.values() for row in rows} | {"negate_int", "negate_double"}
    assert ids == IMPLEMENTATIONS.keys()
    for overload in STANDARD.overloads:
        assert overload.doc[0].isupper()
        assert overload.doc.endswith(".")
        assert overload.params


def test_one_function_takes_or_leaves_the_context() -> None:
    contexts = {overload.id: overload.context for overload in STANDARD.overloads}
    assert all(contexts[overload.id] is overload.context for overload in STANDARD.overloads)


def test_names_of_functions() -> None:
    assert "startsWith" in STANDARD.names(member=True)
    assert "startsWith" not in STANDARD.names(member=False)
    assert {"sum", "days"} <= set(STANDARD.names())
    assert STANDARD.named("nothing") == []


def test_lazy_names_are_computed_once_and_only_when_read() -> None:
    environment = ENVIRONMENT.variable("total", check("deployment.headends.map(h, 1).sum()", ENVIRONMENT))
    environment = environment.variable("bad", check("1 / 0", environment))
    slot = environment.slot("total")
    calls: list[int] = []
    inner = compile_plan(check("deployment.headends.map(h, 1).sum()", ENVIRONMENT).plan, CODE)

    def count(frame: Frame) -> object:
        calls.append(1)
        return inner(frame)

    lazies: dict[int, Closure] = {
        slot: count,
        environment.slot("bad"): compile_plan(check("1 / 0", environment).plan, CODE),
    }
    checked = check("[1, 2].all(x, total + x > 2) && (true || bad > 1)", environment)
    frame = frame_of(checked)
    assert frame[slot] is UNSET
    assert compile_plan(checked.plan, CODE, lazies)(frame) is True
    assert (frame[slot], len(calls)) == (2, 1)


def test_a_lazy_name_first_read_inside_a_macro_leaves_the_element_alone() -> None:
    inner = check("[5, 6].map(y, y)", ENVIRONMENT)
    environment = ENVIRONMENT.variable("list", inner)
    checked = check("[1, 2].map(x, [3].map(z, list.size() + z + x))", environment)
    lazies = {environment.slot("list"): compile_plan(inner.plan, CODE)}
    assert compile_plan(checked.plan, CODE, lazies)(frame_of(checked)) == [[6], [7]]


def test_unchecked_expressions_fail_when_they_run() -> None:
    environment = type(ENVIRONMENT)({"deployment": ENVIRONMENT.type("deployment")}, loose=True, unchecked=True)
    assert run("nothing || true", environment=environment) is True
    assert (
        outcome("nothing || false", environment=environment)
        == "error: there is no name `nothing`; there are `deployment`"
    )
    assert outcome("1 + 'a'", environment=environment) == "error: `+` does not go with int and string"
    assert run("true ? 1 : 'a'", environment=type(ENVIRONMENT)({}, loose=True)) == 1
    assert run("deployment.name + deployment.labels.site == 'emeabonn'", environment=environment) is True


def test_names_are_found_in_their_container_first() -> None:
    string = ENVIRONMENT.type("deployment").fields["name"].type
    environment = type(ENVIRONMENT)({"a.x": string, "x": string}, container="a")
    checked = check("x + .x", environment)
    assert checked.uses == ("a.x", "x")
    assert compile_plan(checked.plan)(new_frame(Context(), ["1", "2"], checked.slots)) == "12"


def test_values_show_themselves() -> None:
    assert (repr(UNSET), repr(TypeValue("int")), repr(Interval(1, None))) == ("UNSET", "int", "Interval(1, None)")
    assert TypeValue("int") != "int"
    assert len({TypeValue("int"), TypeValue("int")}) == 1
    assert repr(run("{true: 1}")) == "{true: 1}"


def test_the_compiled_way_imports_neither_checker_nor_patterns() -> None:
    program = "import sys, lictool.expr.compiler; print(*sorted(m for m in sys.modules if m.startswith('lictool')))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [
        "lictool", "lictool.expr", "lictool.expr.arithmetic", "lictool.expr.calling", "lictool.expr.chronology",
        "lictool.expr.compiler", "lictool.expr.conversions", "lictool.expr.deciding", "lictool.expr.library",
        "lictool.expr.looping", "lictool.expr.reading", "lictool.expr.values",
    ]  # fmt: skip
