"""Measure lictool beside other commands; see README.md."""

from __future__ import annotations

import argparse
import json
import os
import random
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lictool.bundle import Bundle
    from lictool.deployment import Deployment

HERE = Path(__file__).resolve().parent
DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH")

MANIFEST = """\
apiVersion: lictool/v1
kind: SecureClientDeployment
metadata:
  name: site-{number:05d}
  labels: {{region: emea, cost-center: "{number:05d}"}}
spec:
  customer:
    name: cust-{number:05d}
  users:
    authorized: {users}
    unattendedDevices: 0
    groups:
      - name: staff
        users: {users}
    groupsAre: disjoint
  features:
    - name: secure-client-vpn
      status: used
      groups: [staff]
    - name: nvm
      status: used
      groups: [staff]
  clients:
    - platform: windows
      product: secure-client
      version: "5.1.2.42"
      devices: {users}
      source: portal
      modules: [vpn, nvm]
  headends:
{headends}  entitlements:
{entitlements}  ise:
    deployments: []
"""
HEADEND = """\
    - name: fw-{unit}
      vendor: cisco
      platform: asa-5500-x
      osVersion: "9.16(4)57"
      serialNumber: JAD{number:05d}X{unit:02d}
      serialSource: show-version
      remoteAccess: true
      contextMode: single
      licenseMode: pak
      installed: [apex]
      essentialsEnabled: false
"""
ENTITLEMENT = """\
    - name: {tier}-{right}
      tier: {tier}
      basis: term
      sku: {sku}
      users: {users}
      months: 36
      start: 2026-01-01
      end: 2028-12-31
      evidence: [order]
      renewalOwner: team-net
"""
DETAILS = """\
      model: ASA5516
      os: asa
      ha: {{mode: active-standby, role: {role}, peer: fw-{peer}}}
      sharedRole: none
      peakConcurrent: 210
      maxSessions: 300
"""
RIGHT_DETAILS = """\
      shippedAt: 2025-12-20
      endComputedFrom: contract
      reminder: 2028-09-01
"""
"""What the entries of the larger manifest have besides."""


def manifest(number: int, *, sound: bool) -> str:
    """Give a small estate; one that is not sound uses NVM without Apex."""
    tier, sku = ("apex", "L-AC-APX-LIC=") if sound else ("plus", "L-AC-PLS-LIC=")
    users = 100 + number % 900
    headends = "".join(HEADEND.format(number=number, unit=unit) for unit in (1, 2))
    right = ENTITLEMENT.format(right=1, tier=tier, sku=sku, users=users)
    return MANIFEST.format(number=number, users=users, headends=headends, entitlements=right)


def reference() -> str:
    """Give the estate of `policies` and `warm`: 10 headends, 20 entitlements, about 11 kB."""
    headends = "".join(
        HEADEND.format(number=1, unit=unit)
        + DETAILS.format(unit=unit, role=("secondary", "primary")[unit % 2], peer=unit + 1 if unit % 2 else unit - 1)
        for unit in range(1, 11)
    )
    rights = "".join(
        ENTITLEMENT.format(right=right, tier="apex", sku="L-AC-APX-LIC=", users=100) + RIGHT_DETAILS
        for right in range(1, 21)
    )
    return MANIFEST.format(number=1, users=2000, headends=headends, entitlements=rights)


def write_manifests(folder: Path, count: int) -> None:
    """Write small estates, one of ten with a violation."""
    folder.mkdir()
    for number in range(count):
        (folder / f"m{number:05d}.yaml").write_text(manifest(number, sound=number % 10 != 0))


