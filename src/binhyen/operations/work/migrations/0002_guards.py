"""What the database holds by itself: moves stay as they were written, a first due day never moves, work is not deleted.

So a rate of what was done on time cannot be mended by editing afterwards.
"""

from django.db import migrations

FUNCTIONS = """
    CREATE FUNCTION work_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'a row of % stays as it was written', TG_TABLE_NAME;
    END $$;
    CREATE FUNCTION work_never_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'a row of % is never deleted', TG_TABLE_NAME;
    END $$;
    CREATE FUNCTION work_first_due_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the first due day of a row of % never changes', TG_TABLE_NAME;
    END $$;
    CREATE FUNCTION work_only_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.withdrawn_at IS NOT NULL
         OR to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason']
            IS DISTINCT FROM to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason'] THEN
        RAISE EXCEPTION 'a row of % is only withdrawn, it does not change', TG_TABLE_NAME;
      END IF;
      RETURN NEW;
    END $$"""
DROPPED = """
    DROP FUNCTION work_never_changes(); DROP FUNCTION work_never_deleted();
    DROP FUNCTION work_first_due_stays(); DROP FUNCTION work_only_withdrawn()"""
FIRST_DUE = "OLD.original_due_at IS NOT NULL AND NEW.original_due_at IS DISTINCT FROM OLD.original_due_at"


def _guard(table: str, name: str, when: str, function: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE {when} EXECUTE FUNCTION {function}()", f"DROP TRIGGER {name} ON {table}"
    )


def _stays(table: str) -> migrations.RunSQL:
    return _guard(table, "never_changes", f"UPDATE OR DELETE ON {table} FOR EACH ROW", "work_never_changes")


def _kept(table: str) -> migrations.RunSQL:
    return _guard(table, "never_deleted", f"DELETE ON {table} FOR EACH ROW", "work_never_deleted")


def _first_due(table: str) -> migrations.RunSQL:
    when = f"UPDATE OF original_due_at ON {table} FOR EACH ROW WHEN ({FIRST_DUE})"
    return _guard(table, "first_due_stays", when, "work_first_due_stays")


class Migration(migrations.Migration):
    dependencies = [("work", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROPPED),
        _stays("work_taskmove"),
        _kept("work_task"),
        _kept("work_taskshare"),
        _kept("work_taskperiod"),
        _kept("work_evidence"),
        _first_due("work_task"),
        _first_due("work_taskperiod"),
        _guard("work_evidence", "only_withdrawn", "UPDATE ON work_evidence FOR EACH ROW", "work_only_withdrawn"),
    ]
