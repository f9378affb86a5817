"""What several commands share: reading their options, and answering with a report, or with what is wrong."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from lictool import __version__
from lictool.answer import Answer
from lictool.errors import LictoolError, Problem, UsageError
from lictool.options import FORMATS
from lictool.report import FOUND, JUDGED, SETUP, exit_code
from lictool.session import Wishes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lictool.answer import Surroundings
    from lictool.report import Report
    from lictool.reporters.run import Run
    from lictool.session import Session
    from lictool.tree import Tree

_LONG = 500
"""Files from which on a run is one to wait for."""


def wishes(arguments: dict[str, Any], around: Surroundings) -> Wishes:
    """Give what a command line asks of a session. Raises UsageError for an --output that cannot be."""
    outputs(arguments)
    return Wishes(
        seconds=around.seconds,
        as_of=arguments["as_of"],
        language=arguments["lang"],
        unknown=arguments.get("unknown"),
        fail_level=arguments.get("fail_level"),
        policies=arguments["policies"],
        cache=cache(around.environment),
        baseline=arguments.get("baseline"),
        naked=arguments.get("no_waivers", False),
        progress=around.progress,
    )


def cache(environment: Mapping[str, str]) -> str | None:
    """Give the folder for policies that were read before, or None where the system names none."""
    home = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    if not home:
        user = os.path.expanduser("~")
        home = os.path.join(user, ".cache") if os.path.isabs(user) else ""
    return os.path.join(home, "lictool", "policies") if home else None


def colored(choice: str, around: Surroundings) -> bool:
    """Decide about colours: the option, then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if around.environment.get("NO_COLOR"):
        return False
    if around.environment.get("FORCE_COLOR") or around.environment.get("CLICOLOR_FORCE"):
        return True
    return around.is_terminal


def outputs(arguments: dict[str, Any]) -> list[tuple[str, str]]:
    """Give format and file of the reports that are asked for beside stdout. Raises UsageError."""
    found: list[tuple[str, str]] = []
    problems = []
    for word in arguments.get("output", ()):
        form, equals, file = word.partition("=")
        fault = _fault(form, file, [os.path.realpath(other) for _, other in found]) if equals else _NO_FILE
        if fault:
            problems.append(Problem(f"`--output {word}`: {fault}"))
        found.append((form, file))
    if problems:
        raise UsageError(*problems)
    return found


_NO_FILE = "write FORMAT=FILE, such as sarif=lictool.sarif"


def _fault(form: str, file: str, others: Sequence[str]) -> str:
    """Say what is wrong with a further report; nothing if it can be."""
    from lictool.expr.suggestion import hint, listed

    if form not in FORMATS:
        return f"there is no format `{form}`{hint(form, FORMATS) or listed('there are', FORMATS)}"
    if file in ("", "-"):
        return "a file is wanted; what stdout carries, --format says" if file else _NO_FILE
    return "another report goes to that file" if os.path.realpath(file) in others else ""


def reported(
    report: Report, session: Session, arguments: dict[str, Any], around: Surroundings, *, here: str = ""
) -> Answer:
    """Answer with a report; neither format nor what is shown of it changes the exit code.

    `here` is the folder in the repository to which the names of the files are relative.
    Raises UsageError for a --rule that there is not.
    """
    code = exit_code(report, session.fail_level, allow_empty=arguments["allow_empty"])
    failed = exit_code(report, session.fail_level, allow_empty=True) == FOUND
    if code == FOUND and arguments["exit_zero"]:
        code = JUDGED
    notes = ""
    if arguments["rule"]:
        report, notes = _of_rules(report, session, arguments["rule"])
    color = colored(arguments["color"], around)
    if arguments["format"] == "text" and not arguments["output"]:
        from lictool.reporters.text import render

        return Answer(render(report, failed=failed, color=color), code, notes=notes)
    from lictool.position import positions
    from lictool.reporters.run import Run

    run = Run(
        report,
        code,
        failed=failed,
        version=__version__,
        policies=session.bundle.policies,
        position=positions(report.estate, session.bundle, report.as_of),
        project=session.project.folder,
        here=here,
        color=color,
        command=arguments["command"],
    )
    return _shown(run, arguments["format"], outputs(arguments), around)._replace(notes=notes)


