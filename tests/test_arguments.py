"""The command line: known answers, and the short parser held against argparse."""

from __future__ import annotations

import re
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lictool.arguments import COMMANDS, full, parser, quick

DEFAULTS: dict[str, dict[str, Any]] = {
    name: {option.name: option.default for option in command.options} for name, command in COMMANDS.items()
}


def _read(argv: list[str]) -> tuple[dict[str, Any] | None, int, str, str]:
    """Read with argparse; give the values or None, the exit code, and what was printed."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            return full(argv, "9.9"), 0, out.getvalue(), err.getvalue()
        except SystemExit as stop:
            return None, int(stop.code or 0), out.getvalue(), err.getvalue()


def test_every_command_has_its_defaults() -> None:
    assert DEFAULTS["explain"] == {"on": (), "as_of": None, "lang": None, "policies": (), "debug": False}
    for command, defaults in DEFAULTS.items():
        expected = {"command": command, "words": [], **defaults}
        assert quick([command]) == expected
        assert _read([command])[0] == expected


SEEN: dict[str, tuple[list[str], dict[str, Any]]] = {
    "words": (["check", "a", "b"], {"words": ["a", "b"]}),
    "options before words": (["check", "--format", "json", "a"], {"format": "json", "words": ["a"]}),
    "options behind words": (["check", "a", "--format=json"], {"format": "json", "words": ["a"]}),
    "switches": (["check", "--exit-zero", "--allow-empty"], {"exit_zero": True, "allow_empty": True}),
    "the last one counts": (["check", "--lang", "ja", "--lang=en"], {"lang": "en"}),
    "repeated ones gather": (["check", "--policies", "x", "--policies=y"], {"policies": ("x", "y")}),
    "a value with =": (["check", "--policies=a=b"], {"policies": ("a=b",)}),
    "a word with =": (["check", "a=b"], {"words": ["a=b"]}),
    "one word": (["explain", "some-rule"], {"words": ["some-rule"]}),
    "entries": (["faq", "Q1", "Q2", "--lang", "ja"], {"words": ["Q1", "Q2"], "lang": "ja"}),
    "a command as a word": (["check", "test"], {"words": ["test"]}),
}


@pytest.mark.parametrize(("argv", "values"), SEEN.values(), ids=SEEN)
def test_plain_command_lines_are_read_alike(argv: list[str], values: dict[str, Any]) -> None:
    expected = {"command": argv[0], "words": [], **DEFAULTS[argv[0]], **values}
    assert quick(argv) == expected
    assert _read(argv)[0] == expected


UNUSUAL: dict[str, tuple[list[str], dict[str, Any] | str]] = {
    "nothing": ([], "the following arguments are required: COMMAND"),
    "no such command": (["chek"], "argument COMMAND: invalid choice: 'chek'"),
    "no such option": (["check", "--fromat", "json"], "unrecognized arguments: --fromat"),
    "no such short option": (["check", "-f"], "unrecognized arguments: -f"),
    "the beginning of an option": (["check", "--form", "json"], "unrecognized arguments: --form"),
    "an option of another command": (["test", "--format", "json"], "unrecognized arguments: --format"),
    "no value": (["check", "--format"], "argument --format: expected one argument"),
    "an option for a value": (["check", "--format", "--debug"], "argument --format: expected one argument"),
    "no such choice": (["check", "--format", "xml"], "argument --format: invalid choice: 'xml'"),
    "an empty value": (["check", "--trusted", ""], "argument --trusted: expected a value, got nothing\n"),
    "an empty value behind =": (["check", "--as-of="], "argument --as-of: expected a value, got nothing\n"),
    "an empty one of several": (
        ["check", "--rule=a", "--rule="],
        "argument --rule: expected a value, got nothing\n",
    ),
    "an empty one of many": (["explain", "--on", "a", ""], "argument --on: expected a value, got nothing\n"),
    "an empty word": (["check", "a", ""], "argument PATH: expected a value, got nothing\n"),
    "an empty word alone": (["waive", ""], "argument FINDING: expected a value, got nothing\n"),
    "an empty commit": (["diff", ""], "argument BASE[..HEAD]: expected a value, got nothing\n"),
    "an empty choice": (["check", "--lang="], "argument --lang: invalid choice: ''"),
    "a value for a switch": (["check", "--debug=yes"], "argument --debug: ignored explicit argument 'yes'"),
    "too many words": (["explain", "a", "b"], "unrecognized arguments: b"),
    "words apart": (["check", "a", "--debug", "b"], "unrecognized arguments: b"),
    "words that look like options": (["check", "--", "--debug"], {"words": ["--debug"]}),
    "a hyphen": (["check", "-"], {"words": ["-"]}),
    "a value that begins with a hyphen": (["check", "--policies=-x"], {"policies": ("-x",)}),
}


@pytest.mark.parametrize(("argv", "expected"), UNUSUAL.values(), ids=UNUSUAL)
def test_argparse_has_the_word_on_the_unusual(argv: list[str], expected: dict[str, Any] | str) -> None:
    assert quick(argv) is None
    values, code, out, err = _read(argv)
    assert out == ""
    if isinstance(expected, dict):
        assert values == {"command": argv[0], "words": [], **DEFAULTS[argv[0]], **expected}
        return
    assert (values, code) == (None, 2)
    assert err.startswith("usage: lictool ")
    assert f"error: {expected}" in err


def test_the_version_is_printed() -> None:
    assert quick(["--version"]) is None
    assert _read(["--version"]) == (None, 0, "lictool 9.9\n", "")


@pytest.mark.parametrize("argv", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_help_names_everything(argv: list[str]) -> None:
    assert quick(argv) is None
    values, code, out, err = _read(argv)
    assert (values, code, err) == (None, 0, "")
    command = COMMANDS.get(argv[0])
    wanted = list(COMMANDS) if command is None else [command.words, *(option.flag for option in command.options)]
    for word in wanted:
        assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", out), word


def test_every_option_says_what_it_is_for() -> None:
    for command in COMMANDS.values():
        assert len({option.name for option in command.options}) == len(command.options)
        for option in command.options:
            assert option.help
            assert not (option.metavar and option.choices), option.flag
            assert option.default in (*option.choices, None, False, ())


def test_the_parser_can_be_used_twice() -> None:
    top = parser("1")
    first = top.parse_args(["check", "--policies", "a"])
    assert first.policies == ["a"]
    assert top.parse_args(["check"]).policies == []


FLAGS = sorted({option.flag for command in COMMANDS.values() for option in command.options})
CHOICES = sorted({choice for command in COMMANDS.values() for option in command.options for choice in option.choices})
TOKENS = st.one_of(
    st.sampled_from(FLAGS),
    st.sampled_from(CHOICES),
    st.builds("{}={}".format, st.sampled_from(FLAGS), st.sampled_from((*CHOICES, "", "x", "-x", "a=b"))),
    st.sampled_from(("a.yaml", "Q25", "", "-", "--", "-1", "--no", "-h", "a b", "--format json", "@x", "check")),
    st.text(max_size=4),
)


@given(st.sampled_from((*COMMANDS, "chek")), st.lists(TOKENS, max_size=6))
@example("check", ["a", "--debug", "b"])
@example("check", ["--policies", "a", "--policies", "b"])
@example("explain", ["a", "--debug"])
def test_what_the_short_parser_reads_argparse_reads_alike(command: str, rest: list[str]) -> None:
    found = quick([command, *rest])
    if found is not None:
        assert _read([command, *rest])[0] == found
