"""The lists all councils share: complete, spelt to the letter, dated, and replaceable without losing a code."""

from datetime import date
from pathlib import Path

import pytest

from alongside.council import COUNCILS, CodeList, Council, Entry, Lists, load
from alongside.council.lists import NEEDED

# Client Level Data Release 2, spelt as in the published code of DHSC (11 June 2026) and the draft PUB02.
RETURNED = {
    "gender": {"Male", "Female", "Other", "Unknown"},
    "ethnicity": {
        "Asian or Asian British: Any other Asian background",
        "Asian or Asian British: Bangladeshi",
        "Asian or Asian British: Chinese",
        "Asian or Asian British: Indian",
        "Asian or Asian British: Pakistani",
        "Black, Black British, Caribbean or African: African",
        "Black, Black British, Caribbean or African: Any other Black, Black British or Caribbean background",
        "Black, Black British, Caribbean or African: Caribbean",
        "Mixed or multiple ethnic groups: Any other Mixed or multiple ethnic background",
        "Mixed or multiple ethnic groups: White and Asian",
        "Mixed or multiple ethnic groups: White and Black African",
        "Mixed or multiple ethnic groups: White and Black Caribbean",
        "No data: Refused",
        "No data: Undeclared or not known",
        "Other ethnic group: Any other ethnic group",
        "Other ethnic group: Arab",
        "White: Any other White background",
        "White: English, Welsh, Scottish, Northern Irish or British",
        "White: Gypsy or Irish Traveller",
        "White: Irish",
        "White: Roma",
    },
    "accommodation": {
        "Owner occupier or shared ownership scheme",
        "Tenant: Local authority or other social housing provider",
        "Tenant: Private landlord",
        "Settled mainstream housing with family or friends",
        "Supported accommodation, supported lodgings or supported group home",
        "Shared Lives scheme",
        "Approved premises for offenders released from prison or under probation supervision",
        "Sheltered housing, extra care housing or other sheltered housing",
        "Mobile accommodation for Gypsy, Roma and Traveller communities",
        "Rough sleeper or squatting",
        "Night shelter, emergency hostel or direct access hostel",
        "Refuge",
        "Placed in temporary accommodation by the council (inc. homelessness resettlement)",
        "Staying with family or friends as a short term guest",
        "Acute hospital or long term healthcare residential facility",
        "Registered care home",
        "Registered nursing home",
        "Prison, young offenders institution or detention centre",
        "Other temporary accommodation",
        "Unknown",
    },
    "employment": {
        "Paid: 16 or more hours a week",
        "Paid: Less than 16 hours a week",
        "Paid: Hours per week unknown",
        "Not in paid employment: Seeking work",
        "Not in paid employment: Not actively seeking work or retired",
        "Not in paid employment: Voluntary work only",
        "Unknown",
    },
    "primary-support-reason": {
        "Physical support: Access and mobility only",
        "Physical support: Personal care support",
        "Sensory support: Support for visual impairment",
        "Sensory support: Support for hearing impairment",
        "Sensory support: Support for dual impairment",
        "Support with memory and cognition",
        "Learning disability support",
        "Mental health support",
        "Social support: Substance misuse support",
        "Social support: Asylum seeker support",
        "Social support: Support for social isolation or other reason",
        "Social support: Support to unpaid carer",
        "Unknown",
    },
    "has-unpaid-carer": {"Yes", "No", "Unknown"},
    "autism": {"Yes", "No", "Unknown"},
    "dementia": {"Yes", "No", "Unknown"},
    "visual-impairment": {
        "Blind/severely sight impaired",
        "Partial sight/sight impaired",
        "Visual impairment: Severity unknown",
        "No visual impairment",
        "Unknown",
    },
    "hearing-impairment": {
        "Deaf with speech",
        "Deaf without speech",
        "Hard of hearing",
        "Hearing impairment: Severity unknown",
        "No hearing impairment",
        "Unknown",
    },
    "client-funding": {
        "Fully client funded",
        "Joint client and social care funded",
        "Fully social care funded",
        "Unknown",
    },
    "service-type": {
        "Long term support: Community",
        "Long term support: Residential care",
        "Long term support: Nursing care",
        "Long term support: Prison",
        "Short term support: ST-Max",
        "Short term support: Ongoing low level",
        "Short term support: Other short term",
        "Unpaid carer support: Direct to unpaid carer",
        "Unpaid carer support: Support involving the person cared-for",
    },
    "service-component": {
        "Home support or domiciliary care",
        "Day support",
        "Meals",
        "Transport",
        "Equipment",
        "Direct payment",
        "Reablement",
        "Shared Lives",
        "Community supported living",
        "Extra care housing",
        "Long term residential care",
        "Long term nursing care",
        "Short term residential care",
        "Short term nursing care",
        "Professional support: Social worker",
        "Professional support: Other",
        "Learning, education or employment support",
        "End of life care",
        "Emergency support",
        "Other short term support",
        "Other long term support",
        "Unpaid carer respite",
        "Unpaid carer sitting service",
        "Unpaid carer universal services",
        "Other unpaid carer support",
    },
    "delivery-mechanism": {
        "Direct payment",
        "CASSR managed personal budget",
        "CASSR commissioned support",
    },
    "cost-frequency": {
        "Per hour",
        "Per visit",
        "Per session",
        "Per day",
        "Per night",
        "Per meal",
        "Per journey",
        "Per week",
        "Per fortnight",
        "Per four weeks",
        "Per month",
        "Per quarter",
        "Per year",
        "One-off",
    },
    "line-end-reason": {
        "Continuation of support or services",
        "NFA: Support ended as planned",
        "Progress to assessment, review or reassessment",
        "Admitted to hospital",
        "NFA: Referral to NHS services or NHS funded social care",
        "NFA: Responsibility moved to another local authority",
        "NFA: Self-funded client or under 12wk disregard",
        "NFA: Support declined",
        "NFA: Support ended for other reason",
        "NFA: Deceased",
        "NFA: Other",
    },
}
UNSEEN = {
    "gender", "primary-support-reason", "autism", "dementia", "visual-impairment", "service-component",
    "cost-frequency", "line-end-reason",
}  # fmt: skip
"""Lists of the return whose words or letters were not all seen at their source."""

