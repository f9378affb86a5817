"""Moments and spans of time: their texts, their calendar, their zones.

Counting is proleptic Gregorian in nanoseconds; nothing is imported until a zone is asked for by name.
"""

from __future__ import annotations

from functools import lru_cache

from lictool.expr.values import INT_MAX, INT_MIN, Duration, EvaluationError, Timestamp

SECOND = 1_000_000_000
DAY = 86_400 * SECOND
_FIRST = -62_135_596_800 * SECOND
_LAST = 253_402_300_800 * SECOND - 1
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_UNITS = {"h": 3600 * SECOND, "m": 60 * SECOND, "s": SECOND, "ms": 1_000_000, "us": 1000, "µs": 1000, "ns": 1}


def moment(nanoseconds: int) -> Timestamp:
    """Make a moment; raises EvaluationError outside of the years 1 to 9999."""
    if _FIRST <= nanoseconds <= _LAST:
        return Timestamp(nanoseconds)
    raise EvaluationError("timestamp outside of the years 1 to 9999")


def span(nanoseconds: int) -> Duration:
    """Make a span; raises EvaluationError where it does not fit 64 bits of nanoseconds."""
    if INT_MIN <= nanoseconds <= INT_MAX:
        return Duration(nanoseconds)
    raise EvaluationError("duration outside of its range")


def days_of(year: int, month: int, day: int) -> int:
    """Count the days from 1970-01-01 to a day."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def civil(days: int) -> tuple[int, int, int]:
    """Give year, month and day of a count of days from 1970-01-01."""
    era, of_era = divmod(days + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return era * 400 + year + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def days_in(year: int, month: int) -> int:
    """Give the length of a month."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


@lru_cache(maxsize=4096)
def parse_timestamp(text: str) -> Timestamp:
    """Read an RFC 3339 date or date-time; raises EvaluationError. A date is its midnight in UTC."""
    try:
        midnight_ = _parse_date(text[:10]) * DAY
        return moment(midnight_ if len(text) == 10 else midnight_ + _parse_clock(text[10:]))
    except (ValueError, IndexError):
        raise EvaluationError(f"`{text}` is no date or date-time such as 2026-10-01T09:30:00Z") from None


def is_day(text: str) -> bool:
    """Tell whether a text is a day: 2026-12-31."""
    try:
        parse_timestamp(text)
    except EvaluationError:
        return False
    return len(text) == len("2026-12-31")


def _parse_date(text: str) -> int:
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError(text)
    year, month, day = _number(text[:4], 9999), _number(text[5:7], 12), _number(text[8:], 31)
    if year < 1 or month < 1 or not 1 <= day <= days_in(year, month):
        raise ValueError(text)
    return days_of(year, month, day)


def _parse_clock(text: str) -> int:
    """Read `T09:30:00Z` as nanoseconds since midnight in UTC."""
    clock, offset = _split_zone(text[1:])
    if text[0] not in "Tt " or clock[2] != ":" or clock[5] != ":":
        raise ValueError(text)
    hour, minute, second = _number(clock[:2], 23), _number(clock[3:5], 59), _number(clock[6:8], 60)
    return ((hour * 60 + minute - offset) * 60 + second) * SECOND + _fraction(clock[8:])


def _number(digits: str, most: int) -> int:
    if not (digits.isascii() and digits.isdigit()) or int(digits) > most:
        raise ValueError(digits)
    return int(digits)


def _fraction(text: str) -> int:
    """Read `.25` as nanoseconds; digits beyond the ninth are cut."""
    if not text:
        return 0
    if text[0] != ".":
        raise ValueError(text)
    return _number(text[1:10].ljust(9, "0"), 999_999_999) if text[1:].isdigit() and len(text) > 1 else _number("", 0)


def _split_zone(text: str) -> tuple[str, int]:
    """Part the clock from its zone, given in minutes."""
    if text[-1] in "Zz":
        return text[:-1], 0
    return text[:-6], offset_minutes(text[-6:])


