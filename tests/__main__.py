"""The test command: style, types, import contract, freshness of generated files, tests with branch coverage."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STEPS = {
    "style": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "import contract": ["importlinter.cli"],
    "generated files": ["lictool.docs", "--check"],
    "tests": ["pytest", "--cov", "--cov-report=term", "--cov-fail-under=96", "-q"],
}


def main() -> int:
    """Run every step, each also after another failed, and give 1 if any failed."""
    failed = []
    for name, command in STEPS.items():
        print(f"=== {name}", flush=True)  # noqa: T201 - a command line tool
        module = ["-c", "from importlinter.cli import lint_imports_command as c; c()"]
        argv = module if command[0] == "importlinter.cli" else ["-m", *command]
        if subprocess.run([sys.executable, *argv], cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"=== failed: {', '.join(failed)}" if failed else "=== all steps passed", flush=True)  # noqa: T201 - a command line tool
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
