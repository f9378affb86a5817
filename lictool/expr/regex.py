"""Regular expressions in RE2's syntax, run by Python's `re` within a bound on time.

RE2 never takes more than linear time; `re` tries one reading after the other. So a pattern is read here, written anew
for `re`, and the number of readings that a text of n characters can have is bounded: `coefficient * n ** degree`.
Patterns without a bound, such as `(a+)+`, are refused. What is counted as one reading: a repeat whose end is settled by
the next character, because what follows never starts with what is repeated.
"""

from __future__ import annotations

from lictool.expr.charset import ALL, DOT_STOPS, class_set, escape_set, literal, one
from lictool.record import NamedTuple

MAX_PATTERN = 1000
"""Characters of a pattern."""
MAX_READINGS = 1000
"""Readings, whatever the text, from which on a pattern is refused."""
_QUOTED = 60
"""Characters of a pattern that a fault quotes at most."""
_MAX_COUNT = 1000
_MAX_NESTING = 30
_ANCHORS = {"A": r"\A", "z": r"\Z", "b": r"\b", "B": r"\B"}


class PatternError(Exception):
    """A pattern that cannot be used, and why."""


class Part(NamedTuple):
    """A piece of a pattern."""

    kind: str
    """set (one character), cat, alt, loop, anchor."""
    parts: tuple[Part, ...] = ()
    chars: int = 0
    """set: the characters, as `charset` counts them."""
    low: int = 1
    high: int | None = 1
    """loop: how often; None: without end."""


def refusal(pattern: str, error: PatternError) -> str:
    """Say that a pattern cannot be used; of a long one its beginning is quoted."""
    shown = pattern if len(pattern) <= _QUOTED else pattern[: _QUOTED - 1] + "…"
    return f"`{shown}` cannot be used as pattern: {error}"


def translate(pattern: str) -> tuple[str, int, int]:
    """Give the pattern for `re` (with the flag ASCII), coefficient and degree; raises PatternError."""
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"it has more than {MAX_PATTERN} characters")
    reader = _Reader(pattern)
    part = reader.run()
    coefficient, degree = _readings(part, 0)
    return "".join(reader.out), coefficient, degree


