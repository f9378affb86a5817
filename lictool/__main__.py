"""`python -m lictool`."""

from lictool.cli import run

run()
