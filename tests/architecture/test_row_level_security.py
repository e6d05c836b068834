"""Every table is known here by what its rows are about. A table nobody has thought about fails.

PEOPLE     rows about people of the programme: guarded in the database, by area or by person, history tables too
OWN        rows that belong to one account: guarded in the database by person
STAFF      people who work here, what they did and what they asked for: no row-level security, because the whole
           office works with them, or because they must be read before anybody is signed in
OPEN       the programme's work and its registers of bodies, places and documents
MACHINERY  the framework's and the queue's
"""

import pytest
from django.db import ProgrammingError, connection

from binhyen.foundation.access.rls import Besides, by_area, scope_in_database
from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.database import grants
from binhyen.foundation.database.server import APP, PROVINCE

PEOPLE = {
    "people_address", "people_addressevent", "people_alias", "people_aliasevent", "people_contact",
    "people_contactevent", "people_crossing", "people_householdlink", "people_householdlinkevent",
    "people_identitynumber", "people_identitynumberevent", "people_merge", "people_nametoken", "people_person",
    "people_personevent", "people_photo", "people_photoevent", "people_possiblepair", "people_reach",
    "people_sensitivenote", "people_sensitivenoteevent", "people_subjectrequest", "people_subjectrequestevent",
    "cases_case", "cases_caseclock", "cases_casefact", "cases_casehelper", "cases_casepaper", "cases_casespan",
    "cases_difference", "cases_listexport", "cases_listimport", "cases_listrow", "cases_roster",
    "cases_rosterentry", "cases_transfer",
    "offences_offence", "offences_offenceparty", "offences_plantfind", "offences_seizure", "offences_usepoint",
    "offences_usepointfact", "offences_wantedhiding",
    "classification_scenario", "classification_scenariochange",
    "recognition_decisionline", "recognition_reviewfile", "recognition_reviewpaper", "recognition_reviewstep",
    "recognition_unit", "recognition_unitdecisionline", "recognition_unitevidence", "recognition_unitfile",
    "recognition_unitstep", "recognition_vote",
}  # fmt: skip
OWN = {"notifications_notification", "offences_entrydraft"}
STAFF = {
    "accounts_user", "accounts_appointment", "accounts_user_groups", "accounts_user_user_permissions",
    "notifications_pushsubscription",
    "journal_fact", "journal_chainlink", "jobs_job", "files_storedfile", "files_picture", "notifications_digest",
    "account_emailaddress", "account_emailconfirmation", "mfa_authenticator", "usersessions_usersession",
    "socialaccount_socialaccount", "socialaccount_socialapp", "socialaccount_socialtoken",
    "axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog",
}  # fmt: skip
OPEN = {
    "inspections_finding", "inspections_findingstep", "inspections_inspection", "inspections_inspection_targets",
    "inspections_teammember",
    "merit_circumstance", "merit_line", "merit_linemark", "merit_meritterm", "merit_move", "merit_proposal",
    "cases_columnmapping", "cases_papertemplate",
    "classification_readingchoice", "classification_recognition", "classification_roadmap",
    "classification_roadmapstep",
    "offences_route", "offences_routestretch",
    "recognition_council", "recognition_councilmember", "recognition_decision", "recognition_proceduresetting",
    "recognition_session", "recognition_session_present", "recognition_unitdecision", "recognition_unitsetting",
    "indicators_closing", "indicators_closingcheck", "indicators_closingrow", "indicators_closingtotal",
    "indicators_figureforecast", "indicators_figurefresh", "indicators_figurelook", "indicators_figurerun",
    "indicators_figureseries", "indicators_publication", "indicators_statedfigure",
    "indicators_touched",
    "directives_calendarfeed", "directives_directive", "directives_directivefinding", "directives_duty",
    "directives_dutypart", "directives_dutyreference", "directives_dutytarget", "directives_intake",
    "directives_passage", "directives_reviewstep",
    "documents_addressee", "documents_booknumber", "documents_documentlink", "documents_documenttemplate",
    "documents_numberbook", "documents_numberingrule", "documents_officialdocument", "documents_outgoing",
    "organisations_body", "organisations_bodyalias", "organisations_bodyname", "organisations_bodysuccession",
    "organisations_membership",
    "people_namecount",
    "reporting_cellcomment", "reporting_consolidation", "reporting_dutylock", "reporting_formversion",
    "reporting_handedover",
    "reporting_report", "reporting_reportact", "reporting_reportannex", "reporting_reportblock",
    "reporting_reportcell", "reporting_reportduty",
    "reporting_reportnumber", "reporting_reportseal", "reporting_reportversion", "reporting_round",
    "reporting_roundfigures", "reporting_signature", "reporting_unitnumbering", "reporting_workline",
    "work_difficulty", "work_difficultypaper", "work_difficultypass", "work_evidence", "work_extension",
    "work_handover", "work_handoveritem", "work_handovermatter", "work_nudge", "work_question", "work_task",
    "work_taskmending",
    "work_taskmove", "work_taskperiod", "work_taskshare", "work_taskstep", "work_told", "work_workfeed",
    "work_workterm",
    "territories_boundary", "territories_commune", "territories_communename", "territories_communesuccession",
    "territories_hamlet", "territories_hamletname", "territories_population", "territories_province",
    "territories_provincename",
}  # fmt: skip
MACHINERY = {
    "auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "django_migrations",
    "django_session", "pghistory_context", "procrastinate_events", "procrastinate_jobs",
    "procrastinate_periodic_defers", "procrastinate_workers",
}  # fmt: skip

