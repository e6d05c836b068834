"""People on the way to a commune are found by index in every table that shows them to it.

Without these, the policies make a commune's reader walk along all timelines, clocks and moves of the province.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_difference_told_level")]

    operations = [
        migrations.AddIndex(
            "casespan",
            models.Index(fields=["to_commune_code"], condition=~Q(to_commune_code=""), name="span_on_the_way"),
        ),
        migrations.AddIndex(
            "caseclock",
            models.Index(fields=["to_commune_code"], condition=~Q(to_commune_code=""), name="clock_on_the_way"),
        ),
        migrations.RemoveIndex("transfer", "transfer_open"),
        migrations.AddIndex("transfer", models.Index(fields=["commune_code", "closed_at"], name="transfer_from")),
        migrations.AddIndex(
            "transfer",
            models.Index(
                fields=["to_commune_code", "closed_at"], condition=~Q(to_commune_code=""), name="transfer_into"
            ),
        ),
    ]
