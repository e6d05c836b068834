"""An act of work marks the commune of the body that leads it: its figures of work are then fresh."""

from django.db import migrations

MARK = """
    CREATE FUNCTION indicators_touch_work() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM indicators_mark(array_agg(DISTINCT c.code::text), 'duties')
      FROM work_task t JOIN organisations_body b ON b.id = t.lead_id
      JOIN territories_commune c ON c.code = b.area_code WHERE t.id IN (SELECT task_id FROM written);
      RETURN NULL;
    END $$;
    CREATE TRIGGER indicators_touch_insert AFTER INSERT ON work_taskmove REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION indicators_touch_work();
    CREATE TRIGGER indicators_touch_insert AFTER INSERT ON work_extension REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION indicators_touch_work();
    CREATE TRIGGER indicators_touch_update AFTER UPDATE ON work_extension REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION indicators_touch_work()
"""
NO_MARK = """
    DROP TRIGGER indicators_touch_insert ON work_taskmove;
    DROP TRIGGER indicators_touch_insert ON work_extension;
    DROP TRIGGER indicators_touch_update ON work_extension;
    DROP FUNCTION indicators_touch_work()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0010_rows_of_differences"),
        ("work", "0001_initial"),
        ("organisations", "0001_initial"),
    ]
    operations = [migrations.RunSQL(MARK, NO_MARK)]
