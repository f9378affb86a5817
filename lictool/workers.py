"""Sharing the work of a large run among processes, where the system can fork; results are those of one process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Item = TypeVar("Item")
    Result = TypeVar("Result")

LEAST = 1000
"""Items from which on a second process is worth its start."""


def spread(work: Callable[[Sequence[Item]], Result], items: Sequence[Item], *, workers: int = 0) -> list[Result]:
    """Cut items into stretches, have a process work on each, and give the results in order.

    Each process is a fork of this one and sees all that this one has read; what it gives back goes through a pipe and
    must be plain data or records of this package. The last stretch is worked on here, and so is one whose process came
    to nothing, so that its error shows here. `workers` 0 means as many as there are processors.
    """
    count = workers or _processors()
    if len(items) < LEAST or count < 2 or not hasattr(os, "fork"):
        return [work(items)]
    size = -(-len(items) // count)
    stretches = [items[start : start + size] for start in range(0, len(items), size)]
    pipes = [_start(work, stretch) for stretch in stretches[:-1]]
    last = work(stretches[-1])
    results = [_result(pipe) for pipe in pipes]
    done = [work(stretch) if result is None else result[0] for stretch, result in zip(stretches, results, strict=False)]
    return [*done, last]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(work: Callable[[Sequence[Item]], Result], items: Sequence[Item]) -> tuple[int, int]:
    """Start a process; give its number and the end of a pipe that brings its result."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    # The child must never return into the caller's code, nor flush what the parent has yet to print.
    try:
        from pickle import HIGHEST_PROTOCOL, dump

        os.close(reading)
        with open(writing, "wb") as pipe:
            dump(work(items), pipe, HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _result(started: tuple[int, int]) -> tuple[Any] | None:
    """Wait for a process; give its result, None where it brought none."""
    from pickle import UnpicklingError, load

    process, reading = started
    try:
        with open(reading, "rb") as pipe:
            return (load(pipe),)  # noqa: S301 - from a fork of this very process
    except (EOFError, UnpicklingError):
        return None
    finally:
        os.waitpid(process, 0)
