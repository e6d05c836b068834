from django.db import migrations, models

from binhyen.kit.vietnamese.text import search_key


def fill(apps, schema_editor):
    numbers = apps.get_model("documents", "BookNumber")
    for row in numbers.objects.iterator():
        row.search_key = search_key(f"{row.symbol} {row.abstract} {row.reason}")
        row.save(update_fields=["search_key"])
    for row in apps.get_model("documents", "Outgoing").objects.select_related("number").iterator():
        number = f"{row.number.number:02d}/{row.number.symbol}" if row.number else ""
        row.search_key = search_key(f"{row.kind} {row.abstract} {number}")
        row.save(update_fields=["search_key"])


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_origin")]

    operations = [
        migrations.AddField("booknumber", "search_key", models.TextField(blank=True, default=""), False),
        migrations.AddField("outgoing", "search_key", models.TextField(blank=True, default=""), False),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
