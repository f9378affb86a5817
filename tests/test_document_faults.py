"""What is refused, where, and in which words: the same whichever parser reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from lictool.document import load, load_yaml
from lictool.reading.source import MAX_BYTES, Source
from lictool.reading.yaml_advice import advise
from lictool.reading.yaml_events import EVENTS, c_events, pure_events
from lictool.wording_input import text
from lictool.wording_reading import READING

if TYPE_CHECKING:
    from lictool.document import Loaded
    from lictool.reading.yaml_events import Events

PARSERS = [
    pytest.param(pure_events, id="python"),
    pytest.param(c_events, id="libyaml", marks=pytest.mark.skipif(EVENTS is pure_events, reason="no libyaml here")),
]


def told(loaded: Loaded, language: str = "en") -> list[tuple[str, str]]:
    return [("{}:{}-{}:{}".format(*fault.span), text(fault, language)) for fault in loaded.faults]


FAULTS = [
    ("%YAML 1.2\n\t\n---\na\n", [("2:1-2:2", "tab outside of quotes; indent and separate with blanks")]),
    ("a: &x # c\n\tb\n", [("2:1-2:2", "tab outside of quotes; indent and separate with blanks")]),
    (
        "a: ![b]\n",
        [("1:4-1:8", "tag `![b]` is not supported; remove it, and put a value that should be text in quotes")],
    ),
    ("[a:?b]\n", [("1:3-1:4", "`:` needs a blank behind it; put a text that holds a colon in quotes")]),
    ("{a: ?b}\n", [("1:5-1:6", "`?` inside of brackets or braces; put the text in quotes")]),
    ("[a, ?]\n", [("1:6-1:7", "the key is empty; write one before the `:`")]),
    ("a: b\n: c\n", [("2:1-2:2", "the key is empty; write one before the `:`")]),
    ("a: 1\nb: 2\na: 3\n", [("3:1-3:2", "key `a` stands in line 1 already; keep one of the two")]),
    ("a: {b: 1, b: 2}\n", [("1:11-1:12", "key `b` stands in line 1 already; keep one of the two")]),
    (
        "- x: 1\n  y: 2\n  x: 3\n  x: 4\n",
        [
            ("3:3-3:4", "key `x` stands in line 1 already; keep one of the two"),
            ("4:3-4:4", "key `x` stands in line 1 already; keep one of the two"),
        ],
    ),
    ("a: !x 1\n", [("1:4-1:6", "tag `!x` is not supported; remove it, and put a value that should be text in quotes")]),
    (
        "a: !!str 1\n",
        [("1:4-1:9", "tag `!!str` is not supported; remove it, and put a value that should be text in quotes")],
    ),
    ("! a: 1\n", [("1:1-1:2", "tag `!` is not supported; remove it, and put a value that should be text in quotes")]),
    (
        "a: !<tag:x> [1]\n",
        [("1:4-1:12", "tag `!<tag:x>` is not supported; remove it, and put a value that should be text in quotes")],
    ),
    (
        "a: !u!x b\n",
        [("1:4-1:8", "tag `!u!x` is not supported; remove it, and put a value that should be text in quotes")],
    ),
    ("<<: 1\n", [("1:1-1:3", "merge key `<<` is not supported; write the keys out")]),
    ("a: &b {c: 1}\nd: {<<: *b}\n", [("2:5-2:7", "merge key `<<` is not supported; write the keys out")]),
    ("1: a\n", [("1:1-1:2", "key `1` does not read as text; put it in quotes")]),
    ("true: a\n", [("1:1-1:5", "key `true` does not read as text; put it in quotes")]),
    ("~: a\n", [("1:1-1:2", "key `~` does not read as text; put it in quotes")]),
    ("-1.5: a\n", [("1:1-1:5", "key `-1.5` does not read as text; put it in quotes")]),
    (
        ": a\n",
        [("1:1-1:2", "the key is empty; write one before the `:`")],
    ),
    ("&x k: 1\n*x : 2\n", [("2:1-2:3", "alias `*x` stands as a key; write the key out")]),
    ("? [a]\n: b\n", [("1:3-1:4", "a list or a mapping stands as a key; a key is a text")]),
    ("{a: 1}: b\n", [("1:1-1:2", "a list or a mapping stands as a key; a key is a text")]),
    ("a: *x\n", [("1:4-1:6", "alias `*x` has no anchor `&x` before it; a text that starts with `*` needs quotes")]),
    ("a: &x [*x]\n", [("1:8-1:10", "alias `*x` stands inside the very value it repeats; write the value out")]),
    ("a: &x {b: *x}\n", [("1:11-1:13", "alias `*x` stands inside the very value it repeats; write the value out")]),
    ("a:\n\tb: 1\n", [("2:1-2:2", "tab outside of quotes; indent and separate with blanks")]),
    ("a:\tb\n", [("1:3-1:4", "tab outside of quotes; indent and separate with blanks")]),
    ("a: b\t\n", [("1:5-1:6", "tab outside of quotes; indent and separate with blanks")]),
    ("a: b\tc\n", [("1:5-1:6", "tab outside of quotes; indent and separate with blanks")]),
    ("- |\t\n  x\n", [("1:4-1:5", "tab outside of quotes; indent and separate with blanks")]),
    ("a: |\n  \tx\n", [("2:3-2:4", "tab outside of quotes; indent and separate with blanks")]),
    ("a: &x\tb\n", [("1:6-1:7", "tab outside of quotes; indent and separate with blanks")]),
    ("[a,\tb]\n", [("1:4-1:5", "tab outside of quotes; indent and separate with blanks")]),
    ("a: 1 \t# c\n", [("1:6-1:7", "tab outside of quotes; indent and separate with blanks")]),
    ("a: >-\n\n  \tx\n", [("3:3-3:4", "tab outside of quotes; indent and separate with blanks")]),
    ("a: b: c\n", [("1:5-1:6", "a second `: ` in one line; put the text that holds it in quotes")]),
    ("note: see: this\n", [("1:10-1:11", "a second `: ` in one line; put the text that holds it in quotes")]),
    (
        "a: 1\n  b: 2\n",
        [("2:3-2:4", "this line is indented further than the one above allows; align it with the keys it belongs to")],
    ),
    ("a b\nc: d\n", [("1:1-1:4", "`:` is missing after the key; write `key: value`, with a blank behind the colon")]),
    ("a: 1\nb\n", [("2:1-2:2", "`:` is missing after the key; write `key: value`, with a blank behind the colon")]),
    ("- a\nb\n", [("2:1-2:2", "`:` is missing after the key; write `key: value`, with a blank behind the colon")]),
    ("a: - b\n", [("1:4-1:5", "a list with `-` cannot start here; start it in a line of its own")]),
    ("a: ? b\n", [("1:4-1:5", "`?` cannot start a key here; put a text that starts with `?` in quotes")]),
    ("a: @b\n", [("1:4-1:5", "a text cannot start with `@`; put it in quotes")]),
    ("a: `b`\n", [("1:4-1:5", "a text cannot start with ```; put it in quotes")]),
    ("a: %b\n", [("1:4-1:5", "a text cannot start with `%`; put it in quotes")]),
    (
        "a: *\n",
        [("1:4-1:5", "`*` starts an alias or an anchor and needs a name; put a text that starts with it in quotes")],
    ),
    (
        "a: &\n",
        [("1:4-1:5", "`&` starts an alias or an anchor and needs a name; put a text that starts with it in quotes")],
    ),
    (
        "a: * b\n",
        [("1:4-1:5", "`*` starts an alias or an anchor and needs a name; put a text that starts with it in quotes")],
    ),
    (
        "files: *.log\n",
        [("1:8-1:9", "`*` starts an alias or an anchor and needs a name; put a text that starts with it in quotes")],
    ),
    ("a: 'b\n", [("1:4-1:5", "`'` opens a text that never ends; close it")]),
    ('a: "b\nc: d\n', [("1:4-1:5", '`"` opens a text that never ends; close it')]),
    ("'a\n---\nb'\n", [("1:1-1:2", "`'` opens a text that never ends; close it")]),
    (
        'a: "\\q"\n',
        [("1:5-1:6", "`\\q` is no valid escape; write a backslash as `\\\\`, or a YAML text in single quotes")],
    ),
    (
        'a: "C:\\temp\\users"\n',
        [("1:12-1:13", "`\\u` is no valid escape; write a backslash as `\\\\`, or a YAML text in single quotes")],
    ),
    (
        'a: "\\ud800"\n',
        [("1:5-1:6", "`\\u` is no valid escape; write a backslash as `\\\\`, or a YAML text in single quotes")],
    ),
    (
        'a: "\\ud83d\\ude00"\n',
        [("1:5-1:6", "`\\u` is no valid escape; write a backslash as `\\\\`, or a YAML text in single quotes")],
    ),
    (
        'a: "\\U00110000"\n',
        [("1:5-1:6", "`\\U` is no valid escape; write a backslash as `\\\\`, or a YAML text in single quotes")],
    ),
    (
        'a: "\\xZZ"\n',
        [("1:5-1:6", "`\\x` is no valid escape; write a backslash as `\\\\`, or a YAML text in single quotes")],
    ),
    (
        "a: |x\n",
        [("1:5-1:6", "only an indentation digit, `+` or `-` may follow `|` or `>`; start the text in the next line")],
    ),
    (
        "a: |#x\n",
        [("1:5-1:6", "only an indentation digit, `+` or `-` may follow `|` or `>`; start the text in the next line")],
    ),
    (
        "a: |0\n  b\n",
        [("1:5-1:6", "only an indentation digit, `+` or `-` may follow `|` or `>`; start the text in the next line")],
    ),
    ("a: [b\n", [("1:4-1:5", "`[` is never closed")]),
    (
        "a: [b, c\nd: e\n",
        [("2:2-2:3", "expected a comma or the end of the `[` of line 1; put a text with special characters in quotes")],
    ),
    ("{a: b\n", [("1:1-1:2", "`{` is never closed")]),
    (
        "{a: b\nc: d}\n",
        [("2:2-2:3", "expected a comma or the end of the `{` of line 1; put a text with special characters in quotes")],
    ),
    (
        "[a b: c: d]\n",
        [("1:8-1:9", "expected a comma or the end of the `[` of line 1; put a text with special characters in quotes")],
    ),
    ("{a:}\n", [("1:3-1:4", "`:` needs a blank behind it; put a text that holds a colon in quotes")]),
    ("[a:]\n", [("1:3-1:4", "`:` needs a blank behind it; put a text that holds a colon in quotes")]),
    ("[a?]\n", [("1:3-1:4", "`?` inside of brackets or braces; put the text in quotes")]),
    ("{? a: b}\n", [("1:2-1:3", "`?` inside of brackets or braces; put the text in quotes")]),
    ("[http://x/?y]\n", [("1:11-1:12", "`?` inside of brackets or braces; put the text in quotes")]),
    ("a: ]\n", [("1:4-1:5", "expected a value here; put a text that starts with a special character in quotes")]),
    ("[,]\n", [("1:2-1:3", "expected a value here; put a text that starts with a special character in quotes")]),
    ("[a: b, ,]\n", [("1:8-1:9", "expected a value here; put a text that starts with a special character in quotes")]),
    ("a: 'b' c\n", [("1:8-1:9", "text behind a value that has ended; put the whole in quotes, or start a new line")]),
    ("a: [b] c\n", [("1:8-1:9", "text behind a value that has ended; put the whole in quotes, or start a new line")]),
    (
        "a:\n  b: 1\n c: 2\n",
        [("3:2-3:3", "this line does not line up with any line above; indent it like the keys or items it belongs to")],
    ),
    (
        "- - a\n - b\n",
        [("2:2-2:3", "this line does not line up with any line above; indent it like the keys or items it belongs to")],
    ),
    (
        "  a: 1\nb: 2\n",
        [("2:1-2:2", "the document ended above; indent this like the rest, or start a new document with `---`")],
    ),
    (
        "a\n...\nb: c\nd\n",
        [("3:1-3:2", "the document ended above; indent this like the rest, or start a new document with `---`")],
    ),
    (
        "%TAG ! x\n---\na: 1\n",
        [("1:1-1:9", "directive `%TAG ! x` is not supported; one `%YAML 1.2` or `%YAML 1.1` may stand before `---`")],
    ),
    (
        "%YAML 1.3\n---\na: 1\n",
        [("1:1-1:10", "directive `%YAML 1.3` is not supported; one `%YAML 1.2` or `%YAML 1.1` may stand before `---`")],
    ),
    (
        "%FOO\n---\na: 1\n",
        [("1:1-1:5", "directive `%FOO` is not supported; one `%YAML 1.2` or `%YAML 1.1` may stand before `---`")],
    ),
    (
        "%YAML 1.1\n%YAML 1.1\n---\na: 1\n",
        [("2:1-2:10", "directive `%YAML 1.1` is not supported; one `%YAML 1.2` or `%YAML 1.1` may stand before `---`")],
    ),
    (
        "%a: b\n",
        [("1:1-1:6", "directive `%a: b` is not supported; one `%YAML 1.2` or `%YAML 1.1` may stand before `---`")],
    ),
    (
        "%YAML 1.2\na: 1\n",
        [("1:1-1:10", "directive `%YAML 1.2` is not supported; one `%YAML 1.2` or `%YAML 1.1` may stand before `---`")],
    ),
    (
        "a: b\x07\n",
        [("1:5-1:6", "character `U+0007` is not allowed; remove it, or write it as an escape in double quotes")],
    ),
    (
        "a: \x7f\n",
        [("1:4-1:5", "character `U+007F` is not allowed; remove it, or write it as an escape in double quotes")],
    ),
    ("a: b\ufeff\n", [("1:5-1:6", "byte order mark `U+FEFF` inside the text; remove it")]),
    (
        "a: b\u2028c\n",
        [("1:5-1:6", "`U+2028` ends a line for some readers only; write it as an escape in double quotes")],
    ),
    ("a: b\x85\n", [("1:5-1:6", "`U+0085` ends a line for some readers only; write it as an escape in double quotes")]),
    (
        "a: \ufffe\n",
        [("1:4-1:5", "character `U+FFFE` is not allowed; remove it, or write it as an escape in double quotes")],
    ),
    (
        "a: [\n- b\n]\n-\n",
        [("2:1-2:2", "expected a value here; put a text that starts with a special character in quotes")],
    ),
    (
        "key: [a, b]]\n",
        [("1:12-1:13", "text behind a value that has ended; put the whole in quotes, or start a new line")],
    ),
    (
        "? a\n? b\n: c\nd\n",
        [("4:1-4:2", "`:` is missing after the key; write `key: value`, with a blank behind the colon")],
    ),
]


@pytest.mark.parametrize("events", PARSERS)
@pytest.mark.parametrize(("written", "expected"), FAULTS, ids=[repr(written) for written, _ in FAULTS])
def test_refused_in_yaml(written: str, expected: list[tuple[str, str]], events: Events) -> None:
    loaded = load_yaml("m.yaml", Source(written), events)
    assert told(loaded) == expected
    assert loaded.documents == ()


DEEP = "more than 100 levels of lists and mappings inside each other"


@pytest.mark.parametrize("events", PARSERS)
@pytest.mark.parametrize(
    ("written", "place"),
    [("[" * 101, "1:101-1:102"), ("- " * 101 + "a\n", "1:201-1:202"), ("{a: " * 101, "1:401-1:402")],
)
def test_too_deep(written: str, place: str, events: Events) -> None:
    assert told(load_yaml("m.yaml", Source(written), events)) == [(place, DEEP)]


@pytest.mark.parametrize("events", PARSERS)
def test_hundred_levels_are_read(events: Events) -> None:
    loaded = load_yaml("m.yaml", Source("[" * 100 + "a" + "]" * 100), events)
    data = loaded.documents[0].data
    for _ in range(100):
        (data,) = data
    assert data == "a"


@pytest.mark.parametrize("events", PARSERS)
def test_an_alias_counts_for_the_depth(events: Events) -> None:
    written = "a: &a " + "[" * 60 + "x" + "]" * 60 + "\nb: " + "[" * 60 + "*a" + "]" * 60
    assert told(load_yaml("m.yaml", Source(written), events)) == [("2:64-2:66", DEEP)]


BOMB = "aliases add more than 100,000 values; write the values out"
LAUGHS = "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("events", PARSERS)
@pytest.mark.parametrize(
    ("written", "place"),
    [
        (f"a: &a [{', '.join('x' * 9)}]\n{LAUGHS}", "6:8-6:10"),
        (f"a: &a {'y' * 20_000}\nb: [{'*a,' * 20_000}]\n", "2:962-2:964"),
        (f"a: &a {{k: v}}\nb:\n{'- *a' + chr(10)}" * 1 + "- *a\n" * 60_000, "50003:3-50003:5"),
    ],
)
def test_alias_bombs(written: str, place: str, events: Events) -> None:
    assert told(load_yaml("m.yaml", Source(written), events)) == [(place, BOMB)]


@pytest.mark.parametrize("events", PARSERS)
def test_faults_of_all_documents_come_together(events: Events) -> None:
    written = "a: 1\na: 2\n---\nmetadata: {name: emea}\n---\nmetadata: {name: apac}\nx: !t 1\n---\nname: us\ny: [\n"
    loaded = load_yaml("m.yaml", Source(written), events)
    assert [place for place, _ in told(loaded)] == ["2:1-2:2", "7:4-7:6", "10:4-10:5"]
    assert [(document.number, document.data) for document in loaded.documents] == [(2, {"metadata": {"name": "emea"}})]
    assert [(document.number, document.data) for document in loaded.partial] == [
        (1, {"a": 1}),
        (3, {"metadata": {"name": "apac"}, "x": "1"}),
        (4, {"name": "us", "y": []}),
    ]


@pytest.mark.parametrize("events", PARSERS)
@pytest.mark.parametrize("written", ["a: 1\n" * 500, "? [a]\n" * 500, "x: [" + "*a, " * 500 + "]"])
def test_a_hundred_faults_are_enough(written: str, events: Events) -> None:
    assert len(told(load_yaml("m.yaml", Source(written), events))) == 100


@pytest.mark.parametrize("events", PARSERS)
def test_what_only_another_reader_refuses_is_refused_and_its_documents_not_used(events: Events) -> None:
    loaded = load_yaml("m.yaml", Source("metadata: {name: emea?}\n"), events)
    assert told(loaded) == [("1:22-1:23", "`?` inside of brackets or braces; put the text in quotes")]
    assert loaded.documents == ()


def test_an_unknown_complaint_of_a_parser() -> None:
    source = Source("a: 1\nb: 2\n")
    fault = advise(source, yaml.YAMLError("of a new kind"), None)
    assert text(fault, "en") == "this is not YAML; look for a missing quote, bracket or blank before this place"


BYTES = [
    (b"a: \xe9\n", "1:4-1:5", "byte `0xe9` is not UTF-8; save the file as UTF-8"),
    ("é: 😀".encode() + b"\xff", "1:5-1:6", "byte `0xff` is not UTF-8; save the file as UTF-8"),
    (b"a: \xed\xa0\x80", "1:4-1:5", "byte `0xed` is not UTF-8; save the file as UTF-8"),
    ("a: 1".encode("utf-16"), "1:1-1:2", "the file is UTF-16; save it as UTF-8"),
    ("a: 1".encode("utf-16-le"), "1:1-1:2", "the file is UTF-16-LE; save it as UTF-8"),
    ("a: 1".encode("utf-16-be"), "1:1-1:2", "the file is UTF-16-BE; save it as UTF-8"),
    ("a: 1".encode("utf-32"), "1:1-1:2", "the file is UTF-32; save it as UTF-8"),
    ("a: 1".encode("utf-32-le"), "1:1-1:2", "the file is UTF-32-LE; save it as UTF-8"),
    ("a: 1".encode("utf-32-be"), "1:1-1:2", "the file is UTF-32-BE; save it as UTF-8"),
    (b"a: b\0", "1:5-1:6", "character `U+0000` is not allowed; remove it, or write it as an escape in double quotes"),
    (b"a" * (MAX_BYTES + 1), "1:1-1:2", "the file is larger than 64 MiB; split it into several files"),
]


@pytest.mark.parametrize("name", ["m.yaml", "m.json"])
@pytest.mark.parametrize(("content", "place", "message"), BYTES[:-2], ids=[repr(row[0]) for row in BYTES[:-2]])
def test_refused_bytes(content: bytes, place: str, message: str, name: str) -> None:
    assert told(load(name, content)) == [(place, message)]


@pytest.mark.parametrize(("content", "place", "message"), BYTES[-2:], ids=["a zero", "too large"])
def test_refused_yaml_bytes(content: bytes, place: str, message: str) -> None:
    assert told(load("m.yaml", content)) == [(place, message)]


def test_undecodable_files_still_have_lines() -> None:
    loaded = load("m.yaml", b"a: 1\nb: \xe9\n")
    assert loaded.source.line(2) == "b: \ufffd"


NEVER = 'this text is never closed; JSON texts end in the same line with `"`'
JSON = [
    ("", "1:1-1:2", "the file is empty; JSON needs a value"),
    (" \n", "1:1-1:2", "the file is empty; JSON needs a value"),
    ('{"a": 1,}', "1:8-1:9", "JSON allows no comma before a closing bracket or brace; remove it"),
    ("[1,\n]", "1:3-1:4", "JSON allows no comma before a closing bracket or brace; remove it"),
    ('{"a" 1}', "1:6-1:7", "expected `:` after the key, got `1`"),
    ('{"a": 1 "b": 2}', "1:9-1:10", 'expected a comma or a closing bracket, got `"`; a number has no leading zeros'),
    ("[01]", "1:3-1:4", "expected a comma or a closing bracket, got `1`; a number has no leading zeros"),
    ("{a: 1}", "1:2-1:3", "expected a key in double quotes, got `a`"),
    ("{'a': 1}", "1:2-1:3", "JSON wants double quotes"),
    ("['a']", "1:2-1:3", "JSON wants double quotes"),
    ("[yes]", "1:2-1:3", "expected a value, got `y`; put texts in double quotes"),
    ("[1", "1:2-1:3", "the JSON text ends too early; a value, a bracket or a brace is missing"),
    ('{"a":\n', "1:5-1:6", "the JSON text ends too early; a value, a bracket or a brace is missing"),
    ('["ab', "1:2-1:3", NEVER),
    ('["a\tb"]', "1:4-1:5", "control character in a JSON text; write it as an escape such as `\\n` or `\\t`"),
    ('["\\q"]', "1:3-1:4", "`\\q` is no valid escape; write a backslash as `\\\\`, or a YAML text in single quotes"),
    (
        '["x", "\\ud800"]',
        "1:8-1:9",
        "`\\u` is no valid escape; write a backslash as `\\\\`, or a YAML text in single quotes",
    ),
    ("[1] x", "1:5-1:6", "text behind the end of the JSON value; a file holds one"),
    ("[1, // one\n2]", "1:5-1:6", "JSON has no comments; remove it, or name the file `.yaml`"),
    ("# one\n[2]", "1:1-1:2", "JSON has no comments; remove it, or name the file `.yaml`"),
    ('{"a": NaN}', "1:7-1:10", "`NaN` is no JSON number"),
    ('["Infinity", -Infinity]', "1:14-1:23", "`-Infinity` is no JSON number"),
    ('{"a": 1,\n "a": 2}', "2:2-2:5", "key `a` stands in line 1 already; keep one of the two"),
    ("[" * 101 + "]" * 101, "1:101-1:102", DEEP),
    ("[" * 100_000, "1:101-1:102", DEEP),
    ('{"a":' * 100_000, "1:501-1:502", DEEP),
]


@pytest.mark.parametrize(("written", "place", "message"), JSON, ids=[repr(row[0][:20]) for row in JSON])
def test_refused_in_json(written: str, place: str, message: str) -> None:
    assert told(load("m.json", written.encode())) == [(place, message)]


def test_brackets_in_json_texts_are_no_nesting() -> None:
    content = '["{[' + "[" * 200 + '"]'
    assert load("m.json", content.encode()).documents[0].data == ["{[" + "[" * 200]


JAPANESE = [
    ("m.yaml", "a: 1\na: 2\n", "キー `a` は1行目にもあります。どちらか一方だけにしてください"),
    ("m.yaml", "a: [b\n", "`[` が閉じられていません"),
    ("m.yaml", "a:\n\tb: 1\n", "引用符の外にタブがあります。字下げや区切りには空白を使ってください"),
    ("m.json", "[1,]", "JSONでは閉じ括弧の前にカンマを置けません。削除してください"),
]


@pytest.mark.parametrize(("name", "written", "message"), JAPANESE)
def test_in_japanese(name: str, written: str, message: str) -> None:
    assert [sentence for _, sentence in told(load(name, written.encode()), "ja")] == [message]


def test_every_kind_of_fault_is_shown_here() -> None:
    keys = {fault.key for written, _ in FAULTS for fault in load_yaml("m", Source(written), pure_events).faults}
    keys |= {fault.key for content, *_ in BYTES for fault in load("m.yaml", content).faults}
    keys |= {fault.key for written, *_ in JSON for fault in load("m.json", written.encode()).faults}
    assert set(READING) - keys == {"alias-bomb", "syntax"}
