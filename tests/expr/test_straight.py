"""Expressions written down as Python give what closures give, and take the same from the budgets, or say that they cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from lictool import asking
from lictool.asking import FAILURES, Rule
from lictool.bundle import shipped
from lictool.deployment import Deployment
from lictool.evaluation import Options, judge
from lictool.expr.checker import check
from lictool.expr.compiler import Compiler, compile_plan, new_frame
from lictool.expr.environment import Environment
from lictool.expr.fault import ExpressionError
from lictool.expr.library import IMPLEMENTATIONS
from lictool.expr.straight import Writer
from lictool.expr.values import BudgetExceeded, Context, EvaluationError, Missing
from tests.expr.estate import CODE, DATA, ENVIRONMENT, frame_of
from tests.expr.generated import expressions
from tests.expr.instances import estate
from tests.expr.test_plans import TEXTS
from tests.expr.test_properties import FACTS, OPTIONAL, PLAIN, SLOW, VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lictool.expr.environment import Checked
    from lictool.expr.values import Closure

ENDED = "ended"


def written(checked: Checked, functions: Mapping[str, Any] = IMPLEMENTATIONS) -> Closure:
    """Write an expression down that reads no lazy names."""
    return Writer(Compiler(functions, {}, None), {}).function(checked.plan)


def tried(run: Closure, frame: list[Any]) -> tuple[object, int, int]:
    """Run; give the value or what else came of it, and what is left of the budgets."""
    try:
        found = run(frame)
    except FAILURES:
        found = ENDED
    except BudgetExceeded as exceeded:
        found = f"budget: {exceeded.reason}"
    return found, frame[0].iterations, frame[0].size


def compared(
    checked: Checked,
    frame: Callable[[Context], list[Any]],
    functions: Mapping[str, Any] = IMPLEMENTATIONS,
    budgets: tuple[int, int] = (10**6, 10**6),
) -> bool:
    """Hold one against the other; say whether the straight way led to the end."""
    straight = tried(written(checked, functions), frame(Context(None, "UTC", *budgets)))
    if straight[0] is ENDED:
        return False
    closure = tried(compile_plan(checked.plan, functions), frame(Context(None, "UTC", *budgets)))
    assert repr(straight) == repr(closure)
    return True


def on_estate(text: str, budgets: tuple[int, int] = (10**6, 10**6)) -> bool:
    checked = check(text, ENVIRONMENT)
    return compared(checked, lambda context: frame_of(checked, DATA, context), CODE, budgets)


@pytest.mark.parametrize("text", TEXTS)
def test_every_operation(text: str) -> None:
    checked = check(text, ENVIRONMENT)
    led = on_estate(text)
    try:
        compile_plan(checked.plan, CODE)(frame_of(checked, DATA))
    except (Missing, EvaluationError):
        assert not led
    for iterations in range(6):
        on_estate(text, (iterations, 3 * iterations))


def test_most_expressions_have_a_straight_way() -> None:
    assert sum(map(on_estate, TEXTS)) > len(TEXTS) / 2


@SLOW
@given(expressions("bool", FACTS), st.sets(st.sampled_from(sorted(PLAIN)), max_size=3), st.integers(0, 40))
def test_expressions_made_at_random(text: str, deleted: set[str], budget: int) -> None:
    try:
        checked = check(text, Environment({"e": OPTIONAL}), total=False)
    except ExpressionError:
        reject()
    facts = {name: value for name, value in VALUES.items() if name not in deleted}
    for budgets in ((10**6, 10**6), (budget, 10**6), (10**6, budget)):
        compared(checked, lambda context: new_frame(context, [facts], checked.slots), budgets=budgets)


def test_nothing_of_an_authors_text_is_written() -> None:
    """Neither constants nor names of fields become Python."""
    hostile = "__import__('os')"
    plan = ("eq", 0, 0, (("member", 0, 0, (("var", 0, 0, (), 1),), hostile), ("const", 0, 0, (), hostile)))
    source = Writer(Compiler(IMPLEMENTATIONS, {}, None), {}).write(plan)
    assert source == "(f[1][k2] == k3)"
    for text in TEXTS:
        source = Writer(Compiler(CODE, {}, None), {}).write(check(text, ENVIRONMENT).plan)
        assert "'" not in source
        assert '"' not in source
        assert "." not in source.replace("f[0].make(", "")


def test_what_is_nested_deeply_is_asked_by_closures() -> None:
    text = "!(" * 85 + "deployment.name == 'x'" + ")" * 85
    assert on_estate(text)


def test_a_lazy_name_is_computed_once() -> None:
    plan = ("and", 0, 0, (("lazy", 0, 0, (), 2), ("lazy", 0, 0, (), 2)))
    plans = {2: ("eq", 0, 0, (("var", 0, 0, (), 1), ("const", 0, 0, (), 7)))}
    way = Writer(Compiler(IMPLEMENTATIONS, {}, None), plans).function(plan)
    frame = new_frame(Context(), [7], 3)
    assert way(frame) is True
    assert frame[2] is True
    frame[1] = 8
    assert way(frame) is True


class _Estate(Deployment):
    """Facts without files."""

    def __init__(self, data: dict[str, Any]) -> None:
        # Nothing looks for parts or places.
        self.data = data
        self.name = data["name"]


def test_shipped_rules_come_out_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = shipped()
    estates = [_Estate(estate(number)["deployment"]) for number in range(60)]
    answers = []
    for often in (10**9, 0):
        monkeypatch.setattr(asking, "_OFTEN", often)
        rules: dict[str, Rule] = {}

        def ready(data: dict[str, Any], rules: dict[str, Rule] = rules) -> Rule:
            return rules.setdefault(data["name"], Rule(data))

        judgement = judge(estates, bundle, Options("2026-10-01"), every=True, ready=ready)
        cases = [(case.rule.data["name"], case.subject, outcome, case.reason) for outcome, case in judgement.cases]
        answers.append((judgement.outcomes, judgement.applied, cases))
    assert answers[0] == answers[1]
    assert min(answers[0][0].values()) > 100
    took = [rule for rule in rules.values() if rule.straight() is not None]
    assert len(took) > len(rules) / 2
