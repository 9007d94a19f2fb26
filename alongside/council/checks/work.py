"""Holds duties, loads, priorities and days off to the roles, and to each other."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from alongside.council.checks.references import known_only, unique
from alongside.council.faults import Faults
from alongside.council.folder import Parts, Placed
from alongside.council.work import BankHolidaysFile, DayOff, Scale

A_YEAR_HAS = 8
"""Bank holidays of England and Wales in a year, at the least (Banking and Financial Dealings Act 1971, sch 1)."""

DAYS = {"hour": 1 / 24, "day": 1, "working day": 7 / 5, "week": 7, "month": 30}
"""How many days a unit lasts, about: enough to tell which of two spans is the longer."""


def duties_are_in_hands(parts: Parts, faults: Faults) -> None:
    """Roles take duties that are there, and no duty is left without a role."""
    unique(parts.duties, "key", "duty", faults)
    known = [duty.item.key for duty in parts.duties]
    taken = {key for role in parts.roles for key in role.item.duties}
    for role in parts.roles:
        known_only(role, "duties", known, faults, kind="a duty")
    for duty in parts.duties:
        if duty.item.key not in taken:
            wrong = f"no role has the duty “{duty.item.key}”, so nobody could ever do that work"
            duty.blame(faults, wrong=wrong, mend="Write it under `duties` of a role")


def spending_can_be_agreed(parts: Parts, faults: Faults) -> None:
    """Whoever agrees spending has a limit, nobody else has one, and somebody has none."""
    agreeing = {duty.item.key for duty in parts.duties if duty.item.agrees_spending}
    limits = [role.item.authorises for role in parts.roles if role.item.authorises is not None]
    for role in parts.roles:
        agrees = sorted(agreeing.intersection(role.item.duties))
        if agrees and role.item.authorises is None:
            wrong = f"the duty “{agrees[0]}” agrees spending, and this role does not say how much"
            mend = "Add `authorises:` with pounds a week, or with `any`"
            role.blame(faults, wrong=wrong, mend=mend)
        if role.item.authorises is not None and not agrees:
            wrong = "this role authorises spending, and has no duty that agrees any"
            mend = f"Give it one of {', '.join(sorted(agreeing))}, or remove the heading"
            role.blame(faults, "authorises", wrong=wrong, mend=mend)
    if limits and max(limits).is_finite():
        [highest] = [role for role in parts.roles if role.item.authorises == max(limits)][:1]
        wrong = f"£{max(limits)} a week is the most that any role authorises: more could never be agreed"
        highest.blame(
            faults, "authorises", wrong=wrong, mend="Write `authorises: any` at the role that agrees the rest"
        )


def loads_are_of_roles(parts: Parts, faults: Faults) -> None:
    """An agreed load is that of a role, and each role has at most one."""
    unique(parts.loads, "role", "load of the role", faults)
    roles = [role.item.key for role in parts.roles]
    for load in parts.loads:
        known_only(load, "role", roles, faults, kind="a role")


def priorities_are_in_order(parts: Parts, faults: Faults) -> None:
    """The bands of a scale are numbered from 1, and one that is less urgent is not asked for sooner."""
    unique(parts.scales, "key", "scale", faults)
    for scale in parts.scales:
        for n, band in enumerate(scale.item.bands):
            if band.number != n + 1:
                wrong = f"this is band {n + 1} of the scale, and its number is {band.number}"
                mend = "Number the bands from 1, the most urgent first"
                scale.blame(faults, "bands", n, "number", wrong=wrong, mend=mend)
        _patience_grows(scale, faults)


def _patience_grows(scale: Placed[Scale], faults: Faults) -> None:
    for n, (urgent, patient) in enumerate(pairwise(scale.item.bands), start=1):
        for field in ("contact", "assess", "keep_in_touch", "review_risk"):
            sooner, later = getattr(patient, field), getattr(urgent, field)
            if _days(sooner) < _days(later):
                said = field.replace("_", " ")
                wrong = f"“{patient.title}” asks for this within {sooner}, sooner than the more urgent band ({later})"
                scale.blame(faults, "bands", n, said, wrong=wrong, mend="Correct one of the two")


def _days(span: str) -> float:
    count, unit = span.split(" ", 1)
    return int(count) * DAYS[unit.removesuffix("s")]


def scales_keep_their_numbers(parts: Parts, faults: Faults) -> None:
    """A council's own scale keeps every number of the one it replaces: records hold them."""
    own = {scale.item.key: scale for scale in parts.scales}
    for covered in parts.covered:
        if isinstance(covered.item, Scale) and covered.item.key in own:
            mine = own[covered.item.key]
            for band in covered.item.bands[len(mine.item.bands) :]:
                wrong = f"band {band.number} ({band.title}) of England's scale is missing, and records may hold it"
                mine.blame(faults, "bands", wrong=wrong, mend="Add a band with that number")


def bank_holidays_are_whole(parts: Parts, faults: Faults) -> None:
    """Bank holidays fall on weekdays between the two days of the file, and no year lacks one."""
    for file in parts.bank_holidays:
        held = file.item
        _days_off_are_sound(Placed(held, file.source), "days", held.days, faults)
        for n, off in enumerate(held.days):
            if not held.from_on <= off.day <= held.until_on:
                wrong = f"{off.day} does not lie between {held.from_on} and {held.until_on}"
                file.blame(
                    faults, "days", n, "day", wrong=wrong, mend="Correct the day, or `from` and `until`"
                )
        for year in _whole_years(held):
            count = sum(off.day.year == year for off in held.days)
            if count < A_YEAR_HAS:
                wrong = f"{year} has {count} bank holidays; England and Wales have {A_YEAR_HAS} or more"
                file.blame(faults, "days", wrong=wrong, mend="Add those that are missing, from GOV.UK")


def _whole_years(held: BankHolidaysFile) -> Iterable[int]:
    first = held.from_on.year + (held.from_on > date(held.from_on.year, 1, 1))
    last = held.until_on.year - (held.until_on < date(held.until_on.year, 12, 31))
    return range(first, last + 1)


def closures_are_days_of_work(parts: Parts, faults: Faults) -> None:
    """A council closes on days on which it would be open."""
    holidays = {off.day: off.title for file in parts.bank_holidays for off in file.item.days}
    for file in parts.closures:
        _days_off_are_sound(Placed(file.item, file.source), "closures", file.item.closures, faults)
        for n, off in enumerate(file.item.closures):
            if off.day in holidays:
                wrong = f"{off.day} is a bank holiday already ({holidays[off.day]})"
                file.blame(faults, "closures", n, "day", wrong=wrong, mend="Remove it")


def _days_off_are_sound(file: Placed[object], heading: str, days: Iterable[DayOff], faults: Faults) -> None:
    unique([Placed(off, file.source, (heading, n)) for n, off in enumerate(days)], "day", "day", faults)
    for n, off in enumerate(days):
        if off.day.weekday() >= 5:
            wrong = f"{off.day} is a {off.day:%A}, on which nobody works anyway"
            file.blame(faults, heading, n, "day", wrong=wrong, mend="Correct the day, or remove it")
