"""Where a postcode lies: its ward, small area and neighbourhood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

POSTCODE = re.compile(r"(GIR|[A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
"""The shapes of a British postcode: A9, A99, A9A, AA9, AA99 or AA9A, then 9AA (and GIR 0AA)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a postcode lies: codes of its ward and small area, and the key of its neighbourhood."""

    postcode: str
    ward: str
    lsoa: str
    neighbourhood: str


def tidy_postcode(text: str) -> str | None:
    """Write a postcode as in “N12 9KM”: capitals and one space. None when it has not the shape of one.

    Spaces, full stops, dashes and small letters do not matter. Whether it exists is not asked.
    """
    bare = re.sub(r"[\s.\-\u2010-\u2015]", "", text).upper()
    shape = POSTCODE.fullmatch(bare)
    return f"{shape[1]} {shape[2]}" if shape else None


@dataclass(frozen=True, slots=True)
class Directory:
    """A council's postcodes: tidy postcode -> (ward, lsoa); and ward -> neighbourhood."""

    postcodes: Mapping[str, tuple[str, str]]
    neighbourhood_of: Mapping[str, str]

    def place(self, postcode: str) -> Place | None:
        """Find a postcode however it is written; None when it is not the council's, or none at all."""
        tidy = tidy_postcode(postcode)
        if tidy is None or tidy not in self.postcodes:
            return None
        ward, lsoa = self.postcodes[tidy]
        return Place(postcode=tidy, ward=ward, lsoa=lsoa, neighbourhood=self.neighbourhood_of[ward])
