"""What the database holds by itself: steps stay as they were written, a first deadline never moves, nothing is deleted."""

from django.db import migrations

FUNCTIONS = """
    CREATE FUNCTION inspections_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'a row of % stays as it was written', TG_TABLE_NAME;
    END $$;
    CREATE FUNCTION inspections_first_due_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the first deadline of a finding never changes';
    END $$"""
DROPPED = "DROP FUNCTION inspections_never_changes(); DROP FUNCTION inspections_first_due_stays()"


def _guard(table: str, name: str, when: str, function: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE {when} EXECUTE FUNCTION {function}()", f"DROP TRIGGER {name} ON {table}"
    )


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROPPED),
        _guard(
            "inspections_findingstep",
            "never_changes",
            "UPDATE OR DELETE ON inspections_findingstep FOR EACH ROW",
            "inspections_never_changes",
        ),
        _guard(
            "inspections_finding",
            "never_deleted",
            "DELETE ON inspections_finding FOR EACH ROW",
            "inspections_never_changes",
        ),
        _guard(
            "inspections_finding",
            "first_due_stays",
            "UPDATE OF original_due_on ON inspections_finding FOR EACH ROW WHEN "
            "(OLD.original_due_on IS NOT NULL AND NEW.original_due_on IS DISTINCT FROM OLD.original_due_on)",
            "inspections_first_due_stays",
        ),
    ]
