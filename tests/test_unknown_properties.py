"""What holds of missing facts, whatever the rule: deleting one never makes anything pass, and unknown spreads as it should.

`pytest --properties-long` deletes every optional key of every example, read by the rule or not, and looks at more
expressions.
"""

from __future__ import annotations

import copy
import json
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lictool.asking import NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION
from lictool.bundle import Bundle
from lictool.evaluation import Options, judge
from lictool.expr.checker import check
from lictool.expr.compiler import compile_plan, new_frame
from lictool.expr.environment import Environment
from lictool.expr.explainer import explain
from lictool.expr.fault import ExpressionError
from lictool.expr.values import Context, Duration, EvaluationError, Missing, Timestamp
from lictool.pipeline import check as judge_files
from lictool.pipeline import join, read
from lictool.selftest import day_of, example_bundle, example_inputs
from tests.conftest import ROOT
from tests.expr.generated import expressions
from tests.expr.instances import NAMES, bound, estate
from tests.expr.oracle_forms import KINDS
from tests.expr.oracle_maker import Maker
from tests.expr.test_properties import FACTS, OPTIONAL, VALUES, ran
from tests.test_corpus import SHAPE, policies
from tests.watched import Watched, mentioned, optional_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path as File

    from lictool.deployment import Deployment
    from lictool.expr.celtypes import Type
    from lictool.expr.environment import Checked
    from lictool.expr.values import Closure
    from lictool.location import Path
    from lictool.policy import Policy


MANIFEST = NAMES["deployment"]
AS_OF = Options("2026-10-01")
EVERY = 4
"""Of so many optional keys of the estates in examples/ one is deleted, in the short mode."""

SIZES = {"groups", "groupsAre", "users"}
"""What a headcount is made of, apart from the number of authorised people that caps it."""

Outcomes = dict[tuple[str, str, "Path"], str]


def options_of(policy: Policy, example: dict[str, Any]) -> Options:
    return Options(day_of(policy, example))


def outcomes(
    deployments: Sequence[Deployment], bundle: Bundle, options: Options, rules: dict[str, Watched]
) -> Outcomes:
    """Give the outcome of every rule on every subject; the rules forget what they asked for before."""
    for rule in rules.values():
        rule.asked.clear()
        rule.contradicted = False
    cases = judge(deployments, bundle, options, every=True, ready=lambda data: rules[data["name"]]).cases
    return {
        (case.rule.data["name"], "" if case.rule.scope is None else case.deployments[0].name, case.subject): outcome
        for outcome, case in cases
    }


GONE = "the list of subjects is not kept"
ALLOWED = {
    PASS: {PASS, UNKNOWN, GONE},
    VIOLATION: {VIOLATION, UNKNOWN, GONE},
    UNKNOWN: {UNKNOWN, GONE},
    NOT_APPLICABLE: {NOT_APPLICABLE, UNKNOWN, GONE, PASS},
}
"""What may become of an outcome where a fact is deleted that no `has()` asked for: nothing is decided anew.

`when` that is undecided and `assert` that holds are a pass, which is why not-applicable may become one.
"""


DECIDED = {name for policy in policies() for name, rule in policy.rules.items() if "neverUnknown" in rule.data}
"""Rules that say of themselves that they are never unknown; no key that is deleted makes them so."""


class Turn(NamedTuple):
    """What became of an outcome when a key was deleted."""

    rule: str
    subject: Path
    key: str
    before: str
    after: str


def turns(
    deployments: Sequence[Deployment],
    bundle: Bundle,
    options: Options,
    rules: dict[str, Watched],
    wanted: Callable[[int, str], bool],
) -> Iterator[Turn]:
    """Delete optional keys, one at a time, and give what should not have become of it.

    Excused are a key that the rule itself asked for with `has()` or `in`, before or after; a manifest that is not
    judged without the key, because a name then leads nowhere; and the sizes of a headcount that contradicts itself, with
    more people counted than authorised: without one of them the smaller number is believed.
    """
    before = outcomes(deployments, bundle, options, rules)
    asked = {name: set(rule.asked) for name, rule in rules.items()}
    contradicted = {name for name, rule in rules.items() if rule.contradicted}
    for deployment in deployments:
        for number, (record, key) in enumerate(list(optional_keys(deployment.data, MANIFEST))):
            if not wanted(number, key):
                continue
            kept = dict(record)
            del record[key]
            after = outcomes(deployments, bundle, options, rules)
            for (name, home, subject), outcome in before.items():
                found = after.get((name, home, subject), GONE)
                excused = (name in contradicted and key in SIZES) or (id(record), key) in asked[name] | rules[
                    name
                ].asked
                if (found in ALLOWED[outcome] or excused) and not (found == UNKNOWN and name in DECIDED):
                    continue
                if not dangling(deployment):
                    yield Turn(name, subject, key, outcome, found)
            record.clear()
            record.update(kept)


