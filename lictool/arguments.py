"""Reading the command line: by a short parser for the usual case, and by argparse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from lictool import options_judging, options_tools

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

COMMANDS = {**options_judging.COMMANDS, **options_tools.COMMANDS}
"""All commands by name, in the order of the help."""


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
            if is_over or not argument:
                return None
            words.append(argument)
            continue
        is_over = bool(words)
        flag, equals, value = argument.partition("=")
        option = known.get(flag)
        if option is None or option.many or (option.is_switch and equals):
            return None
        if option.is_switch:
            values[option.name] = True
            continue
        if not equals:
            value = next(rest, "-")
        if not value or value.startswith("-") or (option.choices and value not in option.choices):
            return None
        values[option.name] = (*values[option.name], value) if option.repeat else value
    if len(words) > command.words_max:
        return None
    return {"command": argv[0], "words": words, **values}


def full(argv: Sequence[str], version: str) -> dict[str, Any]:
    """Read a command line with argparse, which prints help and usage errors and exits."""
    top = parser(version)
    values = vars(top.parse_args(argv))
    for name, value in values.items():
        if isinstance(value, list) and name != "words":
            values[name] = tuple(value)
    words = values["words"]
    words = words if isinstance(words, list) else [] if words is None else [words]
    command = COMMANDS[values["command"]]
    # An empty one comes from a variable that is not set; it must not pass for one that was not given.
    given = ((option.flag, values[option.name]) for option in command.options)
    empty = [flag for flag, value in given if value == "" or (isinstance(value, tuple) and "" in value)]
    if empty or "" in words:
        top.error(f"argument {(*empty, command.words)[0]}: expected a value, got nothing")
    return {**values, "words": words}


def parser(version: str) -> ArgumentParser:
    """Make the argparse parser from COMMANDS."""
    from argparse import ArgumentParser, RawDescriptionHelpFormatter
    from textwrap import fill

    from lictool.expr.suggestion import nearest

    class Parser(ArgumentParser):
        def error(self, message: str) -> NoReturn:
            """Add the nearest command or option to what argparse says."""
            word = message.split("'")[1] if "invalid choice" in message else message.rpartition(" ")[2]
            options = {option.flag for command in COMMANDS.values() for option in command.options}
            is_unknown = "invalid choice" in message or "unrecognized" in message
            near = nearest(word, [*COMMANDS, *sorted(options)]) if is_unknown else None
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
            description=fill(command.description, 80),
            epilog=command.epilog,
            allow_abbrev=False,
            formatter_class=RawDescriptionHelpFormatter,
        )
        if command.words_max:
            nargs = "*" if command.words_max > 1 else "?"
            sub.add_argument("words", nargs=nargs, metavar=command.words, help=command.words_help)
        else:
            sub.set_defaults(words=[])
        for option in command.options:
            if option.is_switch:
                sub.add_argument(option.flag, action="store_true", help=option.help)
                continue
            if option.many:
                sub.add_argument(
                    option.flag, nargs="+", action="extend", default=[], metavar=option.metavar, help=option.help
                )
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
