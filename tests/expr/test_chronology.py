"""Dates, durations, zones."""

from __future__ import annotations

import datetime as dt

import pytest

from lictool.expr import chronology
from lictool.expr.chronology import civil, days_of, parse_duration, parse_timestamp, show_date, show_timestamp
from lictool.expr.values import EvaluationError, Timestamp

BAD_DATES = [
    "", "2026", "2026-1-01", "2026-02-30", "2026-13-01", "2026-00-01", "0000-01-01", "2026-01-00", "2026-01-01T", "2026-01-01T10:00:00",
    "2026-01-01X10:00:00Z", "2026-01-01T10-00-00Z", "2026-01-01T24:00:00Z", "2026-01-01T10:60:00Z", "2026-01-01T10:00:61Z",
    "2026-01-01T10:00:00.Z", "2026-01-01T10:00:00,5Z", "2026-01-01T10:00:00+2:00", "2026-01-01T10:00:00+02-00", "２０２６-01-01", "2026/01/01",
]  # fmt: skip
BAD_DURATIONS = [
    "",
    "-",
    "1",
    "s",
    "1x",
    "1..5s",
    ".s",
    "1s ",
    " 1s",
    "1h-1m",
    "１s",
    "1.5.5s",
    "--1s",
    "9" * 5000 + "s",
]


def test_days_are_those_of_the_calendar() -> None:
    first = dt.date(1970, 1, 1)
    for days in (*range(-719_162, 2_932_896, 997), -719_162, 2_932_896, 0, -1, 11_016, 11_017, 19_782):
        date = first + dt.timedelta(days=days)
        assert civil(days) == (date.year, date.month, date.day)
        assert days_of(date.year, date.month, date.day) == days


@pytest.mark.parametrize("text", BAD_DATES)
def test_bad_dates(text: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        parse_timestamp(text)
    assert caught.value.reason == f"`{text}` is no date or date-time such as 2026-10-01T09:30:00Z"


@pytest.mark.parametrize("text", BAD_DURATIONS)
def test_bad_durations(text: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        parse_duration(text)
    assert caught.value.reason == f"`{text}` is no duration such as `1h30m` or `90s`"


def test_moments_are_written_as_they_are_read() -> None:
    for text in (
        "2026-10-01T09:30:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "2026-01-01T00:00:00.5Z",
    ):
        assert show_timestamp(parse_timestamp(text)) == text
    assert show_date(parse_timestamp("2026-10-01T09:30:00Z")) == "2026-10-01"
    assert parse_timestamp("2026-12-31T23:59:60Z") == parse_timestamp("2027-01-01")


def test_a_day_is_cut_where_the_zone_cuts_it() -> None:
    late = parse_timestamp("2026-10-01T22:30:00Z")
    days = {
        zone: show_date(chronology.midnight(late, zone)) for zone in ("UTC", "Europe/Berlin", "+01:00", "-05:00", "Z")
    }
    assert days == {
        "UTC": "2026-10-01", "Europe/Berlin": "2026-10-02", "+01:00": "2026-10-01", "-05:00": "2026-10-01", "Z": "2026-10-01",
    }  # fmt: skip


def test_the_ends_of_time() -> None:
    last = parse_timestamp("9999-12-31T23:59:59Z")
    with pytest.raises(EvaluationError, match="years 1 to 9999"):
        chronology.moment(last + chronology.SECOND)
    assert chronology.shift(Timestamp(0), "Asia/Tokyo") == 9 * 3600 * chronology.SECOND
    assert chronology.shift(last, "Asia/Tokyo") == last + 9 * 3600 * chronology.SECOND
    first = parse_timestamp("0001-01-01T00:00:00Z")
    # Before zones were kept, a place had the time of its own sun.
    assert chronology.shift(first, "America/New_York") == first - (4 * 3600 + 56 * 60 + 2) * chronology.SECOND
    for zone in ("Mars/Base", "../etc/passwd", "+24:00", "a\x00b", "\ud800"):
        with pytest.raises(EvaluationError, match="is no time zone such as"):
            chronology.shift(last, zone)


def test_a_wall_clock_beyond_the_years_that_are_counted_is_an_error_where_a_moment_is_made_of_it() -> None:
    """The fields of the wall clock are still told: 10000 is the year in Tokyo."""
    last, first = parse_timestamp("9999-12-31T23:59:59Z"), parse_timestamp("0001-01-01T00:00:00Z")
    for when, zone in ((last, "Asia/Tokyo"), (last, "+00:01"), (first, "-00:01"), (first, "America/New_York")):
        with pytest.raises(EvaluationError, match="years 1 to 9999"):
            chronology.midnight(when, zone)
