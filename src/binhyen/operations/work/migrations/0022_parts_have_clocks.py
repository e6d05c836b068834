"""Co-leads have clocks of their own; a request for more time stays as it was asked; what was stopped is stopped whole."""

import django.db.models.deletion
from django.db import migrations, models

ASKED = """
    CREATE FUNCTION work_only_decided() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'ASKED' THEN
          RAISE EXCEPTION 'a row of % begins as asked', TG_TABLE_NAME;
        END IF;
      ELSIF OLD.state <> 'ASKED'
         OR to_jsonb(OLD) - ARRAY['state', 'decided_at', 'decided_by_id', 'decision']
            IS DISTINCT FROM to_jsonb(NEW) - ARRAY['state', 'decided_at', 'decided_by_id', 'decision'] THEN
        RAISE EXCEPTION 'a row of % is only decided, once', TG_TABLE_NAME;
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER only_decided BEFORE INSERT OR UPDATE ON work_extension FOR EACH ROW
      EXECUTE FUNCTION work_only_decided();
    CREATE TRIGGER never_deleted BEFORE DELETE ON work_extension FOR EACH ROW
      EXECUTE FUNCTION work_never_deleted()"""
NOT_ASKED = """
    DROP TRIGGER never_deleted ON work_extension; DROP TRIGGER only_decided ON work_extension;
    DROP FUNCTION work_only_decided()"""
# until now stopping a task left its periods open: they end at the moment their task was stopped
STOPPED = """
    WITH ended AS (
      UPDATE work_taskperiod p SET state = 'STOPPED'
        FROM (SELECT DISTINCT ON (m.task_id) m.* FROM work_taskmove m JOIN work_task t ON t.id = m.task_id
               WHERE t.state = 'STOPPED' AND m.kind = 'STOPPED' AND m.period_id IS NULL
               ORDER BY m.task_id, m.at DESC, m.id DESC) s
       WHERE p.task_id = s.task_id AND p.state NOT IN ('VERIFIED', 'STOPPED')
       RETURNING p.id, p.task_id, p.due_at, p.original_due_at, s.at, s.by_id, s.body_id, s.reason)
    INSERT INTO work_taskmove (task_id, period_id, kind, state, due_at, original_due_at, at, by_id, body_id, reason)
    SELECT task_id, id, 'STOPPED', 'STOPPED', due_at, original_due_at, at, by_id, body_id, reason FROM ended"""


class Migration(migrations.Migration):
    dependencies = [("work", "0021_lists")]

    operations = [
        migrations.AddField(
            model_name="told",
            name="share",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="told",
                to="work.taskshare",
            ),
        ),
        migrations.RemoveConstraint(model_name="told", name="work_told_once"),
        migrations.AddConstraint(
            model_name="told",
            constraint=models.UniqueConstraint(
                fields=("task", "period", "share", "due_at", "code"), name="work_told_once", nulls_distinct=False
            ),
        ),
        migrations.RunSQL(ASKED, NOT_ASKED),
        migrations.RunSQL(STOPPED, migrations.RunSQL.noop),
    ]
