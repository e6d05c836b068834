"""What waits for an answer, and steps of a unit that have a day, ring once for each clock.

The minute of handing over lists work that names nobody as well.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0032_given_work_is_mended"),
    ]

    operations = [
        migrations.AddField(model_name="handoveritem", name="named", field=models.BooleanField(default=True)),
        migrations.CreateModel(
            name="Nudge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("QUESTION", "Câu hỏi về việc chưa rõ"),
                            ("CLAIM", "Việc chờ xác nhận"),
                            ("PERIOD", "Kỳ của việc chờ xác nhận"),
                            ("PART", "Phần phối hợp chờ xác nhận"),
                            ("EXTENSION", "Đề nghị gia hạn chờ quyết định"),
                            ("STEP", "Bước của đơn vị"),
                        ],
                        max_length=9,
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("since", models.DateTimeField()),
                ("code", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "subject_id", "since", "code"), name="work_nudged_once")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="nudge",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a2927aea030a9bb0b00782e2433e8876980f0fbf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_d3740",
                    table="work_nudge",
                    when="BEFORE",
                ),
            ),
        ),
    ]
