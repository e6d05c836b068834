"""A plan is changed by one person at a time; a claim carries its day, so that waiting for its verification costs nobody."""

from django.db import migrations, models

_CLAIMED = """
    UPDATE inspections_finding AS finding SET claimed_on = (
      SELECT (max(step.at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM inspections_findingstep AS step
      WHERE step.finding_id = finding.id AND step.step = 'CLAIMED')
    WHERE finding.state IN ('CLAIMED', 'REMEDIED')"""


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_guards")]

    operations = [
        migrations.AddField("inspection", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("finding", "claimed_on", models.DateField(blank=True, null=True)),
        migrations.RunSQL(_CLAIMED, migrations.RunSQL.noop),
    ]
