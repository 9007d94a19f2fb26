"""Lists of values: those every English council shares, with the ones a council has put in their place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from alongside.council.faults import did_you_mean
from alongside.council.shapes import Entry

NEEDED = (
    "accommodation", "address-purpose", "adjustment", "alert-kind", "appointment-kind", "autism",
    "break-glass-category", "came-by", "card-end-reason", "channel", "client-funding",
    "communication-format", "communication-support", "contact-method", "contact-reason", "copy-recipient",
    "cost-frequency", "delivery-mechanism", "dementia", "document-kind", "employment", "end-reason",
    "ethnicity", "gender", "has-unpaid-carer", "hearing-impairment", "hold-reason", "interim-measure",
    "interpreter", "language", "leisure-pass-outcome", "line-end-reason", "local-authority", "marital-status",
    "name-kind", "nhs-number-absent-reason", "nhs-number-status", "note-kind", "open-reason", "organisation-kind",
    "primary-support-reason", "relationship", "religion", "respite-unmet-reason", "restriction-category",
    "service", "service-component", "service-type", "service-unit", "sex", "sexual-orientation",
    "suspension-reason", "team-kind", "visual-impairment",
)  # fmt: skip
"""The lists Alongside asks for by name; a council that lacks one cannot be loaded."""


@dataclass(frozen=True)
class CodeList:
    """A list of values, where it comes from, and whether that was checked at the source."""

    key: str
    title: str
    source: str
    verified: bool
    from_on: date
    note: str
    entries: tuple[Entry, ...]
    replaced: bool
    """Whether the council put its own list in the place of England's."""

    @cached_property
    def _by_code(self) -> dict[str, Entry]:
        return {entry.code: entry for entry in self.entries}

    def entry(self, code: str) -> Entry:
        """Give the entry of a code, retired ones too. Raises KeyError with a sentence."""
        try:
            return self._by_code[code]
        except KeyError:
            raise KeyError(f"The list “{self.key}” has no code “{code}”.") from None

    def __contains__(self, code: object) -> bool:
        """Say whether the list knows a code, retired ones too."""
        return code in self._by_code


class Lists:
    """All lists of one council by key."""

    def __init__(self, lists: Mapping[str, CodeList]) -> None:
        """Hold these lists."""
        self._lists = dict(sorted(lists.items()))

    def __iter__(self) -> Iterator[str]:
        """Go through the keys of all lists, in the order of the alphabet."""
        return iter(self._lists)

    def get(self, key: str, *, on: date | None = None) -> CodeList:
        """Give a list: whole, or with `on` only the entries that may be chosen on that day.

        Raises KeyError with a sentence: a list that is asked for and missing is a mistake in the program.
        """
        try:
            found = self._lists[key]
        except KeyError:
            hint = did_you_mean(key, self._lists, "See councils/england/lists.")
            raise KeyError(f"There is no list “{key}”. {hint}") from None
        if on is None:
            return found
        return replace(found, entries=tuple(entry for entry in found.entries if in_use(entry, on)))

    def label(self, key: str, code: str) -> str:
        """Give the word shown for a code, for a retired one too. Raises KeyError with a sentence."""
        return self.get(key).entry(code).label


def in_use(entry: Entry, on: date) -> bool:
    """Say whether an entry may be chosen on a day."""
    return (entry.from_on is None or entry.from_on <= on) and (
        entry.retired_on is None or on < entry.retired_on
    )
