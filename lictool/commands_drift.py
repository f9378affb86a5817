"""The command `drift`: what a manifest declares against what evidence shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool import __version__
from lictool.answer import Answer
from lictool.bundle import shipped
from lictool.drift import CONTRADICTS, Comparison, compared, unseen
from lictool.errors import Problem, UsageError
from lictool.importing.assembly import assembled
from lictool.importing.extraction import extracted
from lictool.importing.kinds import AUTO
from lictool.importing.part import facts_of
from lictool.location import Where
from lictool.pipeline import join, read
from lictool.project import find
from lictool.report import EMPTY, FOUND, JUDGED
from lictool.reporters import drift as reporter
from lictool.reporters.escaping import one_line
from lictool.session import surrounding
from lictool.tree import WorkTree, candidates, shown
from lictool.wording_importing import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.answer import Surroundings
    from lictool.deployment import Deployment
    from lictool.importing.facts import Extract, Notice


def drift(arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Compare a manifest with evidence. Raises UsageError for files that cannot be used."""
    root, here = surrounding(".")
    language = arguments["lang"] or find(WorkTree(root), here).language
    if len(arguments["words"]) < 2:
        raise UsageError(Problem("say what to compare: a manifest, or a folder of them, and files of evidence"))
    manifest, *paths = arguments["words"]
    deployment = _deployment(manifest, arguments["deployment"], language)
    extracts: list[Extract] = []
    for path in sorted(set(paths)):
        around.progress(f"reading {shown(path)} …")
        extracts += extracted(AUTO, path, shown(path))
    around.progress("")
    _, notices, facts = facts_of(extracts, arguments["headend"], b"")
    tree, clashes = assembled(facts)
    notes = "".join(_warned([*_warnings(extracts), *notices, *clashes], language))
    if not any(extract.facts or extract.people for extract in extracts):
        return Answer("", EMPTY, notes=f"{notes}lictool: {say('import-nothing', language)}\n")
    rows = _placed(compared(tree, deployment), deployment)
    code = FOUND if any(row.verdict == CONTRADICTS for row, _ in rows) else JUDGED
    missing = unseen(tree, deployment)
    if arguments["format"] == "json":
        run = {"command": "drift", "deployment": deployment.name, "language": language, "exitCode": code}
        return Answer(reporter.render_json(rows, missing, run, version=__version__), code, notes=notes)
    return Answer(reporter.render_text(rows, missing, language), code, notes=notes)


def _deployment(path: str, name: str | None, language: str) -> Deployment:
    """Give the deployment that is compared: the one of that name, or the only one."""
    bundle = shipped()
    intake = read(list(candidates([path])), bundle.shape, language)
    found = [one for one in join(intake.parts, bundle.shape) if name in (None, one.name)]
    if len(found) != 1:
        known = ", ".join(f"`{one_line(one.name)}`" for one in found[:8])
        hint = f": {known}; say which with --deployment" if found else ""
        raise UsageError(
            Problem(f"one deployment is compared, and {len(found)} that can be read are in `{path}`{hint}")
        )
    (deployment,) = found
    if deployment.clashes or deployment.name in intake.hidden:
        raise UsageError(Problem(f"the manifest in `{path}` has faults; `lictool check` says what to mend first"))
    return deployment


def _placed(found: Iterable[Comparison], deployment: Deployment) -> list[reporter.Row]:
    """Look up where the declared facts stand; values that the schema calls secret are masked."""
    rows: list[reporter.Row] = []
    for one in found:
        if one.where is None:
            rows.append((one, None))
            continue
        document, path = deployment.trace(one.where)
        span = document.spans([Where(path)])[Where(path)]
        masked = one._replace(declared=deployment.shown(one.where, one.declared))
        rows.append((masked, (document.file, span.line)))
    return rows


def _warnings(extracts: Iterable[Extract]) -> list[Notice]:
    return [warning for extract in extracts for warning in extract.warnings]


def _warned(warnings: Iterable[Notice], language: str) -> Iterable[str]:
    for warning in warnings:
        values = {name: one_line(value) for name, value in warning.values}
        place = one_line(warning.file) + (f":{warning.line}" if warning.line else "")
        yield say("warning", language, place=place, text=say(warning.key, language, **values)) + "\n"