def offset_minutes(text: str) -> int:
    """Read `+HH:MM`, `-HH:MM` or `HH:MM`; raises ValueError."""
    sign = -1 if text[:1] == "-" else 1
    digits = text[1:] if text[:1] in ("+", "-") else text
    if len(digits) != 5 or digits[2] != ":":
        raise ValueError(text)
    return sign * (_number(digits[:2], 23) * 60 + _number(digits[3:], 59))


def shift(when: Timestamp, zone: str) -> int:
    """Give the nanoseconds of the wall clock of a zone (IANA name or `±HH:MM`); raises EvaluationError."""
    if zone in ("", "UTC", "Z"):
        return when
    try:
        return when + offset_minutes(zone) * 60 * SECOND
    except ValueError:
        return when + _named_offset(when, zone)


def _named_offset(when: Timestamp, zone: str) -> int:
    from datetime import UTC, datetime, timedelta
    from zoneinfo import ZoneInfo

    try:
        # In the first and the last day a wall clock may leave the years that Python counts; the offset is that of the next day inside.
        inside = min(max(when, _FIRST + DAY), _LAST - DAY)
        moment_ = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=inside // SECOND)
        offset = moment_.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    except (OverflowError, ValueError, KeyError, OSError):
        raise EvaluationError(f"`{zone}` is no time zone such as `Europe/Berlin` or `+02:00`") from None
    return (offset.days * 86_400 + offset.seconds) * SECOND


def midnight(when: Timestamp, zone: str) -> Timestamp:
    """Give the day of a moment, as a zone sees it: midnight of that date in UTC, as every date is."""
    return moment(shift(when, zone) // DAY * DAY)


def plus_months(when: Timestamp, months: int) -> Timestamp:
    """Add calendar months; the day stops at the last of its month."""
    days, rest = divmod(when, DAY)
    year, month, day = civil(days)
    year, month = divmod(year * 12 + month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise EvaluationError("timestamp outside of the years 1 to 9999")
    return moment(days_of(year, month + 1, min(day, days_in(year, month + 1))) * DAY + rest)


def show_timestamp(when: Timestamp) -> str:
    """Write a moment in RFC 3339, in UTC."""
    days, rest = divmod(when, DAY)
    seconds, fraction = divmod(rest, SECOND)
    year, month, day = civil(days)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    decimals = f".{fraction:09}".rstrip("0") if fraction else ""
    return f"{year:04}-{month:02}-{day:02}T{clock}{decimals}Z"


def show_date(when: Timestamp) -> str:
    """Write the day of a moment in UTC: `2026-10-01`."""
    year, month, day = civil(when // DAY)
    return f"{year:04}-{month:02}-{day:02}"


def parse_duration(text: str) -> Duration:
    """Read a duration such as `1h30m`, `-1.5s`, `20ms`; raises EvaluationError."""
    rest = text[1:] if text[:1] in ("+", "-") else text
    total, at = 0, 0
    try:
        while at < len(rest) or (not at and rest != "0"):
            total, at = _one_unit(rest, at, total)
    except (ValueError, KeyError):
        raise EvaluationError(f"`{text}` is no duration such as `1h30m` or `90s`") from None
    return span(-total if text[:1] == "-" else total)


def _one_unit(text: str, at: int, total: int) -> tuple[int, int]:
    """Add one number with its unit, such as `1.5h`."""
    start = at
    while at < len(text) and (text[at].isdigit() or text[at] == "."):
        at += 1
    number, unit_start = text[start:at], at
    while at < len(text) and text[at].isalpha():
        at += 1
    if text == "0":
        return 0, 1
    unit = _UNITS[text[unit_start:at]]
    whole, dot, decimals = number.partition(".")
    if not (whole or decimals) or (dot and "." in decimals) or not (whole + decimals).isascii():
        raise ValueError(text)
    return total + int(whole or "0") * unit + int(decimals or "0") * unit // 10 ** len(decimals), at


def show_duration(length: Duration) -> str:
    """Write a span in seconds, as CEL does: `90s`, `0.5s`."""
    seconds, fraction = divmod(abs(length), SECOND)
    decimals = f".{fraction:09}".rstrip("0") if fraction else ""
    return f"{'-' if length < 0 else ''}{seconds}{decimals}s"
