"""The text of an expression cut into tokens (CEL specification, "Syntax")."""

from __future__ import annotations

import re

from lictool.expr.fault import Fault
from lictool.expr.literals import bytes_value, text_value
from lictool.record import NamedTuple


class Token(NamedTuple):
    """A token: `kind` is `int uint double string bytes name quoted end`, or the sign or keyword itself."""

    kind: str
    value: object
    start: int
    end: int


KEYWORDS = frozenset(("true", "false", "null", "in"))
RESERVED = frozenset((
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
))  # fmt: skip
"""Words that the specification keeps for host languages: fields may have them, names may not."""

_TOKEN = re.compile(
    r"""(?P<blank>(?:[\t\n\f\r ]|//[^\n]*)+)
    |(?P<text>(?P<prefix>[rR][bB]?|[bB][rR]?|)(?P<quote>\"\"\"|'''|\"|'))
    |(?P<double>\d*\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)
    |(?P<int>0x[0-9a-fA-F]+|\d+)(?P<unsigned>[uU]?)
    |(?P<name>[_a-zA-Z][_a-zA-Z0-9]*)
    |`(?P<quoted>[a-zA-Z0-9_.\-/ ]+)`
    |(?P<sign>&&|\|\||[<>=!]=|[-+*/%<>!?:.,()\[\]{}])""",
    re.VERBOSE | re.ASCII,
)

_INSTEAD = {"=": "==", "&": "&&", "|": "||"}


class Lexer:
    """Cuts one text; `faults` holds what is no token."""

    __slots__ = ("at", "faults", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.tokens: list[Token] = []
        self.faults: list[Fault] = []

    def run(self) -> list[Token]:
        """Give all tokens, the last of kind `end`."""
        while self.at < len(self.text):
            start = self.at
            match = _TOKEN.match(self.text, start)
            if match is None:
                self._stray(start)
                continue
            self.at = match.end()
            if match["quote"]:
                self._text(start, match["prefix"].lower(), match["quote"])
            elif match["int"] or match["double"]:
                self._number(match, start)
            elif match["name"]:
                name = match["name"]
                self._add(name if name in KEYWORDS else "name", name, start)
            elif match["quoted"]:
                self._add("quoted", match["quoted"], start)
            elif match["sign"]:
                self._add(match["sign"], match["sign"], start)
        self.tokens.append(Token("end", None, len(self.text), len(self.text)))
        return self.tokens

    def _add(self, kind: str, value: object, start: int) -> None:
        self.tokens.append(Token(kind, value, start, self.at))

    def _fault(self, message: str, start: int, end: int) -> None:
        self.faults.append(Fault(message, start, end))

    def _stray(self, start: int) -> None:
        """Report a character that starts no token."""
        sign = self.text[start]
        self.at = start + 1
        if sign in _INSTEAD:
            self._fault(f"`{sign}` is no operator; write `{_INSTEAD[sign]}`", start, self.at)
        elif sign == "`":
            self._fault(
                "a name in backticks holds letters, digits, `_ . - /` and blanks, and ends in one", start, self.at
            )
        else:
            shown = sign if sign.isprintable() else f"U+{ord(sign):04X}"
            self._fault(f"`{shown}` has no meaning in an expression", start, self.at)

    def _number(self, match: re.Match[str], start: int) -> None:
        digits = match["double"] or match["int"]
        follower = self.text[self.at : self.at + 1]
        if follower.isalnum() or follower == "_":
            while self.at < len(self.text) and (self.text[self.at].isalnum() or self.text[self.at] == "_"):
                self.at += 1
            self._fault(f"`{self.text[start : self.at]}` is no number", start, self.at)
        elif match["double"]:
            self._double(float(digits), start)
        else:
            value = int(digits, 16) if digits[:2] == "0x" else int(digits) if len(digits) < 30 else 1 << 64
            if match["unsigned"] and value >= 1 << 64:
                self._fault(f"`{match[0]}` is larger than 18446744073709551615, the largest uint", start, self.at)
            self._add("uint" if match["unsigned"] else "int", value, start)

    def _double(self, value: float, start: int) -> None:
        if value == float("inf"):
            self._fault(f"`{self.text[start : self.at]}` is too large for a double", start, self.at)
        else:
            self._add("double", value, start)

    def _text(self, start: int, prefix: str, quote: str) -> None:
        """Read a text or bytes literal up to its closing quote."""
        at, raw = self.at, "r" in prefix
        while not self.text.startswith(quote, at):
            if at >= len(self.text) or (len(quote) == 1 and self.text[at] in "\r\n"):
                self._fault(f"the text is not closed; it wants another {quote}", start, len(self.text))
                self.at = len(self.text)
                return
            at += 2 if self.text[at] == "\\" and not raw else 1
        body = self.text[self.at : at]
        faults: list[Fault] = []
        if "b" in prefix:
            self._close("bytes", bytes_value(body, self.at, faults, raw=raw), start, at + len(quote))
        else:
            self._close("string", text_value(body, self.at, faults, raw=raw), start, at + len(quote))
        self.faults += faults

    def _close(self, kind: str, value: object, start: int, end: int) -> None:
        self.at = end
        self._add(kind, value, start)