KEYS = sorted(path.name for path in COUNCILS.iterdir() if path.is_dir() and path.name != "england")


@pytest.fixture(scope="module", params=KEYS)
def council(request: pytest.FixtureRequest) -> Council:
    """Load each council in turn: the return is the same whatever a council calls things."""
    return load(request.param)


@pytest.fixture
def loamshire(councils: Path) -> Council:
    """Load the made-up county, which has lists of its own."""
    return load("loamshire", councils)


@pytest.mark.parametrize("key", RETURNED)
def test_a_returned_list_is_complete_and_spelt_to_the_letter(council: Council, key: str) -> None:
    """The national return compares values with their capitals: one letter off is an invalid record."""
    assert {entry.cld for entry in council.lists.get(key).entries} == RETURNED[key]
    assert len(council.lists.get(key).entries) == len(RETURNED[key])


def test_no_other_list_is_returned(council: Council) -> None:
    """A value with a `cld` spelling belongs to a list of the return."""
    returned = {key for key in council.lists if any(entry.cld for entry in council.lists.get(key).entries)}
    assert returned == set(RETURNED)


def test_what_was_not_seen_is_marked(councils: Path) -> None:
    """Placeholders are never passed off as checked."""
    (councils / "loamshire" / "lists" / "has-unpaid-carer.yaml").unlink()
    lists = load("loamshire", councils).lists
    assert {key for key in RETURNED if not lists.get(key).verified} == UNSEEN


def test_every_list_asked_for_is_there(council: Council) -> None:
    """Each list the program asks for by name is there, with a title, a source and entries."""
    assert set(council.lists) == set(NEEDED)
    for key in NEEDED:
        held = council.lists.get(key)
        assert held.title
        assert held.source
        assert len(held.entries) >= 3


