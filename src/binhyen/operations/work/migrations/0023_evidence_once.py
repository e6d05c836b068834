"""The same evidence sent twice over a bad line stands once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("work", "0022_parts_have_clocks")]

    operations = [
        migrations.AddField(model_name="evidence", name="one_time_key", field=models.UUIDField(null=True, unique=True)),
    ]
