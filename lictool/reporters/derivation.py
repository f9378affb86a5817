"""How a rule came to its verdicts, for people at a terminal: at most fifteen lines for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr.chronology import DAY, show_date, show_timestamp
from lictool.expr.values import Duration, Interval, Timestamp
from lictool.message import bounds
from lictool.phrases import listed
from lictool.reporters.escaping import one_line
from lictool.steps import Computed, Fact
from lictool.wording import UNITS, counted, plural
from lictool.wording import say as say_generally
from lictool.wording_derivation import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lictool.derivation import Derivations
    from lictool.finding import Spot
    from lictool.steps import Change, Clause, Derivation, Value

LINES = 15
"""Lines of a derivation at most."""
_TERMS = 5
_HOUR = DAY // 24


def render(found: Derivations, language: str) -> str:
    """Give the heading, a derivation for each violation and unknown, a line for each of the rest, and the counts."""
    return _Page(found, language).text()


class _Page:
    """The page of one rule in one language."""

    __slots__ = ("_found", "_language")

    def __init__(self, found: Derivations, language: str) -> None:
        self._found = found
        self._language = language

    def text(self) -> str:
        found = self._found
        severity = say_generally(found.severity, self._language)
        lines = [self._say("heading", rule=found.rule, severity=severity, date=found.as_of, title=found.title), ""]
        for item in found.items:
            if item.spot is not None:
                lines += [*self.derivation(item), ""]
        short = [self._short(item) for item in found.items if item.spot is None]
        lines += [*short, ""] if short else []
        lines += self._end()
        return "\n".join(map(one_line, lines)) + "\n"

    def _say(self, key: str, **values: object) -> str:
        return say(key, self._language, **values)

    def derivation(self, item: Derivation) -> list[str]:
        """Give the lines of a derivation; where there are too many, those nearest to the verdict."""
        where = f"{self._place(item.spot)}: " if item.spot else ""
        head = [f"{where}{self._say(item.outcome)}: {self._subject(item)}", f"  {item.message}"]
        tail = [f"  {self._missing(fact)}" for fact in item.missing]
        if item.change:
            tail.append("  " + self._say("change", change=self._change(item.change)))
        if item.remediation:
            tail.append("  " + self._say("fix", text=item.remediation))
        tail = [*tail[: LINES // 2], *tail[-1:]] if len(tail) > LINES // 2 else tail
        body = list(self._body(item.clauses, {fact.path for fact in item.missing}))
        return [*head, *self._shortened(body, LINES - len(head) - len(tail)), *tail]

    def _shortened(self, body: list[tuple[int, str]], room: int) -> list[str]:
        """Leave out the lines that are farthest from the clauses."""
        if len(body) <= room:
            return [line for _, line in body]
        order = sorted(range(len(body)), key=lambda number: (body[number][0], number))
        kept = sorted(order[: room - 1])
        return [*(body[number][1] for number in kept), "    " + self._say("more", count=len(body) - len(kept))]

    def _body(self, clauses: Iterable[Clause], said: set[str]) -> Iterator[tuple[int, str]]:
        """Give the lines between message and remedy with their ranks; nothing is said twice."""
        seen: set[str] = set(said)
        for number, clause in enumerate(clauses):
            lines = [line for line in clause.lines if _mark(line) not in seen]
            if clause.text in seen and not lines:
                continue
            seen.add(clause.text)
            yield min(number, 2), f"  {self._clause(clause)}"
            for line in lines:
                if _mark(line) not in seen:
                    seen.add(_mark(line))
                    yield line.rank + min(number, 2), f"    {self._line(line)}"

    def _clause(self, clause: Clause) -> str:
        key = {True: "clause-true", False: "clause-false", None: "clause-open"}[clause.outcome]
        text = self._say(key, text=clause.text) + self._compared(clause)
        if clause.elements:
            named = (self._say("element", name=name, value=value) for name, value in clause.elements)
            text += self._say("elements", list=self._say("element-also").join(named))
        if clause.source == "when":
            return text + self._say("source-when")
        return text if clause.source == "assert" else text + self._say("source-variable", name=clause.source)

    def _compared(self, clause: Clause) -> str:
        """Give both sides of a comparison; nothing where they are the same, or one of them tells nothing."""
        sides = [self._side(side) for side in clause.sides]
        if len(sides) != 2 or not all(sides) or sides[0] == sides[1]:
            return ""
        if not all(side.known or other.unit for side, other in zip(clause.sides, reversed(clause.sides), strict=True)):
            return ""
        return self._say("compared", left=sides[0], sign=clause.sign, right=sides[1])

    def _side(self, side: Value) -> str:
        """Show a side of a comparison; a list stands in brackets, also where nothing is in it."""
        if side.length is None:
            return self._value(side)
        return f"[{self._value(side)}]" if side.length else "[]"

    def _line(self, line: Fact | Computed) -> str:
        if isinstance(line, Fact):
            return self._fact(line)
        value = self._value(line.value)
        if line.terms:
            shown = [self._value(term) for term in line.terms[:_TERMS]]
            if len(line.terms) > _TERMS:
                shown.append(self._say("terms-left", count=len(line.terms)))
            return self._say("computed-sum", name=line.name, terms=" + ".join(shown), value=value, text=line.text)
        return self._say("computed", name=line.name, value=value or "…", text=line.text)

    def _fact(self, fact: Fact) -> str:
        if fact.is_silent:
            return self._say("fact-silent", path=fact.path) + self._where(fact)
        if not fact.value.known:
            return self._say("fact-not-stated", path=fact.path) + self._where(fact)
        value = self._value(fact.value)
        text = self._say("fact", path=fact.path, value=value) if value else fact.path
        return text + self._where(fact)

    def _where(self, fact: Fact) -> str:
        """Give file, line and column, or the entry that a cell or parameter rests on."""
        ground = self._say("own-choice") if fact.citation == "own-choice" else fact.citation
        if fact.spot is not None:
            ground = self._place(fact.spot)
        return self._say("ground", ground=ground) if ground else ""

    def _place(self, spot: Spot) -> str:
        place = self._found.place(spot)
        return f"{place.file}:{place.span.line}:{place.span.column}"

    def _missing(self, fact: Fact) -> str:
        key = "missing-silent" if fact.is_silent else "missing-stated" if fact.value.known else "missing"
        return self._say(key, path=fact.path, value=self._value(fact.value)) + self._where(fact)

    def _value(self, value: Value) -> str:  # noqa: PLR0911 - one for each kind
        """Show a value; empty for one that has no short form."""
        language, raw = self._language, value.value
        if not value.known:
            return self._say("open")
        if raw is None:
            return "" if value.length is None else self._listed(value, value.length)
        if isinstance(raw, bool):
            return str(raw).lower()
        if isinstance(raw, Interval):
            return bounds(raw.low, raw.high, value.unit or "users", language)
        if isinstance(raw, Timestamp):
            return show_timestamp(raw) if raw % DAY else show_date(raw)
        if isinstance(raw, Duration):
            key, length = ("hours", _HOUR) if raw % DAY else ("days", DAY)
            return self._say(key, count=raw // length)
        if isinstance(raw, int):
            return counted(raw, value.unit, language) if value.unit in UNITS else str(raw)
        text = str(raw)
        return text if text and text == text.strip() else f'"{text}"'

    def _listed(self, value: Value, count: int) -> str:
        if not count:
            return self._say("empty")
        items = ", ".join(value.labels)
        left = count - len(value.labels)
        return self._say("items-left", items=items, count=left) if left else items

    def _change(self, change: Change) -> str:
        if change.parts:
            joint = self._say("all-of" if change.kind == "all" else "any-of")
            return joint.join(f"({self._change(p)})" if p.parts else self._change(p) for p in change.parts)
        key = change.kind
        if isinstance(change.value.value, Timestamp) and key in ("at-most", "at-least", "below", "above"):
            key += "-day"
        return self._say(key, subject=change.subject, value=self._value(change.value))

    def _subject(self, item: Derivation) -> str:
        return ": ".join(part for part in (item.deployment or self._say("everything"), item.resource) if part)

    def _short(self, item: Derivation) -> str:
        """Give a line for a verdict that asks for nothing: the clause that decided, and a fact behind it."""
        text = f"{self._subject(item)}: {self._say(item.outcome)}"
        for clause in item.clauses[:1]:
            text += ": " + self._clause(clause._replace(source="assert"))
            plain = all(isinstance(side.value, int) and not side.unit for side in clause.sides)
            if plain or not self._compared(clause):
                facts = [line for line in clause.lines if isinstance(line, Fact)]
                telling = [*(fact for fact in facts if fact.spot), *facts, *clause.lines]
                text += self._say("because", fact=self._line(telling[0])) if telling else ""
        return text

    def _end(self) -> list[str]:
        """Say what was not judged, and count the verdicts."""
        found, lines = self._found, []
        if not found.judged:
            lines.append(self._say("nothing-judged"))
        elif not found.items:
            lines.append(self._say("no-subject", list=found.subjects))
        if found.broken:
            english = self._language == "en"
            lines.append(self._say("broken", count=plural(found.broken, "document") if english else found.broken))
        if found.hidden:
            lines.append(self._say("hidden", names=listed((f"`{name}`" for name in found.hidden), self._language)))
        if found.items:
            names = {"violations": "violation", "unknowns": "unknown", "passes": "pass", "idle": "not-applicable"}
            outcomes = [item.outcome for item in found.items]
            counts: dict[str, object] = {key: outcomes.count(name) for key, name in names.items()}
            if self._language == "en":
                counts["violations"] = plural(outcomes.count("violation"), "violation")
            lines.append(self._say("summary", **counts))
        return lines


def _mark(line: Fact | Computed) -> str:
    """Tell lines apart by what they speak of."""
    return line.path if isinstance(line, Fact) else f"{line.name} ="