def complained(error: LictoolError, arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Answer with what is wrong with the set-up: on stderr, and in the reports that were asked for."""
    from lictool.reporters.problems import render
    from lictool.reporters.run import failure

    language, command = arguments.get("lang") or "en", arguments.get("command", "check")
    run = failure(error.problems, code=SETUP, version=__version__, language=language, command=command)
    try:
        files = outputs(arguments)
    except UsageError:
        files = []
    form = arguments.get("format", "text")
    is_told = form != "text" and form in FORMATS  # tables and the like have no form for what is wrong
    answer = _shown(run, form if is_told else "text", files, around)
    return answer._replace(text=answer.text if is_told else "", notes=render(error.problems))


def _shown(run: Run, form: str, files: Iterable[tuple[str, str]], around: Surroundings) -> Answer:
    """Give a run in a format on stdout, in further ones in files, and in the summary of the job that shows it."""
    from lictool.reporters.registry import render

    appendices = []
    summary = around.environment.get("GITHUB_STEP_SUMMARY")
    if form == "github" and summary:
        from lictool.reporters.markdown import render_summary

        appendices.append((summary, render_summary(run)))
    bare = run._replace(color=False)
    written = tuple((file, render(other, bare)) for other, file in files)
    return Answer(render(form, run), run.code, files=written, appendices=tuple(appendices))


def _of_rules(report: Report, session: Session, names: Sequence[str]) -> tuple[Report, str]:
    """Leave of the findings those of some rules; give also the notice about the others."""
    from lictool.expr.suggestion import no_rule
    from lictool.wording_formats import BUILT_IN, say

    known = [*BUILT_IN, *(rule["name"] for policy in session.bundle.policies for rule in policy["rules"])]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(*(Problem(no_rule(name, known)) for name in unknown))
    kept = tuple(located for located in report.findings if located.finding.rule in names)
    left = len(report.findings) - len(kept)
    notice = f"lictool: {say('other-rules', session.options.language, count=left)}\n" if left else ""
    return report._replace(findings=kept), notice


def selected(
    session: Session, tree: Tree, root: str, paths: Iterable[str]
) -> tuple[list[tuple[str, bytes | OSError]], list[str] | None]:
    """Give the files to judge for paths of the file system, and the names in the tree of which the verdicts are wanted.

    Paths in a project have all of the project judged; what is no part of a project is judged by itself, and all of it
    is wanted (None). Raises UsageError for a path that leads nowhere, and if some paths are of the project, some not.
    """
    from lictool.tree import candidates, named, ways

    inputs = session.manifests(tree) if session.project.authored else []
    names = named(paths, root)
    known = {step for file, _ in inputs for step in ways(file)}
    if session.project.authored:
        known.update(ways(session.project.folder))  # also where nothing in it is of the project
    strange = [path for path, name in names.items() if name not in known]
    if len(strange) == len(names):
        return list(candidates(names)), None
    if strange:
        project = session.project.file
        raise UsageError(
            *(
                Problem(f"`{path}` has no manifest of the project `{project}`, but others that are named have")
                for path in strange
            )
        )
    return inputs, [name for name in names.values() if name is not None]


def fitting(session: Session, root: str, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
    """Give the files at paths that may hold manifests or waivers; where there is a project, only its own.

    Raises UsageError for a path that leads nowhere.
    """
    from lictool.tree import candidates, named

    project = session.project
    for file, content in candidates(paths):
        name = named([file], root)[file] if project.authored else ""
        if not project.authored or (name and (project.may_hold_manifest(name) or project.may_hold_waiver(name))):
            yield file, content


@contextmanager
def naming(revision: str) -> Iterator[None]:
    """Say of what is wrong in a file of a commit in which commit that is, as git writes it: `main:lictool.yaml`."""
    try:
        yield
    except LictoolError as error:
        if not revision:
            raise
        raise type(error)(
            *(
                problem._replace(file=f"{revision}:{problem.file}" if problem.file else None)
                for problem in error.problems
            )
        ) from None


def announced(inputs: Sequence[tuple[str, object]], around: Surroundings) -> None:
    """Say at a terminal what takes its time."""
    if len(inputs) >= _LONG:
        around.progress(f"judging {len(inputs):,} files …")
