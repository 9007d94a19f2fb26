"""Where Django learns of the insight room."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The insight room: no tables yet. What it puts on the pages of lists, its pages register."""

    name = "alongside.insight"
    label = "insight"
