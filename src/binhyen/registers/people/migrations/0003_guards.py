"""Who sees which rows: the person by commune, everything of a person with the person, sensitive rows by compartment."""

from django.db import migrations

from binhyen.foundation.access.rls import Besides, by_area, by_compartment, by_follow, by_history, by_reader

WITH_THE_PERSON = (
    "people_alias", "people_identitynumber", "people_contact", "people_address", "people_householdlink",
    "people_photo", "people_sensitivenote", "people_subjectrequest", "people_merge",
)  # fmt: skip
HISTORIES = (
    "people_aliasevent", "people_identitynumberevent", "people_contactevent", "people_addressevent",
    "people_householdlinkevent", "people_photoevent", "people_sensitivenoteevent", "people_subjectrequestevent",
)  # fmt: skip
MOVE = "to_commune_code"


class Migration(migrations.Migration):
    dependencies = [("people", "0002_number_history_and_search")]

    operations = [
        *by_reader("people_reach"),
        *by_area("people_person", besides=Besides(also=MOVE, person="id")),
        *by_area("people_nametoken", besides=Besides(also=MOVE, person="person_id")),
        *by_area("people_possiblepair", besides=Besides(also=MOVE, whole=("left_id", "right_id"))),
        *(guard for table in WITH_THE_PERSON for guard in by_follow(table)),
        *by_follow("people_crossing", maker="user_id"),
        *by_compartment("people_sensitivenote"),
        *by_history("people_personevent", column="pgh_obj_id"),
        *(guard for table in HISTORIES for guard in by_history(table)),
        *by_compartment("people_sensitivenoteevent"),
    ]