pytestmark = pytest.mark.django_db


def tables():
    """Every table with its state: ordinary ones, partitioned ones, and the leaves, which are tables of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, count(p.polname), parent.relname
            FROM pg_class c
            LEFT JOIN pg_policy p ON p.polrelid = c.oid
            LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
            LEFT JOIN pg_class parent ON parent.oid = i.inhparent
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
            GROUP BY c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, parent.relname
            """
        )
        return {name: (on, forced, policies, parent) for name, on, forced, policies, parent in cursor.fetchall()}


def unclassified(found):
    """Tables in no list. A leaf counts as its parent; a history table ("…event") stands alone."""
    known = PEOPLE | OWN | STAFF | OPEN | MACHINERY
    return sorted(name for name, (_, _, _, parent) in found.items() if (parent or name) not in known)


def unguarded(found):
    """Tables about people that the database does not guard, for the owner too. A leaf must hold by itself."""
    guarded = PEOPLE | OWN
    wanted = {name for name, (_, _, _, parent) in found.items() if name in guarded or parent in guarded}
    histories = {name for name in found if name.endswith("event") and name.removesuffix("event") in guarded}
    return sorted(
        name for name in wanted | histories if not (found[name][0] and found[name][1] and found[name][2] >= 2)
    )


def test_every_table_is_known():
    found = tables()

    assert unclassified(found) == []
    assert sorted((PEOPLE | OWN | STAFF | OPEN | MACHINERY) - set(found)) == []


def test_every_table_about_people_is_guarded_by_the_database():
    assert unguarded(tables()) == []


def test_a_new_table_that_nobody_classified_is_found():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE someone (id bigint)")

    assert unclassified(tables()) == ["someone"]


def test_a_leaf_and_a_history_without_policies_are_found(monkeypatch):
    monkeypatch.setattr(f"{__name__}.PEOPLE", PEOPLE | {"someone"})
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE someone (id bigint, commune_code text) PARTITION BY LIST (commune_code)")
        cursor.execute("CREATE TABLE someone_02788 PARTITION OF someone FOR VALUES IN ('02788')")
        cursor.execute("CREATE TABLE someoneevent (id bigint, commune_code text)")
        guard(cursor, by_area("someone"))

    assert unguarded(tables()) == ["someone_02788", "someoneevent"]
    assert unclassified(tables()) == ["someoneevent"]


def guard(cursor, operations):
    for operation in operations:
        cursor.execute(operation.sql)


