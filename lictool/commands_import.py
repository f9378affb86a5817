"""The command `import`: files in, a manifest part out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from lictool.answer import Answer
from lictool.errors import Problem, UsageError, unreadable
from lictool.importing.kinds import AUTO, KINDS
from lictool.project import find
from lictool.reading.source import MAX_BYTES
from lictool.report import EMPTY, FOUND, JUDGED
from lictool.reporters.escaping import one_line
from lictool.session import surrounding
from lictool.tree import WorkTree, shown
from lictool.wording_importing import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lictool.answer import Surroundings
    from lictool.importing.column_map import ColumnMap
    from lictool.importing.facts import Extract, Notice, Skip
    from lictool.importing.part import Part

DEPLOYMENT = "imported"
NAME_LIMIT = 100
STRETCHES = 200
"""Stretches of skipped lines that are listed of one file for one reason."""


def imported(arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Read files and answer with the part. Raises UsageError for a kind, file or option that cannot be used."""
    from lictool.importing.extraction import extracted
    from lictool.importing.part import part

    root, here = surrounding(".")
    language = arguments["lang"] or find(WorkTree(root), here).language
    kind, paths = _words(arguments["words"])
    target = arguments["to"]
    if arguments["merge"] and target:
        raise UsageError(Problem("--merge and --to name two files to write; say which of them"))
    if arguments["dry_run"] and not arguments["merge"]:
        raise UsageError(Problem("--dry-run shows what --merge would write; add --merge FILE"))
    if target and os.path.lexists(target) and not arguments["force"]:
        raise UsageError(Problem(f"`{target}` is there already; --force replaces it"))
    for option in ("deployment", "headend"):
        _name(option, arguments[option])
    salt = _salt(arguments["salt"])
    columns = _columns(kind, arguments["map"])
    extracts: list[Extract] = []
    for path in paths:
        around.progress(f"reading {shown(path)} …")
        extracts += extracted(kind, path, shown(path), columns)
    around.progress("")
    made = part(extracts, arguments["deployment"] or DEPLOYMENT, arguments["headend"], salt)
    warnings = [*(warning for extract in extracts for warning in extract.warnings), *made.notices]
    notes = "".join(f"{line}\n" for line in (*_warned(warnings, language), *_skipped(extracts, language)))
    if not made.facts:
        return Answer("", EMPTY, notes=f"{notes}lictool: {say('import-nothing', language)}\n")
    if arguments["merge"]:
        return _merged(made, arguments, notes, language)
    if not target:
        return Answer(made.text, JUDGED, notes=notes)
    text = "".join(f"{line}\n" for line in _summary(made.outputs, language))
    text += say("import-written", language, file=shown(target), facts=made.facts, warnings=len(warnings)) + "\n"
    return Answer(text, JUDGED, files=((target, made.text),), notes=notes)


