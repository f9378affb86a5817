"""Patterns of file names, beside a slow reading of the same words."""

from __future__ import annotations

import random
import time

import pytest

from lictool.patterns import Patterns


@pytest.mark.parametrize(
    ("texts", "takes", "leaves"),
    [
        (["**"], ["a", "a/b.yaml", "ü/\n.yaml"], []),
        (["./"], ["a", "a/b"], []),
        (["a"], ["a", "a/b", "a/b/c"], ["ab", "b/a", ""]),
        (["./a/b//"], ["a/b", "a/b/c"], ["a", "a/bc"]),
        (["a/**"], ["a/b", "a/b/c"], ["a", "b/a/c"]),
        (["**/a"], ["a", "a/b", "b/a", "b/c/a/d"], ["ab", "b/ab"]),
        (["*.yaml"], ["a.yaml", ".yaml", "x.yaml/y"], ["a/b.yaml", "a.yamlx", "ayaml"]),
        (["a?c"], ["abc", "aüc", "abc/d"], ["ac", "a/c", "abbc"]),
        (["a/*/c"], ["a/b/c", "a/b/c/d"], ["a/c", "a/b/b/c"]),
        (["a/**/c"], ["a/c", "a/b/c", "a/b/b/c/d"], ["a", "b/c", "a/b"]),
        (["a[b]{c}$^.(d)+|"], ["a[b]{c}$^.(d)+|"], ["ab", "a"]),
        (["a[b]*"], ["a[b]", "a[b]c"], ["ab", "abc"]),
        (["a", "!a/b", "a/b/c"], ["a/x", "a/b/c", "a/b/c/d"], ["a/b", "a/b/x"]),
        (["!a", "**"], ["a", "b"], []),
        (["**", "!**/old/**"], ["a", "old"], ["old/a", "b/old/c/d"]),
    ],
)
def test_what_fits(texts: list[str], takes: list[str], leaves: list[str]) -> None:
    patterns = Patterns(texts)
    assert [name for name in takes if not patterns.fits(name)] == []
    assert [name for name in leaves if patterns.fits(name)] == []


def _step(pattern: str, name: str) -> bool:
    if not pattern:
        return not name
    if pattern[0] == "*":
        return any(_step(pattern[1:], name[start:]) for start in range(len(name) + 1))
    return bool(name) and pattern[0] in ("?", name[0]) and _step(pattern[1:], name[1:])


def _fits(pattern: list[str], name: list[str]) -> bool:
    if not pattern:
        return True
    if pattern[0] == "**":
        rest = range(len(name) + 1)
        return bool(name) if len(pattern) == 1 else any(_fits(pattern[1:], name[start:]) for start in rest)
    return bool(name) and _step(pattern[0], name[0]) and _fits(pattern[1:], name[1:])


def test_patterns_fit_as_by_trying_everything() -> None:
    pick = random.Random(11)  # noqa: S311 - cases, no secrets
    fitted = 0
    for _ in range(20_000):
        words = ["**", "*", "a", "b", "a*", "*b", "?", "a?", "*a*b", "*a*a*", "a**b"]
        pattern = [pick.choice(words) for _ in range(pick.randint(1, 5))]
        name = ["".join(pick.choice("ab") for _ in range(pick.randint(1, 4))) for _ in range(pick.randint(1, 5))]
        wanted = _fits(pattern, name)
        fitted += wanted
        assert Patterns(["/".join(pattern)]).fits("/".join(name)) == wanted, (pattern, name)
    assert fitted > 2_000


@pytest.mark.parametrize(
    ("pattern", "name"),
    [("*a" * 400 + "b", "a" * 250), ("**/" + "*a*/" * 200 + "b", "a/" * 2000), ("**/a/" * 190 + "b", "a/" * 2000)],
)
def test_no_pattern_takes_long(pattern: str, name: str) -> None:
    start = time.process_time()
    assert not Patterns([pattern]).fits(name + "c")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("texts", "starts"),
    [
        (["**"], [""]),
        (["a/b", "a", "c/*.yaml", "!d"], ["a", "c"]),
        (["a/b", "ab", "a/*"], ["a", "ab"]),
        (["a", "*"], [""]),
    ],
)
def test_where_to_look(texts: list[str], starts: list[str]) -> None:
    assert Patterns(texts).starts == starts


def test_what_is_taken_out_wholly() -> None:
    patterns = Patterns(["**", "!old", "old/kept"])
    assert patterns.rule_out("old")
    assert patterns.rule_out("old/x")
    assert not patterns.rule_out("old/kept")
    assert not patterns.rule_out("new")
    assert not Patterns(["a"]).rule_out("b")
