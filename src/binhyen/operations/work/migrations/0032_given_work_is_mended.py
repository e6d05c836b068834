"""What was made clearer of given work stays beside it; work given again knows what was stopped."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

TASK = {"on_delete": django.db.models.deletion.PROTECT, "to": "work.task"}


class Migration(migrations.Migration):
    dependencies = [("work", "0031_photos_in_one_place")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="again_of",
            field=models.ForeignKey(blank=True, null=True, related_name="given_again", **TASK),
        ),
        migrations.CreateModel(
            name="TaskMending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=12)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                (
                    "move",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mendings", to="work.taskmove"
                    ),
                ),
                ("task", models.ForeignKey(related_name="mendings", **TASK)),
            ],
            options={"indexes": [models.Index(fields=["task", "-id"], name="task_mending_of_task")]},
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="taskmending",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3283f2056024183e181e8f1cdffca3d3be071f25",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_c2e7e",
                    table="work_taskmending",
                    when="BEFORE",
                ),
            ),
        ),
    ]
