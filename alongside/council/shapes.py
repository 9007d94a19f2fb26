"""What a council is made of. Each shape is both a part of a file and what the rest of Alongside sees.

In a file a heading is the English of the field: `la_code` is written `la code`, `from_on` is written `from`.
"""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from alongside.council.values import (
    ActorCode,
    Amount,
    Colour,
    Day,
    Degrees,
    Email,
    Key,
    LaCode,
    Limit,
    OnsCode,
    Phone,
    PracticeCode,
    Text,
    YesNo,
    one_of,
    whole,
)

UNITS = ("hours", "days", "working days", "weeks", "months", "percent", "people", "pounds")


def heading(field: str) -> str:
    """Give the heading under which a field stands in a file."""
    return field.removesuffix("_on").replace("_", " ")


class Shape(BaseModel):
    """A part of a council: it never changes, and a heading it does not know is refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=heading, validate_by_name=True, validate_by_alias=True
    )


class Branding(Shape):
    """The council's colours. White or dark `brand_text` stands on `brand` and on `accent`."""

    brand: Colour
    brand_text: Colour
    accent: Colour


class Team(Shape):
    """A team. `wards` are ward codes; none means the whole of the council's area."""

    key: Key
    title: Text
    kind: Key
    service: Key
    wards: tuple[Text, ...] = ()
    phone: Phone
    out_of_hours: YesNo = False


class Role(Shape):
    """What a kind of user may do. `services` are those whose ordinary records `open records` opens.

    `duties` are the parts a role takes in the work; `authorises` is how many pounds a week it may agree to spend on
    one person: none when left out, infinity where the file says `any`.
    """

    key: Key
    title: Text
    description: Text
    permissions: tuple[Text, ...]
    duties: tuple[Text, ...] = ()
    authorises: Limit | None = None
    services: tuple[Key, ...] = ()
    codes: tuple[ActorCode, ...] = ()


class Separation(Shape):
    """Permissions one pair of hands must not hold: `permission`, with any of `never_with`."""

    permission: Text
    never_with: tuple[Text, ...]
    because: Text


class Ward(Shape):
    """An electoral ward."""

    code: OnsCode
    name: Text


class Lsoa(Shape):
    """A small area of the census; the ward its centre lies in, and that centre in degrees (WGS 84)."""

    code: OnsCode
    name: Text
    ward: OnsCode
    longitude: Degrees
    latitude: Degrees


class Practice(Shape):
    """A GP practice and the neighbourhood that works with it. The code has the shape of an ODS code."""

    code: PracticeCode
    name: Text
    neighbourhood: Key
    postcode: Text


class Neighbourhood(Shape):
    """A neighbourhood of wards. `practices` are codes, gathered from the table of practices."""

    key: Key
    title: Text
    wards: tuple[Text, ...]
    practices: tuple[str, ...] = ()


class Target(Shape):
    """A number the council holds itself to, in force from a day until the next one of its key (or `until`)."""

    key: Key
    title: Text
    value: Amount
    unit: Annotated[str, one_of(*UNITS)]
    from_on: Day
    until_on: Day | None = None
    source: Text
    verified: YesNo

    def __str__(self) -> str:
        """Write the value with its unit, as in “28 days”."""
        return f"{_plain_number(self.value)}{'%' if self.unit == 'percent' else ' ' + self.unit}"


def _plain_number(value: Decimal) -> str:
    return f"{value.normalize():f}"


class AccessRules(Shape):
    """How long a reason opens a record, and how soon somebody looks at why. Reasons are codes of two lists.

    `shift_hours` is the longest an emergency duty shift lasts; `dormant_days` how long an account lies unused;
    `import_megabytes` how large a list may be that is brought in.
    """

    open_hours: Annotated[int, whole(1, 24)]
    open_reasons: tuple[Key, ...]
    break_glass_hours: Annotated[int, whole(1, 12)]
    break_glass_categories: tuple[Key, ...]
    review_working_days: Annotated[int, whole(1, 5)]
    dormant_days: Annotated[int, whole(7, 90)]
    shift_hours: Annotated[int, whole(1, 24)]
    import_megabytes: Annotated[int, whole(1, 500)]


class AccessChanges(Shape):
    """The access rules a council sets for itself; what it leaves out is as for all of England."""

    open_hours: Annotated[int | None, whole(1, 24)] = None
    open_reasons: tuple[Key, ...] | None = None
    break_glass_hours: Annotated[int | None, whole(1, 12)] = None
    break_glass_categories: tuple[Key, ...] | None = None
    review_working_days: Annotated[int | None, whole(1, 5)] = None
    dormant_days: Annotated[int | None, whole(7, 90)] = None
    shift_hours: Annotated[int | None, whole(1, 24)] = None
    import_megabytes: Annotated[int | None, whole(1, 500)] = None


class Entry(Shape):
    """One value of a list. The `code` is stored and never changes; the `label` is shown.

    `cld` is the exact spelling in Client Level Data Release 2, `r1` the Release 1 value it came from.
    An entry is offered from `from_on` (always, when blank) until the day before `retired_on`.
    """

    code: Key
    label: Text
    group: Text | None = None
    cld: Text | None = None
    r1: Text | None = None
    from_on: Day | None = None
    retired_on: Day | None = None

    @model_validator(mode="before")
    @classmethod
    def _show_what_is_returned(cls, data: Any) -> Any:
        if isinstance(data, dict) and "label" not in data and "cld" in data:
            return {**data, "label": data["cld"]}
        return data


class CouncilFile(Shape):
    """council.yaml: who the council is. `unverified` names the headings nobody has checked yet."""

    key: Key
    name: Text
    short_name: Text
    la_code: LaCode
    ons_code: OnsCode
    phone: Phone
    out_of_hours_phone: Phone
    email: Email
    address: Text
    opening_hours: Text
    branding: Branding
    access: AccessChanges = AccessChanges()
    unverified: tuple[Text, ...] = ()


class AccessFile(Shape):
    """access.yaml of England: every access rule has a value there."""

    access: AccessRules


class LabelsFile(Shape):
    """labels.yaml: the word shown for each thing; the thing's code never changes."""

    labels: dict[Key, Text]


class TeamsFile(Shape):
    """teams.yaml."""

    teams: Annotated[tuple[Team, ...], Field(min_length=1)]


class RolesFile(Shape):
    """roles.yaml."""

    roles: tuple[Role, ...]


class SeparationFile(Shape):
    """separation.yaml: permissions kept apart in every council."""

    kept_apart: tuple[Separation, ...]


class NeighbourhoodsFile(Shape):
    """neighbourhoods.yaml."""

    neighbourhoods: tuple[Neighbourhood, ...]


class TargetsFile(Shape):
    """targets.yaml."""

    targets: tuple[Target, ...]


class ListFile(Shape):
    """lists/KEY.yaml: a list of values, the source they were taken from, and whether that was checked."""

    title: Text
    source: Text
    verified: YesNo
    from_on: Day
    note: Text | None = None
    entries: tuple[Entry, ...]
