"""What is read, and where it stands."""

from __future__ import annotations

import gc
import json
import random
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lictool.document import load, load_yaml
from lictool.location import Path, Where
from lictool.reading.source import Source
from lictool.reading.yaml_events import EVENTS, c_events, pure_events
from lictool.wording_input import SENTENCES, Words, shown, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lictool.document import Document
    from lictool.reading.yaml_events import Events

PARSERS = [
    pytest.param(pure_events, id="python"),
    pytest.param(c_events, id="libyaml", marks=pytest.mark.skipif(EVENTS is pure_events, reason="no libyaml here")),
]


def one(written: str, events: Events = EVENTS) -> Document:
    loaded = load_yaml("m.yaml", Source(written), events)
    assert loaded.faults == ()
    (document,) = loaded.documents
    return document


SCALARS: list[tuple[str, object]] = [
    *((word, True) for word in ("true", "True", "TRUE")),
    *((word, False) for word in ("false", "False", "FALSE")),
    *((word, None) for word in ("null", "Null", "NULL", "~", "")),
    ("0", 0),
    ("-0", 0),
    ("+5", 5),
    ("12", 12),
    ("9223372036854775807", 2**63 - 1),
    ("9223372036854775808", "9223372036854775808"),
    ("-9223372036854775808", -(2**63)),
    ("-9223372036854775809", "-9223372036854775809"),
    ("1" * 5000, "1" * 5000),
    ("9.10", 9.1),
    ("-0.5", -0.5),
    (".5", 0.5),
    ("5.", 5),
    ("5.0", 5),
    ("-0.0", 0),
    ("9223372036854775808.0", "9223372036854775808.0"),
    ("1" * 400 + ".0", "1" * 400 + ".0"),
    *(
        (typed, typed)
        for typed in [
            *("no", "NO", "off", "on", "yes", "y", "n", "nUll", "tRue"),
            *("0123", "00.5", "-01", "1_000", "1e5", "1.5e3", "12e03", "0x1F", "0o17", "0b11"),
            *(
                "12:30:45",
                "2026-09-30",
                "2026-09-30T10:05:00Z",
                "9.16(4)57",
                "1.2.3",
                ".",
                "-",
                "+",
                "-.",
                "..",
                "1,000",
            ),
            *(".nan", ".inf", "-.inf", ".NaN", "١٢", "１２", "1\u0663"),
        ]
        if typed != "-"
    ),
    ("'12'", "12"),
    ('"true"', "true"),
    ("''", ""),
    ('"\\0\\x41\\u3042\\U0001F600"', "\0Aあ😀"),
    ('"\\\\ud800 é"', "\\ud800 é"),
    ("|\n  a\n  b\n", "a\nb\n"),
    (">-\n  a\n  b\n", "a b"),
    ("a\n  b", "a b"),
    ("|\n  12\n", "12\n"),
    ("あ 東京", "あ 東京"),
    ('"a\tb"', "a\tb"),
    ("|\n  a\n  \tb\n", "a\n\tb\n"),
    ("'a?, b:, c'", "a?, b:, c"),
]


@pytest.mark.parametrize("events", PARSERS)
@pytest.mark.parametrize(("typed", "value"), SCALARS, ids=[repr(typed[:30]) for typed, _ in SCALARS])
def test_scalars(typed: str, value: object, events: Events) -> None:
    data = one(f"- {typed}\n", events).data
    assert data == [value]
    assert type(data[0]) is type(value)
    assert type(one(f"k: {typed}\n", events).data["k"]) is type(value)
    assert one(f"k: &a {typed}\nl: *a\n", events).data == {"k": value, "l": value}


