"""The command line: arguments in, exit code out; the only printer, and the only catcher of expected errors."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from lictool import __version__
from lictool.answer import Surroundings
from lictool.arguments import full, quick
from lictool.commands import COMMANDS
from lictool.errors import LictoolError, Problem, UsageError, cause
from lictool.report import INTERNAL, SETUP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.answer import Answer

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
    _open_streams()
    _speak_utf8()
    arguments: dict[str, Any] = {}
    try:
        arguments = quick(argv) or full(argv, __version__)
        answer = COMMANDS[arguments["command"]](arguments, _surroundings())
        code = answer.code if _deliver(answer) else SETUP
    except LictoolError as error:
        _complain(error, arguments)
        return SETUP
    except SystemExit as stop:
        # argparse has printed help, the version or a usage error.
        return stop.code if isinstance(stop.code, int) else SETUP
    except KeyboardInterrupt:
        _progress("")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has enough of it; nothing more can be written, not even at the end of the process.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SETUP
    except Exception as error:  # noqa: BLE001 - whatever broke, the exit code says so
        _apologize(error, debug=bool(arguments.get("debug")))
        return INTERNAL
    return code


def _surroundings() -> Surroundings:
    from time import time

    is_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return Surroundings(time(), os.environ, is_terminal, _progress)


class _Progress:
    """Shows a text in place of the one before on a terminal's stderr; an empty one clears the line, if it is ours."""

    __slots__ = ("_shown",)

    def __init__(self) -> None:
        self._shown = ""

    def __call__(self, text: str) -> None:
        if text != self._shown and sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
            _tell(f"\r\x1b[K{text}")
            self._shown = text


_progress = _Progress()


def _tell(text: str) -> None:
    """Write to stderr; where that takes nothing there is nobody left to be told."""
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _deliver(answer: Answer) -> bool:
    """Write what a command said: files first, so that whoever has read stdout finds them there.

    Tells whether stdout took it. Raises UsageError for a file that cannot be written.
    """
    _progress("")
    for path, text in answer.files:
        _replace(path, text)
    for path, text in answer.starters:
        _create(path, text)
    for path, text in answer.appendices:
        with _written(path), open(path, "a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    _tell(answer.notes)
    try:
        sys.stdout.write(answer.text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _tell(f"lictool: error: stdout cannot be written: {cause(error)}\n")
        return False
    return True


def _create(path: str, text: str) -> None:
    """Make a file that must not be there yet."""
    with _written(path):
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)


def _replace(path: str, text: str) -> None:
    """Put a text in a file as a whole or not at all, by way of a draft beside it."""
    target = os.path.realpath(path)
    draft = f"{target}.{os.getpid()}.part"
    try:
        with _written(path):
            if os.path.exists(target) and not os.path.isfile(target):
                # A device or a pipe is written to; replacing it would destroy it.
                with open(target, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                    file.write(text)
                return
            with open(draft, "x", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(text)
            os.replace(draft, target)
    finally:
        with suppress(OSError):
            os.unlink(draft)


class _written:  # noqa: N801 - reads as a phrase
    """Turn an error of the system while a file is written into one of usage."""

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            reason = cause(error)
            raise UsageError(Problem(f"`{self._path}` cannot be written: {reason}")) from error


def _open_streams() -> None:
    """Have streams that whoever started the process has closed lead nowhere."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - as long as the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - as long as the process


def _speak_utf8() -> None:
    """Write UTF-8 whatever the terminal's locale says: findings may be Japanese, names may be anything."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.encoding.lower() not in ("utf-8", "utf8"):
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _complain(error: LictoolError, arguments: dict[str, Any]) -> None:
    """Say what is wrong with the set-up: on stderr, and in the reports that were asked for, as far as they can be written."""
    from lictool.answering import complained

    answer = complained(error, arguments, _surroundings())
    try:
        _deliver(answer)
    except LictoolError as other:
        both = LictoolError(*{*error.problems, *other.problems})
        _deliver(complained(both, arguments, _surroundings())._replace(files=(), appendices=()))


def _apologize(error: Exception, *, debug: bool) -> None:
    """Say that lictool broke: in a line, or with the traceback."""
    if debug:
        from traceback import print_exception

        print_exception(error)
        return
    from lictool.reporters.escaping import one_line

    cause = one_line(f"{type(error).__name__}: {error}")
    _tell(f"lictool: internal error: {cause} (--debug shows where)\n")
