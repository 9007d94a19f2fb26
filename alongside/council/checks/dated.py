"""Holds dated things and lists of values to their dates, and a council's own list to the one it replaces."""

from itertools import pairwise
from typing import Any

from alongside.council.checks.references import codes_of, known_only
from alongside.council.faults import Faults, Source, did_you_mean
from alongside.council.folder import Parts, Placed
from alongside.council.lists import NEEDED
from alongside.council.shapes import Entry, ListFile, Target


def targets_do_not_overlap(parts: Parts, faults: Faults) -> None:
    """On any day at most one target of a key is in force."""
    by_key: dict[str, list[Placed[Target]]] = {}
    for target in parts.targets:
        by_key.setdefault(target.item.key, []).append(target)
        if target.item.until_on and target.item.until_on < target.item.from_on:
            target.blame(
                faults, "until", wrong="this target ends before it begins", mend="Correct one of the dates"
            )
    for dated in by_key.values():
        dated.sort(key=lambda target: target.item.from_on)
        for earlier, later in pairwise(dated):
            ends = earlier.item.until_on
            if later.item.from_on == earlier.item.from_on or (ends and ends >= later.item.from_on):
                later.blame(
                    faults,
                    "from",
                    wrong=f"two targets “{later.item.key}” are in force on "
                    f"{later.item.from_on} (the other: {earlier.source.spot(earlier.loc)})",
                    mend="End the earlier one the day before, or correct the date",
                )


def lists_are_all_there(parts: Parts, faults: Faults) -> None:
    """Every list Alongside asks for is there, and a council replaces only lists that are."""
    for key in NEEDED:
        if key not in parts.shared_lists:
            faults.add(Source(f"councils/england/lists/{key}.yaml"), (), "this list is missing", "Restore it")
    for key, own in parts.own_lists.items():
        if key not in parts.shared_lists:
            mend = did_you_mean(key, parts.shared_lists, "Name the file after one in councils/england/lists.")
            faults.add(Source(own.source.file), (), f"there is no list “{key}” to replace", mend)


def lists_agree_with_themselves(parts: Parts, faults: Faults) -> None:
    """In a list no code stands twice, no entry ends before it begins, no returned value is open twice at once."""
    for file in [*parts.shared_lists.values(), *parts.own_lists.values()]:
        codes: dict[str, int] = {}
        for n, entry in enumerate(file.item.entries):
            if entry.code in codes:
                file.blame(
                    faults,
                    "entries",
                    n,
                    "code",
                    wrong=f"the code “{entry.code}” is in entry {codes[entry.code] + 1} already",
                    mend="Give this entry another code, or remove it",
                )
            codes.setdefault(entry.code, n)
            if entry.from_on and entry.retired_on and entry.retired_on <= entry.from_on:
                file.blame(
                    faults,
                    "entries",
                    n,
                    "retired",
                    wrong=f"“{entry.code}” is retired on {entry.retired_on}, "
                    f"before it is in use on {entry.from_on}",
                    mend="Correct one of the dates",
                )
        _returned_values_do_not_overlap(file, faults)


def _returned_values_do_not_overlap(file: Placed[ListFile], faults: Faults) -> None:
    entries = [(n, entry) for n, entry in enumerate(file.item.entries) if entry.cld]
    for place, (n, entry) in enumerate(entries):
        for _, earlier in entries[:place]:
            if entry.cld == earlier.cld and entry.code != earlier.code and _meet(entry, earlier):
                file.blame(
                    faults,
                    "entries",
                    n,
                    wrong=f"“{entry.code}” and “{earlier.code}” are both returned as "
                    f"“{entry.cld}” at the same time",
                    mend="Retire the one on the day the other begins",
                )


def _meet(one: Entry, other: Entry) -> bool:
    return not (_ended(one, other) or _ended(other, one))


def _ended(earlier: Entry, later: Entry) -> bool:
    return bool(earlier.retired_on and later.from_on and earlier.retired_on <= later.from_on)


def own_lists_keep_the_codes(parts: Parts, faults: Faults) -> None:
    """A council's own list keeps every code of the one it replaces, and says what the return is to be told.

    Records hold codes, and rules name some of them: a code may be retired and reworded, never dropped.
    """
    for key, own in parts.own_lists.items():
        if key not in parts.shared_lists:
            continue
        shared = parts.shared_lists[key].item.entries
        mine = {entry.code for entry in own.item.entries}
        for entry in shared:
            if entry.code not in mine:
                own.blame(
                    faults,
                    "entries",
                    wrong=f"the code “{entry.code}” ({entry.label}) of England's list is "
                    "missing, and records may hold it",
                    mend="Add it; with a `retired` date nobody can choose it",
                )
        if any(entry.cld for entry in shared):
            for n, entry in enumerate(own.item.entries):
                if not entry.cld:
                    own.blame(
                        faults,
                        "entries",
                        n,
                        wrong=f"“{entry.code}” does not say how it is returned",
                        mend="Add `cld:` with the exact value of the Client Level Data specification",
                    )


def reasons_are_listed(parts: Parts, faults: Faults) -> None:
    """The reasons and categories that open a record are in their lists."""
    reasons, categories = codes_of(parts, "open-reason"), codes_of(parts, "break-glass-category")
    rules: list[Placed[Any]] = [*parts.access, *parts.council]
    for file in rules:
        access = Placed(file.item.access, file.source, ("access",))
        known_only(access, "open_reasons", reasons, faults, kind="in the list “open-reason”")
        known_only(
            access, "break_glass_categories", categories, faults, kind="in the list “break-glass-category”"
        )
