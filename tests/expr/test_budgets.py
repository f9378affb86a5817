"""Hostile expressions end quickly: with a fault when they are read, with a budget when they run."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from lictool.expr.checker import check
from lictool.expr.compiler import compile_plan, new_frame
from lictool.expr.environment import Environment
from lictool.expr.explainer import explain
from lictool.expr.fault import ExpressionError
from lictool.expr.values import BudgetExceeded, Context
from tests.expr.estate import CODE, DATA, ENVIRONMENT, ROOTS, frame_of, outcome, why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lictool.expr.reasons import Explanation

NESTED, DEEP = "the expression is nested too deeply", "the expression has more than 8192 characters"
REFUSED = [
    ("(" * 100_000, DEEP),
    ("(" * 4000, NESTED),
    ("[" * 4000, NESTED),
    ("{1:" * 2000, NESTED),
    ("size(" * 1500, NESTED),
    ("[1].all(a," * 5 + "true" + ")" * 5, "macros are nested more than 4 deep"),
    ("deployment" + ".name" * 300, NESTED),
    ("today" + "[0]" * 300, NESTED),
    ("'a'" + ".trim()" * 300, NESTED),
    ("1" + " == 1" * 300, NESTED),
    ("true ? 1 : " * 300 + "1", NESTED),
    ("1" + " + 1" * 10_000, DEEP),
    ("true" + " && true" * 10_000, DEEP),
    ("(1 + 2 * (3 == 4 && (5 || " * 60, NESTED),
    ("1 + (" * 120 + "1" + ")" * 120, NESTED),
    ("-(" * 200 + "1" + ")" * 200, NESTED),
    ("!(" * 200 + "true" + ")" * 200, NESTED),
]
TAKEN = [
    ("1" + " + 1" * 2000, 2001),
    ("true" + " && true" * 900, True),
    ("false" + " || false" * 900 + " || true", True),
    ("'a'" + " + 'a'" * 1000 + " == 'b'", False),
    ("!" * 8000 + "true", True),
    ("-" * 8001 + "1", -1),
    ("1" + " * 1" * 2000, 1),
    ("true ? " * 0 + "false ? 1 : " * 150 + "2", 2),
    ("(" * 90 + "1" + ")" * 90, 1),
    ("size(" + "[" * 80 + "]" * 80 + ")", 1),
    ("'a'" + ".trim()" * 150, "a"),
    ("[" + "1," * 4000 + "]", [1] * 4000),
]


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < 20  # seconds of work; without its bound it would be hours


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check(text, ENVIRONMENT)
    assert [fault.message for fault in caught.value.faults] == [message]


@pytest.mark.parametrize(("text", "wanted"), TAKEN)
def test_taken(text: str, wanted: object) -> None:
    assert outcome(text) == wanted


LONG = {**DATA, "holidays": ["2026-01-01"] * 2000, "name": "x" * 200_000}
ITERATIONS, SIZE = (
    "budget: the expression visits too many elements",
    "budget: the expression makes too much text or too long lists",
)
RUNS = [
    ("deployment.holidays.all(a, deployment.holidays.all(b, a == b))", ITERATIONS),
    ("deployment.holidays.map(a, deployment.holidays.filter(b, a == b)).size() > 1", ITERATIONS),
    ("deployment.holidays.exists(a, deployment.holidays.exists(b, deployment.holidays.exists(c, a != a)))", ITERATIONS),
    ("deployment.holidays.all(a, a in deployment.holidays.map(b, b))", ITERATIONS),
    ("deployment.holidays.all(a, deployment.holidays.distinct().size() > 0)", ITERATIONS),
    ("deployment.holidays.all(a, deployment.holidays == deployment.holidays)", ITERATIONS),
    ("true || deployment.holidays.all(a, deployment.holidays.all(b, a == b))", True),
    ("deployment.holidays.all(a, deployment.holidays.all(b, a == b)) || true", ITERATIONS),
    ("false && true || deployment.holidays.all(a, deployment.holidays.all(b, a == b)) ? 1 : 2", ITERATIONS),
    ("deployment.holidays.all(a, (deployment.name + deployment.name).size() > 0)", SIZE),
    ("deployment.holidays.map(a, deployment.name).join().size() > 0", SIZE),
    ("deployment.name.replace('x', deployment.name).size() > 0", SIZE),
    ("deployment.name.replace('', deployment.name).size() > 0", SIZE),
    ("deployment.holidays.all(a, deployment.name.upperAscii().lowerAscii().trim().size() > 0)", SIZE),
    ("deployment.holidays.all(a, deployment.name.split('').size() > 0)", SIZE),
    ("deployment.holidays.all(a, deployment.name.substring(1).size() > 0)", SIZE),
    ("deployment.name.matches('x*x*y')", "budget: a text of 200000 characters is too long for its pattern"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), RUNS)
def test_runs_end(text: str, wanted: object) -> None:
    assert outcome(text, LONG) == wanted


@pytest.mark.parametrize("step", ["{0} + {0}", "[{0}, {0}]", "[{0}, {0}].map(y, y)", "{{'a': {0}, 'b': {0}}}"])
def test_forty_doublings(step: str) -> None:
    """Variables that double each other cost nothing until something walks all of them."""
    environment = Environment({"x": ENVIRONMENT.type("deployment").fields["labels"].type.args[0]})
    environment = environment.variable("v0", check("'aa'", environment))
    plans = {environment.slot("v0"): check("'aa'", environment).plan}
    for number in range(1, 41):
        checked = check(step.format(f"v{number - 1}"), environment)
        environment = environment.variable(f"v{number}", checked)
        plans[environment.slot(f"v{number}")] = checked.plan
    closures: dict[int, object] = {}
    for slot, plan in plans.items():
        closures[slot] = compile_plan(plan, CODE, closures)  # type: ignore[arg-type]
    checked = check(f"{step.format('v39')} == v40", environment)
    run = compile_plan(checked.plan, CODE, closures)  # type: ignore[arg-type]
    with pytest.raises(BudgetExceeded):
        run(new_frame(Context(), ["a"], checked.slots))


def test_looking_for_one_among_many_counts() -> None:
    many = {**DATA, "headends": [{"name": "h", "installed": ["plus"] * 2000}]}
    checked = check("'apex' in deployment.headends[0].installed", ENVIRONMENT)
    run = compile_plan(checked.plan, CODE)
    assert run(frame_of(checked, many, Context(iterations=125))) is False
    with pytest.raises(BudgetExceeded):
        run(frame_of(checked, many, Context(iterations=124)))


def test_budgets_go_down_over_runs_that_share_a_context() -> None:
    checked = check("deployment.headends.all(h, h.name != 'x')", ENVIRONMENT)
    run = compile_plan(checked.plan, CODE)
    context = Context(iterations=5)
    assert run(frame_of(checked, context=context)) is True
    assert run(frame_of(checked, context=context)) is True
    with pytest.raises(BudgetExceeded) as caught:
        run(frame_of(checked, context=context))
    assert caught.value.reason == "the expression visits too many elements"


DEEPEST = [
    "false ? 1 : " * 198 + "2",
    "deployment.users.authorized == 10 ? false : " * 180 + "true",
    "deployment.users.peak == 10 ? false : " * 190 + "true",
    "'a'" + ".trim()" * 197 + " == 'b'",
    "deployment.name" + ".trim()" * 190 + " == 'b'",
    "true" + " == true" * 198,
    "!(" * 85 + "deployment.name == 'x'" + ")" * 85,
    "(deployment.name == 'x' || " * 60 + "true" + ")" * 60,
    "(deployment.name == 'x' || (true && " * 30 + "deployment.users.peak > 1" + "))" * 30,
    "[" * 99 + "deployment.name" + "]" * 99 + " == []",
    "[deployment.name]" + "[0].split('')" * 95 + " == []",
    "dyn(" * 99 + "deployment.users.peak" + ")" * 99 + " == 1",
]


@pytest.mark.parametrize("text", DEEPEST)
def test_the_deepest_tree_is_walked_from_a_deep_stack(text: str) -> None:
    def below(levels: int) -> tuple[object, Explanation]:
        return below(levels - 1) if levels else (outcome(text), why(text))

    found, explanation = below(150)
    assert explanation.value == (None if found == "missing" else found)


def test_a_long_pattern_is_quoted_in_part() -> None:
    with pytest.raises(ExpressionError) as caught:
        check(f"'a'.matches('({'x' * 900}')", ENVIRONMENT)
    (fault,) = caught.value.faults
    assert fault.message == f"`({'x' * 58}…` cannot be used as pattern: a `(` is not closed"
    assert outcome(f"deployment.name.matches(string('({'x' * 900}'))") == f"error: {fault.message}"


PAIRS = "deployment.holidays.all(a, deployment.holidays.all(b, a != b))"


@pytest.mark.parametrize(("visits", "wanted"), [(10_000, ["0"]), (30, ["0"]), (29, []), (0, [])])
def test_elements_are_to_blame_as_far_as_they_may_be_visited(
    monkeypatch: pytest.MonkeyPatch, visits: int, wanted: list[str]
) -> None:
    """Of a list that is too long to be followed the list itself is to blame."""
    monkeypatch.setattr("lictool.expr.explainer.VISITS", visits)
    many = {**DATA, "holidays": [f"2026-01-{day:02d}" for day in range(1, 31)]}
    explanation = why(PAIRS, many)
    assert explanation.value is False
    assert explanation.blamed[0] == ("deployment", "holidays", *map(int, wanted))
    assert ("deployment", "holidays") in {path[:2] for path, _ in explanation.reads}


def test_explanations_share_the_budget_of_their_run() -> None:
    many = {**DATA, "holidays": [f"2026-01-{day:02d}" for day in range(1, 31)]}
    checked = check(PAIRS, ENVIRONMENT)
    context = Context()
    frame = frame_of(checked, many, context)
    explained = explain(checked.plan, frame, ROOTS, functions=CODE)
    taken = Context().explaining - context.explaining
    assert explained.blamed
    assert taken > 900
    context.explaining = taken
    assert explain(checked.plan, frame, ROOTS, functions=CODE) == explained
    assert context.explaining == 0
    assert explain(checked.plan, frame, ROOTS, functions=CODE).reasons == ("the expression visits too many elements",)
    assert context.iterations == Context().iterations
