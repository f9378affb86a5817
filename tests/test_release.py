"""The order of releases: real versions of every product, what cannot be ordered, and the laws of an order."""

from __future__ import annotations

import time
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lictool.expr.values import EvaluationError
from lictool.release import PRODUCTS, Version, version

RISING = {
    "asa": ("8.4(7)", "9.1", "9.8(3)", "9.8(3)21", "9.9(2)32", "9.15", "9.16(4)", "9.16(4)57", "9.20.2.1"),
    "ftd": ("6.2.1", "6.2.3-83", "6.7.0.1", "7.0.0", "7.0.1-84", "7.0.1.1-11", "7.4"),
    "ios": ("12.4(24)T8", "15.0(1)M", "15.0(1)M1", "15.1(1)T", "15.2(4)M", "15.2(4)M6", "15.2(4)M6a", "15.7(3)M9"),
    "ios-xe": ("3.12S", "3.16.4S", "3.16.4bS", "16.06.05", "16.6.5b", "16.12.1za", "17.3.4", "17.3.4a", "17.12.1"),
    "ise": ("1.3", "2.7", "2.7 p1", "3.0", "3.1", "3.1 p5", "3.1 p10", "3.2"),
    "client": ("3.1.14018", "4.0.00048", "4.1", "4.2.01022", "4.10", "5.0.00556", "5.1.2.42"),
    "meraki": ("16.16", "18.107", "18.107.2", "18.211"),
}
SAME = {
    "asa": (("9.16(4)57", "9.16.4.57"), ("9.8(3)21", "9.8(3)21 <context>"), ("9.16", " 9.16 ")),
    "ftd": (("7.0.1-84", "7.0.1.0-84"), ("7.0.0", "7.0.0.0")),
    "ios": (("15.0(1)M", "15.0(1)M0"),),
    "ios-xe": (
        ("16.06.05", "16.6.5"),
        ("3.12S", "03.12.00.S"),
        ("3.12S", "3.12.0"),
        ("03.16.04b.S", "3.16.4bS"),
        ("17.3.0a", "17.3a"),
    ),
    "ise": (("3.1 p5", "3.1.0 patch 5"), ("3.1", "3.1.0.518"), ("3.1 p5", "3.1.0.518 P5"), ("2.7", "2.7")),
    "client": (("4.2.0", "4.2.00000"), ("4.10", "4.10"), ("4.x", "4.X"), ("4.2", "4.2.x")),
    "meraki": (("18.107", "18.107.0"),),
}
UNDECIDED = (
    ("client", "4.2", "4.2.01022", "`4.2` and `4.2.01022` cannot be ordered: one of them names no build"),
    ("client", "4.x", "4.10.07061", "`4.x` and `4.10.07061` cannot be ordered: one of them names no build"),
    ("asa", "9.16", "9.16(4)57", "`9.16` and `9.16(4)57` cannot be ordered: one of them names no build"),
    ("ios", "15.0(1)M", "15.0(1)T", "`15.0(1)M` and `15.0(1)T` are of different trains and cannot be ordered"),
    ("ios-xe", "3.6.0E", "3.12S", "`3.6.0E` and `3.12S` are of different trains and cannot be ordered"),
)
NO_VERSION = (
    ("asa", "9.16(4"),
    ("asa", "9.16 4"),
    ("asa", "9.16)4"),
    ("asa", ""),
    ("asa", "Version 9.16(4)"),
    ("ftd", "7.0.1-"),
    ("ftd", "7.0.1-84-1"),
    ("ftd", "7.0.1-x"),
    ("ftd", "-84"),
    ("ios", "15.0"),
    ("ios", "15.0(1)m"),
    ("ios-xe", "S"),
    ("ios-xe", "16.12.1z1"),
    ("ise", "3.1 patch"),
    ("ise", "3.1p5x"),
    ("client", "4.2MR1"),
    ("client", "x"),
    ("client", "٤.٢"),
    ("client", "1234567890.1"),
)


@pytest.mark.parametrize("product_", PRODUCTS)
def test_real_versions_rise(product_: str) -> None:
    for older, newer in combinations(RISING[product_], 2):
        one, other = version(product_, older), version(product_, newer)
        said = f"{older} and {newer}"
        assert one < other, said
        assert one <= other, said
        assert other > one, said
        assert other >= one, said
        assert one != other, said
        assert not one > other, said
        assert not one >= other, said
        assert not other < one, said
        assert not other <= one, said


@pytest.mark.parametrize(("product_", "one", "other"), [(p, *pair) for p, pairs in SAME.items() for pair in pairs])
def test_spellings_of_one_release(product_: str, one: str, other: str) -> None:
    a, b = version(product_, one), version(product_, other)
    assert a == b
    assert hash(a) == hash(b)
    assert a <= b
    assert a >= b
    assert not a < b
    assert not a > b


