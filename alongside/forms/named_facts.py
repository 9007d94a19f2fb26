"""What may be said of a filled form by more than one of its answers: named facts, each true, false or not known."""

from __future__ import annotations
