"""The row of a case carries what lists sort and filter by of its person; the database keeps it in step.

A trigger, because a person changes in many ways (amended, merged, moved, by raw SQL) and the register below this floor
knows nothing of cases.
"""

from django.db import migrations

MAKE = """
    CREATE FUNCTION cases_follow_person() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE cases_case SET sort_key = NEW.sort_key, birth_year = NEW.birth_year, hamlet_id = NEW.hamlet_id
      WHERE person_id = NEW.id;
      RETURN NULL;
    END $$;
    CREATE TRIGGER cases_follow_person AFTER UPDATE OF sort_key, birth_year, hamlet_id ON people_person
    FOR EACH ROW WHEN (
      (OLD.sort_key, OLD.birth_year, OLD.hamlet_id) IS DISTINCT FROM (NEW.sort_key, NEW.birth_year, NEW.hamlet_id)
    ) EXECUTE FUNCTION cases_follow_person()
"""
TAKE_AWAY = "DROP TRIGGER cases_follow_person ON people_person; DROP FUNCTION cases_follow_person()"


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_guards")]
    operations = [migrations.RunSQL(MAKE, TAKE_AWAY)]
