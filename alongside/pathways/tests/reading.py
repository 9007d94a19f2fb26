"""Pages as they are read: their words, without their mark-up."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client


def text(client: Client, address: str, status: int = 200) -> str:
    """What a page says, in one line."""
    answer = client.get(address)
    assert answer.status_code == status, (answer.status_code, address)
    return plain(answer)


def plain(answer: Any) -> str:
    """What an answer says, in one line."""
    said = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(said.split())
