"""Tests of the command and of backup and restore."""
