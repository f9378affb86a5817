"""What of a report is accepted: by waivers first, then by a baseline; the same for whoever judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.bundle import Bundle
    from lictool.report import Report

    Files = Sequence[tuple[str, bytes | OSError]]


class Terms(NamedTuple):
    """What a project asks of waivers and baseline."""

    zone: str = "UTC"
    """The time zone in which days end."""
    most_days: int | None = None
    """Days that a waiver may last from the day of the judgement on at most."""
    whole: bool = True
    """Whether all of the project was judged: only then can be said what is there no more."""


def accept(
    report: Report,
    files: Files,
    bundle: Bundle,
    terms: Terms,
    *,
    strays: Files = (),
    baseline: tuple[str, bytes | OSError] | None = None,
) -> Report:
    """Mark the findings that waivers in files and a baseline accept, and add what is wrong with the waivers.

    `strays` are files from which no waivers are taken; those in them are said to accept nothing.
    Raises PolicyError for a waiver or a baseline that cannot be used.
    """
    files, strays = ([one for one in some if _mentions_waiver(one[1])] for some in (files, strays))
    if files or strays:
        from lictool import waiver

        report = waiver.resolve(report, waiver.read(files), bundle, terms, waiver.read(strays))
    if baseline is not None:
        from lictool import baseline as known

        report = known.resolve(report, baseline[0], known.read(*baseline), whole=terms.whole)
    return report


def _mentions_waiver(content: bytes | OSError) -> bool:
    """Tell whether a file is worth being looked into for waivers: it names them, or is written in UTF-16."""
    return isinstance(content, bytes) and (b"Waiver" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"))
