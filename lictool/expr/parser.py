"""From the text of an expression to its tree (CEL specification, "Syntax")."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lictool.expr import nodes
from lictool.expr.cursor import Cursor
from lictool.expr.fault import ExpressionError, Fault
from lictool.expr.lexer import RESERVED, Lexer, Token
from lictool.expr.macro_syntax import MACROS, has_node, macro_node

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_TEXT = 8192
"""Characters of an expression."""
MAX_DEPTH = 200
"""Levels of the tree."""
MAX_OPEN, MAX_MACROS = 600, 4
"""Calls of the reader that are open at one time: some hundred brackets, far from Python's own limit; macros in macros."""

_RELATIONS = ("<", "<=", ">", ">=", "==", "!=", "in")
RANKS = {"||": 1, "&&": 2, **dict.fromkeys(_RELATIONS, 3), "+": 4, "-": 4, "*": 5, "/": 5, "%": 5}


@lru_cache(maxsize=64)
def parse(text: str) -> nodes.Node:
    """Give the tree of an expression; raises ExpressionError with what is no token, or else the first wrong token.

    Nobody changes a tree, and whoever tests a rule asks for those of its expressions again and again.
    """
    if len(text) > MAX_TEXT:
        raise ExpressionError([Fault(f"the expression has more than {MAX_TEXT} characters", MAX_TEXT, len(text))])
    lexer = Lexer(text)
    tokens = lexer.run()
    if lexer.faults:
        raise ExpressionError(lexer.faults)
    return _Parser(text, tokens).run()


