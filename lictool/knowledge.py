"""Asking the knowledge of policies: what holds some words, what rests on an entry, what a newer text of the source changes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from lictool.errors import Problem, UsageError
from lictool.evaluation import PARAMETERS, TABLES
from lictool.passages import Known, Opening, cut
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lictool.passages import Passage
    from lictool.policy import Policy

_TITLE, _ANSWER, _FACT = 3, 2, 1
"""What a word counts by the place that holds it."""


class Hit(NamedTuple):
    """An entry that holds the words that were looked for."""

    policy: Policy
    name: str
    excerpt: str
    """The sentence, or the fact, that holds most of them."""


class Coverage(NamedTuple):
    """What enforces an entry."""

    policy: Policy
    name: str
    rules: Mapping[str, Mapping[str, int]]
    """The rules that cite it: how many of their examples have each outcome."""
    fault: str
    """`not-enforced` where its status says that rules enforce it but none cites it, `enforced` where a rule cites one
    that says it is only informational, else empty."""

    @property
    def status(self) -> str:
        """What the entry says of itself."""
        return str(self.policy.knowledge[self.name].data["status"])

    @property
    def outcomes(self) -> Counter[str]:
        """How many examples of all its rules have each outcome."""
        total: Counter[str] = Counter()
        for counts in self.rules.values():
            total.update(counts)
        return total


class Dependents(NamedTuple):
    """What stands on an entry."""

    rules: tuple[str, ...]
    """Rules that cite it."""
    cells: tuple[str, ...]
    """Rows and columns of tables, such as `tiers[plus]` and `tiers.growable`, and parameters, such as
    `parameters.graceDays`, that cite it."""
    readers: tuple[str, ...]
    """Rules that read such cells and do not cite the entry themselves."""
    entries: tuple[str, ...]
    """Entries that refer to it."""


class Verification(NamedTuple):
    """What another text of a source changes."""

    policy: Policy
    source: str
    unchanged: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]
    new: tuple[str, ...]
    """Normalised passages that no entry stands for."""
    dependents: Mapping[str, Dependents]
    """Of the changed and the vanished."""

    @property
    def holds(self) -> bool:
        """Whether nothing changed."""
        return not (self.changed or self.vanished or self.new)


def search(policies: Sequence[Policy], words: Sequence[str], language: str) -> list[Hit]:
    """Give the entries that hold every word, in whatever language, the best first.

    Words may be parts of words; case, width and the like make no difference. Titles count more than answers and
    readings, and those more than facts.
    """
    wanted = [_folded(word) for word in words if word.strip()]
    other = "en" if language == "ja" else "ja"
    found: list[tuple[int, int, Hit]] = []
    for policy in policies:
        for name, authored in policy.knowledge.items():
            places = [*_texts(authored.data, language), *_texts(authored.data, other)]
            folded = [(weight, _folded(text)) for weight, text in places]
            weights = [max((weight for weight, text in folded if word in text), default=0) for word in wanted]
            if wanted and all(weights):
                excerpt = _excerpt([text for weight, text in places if weight != _TITLE], wanted)
                found.append((-sum(weights), len(found), Hit(policy, name, excerpt)))
    return [hit for _, _, hit in sorted(found, key=lambda each: each[:2])]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _texts(data: Mapping[str, Any], language: str) -> Iterator[tuple[int, str]]:
    """Give the texts of an entry in a language with their weights, sentence by sentence."""
    yield _TITLE, data["title"][language]
    for text in (data["answer"], *data.get("readings", ()), *([data["reason"]] if "reason" in data else ())):
        yield from ((_ANSWER, sentence) for sentence in _sentences(text[language]))
    for fact in data.get("facts", ()):
        value = fact["value"]
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        note = f" ({fact['note'][language]})" if "note" in fact else ""
        yield _FACT, f"{fact['name']}: {shown}{note}"


def _sentences(text: str) -> list[str]:
    cut_text = text.replace("。", "。\n").replace(". ", ".\n").replace("\n\n", "\n")
    return [sentence.strip() for sentence in cut_text.split("\n") if sentence.strip()]


def _excerpt(texts: Iterable[str], wanted: Sequence[str]) -> str:
    """Give the text that holds most words, the first of several; empty if none holds any."""
    best, most = "", 0
    for text in texts:
        held = sum(word in _folded(text) for word in wanted)
        if held > most:
            best, most = text, held
    return best


def coverage(policies: Sequence[Policy]) -> list[Coverage]:
    """Give what enforces each entry, in the order of the entries."""
    found = []
    for policy in policies:
        citing: dict[str, dict[str, Counter[str]]] = {name: {} for name in policy.knowledge}
        for rule, authored in policy.rules.items():
            outcomes = Counter(example["outcome"] for example in authored.data["examples"])
            for entry in authored.data["citations"]:
                citing[entry][rule] = outcomes
        for name, authored in policy.knowledge.items():
            is_informational = authored.data["status"] == "informational"
            fault = "enforced" if is_informational and citing[name] else ""
            if not is_informational and not citing[name]:
                fault = "not-enforced"
            found.append(Coverage(policy, name, citing[name], fault))
    return found


def dependents(policy: Policy, entry: str) -> Dependents:
    """Give what stands on an entry: rules, cells of tables and parameters with the rules that read them, entries."""
    rules = tuple(name for name, authored in policy.rules.items() if entry in authored.data["citations"])
    readers = (
        rule["name"] for rule in policy.data["rules"] if rule["name"] not in rules and _rests_on(policy, rule, entry)
    )
    entries = (name for name, authored in policy.knowledge.items() if entry in authored.data.get("related", ()))
    return Dependents(rules, tuple(_citing_cells(policy, entry)), tuple(readers), tuple(entries))


def _citing_cells(policy: Policy, entry: str) -> Iterator[str]:
    reference = policy.data["reference"]
    for table, rows in reference["rowCitations"].items():
        yield from (f"{table}[{row}]" for row, cited in rows.items() if entry in cited)
        yield from (f"{table}.{name}" for name, cited in reference["columnCitations"][table].items() if entry in cited)
    for name, parameter in policy.authored.data.get("parameters", {}).items():
        if entry in parameter.get("citations", ()):
            yield f"parameters.{name}"


def _rests_on(policy: Policy, rule: Mapping[str, Any], entry: str) -> bool:
    """Tell whether a rule reads a cell of a table, or a parameter, that cites the entry."""
    reference = policy.data["reference"]
    plans = [rule[part] for part in ("when", "assert", "at") if rule[part]] + [plan for _, plan in rule["variables"]]
    for table, row, column in (read for plan in plans for read in _reads(plan)):
        if not table:
            cited = policy.authored.data["parameters"][column].get("citations", ())
        elif column in reference["columnCitations"][table]:
            # What is cited for a column goes before what is cited for its rows.
            cited = reference["columnCitations"][table][column]
        else:
            rows = reference["rowCitations"][table]
            cited = [name for key in ([row] if row else rows) for name in rows.get(key, ())]
        if entry in cited:
            return True
    return False


def _reads(node: Any) -> Iterator[tuple[str, str, str]]:
    """Give what a plan reads of tables, as table, row (empty for any) and column (empty for none); of parameters, with no table."""
    if not _is_node(node):
        if isinstance(node, list | tuple):
            for part in node:
                yield from _reads(part)
        return
    op, operands = node[0], node[3]
    if op in ("select", "optional", "has"):
        inner = operands[0]
        if _is_name(inner, PARAMETERS):
            yield "", "", node[4]
            return
        if inner[0] == "at" and _is_table(inner[3][0]):
            key = inner[3][1]
            yield inner[3][0][4], str(key[4]) if key[0] == "const" else "", node[4]
            yield from _reads(key)
            return
        if _is_table(node):
            yield node[4], "", ""
            return
    for part in node[3:]:
        yield from _reads(part)


def _is_node(node: Any) -> bool:
    return isinstance(node, list | tuple) and len(node) >= 4 and isinstance(node[0], str) and isinstance(node[1], int)


def _is_name(node: Any, slot: int) -> bool:
    return bool(node[0] == "var" and node[4] == slot)


def _is_table(node: Any) -> bool:
    return node[0] in ("select", "optional") and _is_name(node[3][0], TABLES)


def verify(policies: Sequence[Policy], text: str) -> list[Verification]:
    """Compare another text with the passages that were read, of each source of which it holds any.

    Raises UsageError if it holds no passage that is known, or is too long.
    """
    found = []
    for policy in policies:
        for source in policy.authored.data["sources"]:
            known = dict(_known(policy, source))
            passages = cut(text, known, policy.authored.data["sources"][source].get("closings", ())) if known else []
            if any(passage.name for passage in passages):
                found.append(_verification(policy, source, known, passages))
    if not found:
        raise UsageError(Problem("the text holds no question that an entry of the policies stands for"))
    return found


def _known(policy: Policy, source: str) -> Iterator[tuple[str, Known]]:
    for name, authored in policy.knowledge.items():
        passage = authored.data.get("passage", {})
        if policy.data["reference"]["entries"][name]["source"] == source and "opening" in passage:
            opening = passage["opening"]
            yield (
                name,
                Known(Opening(opening["length"], opening["digest"], opening.get("asked", True)), passage["digest"]),
            )


def _verification(policy: Policy, source: str, known: Mapping[str, Known], passages: list[Passage]) -> Verification:
    reworded = _reworded(list(known), passages)
    names = {passage.name for passage in passages}
    unchanged = {passage.name for passage in passages if passage.is_unchanged}
    vanished = tuple(name for name in known if name not in names and name not in reworded)
    changed = tuple(name for name in known if name in reworded or (name in names and name not in unchanged))
    return Verification(
        policy,
        source,
        tuple(name for name in known if name in unchanged),
        changed,
        vanished,
        tuple(p.text for number, p in enumerate(passages) if not p.name and number not in reworded.values()),
        {name: dependents(policy, name) for name in (*changed, *vanished)},
    )


def _reworded(order: list[str], passages: Sequence[Passage]) -> dict[str, int]:
    """Give the known passages whose question reads otherwise now, with the number of the new one in its place.

    That is where between two neighbours exactly one is missing and exactly one is new.
    """
    found: dict[str, int] = {}
    new: list[int] = []
    before = -1
    names = {passage.name for passage in passages}
    for number, passage in enumerate([*passages, None]):
        if passage is not None and not passage.name:
            new.append(number)
            continue
        here = len(order) if passage is None else order.index(passage.name)
        gap = order[before + 1 : here]
        if len(new) == 1 and len(gap) == 1 and gap[0] not in names:
            found[gap[0]] = new[0]
        before, new = here, []
    return found
