"""Load the shipped policies from their prebuilt form and ask all rules about facts that were read before."""

from __future__ import annotations

import sys

from lictool.bundle import shipped
from lictool.evaluation import Options, judge


class Estate:
    """As much of a deployment as rules need."""

    __slots__ = ("data", "name")


estate = Estate()
with open(sys.argv[1], encoding="utf-8") as file:
    estate.data = eval(file.read())  # noqa: S307 - run.py has written it
estate.name = estate.data["name"]
bundle = shipped()
outcomes = judge([estate], bundle, Options("2026-10-01")).outcomes
sys.stdout.write(f"{sum(len(policy['rules']) for policy in bundle.policies)} rules: {outcomes}\n")