class _Reader:
    """Reads a pattern and writes it for `re` on the way."""

    __slots__ = ("at", "flags", "nesting", "out", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.flags = ""
        self.nesting = 0
        self.out: list[str] = []

    def run(self) -> Part:
        if self.text.startswith("(?") and (end := self.text.find(")")) > 2 and self.text[2:end].isalpha():
            self.flags = self.text[2:end]
            if not set(self.flags) <= set("ims"):
                raise PatternError(f"the flags `{self.flags}` are not available; `i`, `m` and `s` are")
            self.out.append(self.text[: end + 1])
            self.at = end + 1
        part = self.alternatives()
        if self.at < len(self.text):
            raise PatternError("a `)` closes nothing")
        return part

    def alternatives(self) -> Part:
        """Read what `|` separates."""
        found = [self.sequence()]
        while self.peek() == "|":
            self.write("|", 1)
            found.append(self.sequence())
        return found[0] if len(found) == 1 else Part("alt", tuple(found))

    def sequence(self) -> Part:
        parts: list[Part] = []
        while self.peek() not in ("", "|", ")"):
            parts.append(self.repeats(self.atom()))
        return parts[0] if len(parts) == 1 else Part("cat", tuple(parts))

    def repeats(self, atom: Part) -> Part:
        """Read a repeat behind an atom, with the `?` that makes it short."""
        sign = self.peek()
        low, high, length = self.counts() if sign == "{" else {"*": (0, None, 1), "+": (1, None, 1), "?": (0, 1, 1)}.get(
            sign, (1, 1, 0)
        )  # fmt: skip
        if not length:
            return atom
        if atom.kind == "anchor":
            raise PatternError(f"`{sign}` repeats no character")
        self.write(self.text[self.at : self.at + length], length)
        if self.peek() == "?":
            self.write("?", 1)
        if self.peek() in ("*", "+", "?") or (self.peek() == "{" and self.counts()[2]):
            raise PatternError(f"`{self.text[self.at - length : self.at + 1]}` repeats a repeat")
        return Part("loop", (atom,), low=low, high=high)

    def counts(self) -> tuple[int, int | None, int]:
        """Read `{2}`, `{2,}`, `{2,5}`: least, most, length of the text; length 0 where it is no repeat."""
        end = self.text.find("}", self.at)
        least, comma, most = self.text[self.at + 1 : max(end, 0)].partition(",")
        digits = least + most
        if end < 0 or not least or not digits.isdigit() or not digits.isascii() or len(digits) > 12:
            return 1, 1, 0
        low = int(least)
        high = int(most) if most else None if comma else low
        if max(low, high or 0) > _MAX_COUNT or (high is not None and high < low):
            raise PatternError(f"`{self.text[self.at : end + 1]}` is no repeat of at most {_MAX_COUNT} times")
        return low, high, end + 1 - self.at

    def atom(self) -> Part:  # noqa: PLR0911 - one for each kind
        """Read one character, class, anchor or group."""
        sign = self.peek()
        if sign == "(":
            return self.group()
        if sign == "[":
            chars, written, self.at = class_set(self.text, self.at, fold="i" in self.flags, error=PatternError)
            self.out.append(written)
            return Part("set", chars=chars)
        if sign == "\\":
            return self.escape()
        if sign in ("*", "+", "?"):
            raise PatternError(f"`{sign}` repeats nothing")
        if sign == "^":
            self.write("^" if "m" in self.flags else r"\A", 1)
            return Part("anchor")
        if sign == "$":
            self.write("$" if "m" in self.flags else r"\Z", 1)
            return Part("anchor")
        if sign == ".":
            self.write(".", 1)
            return Part("set", chars=ALL if "s" in self.flags else ALL & ~DOT_STOPS)
        self.write(literal(sign), 1)
        return Part("set", chars=one(sign, fold="i" in self.flags))

    def escape(self) -> Part:
        sign = self.text[self.at + 1 : self.at + 2]
        if sign in _ANCHORS:
            self.write(_ANCHORS[sign], 2)
            return Part("anchor")
        if sign.isdigit():
            raise PatternError(f"`\\{sign}` refers back, which RE2 cannot")
        chars, written, self.at = escape_set(self.text, self.at, fold="i" in self.flags, error=PatternError)
        self.out.append(written)
        return Part("set", chars=chars)

    def group(self) -> Part:
        """Read a group; what it catches is not needed."""
        rest = self.text[self.at + 1 :]
        length = 1
        if rest.startswith("?:"):
            length = 3
        elif rest.startswith(("?P<", "?<")) and rest[2:3] not in ("=", "!"):
            end = rest.find(">")
            name = rest[rest.find("<") + 1 : max(end, 0)]
            if not name.isidentifier():
                raise PatternError(f"`{name}` is no name of a group")
            length = end + 2
        elif rest.startswith("?"):
            raise PatternError(f"`({rest[:2]}` is not available")
        self.nesting += 1
        if self.nesting > _MAX_NESTING:
            raise PatternError(f"groups are nested more than {_MAX_NESTING} deep")
        self.write("(?:", length)
        part = self.alternatives()
        if self.peek() != ")":
            raise PatternError("a `(` is not closed")
        self.write(")", 1)
        self.nesting -= 1
        return part if part.kind != "anchor" else Part("cat", (part,))

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def write(self, text: str, length: int) -> None:
        self.out.append(text)
        self.at += length


def _empty(part: Part) -> bool:
    """Say whether a part can match no character."""
    if part.kind == "loop":
        return part.low == 0 or _empty(part.parts[0])
    if part.kind == "alt":
        return any(map(_empty, part.parts))
    return part.kind == "anchor" or (part.kind == "cat" and all(map(_empty, part.parts)))


def _first(part: Part) -> int:
    """Give the characters with which a part can start."""
    if part.kind == "cat":
        chars = 0
        for inner in part.parts:
            chars |= _first(inner)
            if not _empty(inner):
                break
        return chars
    chars = part.chars
    for inner in part.parts:
        chars |= _first(inner)
    return chars


def _readings(part: Part, follow: int) -> tuple[int, int]:
    """Bound the readings of a part that is followed by one of some characters: coefficient and degree."""
    if part.kind == "cat":
        coefficient, degree = 1, 0
        for inner in reversed(part.parts):
            factor, more = _readings(inner, follow)
            coefficient, degree = _bounded(coefficient * factor), degree + more
            follow = _first(inner) | (follow if _empty(inner) else 0)
        return coefficient, degree
    if part.kind == "alt":
        return _alternatives(part, follow)
    if part.kind == "loop":
        return _loop(part, follow)
    return 1, 0


def _alternatives(part: Part, follow: int) -> tuple[int, int]:
    found = [_readings(inner, follow) for inner in part.parts]
    starts = [_first(inner) | (follow if _empty(inner) else 0) for inner in part.parts]
    seen, apart = 0, True
    for chars in starts:
        apart = apart and not seen & chars
        seen |= chars
    total = max(c for c, _ in found) if apart and sum(map(_empty, part.parts)) < 2 else sum(c for c, _ in found)
    return _bounded(total), max(degree for _, degree in found)


def _loop(part: Part, follow: int) -> tuple[int, int]:
    """Bound a repeat: how often it goes on, times the readings of every round."""
    body = part.parts[0]
    start = _first(body)
    coefficient, degree = _readings(body, start | follow)
    settled = not start & follow and not _empty(body)
    if part.high is None:
        if (coefficient, degree) != (1, 0) or _empty(body):
            raise PatternError("it repeats without end what can be read in several ways, which takes unbounded time")
        return (1, 0) if settled else (1, 1)
    rounds = 1 if settled else part.high - part.low + 1
    if coefficient > 1 and part.high > 10:
        raise PatternError("it can be read in too many ways")
    return _bounded(rounds * coefficient**part.high), degree * part.high


def _bounded(readings: int) -> int:
    if readings > MAX_READINGS:
        raise PatternError("it can be read in too many ways")
    return readings
