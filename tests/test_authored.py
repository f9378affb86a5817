"""Files of policy authors: their faults at file, line and column, down to a part of an expression."""

from __future__ import annotations

import pytest

from lictool.authored import Authored, read
from lictool.document import load
from lictool.errors import PolicyError
from lictool.location import Span

ENTRY = "title: {en: Start, ja: 開始}\nanswer: {en: Yes, ja: はい}\nstatus: enforced\n"


def test_a_sound_file() -> None:
    authored = read("knowledge/Q1.yaml", ENTRY.encode(), "knowledge")
    assert authored.name == "Q1"
    assert authored.data["title"] == {"en": "Start", "ja": "開始"}


@pytest.mark.parametrize(
    ("file", "name"),
    [("a/b/Q1.yaml", "Q1"), ("Q1.yml", "Q1"), ("a.b/c.d.yaml", "c.d"), ("Q1", "Q1")],
)
def test_the_file_name_is_the_name(file: str, name: str) -> None:
    assert read(file, ENTRY.encode(), "knowledge").name == name


FAULTS: dict[str, tuple[str, list[tuple[str, Span, str]]]] = {
    "no document": ("", [("expected one document, found 0", Span(1, 1, 1, 1), "")]),
    "two documents": (ENTRY + "---\n" + ENTRY, [("expected one document, found 2", Span(1, 1, 1, 1), "")]),
    "all faults of a file at once": (
        "title: {en: Start, ja: 開始}\nanswer: Yes\nstatus: enforcd\n",
        [
            ("expected a mapping of keys, got text `Yes`", Span(2, 9, 2, 12), "answer: Yes"),
            (
                "expected one of `enforced`, `partly`, `informational`, got `enforcd`; did you mean `enforced`?",
                Span(3, 9, 3, 16),
                "status: enforcd",
            ),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS)
def test_faults(text: str, expected: list[tuple[str, Span, str]]) -> None:
    with pytest.raises(PolicyError) as raised:
        read("Q1.yaml", text.encode(), "knowledge")
    assert [(p.message, p.span, p.source or "") for p in raised.value.problems] == expected
    assert {p.file for p in raised.value.problems} == {"Q1.yaml"}


def test_what_does_not_load_is_said_as_the_loader_says_it() -> None:
    with pytest.raises(PolicyError) as raised:
        read("Q1.yaml", b"title: {en: Start\n\tja: x}\n", "knowledge")
    assert [(p.file, p.span) for p in raised.value.problems] == [("Q1.yaml", Span(2, 1, 2, 2))]


def _authored(text: str) -> Authored:
    loaded = load("rule.yaml", text.encode())
    assert loaded.faults == ()
    return Authored(loaded.documents[0])


def test_a_problem_stands_at_its_value_or_key() -> None:
    authored = _authored("title: {en: a}\nassert: true\n")
    assert authored.problem(("assert",), "m") == ("m", "rule.yaml", Span(2, 9, 2, 13), "assert: true")
    assert authored.problem(("assert",), "m", key=True).span == Span(2, 1, 2, 7)
    assert authored.problem((), "m").span == Span(1, 1, 2, 13)


# The text of a file, what is meant in its value `assert`, and where that stands; the value itself where all is meant.
PARTS: dict[str, tuple[str, str, Span]] = {
    "plain": ("assert: a.b == c.d", "c.d", Span(1, 16, 1, 19)),
    "plain on two lines": ("assert: a.b ==\n  c.d", "c.d", Span(2, 3, 2, 6)),
    "over two lines": ("assert: a.b ==\n  c.d", "b == c", Span(1, 11, 2, 4)),
    "literal block": ("assert: |\n  a.b ==\n\n  c.d\n", "c.d", Span(4, 3, 4, 6)),
    "literal block at its start": ("assert: |-\n  a.b == c.d\n", "a.b", Span(2, 3, 2, 6)),
    "folded block": ("assert: >-\n  a.b ==\n  c.d == e\n", "e", Span(3, 10, 3, 11)),
    "single quotes": ("assert: 'a == ''x'' && b'", "b", Span(1, 24, 1, 25)),
    "double quotes": ("assert: \"a == 'x' && b\"", "b", Span(1, 22, 1, 23)),
    "double quotes with escapes": ('assert: "a == \\"x\\" && b"', "b", Span(1, 24, 1, 25)),
    "what repeats": ("assert: aa && aa", "&& aa", Span(1, 12, 1, 17)),
    "wide characters": ("assert: x == '日本' && y", "y", Span(1, 22, 1, 23)),
    "in a flow mapping": ("{assert: 'a && b', at: b}", "b", Span(1, 16, 1, 17)),
}


@pytest.mark.parametrize(("text", "part", "span"), PARTS.values(), ids=PARTS)
def test_a_part_of_an_expression(text: str, part: str, span: Span) -> None:
    authored = _authored(text)
    start = authored.data["assert"].rindex(part)
    assert authored.problem(("assert",), "m", (start, start + len(part))).span == span


def test_the_end_of_an_expression_is_shown_at_its_last_character() -> None:
    authored = _authored("assert: a ==\n")
    assert authored.problem(("assert",), "m", (4, 4)).span == Span(1, 12, 1, 13)


def test_what_cannot_be_found_is_shown_as_a_whole() -> None:
    authored = _authored('assert: "\\x61 == \\x62"\n')
    assert authored.data["assert"] == "a == b"
    assert authored.problem(("assert",), "m", (0, 1)).span == Span(1, 9, 1, 23)
