"""Who sees which rows; and that a row, once stated, only ever ends.

What is about persons is shown, besides by area, only to offices that open the part of management: a health officer of
the commune sees none of it. The commune where somebody lives sees that a person of its own was counted elsewhere.
"""

from django.db import migrations

from binhyen.foundation.access.rls import OPENS, PROVINCE, WHOLE, Besides, by_area
from binhyen.foundation.access.values import MANAGEMENT

_OPENS = f"string_to_array(current_setting('{OPENS}', true), ',')"
_WHOLE = f"(string_to_array(current_setting('{WHOLE}', true), ','))::bigint[]"


def _managed(table: str, *places: str) -> migrations.RunSQL:
    arms = [f"{place} || ':{MANAGEMENT}' = ANY ({_OPENS})" for place in places]
    owner = f"(SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = '{table}'::regclass)"  # noqa: S608
    allowed = " OR ".join([f"current_user = '{PROVINCE}'", *arms, f"person_id = ANY ({_WHOLE})", owner])
    return migrations.RunSQL(
        f"CREATE POLICY of_management ON {table} AS RESTRICTIVE USING ({allowed}) WITH CHECK ({allowed})",
        f"DROP POLICY of_management ON {table}",
    )


ONLY_ENDS = """
    CREATE FUNCTION offences_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a row of % is never deleted', TG_TABLE_NAME;
      END IF;
      IF (OLD.known_to IS NOT NULL AND NEW.known_to IS DISTINCT FROM OLD.known_to)
         OR to_jsonb(OLD) - ARRAY['known_to', 'closed_by_id', 'closed_reason', 'person_id']
            IS DISTINCT FROM to_jsonb(NEW) - ARRAY['known_to', 'closed_by_id', 'closed_reason', 'person_id'] THEN
        RAISE EXCEPTION 'a row of % only ends, it does not change', TG_TABLE_NAME;
      END IF;
      RETURN NEW;
    END $$"""
TABLES = ("offence", "offenceparty", "seizure", "usepoint", "usepointfact", "plantfind", "wantedhiding", "route")


def _only_ends(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER only_ends BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION offences_only_ends()",
        f"DROP TRIGGER only_ends ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("offences", "0001_initial"), ("people", "0003_guards")]

    operations = [
        *by_area("offences_offence"),
        *by_area("offences_offenceparty", besides=Besides(also="residence_commune", whole=("person_id",))),
        _managed("offences_offenceparty", "commune_code", "residence_commune"),
        *by_area("offences_seizure"),
        *by_area("offences_usepoint"),
        *by_area("offences_usepointfact"),
        *by_area("offences_plantfind"),
        *by_area("offences_wantedhiding", besides=Besides(whole=("person_id",))),
        _managed("offences_wantedhiding", "commune_code"),
        migrations.RunSQL(ONLY_ENDS, "DROP FUNCTION offences_only_ends()"),
        *(_only_ends(f"offences_{table}") for table in TABLES),
    ]
