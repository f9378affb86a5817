"""The formats of a report by name; each is imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lictool.reporters.run import Run

RENDERERS = {
    "text": ("lictool.reporters.registry", "render_text"),
    "json": ("lictool.reporters.registry", "render_json"),
    "sarif": ("lictool.reporters.sarif", "render"),
    "sarif-full": ("lictool.reporters.sarif", "render_full"),
    "junit": ("lictool.reporters.junit", "render"),
    "github": ("lictool.reporters.github", "render"),
    "gitlab": ("lictool.reporters.gitlab", "render"),
    "markdown": ("lictool.reporters.markdown", "render"),
    "html": ("lictool.reporters.webpage", "render"),
}
"""Module and function by format."""
FORGES = ("sarif", "sarif-full", "junit", "github", "gitlab")
"""Formats whose readers look for the files in the repository."""


def render(form: str, run: Run) -> str:
    """Give a run in a format."""
    if run.here and form in FORGES:
        from lictool.reporters.run import rooted

        run = rooted(run)
    module, function = RENDERERS[form]
    text: str = getattr(import_module(module), function)(run)
    return text


def render_text(run: Run) -> str:
    """Give the report, or what is wrong with the set-up, for people at a terminal."""
    if run.problems:
        from lictool.reporters.problems import render as render_problems

        return render_problems(run.problems)
    from lictool.reporters.text import render as render_report

    return render_report(run.report, failed=run.failed, color=run.color)


def render_json(run: Run) -> str:
    """Give the report, or what is wrong with the set-up, as JSON."""
    from lictool.reporters.json_v1 import render as render_report
    from lictool.reporters.json_v1 import render_error

    if run.problems:
        return render_error(run.problems, exit_code=run.code, version=run.version, command=run.command)
    return render_report(
        run.report, exit_code=run.code, version=run.version, position=run.position, command=run.command
    )
