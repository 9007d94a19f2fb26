"""Hypothesis for these tests: machines are busy, so there is no deadline; what counts is the answer."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
