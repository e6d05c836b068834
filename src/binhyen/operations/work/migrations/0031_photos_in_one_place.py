"""What a photo looks like stands with its file, whatever it was handed in for; evidence keeps no copy of it."""

from django.db import migrations

MOVE = """
INSERT INTO files_picture (file_id, fingerprint, bands)
SELECT file_id, picture, picture_bands FROM work_evidence WHERE picture IS NOT NULL AND file_id IS NOT NULL
ON CONFLICT DO NOTHING
"""
CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE"
UNGUARDED = "ALTER TABLE work_evidence DISABLE TRIGGER only_withdrawn"  # evidence is only withdrawn, it does not change
MOVE_BACK = """
UPDATE work_evidence SET picture = p.fingerprint, picture_bands = p.bands
FROM files_picture p WHERE p.file_id = work_evidence.file_id AND work_evidence.kind = 'PHOTO'
"""
GUARDED = "ALTER TABLE work_evidence ENABLE TRIGGER only_withdrawn"


class Migration(migrations.Migration):
    dependencies = [("work", "0030_parts_by_period"), ("files", "0030_pictures")]

    operations = [
        migrations.RunSQL([MOVE, CHECK_NOW], [UNGUARDED, MOVE_BACK, CHECK_NOW, GUARDED]),
        migrations.RemoveIndex(model_name="evidence", name="evidence_alike"),
        migrations.RemoveField(model_name="evidence", name="picture"),
        migrations.RemoveField(model_name="evidence", name="picture_bands"),
    ]
