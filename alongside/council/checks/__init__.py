"""Holds the parts of a council to each other: nothing named that is not there, nothing there twice."""

from collections.abc import Callable, Collection

from alongside.council.checks import dated, organisation, places, work
from alongside.council.faults import Faults
from alongside.council.folder import Parts

Check = Callable[[Parts, Faults], None]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("", organisation.keys_are_unique),
    ("council", organisation.council_is_itself),
    ("labels", organisation.labels_are_known),
    ("teams wards", organisation.teams_stand_in_wards),
    ("teams lists", organisation.teams_fit_the_lists),
    ("roles lists", organisation.roles_fit),
    ("roles separations", organisation.permissions_are_apart),
    ("duties roles", work.duties_are_in_hands),
    ("duties roles", work.spending_can_be_agreed),
    ("loads roles", work.loads_are_of_roles),
    ("scales", work.priorities_are_in_order),
    ("scales", work.scales_keep_their_numbers),
    ("bank-holidays", work.bank_holidays_are_whole),
    ("bank-holidays closures", work.closures_are_days_of_work),
    ("", places.codes_are_unique),
    ("neighbourhoods wards", places.neighbourhoods_cover_the_wards),
    ("practices neighbourhoods", places.practices_have_neighbourhoods),
    ("lsoas wards", places.areas_stand_in_wards),
    ("postcodes wards lsoas", places.postcodes_lie_somewhere),
    ("targets", dated.targets_do_not_overlap),
    ("lists", dated.lists_are_all_there),
    ("lists", dated.lists_agree_with_themselves),
    ("lists", dated.own_lists_keep_the_codes),
    ("lists access council", dated.reasons_are_listed),
)
"""Each check after the kinds of part it needs: one that could not be read is not blamed a second time."""


def check_all(parts: Parts, faults: Faults, permissions: Collection[str] | None) -> None:
    """Run every check whose parts could be read. `permissions` are those known; None leaves them unasked."""
    for needs, check in CHECKS:
        if not parts.broken.intersection(needs.split()):
            check(parts, faults)
    if permissions is not None and not parts.broken.intersection({"roles", "separations"}):
        organisation.permissions_are_known(parts, faults, permissions)
