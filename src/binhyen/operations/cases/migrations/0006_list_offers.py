"""Rows of lists keep where they differ from the register, what was chosen, and what was written, to take it back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_found_on_the_way")]
    operations = [
        migrations.AddField("listrow", "offers", models.JSONField(default=list)),
        migrations.AddField("listrow", "asks", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("listrow", "gives", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("listrow", "applied", models.JSONField(default=dict)),
    ]