def measure(
    commands: dict[str, list[str]],
    reference: str,
    rounds: int,
    *,
    where: dict[str, Path] | None = None,
    memory: bool = False,
) -> None:
    """Run every command once a round; print medians and the ratio to the reference round by round, and the same of bests.

    On a machine that does other work besides, the bests are nearer to the truth. `where` gives the folder of a command.
    With `memory` the size of a command's largest process is printed too.
    """
    environment = {name: value for name, value in os.environ.items() if name not in DROPPED}
    times: dict[str, list[float]] = {name: [] for name in commands}
    sizes: dict[str, list[float]] = {name: [] for name in commands}
    order = list(commands)
    shuffle = random.Random(7).shuffle  # noqa: S311 - an order, not a secret
    for number in range(rounds + 1):
        shuffle(order)
        for name in order:
            start = time.perf_counter()
            process = subprocess.Popen(
                commands[name],
                cwd=(where or {}).get(name),
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if number:
                times[name].append(time.perf_counter() - start)
                sizes[name].append(usage.ru_maxrss / 1024)
    print(f"| command | median s | x {reference} | best s | x {reference} |" + (" MiB |" if memory else ""))
    print("|---|---:|---:|---:|---:|" + ("---:|" if memory else ""))
    least = min(times[reference])
    for name, seconds in times.items():
        ratio = statistics.median([one / other for one, other in zip(seconds, times[reference], strict=True)])
        best = min(seconds)
        size = f" {statistics.median(sizes[name]):.0f} |" if memory else ""
        print(f"| {name} | {statistics.median(seconds):.3f} | {ratio:.2f} | {best:.3f} | {best / least:.2f} |{size}")


def lictool() -> list[str]:
    """Give the console script that is installed beside this Python."""
    script = shutil.which("lictool", path=str(Path(sys.executable).parent))
    if script is None:
        raise SystemExit("lictool is not installed beside this Python; run `pip install .` first")
    return [script, "check", "--as-of", "2026-10-01"]


def cold(folder: Path, rounds: int) -> None:
    """One clean manifest, against a Python that does nothing."""
    one = folder / "one.yaml"
    one.write_text(manifest(1, sound=True))
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "lictool check": [*lictool(), str(one)]}
    measure(commands, "python -c pass", rounds)


def estates() -> tuple[list[Deployment], Bundle]:
    """Read the estate of `policies` and `warm`, and give it with the shipped policies."""
    from lictool.bundle import shipped
    from lictool.pipeline import join, read

    bundle = shipped()
    intake = read([("reference.yaml", reference().encode())], bundle.shape, "en")
    found = join(intake.parts, bundle.shape)
    if intake.findings or len(found) != 1 or found[0].clashes:
        raise SystemExit("the reference manifest does not fit its schema")
    return found, bundle


def policies(folder: Path, rounds: int) -> None:
    """All shipped rules, loaded and asked in a new process, against the import of PyYAML."""
    facts = folder / "facts.txt"
    facts.write_text(repr(estates()[0][0].data), encoding="utf-8")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import yaml": [sys.executable, "-c", "import yaml"],
        "judge.py": [sys.executable, str(HERE / "judge.py"), str(facts)],
    }
    print(subprocess.run(commands["judge.py"], capture_output=True, check=True, encoding="utf-8").stdout)
    measure(commands, "import yaml", rounds)


def warm(rounds: int) -> None:
    """A pass of all shipped rules that were asked before, against composing their manifest in pure Python."""
    import yaml

    from lictool.asking import Rule
    from lictool.evaluation import Options, judge

    text = reference()
    found, bundle = estates()
    made = {rule["name"]: Rule(rule) for policy in bundle.policies for rule in policy["rules"]}

    def ask() -> object:
        return judge(found, bundle, Options("2026-10-01"), ready=lambda data: made[data["name"]]).outcomes

    def compose() -> object:
        return yaml.compose(text, yaml.SafeLoader)

    outcomes = ask()
    compose()
    times: dict[Callable[[], object], list[float]] = {compose: [], ask: []}
    for _ in range(rounds):
        for one, seconds in times.items():
            start = time.thread_time()
            one()
            seconds.append(time.thread_time() - start)
    composed, asked = min(times[compose]), min(times[ask])
    print(f"{len(text):,} bytes; {len(made)} rules: {outcomes}\n")
    print("| in one process | best ms of CPU | x yaml.compose |\n|---|---:|---:|")
    print(f"| yaml.compose, SafeLoader | {composed * 1000:.2f} | 1.00 |")
    print(f"| all rules, warm | {asked * 1000:.2f} | {asked / composed:.3f} |")


