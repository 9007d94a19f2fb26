"""Who lives and works in the town. Read it like the list of persons before a play."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class WorkerCast:
    """Somebody who signs in. `team` is a kind of team (a council has its own of each); who manages stands in all."""

    key: str
    name: str
    role: str
    team: str = ""
    organisation: str = ""
    part: str = ""
    manages: bool = False


WORKERS = (
    WorkerCast("priya", "Priya Nair", "social-worker", "locality", part="Alice’s social worker"),
    WorkerCast(
        "tom",
        "Tom Whitfield",
        "mental-health-social-worker",
        "mental-health",
        part="New; must see nothing yet",
    ),
    WorkerCast("grace", "Grace Adeyemi", "team-manager", "locality", part="Priya’s manager", manages=True),
    WorkerCast("samir", "Samir Haddad", "front-door-officer", "front-door", part="Answers the front door"),
    WorkerCast("aisha", "Aisha Rahman", "safeguarding-worker", "safeguarding", part="Leads enquiries"),
    WorkerCast(
        "bronwen",
        "Bronwen Pryce",
        "best-interests-assessor",
        "deprivation-of-liberty",
        part="Leads the assessors of deprivations of liberty",
    ),
    WorkerCast("mei", "Mei Chen", "occupational-therapist", "therapy", part="Occupational therapist"),
    WorkerCast("omar", "Omar Farouk", "emergency-duty-worker", "emergency-duty", part="Covers the nights"),
    WorkerCast(
        "helen", "Helen Marsh", "restricted-records-officer", "governance", part="Guards the most endangered"
    ),
    WorkerCast("ruth", "Ruth Ellison", "caldicott-guardian", "governance", part="Caldicott Guardian"),
    WorkerCast("ian", "Ian Cooper", "system-administrator", part="Runs the system; sees no record"),
    WorkerCast("lena", "Lena Fischer", "analyst", "governance", part="Figures without names"),
    WorkerCast("diane", "Diane Osei", "head-of-service", part="Head of service"),
    WorkerCast("marcus", "Marcus Bell", "commissioner", "quality", part="Keeps organisations and agreements"),
    WorkerCast(
        "carol", "Carol Finch", "provider", organisation="oakfield", part="Manager at a home-care provider"
    ),
    WorkerCast("viktor", "Viktor Hale", "provider", organisation="harbour", part="Manager of a care home"),
    WorkerCast("anil", "Dr Anil Shah", "gp", organisation="surgery", part="Hodan’s GP"),
    WorkerCast(
        "fatima", "Fatima Noor", "carers-centre-worker", organisation="carers", part="Carers’ centre worker"
    ),
    WorkerCast(
        "lucy", "Lucy Grant", "external-reviewer", organisation="northfield", part="Reviews for an agency"
    ),
)


@dataclass(frozen=True)
class OrganisationCast:
    """An organisation beside the council; `agreement` is how many days it still runs when the town is built."""

    key: str
    name: str
    kind: str
    agreement: int | None = None


ORGANISATIONS = (
    OrganisationCast("oakfield", "Oakfield Home Care", "care-provider", 300),
    OrganisationCast("harbour", "Harbour House", "care-home", 300),
    OrganisationCast("surgery", "The Mill Surgery", "gp-practice", 300),
    OrganisationCast("carers", "Alongside Carers’ Centre", "carers-centre", 20),
    OrganisationCast("trust", "Northern Mental Health NHS Trust", "nhs-trust", 200),
    OrganisationCast("police", "Metropolitan area police", "police", 100),
    OrganisationCast("northfield", "Northfield Reviews", "staffing-agency", 300),
)


@dataclass(frozen=True)
class ResidentCast:
    """Somebody who lives in the town. `near` picks their ward and postcode: the n-th of the council's directory.
    `asked` is how many days ago an assessment was asked for, where they have a worker."""

    key: str
    given: str
    family: str
    born: str
    nhs_number: str = ""
    known_as: str = ""
    address: str = ""
    near: int = 0
    sex: str = ""
    ethnicity: str = ""
    speaks: str = ""
    reads: str = ""
    letters: str = ""
    script: str = ""
    worker: str = ""
    part: str = ""
    asked: int = 1
    phones: tuple[str, ...] = field(default_factory=tuple)


RESIDENTS = (
    ResidentCast(
        "alice",
        "Alice",
        "Mensah",
        "1942-03-27",
        "9000000009",
        "Ali",
        "12 Larch Court",
        3,
        "female",
        speaks="tw",
        reads="en",
        letters="large-print-18",
        worker="priya",
        part="Two falls in May; wants to cook on Sundays",
        asked=20,
        phones=("020 7946 0101",),
    ),
    ResidentCast(
        "kofi",
        "Kofi",
        "Mensah",
        "1971-11-02",
        "9990000018",
        "",
        "4 Thornbury Road",
        9,
        "male",
        worker="priya",
        part="Alice’s son and unpaid carer",
        phones=("07700 900101",),
    ),
    ResidentCast(
        "ruth_levy",
        "Ruth",
        "Levy",
        "1939-08-14",
        "9990000026",
        "",
        "12 Oak Road",
        15,
        "female",
        worker="priya",
        part="Has a dog: ring first",
        asked=13,
        phones=("020 7946 0102",),
    ),
    ResidentCast(
        "costas",
        "Konstantinos",
        "Georgiou",
        "1951-05-06",
        "",
        "Costas",
        "31 Station Approach",
        21,
        "male",
        speaks="el",
        reads="el",
        script="Κωνσταντίνος Γεωργίου",
        worker="priya",
        part="Waits for a copy of his assessment",
        asked=29,
    ),
    ResidentCast(
        "jamal",
        "Jamal",
        "Warsame",
        "1988-01-19",
        "",
        "",
        "Flat 7, Hanover House",
        27,
        "male",
        speaks="so",
        worker="priya",
        part="Returning to work after a long illness",
        asked=25,
    ),
    ResidentCast(
        "hodan",
        "Hodan",
        "Farah",
        "1996",
        "",
        "",
        "18 Beech Way",
        33,
        "female",
        speaks="so",
        reads="so",
        part="Referred by Dr Shah; date of birth known only to the year",
    ),
    ResidentCast(
        "maryam",
        "Maryam",
        "Hosseini",
        "1957-12-21",
        "",
        "",
        "5 Cedar Close",
        39,
        "female",
        speaks="fa",
        reads="fa",
        script="مریم حسینی",
        part="Writes her name from right to left",
    ),
    ResidentCast(
        "daniel",
        "Daniel",
        "O’Brien",
        "2001-04-30",
        "",
        "Danny",
        "66 Hillside",
        45,
        "male",
        part="Twin of David, at one address",
    ),
    ResidentCast(
        "david", "David", "O’Brien", "2001-04-30", "", "", "66 Hillside", 45, "male", part="Twin of Daniel"
    ),
    ResidentCast(
        "khan_father",
        "Mohammed",
        "Khan",
        "1948-02-11",
        "",
        "",
        "9 Victoria Terrace",
        51,
        "male",
        speaks="ur",
        part="Father of Mohammed Khan, at one address",
    ),
    ResidentCast(
        "khan_son",
        "Mohammed",
        "Khan",
        "1975-09-05",
        "",
        "Mo",
        "9 Victoria Terrace",
        51,
        "male",
        part="Son of Mohammed Khan, at one address",
    ),
    ResidentCast(
        "nadia",
        "Nadia",
        "Petrova",
        "1990-06-18",
        "",
        "",
        "Refuge, address withheld",
        57,
        "female",
        speaks="bg",
        part="Restricted: fled violence at home",
    ),
    ResidentCast(
        "jonathan",
        "Jonathan",
        "Clarke",
        "1963-10-08",
        "",
        "Jon",
        "27 Mill Lane",
        63,
        "male",
        worker="priya",
        part="On record twice, once as Jon Clark",
    ),
    ResidentCast(
        "jon",
        "Jon",
        "Clark",
        "1963-08-10",
        "",
        "",
        "27 Mill Ln",
        63,
        "male",
        part="The same man, taken down over a bad line",
    ),
    ResidentCast(
        "bill",
        "William",
        "Turner",
        "1931-01-25",
        "",
        "Bill",
        "2 Elm Avenue",
        69,
        "male",
        part="Died in spring",
    ),
    ResidentCast(
        "wanjiru",
        "Wanjiru",
        "Kamau",
        "1979-07-07",
        "",
        "",
        "40 Park View",
        75,
        "female",
        part="Moved away to another council’s area",
    ),
    ResidentCast(
        "pearl",
        "Pearl",
        "Hutchings",
        "1929-02-17",
        "",
        "",
        "Harbour House, room 4",
        81,
        "female",
        part="Settled at Harbour House; waits for an assessor",
    ),
    ResidentCast(
        "wilfred",
        "Wilfred",
        "Bankole",
        "1938-10-30",
        "",
        "Wilf",
        "Harbour House, room 11",
        81,
        "male",
        part="Packs his case every evening; with an assessor",
    ),
    ResidentCast(
        "zofia",
        "Zofia",
        "Wrona",
        "1933-05-04",
        "",
        "",
        "Harbour House, room 7",
        81,
        "female",
        speaks="pl",
        part="Came to Harbour House last week; not yet screened",
    ),
)
