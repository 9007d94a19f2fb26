"""A measurement in a program and a home of its own, so that nothing else was done in it before."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def measured(home: Path, module: str, *arguments: str, demo: bool = False) -> dict[str, Any]:
    """What `python -m module` says on its last line, in JSON; its own words where it fails. `demo` fills the home with
    the town first, where the module asks for it."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "ALONGSIDE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment |= {"ALONGSIDE_DEMO": "1"} if demo else {}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def growth(found: Sequence[Mapping[str, Any]], parts: Iterable[str]) -> dict[str, float]:
    """The exponent of each part's cost against history, between the smallest of some sizes and the largest."""
    if len(found) < 2:
        return {}
    small, large = found[0], found[-1]
    size = math.log(large["history"] / small["history"])
    return {part: math.log(large[part]["ours"] / small[part]["ours"]) / size for part in parts}
