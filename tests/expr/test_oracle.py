"""The same answers as Google's engine (cel-expr-python), on typed expressions over a manifest that are made from seeds.

A fact that is absent is an absent key there, and reading it an error: both are absorbed in the same places, which is
what `Missing` is compared by. Nulls are kept out, of which version 0.1.3 loses count; the engine runs in a process of
its own, because it may crash. `pytest --oracle-long` compares five times as many expressions, `--oracle-seed=N` others.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from lictool.expr.checker import check
from lictool.expr.compiler import compile_plan, new_frame
from lictool.expr.environment import Environment
from lictool.expr.fault import ExpressionError
from lictool.expr.functions import STANDARD
from lictool.expr.values import Context, Duration, EvaluationError, Missing, Timestamp
from tests.expr.instances import NAMES, bound, estate
from tests.expr.oracle_engine import tagged
from tests.expr.oracle_forms import SHOWN
from tests.expr.oracle_maker import Maker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lictool.expr.celtypes import Type

ESTATES, EXPRESSIONS = 60, 50
LONG = 5
"""Estates, expressions over each; how many times as many estates the long mode has."""

STRICT, LOOSE = Environment(NAMES), Environment(NAMES, loose=True)

OWN = {"sum", "min", "max", "distinct", "days", "hours", "plusMonths", "date", "number"}
"""Functions that only this language has; of `number` the engine sees `int`."""

needs_engine = pytest.mark.skipif(find_spec("cel_expr_python") is None, reason="cel-expr-python is not installed")


class Difference(NamedTuple):
    """An expression that both answer, and not in the same way; the expressions made from seeds avoid its cause."""

    name: str
    text: str
    ours: Any
    theirs: Any
    reason: str


STRICTER = "texts are read as the specifications write them; what the engine reads besides is most likely a slip"
BROKEN = "a fault of version 0.1.3 of the engine"
SHUFFLED = "the same items in some other order"
CEL_GO = "the specification leaves it open; this is what Google's engine for Go gives"
DIFFERENCES = [
    Difference("constants are read early", "false && timestamp('x') < timestamp(0)", "refused", False, "a constant that can never be read is reported when an expression is loaded"),
    Difference("constant keys are compared early", "false && {'a': 1, 'a': 2}.size() > 1", "refused", False, "as for constants that cannot be read"),
    Difference("closed sets", "['a'].exists(v, v == 'b')", "refused", False, "a comparison that no value fulfils is taken for a misspelling"),
    Difference("dates", "timestamp('2026-07-01')", {"moment": "1782864000000000"}, "error", "dates are moments in this language: their midnight in UTC"),
    Difference("a blank between date and time", "timestamp('2026-07-01 09:30:00Z')", {"moment": "1782898200000000"}, "error", "RFC 3339 (5.6) allows it for readability"),
    Difference("short numbers in moments", "timestamp(string('2026-7-1T09:30:00Z'))", "error", {"moment": "1782898200000000"}, STRICTER),
    Difference("short years in moments", "timestamp(string('026-03-01T00:00:00Z'))", "error", {"moment": "-61341580800000000"}, STRICTER),
    Difference("blanks around moments", "timestamp(string('2026-07-01T09:30:00Z '))", "error", {"moment": "1782898200000000"}, STRICTER),
    Difference("zones without colon", "timestamp(string('2026-07-01T09:30:00+0200'))", "error", {"moment": "1782891000000000"}, STRICTER),
    Difference("blanks around whole numbers", "int(string(' 1'))", "error", {"int": "1"}, STRICTER),
    Difference("signs of unsigned numbers", "uint(string('+1'))", "error", {"int": "1"}, STRICTER),
    Difference("blanks around numbers", "double(string(' 1'))", "error", {"double": "0x1.0000000000000p+0"}, STRICTER),
    Difference("hexadecimal numbers", "double(string('0x1p3'))", "error", {"double": "0x1.0000000000000p+3"}, STRICTER),
    Difference("the micro sign", "duration(string('1µs'))", {"span": "1"}, "error", CEL_GO),
    Difference("many decimals of spans", "duration(string('0.3333333333333333333h'))", {"span": "1199999999"}, "error", BROKEN),
    Difference("spans beyond 292 years", "duration(string('9223372037s'))", "error", {"span": "9223372037000000"}, "a span is a 64-bit number of nanoseconds, as in Google's engine for Go"),
    Difference("fractions of spans as text", "string(duration('500ms'))", "0.5s", "0.500s", CEL_GO),
    Difference("fractions of moments as text", "string(timestamp('2026-07-01T09:30:00.5Z'))", "2026-07-01T09:30:00.5Z", "2026-07-01T09:30:00.500Z", CEL_GO),
    Difference("large doubles as text", "string(1e6)", "1000000", "1e+06", "people read numbers without exponent; the specification leaves it open"),
    Difference("infinities as text", "string(1.0 / 0.0)", "+Inf", "inf", CEL_GO),
    Difference("NaN as text", "string(0.0 / 0.0)", "NaN", "-nan", CEL_GO),
    Difference("nothing split by nothing", "''.split('')", [], [""], CEL_GO),
    Difference("parts up to the end of a text", "'fw-1'.substring(2, 4)", "-1", "error", BROKEN),
    Difference("keys that stand twice", "{string('a'): 1, string('a'): 2}.size() > 1 && false", False, "error", "the specification lets `&&` absorb every error; in the engine this one ends everything"),
    Difference("the order of keys", "{" + ", ".join(f"{key!r}: 1" for key in "qwertyuiopas") + "}.map(v, v)", list("qwertyuiopas"), SHUFFLED, "maps have no order in CEL; this language keeps the order of the data, so that reports do not change"),
]  # fmt: skip


def signature(type_: Type) -> str:
    """Say a type as the process of the engine understands it."""
    if type_.kind == "object":
        return "map:DYN"
    return f"{type_.kind}:{type_.args[-1].kind.upper()}" if type_.args else type_.kind.upper()


def sent(value: Any, type_: Type, *, top: bool = True) -> Any:
    """Give data as the engine needs them: dates as moments, in records as texts that `timestamp` reads."""
    if type_.kind == "object":
        return {name: sent(item, type_.fields[name].type, top=False) for name, item in value.items()}
    if type_.kind == "list":
        return [sent(item, type_.args[0], top=False) for item in value]
    if type_.kind == "timestamp":
        return {"$moment": f"{value}T00:00:00+00:00"} if top else f"{value}T00:00:00Z"
    return {"$seconds": value} if type_.kind == "duration" else value


class Engine:
    """The engine in its process, started anew where it died."""

    def __init__(self) -> None:
        self._told: list[dict[str, Any]] = []
        self._process: subprocess.Popen[str] | None = None

    def tell(self, order: dict[str, Any]) -> None:
        """Declare names, or give them values in the place of those that they had."""
        self._told = [*self._told[:1], order]
        self._write(order)

    def ask(self, text: str) -> Any:
        """Give `refused`, `error`, or a value with tags; None where the engine died of it twice."""
        for _ in range(2):
            try:
                self._write({"text": text})
                line = self._started().stdout.readline()  # type: ignore[union-attr]
            except BrokenPipeError:
                line = ""
            if line:
                kind, answer = json.loads(line)
                return answer if kind == "value" else kind
            self.stop()
        return None

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _write(self, order: dict[str, Any]) -> None:
        pipe = self._started().stdin
        assert pipe is not None
        pipe.write(json.dumps(order) + "\n")
        pipe.flush()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            script = Path(__file__).with_name("oracle_engine.py")
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(script)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
            )  # fmt: skip
            for order in self._told:
                self._write(order)
        return self._process


@pytest.fixture
def engine() -> Iterator[Engine]:
    found = Engine()
    found.tell({"types": {name: signature(type_) for name, type_ in NAMES.items()}})
    yield found
    found.stop()


def expression(number: int) -> str:
    """Give an expression; half of them ask yes or no."""
    seed = Random(number)  # noqa: S311 - not a secret
    return Maker(seed, NAMES).make(seed.choice((*SHOWN, *["bool"] * 10)))


def ours(text: str, data: dict[str, Any]) -> tuple[Any, bool]:
    """Give the answer of this language in the form of the engine's, and whether its checker was content."""
    content = True
    try:
        checked = check(text, STRICT)
    except ExpressionError:
        content = False
        try:
            checked = check(text, LOOSE)
        except ExpressionError:
            return "refused", content
    frame = new_frame(Context(), [bound(value, NAMES[name]) for name, value in data.items()], checked.slots)
    try:
        return shown(compile_plan(checked.plan)(frame)), content
    except (Missing, EvaluationError):
        return "error", content