def many(folder: Path, rounds: int, count: int, peer: list[str]) -> None:
    """Many small manifests in one process."""
    manifests = folder / "many"
    write_manifests(manifests, count)
    schema = folder / "manifest.schema.json"
    text = subprocess.run([lictool()[0], "schema", "manifest"], capture_output=True, check=True).stdout
    schema.write_text(json.dumps(json.loads(text)))
    commands = {"lictool check": [*lictool(), str(manifests)]}
    if peer:
        commands["peer"] = peer
    else:
        commands["handwritten.py"] = [sys.executable, str(HERE / "handwritten.py"), str(schema), str(manifests)]
    measure(commands, "peer" if peer else "handwritten.py", rounds)


def write_foreign(folder: Path, count: int) -> None:
    """Write YAML files that are none of lictool's, a hundred a folder."""
    tasks = "".join(
        f"- name: install part {number}\n  ansible.builtin.template:\n    src: part{number}.j2\n"
        f"    dest: /etc/app/part{number}.conf\n  when: part_{number} | bool\n"
        for number in range(12)
    )
    for number in range(count):
        path = folder / f"role{number // 100:04d}" / "tasks" / f"step{number:05d}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# step {number}\n{tasks}")


def write_repository(home: Path, manifests: int, foreign: int, staged: str) -> None:
    """Make a repository of sound estates beside foreign files, all committed, with one file staged."""
    home.mkdir()
    (home / "licensing").mkdir()
    for number in range(manifests):
        (home / "licensing" / f"m{number:05d}.yaml").write_text(manifest(number, sound=True))
    write_foreign(home / "roles", foreign)
    (home / "notes.yaml").write_text("a: 1\n")

    def git(*argv: str) -> None:
        settings = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "gc.auto=0")
        subprocess.run(["git", *settings, *argv], cwd=home, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "estate")
    git("repack", "-adq")
    with (home / staged).open("a") as file:
        file.write("# changed\n")
    git("add", "-A")


def repository(folder: Path, rounds: int, manifests: int, foreign: int) -> None:
    """A repository in which most files are not lictool's, against its manifests alone."""
    changed = "licensing/m00001.yaml"
    for name, others, staged in (("full", foreign, changed), ("alone", 0, changed), ("idle", foreign, "notes.yaml")):
        write_repository(folder / name, manifests, others, staged)
    script, *judge = lictool()
    day = judge[1:]
    reading = "import os\nfor at, _, names in os.walk('.'):\n for name in names:\n  open(at + '/' + name, 'rb').read()"
    lines: dict[str, tuple[list[str], str]] = {
        "check, manifests alone": ([script, *judge], "alone"),
        "check, with foreign files": ([script, *judge], "full"),
        "check of their folder, with foreign files": ([script, *judge, "licensing"], "full"),
        "hook, manifests alone": ([script, "hook", *day], "alone"),
        "hook, with foreign files": ([script, "hook", *day], "full"),
        "hook, nothing relevant staged": ([script, "hook", *day], "idle"),
        "reading the foreign files": ([sys.executable, "-c", reading], "full/roles"),
        "python -c pass": ([sys.executable, "-c", "pass"], "full"),
    }
    commands = {name: line for name, (line, _) in lines.items()}
    where = {name: folder / place for name, (_, place) in lines.items()}
    measure(commands, "check, manifests alone", rounds, where=where, memory=True)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("cold", "policies", "warm", "many", "repository", "all"))
    parser.add_argument("--rounds", type=int, default=0, help="default: 21, 100 for warm, 3 for many, 5 for repository")
    parser.add_argument("--count", type=int, default=10_000, help="manifests of `many`")
    parser.add_argument(
        "--foreign", type=int, default=20_000, help="foreign files of `repository`, beside 1,000 manifests"
    )
    parser.add_argument(
        "--peer", default="", help="a command that judges manifests of its own, instead of handwritten.py"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.what in ("cold", "all"):
            cold(folder, arguments.rounds or 21)
        if arguments.what in ("policies", "all"):
            policies(folder, arguments.rounds or 21)
        if arguments.what in ("warm", "all"):
            warm(arguments.rounds or 100)
        if arguments.what in ("many", "all"):
            many(folder, arguments.rounds or 3, arguments.count, shlex.split(arguments.peer))
        if arguments.what in ("repository", "all"):
            repository(folder, arguments.rounds or 5, 1_000, arguments.foreign)


if __name__ == "__main__":
    main()
