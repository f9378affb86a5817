"""Small changes to an expression, each at the place of a part of its tree, made in its text.

Whoever tests a rule changes it in one place and sees whether an example notices. A change is one that a tired author
could have made: an operator, a limit one unit off, a name from the same set, a clause forgotten. Types keep most of
those away that would not check; of two that must come to the same, one is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.anatomy import children, within
from lictool.expr import nodes
from lictool.expr.celtypes import NEVER, Type
from lictool.expr.lexer import Lexer
from lictool.neighbours import columns_beside, finds_by_name, is_table, words_beside
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from lictool.anatomy import Part
    from lictool.neighbours import Vocabulary

    Parents = tuple[nodes.Node, ...]
    """The nodes above one, the nearest last."""

_OTHER = {"==": ("!=",), "!=": ("==",), "<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<")}
_STEP = {">": 1, "<=": 1, ">=": -1, "<": -1}
"""By how much the right side moves in the direction that a changed operator does not cover."""
_SIGNS = {"+": "-", "-": "+", "*": "/", "/": "*", "%": "*"}
_QUANTIFIERS = {"all": ("exists",), "exists": ("all", "exists_one"), "exists_one": ("exists", "all")}
_FUNCTIONS = {"min": "max", "max": "min", "startsWith": "endsWith", "endsWith": "startsWith", "contains": "startsWith",
              "days": "hours", "hours": "days"}  # fmt: skip
_ATOMS = (nodes.Name, nodes.Select, nodes.Index, nodes.Call, nodes.Macro)
_LOOSE = (nodes.Logic, nodes.Relation, nodes.Chain, nodes.Conditional)


class Edit(NamedTuple):
    """One change to the text of an expression."""

    kind: str
    """What was changed, in a word or two."""
    start: int
    end: int
    text: str
    """What stands in the place of the characters from `start` to `end`."""
    part: tuple[int, int]
    """Offsets of the part of the expression that is another one now."""

    def applied(self, text: str) -> str:
        """Give the text with the change."""
        return text[: self.start] + self.text + text[self.end :]


def edits(part: Part, words: Vocabulary) -> list[Edit]:
    """Give all changes to an expression, in the order of their places."""
    maker = _Maker(part, words)
    maker.visit(part.root, ())
    if part.name == "when" and len(part.path) == 1:
        maker.made.append(Edit("`when` dropped", 0, len(part.text), "true", (part.root.start, part.root.end)))
    unique = {edit.applied(part.text): edit for edit in reversed(maker.made)}
    unique.pop(part.text, None)
    return sorted(unique.values(), key=lambda edit: (edit.start, edit.end, edit.text))


class _Maker:
    """Walks the tree of one expression and makes changes at each node."""

    __slots__ = ("asked", "made", "read", "text", "tokens", "types", "words")

    def __init__(self, part: Part, words: Vocabulary) -> None:
        self.text = part.text
        self.types = part.types
        self.words = words
        self.tokens = Lexer(part.text).run()
        within_it = list(within(part.root))
        self.read = {self.slice(node) for node in within_it if isinstance(node, nodes.Select)}
        self.asked = {self.slice(node.select) for node in within_it if isinstance(node, nodes.Has)}
        self.made: list[Edit] = []

    def visit(self, node: nodes.Node, parents: Parents) -> None:
        """Change a node and all below it."""
        change = _CHANGES.get(type(node))
        if change:
            change(self, node, parents)
        self._negated(node, parents)
        for child in children(node):
            self.visit(child, (*parents, node))

    def add(self, kind: str, node: nodes.Node, span: tuple[int, int], text: str) -> None:
        """Take down a change at a node."""
        self.made.append(Edit(kind, *span, text, (node.start, node.end)))

    def replace(self, kind: str, node: nodes.Node, text: str) -> None:
        """Take down that something else stands in the place of a node."""
        self.add(kind, node, (node.start, node.end), text)

    def type(self, node: nodes.Node) -> Type:
        """Give the type of a node; one that says nothing where the checker did not look."""
        return self.types.get((node.start, node.end), NEVER)

    def slice(self, node: nodes.Node) -> str:
        """Give the text of a node, in parentheses where it needs them anywhere else."""
        text = self.text[node.start : node.end]
        return f"({text})" if isinstance(node, _LOOSE) and children(node)[0].start == node.start else text

    def token(self, position: int, *kinds: str) -> int:
        """Give the number of the first token of a kind at or behind a place."""
        return next(n for n, token in enumerate(self.tokens) if token.start >= position and token.kind in kinds)

    def closing(self, number: int) -> int:
        """Give the end of the parenthesis that the token of a number opens."""
        depth = 0
        for token in self.tokens[number:]:
            depth += (token.kind in ("(", "[", "{")) - (token.kind in (")", "]", "}"))
            if depth == 0:
                return token.end
        raise AssertionError

    def without(self, kind: str, node: nodes.Node, items: Sequence[nodes.Node], place: int) -> None:
        """Drop one of several things that stand with a sign between them."""
        if place + 1 < len(items):
            self.add(kind, node, (items[place].start, items[place + 1].start), "")
        else:
            self.add(kind, node, (items[place - 1].end, items[place].end), "")

    def relation(self, node: nodes.Relation, _: Parents) -> None:
        """Change an operator, and move a limit by one."""
        for sign in _OTHER.get(node.operator, ()):
            self.add("relation", node, (node.operator_start, node.operator_end), sign)
        if node.operator in _STEP:
            self._move(node)

    def _move(self, node: nodes.Relation) -> None:
        """Move the side of an order that is most of a limit, in the direction that no operator covers."""
        sides = [side for side in (node.right, node.left) if self._is_limit(side)]
        if not sides:
            return
        ranks = [isinstance(side, nodes.Literal) * 2 + self._is_given(side) for side in sides]
        side = sides[ranks.index(max(ranks))]
        step = _STEP[node.operator] * (1 if side is node.right else -1)
        self.add("limit", node, (side.start, side.end), self._moved(side, step))

    def _is_limit(self, node: nodes.Node) -> bool:
        kind = self.type(node).kind
        return kind in ("int", "timestamp") or (kind == "double" and isinstance(node, nodes.Literal))

    def _moved(self, node: nodes.Node, step: int) -> str:
        if isinstance(node, nodes.Literal):
            return str(node.value + step)  # type: ignore[operator]
        unit = "days(1)" if self.type(node).kind == "timestamp" else "1"
        return f"{self.text[node.start : node.end]} {'+' if step > 0 else '-'} {unit}"

    def _is_given(self, node: nodes.Node) -> bool:
        """Tell whether a node reads a parameter or a cell of a table."""
        if not isinstance(node, nodes.Select):
            return False
        above = node.operand
        return (isinstance(above, nodes.Name) and above.name == "parameters") or self.type(
            above
        ).name in self.words.tables

    def logic(self, node: nodes.Logic, _: Parents) -> None:
        """Change an operator, and drop each operand."""
        other = "||" if node.operator == "&&" else "&&"
        for one in node.operands[:-1]:
            token = self.tokens[self.token(one.end, node.operator)]
            self.add("logic", node, (token.start, token.end), other)
        for place in range(len(node.operands)):
            self.without("operand dropped", node, node.operands, place)

    def chain(self, node: nodes.Chain, _: Parents) -> None:
        """Change a sign, and drop each term."""
        countable = self.type(node).kind not in ("string", "bytes", "list")
        for sign, start, end in node.operators:
            if countable:
                self.add("arithmetic", node, (start, end), _SIGNS[sign])
        if node.operators[0][0] in "+-":
            first = 0 if node.operators[0][0] == "+" else 1
            for place in range(first, len(node.operands)):
                if place == 0:
                    self.without("term dropped", node, node.operands, place)
                else:
                    self.add("term dropped", node, (node.operands[place - 1].end, node.operands[place].end), "")

    def sign(self, node: nodes.Not | nodes.Negate, _: Parents) -> None:
        """Drop a negation or a minus."""
        kind = "negation" if isinstance(node, nodes.Not) else "arithmetic"
        self.add(kind, node, (node.start, node.operand.start), "")

    def _negated(self, node: nodes.Node, parents: Parents) -> None:
        """Negate what has no other way to be the contrary."""
        looks_in = isinstance(node, nodes.Relation) and node.operator == "in"
        if not (isinstance(node, _ATOMS) or looks_in) or self.type(node).kind != "bool":
            return
        above = parents[-1] if parents else None
        if isinstance(above, nodes.Not) or (isinstance(above, nodes.Conditional) and node is above.condition):
            return
        self.replace("negation", node, f"!{self.slice(node)}")

    def has(self, node: nodes.Has, parents: Parents) -> None:
        """Take a fact for stated and for absent, not where that drops the clause; a guard leaves the column to its cell."""
        dropped = {"&&": "true", "||": "false"}
        above = parents[-1] if parents else None
        left = dropped.get(above.operator, "") if isinstance(above, nodes.Logic) else ""
        if isinstance(above, nodes.Not) and len(parents) > 1 and isinstance(parents[-2], nodes.Logic):
            left = {"&&": "false", "||": "true"}[parents[-2].operator]
        for value in ("true", "false"):
            if value != left:
                self.replace("presence", node, value)
        if self.slice(node.select) not in self.read:
            self._column(node, node.select)

    def conditional(self, node: nodes.Conditional, _: Parents) -> None:
        """Swap the branches, and take one whatever the condition says."""
        then, otherwise = self.slice(node.then), self.slice(node.otherwise)
        bare = node.condition.operand if isinstance(node.condition, nodes.Not) else node.condition
        span = (node.then.start, node.otherwise.end)
        self.add("branches swapped", node, span, f"{otherwise} : {then}")
        if not isinstance(bare, nodes.Has):
            self.replace("one branch", node, then)
            self.replace("one branch", node, otherwise)

    def listed(self, node: nodes.ListOf, _: Parents) -> None:
        """Drop each item."""
        if len(node.items) > 1:
            for place in range(len(node.items)):
                self.without("item dropped", node, node.items, place)

    def macro(self, node: nodes.Macro, _: Parents) -> None:
        """Change a quantifier, drop the condition of a filter."""
        name, items = self.token(node.subject.end, "name"), self.type(node.subject)
        for other in _QUANTIFIERS.get(node.macro, ()):
            if other == "exists_one" and (is_table(items, self.words) or finds_by_name(node, items, self.words)):
                continue
            self.add("quantifier", node, (self.tokens[name].start, self.tokens[name].end), other)
        if node.macro == "filter":
            self.add("filter dropped", node, (node.subject.end, self.closing(name + 1)), "")
        elif len(node.steps) == 2:
            self.add("filter dropped", node, (node.steps[0].start, node.steps[1].start), "")

    def call(self, node: nodes.Call, _: Parents) -> None:
        """Change a function for its counterpart, or leave it out where it gives what it takes."""
        if node.function in _FUNCTIONS:
            self.add("function", node, (node.name_start, node.name_end), _FUNCTIONS[node.function])
        if node.receiver and self.type(node.receiver).kind == self.type(node).kind:
            end = self.closing(self.token(node.name_end, "("))
            self.add("function dropped", node, (node.receiver.end, end), "")
        elif node.function == "date":
            self.replace("function dropped", node, self.slice(node.arguments[0]))

    def select(self, node: nodes.Select, parents: Parents) -> None:
        """Read another column of a table, move a parameter by one."""
        self._column(node, node)
        above = parents[-1] if parents else None
        is_limit = isinstance(above, nodes.Relation) and above.operator in _STEP
        if self._is_given(node) and self.type(node).kind in ("int", "timestamp") and not is_limit:
            for step in (1, -1):
                moved = self._moved(node, step)
                self.replace("limit", node, moved if above is None or isinstance(above, nodes.Call) else f"({moved})")

    def _column(self, node: nodes.Node, select: nodes.Select) -> None:
        row = self.type(select.operand)
        if row.name not in self.words.tables:
            return
        token = self.tokens[self.token(select.field_start, "name", "quoted")]
        way = "present" if isinstance(node, nodes.Has) else "guarded" if self.slice(node) in self.asked else ""
        for other in columns_beside(select.field, row, self.words, way):
            self.add("column", node, (token.start, token.end), other)

    def literal(self, node: nodes.Literal, parents: Parents) -> None:
        """Change a constant for its neighbours."""
        above = parents[-1] if parents else None
        if node.type == "bool":
            self.replace("constant", node, "false" if node.value else "true")
        elif node.type in ("int", "double") and not (isinstance(above, nodes.Relation) and above.operator in _STEP):
            for step in (1, -1):
                self.replace("limit", node, self._moved(node, step))
        elif isinstance(node.value, str):
            token = self.tokens[self.token(node.start, "string")]
            for kind, other in words_beside(node, parents, self.type, self.words, self.text[token.start : token.end]):
                self.replace(kind, node, other)


_CHANGES: dict[type[nodes.Node], Callable[[_Maker, Any, Parents], None]] = {
    nodes.Relation: _Maker.relation,
    nodes.Logic: _Maker.logic,
    nodes.Chain: _Maker.chain,
    nodes.Not: _Maker.sign,
    nodes.Negate: _Maker.sign,
    nodes.Has: _Maker.has,
    nodes.Conditional: _Maker.conditional,
    nodes.ListOf: _Maker.listed,
    nodes.Macro: _Maker.macro,
    nodes.Call: _Maker.call,
    nodes.Select: _Maker.select,
    nodes.Literal: _Maker.literal,
}