WHOLE: list[tuple[str, list[Any]]] = [
    ("", []),
    ("# nothing\n\n", []),
    ("---\n", []),
    ("---\n---\n# a\n", []),
    ("null\n", [None]),
    ("a\n", ["a"]),
    ("a: 1\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
    ("--- a\n...\n---\n- b\n...\n", ["a", ["b"]]),
    ("%YAML 1.2\n---\na: no\n", [{"a": "no"}]),
    ("%YAML 1.1 # old\n---\na: no\n", [{"a": "no"}]),
    ("{}", [{}]),
    ("[]", [[]]),
    ('{"a": [1, {"b": null}], "c": "d"}', [{"a": [1, {"b": None}], "c": "d"}]),
    ('{"a":{"b":[1,2]}}', [{"a": {"b": [1, 2]}}]),
    ("a:\n- 1\n- 2\nb:\n  - {c: [d]}\n", [{"a": [1, 2], "b": [{"c": ["d"]}]}]),
    ("a: &x {k: [1]}\nb: [*x, *x]\n", [{"a": {"k": [1]}, "b": [{"k": [1]}, {"k": [1]}]}]),
    ("a: &x 1\nb: &x 2\nc: *x\n", [{"a": 1, "b": 2, "c": 2}]),
    ("&k a: 1\n'b': *k\n", [{"a": 1, "b": "a"}]),
    ("? a\n: 1\n? b\n", [{"a": 1, "b": None}]),
    ("'1': a\n\"<<\": b\n'': c\n'null': d\n", [{"1": "a", "<<": "b", "": "c", "null": "d"}]),
    ("1a: x\n-: y\n.: z\n", [{"1a": "x", "-": "y", ".": "z"}]),
    ("a: # c\n  b # d\n# e\n", [{"a": "b"}]),
    ("a: b#c\nd: 'e'\t# not a tab between values\n".replace("\t", " "), [{"a": "b#c", "d": "e"}]),
    ("# a comment\twith a tab\na: 1 # and\tone more\n", [{"a": 1}]),
    ("a: b?\nc: is it so?\n", [{"a": "b?", "c": "is it so?"}]),
    ("a: http://x:80/?q=1\n", [{"a": "http://x:80/?q=1"}]),
    ("a: &x # c\td\n  b\n", [{"a": "b"}]),
    ("%YAML 1.2 #c\td\n# e\tf\n---\na\n", ["a"]),
    ("a: |2\n    b\n", [{"a": "  b\n"}]),
    ("a: |+\n  b\n\n", [{"a": "b\n\n"}]),
]


@pytest.mark.parametrize("events", PARSERS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(("written", "values"), WHOLE, ids=[repr(written) for written, _ in WHOLE])
def test_documents(written: str, values: list[Any], end: str, events: Events) -> None:
    loaded = load_yaml("m.yaml", Source(written.replace("\n", end)), events)
    assert loaded.faults == ()
    assert [document.data for document in loaded.documents] == values
    assert loaded.partial == ()


def test_empty_documents_count() -> None:
    loaded = load("m.yaml", b"---\n---\na: 1\n---\n# nothing\n---\nb: 2\n---\n")
    assert [(document.file, document.number) for document in loaded.documents] == [("m.yaml", 2), ("m.yaml", 4)]


def test_aliases_are_copies() -> None:
    data = one("a: &x {k: [1]}\nb: *x\n").data
    data["a"]["k"].append(2)
    assert data["b"] == {"k": [1]}


JSON: list[tuple[str, object]] = [
    (
        '{"a": [1, -2.5, true, false, null, "x\\n\\u3042\\ud83d\\ude00"]}',
        {"a": [1, -2.5, True, False, None, "x\nあ😀"]},
    ),
    ("[1e5, 5.0, -0.0, 1.5e1, 2.5e-1]", [100000, 5, 0, 15, 0.25]),
    ("[9223372036854775807, 9223372036854775808, 1e400]", [2**63 - 1, "9223372036854775808", "1e400"]),
    (f"[{'1' * 5000}]", ["1" * 5000]),
    ('"\u2028 \x7f \ufeff"', "\u2028 \x7f \ufeff"),
    ("null", None),
    ('\ufeff{"a": 1}', {"a": 1}),
    ('{"1": "no", "": {"<<": "0123"}}', {"1": "no", "": {"<<": "0123"}}),
]


@pytest.mark.parametrize("name", ["m.json", "M.JSON", "a.yaml.json"])
@pytest.mark.parametrize(("written", "value"), JSON, ids=[repr(written[:40]) for written, _ in JSON])
def test_json(written: str, value: object, name: str) -> None:
    loaded = load(name, written.encode())
    assert loaded.faults == ()
    (document,) = loaded.documents
    assert document.data == value
    assert json.dumps(document.data) == json.dumps(value)
    assert (document.number, document.file) == (1, name)
    assert document.written([(), ("a",)]) == {}


def test_repeated_json_keys_keep_the_first() -> None:
    loaded = load("m.json", b'{"a": 1, "b": {"c": 1, "c": 2, "c": 3}, "a": {"x": 1}}')
    assert [fault.span.column for fault in loaded.faults] == [24, 32, 41]
    assert loaded.documents == ()
    assert loaded.partial[0].data == {"a": 1, "b": {"c": 1}}


# A place is read off the text itself: the marks ⟦ ⟧ stand around what the path must give.
PLACES: list[tuple[str, Path, bool]] = [
    ("⟦a: 1\nb: [2]⟧ # c\n\n", (), False),
    ("a: ⟦1⟧\n", ("a",), False),
    ("⟦a⟧: 1\n", ("a",), True),
    ("⟦'a b'⟧: 1\n", ("a b",), True),
    ('x: {"y": ⟦"z"⟧}\n', ("x", "y"), False),
    ("x:\n  - a\n  - ⟦b: 1\n    c:\n      - 2⟧   # d\n\n# e\n", ("x", 1), False),
    ("x: ⟦{a: [1,\n  2]}⟧\n", ("x",), False),
    ("x:\n- ⟦[a, b]⟧ \n- c\n", ("x", 0), False),
    ("x: ⟦|\n  a\n\n  b⟧\n\n\ny: 1\n", ("x",), False),
    ("x: ⟦>+\n  a⟧\n\n\n# c\ny: 1\n", ("x",), False),
    ("x: ⟦'a\n\n  b'⟧\n", ("x",), False),
    ("x: ⟦a\n  b⟧\n", ("x",), False),
    ("⟦x⟧:\ny: 1\n", ("x",), False),
    ("⟦x⟧: # empty\n", ("x",), False),
    ("x:\n- a\n⟦-⟧\n- b\n", ("x", 1), False),
    ("a: &x {b: 1}\nc: ⟦*x⟧\n", ("c",), False),
    ("a: &x {b: 1}\nc: ⟦*x⟧\n", ("c", "b"), False),
    ("a: &x {b: 1}\nc: ⟦*x⟧\n", ("c", "b"), True),
    ("a: &x {b: 1}\n⟦c⟧: *x\n", ("c",), True),
    ("a: &x [1]\nb:\n  - ⟦*x⟧\n", ("b", 0, 0), False),
    ("a: ⟦&x b⟧\n", ("a",), False),
    # paths that are not there
    ("⟦a⟧: {b: 1}\n", ("a", "c"), False),
    ("⟦a⟧: {b: 1}\n", ("a", "c", "d"), True),
    ("⟦a⟧: 1\n", ("a", "c"), False),
    ("# c\n\n⟦a: 1⟧ \nb: 2\n", ("z",), True),
    ("a:\n  - ⟦b: 1⟧\n    c: 2\n", ("a", 0, "z"), True),
    ("a:\n  - ⟦{b: 1,⟧\n     c: 2}\n", ("a", 0, "z"), True),
    ("⟦a⟧:\n  - b\n", ("a", 5), False),
    # characters
    ("é😀: ⟦日本語😀⟧\n", ("é😀",), False),
    ("x: {😀😀: a, ⟦é⟧: b}\n", ("x", "é"), True),
    # the first of two
    ("a: {b: 1}\n---\na: {b: ⟦2⟧}\n", ("a", "b"), False),
    ("%YAML 1.2\n---\na: {b: 2}\n---\n\n  a:\n    b: ⟦3⟧\n  c: 1\n", ("a", "b"), False),
]


def unmarked(marked: str) -> tuple[str, tuple[int, int, int, int]]:
    """Take the marks out; give the text and the span between them, counted by hand."""
    before, inside, after = marked.replace("⟧", "⟦").split("⟦")
    first, last = before.split("\n"), (before + inside).split("\n")
    return before + inside + after, (len(first), len(first[-1]) + 1, len(last), len(last[-1]) + 1)


@pytest.mark.parametrize("events", PARSERS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(("marked", "path", "key"), PLACES, ids=[f"{row[0]!r}-{row[1]}" for row in PLACES])
def test_places(marked: str, path: Path, key: bool, end: str, events: Events) -> None:
    written, span = unmarked(marked)
    loaded = load_yaml("m.yaml", Source(written.replace("\n", end)), events)
    document = loaded.documents[-1]
    where = Where(path, key)
    assert document.spans([where]) == {where: span}
    assert document.line(span[0]) == written.split("\n")[span[0] - 1]


def test_places_with_a_byte_order_mark() -> None:
    document = load("m.yaml", "\ufeffa: 1\n".encode()).documents[0]
    assert document.spans([Where(("a",))]) == {Where(("a",)): (1, 4, 1, 5)}
    assert document.line(1) == "a: 1"
    assert document.line(0) == document.line(3) == ""


JSON_PLACES: list[tuple[str, Path, bool]] = [
    ('{"a": ⟦1⟧}', ("a",), False),
    ('{⟦"a"⟧: 1}', ("a",), True),
    ('{"a": {"b": [1, ⟦"x, ]"⟧]}}', ("a", "b", 1), False),
    ('{"a": ⟦{"b":\n [1, "é😀\\""]}⟧ }', ("a",), False),
    ('{"é\\n": {"b\\u0041": ⟦null⟧}}', ("é\n", "bA"), False),
    ('{⟦"a"⟧: [{}]}', ("a", 3), False),
    ('{"a": [⟦{}⟧]}', ("a", 0, "b"), True),
    ('⟦{"a": 1,⟧\n "b": 2}', ("z",), True),
    ("⟦[]⟧", (), False),
]


@pytest.mark.parametrize(("marked", "path", "key"), JSON_PLACES, ids=[row[0] for row in JSON_PLACES])
def test_json_places(marked: str, path: Path, key: bool) -> None:
    written, span = unmarked(marked)
    where = Where(path, key)
    assert load("m.json", written.encode()).documents[0].spans([where]) == {where: span}


@pytest.mark.parametrize("events", PARSERS)
def test_what_was_typed(events: Events) -> None:
    document = one(
        "a: 9.10\nb: '9.10'\nc: {d: [+5, true, TRUE]}\ne: &x {f: 1.50}\ng: [*x]\nh: &y 2.0\ni: *y\nj:\nk: ~\n"
        "l: &z [*x, *y]\nm: *z\nn: &y 3.0\no: *y\n",
        events,
    )
    paths: list[Path] = [
        *(
            ("a",),
            ("b",),
            ("c", "d", 0),
            ("c", "d", 1),
            ("c", "d", 2),
            ("c", "d"),
            ("g", 0, "f"),
            ("i",),
            ("j",),
            ("k",),
        ),
        *(("m", 0, "f"), ("m", 1), ("o",), ("z",), ("c", "d", 9), ("i", "x")),
    ]
    assert document.written(paths) == {
        ("a",): "9.10",
        ("c", "d", 0): "+5",
        ("c", "d", 1): "true",
        ("c", "d", 2): "TRUE",
        ("g", 0, "f"): "1.50",
        ("i",): "2.0",
        ("k",): "~",
        ("m", 0, "f"): "1.50",
        ("m", 1): "2.0",
        ("o",): "3.0",
    }


def test_places_in_a_document_with_faults() -> None:
    (document,) = load("m.yaml", b"a: {b: 1}\na: {b: 2, c: 3}\n? [k]\n: v\n? {m: n}\n: w\nd: [x\n").partial
    assert document.data == {"a": {"b": 1}, "d": ["x"]}
    wanted = [Where(("a", "b")), Where(("a", "c")), Where(("d",), key=True), Where(("d", 0))]
    spans = {(1, 8, 1, 9), (1, 1, 1, 2), (7, 1, 7, 2), (7, 5, 7, 6)}
    assert set(document.spans(wanted).values()) == spans


def test_nothing_read_has_a_place_too() -> None:
    (document,) = load("m.yaml", b"%YAML 1.2\n---\n'a\n").partial
    assert document.data is None
    assert document.spans([Where(("a",))]) == {Where(("a",)): (1, 1, 1, 1)}


def test_the_collector_is_left_as_it_was() -> None:
    large = b"a: [" + b"x, " * 60_000 + b"]"
    states = []
    try:
        for on in (True, False):
            (gc.enable if on else gc.disable)()
            assert len(load("m.yaml", large).documents[0].data["a"]) == 60_000
            assert load("m.yaml", large + b"\n[").documents == ()
            states.append(gc.isenabled())
    finally:
        gc.enable()
    assert states == [True, False]


# ------------------------------------------------------------------------------------------------ for all inputs
PIECES = [
    *("a", "key", "é", "😀", "0", "1.5", "~", "null", "<<", "x" * 1020, "_", "$", "`", "@"),
    *(
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n\n    ",
        "\r\n",
        "\r",
        "\t",
        ": ",
        ":",
        "- ",
        "-",
        "? ",
        "?",
        ", ",
        ",",
        "[",
        "]",
        "{",
        "}",
    ),
    *("#", " # c", "&x ", "*x", "*x ", "!", "!t ", "!!str ", "|", "|\n", "|2\n", ">-\n", ">+\n", "'", '"', "''", '""'),
    *("\\n", "\\", "\\x41", "\\ud800", "\\U00110000", "%", "%YAML 1.2\n", "%YAML 1.3\n", "%TAG ! x\n", "%F\n"),
    *(
        "---",
        "---\n",
        "--- ",
        "\n---\n",
        "...\n",
        "\n...\n",
        "\n- ",
        "\na: ",
        "a: 1\n",
        "- b\n",
        "http://x",
        "\0",
        "\ufeff",
    ),
]


def verdict(written: str, events: Events) -> tuple[list[object], bool]:
    loaded = load_yaml("m.yaml", Source(written), events)
    for fault in loaded.faults:
        assert text(fault, "en")
        assert text(fault, "ja")
    return [(document.number, document.data) for document in loaded.documents], bool(loaded.faults)


def same(written: str) -> None:
    (one_way, refused), (other_way, also_refused) = verdict(written, pure_events), verdict(written, EVENTS)
    assert refused == also_refused
    assert refused or one_way == other_way


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_both_parsers_agree(written: str) -> None:
    same(written)


def test_both_parsers_agree_at_random() -> None:
    chance = random.Random(20260930)  # noqa: S311 - no secret
    for _ in range(3000):
        written = "".join(chance.choices(PIECES, k=chance.randint(1, 9)))
        same(f'"{written}"' if chance.random() < 0.2 else written)


def walk(data: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    """Give every value with its path."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [(path, data), *(pair for step, value in inner for pair in walk(value, (*path, step)))]


def check_anything(name: str, content: bytes) -> None:
    loaded = load(name, content)
    size = 0
    for document in (*loaded.documents, *loaded.partial):
        values = walk(document.data)
        size += len(values)
        json.dumps(document.data, ensure_ascii=False, allow_nan=False).encode()
        wanted = [Where(path, key) for path, _ in values for key in (True, False)]
        spans = document.spans([*wanted, Where(("no", 1, "such", "path"))])
        assert len(spans) == len(set(wanted)) + 1
        lines = content.count(b"\n") + content.count(b"\r") + 1
        for span in spans.values():
            assert 1 <= span.line <= span.end_line <= lines
            assert (span.line, span.column) <= (span.end_line, span.end_column)
            assert span.end_column <= len(document.line(span.end_line)) + 2
        typed = document.written([path for path, _ in values])
        assert all(isinstance(piece, str) and piece for piece in typed.values())
    assert size <= len(content) + 1 + 100_000
    for fault in loaded.faults:
        assert text(fault, "en")
        assert text(fault, "ja")
        assert loaded.source.line(fault.span.line) is not None


SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.sampled_from(["m.yaml", "m.json"])


@SETTINGS
@given(NAMES, st.binary(max_size=200))
def test_no_bytes_break_the_reader(name: str, content: bytes) -> None:
    check_anything(name, content)


@SETTINGS
@given(NAMES, st.lists(st.sampled_from(PIECES), max_size=15).map("".join))
def test_no_text_breaks_the_reader(name: str, written: str) -> None:
    check_anything(name, written.encode())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@SETTINGS
@given(VALUES)
def test_json_reads_back(value: object) -> None:
    content = json.dumps(value).encode()
    assert load("m.json", content).documents[0].data == value
    check_anything("m.json", content)


@SETTINGS
@given(NAMES, VALUES, st.data())
def test_broken_json_does_not_break_the_reader(name: str, value: object, data: st.DataObject) -> None:
    content = json.dumps(value, indent=data.draw(st.sampled_from([None, 1]))).encode()
    at = data.draw(st.integers(0, len(content)))
    check_anything(name, content[:at] + data.draw(st.binary(max_size=2)) + content[at + 1 :])


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "brackets": ("m.yaml", lambda: b"[" * 100_000),
    "braces": ("m.yaml", lambda: b"{a: " * 100_000),
    "dashes": ("m.yaml", lambda: b"- " * 100_000),
    "question marks": ("m.yaml", lambda: b"? " * 20_000),
    "json brackets": ("m.json", lambda: b"[" * 100_000),
    "json objects": ("m.json", lambda: b'{"a":' * 100_000),
    "a text of 20 MB": ("m.yaml", lambda: b"a: " + b"x" * 20_000_000),
    "a quoted text of 10 MB": ("m.yaml", lambda: b'a: "' + b"\\n" * 5_000_000 + b'"'),
    "a json text of 10 MB": ("m.json", lambda: b'["' + b"\\n" * 5_000_000 + b'"]'),
    "equal keys": ("m.yaml", lambda: b"a: 1\n" * 100_000),
    "equal json keys": ("m.json", lambda: b"{" + b'"a": 1,' * 100_000 + b'"a": 1}'),
    "merge keys": ("m.yaml", lambda: b"a: &a {b: 1}\n" + b"".join(b"k%d: {<<: [*a, *a]}\n" % n for n in range(9_000))),
    "anchors": ("m.yaml", lambda: b"".join(b"k%d: &a%d [x]\n" % (n, n) for n in range(20_000))),
    "tabs": ("m.yaml", lambda: b"a: b" + b"\t" * 200_000),
    "documents": ("m.yaml", lambda: b"---\na: 1\n" * 20_000),
    "quotes": ("m.yaml", lambda: b"'" * 100_001),
    "json quotes": ("m.json", lambda: b'"' * 100_001),
    "comments": ("m.yaml", lambda: b"# x\n" * 200_000),
}


@pytest.mark.skipif(EVENTS is pure_events, reason="the bounds are those of libyaml")
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_input_takes_no_time(case: str) -> None:
    name, make = HOSTILE[case]
    content = make()
    start = time.process_time()
    load(name, content)
    assert time.process_time() - start < 15  # they take less than one second, and hours where a bound is missing


def test_places_in_many_documents_do_not_start_over() -> None:
    documents = load("m.yaml", b"---\na: 1\n" * 2_000).documents
    start = time.process_time()
    lines = [document.spans([Where(("a",))])[Where(("a",))].line for document in documents]
    assert lines == list(range(2, 4_001, 2))
    assert time.process_time() - start < 15


# ------------------------------------------------------------------------------------------------ sentences
def test_every_sentence_has_both_languages_and_the_same_arguments() -> None:
    import string

    for key, templates in SENTENCES.items():
        assert set(templates) == {"en", "ja"}, key
        names = [
            {name for _, name, _, _ in string.Formatter().parse(template) if name} for template in templates.values()
        ]
        assert names[0] == names[1], key
        assert not templates["en"].endswith("."), key
        assert not templates["ja"].endswith("。"), key


SHOWN = [
    ("plain", "plain"),
    ("a\nb\tc\0", "a\\nb\\tc\\x00"),
    ("\u202e\u2028", "\\u202e\\u2028"),
    ("日本 \u3000", "日本 \u3000"),
    ("\ud800", "\\ud800"),
    ("x" * 60, "x" * 60),
    ("x" * 61, "x" * 59 + "…"),
]


@pytest.mark.parametrize(("value", "expected"), SHOWN)
def test_users_text_is_made_visible(value: str, expected: str) -> None:
    assert shown(value) == expected
    assert text(Words("option", {"value": value}), "en") == f"`{expected}`"


def test_users_text_is_no_template() -> None:
    assert text(Words("option", {"value": "{key} {0.__class__}"}), "ja") == "`{key} {0.__class__}`"
