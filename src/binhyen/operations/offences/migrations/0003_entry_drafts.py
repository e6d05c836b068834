"""Rows somebody is still typing: of that account alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from binhyen.foundation.access.rls import by_person

TABLES = [
    ("vu-viec", "Vụ việc"),
    ("diem", "Điểm tổ chức, chứa chấp sử dụng"),
    ("cay", "Cây có chứa chất ma túy"),
    ("truy-na", "Người bị truy nã lẩn trốn"),
]


class Migration(migrations.Migration):
    dependencies = [("offences", "0002_guards"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            "EntryDraft",
            [
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                ("table", models.CharField(choices=TABLES, max_length=10)),
                ("values", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField()),
                ("record", models.BigIntegerField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["user", "table"], name="draft_of_user")]},
        ),
        *by_person("offences_entrydraft"),
    ]
