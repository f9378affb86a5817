"""Tables of facts: their types, and every fault at its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lictool.authored import read
from lictool.expr.chronology import is_day
from lictool.table import table_of

if TYPE_CHECKING:
    from lictool.errors import Problem

SETS = {"tier": ("plus", "apex"), "platform": ("asav", "ftd")}
ENTRIES = {"Q1": "", "Q25": ""}
HEAD = """\
title: {en: Table, ja: 表}
key: {name: tier, enum: tier}
columns:
  perpetual: {type: bool, description: {en: d, ja: d}}
  least: {type: int, unit: users, description: {en: d, ja: d}}
  successor: {type: string, enum: tier, description: {en: d, ja: d}}
  size: {type: string, values: [s, m], description: {en: d, ja: d}}
  since: {type: date, description: {en: d, ja: d}}
  sku: {type: pattern, description: {en: d, ja: d}}
  on: {type: bool, by: platform, description: {en: d, ja: d}}
rows:
"""
PLUS = "  - {tier: plus, perpetual: false, citations: [Q1], confidence: faq%s}\n"
APEX = "  - {tier: apex, perpetual: true, citations: [Q25], confidence: faq%s}\n"


def _faults(text: str) -> list[tuple[str, str]]:
    """Give what each fault points at, as far as it is on one line, and its message."""
    _, problems = table_of(read("tables/tiers.yaml", text.encode(), "table"), SETS.get, ENTRIES)
    return [(_marked(problem), problem.message) for problem in problems]


def _marked(problem: Problem) -> str:
    assert problem.span is not None
    assert problem.source is not None
    line, column, end_line, end_column = problem.span
    return f"{line}: " + problem.source[column - 1 : end_column - 1 if end_line == line else None]


def test_a_sound_table() -> None:
    authored = read(
        "tables/tiers.yaml",
        (
            HEAD
            + PLUS % ", least: 25, successor: apex, size: s, since: 2026-01-31, sku: 'L-.*', on: {asav: true}"
            + APEX % ", note: {en: n, ja: n}, source: somewhere"
        ).encode(),
        "table",
    )
    table, problems = table_of(authored, SETS.get, ENTRIES)
    assert problems == []
    assert table.rows == {
        "plus": {
            "perpetual": False,
            "least": 25,
            "successor": "apex",
            "size": "s",
            "since": "2026-01-31",
            "sku": "L-.*",
            "on": {"asav": True},
        },
        "apex": {"perpetual": True},
    }
    assert table.citations == {"plus": ["Q1"], "apex": ["Q25"]}
    key, row = table.type.args
    assert key.values == ("plus", "apex")
    assert str(row) == "row of tiers"
    said = {name: (str(field.type), field.type.values, field.required) for name, field in row.fields.items()}
    assert said == {
        "perpetual": ("bool", None, True),
        "least": ("users", None, False),
        "successor": ("string", ("plus", "apex"), False),
        "size": ("string", ("s", "m"), False),
        "since": ("timestamp", None, False),
        "sku": ("string", None, False),
        "on": ("map(string, bool)", None, False),
    }


def test_a_key_that_a_table_has_is_sure_to_be_there() -> None:
    text = (HEAD + PLUS % "" + APEX % "").replace(", enum: tier}\ncolumns", "}\ncolumns")
    table, problems = table_of(read("t.yaml", text.encode(), "table"), SETS.get, ENTRIES)
    assert problems == []
    assert not table.type.silent
    assert table.type.args[0].values == ("plus", "apex")
    assert table.type.args[0].values == ("plus", "apex")


@pytest.mark.parametrize(
    ("plus", "apex", "required", "silent"),
    [
        ("{asav: true, ftd: false}", "{asav: true, ftd: true}", True, False),
        ("{asav: true, ftd: false}", "{asav: true}", True, True),
    ],
)
def test_cells_by_member_that_every_row_fills_in(plus: str, apex: str, required: bool, silent: bool) -> None:
    text = HEAD + PLUS % f", on: {plus}" + APEX % f", on: {apex}"
    table, problems = table_of(read("t.yaml", text.encode(), "table"), SETS.get, ENTRIES)
    assert problems == []
    field = table.type.args[1].fields["on"]
    assert (field.required, field.type.silent) == (required, silent)


def test_columns_cite_too() -> None:
    text = (HEAD + PLUS % "" + APEX % "").replace("by: platform,", "by: platform, citations: [Q25, Q2],")
    table, problems = table_of(read("t.yaml", text.encode(), "table"), SETS.get, ENTRIES)
    assert table.column_citations == {"on": ["Q25", "Q2"]}
    assert [(_marked(problem), problem.message) for problem in problems] == [
        ("10: Q2", "there is no entry `Q2`; did you mean `Q1`?")
    ]


def _cell(text: str) -> str:
    return HEAD + PLUS % f", {text}" + APEX % ""


COLUMN = "{type: %s, description: {en: d, ja: d}}"
DAY = "is not a day; write it as 2026-12-31"
FAULTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "no number": (_cell("least: many"), [("12: many", "expected users, found `many`")]),
    "a text for a bool": (
        HEAD + PLUS.replace("false", "nein") % "" + APEX % "",
        [("12: nein", "expected bool, found `nein`")],
    ),
    "a bool for a text": (_cell("sku: true"), [("12: true", "expected string, found `true`")]),
    "a list for a text": (_cell("sku: [a]"), [("12: [a]", "expected string, found a list")]),
    "a record for a number": (_cell("least: {a: 1}"), [("12: {a: 1}", "expected users, found a record")]),
    "none of a set": (_cell("successor: apx"), [("12: apx", "`apx` is none of plus, apex; did you mean `apex`?")]),
    "none of the table's own": (_cell("size: xl"), [("12: xl", "`xl` is none of s, m")]),
    "no day": (_cell("since: 2026-02-30"), [("12: 2026-02-30", f"`2026-02-30` {DAY}")]),
    "a day in another form": (_cell("since: '20260228'"), [("12: '20260228'", f"`20260228` {DAY}")]),
    "no such column": (_cell("leest: 1"), [("12: 1", "there is no column `leest`; did you mean `least`?")]),
    "no record by member": (_cell("on: true"), [("12: true", "expected a value for each of asav, ftd, found `true`")]),
    "no such member": (
        _cell("on: {asv: true, ftd: 1}"),
        [("12: asv", "`asv` is no member; did you mean `asav`?"), ("12: 1", "expected bool, found `1`")],
    ),
    "no such entry": (
        HEAD + (PLUS % "").replace("Q1", "Q99") + APEX % "",
        [("12: Q99", "there is no entry `Q99`")],
    ),
    "no row": (
        HEAD + PLUS % "",
        [
            (
                "12: - {tier: plus, perpetual: false, citations: [Q1], confidence: faq}",
                "there is no row for `apex`; every member of `tier` needs one",
            )
        ],
    ),
    "a row twice": (HEAD + PLUS % "" + APEX % "" + PLUS % "", [("14: plus", "`plus` has a row already")]),
    "a row of no member": (
        HEAD + PLUS % "" + APEX % "" + (PLUS % "").replace("plus", "plux"),
        [("14: plux", "`plux` is no member of the key's set; did you mean `plus`?")],
    ),
    "no key": (
        HEAD + PLUS % "" + APEX % "" + (PLUS % "").replace("tier: plus, ", ""),
        [("14: {perpetual: false, citations: [Q1], confidence: faq}", "the row has no `tier`, or it is no text")],
    ),
    "a key that is no text": (
        HEAD + PLUS % "" + APEX % "" + (PLUS % "").replace("tier: plus", "tier: 5"),
        [
            (
                "14: {tier: 5, perpetual: false, citations: [Q1], confidence: faq}",
                "the row has no `tier`, or it is no text",
            )
        ],
    ),
    "no such set for the key": (
        (HEAD + PLUS % "" + APEX % "").replace("enum: tier}\ncolumns", "enum: tiers}\ncolumns"),
        [("2: tiers", "`tiers` is no closed set of the manifest schema")],
    ),
    "no such set for a column": (
        _cell("successor: apx").replace("string, enum: tier", "string, enum: tiers"),
        [("6: tiers", "`tiers` is no closed set of the manifest schema")],
    ),
    "no such set for members": (
        _cell("on: {x: 1}").replace("by: platform", "by: platforms"),
        [
            ("10: platforms", "`platforms` is no closed set of the manifest schema"),
            ("12: 1", "expected bool, found `1`"),
        ],
    ),
    "a unit of a text": (
        _cell("size: s").replace("{type: pattern,", "{type: pattern, unit: users,"),
        [("9: users", "only a number has a unit")],
    ),
    "a closed set of numbers": (
        _cell("size: s").replace("unit: users,", "values: ['1'],"),
        [("5: ['1']", "only a text has a closed set of values")],
    ),
    "a column by the name of the key": (
        _cell("size: s").replace("  size: ", f"  tier: {COLUMN % 'string'}\n  size: "),
        [("7: tier", "`tier` is in every row already; choose another name")],
    ),
    "a column by a name that rows have": (
        _cell("size: s").replace("  size: ", f"  note: {COLUMN % 'string'}\n  size: "),
        [("7: note", "`note` is in every row already; choose another name")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS)
def test_faults(text: str, expected: list[tuple[str, str]]) -> None:
    assert _faults(text) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-31", True),
        ("2024-02-29", True),
        ("2026-02-29", False),
        ("2026-W01-1", False),
        ("20261231", False),
        ("2026-12-31T00:00", False),
        ("", False),
    ],
)
def test_days(text: str, day: bool) -> None:
    assert is_day(text) is day
