"""Regular expressions: what is taken, what is refused, how many readings are reckoned."""

from __future__ import annotations

import re
import time

import pytest

from lictool.expr.library import search
from lictool.expr.regex import PatternError, translate
from lictool.expr.values import BudgetExceeded

# pattern, texts in which it is found, texts in which it is not
FOUND = [
    ("abc", ["xabcx"], ["ab"]),
    ("a|b", ["b"], ["c"]),
    ("^a$", ["a"], ["a\n", "ba", "ab"]),
    ("a.c", ["abc"], ["a\nc"]),
    ("(?s)a.c", ["a\nc"], ["ac"]),
    ("(?m)^b$", ["a\nb\nc"], ["a\nxb"]),
    ("(?i)AbC", ["aBc"], ["b"]),
    ("(?is)[a-c].", ["B\n"], ["d"]),
    (r"\d+\.\d+", ["9.16"], ["9"]),
    (r"\D\S\W", ["a-."], ["11"]),
    (r"\w\s", ["a "], ["é "]),
    (r"[\d\-x]+$", ["1-x"], ["a"]),
    ("[^a-c]", ["d", "é"], ["abc"]),
    ("[]a]", ["]"], ["b"]),
    ("[^]]", ["a"], ["]"]),
    ("[a-]", ["-"], ["b"]),
    ("[à-é]", ["â"], ["a"]),
    ("[[:alpha:]_]+[[:digit:]]", ["a1"], ["1a"]),
    ("[[:punct:]]", ["!", "_"], ["a"]),
    (r"\x41\x{42}", ["AB"], ["ab"]),
    (r"\t\n\.\*\[", ["\t\n.*["], ["t"]),
    (r"\Aa\z", ["a"], ["ab"]),
    (r"\bab\B", ["abc"], ["ab", "xab"]),
    ("(?:ab)+", ["abab"], ["a"]),
    ("(?P<name>a)b", ["ab"], ["b"]),
    ("(?<name>a)b", ["ab"], ["b"]),
    ("a{2}", ["aa"], ["a"]),
    ("a{2,}b", ["aaab"], ["ab"]),
    ("^a{1,2}$", ["aa"], ["aaa"]),
    ("a{,2}", ["a{,2}"], ["aa"]),
    ("{", ["{"], ["a"]),
    ("a{2", ["a{2"], ["aa"]),
    ("a{x}", ["a{x}"], ["a"]),
    ("a+?b", ["aab"], ["b"]),
    ("(a|)b", ["b", "ab"], ["a"]),
    ("(^a|b$)", ["ax", "xb"], ["xax"]),
    ("", ["", "a"], []),
    ("a&&b--c~~", ["a&&b--c~~"], []),
    ("[a&&b]", ["&"], ["c"]),
    ("😀{2}", ["😀😀"], ["😀"]),
    (r"^\d+(\.\d+){1,3}$", ["9.16", "1.2.3.4"], ["9", "1.2.3.4.5"]),
    ("()a", ["a"], []),
    ("(^)a", ["a"], ["ba"]),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "fits", "others"), FOUND)
def test_found(pattern: str, fits: list[str], others: list[str]) -> None:
    translated = translate(pattern)
    assert [text for text in fits + others if search(text, *translated)] == fits


@pytest.mark.parametrize("pattern", [pattern for pattern, _, _ in FOUND])
def test_python_takes_what_is_written_for_it_without_a_warning(pattern: str) -> None:
    assert re.compile(translate(pattern)[0], re.ASCII)