@pytest.mark.parametrize(
    ("key", "code", "was"),
    [
        ("accommodation", "tenant-private", "Tenant - private landlord"),
        ("accommodation", "hospital", "Acute / long-term healthcare residential facility or hospital"),
        ("ethnicity", "not-known", "No data - Undeclared or Not known"),
        ("primary-support-reason", "memory-and-cognition", "Support with Memory & Cognition"),
        ("employment", "seeking-work", "Not in Paid Employment (seeking work)"),
    ],
)
def test_a_value_knows_its_release_1_ancestor(council: Council, key: str, code: str, was: str) -> None:
    """Older records are returned in the words of their time."""
    assert council.lists.get(key).entry(code).r1 == was


def test_settled_accommodation_is_told_apart(council: Council) -> None:
    """Measure 2E counts nine of the twenty as living at home."""
    groups = [entry.group for entry in council.lists.get("accommodation").entries]
    assert (groups.count("Settled"), groups.count("Not settled")) == (9, 11)


def test_every_council_with_social_services_can_be_ordinary_residence(council: Council) -> None:
    """There are 153 of them: 33 in London, 36 metropolitan, 63 unitary, 21 counties."""
    groups = [entry.group for entry in council.lists.get("local-authority").entries]
    counts = [
        groups.count(kind) for kind in ("London boroughs", "Metropolitan districts", "Unitary authorities")
    ]
    assert [*counts, groups.count("Counties")] == [33, 36, 63, 21]


def test_a_yes_is_the_text_yes(council: Council) -> None:
    """YAML would make true and false of them, and a stored `false` is no answer."""
    assert [entry.code for entry in council.lists.get("autism").entries] == ["yes", "no", "unknown"]


def test_a_council_rewords_a_list_and_returns_the_same(loamshire: Council) -> None:
    """Labels are the council's; what is returned and what is stored is not."""
    held = loamshire.lists.get("has-unpaid-carer")
    assert held.replaced
    assert (held.entry("no").label, held.entry("no").cld) == ("No, nobody does", "No")
    assert not loamshire.lists.get("dementia").replaced
    assert loamshire.lists.get("dementia").entry("no").label == "No"


def test_a_council_adds_to_a_list_and_retires_from_it(loamshire: Council) -> None:
    """What is retired cannot be chosen any more, and old records still show its word."""
    before, after = date(2025, 12, 31), date(2026, 1, 1)
    assert "farm-partner" in loamshire.lists.get("relationship")
    assert "attorney-enduring" in loamshire.lists.get("relationship", on=before)
    assert "attorney-enduring" not in loamshire.lists.get("relationship", on=after)
    assert loamshire.lists.label("relationship", "attorney-enduring").startswith("Attorney (enduring power")


def test_an_entry_is_offered_from_its_day_until_its_end() -> None:
    """From the first day on, and not on the day it is retired."""
    entries = (
        Entry(code="always", label="Always"),
        Entry(code="new", label="New", from_on=date(2026, 4, 1)),
        Entry(code="old", label="Old", retired_on=date(2026, 4, 1)),
    )
    held = CodeList("k", "Title", "Source", verified=True, from_on=date(2020, 1, 1), note="", entries=entries,
                    replaced=False)  # fmt: skip
    lists = Lists({"k": held})

    def offered(on: date) -> list[str]:
        return [entry.code for entry in lists.get("k", on=on).entries]

    assert offered(date(2026, 3, 31)) == ["always", "old"]
    assert offered(date(2026, 4, 1)) == ["always", "new"]
    assert [entry.code for entry in lists.get("k").entries] == ["always", "new", "old"]


def test_what_is_not_there_is_answered_with_a_sentence(council: Council) -> None:
    """A misspelt list or code is a mistake in the program, and says so."""
    with pytest.raises(KeyError, match=r"There is no list “ethnicities”. Did you mean “ethnicity”"):
        council.lists.get("ethnicities")
    with pytest.raises(KeyError, match="The list “ethnicity” has no code “martian”"):
        council.lists.label("ethnicity", "martian")
