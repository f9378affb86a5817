"""What explaining may take: budgets of its own, out of one for the whole run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr.values import Context

if TYPE_CHECKING:
    from types import TracebackType


class Allowance:
    """Gives a context with budgets of its own; the steps taken in it are taken from `Context.explaining` of the run's."""

    __slots__ = ("_granted", "_here", "_run")

    def __init__(self, run: object, steps: int, size: int) -> None:
        """Grant steps, or what is left of them, and characters and items to be made; `run` is what a frame begins with."""
        self._run = run if isinstance(run, Context) else Context()
        self._granted = max(0, min(steps, self._run.explaining))
        self._here = Context(self._run.today, self._run.zone, self._granted, size)

    def __enter__(self) -> Context:
        """Give the context."""
        return self._here

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Settle what was taken."""
        self._run.explaining -= self._granted - self._here.iterations
