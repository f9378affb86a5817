"""From a parser's complaint to a fault in our own words, the same whichever parser complains.

The texts of libyaml and of the parser in Python differ, what they complain about does not: a few fragments of their
texts tell the kind, the source around the place tells the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.error import YAMLError

from lictool.reading.source import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from lictool.reading.fault import Fault
    from lictool.reading.source import Source

    _Explainer = Callable[[Source, "_Complaint"], Fault]

_FRAGMENTS = (
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "missing-colon"),
    ("sequence entries are not allowed", "dash-here"),
    ("mapping keys are not allowed", "question-here"),
    ("cannot start any token", "reserved"),
    ("unexpected end of stream", "unclosed-quote"),
    ("unexpected document", "unclosed-quote"),
    ("unexpected ':'", "colon-in-brackets"),
    ("node content", "value-expected"),
    ("<document start>", "after-document"),
    ("tab character", "tab"),
    ("tag handle", "tag"),
    ("YAML document", "directive"),
    ("YAML directive", "directive"),
    ("maximum", "too-deep"),
)
"""What the problem says, the surest first."""
_CONTEXTS = (
    ("quoted", "bad-escape"),
    ("directive", "directive"),
    ("anchor", "star-or-ampersand"),
    ("alias", "star-or-ampersand"),
    ("tag", "tag"),
    ("block scalar", "block-header"),
    ("flow", "brackets"),
    ("block", "indentation"),
)
"""What was being read, where the problem alone tells nothing."""


class _Complaint:
    """What a parser says, with offsets for its marks."""

    __slots__ = ("at", "context", "opened", "problem", "text")

    def __init__(self, text: str, error: Exception, get: Any) -> None:
        self.text = text
        self.problem = str(getattr(error, "problem", "") or "")
        self.context = str(getattr(error, "context", "") or "")
        at = getattr(error, "problem_mark", None)
        opened = getattr(error, "context_mark", None)
        # An error of Python itself comes from the parser in Python, in the midst of an escape or a directive.
        index = at.index if at is not None else getattr(getattr(get, "__self__", None), "index", 0)
        self.at = min(index, len(text))
        self.opened = min(opened.index, len(text)) if opened is not None else self.at
        if not isinstance(error, YAMLError):
            self.context = "quoted"

    def line_start(self, offset: int) -> int:
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1


def advise(source: Source, error: Exception, get: Any) -> Fault:
    """Explain an error of the parser behind `get`."""
    complaint = _Complaint(source.text, error, get)
    kind = next((kind for part, kind in _FRAGMENTS if part in complaint.problem), None)
    if kind is None:
        kind = next((kind for part, kind in _CONTEXTS if part in complaint.context), "syntax")
    tab = _tab(complaint)
    if tab is not None and kind not in {"unclosed-quote", "bad-escape"}:
        return source.fault("tab", {}, tab)
    return _EXPLAINERS.get(kind, _plainly(kind))(source, complaint)


def _plainly(kind: str) -> _Explainer:
    def explain(source: Source, complaint: _Complaint) -> Fault:
        at = complaint.at
        while at and at >= len(source.text.rstrip()):
            at -= 1  # a fault at the end of the file is shown at its last character
        return source.fault(kind, {}, at)

    return explain


def _tab(complaint: _Complaint) -> int | None:
    """Give the tab at which, or in the indentation before which, the parser stopped."""
    if complaint.text[complaint.at : complaint.at + 1] == "\t":
        return complaint.at
    start = complaint.line_start(complaint.at)
    blanks = complaint.text[start : complaint.at]
    return start + blanks.index("\t") if "\t" in blanks and not blanks.strip() else None


def _colon(source: Source, complaint: _Complaint) -> Fault:
    """Tell a second colon in a line, a line that is too deep, and a line without a colon before it apart."""
    text, at = source.text, complaint.at
    start = source.line_start(at)
    line = text[start:at]
    if ": " in line:
        return source.fault("second-colon", {}, at)
    offset, above = _line_above(source, start)
    if above and ":" not in above and not above.startswith("-"):
        return source.fault("missing-colon", {}, offset, offset + len(above))
    return source.fault("deeper-line", {}, start + len(line) - len(line.lstrip()), at)


def _line_above(source: Source, end: int) -> tuple[int, str]:
    """Give the last line before an offset that holds more than blanks and a comment, and where its text starts."""
    while end > 0:
        begin = source.line_start(end - 1)
        line = source.text[begin:end]
        above = line.strip()
        if above and not above.startswith("#"):
            return begin + line.index(above), above
        end = begin
    return 0, ""


def _after_document(source: Source, complaint: _Complaint) -> Fault:
    offset, above = _line_above(source, source.line_start(complaint.at))
    if above.startswith("%"):
        return source.fault("directive", {"directive": above}, offset, offset + len(above))
    return _plainly("after-document")(source, complaint)


def _too_deep(source: Source, complaint: _Complaint) -> Fault:
    return source.fault("too-deep", {"limit": str(MAX_DEPTH)}, complaint.at)


def _missing_colon(source: Source, complaint: _Complaint) -> Fault:
    start = complaint.opened
    line = source.text[start : start + 200].splitlines() or [""]
    return source.fault("missing-colon", {}, start, start + max(1, len(line[0].rstrip())))


def _reserved(source: Source, complaint: _Complaint) -> Fault:
    return source.fault("reserved", {"character": source.text[complaint.at : complaint.at + 1]}, complaint.at)


def _unclosed_quote(source: Source, complaint: _Complaint) -> Fault:
    return source.fault("unclosed-quote", {"quote": source.text[complaint.opened]}, complaint.opened)


def _bad_escape(source: Source, complaint: _Complaint) -> Fault:
    at = max(source.text.rfind("\\", 0, complaint.at + 1), 0)
    return source.fault("bad-escape", {"escape": source.text[at : at + 2]}, at)


def _directive(source: Source, complaint: _Complaint) -> Fault:
    start = source.line_start(complaint.at)
    written = source.text[start : start + 200].splitlines()[0].rstrip()
    return source.fault("directive", {"directive": written}, start, start + max(1, len(written)))


def _star_or_ampersand(source: Source, complaint: _Complaint) -> Fault:
    start = complaint.opened
    return source.fault("star-or-ampersand", {"character": source.text[start : start + 1]}, start)


def _tag(source: Source, complaint: _Complaint) -> Fault:
    start = max(source.text.rfind("!", 0, complaint.at + 1), 0)
    start = max(source.line_start(start), max(source.text.rfind(blank, 0, start) for blank in " \t,[{") + 1)
    written = (source.text[start : start + 80].split(maxsplit=1) or ["!"])[0]
    return source.fault("tag", {"tag": written}, start, start + len(written))


def _brackets(source: Source, complaint: _Complaint) -> Fault:
    text, at = source.text, complaint.at
    if not text[at:].strip():
        return source.fault("unclosed-bracket", {"bracket": text[complaint.opened]}, complaint.opened)
    if text[at] == "?":
        if text[at - 1 : at] == ":":
            return source.fault("colon-in-brackets", {}, at - 1)
        return source.fault("question-in-brackets", {}, at)
    opened = source.span(complaint.opened, complaint.opened)
    return source.fault("comma-expected", {"bracket": text[complaint.opened], "line": str(opened.line)}, at)


def _value_expected(source: Source, complaint: _Complaint) -> Fault:
    at = complaint.at
    if source.text[at : at + 1] == "?":
        return source.fault("question-in-brackets", {}, at)
    return _plainly("value-expected")(source, complaint)


def _indentation(source: Source, complaint: _Complaint) -> Fault:
    """Tell a line that starts in the wrong column and something behind a finished value apart."""
    at = complaint.at
    start = source.line_start(at)
    before = source.text[start:at].rstrip()
    if before and before.strip(" -"):
        return source.fault("after-value", {}, at)
    if source.text[at : at + 1] == ":":
        return source.fault("key-empty", {}, at)
    return _plainly("indentation")(source, complaint)


_EXPLAINERS: dict[str, _Explainer] = {
    "colon": _colon,
    "missing-colon": _missing_colon,
    "reserved": _reserved,
    "unclosed-quote": _unclosed_quote,
    "bad-escape": _bad_escape,
    "directive": _directive,
    "star-or-ampersand": _star_or_ampersand,
    "tag": _tag,
    "brackets": _brackets,
    "after-document": _after_document,
    "too-deep": _too_deep,
    "value-expected": _value_expected,
    "indentation": _indentation,
}
