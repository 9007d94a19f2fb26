"""Property tests here are never failed for being slow: a busy machine is no fault in the rules."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
