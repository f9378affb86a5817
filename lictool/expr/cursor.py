"""A place in a row of tokens, and what is said when the wrong one stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr.fault import ExpressionError, Fault

if TYPE_CHECKING:
    from lictool.expr.lexer import Token

_WORDS = {"and": "&&", "or": "||", "not": "!"}
"""Operators of other languages."""


class Cursor:
    """Stands on one token of a text."""

    __slots__ = ("_at", "_tokens", "text", "token")

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self._tokens = tokens
        self._at = 0
        self.token = tokens[0]

    def advance(self) -> Token:
        """Step over a token and give it."""
        token = self.token
        self._at += 1
        self.token = self._tokens[self._at] if self._at < len(self._tokens) else token
        return token

    def expect(self, kind: str, wanted: str) -> Token:
        """Step over a token of a kind, or raise."""
        if self.token.kind != kind:
            raise self.unexpected(wanted)
        return self.advance()

    def shown(self, token: Token) -> str:
        """Give the text of a token."""
        return self.text[token.start : token.end]

    def unexpected(self, wanted: str) -> ExpressionError:
        """Make the error of a token that stands where something else should."""
        token = self.token
        if token.kind == "end":
            return self.wrong(f"the expression ends where {wanted} should follow", token)
        word = self.shown(token)
        instead = _WORDS.get(word, "")
        hint = f"; write `{instead}`" if instead else ""
        return self.wrong(f"`{word}` stands where {wanted} should be{hint}", token)

    def wrong(self, message: str, token: Token) -> ExpressionError:
        """Make the error of a token."""
        return ExpressionError([Fault(message, token.start, token.end)])
