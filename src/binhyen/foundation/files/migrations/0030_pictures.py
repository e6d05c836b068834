"""What stored photos look like, so that one handed in twice is found."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="picture",
                        serialize=False,
                        to="files.storedfile",
                    ),
                ),
                ("fingerprint", models.BigIntegerField()),
                ("bands", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField())),
            ],
            options={
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["bands"], name="picture_alike")],
            },
        ),
    ]
