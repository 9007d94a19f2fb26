"""Where Django asks the records room to take part: after every migration the audit triggers are made anew."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    """The records room."""

    name = "alongside.records"
    label = "records"

    def ready(self) -> None:
        """Listen once, after the last room has migrated: SQLite drops triggers whenever it rebuilds a table."""
        post_migrate.connect(_after_migrations, dispatch_uid="alongside.records.triggers")


def _after_migrations(app_config: AppConfig, **_said: Any) -> None:
    from django.apps import apps

    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if app_config is last:
        from alongside.records.actions import guarding
        from alongside.records.actors import SYSTEM

        guarding.make_triggers(by=SYSTEM, reason="the database was brought up to date")
