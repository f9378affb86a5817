"""Users in sessions: made alike, counted, and written as salted digests at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.importing.facts import Fact, Origin, item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lictool.importing.facts import Extract

SHORTEST_SALT = 16
"""Bytes; a shorter salt could be guessed together with the names."""


def alike(name: str) -> str:
    r"""Make the spellings of one user alike: `CORP\Ana`, `ana@corp.example` and `ANA` are `ana`.

    Different people of different domains may become one: counts are lower bounds, so that none is made of nobody.
    """
    bare = name.strip()
    return (bare.rpartition("\\")[2].partition("@")[0] or bare).casefold()


def counted(outputs: Mapping[str, Sequence[Extract]], salt: bytes) -> Iterator[Fact]:
    """Give the number of users of each headend, and over all, each user once; digests too where there is a salt.

    `outputs` holds what was read by the name of the headend.
    """
    everybody: set[str] = set()
    origins: list[Origin] = []
    for name in sorted(outputs):
        extracts = [extract for extract in outputs[name] if extract.people]
        if not extracts:
            continue
        people = set().union(*(extract.people for extract in extracts))
        everybody |= people
        origins.append(_origin(extracts))
        path = ("headends", item(name=name), "observed", "sessions")
        yield Fact((*path, "uniqueUsers"), len(people), origins[-1])
        if salt:
            yield Fact((*path, "userDigests"), tuple(sorted(_digest(one, salt) for one in people)), origins[-1])
    if origins:
        yield Fact(("users", "observedUnique"), len(everybody), origins[0])


def _origin(extracts: Iterable[Extract]) -> Origin:
    first = next(iter(extracts))
    return Origin(first.file, 0, first.command, first.digest)


def _digest(name: str, salt: bytes) -> str:
    from hmac import digest

    return digest(salt, name.encode("utf-8", "surrogatepass"), "sha256").hex()[:32]
