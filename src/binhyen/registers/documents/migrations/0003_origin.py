from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_numbers_and_outgoing")]

    operations = [
        migrations.AddField("outgoing", "origin", models.CharField(blank=True, default="", max_length=200), False),
        migrations.AddField("outgoing", "origin_url", models.CharField(blank=True, default="", max_length=200), False),
    ]
