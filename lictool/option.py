"""What an option and a command are, and the options that several commands have."""

from __future__ import annotations

from typing import Any

from lictool.finding import SEVERITIES
from lictool.record import NamedTuple
from lictool.wording import LANGUAGES


class Option(NamedTuple):
    """An option of a command."""

    flag: str
    help: str
    default: Any = None
    metavar: str = ""
    """Word for the value; empty for a switch and where there are choices."""
    choices: tuple[str, ...] = ()
    repeat: bool = False
    """Whether it may be given several times."""
    many: bool = False
    """Whether it takes all values up to the next option."""

    @property
    def name(self) -> str:
        """The attribute that holds its value."""
        return self.flag.removeprefix("--").replace("-", "_")

    @property
    def is_switch(self) -> bool:
        """Whether it takes no value."""
        return not self.metavar and not self.choices


class Command(NamedTuple):
    """A command."""

    help: str
    description: str
    options: tuple[Option, ...]
    words: str
    """Metavar of its positional arguments, empty if it takes none."""
    words_help: str
    words_max: int
    epilog: str = ""


LANG = Option(
    "--lang",
    "language of findings and texts: English (authoritative) or Japanese (default: the project's, or en)",
    choices=LANGUAGES,
)
POLICIES = Option(
    "--policies",
    "a folder with policies of your own, added to the shipped ones; may be repeated",
    (),
    "DIR",
    repeat=True,
)
COLOR = Option(
    "--color",
    "colours: at a terminal (NO_COLOR and FORCE_COLOR honoured), always or never",
    "auto",
    choices=("auto", "always", "never"),
)
DEBUG = Option("--debug", "after an internal error, print the traceback", default=False)

FORMATS = ("text", "json", "sarif", "sarif-full", "junit", "github", "gitlab", "markdown", "html")
"""Formats of a report."""
FORMAT = Option("--format", "what stdout carries", "text", choices=FORMATS)
SHOWING = (
    FORMAT,
    Option(
        "--output",
        "a further report for a file, such as sarif=lictool.sarif or html=report.html; may be repeated",
        (),
        "FORMAT=FILE",
        repeat=True,
    ),
    Option(
        "--rule",
        "show only the findings of this rule; the exit code stays that of all; may be repeated",
        (),
        "NAME",
        repeat=True,
    ),
)
"""Options of every command that reports."""
AS_OF = Option("--as-of", "the day of the judgement (default: today in the project's time zone, or UTC)", None, "DATE")
JUDGING = (
    Option(
        "--fail-level",
        "the lightest severity that makes the exit code 1 (default: the project's, or error)",
        choices=SEVERITIES,
    ),
    AS_OF,
    Option(
        "--unknown",
        "severity that a question which cannot be decided has at most (default: the project's, or error)",
        choices=SEVERITIES,
    ),
    LANG,
    POLICIES,
    COLOR,
)
"""Options of every command that judges."""
ALLOW_EMPTY = Option("--allow-empty", "exit with 0 instead of 3 where nothing was judged", default=False)
EXIT_ZERO = Option("--exit-zero", "exit with 0 instead of 1 where there are findings", default=False)
ACCEPTING = (
    Option("--baseline", "a file with findings that are known and do not count (default: the project's)", None, "FILE"),
    Option("--no-waivers", "accept nothing: neither by waivers nor by a baseline", default=False),
)
"""Options about findings that are there but do not count."""
TRUSTED = Option(
    "--trusted", "take project file, policies and waivers from this commit instead of from what is judged", None, "REF"
)
