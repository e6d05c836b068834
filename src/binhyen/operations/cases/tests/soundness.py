"""What must hold of the register at any moment, however the work before it ended. For tests that break work off."""
# ruff: noqa: S608 - made of the words of this file

from datetime import date

from django.db import connection

from binhyen.operations.cases.queries.totals import LISTS, flow, totals

_TOLD = "SELECT count(*) FROM journal_fact WHERE kind"
HALVES = {
    "a person nobody finds": """
        SELECT id FROM people_person p WHERE NOT EXISTS (SELECT FROM people_nametoken t WHERE t.person_id = p.id)
        AND merged_into_id IS NULL AND voided_at IS NULL""",
    "a person the journal does not know": f"""
        SELECT 0 WHERE (SELECT count(*) FROM people_person) <> ({_TOLD} = 'people.PersonRegistered')""",
    "facts without a case": """
        SELECT person_id FROM cases_casefact f
        WHERE NOT EXISTS (SELECT FROM cases_case c WHERE c.person_id = f.person_id)""",
    "a case without a timeline": """
        SELECT person_id FROM cases_case c WHERE state <> 'NONE' AND NOT EXISTS (
            SELECT FROM cases_casespan s WHERE s.person_id = c.person_id AND s.known_to IS NULL)""",
    "a case that is not its timeline": """
        SELECT c.person_id FROM cases_case c JOIN cases_casespan s USING (person_id)
        WHERE s.known_to IS NULL AND s.legal_from <= %(on)s AND (s.legal_to IS NULL OR s.legal_to > %(on)s)
        AND (s.state, s.list_code, s.commune_code) <> (c.state, c.list_code, c.commune_code)""",
    "a person elsewhere than the case": """
        SELECT p.id FROM people_person p JOIN cases_case c ON c.person_id = p.id
        WHERE (p.commune_code, p.to_commune_code) <> (c.commune_code, c.to_commune_code)""",
    "a fact nobody stated": f"""
        SELECT 0 WHERE (SELECT count(*) FROM cases_casefact) <> (
            ({_TOLD} IN ('cases.FactRecorded', 'cases.FactCorrected', 'cases.FactWithdrawn'))
            + (SELECT coalesce(sum((data ->> 'facts')::int), 0) FROM journal_fact
               WHERE kind = 'cases.FactsRecorded'))""",
    "a move without its facts": """
        SELECT person_id FROM cases_transfer WHERE closed_at IS NULL AND person_id NOT IN (
            SELECT person_id FROM cases_case WHERE 'IN_TRANSIT' = ANY (flags))""",
    "a merge by half": f"""
        SELECT p.id FROM people_person p LEFT JOIN people_merge m ON m.gone_id = p.id AND m.undone_at IS NULL
        WHERE (p.merged_into_id IS NULL) <> (m.id IS NULL)
        OR p.merged_into_id IS NOT NULL AND EXISTS (SELECT FROM cases_case c WHERE c.person_id = p.id)
        UNION ALL SELECT 0 WHERE (SELECT count(*) FROM people_merge) <> ({_TOLD} = 'people.PersonMerged')""",
    "a written row without its person, case and fact": """
        SELECT r.id FROM cases_listrow r WHERE r.fate = 'WRITTEN' AND (r.person_id IS NULL OR NOT EXISTS (
            SELECT FROM cases_casefact f JOIN cases_case c USING (person_id) WHERE f.source_row_id = r.id))""",
    "a row's fact without its fate": """
        SELECT f.id FROM cases_casefact f JOIN cases_listrow r ON r.id = f.source_row_id
        WHERE r.fate <> 'WRITTEN' OR r.person_id <> f.person_id""",
}  # fmt: skip


def halves(*, on: date) -> dict[str, list[int]]:
    """What is there by half, by what it is; empty where everything is whole. Cases were folded on the day ``on``."""
    found = {}
    with connection.cursor() as cursor:
        for what, sql in HALVES.items():
            cursor.execute(sql, {"on": on})
            if rows := [row[0] for row in cursor.fetchall()]:
                found[what] = rows
    return found


def balance(*, start: date, end: date, communes: tuple[str, ...]) -> list[str]:
    """Totals that do not add up: opening + came - went = closing, for each commune and for all; one list for each."""
    wrong = [
        f"{areas} {line.on_list}"
        for areas in (None, *([code] for code in communes))
        for line in flow(start=start, end=end, areas=areas)
        if not line.balanced
    ]
    on_lists = sum(totals(on=end).whole.legal[one] for one in LISTS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case WHERE list_code = ANY (%s)", [list(LISTS)])
        (cases,) = cursor.fetchone()
    return wrong if on_lists == cases else [*wrong, f"{on_lists} on lists, {cases} cases"]
