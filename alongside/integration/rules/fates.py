"""What becomes of a row: one of four, and together they are as many as the file has rows."""

from __future__ import annotations

LOADED, MERGED, HISTORY, REFUSED = "loaded", "merged", "history", "refused"
TITLES = {
    LOADED: "Loaded",
    MERGED: "Merged with a row or work that was there",
    HISTORY: "Kept as history",
    REFUSED: "Refused",
}
