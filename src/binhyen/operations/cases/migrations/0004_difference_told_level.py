"""How far up the line an overdue difference between lists was told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_follow_the_person")]

    operations = [
        migrations.AddField(
            model_name="difference", name="told_level", field=models.PositiveSmallIntegerField(default=0)
        ),
    ]