def shown(value: Any) -> Any:
    """Give a value so that JSON keeps what it is."""
    if isinstance(value, Timestamp):
        return {"moment": str(value // 1000)}
    if isinstance(value, Duration):
        return {"span": str(abs(value) // 1000 * (-1 if value < 0 else 1))}
    return tagged(value)


@needs_engine
def test_same_answers(engine: Engine, request: pytest.FixtureRequest) -> None:
    count = ESTATES * (LONG if request.config.getoption("--oracle-long") else 1)
    first = request.config.getoption("--oracle-seed") * ESTATES * LONG
    differences = []
    answered = accepted = 0
    for number in range(first, first + count):
        data = estate(number)
        engine.tell({"data": {name: sent(value, NAMES[name]) for name, value in data.items()}})
        for one in range(number * EXPRESSIONS, (number + 1) * EXPRESSIONS):
            text = expression(one)
            theirs = engine.ask(text.replace("number(", "int("))
            answer, content = ours(text, data)
            if answer != theirs:
                differences.append((len(text), number, text, answer, theirs))
            answered += answer not in ("error", "refused")
            accepted += content
    shortest = min(differences, default=None, key=lambda difference: difference[:3])
    assert shortest is None, f"{len(differences)} of {count * EXPRESSIONS} differ"
    assert answered > 0.5 * count * EXPRESSIONS, "most expressions fail on both sides, which shows little"
    assert accepted > 0.99 * count * EXPRESSIONS, "the checker refuses what is well typed"


@needs_engine
def test_an_engine_that_died_is_started_anew(engine: Engine) -> None:
    engine.tell({"data": {name: sent(value, NAMES[name]) for name, value in estate(1).items()}})
    before = engine.ask("n + k")
    assert engine._process is not None
    engine._process.kill()
    engine._process.wait()
    assert engine.ask("n + k") == before == ours("n + k", estate(1))[0]


@needs_engine
@pytest.mark.parametrize("difference", DIFFERENCES, ids=[difference.name for difference in DIFFERENCES])
def test_known_differences(engine: Engine, difference: Difference) -> None:
    """A difference that is gone, here or there, leaves the table, and the expressions no longer avoid it."""
    answer, content = ours(difference.text, estate(0))
    if difference.ours == "refused":
        assert not content
        assert answer in ("refused", difference.theirs)
    else:
        assert answer == difference.ours
        assert answer != difference.theirs
    theirs = engine.ask(difference.text)
    if difference.theirs == SHUFFLED:
        assert sorted(theirs) == sorted(answer)
        assert theirs != answer
    else:
        assert theirs == difference.theirs


def test_expressions_use_all_that_both_have() -> None:
    texts = " ".join(expression(number) for number in range(ESTATES * EXPRESSIONS))
    calls = {name for name in STANDARD.names() if f"{name}(" in texts}
    assert set(STANDARD.names()) - calls == OWN - {"number"}
    macros = ("has(", ".all(", ".exists(", ".exists_one(", ".filter(", ".map(", " ? ", " in ", "!", " && ", " || ")
    assert [macro for macro in macros if macro not in texts] == []


def test_expressions_depend_on_their_seed_alone() -> None:
    assert [expression(number) for number in (1, 2, 1)] == [expression(1), expression(2), expression(1)]
    assert expression(1) != expression(2)
