"""The order of releases of ASA, FTD, IOS, IOS XE, ISE and client software.

Each product writes its versions in its own way; two versions that cannot be ordered give an error, never a guess.
"""

from __future__ import annotations

import re

from lictool.expr.values import EvaluationError

PRODUCTS = ("asa", "ftd", "ios", "ios-xe", "ise", "client", "meraki")
"""The kinds of software whose versions can be ordered."""

_COMPLETE = {"asa": 3, "ftd": 3, "ios": 3, "ios-xe": 2, "ise": 2, "client": 3, "meraki": 2}
"""Numbers that a complete version has at least; with fewer it stands for every release that begins so."""

_ANY = 1 << 62
"""Stands behind the numbers of a version that names no build, as the end of what it may mean."""


class Version:
    """A version that can be compared with others of the same product.

    Raises EvaluationError in a comparison that the two texts do not decide, such as client `4.2` with `4.2.01022`.
    """

    __slots__ = ("_first", "_last", "_product", "_text", "_train")

    def __init__(self, product: str, text: str, numbers: tuple[int, ...], train: str, *, is_open: bool) -> None:
        self._product = product
        self._text = text
        self._train = train
        self._last = (*numbers, _ANY) if is_open else _stripped(numbers)
        self._first = _stripped(numbers)

    def _meet(self, other: Version) -> None:
        """See that the two can be compared."""
        if self._product != other._product:
            raise EvaluationError(f"a version of {self._product} cannot be compared with one of {other._product}")
        if self._train == other._train:
            return
        apart = bool(self._train and other._train) if self._product == "ios-xe" else self._first[:3] == other._first[:3]
        if apart:
            raise EvaluationError(f"`{self._text}` and `{other._text}` are of different trains and cannot be ordered")

    def _same(self, other: Version) -> bool:
        """Tell whether the two texts say the same."""
        return self._first == other._first and self._last == other._last

    def _undecided(self, other: Version) -> EvaluationError:
        return EvaluationError(f"`{self._text}` and `{other._text}` cannot be ordered: one of them names no build")

    def __lt__(self, other: Version) -> bool:
        """Tell whether this is the older one."""
        self._meet(other)
        if self._same(other) or self._first >= other._last:
            return False
        if self._last < other._first:
            return True
        raise self._undecided(other)

    def __le__(self, other: Version) -> bool:
        """Tell whether this is not the newer one."""
        self._meet(other)
        if self._same(other) or self._last <= other._first:
            return True
        if self._first > other._last:
            return False
        raise self._undecided(other)

    def __gt__(self, other: Version) -> bool:
        """Tell whether this is the newer one."""
        return other < self

    def __ge__(self, other: Version) -> bool:
        """Tell whether this is not the older one."""
        return other <= self

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same release."""
        if not isinstance(other, Version):
            return NotImplemented
        self._meet(other)
        if self._same(other):
            return True
        if self._last < other._first or other._last < self._first:
            return False
        raise self._undecided(other)

    def __hash__(self) -> int:
        """Hash by product and numbers."""
        return hash((self._product, self._first))


def _stripped(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out zeros at the end, which change nothing: 3.12 is 3.12.0."""
    end = len(numbers)
    while end and not numbers[end - 1]:
        end -= 1
    return numbers[:end]


def version(product: str, text: str) -> Version:
    """Read a version of a product.

    Forms: ASA `9.16(4)57` or `9.16.4.57`, a context mark behind it ignored; FTD `7.0.1-84`; IOS `15.7(3)M9`; IOS XE
    `16.06.05`, `17.3.4a`, `3.12S`; ISE `3.1`, `3.1 p5`; client `5.1.2.42`, `4.x`.
    Raises EvaluationError if the product is none of PRODUCTS or the text is no version of it.
    """
    if product not in PRODUCTS:
        raise EvaluationError(f"versions of `{product}` are not known; known are {', '.join(PRODUCTS)}")
    cleaned = text.strip().split(" <", 1)[0]
    read = {"ftd": _ftd, "ios": _ios, "ios-xe": _ios_xe, "ise": _ise}.get(product, _plain)
    found = read(cleaned) if len(cleaned) <= 100 else None
    if found is None:
        raise EvaluationError(f"`{text[:100]}` is not a version of {product} that can be ordered")
    numbers, train, wild = found
    return Version(product, text, numbers, train, is_open=wild or len(numbers) < _COMPLETE[product])


_Read = tuple[tuple[int, ...], str, bool]


def _plain(text: str) -> _Read | None:
    """Read numbers between dots, brackets or hyphens: ASA, client, Meraki; `x` at the end stands for anything."""
    match = re.fullmatch(r"(\d{1,9}(?:[.-]\d{1,9}|\(\d{1,9}\)(?:\d{1,9})?)*)(\.x)?", text, re.ASCII | re.IGNORECASE)
    if match is None:
        return None
    return tuple(int(n) for n in re.findall(r"\d+", match[1])), "", match[2] is not None


def _ftd(text: str) -> _Read | None:
    """Read FTD: the build behind a hyphen comes after the number of the patch, which most releases leave out."""
    release, _, build = text.partition("-")
    found = _plain(release)
    if not build or found is None:
        return _plain(text)
    match = re.fullmatch(r"\d{1,9}", build, re.ASCII)
    return None if match is None else (found[0] + (0,) * (4 - len(found[0])) + (int(build),), "", False)


def _ise(text: str) -> _Read | None:
    """Read ISE: the release, and a patch that makes it newer; the build behind a release (3.1.0.518) orders nothing."""
    match = re.fullmatch(r"(\d{1,9}(?:\.\d{1,9}){0,3})(?:\s*(?:p|patch)\s*(\d{1,4}))?", text, re.ASCII | re.IGNORECASE)
    if match is None:
        return None
    numbers = tuple(int(n) for n in match[1].split("."))[:3]
    patch = (int(match[2]),) if match[2] else ()
    return numbers + (0,) * (3 - len(numbers)) * bool(patch) + patch, "", False


def _ios(text: str) -> _Read | None:
    """Read IOS: `15.7(3)M9` is release 15.7, maintenance 3, train M, rebuild 9."""
    match = re.fullmatch(r"(\d{1,4})\.(\d{1,4})\((\d{1,4})([a-z]?)\)([A-Z]*)(?:(\d{1,4})([a-z]?))?", text, re.ASCII)
    if match is None:
        return None
    interim, letter = (ord(found) - 96 if found else 0 for found in (match[4], match[7]))
    rebuild = int(match[6] or 0)
    return (int(match[1]), int(match[2]), int(match[3]), interim, rebuild, letter), match[5], False


def _ios_xe(text: str) -> _Read | None:
    """Read IOS XE: `3.12S` and `03.16.04b.S` of the old numbering with its trains, `17.3.4a` of the new one."""
    match = re.fullmatch(r"(\d{1,4}(?:\.\d{1,4}){0,3})([a-z]{0,2})\.?([A-Z]{0,3})", text, re.ASCII)
    if match is None:
        return None
    numbers = tuple(int(n) for n in match[1].split("."))
    minor = tuple(ord(letter) - 96 for letter in match[2])
    return numbers + (0,) * (3 - len(numbers)) * bool(minor) + minor, match[3], False
