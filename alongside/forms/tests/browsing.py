"""A browser without scripts at the pages of a form."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client


class Browser:
    """What a browser does with a form: it sends back every field that the page gave it."""

    def __init__(self, client: Client, base: str) -> None:
        self.client, self.base, self.fields = client, base, dict[str, Any]()

    def look(self, section: str = "first") -> str:
        """Open a section and take down its fields."""
        answer = self.client.get(f"{self.base}/{section}/")
        assert answer.status_code == 200, answer.headers
        html = answer.content.decode()
        self.section, self.fields = section, fields_of(html)
        return html

    def send(self, button: str = "stay", value: str = "1", **typed: Any) -> Any:
        """Send the section with a button; names are written with _ for - and __ for a full stop."""
        said = {_field(name): each for name, each in typed.items()}
        return self.client.post(f"{self.base}/{self.section}/", self.fields | said | {button: value})

    def save(self, cell: str, value: Any, **more: str) -> Any:
        """Save one answer as the script does."""
        sent = {"cell": cell, cell: value, f"v:{cell}": self.fields.get(f"v:{cell}", "0."), "turn": "1"}
        return self.client.post(f"{self.base}/save/answer/", sent | {"_editor": "a-tab"} | more)


def _field(name: str) -> str:
    return name if name.startswith("_") else name.replace("__", ".").replace("_", "-")


def fields_of(html: str) -> dict[str, Any]:
    """Every field with what is in it, as a browser would send it unchanged."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]*>", html):
        said = dict(re.findall(r'(\S+)="([^"]*)"', tag))
        if said.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        if said.get("type") == "checkbox":
            found.setdefault(said["name"], []).append(said["value"])
        elif "name" in said:
            found[said["name"]] = said.get("value", "")
    found |= dict(re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', html))
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', html):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found
