"""How many people stood on the lists on several days: one aggregate for all of them."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from .totals import LISTS


def managed_on(*, days: Sequence[date]) -> list[int]:
    """People on the three lists as published on each of ``days``, as known now, of all that is seen. One query."""
    sql = """
        SELECT asked.day, count(span.person_id) FROM unnest(%(days)s::date[]) AS asked(day)
        LEFT JOIN cases_casespan AS span ON span.known_to IS NULL AND span.reported_list = ANY (%(lists)s)
            AND span.legal_from <= asked.day AND (span.legal_to IS NULL OR span.legal_to > asked.day)
        GROUP BY asked.day"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"days": list(days), "lists": list(LISTS)})
        found: dict[date, int] = dict(cursor.fetchall())
    return [found[day] for day in days]
