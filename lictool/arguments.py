"""The command line: one table of commands and options, read by a short parser for the usual case and by argparse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from lictool.finding import SEVERITIES
from lictool.record import NamedTuple
from lictool.wording import LANGUAGES

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence


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


LANG = Option("--lang", "language of findings and texts: English (authoritative) or Japanese", "en", choices=LANGUAGES)
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

COMMANDS = {
    "check": Command(
        "judge manifests",
        "Judge the manifests in files and folders (default: the working folder) by the rules of the policies.",
        (
            Option("--format", "what stdout carries", "text", choices=("text", "json")),
            Option("--fail-level", "the lightest severity that makes the exit code 1", "error", choices=SEVERITIES),
            Option("--as-of", "the day of the judgement (default: today in UTC)", None, "DATE"),
            Option(
                "--unknown", "severity that a question which cannot be decided has at most", "error", choices=SEVERITIES
            ),
            LANG,
            POLICIES,
            COLOR,
            Option("--allow-empty", "exit with 0 instead of 3 where nothing was judged", default=False),
            Option("--exit-zero", "exit with 0 instead of 1 where there are findings", default=False),
            DEBUG,
        ),
        "PATH",
        "a manifest, or a folder that is searched for *.yaml, *.yml and *.json",
        1_000_000,
        """\
exit codes:
  0    judged; nothing at or above the fail level
  1    findings at or above it; faults of a manifest itself are findings
  2    the set-up is wrong: options, paths, policies
  3    nothing was judged
  4    internal error
  130  interrupted

examples:
  lictool check                             everything below the working folder
  lictool check estate --as-of 2027-04-01   what it will be on that day
  lictool check estate --fail-level warning --lang ja
  lictool check estate --format json > report.json""",
    ),
    "test": Command(
        "run the examples inside the rules",
        "Judge every example of every rule and compare with what it says: outcome, message, place.",
        (POLICIES, COLOR, DEBUG),
        "RULE",
        "names of rules; default: all",
        1_000_000,
        """\
exit codes:
  0  all examples hold
  1  some do not
  2  a policy cannot be used
  3  there are no examples
  4  internal error""",
    ),
    "explain": Command(
        "list the rules, or show one",
        "Without RULE, list the rules; with RULE, show what it demands, why, by which source, and its examples.",
        (LANG, POLICIES, DEBUG),
        "RULE",
        "name of a rule",
        1,
    ),
    "faq": Command(
        "read the cited sources in own words",
        "Without ENTRY, list the entries; with ENTRY, show what the source says and which rules rest on it.",
        (LANG, POLICIES, DEBUG),
        "ENTRY",
        "such as Q25",
        1_000,
    ),
    "schema": Command(
        "print a shipped JSON Schema",
        "Without NAME, list the schemas; with NAME, print one, for editors and validators.",
        (DEBUG,),
        "NAME",
        "such as manifest",
        1,
    ),
}
"""The commands by name."""


def quick(argv: Sequence[str]) -> dict[str, Any] | None:
    """Read a plain command line without argparse; None where anything is unusual and argparse has the word.

    What it reads, argparse would read alike.
    """
    if not argv or argv[0] not in COMMANDS:
        return None
    command = COMMANDS[argv[0]]
    known = {option.flag: option for option in command.options}
    values: dict[str, Any] = {option.name: option.default for option in command.options}
    words: list[str] = []
    is_over = False
    rest = iter(argv[1:])
    for argument in rest:
        if not argument.startswith("-"):
            if is_over:
                return None
            words.append(argument)
            continue
        is_over = bool(words)
        flag, equals, value = argument.partition("=")
        option = known.get(flag)
        if option is None or (option.is_switch and equals):
            return None
        if option.is_switch:
            values[option.name] = True
            continue
        if not equals:
            value = next(rest, "-")
        if value.startswith("-") or (option.choices and value not in option.choices):
            return None
        values[option.name] = (*values[option.name], value) if option.repeat else value
    if len(words) > command.words_max:
        return None
    return {"command": argv[0], "words": words, **values}


def full(argv: Sequence[str], version: str) -> dict[str, Any]:
    """Read a command line with argparse, which prints help and usage errors and exits."""
    values = vars(parser(version).parse_args(argv))
    for name, value in values.items():
        if isinstance(value, list) and name != "words":
            values[name] = tuple(value)
    words = values["words"]
    return {**values, "words": words if isinstance(words, list) else [] if words is None else [words]}


def parser(version: str) -> ArgumentParser:
    """Make the argparse parser from COMMANDS."""
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    from lictool.expr.suggestion import nearest

    class Parser(ArgumentParser):
        def error(self, message: str) -> NoReturn:
            """Add the nearest command or option to what argparse says."""
            word = message.split("'")[1] if "invalid choice" in message else message.rpartition(" ")[2]
            options = {option.flag for command in COMMANDS.values() for option in command.options}
            near = nearest(word, [*COMMANDS, *sorted(options)])
            super().error(message + (f"; did you mean `{near}`?" if near else ""))

    top = Parser(
        prog="lictool",
        description="Policy as code for Cisco Secure Client (AnyConnect) licensing.",
        epilog="Start with `lictool check PATH`; `lictool explain` lists the rules, `lictool faq` the cited source.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"lictool {version}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        sub = commands.add_parser(
            name,
            help=command.help,
            description=command.description,
            epilog=command.epilog,
            allow_abbrev=False,
            formatter_class=RawDescriptionHelpFormatter,
        )
        nargs = "*" if command.words_max > 1 else "?"
        sub.add_argument("words", nargs=nargs, metavar=command.words, help=command.words_help)
        for option in command.options:
            if option.is_switch:
                sub.add_argument(option.flag, action="store_true", help=option.help)
                continue
            sub.add_argument(
                option.flag,
                action="append" if option.repeat else "store",
                default=list(option.default) if option.repeat else option.default,
                metavar=option.metavar or None,
                choices=option.choices or None,
                help=option.help + ("" if option.repeat or option.default is None else f" (default: {option.default})"),
            )
    return top
