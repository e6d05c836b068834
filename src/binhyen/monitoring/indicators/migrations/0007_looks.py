from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_fresh_figures")]
    operations = [
        migrations.CreateModel(
            name="FigureLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("period_kind", models.CharField(max_length=20)),
                ("moment", models.DateTimeField()),
                ("no_source", models.JSONField(default=list)),
                ("areas", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("on", "known_at", "period_kind"), name="figure_look_once")
                ]
            },
        ),
    ]
