"""Whoever comes home is met on a planned day, which may lie ahead; the day somebody was named is another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_list_offers")]

    operations = [
        migrations.AddField("casehelper", "first_visit_on", models.DateField(blank=True, null=True)),
    ]
