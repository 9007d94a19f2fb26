"""Below a waiting list: what is done with those who are ticked, or with everybody whom the list shows."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from alongside.casework import access as work
from alongside.casework.queries import giving
from alongside.commissioning import access
from alongside.commissioning.pages.batches.sending import send_batch
from alongside.commissioning.queries.batches.choosing import can_be_sent
from alongside.pathways.language import Pathway
from alongside.pathways.pages import beside_lists
from alongside.pathways.queries.lists import slug
from alongside.records.actors import Actor
from alongside.web.door import link

_BELOW = Markup(
    '<input type="hidden" name="pathway" value="{pathway}"><input type="hidden" name="wait" value="{wait}">'
    '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
    '<input class="govuk-checkboxes__input" type="checkbox" id="everybody" name="everybody" value="1">'
    '<label class="govuk-label govuk-checkboxes__label" for="everybody">Everybody on this list as it is narrowed, on'
    " all its pages</label></div></div>"
    '<div class="app-actions"><div class="govuk-form-group"><label class="govuk-label" for="give-to">Give those '
    'selected to</label><select class="govuk-select" id="give-to" name="owner"><option value="">Choose one</option>'
    '{options}</select></div><button class="govuk-button" data-module="govuk-button">Look first</button>{ways}</div>'
)
_WAY = Markup(
    '<button class="govuk-button govuk-button--secondary" data-module="govuk-button" formaction="{0}">{1}</button>'
)
_OPTION = Markup('<option value="{0}">{1}</option>')


@beside_lists.batch
def with_those_selected(pathway: Pathway, wait: str, actor: Actor) -> beside_lists.Batch | None:
    """Give them to a worker or a team, write to them about their wait; send them to an agency that does such work."""
    if not work.allocate(actor):
        return None
    options = Markup("").join(_OPTION.format(key, name) for key, name in giving.receivers(actor))
    ways = Markup("").join(_WAY.format(*way) for way in _ways(pathway, wait, actor))
    below = _BELOW.format(pathway=pathway.key, wait=escape(slug(wait)), options=options, ways=ways)
    return beside_lists.Batch(link("casework.give"), below)


def _ways(pathway: Pathway, wait: str, actor: Actor) -> Iterator[tuple[str, str]]:
    """Where else those selected can be taken, and what that is called."""
    if pathway.waits[wait].headline and pathway.about == "person":
        yield link("casework.write_about_waits"), "Write to these people about their wait"
    if access.send(actor) and can_be_sent(pathway):
        yield link(send_batch), "Send to an agency"
