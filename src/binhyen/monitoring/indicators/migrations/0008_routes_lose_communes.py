"""A route that is withdrawn or corrected marks all communes that were on it.

Its stretches stay with the version they belong to: only the version ends. What marks is a function of its own now.
"""

from django.db import migrations

MARK = """
    CREATE FUNCTION indicators_mark(codes text[], source text) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      here bigint := pg_current_xact_id()::text::bigint;
      known boolean;
      marked bigint;
    BEGIN
      known := EXISTS (SELECT FROM indicators_touched WHERE transaction = here);
      INSERT INTO indicators_touched (commune_code, written, transaction)
      SELECT DISTINCT code, source, here FROM unnest(codes) code WHERE length(code) > 0 AND NOT EXISTS (
        SELECT FROM indicators_touched t WHERE t.transaction = here AND t.commune_code = code AND t.written = source);
      GET DIAGNOSTICS marked = ROW_COUNT;
      IF marked > 0 AND NOT known AND EXISTS (SELECT FROM indicators_figurerun) THEN
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock)
        VALUES ('default', 'indicators.freshen', 5, 'indicators.freshen');
      END IF;
    END $$
"""
ROUTES = """
    CREATE FUNCTION indicators_touch_routes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM indicators_mark(array_agg(DISTINCT s.commune_code::text), 'routes')
      FROM offences_routestretch s WHERE s.route_id IN (SELECT id FROM written);
      RETURN NULL;
    END $$;
    CREATE TRIGGER indicators_touch_update AFTER UPDATE ON offences_route REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION indicators_touch_routes()
"""
NO_ROUTES = "DROP TRIGGER indicators_touch_update ON offences_route; DROP FUNCTION indicators_touch_routes()"


class Migration(migrations.Migration):
    dependencies = [("indicators", "0007_looks"), ("offences", "0001_initial")]
    operations = [
        migrations.RunSQL(MARK, "DROP FUNCTION indicators_mark(text[], text)"),
        migrations.RunSQL(ROUTES, NO_ROUTES),
    ]
