"""What somebody probably meant."""

from __future__ import annotations

import pytest

from lictool.expr.suggestion import hint, listed, nearest

NEAR = [
    ("headend", ["headends", "users"], "headends"),
    ("hedends", ["headends", "users"], "headends"),
    ("ehadends", ["headends"], "headends"),
    ("plos", ["plus", "apex"], "plus"),
    ("APEX", ["plus", "apex"], "apex"),
    ("vpn_only", ["vpn-only"], "vpn-only"),
    ("asa5500x", ["asa-5500-x", "ftd"], "asa-5500-x"),
    ("zzz", ["plus", "apex"], None),
    ("plus", ["plus"], None),
    ("x", ["y"], None),
    ("", ["a"], None),
    ("bat", ["cat", "bar"], "bar"),
    ("plus", ["apex-plus-anything-else"], None),
]


@pytest.mark.parametrize(("word", "candidates", "wanted"), NEAR)
def test_nearest(word: str, candidates: list[str], wanted: str | None) -> None:
    assert nearest(word, candidates) == wanted


def test_hint() -> None:
    assert hint("plos", ["plus"]) == "; did you mean `plus`?"
    assert hint("zzz", ["plus"]) == ""


def test_listed() -> None:
    assert listed("it has", ["a", "b", "a"]) == "; it has `a`, `b`"
    assert listed("it has", []) == ""
    assert listed("it has", map(str, range(13))) == ""
