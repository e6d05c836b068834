"""A co-lead of recurring work contributes period by period: its part names the period its state is about."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("work", "0023_evidence_once")]

    operations = [
        migrations.AddField(
            model_name="taskshare",
            name="period",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="helped",
                to="work.taskperiod",
            ),
        ),
        migrations.AddIndex(
            model_name="taskshare",
            index=models.Index(
                fields=["task"],
                condition=models.Q(part="CO_LEAD", state="CLAIMED"),
                name="task_share_to_verify",
            ),
        ),
    ]