REFUSED = [
    ("(", "a `(` is not closed"), (")", "a `)` closes nothing"), ("[", "a `[` is not closed"), ("[a", "a `[` is not closed"), ("[z-a]", "`z-a` is no range"),
    ("*", "`*` repeats nothing"), ("a|+", "`+` repeats nothing"), ("a**", "`**` repeats a repeat"), ("a*+", "`*+` repeats a repeat"), ("a{2}{3}", "`{2}{` repeats a repeat"), ("^*", "`*` repeats no character"),
    (r"\1", r"`\1` refers back, which RE2 cannot"), (r"\pL", r"`\p` is not available"), (r"\Q", r"`\Q` is not available"), ("\\", "`\\` is not available"), (r"[\D]", r"`\D` is not available inside of brackets"), ("[\\", "`\\` is not available"),
    ("(?=a)", "`(?=` is not available"), ("(?!a)", "`(?!` is not available"), ("(?<=a)", "`(?<` is not available"), ("(?>a)", "`(?>` is not available"), ("a(?i)b", "`(?i` is not available"), ("(?P=n)", "`(?P` is not available"),
    ("(?P<1>a)", "`1` is no name of a group"), ("(?P<a", "`` is no name of a group"), ("(?U)a", "the flags `U` are not available; `i`, `m` and `s` are"), ("[[:x:]]", "`[:x:]` is no class of characters"), ("[[:x", "a `[:` is not closed"),
    ("a{2000}", "`{2000}` is no repeat of at most 1000 times"), ("a{3,2}", "`{3,2}` is no repeat of at most 1000 times"), (r"\xzz", r"`\xzz` names no character"), (r"\x{110000}", r"`\x{110000}` names no character"), (r"\x{", r"`\x` names no character"),
    ("a" * 1001, "it has more than 1000 characters"), ("(" * 31, "groups are nested more than 30 deep"),
]  # fmt: skip
ENDLESS = [
    "(a+)+",
    "(a|a)*",
    "(a|aa)+",
    "(a*)*",
    "(a?)*",
    "(a|b|ab)*",
    r"(\w+\s?)*",
    "(.*a)*",
    "((a{1,2}){1,2})*x",
    "(|a)+",
]
MANY = ["(a?){30}a{30}", "a?" * 30 + "a" * 30, "(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)", "(a{1,9}){1,9}a", "((a|b|ab)c?){20}"]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        *REFUSED,
        *((p, "it repeats without end what can be read in several ways, which takes unbounded time") for p in ENDLESS),
        *((p, "it can be read in too many ways") for p in MANY),
    ],
)
def test_refused(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError) as caught:
        translate(pattern)
    assert str(caught.value) == reason


READINGS = [
    ("abc", 1, 0), ("a*b", 1, 0), ("a*a", 1, 1), ("a*a*a*b", 1, 2), (".*=.*", 1, 1), ("[^=]*=.*", 1, 0), ("(ab|cd)*", 1, 0), ("a?b", 1, 0), ("a?a", 2, 0), ("a{1,3}a", 3, 0), ("a{2,}a", 1, 1), ("(a|ab)c", 2, 0), (r"(\.\d+)*$", 1, 0),
    ("(a|b)?a", 2, 0), ("(a*b|c)d", 1, 0), ("a{3}", 1, 0), ("(ab?){2}b", 4, 0), ("(ab?){3}c", 1, 0), ("(a|b?)c", 1, 0), ("(a?|b?)c", 2, 0),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "coefficient", "degree"), READINGS)
def test_readings(pattern: str, coefficient: int, degree: int) -> None:
    assert translate(pattern)[1:] == (coefficient, degree)


def test_long_texts_are_refused_before_they_take_long() -> None:
    pattern = translate(".*.*.*=.*")
    assert not search("a" * 20, *pattern)
    with pytest.raises(BudgetExceeded, match=r"^a text of 5000 characters is too long for its pattern$"):
        search("a" * 5000, *pattern)


@pytest.mark.parametrize(
    "pattern", ["a*a*a*b", ".*.*=", "[^a-c]+x", "a*b", r"^\w+([.-]\w+)*@\w+$", "(a|ab)(c|bcd)(d*)$"]
)
def test_the_longest_text_that_is_taken_ends_soon(pattern: str) -> None:
    translated = translate(pattern)
    length = 1
    while translated[1] * (2 * length + 1) ** (translated[2] + 2) <= 50_000_000:
        length *= 2
    start = time.process_time()
    search("a" * length, *translated)
    assert time.process_time() - start < 20  # seconds of work; without its bound it would be hours
