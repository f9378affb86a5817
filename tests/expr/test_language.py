"""Known answers of our own: literals, operators, functions, macros. None needs data."""

from __future__ import annotations

import math

import pytest

from lictool.expr.values import FALSE_KEY, TRUE_KEY, Duration, Timestamp, TypeValue, UInt
from tests.expr.estate import outcome

SECOND = 10**9
LITERALS = [
    ("42", 42), ("-42", -42), ("0x1F", 31), ("-0x1F", -31), ("42u", UInt(42)), ("0xffU", UInt(255)),
    ("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0), ("-1.5e-3", -0.0015), ("true", True), ("false", False), ("null", None),
    ("-9223372036854775808", -(1 << 63)), ("9223372036854775807", (1 << 63) - 1),
    ("'a\"b'", 'a"b'), ('"a\'b"', "a'b"), (r"'\n\t\\\'\"\`\?\a\b\f\r\v'", "\n\t\\'\"`?\a\b\f\r\v"),
    (r"'\x41\X42\u0043\U00000044\105'", "ABCDE"), (r"r'\n'", r"\n"), (r"R'''\n'\n'''", r"\n'\n"), ("'''a\nb'''", "a\nb"),
    ('"""a"b"""', 'a"b'), ("b'abc'", b"abc"), (r"b'\x00\377é'", b"\x00\xff\xc3\xa9"), (r"br'\x00'", rb"\x00"), (r"rb'\x00'", rb"\x00"),
    ("[1, 2,]", [1, 2]), ("[]", []), ("{'a': 1,}", {"a": 1}), ("{}", {}), ("{true: 1, false: 2}", {TRUE_KEY: 1, FALSE_KEY: 2}),
    ("// a comment\n1 // another", 1), ("'é😀'", "é😀"), ("{'a-b': 1}.`a-b`", 1), ("{'for': 1}.for", 1),
]  # fmt: skip

ARITHMETIC = [
    ("1 + 2 * 3 - 4 / 2 % 3", 5), ("(1 + 2) * 3", 9), ("7 / -2", -3), ("-7 / 2", -3), ("7 % -2", 1), ("-7 % 2", -1),
    ("7u / 2u", UInt(3)), ("7u % 4u", UInt(3)), ("7.0 / 2.0", 3.5), ("1.0 / 0.0", math.inf), ("-1.0 / 0.0", -math.inf),
    ("1.0 / -0.0", -math.inf), ("- -3", 3), ("---3", -3), ("-(1)", -1), ("-(-9223372036854775808)", "error: integer overflow"),
    ("!true", False), ("!!true", True), ("!!!true", False), ("-1.5", -1.5), ("-(1.5)", -1.5),
    ("9223372036854775807 + 1", "error: integer overflow"), ("-9223372036854775808 - 1", "error: integer overflow"),
    ("9223372036854775807 * 2", "error: integer overflow"), ("-9223372036854775808 / -1", "error: integer overflow"),
    ("18446744073709551615u + 1u", "error: unsigned integer overflow"), ("1u - 2u", "error: unsigned integer overflow"),
    ("18446744073709551615u * 2u", "error: unsigned integer overflow"),
    ("-9223372036854775808 % -1", "error: integer overflow"), ("7 % -1", 0), ("1 / 0", "error: division by zero"), ("1u / 0u", "error: division by zero"), ("1 % 0", "error: modulus by zero"), ("1u % 0u", "error: modulus by zero"),
    ("'a' + 'b' + 'c'", "abc"), ("b'a' + b'b'", b"ab"), ("[1] + [2] + []", [1, 2]), ("1.5 - 0.5 * 2.0", 0.5), ("3u - 1u", UInt(2)),
    ("duration('1h') + duration('30m')", Duration(5400 * SECOND)), ("duration('1h') - duration('30m')", Duration(1800 * SECOND)),
    ("timestamp('2026-01-01') + duration('24h') == timestamp('2026-01-02')", True), ("duration('1h') + timestamp(0)", Timestamp(3600 * SECOND)),
    ("timestamp(10) - duration('10s')", Timestamp(0)), ("timestamp(10) - timestamp(0)", Duration(10 * SECOND)),
    ("timestamp('9999-12-31') + days(1)", "error: timestamp outside of the years 1 to 9999"),
    ("duration('2562047h') + duration('2562047h')", "error: duration outside of its range"),
]  # fmt: skip

COMPARISONS = [
    ("1 < 2", True), ("2 <= 2", True), ("1 > 2", False), ("2 >= 3", False), ("1 == 1", True), ("1 != 1", False), ("'a' < string('b')", True),
    ("b'a' < b'b'", True), ("false < true", True), ("timestamp(0) < timestamp(1)", True), ("duration('1s') > duration('1m')", False), ("1u < 2u", True), ("1.5 < 2.5", True),
    ("[1, 2] == [1, 2]", True), ("[1] == [1, 2]", False), ("{'a': [1]} == {'a': [1]}", True), ("{'a': 1} == {'b': 1}", False), ("{'a': 1} == {'a': 2}", False),
    ("{'a': 1} != {'a': 1, 'b': 2}", True), ("null == null", True), ("type(1) == int", True), ("type(1) == type(1u)", False), ("type([]) == list", True),
    ("dyn(1) == 1.0", True), ("dyn(1) == 1u", True), ("dyn(true) == 1", False), ("dyn('1') == 1", False), ("dyn([1]) == dyn([1.0])", True), ("dyn(1) != 'a'", True),
    ("dyn(1) < 1.5", True), ("dyn(2) > 1u", True), ("dyn(1) <= 'a'", "error: int and string have no order"), ("dyn([1]) < dyn([2])", "error: list and list have no order"),
    ("dyn(timestamp(1)) == 1000000000", False), ("dyn(false) < dyn(true)", True), ("dyn(null) == null", True), ("0.0 == -0.0", True),
    ("1 in [1, 2]", True), ("3 in [1, 2]", False), ("'a' in ['b']", False), ("'a' in {'a': 1}", True), ("dyn('b') in {'a': 1}", False), ("1.0 in [1.0]", True), ("true in [true]", True),
    ("[1] in [[1], [2]]", True), ("true in {true: 1}", True), ("dyn(1) in {true: 1}", False), ("dyn(1) in [true]", False), ("null in [null]", True), ("dyn(2) in {1: 1, 2: 2}", True),
    ("1 in dyn(3)", "error: `in` looks into a list or map, not into int"), ("dyn(1.5) in {1: 2}", False), ("dyn([]) in {1: 2}", "error: a value of type list cannot be a key"),
    ("duration('1s') in [duration('1s')]", True), ("(0.0 / 0.0) in [0.0 / 0.0]", False),
]  # fmt: skip

CONVERSIONS = [
    ("int('-12')", -12), ("int('+12')", 12), ("int(12u)", 12), ("int(1.9)", 1), ("int(timestamp(5))", 5), ("int(5)", 5), ("int('a')", "error: `a` is no whole number"),
    ("int('')", "error: `` is no whole number"), ("int('1.0')", "error: `1.0` is no whole number"), ("int(1e30)", "error: 1e+30 does not fit a whole number of 64 bits"),
    ("int(0.0 / 0.0)", "error: NaN does not fit a whole number of 64 bits"), ("int(1.0 / 0.0)", "error: +Inf does not fit a whole number of 64 bits"),
    ("int(-1.0 / 0.0)", "error: -Inf does not fit a whole number of 64 bits"), ("int('9999999999999999999')", "error: integer overflow"),
    ("uint(12)", UInt(12)), ("uint('12')", UInt(12)), ("uint(1.9)", UInt(1)), ("uint(-1)", "error: unsigned integer overflow"), ("uint('-1')", "error: `-1` is no whole number"), ("uint(1u)", UInt(1)),
    ("double(1)", 1.0), ("double(1u)", 1.0), ("double('1.5')", 1.5), ("double('1_0')", "error: `1_0` is no number"), ("double('a')", "error: `a` is no number"), ("double(1.5)", 1.5),
    ("string(1)", "1"), ("string(1u)", "1"), ("string(1.0)", "1"), ("string(1.5)", "1.5"), ("string(true)", "true"), ("string(false)", "false"), ("string(b'a')", "a"), ("string('a')", "a"),
    (r"string(b'\xff')", "error: the bytes are not UTF-8"), ("string(timestamp(0))", "1970-01-01T00:00:00Z"), ("string(timestamp('2026-01-01T00:00:00.25Z'))", "2026-01-01T00:00:00.25Z"),
    ("string(duration('90m'))", "5400s"), ("string(duration('-1.5s'))", "-1.5s"), ("bytes('é')", b"\xc3\xa9"), ("bytes(b'a')", b"a"),
    ("bool('true')", True), ("bool('f')", False), ("bool('yes')", "error: `yes` is neither `true` nor `false`"), ("bool(true)", True),
    ("timestamp(1)", Timestamp(SECOND)), ("timestamp(timestamp(1))", Timestamp(SECOND)), ("timestamp(string('2026-13-01'))", "error: `2026-13-01` is no date or date-time such as 2026-10-01T09:30:00Z"),
    ("duration(string('1x'))", "error: `1x` is no duration such as `1h30m` or `90s`"), ("duration(duration('1s'))", Duration(SECOND)),
    ("type(1)", TypeValue("int")), ("type(null)", TypeValue("null_type")), ("type(timestamp(0))", TypeValue("google.protobuf.Timestamp")), ("google.protobuf.Duration", TypeValue("google.protobuf.Duration")),
    ("type(type(1))", TypeValue("type")), ("dyn(1) + 1", 2), ("dyn('a') + 'b'", "ab"), ("dyn(1) + dyn('a')", "error: `+` does not take (int, string)"), ("-dyn(1)", -1), ("-dyn('a')", "error: `-` does not take (string)"),
    ("dyn([1]) + [2]", [1, 2]), ("1 + dyn(2) + 3", 6), ("dyn(timestamp(1)) - dyn(timestamp(0))", Duration(SECOND)), ("size(dyn('ab'))", 2), ("size(dyn(1))", "error: `size` does not take (int)"), ("string(dyn(1.5))", "1.5"),
    ("dyn(1) && true", "error: a value of type int stands where a bool is wanted"), ("dyn(true) && true", True), ("number(3)", 3), ("days(1) == hours(24)", True), ("sum(dyn([1, 2]))", 3),
]  # fmt: skip

TEXTS = [
    ("size('é😀')", 2), ("'abc'.size()", 3), ("size(b'abc')", 3), ("size({'a': 1})", 1), ("'abc'.contains('b')", True), ("'abc'.startsWith('ab')", True), ("'abc'.endsWith('bc')", True),
    ("'abc'.matches('^a.c$')", True), ("matches('abc', 'b')", True), ("'abc'.matches(string('^b'))", False), ("'abc'.matches(string('('))", "error: `(` cannot be used as pattern: a `(` is not closed"),
    ("'aÉ'.lowerAscii()", "aÉ"), ("'aé'.upperAscii()", "Aé"), ("' \\t a b\\n'.trim()", "a b"), ("'abc'.charAt(1)", "b"), ("'abc'.charAt(3)", ""), ("'abc'.charAt(4)", "error: position 4 is outside of the text"),
    ("'aXbX'.replace('X', '-')", "a-b-"), ("'aXbX'.replace('X', '-', 1)", "a-bX"), ("'ab'.replace('', '-')", "-a-b-"), ("'aXbX'.replace('X', '', 0)", "aXbX"),
    ("'a,b,c'.split(',')", ["a", "b", "c"]), ("'a,b,c'.split(',', 2)", ["a", "b,c"]), ("'abc'.split('')", ["a", "b", "c"]), ("'abc'.split('', 2)", ["a", "bc"]), ("'abc'.split('', 9)", ["a", "b", "c"]), ("'a,b'.split(',', 0)", []),
    ("'a,b'.split(',', 1)", ["a,b"]), ("'a,b'.split(',', -1)", ["a", "b"]), ("'abc'.substring(1)", "bc"), ("'abc'.substring(1, 2)", "b"), ("'abc'.substring(4)", "error: position 4 is outside of the text"),
    ("'abc'.substring(2, 1)", "error: position 2 to 1 is outside of the text"), ("'abcb'.indexOf('b')", 1), ("'abcb'.indexOf('b', 2)", 3), ("'abc'.indexOf('x')", -1), ("'abc'.indexOf('a', 9)", "error: position 9 is outside of the text"),
    ("'abcb'.lastIndexOf('b')", 3), ("'abcb'.lastIndexOf('b', 2)", 1), ("'abc'.lastIndexOf('a', -1)", "error: position -1 is outside of the text"),
    ("['a', 'b'].join()", "ab"), ("['a', 'b'].join(', ')", "a, b"), ("join(['a'], '-')", "a"), ("[].join('-')", ""), ("join(dyn([1]))", "error: only texts can be joined"), ("['a'].counted()", "1"),
]  # fmt: skip

LISTS = [
    ("sum([1, 2, 3])", 6), ("[1u, 2u].sum()", UInt(3)), ("[0.5, 1.0].sum()", 1.5), ("[duration('1h'), duration('30m')].sum()", Duration(5400 * SECOND)), ("sum([])", 0),
    ("[9223372036854775807, 1].sum()", "error: integer overflow"), ("sum([dyn(1), dyn(1.0)])", "error: the items of the sum are of different types"),
    ("[3, 1, 2].min()", 1), ("max(['a', 'c', 'b'])", "c"), ("[timestamp(1), timestamp(0)].min()", Timestamp(0)), ("[].max()", "error: an empty list has no greatest item"), ("[].min()", "error: an empty list has no least item"),
    ("min([dyn(1), dyn('a')])", "error: the items of the list cannot be compared"), ("['b', 'a', 'b'].distinct()", ["b", "a"]), ("[2, 1, 2].distinct()", [2, 1]), ("[[1], [1], [2]].distinct()", [[1], [2]]),
    ("[dyn(1), dyn(true), dyn(1.0)].distinct()", [1, True]), ("distinct([])", []), ("[1, 2, 3][1]", 2), ("[1][-1]", "error: no item -1 in a list of 1"), ("[1][dyn(0.0)]", 1), ("[1][dyn('a')]", "error: a list is indexed by int, not by string"),
    ("{'a': 1}['a']", 1), ("{1: 2}[1]", 2), ("{1u: 2}[1u]", 2), ("{true: 2}[true]", 2), ("{true: 2}[false]", "error: no such key: `False`"), ("dyn({'a': 1})['a']", 1), ("dyn({'a': 1}).a", 1), ("dyn({'a': 1}).b", "error: no such key: `b`"), ("dyn(1).a", "error: a value of type int has no fields"),
    ("dyn(1)[0]", "error: a value of type int has no index"), ("has({'a': 1}.a)", True), ("has(dyn({'a': 1}).b)", False), ("has(dyn(1).b)", "error: a value of type int has no fields"), ("{dyn(1): 2, dyn(1.0): 3}", "error: a value of type double cannot be a key"), ("{dyn(1): 2, dyn(1u): 3}", "error: the key `1` stands twice"),
    ("{dyn(null): 1}", "error: a value of type null cannot be a key"), ("{'a': 1}.map(k, k)", ["a"]), ("{true: 1}.map(k, k)", [True]), ("{'a': 1}.all(k, k == string('a'))", True), ("dyn({'a': 1}).exists(k, k == 'a')", True), ("dyn(1).all(x, true)", "error: a macro goes through a list or map, not through int"),
    ("dyn({'a': 1}).a == 1", True), ("[1, 2, 3].exists_one(x, x > 2)", True), ("[1, 2, 3].existsOne(x, x > 1)", False), ("[1, 2, 3].filter(x, x > 1)", [2, 3]), ("[1, 2].map(x, x * 2)", [2, 4]), ("[1, 2].map(x, x > 1, x * 2)", [4]), ("[[1, 2], [3]].map(x, x.filter(y, y > 1))", [[2], [3]]), ("[1, 2].all(x, dyn(x) > 0)", True), ("{1: 'a'}[dyn(1)]", "a"), ("[true].all(x, x)", True),
    ("true ? 1 : 2", 1), ("false ? 1 : true ? 2 : 3", 2), ("true ? dyn(1) : 'a'", 1), ("(true ? [] : [1]) == [1]", False),
]  # fmt: skip

DATES = [
    ("timestamp('2026-03-01T10:20:30.4Z').getFullYear()", 2026), ("timestamp('2026-03-01').getMonth()", 2), ("timestamp('2026-03-05').getDate()", 5), ("timestamp('2026-03-05').getDayOfMonth()", 4),
    ("timestamp('2026-03-01').getDayOfWeek()", 0), ("timestamp('2026-03-01').getDayOfYear()", 59), ("timestamp('2026-03-01T10:20:30Z').getHours()", 10), ("timestamp('2026-03-01T10:20:30Z').getMinutes()", 20),
    ("timestamp('2026-03-01T10:20:30Z').getSeconds()", 30), ("timestamp('2026-03-01T10:20:30.4Z').getMilliseconds()", 400), ("timestamp('2026-03-01T23:30:00Z').getDate('+01:00')", 2), ("timestamp('2026-03-01T23:30:00Z').getDate('Europe/Berlin')", 2),
    ("timestamp('2026-03-01').getDate('Mars/Base')", "error: `Mars/Base` is no time zone such as `Europe/Berlin` or `+02:00`"), ("duration('90m').getHours()", 1), ("duration('90m').getMinutes()", 90), ("duration('-90s').getMinutes()", -1), ("duration('90s').getSeconds()", 90), ("duration('1.25s').getMilliseconds()", 250),
    ("string(plusMonths(timestamp('2026-01-31'), 1))", "2026-02-28T00:00:00Z"), ("string(timestamp('2024-01-31').plusMonths(1))", "2024-02-29T00:00:00Z"), ("string(plusMonths(timestamp('2026-03-31'), -13))", "2025-02-28T00:00:00Z"), ("string(plusMonths(timestamp('2026-12-15T10:00:00Z'), 1))", "2027-01-15T10:00:00Z"),
    ("plusMonths(timestamp('9999-12-01'), 1)", "error: timestamp outside of the years 1 to 9999"), ("string(date(timestamp('2026-03-01T23:30:00Z')))", "2026-03-01T00:00:00Z"), ("days(2) == duration('48h')", True), ("days(9223372036854775807)", "error: duration outside of its range"),
    ("timestamp('2026-03-01t10:20:30z') == timestamp('2026-03-01T10:20:30+00:00')", True), ("timestamp('2026-03-01T10:00:00-02:30') == timestamp('2026-03-01T12:30:00Z')", True), ("duration('0') == duration('0s')", True), ("duration('+1h1m1s1ms1us1ns') > duration('1h')", True), ("duration('.5s') == duration('500ms')", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LITERALS + ARITHMETIC + COMPARISONS + CONVERSIONS + TEXTS + LISTS + DATES)
def test_known_answer(text: str, wanted: object) -> None:
    value = outcome(text)
    assert value == wanted
    assert type(value) is type(wanted)


def test_zero_by_zero_is_no_number() -> None:
    assert outcome("0.0 / 0.0 == 0.0 / 0.0") is False
    assert outcome("string(0.0 / 0.0)") == "NaN"
