"""Who sees which rows of cases: by commune where a row belongs to one, else with the person, the list, the body."""

from django.db import migrations

from binhyen.foundation.access.rls import Besides, by_area, by_compartment, by_follow

MOVE, PERSON = "to_commune_code", "person_id"
NOW = (PERSON, "people_person")  # whoever sees the person now sees the whole timeline


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("people", "0003_guards")]

    operations = [
        *by_area("cases_case", besides=Besides(also=MOVE, person=PERSON)),
        *by_area("cases_caseclock", besides=Besides(also=MOVE, person=PERSON)),
        *by_area("cases_casespan", besides=Besides(also=MOVE, follow=NOW)),
        *by_area("cases_transfer", besides=Besides(also=MOVE, follow=NOW)),
        *by_follow("cases_casefact"),
        *by_compartment("cases_casefact"),
        *by_follow("cases_casepaper"),
        *by_compartment("cases_casepaper"),
        *by_follow("cases_casehelper"),
        *by_area("cases_listimport", besides=Besides(body="body_key", maker="uploaded_by_id")),
        *by_follow("cases_listrow", column="source_id", parent="cases_listimport"),
        *by_area("cases_roster", besides=Besides(body="body_key")),
        *by_area("cases_rosterentry", besides=Besides(person=PERSON, follow=("roster_id", "cases_roster"))),
        *by_area("cases_difference", besides=Besides(person=PERSON, body="owner_body")),
        *by_area("cases_listexport", besides=Besides(maker="made_by_id")),
    ]
