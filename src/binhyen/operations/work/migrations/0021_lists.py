"""Indexes of lists: all work by its day, claims of periods that wait."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("work", "0020_time_and_handing")]

    operations = [
        migrations.AddIndex(
            "task",
            models.Index(fields=["due_at", "id"], condition=~models.Q(shape="HEAD"), name="task_by_due"),
        ),
        migrations.AddIndex(
            "taskperiod",
            models.Index(fields=["claimed_at"], condition=models.Q(state="CLAIMED"), name="task_period_to_verify"),
        ),
    ]
