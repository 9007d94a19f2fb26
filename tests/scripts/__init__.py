"""Tests of the small programs in scripts/."""
