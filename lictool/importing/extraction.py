"""From files to what they say: each output of each file read by the module of its kind."""

from __future__ import annotations

import os
from itertools import groupby
from typing import TYPE_CHECKING

from lictool.errors import Problem, UsageError, unreadable
from lictool.importing.facts import Notebook
from lictool.importing.kinds import AUTO, KINDS, reader
from lictool.importing.lines import digest_of, is_text, lines_of
from lictool.importing.sections import split
from lictool.reading.source import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lictool.importing.column_map import ColumnMap
    from lictool.importing.facts import Extract
    from lictool.importing.lines import Line
    from lictool.importing.sections import Section


MOST_OUTPUTS = 5_000
"""Outputs that are read of one file."""
OF_DEVICES = ("asa-", "ftd-", "ios-")
"""How the kinds of output begin that only devices of Cisco give."""
_RULE = " \t-=*_!"
"""Characters of lines that only divide."""


def extracted(kind: str, path: str, name: str, columns: ColumnMap | None = None) -> Iterator[Extract]:
    """Read a file of a kind, or of whatever kinds are recognised in it; `name` is how the file is shown.

    `columns` says what those of a kind mean that takes a map. Bad content never stops it: what is not understood is listed. Raises UsageError for a file that cannot be read.
    """
    digest = digest_of(path)
    whole = _file_kind(path, name) if kind == AUTO else kind
    if whole and KINDS[whole].is_file:
        yield _read_whole(whole, path, name, digest, columns)
    elif not is_text(path):
        notes = Notebook("", name, digest, "")
        notes.warn("import-no-text")
        yield notes.extract()
    else:
        yield from _read_sections(None if kind == AUTO else kind, path, name, digest)


def _read_sections(wanted: str | None, path: str, name: str, digest: str) -> Iterator[Extract]:
    """Read outputs one after the other; only those of the wanted kind where one is given."""
    is_known = False
    count = 0
    rest = Notebook("", name, digest, "")
    for section, pairs in groupby(split(lines_of(path), wanted), lambda pair: pair[0]):
        lines = (line for _, line in pairs)
        if wanted and section.kind and KINDS[wanted].like == section.kind:
            section = section._replace(kind=wanted)  # noqa: PLW2901 - the outputs look alike; what was asked for, is meant
        if section.kind is None or (wanted and section.kind != wanted):
            for line in lines:
                if line.text.strip(_RULE):
                    rest.skip(line.number, "skip-unwanted" if section.kind else "skip-no-output")
            continue
        count += 1
        if count > MOST_OUTPUTS:
            rest.warn("import-too-many", section.line, limit=MOST_OUTPUTS)
            break
        notes = _read(section, lines, name, digest)
        is_known = is_known or section.is_recognised or notes.has_facts
        yield notes.extract()
    if not is_known:
        rest.warn("import-not-recognised")
    yield rest.extract()


def _read(section: Section, lines: Iterable[Line], name: str, digest: str) -> Notebook:
    kind = section.kind or ""
    notes = Notebook(kind, name, digest, section.command, section.host)
    reader(kind)(lines, notes)
    if notes.has_facts and kind.startswith(OF_DEVICES):
        notes.headend("vendor", value="cisco", line=section.line)
    if section.is_filtered:
        notes.warn("import-filtered", section.line, command=section.command)
    if not notes.has_facts and not notes.is_empty and section.is_recognised:
        notes.warn("import-nothing-read", section.line, command=section.command)
    return notes


def _file_kind(path: str, name: str) -> str | None:
    """Give the kind of a file of definitions by its name and content; None for texts of outputs."""
    endings = [kind for kind, about in KINDS.items() if name.lower().endswith(about.endings or ("\0",))]
    if not endings:
        return None
    from importlib import import_module

    content = _content(path)
    for kind in endings:
        if import_module(f"lictool.importing.{KINDS[kind].module}").recognises(name, content):
            return kind
    return None


def _read_whole(kind: str, path: str, name: str, digest: str, columns: ColumnMap | None) -> Extract:
    from importlib import import_module

    notes = Notebook(kind, name, digest, KINDS[kind].command)
    told = (columns,) if KINDS[kind].is_mapped else ()
    import_module(f"lictool.importing.{KINDS[kind].module}").read_file(_content(path), *told, notes)
    if not notes.has_facts and not notes.is_empty:
        notes.warn("import-nothing-read", 1, command=kind)
    return notes.extract()


def _content(path: str) -> bytes:
    """Give the content of a file of definitions. Raises UsageError for one that is too large or cannot be read."""
    try:
        if os.path.getsize(path) > MAX_BYTES:
            raise UsageError(Problem(f"`{path}` is larger than {MAX_BYTES // 1024 // 1024} MiB"))
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise unreadable(path, error) from error