class _Parser(Cursor):
    """Reads by rank of operators; every method leaves `token` behind what it read."""

    __slots__ = ("_macros", "_open", "_prefixes")

    def __init__(self, text: str, tokens: list[Token]) -> None:
        super().__init__(text, tokens)
        self._open = 0
        self._macros = 0
        self._prefixes: dict[str, Callable[[], nodes.Node]] = {
            "(": self._parenthesis,
            "[": self._list,
            "{": self._map,
            ".": self._name,
            "name": self._name,
        }

    def run(self) -> nodes.Node:
        """Read everything."""
        if self.token.kind == "end":
            raise self.wrong("the expression is empty", self.token)
        node = self.expression()
        if self.token.kind != "end":
            raise self.unexpected("an operator or the end")
        return node

    def expression(self, rank: int = 0) -> nodes.Node:
        """Read an expression of operators of at least a rank.

        expr = or ["?" or ":" expr]; or = and {"||" and}; and = relation {"&&" relation};
        relation = sum {("<" | "<=" | ">=" | ">" | "==" | "!=" | "in") sum}; sum = product {("+" | "-") product};
        product = unary {("*" | "/" | "%") unary}
        """
        frames = 2 if rank else 5
        self._open += frames
        if self._open > MAX_OPEN:
            raise self.wrong("the expression is nested too deeply", self.token)
        node = self._unary()
        while (found := RANKS.get(self.token.kind, 0)) and found >= rank:
            node = self._deep(self._operators(node, found))
        if rank == 0 and self.token.kind == "?":
            node = self._conditional(node)
        self._open -= frames
        return node

    def _operators(self, left: nodes.Node, rank: int) -> nodes.Node:
        """Read the operators of one rank and their right sides."""
        if rank == 3:
            sign = self._sign()
            return nodes.Relation(left, sign, self.expression(4))
        operands, signs = [left], []
        while RANKS.get(self.token.kind) == rank:
            signs.append(self._sign())
            operands.append(self.expression(rank + 1))
        return nodes.Logic(signs[0][0], operands) if rank < 3 else nodes.Chain(operands, signs)

    def _sign(self) -> tuple[str, int, int]:
        token = self.advance()
        return token.kind, token.start, token.end

    def _conditional(self, condition: nodes.Node) -> nodes.Node:
        """Read what follows a condition; a chain of conditions is read in a loop and nested afterwards."""
        parts = []
        last = condition
        while self.token.kind == "?":
            self.advance()
            then = self.expression(1)
            self.expect(":", "`:` and what holds otherwise")
            parts.append((last, then))
            last = self.expression(1)
        for given, then in reversed(parts):
            last = self._deep(nodes.Conditional(given, then, last))
        return last

    def _unary(self) -> nodes.Node:
        """Read signs and what they stand before.

        unary = member | "!" {"!"} member | "-" {"-"} member
        """
        sign = self.token
        if sign.kind not in ("!", "-"):
            return self._member()
        count = 0
        while self.token.kind == sign.kind:
            self.advance()
            count += 1
        bare = self.token.kind != "("
        node = self._member(negative=sign.kind == "-" and bare)
        if sign.kind == "!":
            for _ in range(2 - count % 2):
                node = nodes.Not(sign.start, node)
            return node
        if isinstance(node, nodes.Literal) and node.type in ("int", "double") and bare:
            node = nodes.Literal(sign.start, node.end, node.type, -node.value)  # type: ignore[operator]
            count -= 1
            if count == 0:
                return node
        for _ in range(2 - count % 2):
            node = nodes.Negate(sign.start, node)
        return node

    def _member(self, *, negative: bool = False) -> nodes.Node:
        """Read a value with its fields, indexes and functions.

        member = primary {"." field | "." function "(" [list] ")" | "[" expr "]"}
        """
        start = self.token
        node = self._primary()
        while self.token.kind in (".", "["):
            self._integer(node)
            node = self._deep(self._index(node) if self.token.kind == "[" else self._dot(node))
            negative = False
        if not negative:
            self._integer(node)
        elif isinstance(node, nodes.Literal) and node.type == "int" and node.value > 1 << 63:  # type: ignore[operator]
            raise self.wrong(f"`-{self.shown(start)}` is smaller than -9223372036854775808, the smallest int", start)
        return node

    def _integer(self, node: nodes.Node) -> None:
        """Refuse a literal that only a minus before it could have saved."""
        if isinstance(node, nodes.Literal) and node.type == "int" and node.value >= 1 << 63:  # type: ignore[operator]
            shown = self.text[node.start : node.end]
            fault = Fault(f"`{shown}` is larger than 9223372036854775807, the largest int", node.start, node.end)
            raise ExpressionError([fault])

    def _primary(self) -> nodes.Node:
        """Read a value.

        primary = literal | ["."] name ["(" [list] ")"] | "(" expr ")" | "[" [list] "]" | "{" [entries] "}"
        """
        token = self.token
        if token.kind in ("int", "uint", "double", "string", "bytes"):
            self.advance()
            return nodes.Literal(token.start, token.end, token.kind, token.value)
        if token.kind in ("true", "false", "null"):
            self.advance()
            value = None if token.kind == "null" else token.kind == "true"
            return nodes.Literal(token.start, token.end, "null" if token.kind == "null" else "bool", value)
        read = self._prefixes.get(token.kind)
        if read is None:
            raise self.unexpected("a value")
        return read()

    def _parenthesis(self) -> nodes.Node:
        start = self.advance().start
        node = self.expression()
        node.start, node.end = start, self.expect(")", "`)`").end
        return node

    def _list(self) -> nodes.Node:
        start = self.advance().start
        items = self._items("]")
        return self._deep(nodes.ListOf(start, self.expect("]", "`,` or `]`").end, items))

    def _map(self) -> nodes.Node:
        """Read a map.

        entries = expr ":" expr {"," expr ":" expr} [","]
        """
        start = self.advance().start
        entries = []
        while self.token.kind != "}":
            key = self.expression()
            self.expect(":", "`:` and a value")
            entries.append((key, self.expression()))
            if self.token.kind != ",":
                break
            self.advance()
        return self._deep(nodes.MapOf(start, self.expect("}", "`,` or `}`").end, entries))

    def _items(self, closing: str) -> list[nodes.Node]:
        """Read expressions up to a closing sign; a last comma is for lists only.

        list = expr {"," expr} [","]
        """
        items: list[nodes.Node] = []
        while self.token.kind != closing:
            items.append(self.expression())
            if self.token.kind != ",":
                break
            self.advance()
            if closing == ")" and self.token.kind == ")":
                raise self.unexpected("another argument")
        return items

    def _name(self) -> nodes.Node:
        """Read a name, a call without receiver, or (to be refused by the checker) a message."""
        start = self.token.start
        absolute = self.token.kind == "."
        if absolute:
            self.advance()
        token = self.token
        if token.kind != "name":
            raise self.unexpected("a name")
        name = str(token.value)
        self.advance()
        if name in RESERVED:
            raise self.wrong(f"`{name}` is a reserved word and cannot be a name", token)
        if self.token.kind == "(":
            return self._call(None, token, start)
        if self.token.kind == "{":
            return self._message(start, name)
        return nodes.Name(start, token.end, name, absolute=absolute)

    def _message(self, start: int, name: str) -> nodes.Node:
        self.advance()
        while self.token.kind != "}":
            if self.token.kind not in ("name", "quoted"):
                raise self.unexpected("a field")
            self.advance()
            self.expect(":", "`:` and a value")
            self.expression()
            if self.token.kind != ",":
                break
            self.advance()
        return nodes.Message(start, self.expect("}", "`,` or `}`").end, name)

    def _index(self, operand: nodes.Node) -> nodes.Node:
        self.advance()
        index = self.expression()
        return nodes.Index(operand, index, self.expect("]", "`]`").end)

    def _dot(self, operand: nodes.Node) -> nodes.Node:
        """Read a field or a function behind a dot."""
        self.advance()
        token = self.token
        if token.kind not in ("name", "quoted"):
            raise self.unexpected("a field or a function")
        self.advance()
        if self.token.kind == "(" and token.kind == "name":
            return self._call(operand, token, operand.start)
        if self.token.kind == "{" and isinstance(operand, (nodes.Name, nodes.Select)):
            return self._message(operand.start, self.text[operand.start : token.end])
        return nodes.Select(operand, str(token.value), token.start, token.end, quoted=token.kind == "quoted")

    def _call(self, receiver: nodes.Node | None, name: Token, start: int) -> nodes.Node:
        """Read the arguments of a function or macro."""
        word = str(name.value)
        self.advance()
        macro = receiver is not None and word in MACROS
        self._macros += macro
        if self._macros > MAX_MACROS:
            raise self.wrong(f"macros are nested more than {MAX_MACROS} deep", name)
        arguments = self._items(")")
        self._macros -= macro
        end = self.expect(")", "`,` or `)`").end
        spot = (word, name.start, name.end)
        if receiver is not None and macro:
            return macro_node(receiver, spot, arguments, end)
        if receiver is None and word == "has":
            return has_node((start, end), spot, arguments)
        return self._deep(nodes.Call((start, end), spot, receiver, arguments))

    def _deep(self, node: nodes.Node) -> nodes.Node:
        """Refuse a tree that grew too high."""
        if node.depth > MAX_DEPTH:
            raise ExpressionError([Fault("the expression is nested too deeply", node.start, node.end)])
        return node
