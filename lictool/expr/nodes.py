"""The tree that the parser makes of an expression.

Offsets count characters of the text from 0, the end is one past the last character. `depth` is the height of the
tree below and including the node, so that a tree too deep to walk is refused while it grows.
"""

from __future__ import annotations


class Node:
    """Base of all nodes."""

    __slots__ = ("depth", "end", "start")
    depth: int

    def __init__(self, start: int, end: int, *children: Node) -> None:
        self.start = start
        self.end = end
        self.depth = 1 + max((child.depth for child in children), default=0)


class Literal(Node):
    """A constant: `value` is int, float, str, bytes, bool or None; `type` is the CEL name of its type."""

    __slots__ = ("type", "value")

    def __init__(self, start: int, end: int, name: str, value: object) -> None:
        super().__init__(start, end)
        self.type = name
        self.value = value


class Name(Node):
    """A name; `absolute` when written with a leading dot."""

    __slots__ = ("absolute", "name")

    def __init__(self, start: int, end: int, name: str, *, absolute: bool = False) -> None:
        super().__init__(start, end)
        self.name = name
        self.absolute = absolute


class Select(Node):
    """`operand.field`; the field stands at `field_start` up to the node's end; `quoted` when in backticks."""

    __slots__ = ("field", "field_start", "operand", "quoted")

    def __init__(self, operand: Node, field: str, field_start: int, end: int, *, quoted: bool = False) -> None:
        super().__init__(operand.start, end, operand)
        self.operand = operand
        self.field = field
        self.field_start = field_start
        self.quoted = quoted


class Has(Node):
    """`has(operand.field)`."""

    __slots__ = ("select",)

    def __init__(self, start: int, end: int, select: Select) -> None:
        super().__init__(start, end, select)
        self.select = select


class Index(Node):
    """`operand[index]`."""

    __slots__ = ("index", "operand")

    def __init__(self, operand: Node, index: Node, end: int) -> None:
        super().__init__(operand.start, end, operand, index)
        self.operand = operand
        self.index = index


class Call(Node):
    """`function(arguments)`, or `receiver.function(arguments)`; `name_start` and `name_end` bound the function's name."""

    __slots__ = ("arguments", "function", "name_end", "name_start", "receiver")

    def __init__(
        self, span: tuple[int, int], name: tuple[str, int, int], receiver: Node | None, arguments: list[Node]
    ) -> None:
        super().__init__(*span, *arguments, *([receiver] if receiver else []))
        self.function, self.name_start, self.name_end = name
        self.receiver = receiver
        self.arguments = arguments


class Not(Node):
    """`!operand`."""

    __slots__ = ("operand",)

    def __init__(self, start: int, operand: Node) -> None:
        super().__init__(start, operand.end, operand)
        self.operand = operand


class Negate(Node):
    """`-operand`."""

    __slots__ = ("operand",)

    def __init__(self, start: int, operand: Node) -> None:
        super().__init__(start, operand.end, operand)
        self.operand = operand


class Chain(Node):
    """Operands joined from left to right by operators of one rank: `a + b - c`; operators carry (sign, start, end)."""

    __slots__ = ("operands", "operators")

    def __init__(self, operands: list[Node], operators: list[tuple[str, int, int]]) -> None:
        super().__init__(operands[0].start, operands[-1].end, *operands)
        self.operands = operands
        self.operators = operators


class Relation(Node):
    """`left operator right` with one of `< <= > >= == != in`."""

    __slots__ = ("left", "operator", "operator_end", "operator_start", "right")

    def __init__(self, left: Node, operator: tuple[str, int, int], right: Node) -> None:
        super().__init__(left.start, right.end, left, right)
        self.left = left
        self.operator, self.operator_start, self.operator_end = operator
        self.right = right


class Logic(Node):
    """Operands joined by `&&` or by `||`."""

    __slots__ = ("operands", "operator")

    def __init__(self, operator: str, operands: list[Node]) -> None:
        super().__init__(operands[0].start, operands[-1].end, *operands)
        self.operator = operator
        self.operands = operands


class Conditional(Node):
    """`condition ? then : otherwise`."""

    __slots__ = ("condition", "otherwise", "then")

    def __init__(self, condition: Node, then: Node, otherwise: Node) -> None:
        super().__init__(condition.start, otherwise.end, condition, then, otherwise)
        self.condition = condition
        self.then = then
        self.otherwise = otherwise


class ListOf(Node):
    """`[items]`."""

    __slots__ = ("items",)

    def __init__(self, start: int, end: int, items: list[Node]) -> None:
        super().__init__(start, end, *items)
        self.items = items


class MapOf(Node):
    """`{key: value}`."""

    __slots__ = ("entries",)

    def __init__(self, start: int, end: int, entries: list[tuple[Node, Node]]) -> None:
        super().__init__(start, end, *(node for entry in entries for node in entry))
        self.entries = entries


class Message(Node):
    """`name{field: value}`: parsed, so that the checker can say that there are no messages here."""

    __slots__ = ("name",)

    def __init__(self, start: int, end: int, name: str) -> None:
        super().__init__(start, end)
        self.name = name


class Macro(Node):
    """`subject.macro(variable, steps…)` for `all exists exists_one filter map`; never expanded."""

    __slots__ = ("macro", "steps", "subject", "variable")

    def __init__(self, end: int, macro: str, subject: Node, variable: Name, steps: list[Node]) -> None:
        super().__init__(subject.start, end, subject, *steps)
        self.macro = macro
        self.subject = subject
        self.variable = variable
        self.steps = steps
