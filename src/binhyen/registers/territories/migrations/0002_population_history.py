"""A population figure that is entered again is replaced, and what was believed before is kept."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("territories", "0001_initial")]

    operations = [
        migrations.AddField("population", "replaced_at", models.DateTimeField(blank=True, null=True)),
        migrations.RemoveConstraint("population", "population_once"),
        migrations.AddConstraint(
            "population",
            models.UniqueConstraint(
                fields=["commune", "kind", "as_of"], condition=Q(replaced_at__isnull=True), name="population_once"
            ),
        ),
        migrations.AddConstraint(
            "population",
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(replaced_at__gte=F("entered_at")), name="population_was_known"
            ),
        ),
        migrations.AddIndex("population", models.Index(fields=["kind", "commune", "-as_of"], name="population_latest")),
    ]
