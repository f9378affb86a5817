"""The record that travels from evaluation to the reporters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Protocol

    from lictool.location import Span, Where

    class Sheet(Protocol):
        """What a place is in: a document, or a stretch of a file that is none."""

        @property
        def file(self) -> str:
            """Path of the file as it is shown."""

        @property
        def number(self) -> int:
            """1-based position in the file."""

        @property
        def data(self) -> Any:
            """The values, None where there are none."""

        def spans(self, wanted: Iterable[Where]) -> dict[Where, Span]:
            """Look up places; every one that is wanted is in the answer."""

        def line(self, number: int) -> str:
            """Give a line of the file."""


SEVERITIES = ("error", "warning", "info")
"""From grave to light."""


class Citation(NamedTuple):
    """A pointer from a finding to an entry of a cited source."""

    source: str
    """Short name of the source."""
    label: str
    """What is printed before the entry, such as FAQ."""
    entry: str
    """Such as Q25."""
    title: str
    """Title of the entry in the language of the run."""
    url: str
    """Address of the source in the language of the run."""
    digest: str
    """SHA-256 of the normalised passage that was read, empty where there is none."""


class Spot(NamedTuple):
    """A place in a document."""

    document: Sheet
    where: Where


class Fact(NamedTuple):
    """A value that a verdict rests on."""

    path: str
    """Path with items of lists by name, such as `headends[fw-1].platform`."""
    value: str
    """The value as JSON."""
    spot: Spot | None
    """Its place; None where it is no part of a manifest."""


class Finding(NamedTuple):
    """What is reported at one place: a violation, or a question that cannot be decided."""

    rule: str
    outcome: str
    """`violation` or `unknown`."""
    severity: str
    message: str
    remediation: str
    spot: Spot
    deployment: str = ""
    resource: str = ""
    """The subject, such as `headends/fw-1`; empty for the deployment itself."""
    key: str = ""
    """The path below the subject."""
    related: tuple[Spot, ...] = ()
    facts: tuple[Fact, ...] = ()
    citations: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = ()
    """Paths of the facts that would decide an unknown."""
    identity: str = ""
    """Digest of rule, deployment, resource and key: the same after reordering, reformatting or splitting files."""
    values: str = ""
    """Digest of the judged values."""

    @property
    def id(self) -> str:
        """The fingerprint: identity and values."""
        return f"{self.identity}.{self.values}"


def fingerprint(*parts: str) -> str:
    """Give 16 hexadecimal digits that stand for texts."""
    from hashlib import sha256

    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
