"""The letters: files with front matter, read strictly; a council may put its own in place of any.

Alongside's stand in `letters/<key>.md`, with `<key>.easy-read.md` beside those that exist in easy read; a council's in
`councils/<council>/letters/` under the same names. docs/how-to/write-a-letter.md tells how they are written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from alongside import council
from alongside.messages.rules import wording

OURS = Path(__file__).parent / "letters"
EASY = ".easy-read"

HEADINGS = ("letter", "title", "to", "channels", "gaps", "may be empty", "reading age")
CHANNELS = ("post", "email", "hand")
TO = ("person", "referrer", "anybody")

ALWAYS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(
        (
            "to name",
            "person name",
            "council name",
            "council phone",
            "out of hours phone",
            "opening hours",
            "written on",
            "title",
        ),
        "line",
    )
)
"""Gaps that every letter may use and nobody has to fill."""


class LetterFault(Exception):
    """A letter's file is wrong; says in a sentence which, what and how to mend it."""


@dataclass(frozen=True)
class Letter:
    """One letter as it is read: what fills it, by which channels it may go, its words and its easy-read words,
    and all of it as kept."""

    key: str
    title: str
    to: str
    channels: tuple[str, ...]
    gaps: Mapping[str, str]
    may_be_empty: frozenset[str]
    body: str
    easy_body: str
    text: str
    sha256: str
    source: str

    @property
    def easy(self) -> bool:
        """Whether there are easy-read words."""
        return bool(self.easy_body)

    def check(self, said: Mapping[str, Any]) -> None:
        """Raise LetterFault unless every gap that must be filled is, and by the right kind of thing."""
        for name in said:
            if name not in self.gaps:
                raise LetterFault(f"The letter “{self.key}” has no gap “{name}”.{_near(name, self.gaps)}")
        for name, kind in self.gaps.items():
            value = said.get(name)
            if not _filled(value):
                if name not in self.may_be_empty:
                    raise LetterFault(f"The letter “{self.key}” cannot be written: “{name}” is missing.")
            elif not _is(kind, value):
                raise LetterFault(f"The letter “{self.key}” needs a {kind} for “{name}”.")

    def whole(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """The values of all gaps, with a blank for each that may be empty and is."""
        return {name: said.get(name, "") for name in self.gaps} | {
            name: said.get(name, "") for name in ALWAYS
        }


def known() -> list[str]:
    """The keys of all letters, those that only this council has among them."""
    own = [each.key for each in council.current().overlays if each.kind == "letters"]
    names = {*own, *(path.stem for path in OURS.glob("*.md"))}
    return sorted(name for name in names if not name.endswith(EASY))


def letter(key: str) -> Letter:
    """The letter as this council writes it today. Raises LetterFault for one that is not there or is wrong."""
    ours = _ours(key) if (OURS / f"{key}.md").is_file() else None
    own = _own(key)
    if own is not None and ours is not None:
        return _in_place_of(ours, own)
    found = own or ours
    if found is None:
        raise LetterFault(f"There is no letter “{key}”.{_near(key, known())}")
    return found


@lru_cache(maxsize=100)
def _ours(key: str) -> Letter:
    path, easy = OURS / f"{key}.md", OURS / f"{key}{EASY}.md"
    words = easy.read_text(encoding="utf-8") if easy.is_file() else ""
    return parse(path.read_text(encoding="utf-8"), words, f"{OURS.name}/{path.name}")


def _own(key: str) -> Letter | None:
    """What the council lays in place of ours. Easy-read words go with a letter: those of another do not fit it."""
    here = council.current()
    found, easy = here.overlay("letters", key), here.overlay("letters", f"{key}{EASY}")
    return parse(found[0], easy[0] if easy else "", found[1].file) if found else None


def _in_place_of(ours: Letter, own: Letter) -> Letter:
    """A council's letter is filled with what fills ours: it may leave a gap out, and cannot ask for another."""
    for name, kind in own.gaps.items():
        if ours.gaps.get(name) != kind:
            raise LetterFault(
                f"{own.source}: nothing fills “{name}” as a {kind}.{_near(name, ours.gaps)} "
                f"This letter is filled with {', '.join(ours.gaps)}."
            )
    return replace(own, gaps=ours.gaps, may_be_empty=ours.may_be_empty)


def as_kept(whole: str) -> Letter:
    """The letter from the text that is kept with a message. Raises LetterFault."""
    text, _, easy = whole.partition("\f")
    return parse(text, easy, "a letter as it was kept")


@lru_cache(maxsize=200)
def parse(text: str, easy: str = "", source: str = "a letter") -> Letter:
    """A letter from the text of its file and of its easy-read words. Raises LetterFault."""
    whole = f"{text}\f{easy}"
    head, body = _front_matter(text, source)
    _closed(head, source)
    gaps = {**_gaps(head, source)}
    letter = Letter(
        key=str(head["letter"]),
        title=str(head["title"]),
        to=_one_of(head.get("to", "person"), TO, "to", source),
        channels=tuple(_one_of(each, CHANNELS, "channels", source) for each in head["channels"]),
        gaps=MappingProxyType(gaps),
        may_be_empty=frozenset(head.get("may be empty") or ()),
        body=body,
        easy_body=easy.strip(),
        text=whole,
        sha256=hashlib.sha256(whole.encode()).hexdigest(),
        source=source,
    )
    _no_stray_gap(letter)
    return letter


def _front_matter(text: str, source: str) -> tuple[dict[str, Any], str]:
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise LetterFault(f"{source}: begin with a line “---”, the headings, and a second line “---”.")
    try:
        head = yaml.safe_load(parts[1])
    except yaml.YAMLError as error:
        raise LetterFault(f"{source}: the headings cannot be read: {error}") from error
    if not isinstance(head, dict):
        raise LetterFault(f"{source}: between the two lines “---” there are no headings.")
    return head, parts[2].strip()


def _closed(head: Mapping[str, Any], source: str) -> None:
    for name in head:
        if name not in HEADINGS:
            raise LetterFault(
                f"{source}: there is no heading “{name}”.{_near(str(name), HEADINGS)} "
                f"The headings are {', '.join(HEADINGS)}."
            )
    for name in ("letter", "title", "channels"):
        if not head.get(name):
            raise LetterFault(f"{source}: the heading “{name}” is missing.")


def _gaps(head: Mapping[str, Any], source: str) -> Mapping[str, str]:
    gaps = head.get("gaps") or {}
    if not isinstance(gaps, dict):
        raise LetterFault(
            f"{source}: under “gaps” each line is a name and what fills it, such as “worker: line”."
        )
    for name, kind in gaps.items():
        _one_of(kind, wording.KINDS, f"gaps, {name}", source)
    for name in head.get("may be empty") or ():
        if name not in gaps:
            raise LetterFault(f"{source}: “{name}” may be empty but is no gap.{_near(str(name), gaps)}")
    return gaps


def _no_stray_gap(letter: Letter) -> None:
    names = {**letter.gaps, **ALWAYS}
    for name in wording.gaps(f"{letter.body}\n\n{letter.easy_body}"):
        if name not in names:
            raise LetterFault(
                f"{letter.source}: “{name}” is not among the gaps.{_near(name, names)} Add it under “gaps”."
            )
    for name in letter.gaps:
        if name not in wording.gaps(letter.body):
            raise LetterFault(
                f"{letter.source}: the gap “{name}” is nowhere in the letter. Use it or remove it."
            )


def _one_of(value: Any, known: tuple[str, ...], heading: str, source: str) -> str:
    if value not in known:
        raise LetterFault(
            f"{source}: “{value}” under “{heading}” is none of {', '.join(known)}.{_near(str(value), known)}"
        )
    return str(value)


def _near(name: str, names: Any) -> str:
    near = get_close_matches(name, list(names), n=1)
    return f" Did you mean “{near[0]}”?" if near else ""


def _filled(value: Any) -> bool:
    if isinstance(value, Mapping):
        return bool(value.get("rows"))
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def _is(kind: str, value: Any) -> bool:
    if kind == "table":
        return (
            isinstance(value, Mapping)
            and {"columns", "rows"} == set(value)
            and all(len(row) == len(value["columns"]) for row in value["rows"])
        )
    if kind == "list":
        return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    return isinstance(value, str)
