"""Communes that were written about are marked by the database, whoever writes and in whatever way.

A trigger, because registers and operations know nothing of figures, and lists of thousands are written by statements of
their own. One job for a transaction, and none where figures were never computed.
"""

import django.db.models.deletion
from django.db import migrations, models

TOUCH = """
    CREATE FUNCTION indicators_touch() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      here bigint := pg_current_xact_id()::text::bigint;
      known boolean;
      marked bigint;
    BEGIN
      known := EXISTS (SELECT FROM indicators_touched WHERE transaction = here);
      EXECUTE format(
        'INSERT INTO indicators_touched (commune_code, written, transaction)
         SELECT DISTINCT r.%1$I, $2, $1 FROM written r WHERE length(r.%1$I) > 0 AND NOT EXISTS (
           SELECT FROM indicators_touched t
           WHERE t.transaction = $1 AND t.commune_code = r.%1$I AND t.written = $2)', TG_ARGV[0]
      ) USING here, TG_ARGV[1];
      GET DIAGNOSTICS marked = ROW_COUNT;
      IF marked > 0 AND NOT known AND EXISTS (SELECT FROM indicators_figurerun) THEN
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock)
        VALUES ('default', 'indicators.freshen', 5, 'indicators.freshen');
      END IF;
      RETURN NULL;
    END $$
"""
# table: the column with the commune, the table of the snapshot it is the source of
TABLES = {
    "cases_casefact": ("commune_code", "case_events"),
    "cases_casespan": ("commune_code", "case_spans"),
    "offences_offence": ("commune_code", "offences"),
    "offences_offenceparty": ("commune_code", "parties"),
    "offences_seizure": ("commune_code", "seizures"),
    "offences_usepointfact": ("commune_code", "points"),
    "offences_plantfind": ("commune_code", "plants"),
    "offences_routestretch": ("commune_code", "routes"),
    "offences_wantedhiding": ("commune_code", "hiding"),
    "territories_population": ("commune_id", "populations"),
    "classification_recognition": ("area_code", "recognitions"),
}


def watch(table: str, column: str, source: str) -> migrations.RunSQL:
    """After what was added and what was changed; rows of these tables are not taken away."""
    make = ";".join(
        f"CREATE TRIGGER indicators_touch_{event.lower()} AFTER {event} ON {table} REFERENCING NEW TABLE AS written "
        f"FOR EACH STATEMENT EXECUTE FUNCTION indicators_touch('{column}', '{source}')"
        for event in ("INSERT", "UPDATE")
    )
    drop = ";".join(f"DROP TRIGGER indicators_touch_{event} ON {table}" for event in ("insert", "update"))
    return migrations.RunSQL(make, drop)


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0005_form_of_closings"),
        ("cases", "0001_initial"),
        ("offences", "0001_initial"),
        ("territories", "0001_initial"),
        ("classification", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        migrations.CreateModel(
            name="FigureFresh",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area", models.CharField(max_length=5)),
                ("moment", models.DateTimeField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fresh", to="indicators.figurerun"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("run", "area"), name="figure_fresh_once")]},
        ),
        migrations.CreateModel(
            name="Touched",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("commune_code", models.CharField(max_length=5)),
                ("written", models.CharField(max_length=20)),
                ("transaction", models.BigIntegerField()),
                ("run", models.BigIntegerField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["transaction"], name="touched_of_transaction")]},
        ),
        migrations.RunSQL(TOUCH, "DROP FUNCTION indicators_touch()"),
        *(watch(table, *about) for table, about in TABLES.items()),
    ]
