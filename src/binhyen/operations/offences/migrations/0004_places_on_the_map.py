"""Where offences and points lie on the map, where somebody has stated it."""

from decimal import Decimal

from django.db import migrations, models
from django.db.models import Q


def _degrees(model: str) -> list[migrations.AddField]:
    return [
        migrations.AddField(model, name, models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True))
        for name in ("latitude", "longitude")
    ]


def _in_vietnam(model: str, name: str) -> migrations.AddConstraint:
    somewhere = Q(latitude__range=(Decimal("6.5"), Decimal("23.5")), longitude__range=(Decimal(102), Decimal("117.5")))
    somewhere &= Q(latitude__isnull=False, longitude__isnull=False)
    nowhere = Q(latitude__isnull=True, longitude__isnull=True)
    return migrations.AddConstraint(model, models.CheckConstraint(condition=nowhere | somewhere, name=name))


class Migration(migrations.Migration):
    dependencies = [("offences", "0003_entry_drafts")]

    operations = [
        *_degrees("offence"),
        *_degrees("usepoint"),
        _in_vietnam("offence", "offence_in_vietnam"),
        _in_vietnam("usepoint", "point_in_vietnam"),
    ]
