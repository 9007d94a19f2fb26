"""The world a test process lives in, set before Django reads its settings (`-p tests.world` in pyproject.toml).

Each process has an ALONGSIDE_HOME of its own, so that no test touches ./var or another worker's files.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="alongside-test-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

os.environ["ALONGSIDE_HOME"] = HOME
os.environ["ALONGSIDE_SECRET_KEY"] = "not secret: made for tests"
os.environ.setdefault("ALONGSIDE_DEMO", "1")
# Playwright keeps an event loop in the main thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
