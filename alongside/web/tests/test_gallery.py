"""The gallery shows every component, so that nobody makes a second one."""

import re
from pathlib import Path

import pytest
from django.test import Client
from jinja2 import Environment, nodes

from alongside.web import render
from alongside.web.tests.site import SIGNED_IN, page_of

TEMPLATES = Path(render.__file__).parent / "templates" / "web"


def macros() -> list[str]:
    tree = Environment(extensions=["jinja2.ext.do"]).parse((TEMPLATES / "components.jinja").read_text())  # noqa: S701
    return [macro.name for macro in tree.find_all(nodes.Macro)]


@pytest.fixture
def gallery(client: Client) -> str:
    return client.get("/components/", headers=SIGNED_IN).content.decode()


@pytest.mark.parametrize("macro", [*macros(), "form_fields", "form_field", "error_summary"])
def test_every_component_has_an_example(macro: str, gallery: str) -> None:
    assert f'<section class="app-example" id="{macro}"' in gallery
    assert f"{macro}(" in (TEMPLATES / "gallery.jinja").read_text()


def test_there_are_components() -> None:
    assert len(macros()) > 15


def test_no_two_things_in_the_gallery_have_one_name(gallery: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', gallery)
    assert len(ids) == len(set(ids))


def test_the_gallery_is_for_those_who_may_see_it(client: Client) -> None:
    assert client.get("/components/").status_code == 303


def test_the_form_in_the_gallery_shows_what_refusal_looks_like(client: Client) -> None:
    page = client.post("/components/", {"_form": "Allotment"}, headers=SIGNED_IN).content.decode()
    assert "There is a problem" in page
    assert "Enter the name of the plot" in page


def test_the_form_in_the_gallery_keeps_nothing(client: Client) -> None:
    answers = {"name": "Lane end", "history": "beans", "soil": "clay", "water": "tap"}
    dates = {"let_on-day": "27", "let_on-month": "3", "let_on-year": "2007"}
    page = client.post("/components/", answers | dates, headers=SIGNED_IN).content.decode()
    assert "This form is an example and keeps nothing." in page


def test_the_form_pieces_may_be_imported_with_the_rest() -> None:
    text = '{% from "web/components.jinja" import form_fields, form_field, error_summary %}{{ form_fields }}'
    assert "function form_fields" in page_of(text)