@pytest.fixture
def people():
    """Tables as the register of people has them, seen with the rights of the application."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE someone (id bigint, commune_code text, to_commune_code text, name text)")
        cursor.execute(
            "INSERT INTO someone VALUES (1, '02788', '', 'a'), (2, '02788', '02683', 'b'), (3, '02683', '', 'c'), "
            "(4, '', '', 'd')"
        )
        guard(cursor, by_area("someone", besides=Besides(also="to_commune_code")))
        for role in (APP, PROVINCE):
            grants.apply(cursor.cursor, role=role)
        cursor.execute(f"SET LOCAL ROLE {APP}")
        yield lambda sql: (cursor.execute(sql), cursor.fetchall())[1]


HERE = Scope.of(1, [(Role.COMMUNE_POLICE, "", "02788")])
THERE = Scope.of(1, [(Role.COMMUNE_POLICE, "", "02683")])
TWO = Scope.of(1, [(Role.COMMUNE_POLICE, "", "02788"), (Role.COMMUNE_POLICE, "", "02683")])
NOBODY = Scope()
PROVINCE_WIDE = Scope.of(2, [(Role.PROVINCE_OFFICER, "ca_tinh", "15")])
DEPARTMENT = Scope.of(3, [(Role.DEPARTMENT_OFFICER, "s_yte", "15")])
FACILITY = Scope.of(4, [(Role.FACILITY_OFFICER, "cs_cai_nghien", "02788")])
LEADER_OF_A_COMMUNE = Scope.of(5, [(Role.LEADER, "ubnd_xa_02788", "02788")])
ADMINISTRATOR = Scope.of(6, [(Role.ADMINISTRATOR, "", "")])
ALL = "SELECT id FROM someone ORDER BY id"


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (NOBODY, []),
        (DEPARTMENT, []),
        (FACILITY, []),
        (ADMINISTRATOR, []),
        (HERE, [1, 2]),
        (THERE, [2, 3]),
        (LEADER_OF_A_COMMUNE, [1, 2]),
        (TWO, [1, 2, 3]),
        (PROVINCE_WIDE, [1, 2, 3, 4]),
    ],
)
def test_a_query_without_any_filter_shows_only_what_the_scope_opens(people, scope, seen):
    with scope_in_database(scope):
        rows = people(ALL)

    assert [number for (number,) in rows] == seen


def test_without_a_scope_there_is_nothing(people):
    assert people(ALL) == []


def test_a_scope_ends_with_its_block_and_the_one_around_it_is_back(people):
    with scope_in_database(HERE):
        with scope_in_database(PROVINCE_WIDE):
            assert len(people(ALL)) == 4
        assert len(people(ALL)) == 2
    assert people(ALL) == []
    assert people("SELECT current_user") == [(APP,)]


def test_a_narrower_scope_inside_the_province_s_leaves_its_role(people):
    with scope_in_database(PROVINCE_WIDE):
        with scope_in_database(HERE):
            assert len(people(ALL)) == 2
        with scope_in_database(NOBODY):
            assert people(ALL) == []
        assert len(people(ALL)) == 4


def test_a_scope_that_fails_leaves_the_one_around_it(people):
    with scope_in_database(HERE):
        with pytest.raises(ZeroDivisionError), scope_in_database(PROVINCE_WIDE):
            raise ZeroDivisionError
        assert len(people(ALL)) == 2


def test_a_row_of_another_area_cannot_be_changed(people):
    with scope_in_database(HERE), connection.cursor() as cursor:
        cursor.execute("UPDATE someone SET name = 'x' WHERE id = 3")

        assert cursor.rowcount == 0


def test_a_row_cannot_be_moved_to_another_area(people):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        scope_in_database(HERE),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE someone SET commune_code = '02683' WHERE id = 1")


def test_the_app_role_can_pass_by_no_policy():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname IN (%s, %s)", [APP, PROVINCE])

        assert cursor.fetchall() == [(False, False), (False, False)]


def test_the_app_role_has_exactly_its_rights_on_every_table():
    with connection.cursor() as cursor:
        assert grants.missing(cursor.cursor, role=APP) == []
        assert grants.missing(cursor.cursor, role=PROVINCE) == []
