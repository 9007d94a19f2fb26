"""Beginning work together with the form it begins with: a contact, or anything else that a worker may begin."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from alongside.forms import actions as forms
from alongside.pathways import access
from alongside.pathways.actions import opening
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions, past
from alongside.people.models import Person
from alongside.records.acting import action
from alongside.records.actions import access as doors
from alongside.records.actors import Actor
from alongside.records.grants import visible

CONTACT = "contact"
"""The pathway of a contact, whatever the council makes of it."""
