"""Texts of rules: where expressions begin and end, what may be shown, and how it is shown in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from lictool.domain import IMPLEMENTATIONS, functions
from lictool.expr.celtypes import BOOL, DOUBLE, INT, STRING, TIMESTAMP, Field, interval, list_of, object_of, quantity
from lictool.expr.chronology import parse_timestamp
from lictool.expr.compiler import compile_plan, new_frame
from lictool.expr.environment import NO_FACTS, Environment
from lictool.expr.values import Context, Interval
from lictool.message import check_text, render

FIELDS = {
    "name": Field(STRING),
    "users": Field(quantity("users")),
    "months": Field(quantity("months")),
    "plain": Field(INT),
    "half": Field(DOUBLE),
    "flag": Field(BOOL),
    "list": Field(list_of(STRING)),
    "tier": Field(STRING, required=False),
}
ENVIRONMENT = Environment(
    {"e": object_of("entitlement", FIELDS), "today": TIMESTAMP, "need": interval("users")}, functions()
)
E: dict[str, Any] = {
    "name": "apex-2026",
    "users": 1,
    "months": 36,
    "plain": 7,
    "half": 0.5,
    "flag": True,
    "list": ["a", "b"],
}


def _shown(text: str, language: str, need: Interval) -> str:
    checked, faults = check_text(text, ENVIRONMENT, NO_FACTS)
    assert faults == []
    frame = new_frame(Context(), [E, parse_timestamp("2026-10-01"), need], checked.slots)
    return render(checked.parts, lambda plan: compile_plan(plan, IMPLEMENTATIONS)(frame), language)


SHOWN = [
    ("nothing to fill in", "nothing to fill in", "nothing to fill in"),
    ("", "", ""),
    ("`{{ e.name }}`", "`apex-2026`", "`apex-2026`"),
    ("{{e.name}}{{e.name}}", "apex-2026apex-2026", "apex-2026apex-2026"),
    ("for {{ e.users }}.", "for 1 user.", "for 1ユーザー."),
    ("for {{ e.users + e.users }}", "for 2 users", "for 2ユーザー"),
    ("{{ e.months }}", "36 months", "36か月"),
    ("{{ e.plain }} {{ 1 + 1 }} {{ e.half }} {{ 5u }}", "7 2 0.5 5", "7 2 0.5 5"),
    ("{{ size(e.list) }}", "2", "2"),
    ("{{ today }}", "2026-10-01", "2026-10-01"),
    ("{{ e.list.join(', ') }}", "a, b", "a, b"),
    ("{{ 'a}}b' }}", "a}}b", "a}}b"),
    ('{{ "a}}\\"b" }}', 'a}}"b', 'a}}"b'),
    ("{{ {'a': {'b': 'c'}}.a.b }}", "c", "c"),
    ("{{ {'a': {'b': 'c'}}['a']['b']}}", "c", "c"),
    ("{{ '''it's }} 'a''' }}", "it's }} 'a", "it's }} 'a"),
    ('{{ """a""" + "" }}', "a", "a"),
    ("{{ r'}}\\' }}", "}}\\", "}}\\"),
    ("{{ r'a' + e.name }}", "aapex-2026", "aapex-2026"),
    ("{{ e.flag ? e.name:'}}\\'' }}", "apex-2026", "apex-2026"),
    ("a }} b { c", "a }} b { c", "a }} b { c"),
    ("{{ e.flag ? 'yes' : 'no' }}", "yes", "yes"),
]


@pytest.mark.parametrize(("text", "english", "japanese"), SHOWN)
def test_texts_are_filled_in(text: str, english: str, japanese: str) -> None:
    assert _shown(text, "en", Interval(0, 0)) == english
    assert _shown(text, "ja", Interval(0, 0)) == japanese


BOUNDS = [
    (Interval(900, 900), "900 users", "900ユーザー"),
    (Interval(1, 1), "1 user", "1ユーザー"),
    (Interval(900, 1000), "900 to 1000 users", "900～1000ユーザー"),
    (Interval(0, 1), "0 to 1 user", "0～1ユーザー"),
    (Interval(900, None), "at least 900 users", "900ユーザー以上"),
    (Interval(1, None), "at least 1 user", "1ユーザー以上"),
]


@pytest.mark.parametrize(("need", "english", "japanese"), BOUNDS)
def test_counts_within_bounds(need: Interval, english: str, japanese: str) -> None:
    assert _shown("{{ need }}", "en", need) == english
    assert _shown("{{ need }}", "ja", need) == japanese


SHOW = "a text shows text, numbers, counts and dates; join a list with `join(', ')`"
FAULTS: list[tuple[str, list[tuple[str, str]]]] = [
    ("a {{ e.list }} b", [(f"list(string) cannot be shown; {SHOW}", " e.list ")]),
    ("{{ e.flag }}", [(f"bool cannot be shown; {SHOW}", " e.flag ")]),
    ("{{ e }}", [(f"entitlement cannot be shown; {SHOW}", " e ")]),
    ("x {{ e.name", [("`{{` is not closed by `}}`", "{{ e.name")]),
    ("x {{ '''a' }} b", [("`{{` is not closed by `}}`", "{{ '''a' }} b")]),
    ("x {{ 'a\\", [("`{{` is not closed by `}}`", "{{ 'a\\")]),
    ("{{ } }}", [("`{{` is not closed by `}}`", "{{ } }}")]),
    ("x {{ 'a }} b", [("`{{` is not closed by `}}`", "{{ 'a }} b")]),
    ("x {{ e.nam }}", [("`nam` is no field of entitlement; did you mean `name`?", "nam")]),
    ("{{ e.tier }}", [("`e.tier` may be missing; ask `has(e.tier)` first", "e.tier")]),
    (
        "{{ e.nam }} and {{ e.tier }}",
        [
            ("`nam` is no field of entitlement; did you mean `name`?", "nam"),
            ("`e.tier` may be missing; ask `has(e.tier)` first", "e.tier"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_faults_stand_at_their_place_in_the_whole_text(text: str, expected: list[tuple[str, str]]) -> None:
    _, faults = check_text(text, ENVIRONMENT, NO_FACTS)
    assert [(fault.message, text[fault.start : fault.end]) for fault in faults] == expected


@pytest.mark.parametrize("text", ["{{}}", "{{ }}", "{{ + }}"])
def test_an_expression_that_is_none_is_a_fault(text: str) -> None:
    _, faults = check_text(text, ENVIRONMENT, NO_FACTS)
    assert len(faults) == 1
    assert 0 <= faults[0].start <= faults[0].end <= len(text)


def test_what_is_known_to_be_present_may_be_shown() -> None:
    checked, faults = check_text("{{ e.tier }}", ENVIRONMENT, frozenset({"e.tier"}))
    assert faults == []
    frame = new_frame(Context(), [{**E, "tier": "apex"}, parse_timestamp("2026-10-01"), Interval(0, 0)], checked.slots)
    assert render(checked.parts, lambda plan: compile_plan(plan, IMPLEMENTATIONS)(frame), "en") == "apex"


def test_the_frame_has_room_for_the_elements_of_macros() -> None:
    checked, faults = check_text("{{ e.list.map(x, x + '!').join('') }}", ENVIRONMENT, NO_FACTS)
    assert faults == []
    assert checked.slots > ENVIRONMENT.size
