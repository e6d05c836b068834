"""Scenarios may name people: their commune sees them, and the readers of the whole province."""

from django.db import migrations

from binhyen.foundation.access.rls import Besides, by_area


class Migration(migrations.Migration):
    dependencies = [("classification", "0001_initial"), ("people", "0003_guards")]

    operations = [
        *by_area("classification_scenario", besides=Besides(maker="made_by_id")),
        *by_area("classification_scenariochange"),
    ]
