"""What is supposed of people is of the part of management: a health officer of the commune sees none of it."""

from django.db import migrations

from binhyen.foundation.access.rls import OPENS, PROVINCE
from binhyen.foundation.access.values import MANAGEMENT

_OPENS = f"string_to_array(current_setting('{OPENS}', true), ',')"


def _managed(table: str) -> migrations.RunSQL:
    owner = f"(SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = '{table}'::regclass)"  # noqa: S608
    allowed = f"current_user = '{PROVINCE}' OR commune_code || ':{MANAGEMENT}' = ANY ({_OPENS}) OR {owner}"
    return migrations.RunSQL(
        f"CREATE POLICY of_management ON {table} AS RESTRICTIVE USING ({allowed}) WITH CHECK ({allowed})",
        f"DROP POLICY of_management ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("classification", "0002_guards")]

    operations = [_managed("classification_scenario"), _managed("classification_scenariochange")]
