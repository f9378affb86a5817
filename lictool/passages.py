"""Finding the passages of a source in another text of it: other line breaks, a saved web page, a newer version.

A source asks questions, each behind `Q.` or `Q:`. Its sentences are not kept: a passage is known by the digest of its
normalised text, and found by the length and the digest of its opening, which is the question.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING

from lictool.errors import Problem, UsageError
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_BYTES = 10_000_000
_MOST_CHARACTERS = 1_000_000
"""Size of a file, and of its normalised text, that is still compared."""
_MOST_PIECES = 50
"""Pieces of a passage that a `Q.` of its own wording may have cut it into."""
_MARK = "\0"
_QUESTION = re.compile(r"(?<![0-9A-Za-z])Q\s*[.:]")
_LINK = re.compile(
    r"""https?://[!-~]+
    (?: (?: (?<=[-/_%?=&]) | (?=\s+[!-~]*(?:/|\.html?(?!\S))) )
        [ \t]*\n[ \t]* (?!https?://) [!-~]+ (?!\S) )*""",
    re.IGNORECASE | re.VERBOSE,
)
"""A link, with what of it was broken off: behind a hyphen, a slash or the like, or what looks like more of an address."""
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


class Opening(NamedTuple):
    """How the start of a passage is known."""

    length: int
    """Characters of its normalised text, behind the mark."""
    digest: str
    asked: bool = True
    """Whether it is a question, which stands behind a mark."""


class Known(NamedTuple):
    """A passage that was read before."""

    opening: Opening
    digest: str


class Passage(NamedTuple):
    """A passage of a text."""

    name: str
    """Name of the known passage, empty for one that is new."""
    text: str
    """Normalised."""
    is_unchanged: bool


def digest(text: str) -> str:
    """Give the digest of a normalised text."""
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def normalised(text: str) -> str:
    """Give a text in NFKC without white space, links and characters that cannot be seen."""
    return "".join(_LINK.sub(" ", unicodedata.normalize("NFKC", text)).translate(_INVISIBLE).split())


def opening_of(heading: str) -> Opening:
    """Give how a passage with this heading is found again."""
    marked = _marked(heading)
    asked = marked.startswith(_MARK)
    text = marked.removeprefix(_MARK)
    return Opening(len(text), digest(text), asked)


def read(content: bytes, file: str) -> str:
    """Give the text of a file: plain text, or a saved web page without its markup. Raises UsageError if it is neither."""
    if len(content) > MOST_BYTES:
        raise UsageError(Problem(f"the file has more than {MOST_BYTES:,} bytes, which is no text of a source", file))
    if content.startswith(b"%PDF"):
        raise UsageError(Problem("the file is a PDF document; save it as plain text, or save the web page", file))
    text = _decoded(content, file)
    if not _HTML.search(text[:5000]):
        return text
    from lictool.webtext import text_of

    return text_of(text)


def _decoded(content: bytes, file: str) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    declared = _CHARSET.search(content[:5000]) if encoding == "utf-8-sig" else None
    for name in (encoding, declared[1].decode() if declared else ""):
        try:
            text = content.decode(name)
        except (UnicodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    raise UsageError(Problem("the file is no text in UTF-8", file))


def cut(text: str, known: Mapping[str, Known], closings: Sequence[str] = ()) -> list[Passage]:
    """Cut a text at its questions; give the passages in their order, a table of contents in front left out.

    `closings` are the headings with which the source itself ends. Raises UsageError if the text is too long.
    """
    segments = _marked(text).split(_MARK)
    starts = _starts(segments, known)
    _start_unasked(segments, known, starts)
    return list(_passages(segments, known, starts, [normalised(closing) for closing in closings]))


def _marked(text: str) -> str:
    """Normalise a text, with marks in the place of `Q.`."""
    text = unicodedata.normalize("NFKC", text.replace(_MARK, " "))
    text = normalised(_QUESTION.sub(_MARK, text))
    if len(text) > _MOST_CHARACTERS:
        message = f"the text has {len(text):,} characters; at most {_MOST_CHARACTERS:,} are compared"
        raise UsageError(Problem(message))
    return text


def _starts(segments: Sequence[str], known: Mapping[str, Known]) -> dict[int, tuple[str, int]]:
    """Give the name, and the offset 0, of each segment with which a known passage starts.

    What consists of the question alone is an item of a list. Where a question is asked again, the passage that is known
    is taken, else the last.
    """
    starts: dict[int, tuple[str, int]] = {}
    first: dict[int, int] = {}
    for name, passage in sorted(known.items(), key=lambda pair: -pair[1].opening.length):
        length = passage.opening.length
        places = [
            position
            for position, segment in enumerate(segments)
            if position and position not in starts and digest(segment[:length]) == passage.opening.digest
        ]
        answered = [position for position in places if len(segments[position]) > length]
        if passage.opening.asked and answered:
            best = max(answered, key=lambda p: (digest(f"Q.{segments[p]}") == passage.digest, p))
            starts[best] = (name, 0)
            first[best] = places[0]
    return {position: start for position, start in starts.items() if position > _contents_end(first)}


def _contents_end(first: Mapping[int, int]) -> int:
    """Give the last segment of a table of contents, 0 if there is none; `first` has where each passage is first named.

    There is one if most questions stand in it, and before all their answers.
    """
    listed = {place: position for position, place in first.items() if place < position}
    end = max(listed, default=0)
    return end if 2 * len(listed) >= len(first) and end < min(listed.values(), default=0) else 0


def _start_unasked(segments: Sequence[str], known: Mapping[str, Known], starts: dict[int, tuple[str, int]]) -> None:
    """Find the passages without a question, inside the segments before the first question."""
    first = min(starts, default=len(segments))
    for name, passage in known.items():
        if passage.opening.asked:
            continue
        length = passage.opening.length
        for position in range(first - 1, -1, -1):
            segment = segments[position]
            offsets = [
                offset
                for offset in range(len(segment) - length)
                if digest(segment[offset : offset + length]) == passage.opening.digest
            ]
            if offsets and position not in starts:
                same = [offset for offset in offsets if digest(segment[offset:]) == passage.digest]
                starts[position] = (name, (same or offsets)[0])
                break


def _passages(
    segments: Sequence[str],
    known: Mapping[str, Known],
    starts: Mapping[int, tuple[str, int]],
    closings: Sequence[str],
) -> Iterator[Passage]:
    order = sorted(starts)
    headings = {(passage.opening.length, passage.opening.digest) for passage in known.values()}
    for number, start in enumerate(order):
        name, offset = starts[start]
        is_last = number == len(order) - 1
        end = len(segments) if is_last else order[number + 1]
        ends = closings if is_last else ()
        head = f"Q.{segments[start]}" if known[name].opening.asked else segments[start][offset:]
        rest = (segment for segment in segments[start + 1 : end] if (len(segment), digest(segment)) not in headings)
        pieces = [head, *(f"Q.{segment}" for segment in rest)]
        # A `Q.` in its own wording cuts no passage that is known as a whole.
        for count in range(1, min(len(pieces), _MOST_PIECES) + 1):
            text = next((t for t in _ends("".join(pieces[:count]), ends) if digest(t) == known[name].digest), "")
            if text:
                yield Passage(name, text, is_unchanged=True)
                break
        else:
            count = 0
        questions = _questions(pieces[count:])
        if not count:
            yield Passage(name, next(_ends(questions.pop(0), ends)), is_unchanged=False)
        yield from (Passage("", next(_ends(question, ends)), is_unchanged=False) for question in questions)


def _questions(pieces: Sequence[str]) -> list[str]:
    """Join what is no question, as it has no answer, to what it stands behind."""
    joined = list(pieces[:1])
    for piece in pieces[1:]:
        if "A." in piece or "A:" in piece:
            joined.append(piece)
        else:
            joined[-1] += piece
    return joined


def _ends(text: str, closings: Sequence[str]) -> Iterator[str]:
    """Give the texts that a passage may be: up to each closing, the shortest first, and the whole."""
    yield from (text[:place] for place in sorted(place for closing in closings for place in _places(text, closing)))
    yield text


def _places(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)