def _merged(made: Part, arguments: dict[str, Any], notes: str, language: str) -> Answer:
    """Answer with what was read, put into a manifest; with the conflicts alone where there are some."""
    from lictool.importing.changes import difference
    from lictool.importing.merging import merged
    from lictool.importing.part import key_order

    target = arguments["merge"]
    try:
        with open(target, "rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(target, error) from error
    file = shown(target)
    found = merged(file, content, made.tree, arguments["deployment"], key_order(), force=arguments["force"])
    for conflict in found.conflicts:
        origin = f"{one_line(conflict.origin.file)}:{conflict.origin.line}"
        text = say(
            "merge-conflict",
            language,
            path=conflict.path,
            said=conflict.said,
            read=conflict.read,
            origin=origin,
        )
        notes += say("conflict", language, place=f"{one_line(file)}:{conflict.line}", text=text) + "\n"
    lines = difference(content.decode(), found.text, file)
    if arguments["dry_run"]:
        return Answer(lines, FOUND if found.conflicts else JUDGED, notes=notes)
    if found.conflicts:
        return Answer("", FOUND, notes=notes + say("merge-stopped", language, count=len(found.conflicts)) + "\n")
    if not found.changes:
        return Answer(say("merge-nothing", language, file=one_line(file)) + "\n", JUDGED, notes=notes)
    text = say("merge-written", language, file=one_line(file), changes=found.changes) + "\n"
    return Answer(text, JUDGED, files=((target, found.text),), notes=notes + lines)


def _words(words: Sequence[str]) -> tuple[str, list[str]]:
    """Give the kind and the files, each once and in the order of their names."""
    kinds = (AUTO, *KINDS)
    if not words:
        raise UsageError(Problem(f"say what to import: KIND FILE…; kinds are {', '.join(kinds)}"))
    kind, *paths = words
    if kind not in kinds:
        from lictool.expr.suggestion import nearest

        near = nearest(kind, kinds)
        hint = f"; did you mean `{near}`?" if near else f"; there are {', '.join(kinds)}"
        raise UsageError(Problem(f"there is no kind `{kind}`{hint}"))
    if not paths:
        raise UsageError(Problem(f"say which files of kind `{kind}` to import"))
    return kind, sorted(set(paths))


def _columns(kind: str, path: str | None) -> ColumnMap | None:
    """Give the map of columns that a kind takes. Raises UsageError where one is missing or too many, PolicyError for its faults."""
    takes = kind != AUTO and KINDS[kind].is_mapped
    if path is None:
        if takes:
            raise UsageError(
                Problem(f"files of kind `{kind}` have columns that a person says the meaning of: add --map FILE")
            )
        return None
    if not takes:
        kinds = ", ".join(name for name, about in KINDS.items() if about.is_mapped)
        raise UsageError(Problem(f"files of kind `{kind}` take no --map; kinds that do are {kinds}"))
    from lictool.importing.column_map import column_map

    try:
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES)
    except OSError as error:
        raise unreadable(path, error) from error
    return column_map(shown(path), content)


def _name(option: str, name: str | None) -> None:
    """Hold a name of the command line to what a manifest takes. Raises UsageError."""
    if name is not None and (not name or name != one_line(name).strip() or len(name) > NAME_LIMIT):
        raise UsageError(Problem(f"`{one_line(name)}` is no name for --{option}: 1 to {NAME_LIMIT} visible characters"))


def _salt(path: str | None) -> bytes:
    """Give the salt in a file; a salt on a command line would stay in histories. Nothing without a file."""
    from lictool.importing.people import SHORTEST_SALT

    if path is None:
        return b""
    try:
        with open(path, "rb") as file:
            salt = file.read(4096).strip()
    except OSError as error:
        raise unreadable(path, error) from error
    if len(salt) < SHORTEST_SALT:
        raise UsageError(Problem(f"the salt in `{path}` is too short: it takes {SHORTEST_SALT} bytes or more"))
    return salt


def _warned(warnings: Iterable[Notice], language: str) -> Iterator[str]:
    for warning in warnings:
        values = {name: one_line(value) for name, value in warning.values}
        place = one_line(warning.file) + (f":{warning.line}" if warning.line else "")
        yield say("warning", language, place=place, text=say(warning.key, language, **values))


def _skipped(extracts: Iterable[Extract], language: str) -> Iterator[str]:
    """List what gave no fact by file and reason: the lines alone, for their text may hold secrets."""
    found: dict[tuple[str, str], list[Skip]] = {}
    for extract in extracts:
        for skip in extract.skipped:
            found.setdefault((skip.file, skip.reason), []).append(skip)
    for (file, reason), skips in sorted(found.items()):
        stretches = sorted((skip.first, skip.last) for skip in skips)
        lines = ", ".join(_span(*stretch) for stretch in stretches[:STRETCHES])
        if len(stretches) > STRETCHES:
            lines += say("skip-more", language, count=len(stretches) - STRETCHES)
        text = say("skip-lines", language, reason=say(reason, language), lines=lines)
        yield say("skipped", language, place=one_line(file), text=text)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _summary(outputs: Iterable[Extract], language: str) -> Iterator[str]:
    for extract in outputs:
        if not extract.facts:
            continue
        line = min(fact.origin.line for fact in extract.facts)
        yield say(
            "import-read",
            language,
            file=one_line(extract.file),
            kind=extract.kind,
            line=line,
            facts=len(extract.facts),
            headend=one_line(extract.host),
        )