@pytest.mark.parametrize(("product_", "one", "other", "message"), UNDECIDED)
def test_what_two_texts_do_not_decide_is_an_error(product_: str, one: str, other: str, message: str) -> None:
    a, b = version(product_, one), version(product_, other)
    for compare in (Version.__lt__, Version.__le__, Version.__eq__):
        with pytest.raises(EvaluationError) as raised:
            compare(a, b)
        assert raised.value.reason == message


def test_a_version_that_names_no_build_is_still_older_than_the_next_release() -> None:
    assert version("client", "4.2") < version("client", "4.3.01095")
    assert version("client", "4.x") < version("client", "5.0.00556")
    assert version("client", "4.2.0") <= version("client", "4.2")


def test_products_do_not_mix() -> None:
    with pytest.raises(EvaluationError) as raised:
        assert version("asa", "9.16(4)") < version("ftd", "7.0.1")
    assert raised.value.reason == "a version of asa cannot be compared with one of ftd"


def test_a_version_is_no_text() -> None:
    assert version("ise", "3.1") != "3.1"


def test_an_unknown_product() -> None:
    with pytest.raises(EvaluationError) as raised:
        version("nexus", "9.3")
    known = "asa, ftd, ios, ios-xe, ise, client, meraki"
    assert raised.value.reason == f"versions of `nexus` are not known; known are {known}"


@pytest.mark.parametrize(("product_", "text"), NO_VERSION)
def test_what_is_no_version(product_: str, text: str) -> None:
    with pytest.raises(EvaluationError) as raised:
        version(product_, text)
    assert raised.value.reason == f"`{text}` is not a version of {product_} that can be ordered"


def test_a_long_text_is_no_version_and_is_said_in_part() -> None:
    with pytest.raises(EvaluationError) as raised:
        version("asa", "9." * 200)
    assert raised.value.reason == f"`{'9.' * 50}` is not a version of asa that can be ordered"


@pytest.mark.parametrize("product_", PRODUCTS)
def test_no_text_takes_long(product_: str) -> None:
    began = time.process_time()
    for text in ("1" + ".1111" * 19 + "!", "1" + "(11)11" * 16 + "!", "1" * 99 + "!", "1." * 49 + "x!"):
        with pytest.raises(EvaluationError):
            version(product_, text)
    assert time.process_time() - began < 20  # seconds of work; without its bound it would be hours


@st.composite
def versions(draw: st.DrawFn) -> list[Version]:
    """Draw three versions of one product, with few numbers so that they meet often."""
    product_ = draw(st.sampled_from(PRODUCTS))
    few = st.integers(0, 2).map(str)
    dots = st.lists(few, min_size=2, max_size=4).map(".".join)
    form = {
        "asa": st.builds("{}.{}({}){}".format, few, few, few, st.sampled_from(("", "0", "1"))) | dots,
        "ios": st.builds(
            "{}.{}({}){}{}".format, few, few, few, st.sampled_from(("", "M", "T")), st.sampled_from(("", "1", "1a"))
        ),
        "ios-xe": st.builds("{}{}".format, dots, st.sampled_from(("", "S", "E", "a", "aS"))),
        "ise": st.builds("{}.{}{}".format, few, few, st.sampled_from(("", " p1", " p2"))),
    }.get(product_, dots | few.map("{}.x".format))
    return [version(product_, draw(form)) for _ in range(3)]


def _decided(one: Version, other: Version) -> bool | None:
    """Tell whether `one` is older; None where that is not decided."""
    try:
        return one < other
    except EvaluationError:
        return None


def _at_most(one: Version, other: Version) -> bool | None:
    try:
        return one <= other
    except EvaluationError:
        return None


def _same(one: Version, other: Version) -> bool | None:
    try:
        return one == other
    except EvaluationError:
        return None


@given(versions())
def test_the_laws_of_an_order(three: list[Version]) -> None:
    for a, b in product(three, repeat=2):
        assert _same(a, b) is _same(b, a)
        if _decided(a, b):
            assert _decided(b, a) is False
            assert _same(a, b) is False
            assert _at_most(a, b) is True
        if _same(a, b):
            assert (_decided(a, b), _at_most(a, b), hash(a)) == (False, True, hash(b))
        if _same(a, b) is False and None not in (_decided(a, b), _decided(b, a)):
            assert _decided(a, b) is not _decided(b, a)
        if _at_most(a, b) and _at_most(b, a):
            assert _same(a, b) is True
    for a in three:
        assert (_same(a, a), _decided(a, a), _at_most(a, a)) == (True, False, True)
    for a, b, c in product(three, repeat=3):
        if _decided(a, b) and _decided(b, c):
            assert _decided(a, c) is not False
        if _same(a, b) and _same(b, c):
            assert _same(a, c) is not False
