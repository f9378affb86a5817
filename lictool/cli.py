"""The command line: arguments in, exit code out; the only printer, and the only catcher of expected errors."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from lictool import __version__
from lictool.arguments import full, quick
from lictool.errors import LictoolError, Problem, UsageError
from lictool.report import EMPTY, FOUND, INTERNAL, JUDGED, SETUP

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def run() -> None:
    """Run the command line of this process and end it with the exit code.

    What is read and made has no cycles, so that collecting garbage finds nothing; and taking an interpreter apart
    object by object before it ends takes a sixth of a short run. Both are left out.
    """
    gc.disable()
    code = main(sys.argv[1:])
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def main(argv: Sequence[str]) -> int:
    """Run a command line and give the exit code: see `lictool check --help`."""
    _speak_utf8()
    arguments: dict[str, Any] = {}
    try:
        arguments = quick(argv) or full(argv, __version__)
        code = _COMMANDS[arguments["command"]](arguments)
        sys.stdout.flush()
    except LictoolError as error:
        _complain(error, arguments)
        return SETUP
    except SystemExit as stop:
        # argparse has printed help, the version or a usage error.
        return stop.code if isinstance(stop.code, int) else SETUP
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has enough of it; nothing more can be written, not even at the end of the process.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SETUP
    except Exception as error:  # noqa: BLE001 - whatever broke, the exit code says so
        if arguments.get("debug"):
            from traceback import print_exc

            print_exc()
        else:
            from lictool.reporters.escaping import one_line

            cause = one_line(f"{type(error).__name__}: {error}")
            sys.stderr.write(f"lictool: internal error: {cause} (--debug shows where)\n")
        return INTERNAL
    return code


def _speak_utf8() -> None:
    """Write UTF-8 whatever the terminal's locale says: findings may be Japanese, names may be anything."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.encoding.lower() not in ("utf-8", "utf8"):
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _complain(error: LictoolError, arguments: dict[str, Any]) -> None:
    """Say what is wrong with the set-up: on stderr, and as JSON on stdout where JSON was asked for."""
    if arguments.get("format") == "json":
        from lictool.reporters.json_v1 import render_error

        sys.stdout.write(render_error(error, exit_code=SETUP, version=__version__))
    from lictool.reporters.problems import render

    sys.stderr.write(render(error.problems))


def _check(arguments: dict[str, Any]) -> int:
    from lictool.api import check
    from lictool.report import exit_code

    report = check(
        arguments["words"] or ["."],
        as_of=arguments["as_of"] or _today(),
        language=arguments["lang"],
        policies=arguments["policies"],
        unknown=arguments["unknown"],
        cache=_cache(),
    )
    code = exit_code(report, arguments["fail_level"], allow_empty=arguments["allow_empty"])
    if code == FOUND and arguments["exit_zero"]:
        code = JUDGED
    if arguments["format"] == "json":
        from lictool.reporters.json_v1 import render as render_json

        sys.stdout.write(render_json(report, exit_code=code, version=__version__))
    else:
        from lictool.reporters.text import render

        failed = exit_code(report, arguments["fail_level"], allow_empty=True) == FOUND
        sys.stdout.write(render(report, failed=failed, color=_colored(arguments["color"], sys.stdout)))
    return code


def _today() -> str:
    """Give the day it is in UTC."""
    from time import gmtime, strftime

    return strftime("%Y-%m-%d", gmtime())


def _cache() -> str | None:
    """Give the folder for policies that were read before, or None where the system names none."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if not home:
        user = os.path.expanduser("~")
        home = os.path.join(user, ".cache") if os.path.isabs(user) else ""
    return os.path.join(home, "lictool", "policies") if home else None


def _colored(choice: str, stream: TextIO) -> bool:
    """Decide about colours: the option, then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _test(arguments: dict[str, Any]) -> int:
    from lictool.reporters.examples import render
    from lictool.selftest import run_examples, select

    policies = _authored(arguments)
    results = run_examples(policies, select(policies, arguments["words"]))
    sys.stdout.write(render(results, color=_colored(arguments["color"], sys.stdout)))
    if not results:
        return EMPTY
    return JUDGED if all(result.holds for result in results) else FOUND


def _authored(arguments: dict[str, Any]) -> list[Any]:
    """Load the shipped policies and those of --policies from their YAML files."""
    from lictool.bundle import load
    from lictool.resources import folder

    policies = [*load(folder("policies"))]
    for extra in arguments["policies"]:
        policies += load(extra)
    return policies


def _explain(arguments: dict[str, Any]) -> int:
    from lictool.reference import rule_list, rule_page

    policies = _authored(arguments)
    word = arguments["words"]
    word = word[0] if isinstance(word, list) and word else word or None
    sys.stdout.write(rule_page(policies, word, arguments["lang"]) if word else rule_list(policies, arguments["lang"]))
    return JUDGED


def _faq(arguments: dict[str, Any]) -> int:
    from lictool.reference import entry_list, entry_page

    policies = _authored(arguments)
    if not arguments["words"]:
        sys.stdout.write(entry_list(policies, arguments["lang"]))
    pages = [entry_page(policies, name, arguments["lang"]) for name in arguments["words"]]
    sys.stdout.write("\n".join(pages))
    return JUDGED


def _schema(arguments: dict[str, Any]) -> int:
    from lictool.resources import schema_names, schema_text

    word = arguments["words"]
    word = word[0] if isinstance(word, list) and word else word or None
    if not word:
        sys.stdout.write("".join(f"{name}\n" for name in schema_names()))
    elif word in schema_names():
        sys.stdout.write(schema_text(word))
    else:
        from lictool.expr.suggestion import nearest

        near = nearest(word, schema_names())
        hint = f"; did you mean `{near}`?" if near else f"; there are {', '.join(schema_names())}"
        raise UsageError(Problem(f"there is no schema `{word}`{hint}"))
    return JUDGED


_COMMANDS = {"check": _check, "test": _test, "explain": _explain, "faq": _faq, "schema": _schema}