def dangling(deployment: Deployment) -> bool:
    """Tell whether a name in the facts leads nowhere, so that the deployment is not judged."""
    deployment.clashes.clear()
    deployment._refer()
    return bool(deployment.clashes)


RULES = [(policy, data) for policy in policies() for data in policy.data["rules"]]


@pytest.mark.parametrize(("policy", "data"), RULES, ids=[data["name"] for _, data in RULES])
def test_a_key_that_is_deleted_from_an_example_never_decides(
    policy: Policy, data: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    everything = request.config.getoption("--properties-long")
    words = mentioned(data)
    rules = {data["name"]: Watched(data)}
    for example in policy.rules[data["name"]].data["examples"]:
        deployments = join(read(example_inputs(policy, example, SHAPE), SHAPE, "en").parts, SHAPE)
        bundle = example_bundle(policy, data, example, SHAPE)
        found = turns(
            deployments, bundle, options_of(policy, example), rules, lambda _, key: everything or key in words
        )
        assert list(found) == [], example["name"]


ESTATES = sorted((ROOT / "examples").glob("*/*.yaml"))


@pytest.mark.parametrize("path", ESTATES, ids=[f"{path.parent.name}/{path.name}" for path in ESTATES])
def test_a_key_that_is_deleted_from_an_estate_never_decides(path: File, request: pytest.FixtureRequest) -> None:
    every = 1 if request.config.getoption("--properties-long") else EVERY
    deployments = join(read([(path.name, path.read_bytes())], SHAPE, "en").parts, SHAPE)
    bundle = Bundle([policy.data for policy in policies()], SHAPE, "")
    rules = {data["name"]: Watched(data) for _, data in RULES}
    assert list(turns(deployments, bundle, AS_OF, rules, lambda number, _: number % every == 0)) == []


class Blind(Watched):
    """A rule of which nobody sees what it asks for."""

    def _watch(self, plan: Sequence[Any], closure: Closure) -> Closure:
        return closure


@pytest.mark.parametrize(("kind", "found"), [(Watched, set()), (Blind, {("end", VIOLATION, PASS)})])
def test_a_missing_fact_that_decides_is_noticed(kind: type[Watched], found: set[tuple[str, str, str]]) -> None:
    """A rule that takes silence for a yes: found where the asking is not seen, excused where it is."""
    policy, data = next((p, d) for p, d in RULES if d["name"] == "term-ends-soon")
    example = next(e for e in policy.rules["term-ends-soon"].data["examples"] if e["outcome"] == VIOLATION)
    deployments = join(read(example_inputs(policy, example, SHAPE), SHAPE, "en").parts, SHAPE)
    asks = ("has", 0, 0, (("var", 0, 0, (), data["levels"][0]),), "end")
    silent = {**data, "variables": [], "when": None, "assert": ("not", 0, 0, (asks,))}
    bundle = Bundle([{**policy.data, "rules": [silent]}], SHAPE, "")
    turned = turns(deployments, bundle, AS_OF, {data["name"]: kind(silent)}, lambda _, __: True)
    assert {(turn.key, turn.before, turn.after) for turn in turned} == found


def sample(count: int) -> list[tuple[str, bytes, Policy | None]]:
    """Give manifests as YAML files that lack one optional key each, evenly taken from all examples, and the estates whole."""
    found: list[tuple[str, bytes, Policy | None]] = [(path.name, path.read_bytes(), None) for path in ESTATES]
    lots = [
        (policy, data["name"], example)
        for policy, data in RULES
        for example in policy.rules[data["name"]].data["examples"]
        if example["outcome"] in (VIOLATION, UNKNOWN)
    ]
    for number, (policy, name, example) in enumerate(lots[:: max(1, len(lots) // count)]):
        for file, content in example_inputs(policy, example, SHAPE)[-1:]:
            manifest = json.loads(content)
            keys = list(optional_keys(manifest["spec"], MANIFEST))
            if keys:
                record, key = keys[number * 7 % len(keys)]
                del record[key]
            text = yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True)
            found.append((f"{name}-{number}-{file}.yaml", text.encode(), policy))
    return found


def test_what_a_finding_names_has_a_place(request: pytest.FixtureRequest) -> None:
    """All rules on manifests that lack something: every place is in its file, on the line that is shown, under its key."""
    bundle = Bundle([policy.data for policy in policies()], SHAPE, "")
    seen = 0
    for file, content, _ in sample(400 if request.config.getoption("--properties-long") else 40):
        lines = content.decode().splitlines()
        nodes = list(yaml.compose_all(content, yaml.SafeLoader))
        for located in judge_files([(file, content)], bundle, AS_OF).findings:
            finding = located.finding
            assert finding.outcome == VIOLATION or finding.missing or finding.facts, finding
            for place in (located.place, *located.related, *(fact for fact in located.facts if fact)):
                seen += 1
                assert place.file == file
                assert place.span[:2] < place.span[2:]
                assert place.span.end_line <= len(lines)
                assert place.source == lines[place.span.line - 1] or "*" in place.source
                starts, astray = marks(nodes[place.document - 1], place.pointer)
                assert place.span[:2] in starts, (finding.rule, place)
                assert astray <= (finding.outcome == UNKNOWN), (finding.rule, place)
    assert seen > 500


def marks(node: yaml.Node, pointer: str) -> tuple[set[tuple[int, int]], int]:
    """Give where PyYAML sees what a pointer leads to, its key and its value, and how many steps lead nowhere."""
    key = node
    steps = pointer.split("/")[1:]
    for number, step in enumerate(steps):
        if isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
            key = node = node.value[int(step)]
            continue
        entries = node.value if isinstance(node, yaml.MappingNode) else ()
        entry = next(((name, value) for name, value in entries if name.value == step), None)
        if entry is None:
            return {_start(key)}, len(steps) - number
        key, node = entry
    return {_start(key), _start(node)}, 0


def _start(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


SLOW = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
AND = {pair: min(pair, key="fmet".index) for pair in product("tfme", repeat=2)}
OR = {pair: min(pair, key="tmef".index) for pair in product("tfme", repeat=2)}
"""What two operands come to: what decides wins, then what is missing, then what fails."""
ESTATE = Environment({"e": OPTIONAL}, loose=True)
texts = expressions("bool", FACTS)
deleted = st.sets(st.sampled_from(sorted(VALUES)), max_size=5)
LETTERS = {True: "t", False: "f", "missing": "m", "error": "e"}


def letter(text: str, absent: set[str]) -> str:
    """Give what an expression comes to on the estate without some facts: t, f, m (missing) or e (error)."""
    return LETTERS[ran(text, ESTATE, [{name: value for name, value in VALUES.items() if name not in absent}])]


@SLOW
@given(texts, texts, texts, deleted)
def test_absorption(one: str, two: str, three: str, absent: set[str]) -> None:
    first, second, third = (letter(text, absent) for text in (one, two, three))
    assert letter(f"{one} && {two}", absent) == letter(f"{two} && {one}", absent) == AND[first, second]
    assert letter(f"{one} || {two}", absent) == letter(f"{two} || {one}", absent) == OR[first, second]
    assert letter(f"{one} && {two} && {three}", absent) == AND[AND[first, second], third]
    assert letter(f"{one} || {two} || {three}", absent) == OR[OR[first, second], third]
    assert letter(f"{one} ? {two} : {three}", absent) == {"t": second, "f": third}.get(first, first)
    assert letter(f"!{one}", absent) == {"t": "f", "f": "t"}.get(first, first)
    assert letter(f"!({one} && {two})", absent) == letter(f"!{one} || !{two}", absent)


ITEMS = ("0", "3", "5")
"""The items of the estate's list of ints, as an expression writes them."""
bodies = expressions("bool", {**FACTS, "int": [*FACTS["int"], "item"]}, depth=3)


@SLOW
@given(bodies, deleted)
def test_quantifiers_absorb_as_chains_do(body: str, absent: set[str]) -> None:
    each = [letter(body.replace("item", item), absent) for item in ITEMS]
    both, either = each[0], each[0]
    for found in each[1:]:
        both, either = AND[both, found], OR[either, found]
    if "l" in absent:
        assert letter(f"e.l.all(item, {body})", absent) == letter(f"e.l.exists(item, {body})", absent) == "m"
    listed = f"[{', '.join(ITEMS)}]"
    assert letter(f"{listed}.all(item, {body})", absent) == both
    assert letter(f"{listed}.exists(item, {body})", absent) == either
    assert letter(f"!{listed}.exists(item, !{body})", absent) == both
    strict = "m" if "m" in each else "e" if "e" in each else "t" if each.count("t") == 1 else "f"
    assert letter(f"{listed}.exists_one(item, {body})", absent) == strict


STRICT = Environment(NAMES)
ROOTS = {STRICT.slot(name): (name,) for name in NAMES}
PLAIN = {
    "bool": bool,
    "int": int,
    "double": float,
    "string": str,
    "bytes": bytes,
    "timestamp": Timestamp,
    "duration": Duration,
}


def fits(value: Any, type_: Type, *, data: bool = False) -> bool:
    """Tell whether a value is one of a type; in records (`data`) moments are texts still."""
    if type_.kind == "list":
        return type(value) is list and all(fits(item, type_.args[0], data=data) for item in value)
    if type_.kind == "map":
        return type(value) is dict and all(fits(item, type_.args[1], data=data) for item in value.values())
    if type_.kind == "object":
        fields = type_.fields
        return value.keys() <= fields.keys() and all(fits(value[n], fields[n].type, data=True) for n in value)
    if type_.kind == "timestamp" and data:
        return type(value) is str
    if type_.values is not None and value not in type_.values:
        return False
    return type(value).__name__ == "UInt" if type_.kind == "uint" else type(value) is PLAIN.get(type_.kind, type(value))


def placed(data: Any, path: Path) -> bool:
    """Tell whether a path leads to a value."""
    for step in path:
        if not (step in data if isinstance(data, dict) else isinstance(step, int) and step < len(data)):
            return False
        data = data[step]
    return True


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 2**32), st.sampled_from(sorted({*KINDS, "quantity", "enum"})))
def test_a_well_typed_expression_gives_its_type_an_error_or_unknown(shape: int, facts: int, kind: str) -> None:
    """Over the manifest's own schema and data that fit it; what explaining says is true."""
    text = Maker(Random(shape), NAMES).make(kind)  # noqa: S311 - not a secret
    data = estate(facts)
    checked, faults = settled(text)
    assert all("no value" in fault or "is no key" in fault for fault in faults)
    if checked is None:
        return
    frame = new_frame(Context(), [bound(value, NAMES[name]) for name, value in data.items()], checked.slots)
    before = copy.deepcopy(data)
    explanation = explain(checked.plan, list(frame), ROOTS)
    value, failed = came_to(compile_plan(checked.plan), frame)
    if failed is None:
        assert fits(value, checked.type), value
    assert bool(explanation.missing) == isinstance(failed, Missing)
    assert explanation.reasons == ((failed.reason,) if isinstance(failed, EvaluationError) else ())
    assert data == before
    for path in explanation.missing:
        assert placed(data, path[:-1])
        assert not placed(data, path)
    for path in (*explanation.blamed, *(path for path, _ in explanation.reads)):
        assert placed(data, path), path


def settled(text: str) -> tuple[Checked | None, list[str]]:
    """Check an expression, or say what is wrong: of what is well typed only what can never be so."""
    try:
        return check(text, STRICT), []
    except ExpressionError as error:
        return None, [fault.message for fault in error.faults]


def came_to(closure: Closure, frame: list[Any]) -> tuple[object, Missing | EvaluationError | None]:
    """Give the value, or why there is none."""
    try:
        return closure(frame), None
    except (Missing, EvaluationError) as failed:
        return None, failed
