"""A manifest part as YAML text, with a comment over each block that says where it was read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lictool.importing.assembly import Items, Leaf, Record
from lictool.reporters.escaping import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lictool.importing.facts import Item, Origin

HEAD = """\
# Written by `lictool import`: what outputs and definitions say. What is configured is not yet used, what a device claims
# was not yet bought, sessions show fewer users than may connect: state these yourself, in another part of the deployment.
apiVersion: lictool/v1
kind: SecureClientDeployment
"""
_WIDTH = 110
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?<!/)")
_SPECIAL = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_ESCAPED = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA1))} | {
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}


def written(deployment: str, tree: Record, order: Mapping[str, int]) -> str:
    """Give the text of a part; `order` ranks the keys, as the schema lists them."""
    lines = [f"metadata: {{name: {scalar(deployment)}}}"]
    if _is_held(tree):
        lines.append("spec:")
        lines += _record(tree, "  ", order)
    return HEAD + "".join(f"{line}\n" for line in lines)


def scalar(value: Any) -> str:
    """Give a scalar as YAML reads it back: texts that could be taken for something else are quoted."""
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _SPECIAL:
        return text
    quoted = text.translate(_ESCAPED)
    return f'"{"".join(map(_escaped, quoted))}"'


def _escaped(character: str) -> str:
    """Escape what YAML takes for a line break, and what could hide or reorder text."""
    if character.isascii() or one_line(character) == character:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _record(record: Record, indent: str, order: Mapping[str, int]) -> Iterator[str]:
    origins = _origins(record, order)
    above = ("", "")
    for key, entry in written_order(record, order):
        if isinstance(entry, Leaf):
            block = _block(entry)
            if block != above and block[0]:
                yield f"{indent}# {_comment(origins, entry)}"
            above = block
            yield from _leaf(key, entry.value, indent)
        elif isinstance(entry, Items):
            yield f"{indent}{key}:"
            for name in sorted(entry.members, key=lambda name: [str(value) for _, value in name]):
                yield from _member(name, entry.members[name], indent + "  ", order)
            above = ("", "")
        else:
            yield f"{indent}{key}:"
            yield from _record(entry, indent + "  ", order)
            above = ("", "")


def _member(name: Item, record: Record, indent: str, order: Mapping[str, int]) -> Iterator[str]:
    if record.origins:
        yield f"{indent}# {place_of(record.origins)}"
    lead = f"{indent}- "
    for key, value in name:
        for line in _leaf(key, value, ""):
            yield lead + line
            lead = f"{indent}  "
    yield from _record(record, f"{indent}  ", order)


def _leaf(key: str, value: Any, indent: str) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield f"{indent}{key}: {scalar(value)}"
        return
    flow = f"{indent}{key}: [{', '.join(map(scalar, value))}]"
    if len(flow) <= _WIDTH:
        yield flow
        return
    yield f"{indent}{key}:"
    yield from (f"{indent}  - {scalar(one)}" for one in value)


def written_order(record: Record, order: Mapping[str, int]) -> list[tuple[str, Leaf | Items | Record]]:
    """Give what a record holds in the order in which it is written; `order` ranks the keys, as the schema lists them."""
    held = ((key, entry) for key, entry in record.entries.items() if not isinstance(entry, Record) or _is_held(entry))
    return sorted(held, key=lambda pair: (order.get(pair[0], len(order)), pair[0]))


def _is_held(record: Record) -> bool:
    """Tell whether anything is left in a record whose contradictory facts were left out."""
    return any(not isinstance(entry, Record) or _is_held(entry) for entry in record.entries.values())


def _origins(record: Record, order: Mapping[str, int]) -> list[tuple[Leaf, tuple[Origin, ...]]]:
    """Give for each value at which a block starts the origins of all values of the block."""
    blocks: list[tuple[Leaf, tuple[Origin, ...]]] = []
    above = ("", "")
    for _, entry in written_order(record, order):
        if not isinstance(entry, Leaf):
            above = ("", "")
            continue
        block = _block(entry)
        if block == above and blocks:
            leaf, origins = blocks[-1]
            blocks[-1] = leaf, origins + entry.origins
        else:
            blocks.append((entry, entry.origins))
        above = block
    return blocks


def _block(leaf: Leaf) -> tuple[str, str]:
    """Give the output that a value was read from; nothing for what was read from none."""
    return leaf.origins[0].file, leaf.origins[0].command


def public(file: str) -> str:
    """Give the name of a file as it may stand in a manifest: of folders outside of the working folder nothing."""
    outside = file.startswith(("/", "../")) or file[1:3] == ":/"
    return one_line(file.rpartition("/")[2] if outside else file)


def _comment(blocks: list[tuple[Leaf, tuple[Origin, ...]]], entry: Leaf) -> str:
    return next(place_of(origins) for leaf, origins in blocks if leaf is entry)


def place_of(origins: Iterable[Origin]) -> str:
    """Name the places of facts: file and lines of each output; nothing for what the import itself adds."""
    lines: dict[tuple[str, str], list[int]] = {}
    for origin in origins:
        lines.setdefault((origin.file, origin.command), []).append(origin.line)
    return ", ".join(
        f"{public(file)}{_span(numbers)}{f' ({one_line(command)})' if command else ''}"
        for (file, command), numbers in lines.items()
    )


def _span(numbers: list[int]) -> str:
    numbers = [number for number in numbers if number]
    if not numbers:
        return ""
    first, last = min(numbers), max(numbers)
    return f":{first}" if first == last else f":{first}-{last}"
