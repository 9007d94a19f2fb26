"""The hook at which a scanner looks at a file before it is kept.

    ALONGSIDE_SCANNER="clamdscan --no-summary -"

The command is given the file to read, and answers 0 for harmless, 1 for harmful.
Without a command nothing is scanned, and each paper says so. A scanner that does not answer is no answer: the file is
then not kept.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable

from django.conf import settings

from alongside.web.errors import Refused

Scanner = Callable[[bytes], bool]
"""Whether the file is harmless. Raises OSError or subprocess.SubprocessError when it cannot tell."""

SECONDS = 60
HARMLESS, HARMFUL = 0, 1


def scanned(content: bytes, scanner: Scanner | None = None) -> bool:
    """Whether a scanner looked at it. Raises Refused for a harmful file, and where the scanner did not answer."""
    look = scanner or _command()
    if look is None:
        return False
    try:
        harmless = look(content)
    except (OSError, subprocess.SubprocessError) as trouble:
        raise Refused(
            "The file could not be checked for harmful content, so it was not kept. Try again, or tell whoever runs "
            "Alongside.",
            "file",
        ) from trouble
    if not harmless:
        raise Refused("The scanner found something harmful in this file. It was not kept.", "file")
    return True


def _command() -> Scanner | None:
    words = shlex.split(settings.SCANNER)
    return (lambda content: _ask(words, content)) if words else None


def _ask(words: list[str], content: bytes) -> bool:
    # The administrator's own command, from the environment; the file is what it reads, never a word of it.
    done = subprocess.run(words, input=content, capture_output=True, timeout=SECONDS, check=False)
    if done.returncode not in (HARMLESS, HARMFUL):
        raise subprocess.CalledProcessError(done.returncode, words)
    return done.returncode == HARMLESS
