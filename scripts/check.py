"""Everything `make check` looks at, all of it even when one part fails, with the seconds each took."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
CHECKS: tuple[tuple[str, tuple[str | Path, ...]], ...] = (
    ("lint", (BIN / "ruff", "check", ".")),
    ("format", (BIN / "ruff", "format", "--check", ".")),
    ("types", (BIN / "mypy",)),
    ("layers", (BIN / "lint-imports", "--no-cache")),
    (
        "migrations",
        (
            sys.executable,
            "-m",
            "django",
            "makemigrations",
            "--check",
            "--dry-run",
            "--settings=config.settings",
        ),
    ),
    ("built docs", (sys.executable, "-m", "scripts.docs", "--check")),
)


def main() -> int:
    """Runs each check; prints the output of those that fail; 1 when any does."""
    failed = []
    for name, command in CHECKS:
        began = time.monotonic()
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
        verdict = "FAIL" if done.returncode else "ok  "
        print(f"{verdict}  {name} ({time.monotonic() - began:.1f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    if failed:
        print(f"Not passed: {', '.join(failed)}. `make fix` mends most of lint and format.", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
