"""Several people in one report at the very same moment: nobody's words are lost unseen, nobody signs twice."""

import threading

import pytest
from django.db import connection

from binhyen.monitoring.reporting.actions import filling
from binhyen.monitoring.reporting.actions.refusals import ReportRefused, StaleCell
from binhyen.monitoring.reporting.actions.signing import fingerprint, sign
from binhyen.monitoring.reporting.models import ReportSeal, Signature
from binhyen.monitoring.reporting.queries.report import live_content
from binhyen.monitoring.reporting.tests.conftest import AT

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6


def at_once(works):
    """What each of the works came to, all begun in one instant."""
    found, gate = [], threading.Barrier(len(works))

    def run(work):
        gate.wait()
        try:
            found.append(work())
        except (StaleCell, ReportRefused) as refused:
            found.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def test_of_those_who_write_one_cell_at_once_one_stands_and_the_others_see_it(filled, person):
    by = person("commune_police")
    cell = filled.cells.get(ref="luot_nghe.nay")

    def write(number):
        given = {"report_id": filled.pk, "ref": cell.ref, "note": "", "version": cell.version, "by": by, "at": AT}
        return lambda: filling.set_cell(value=str(200 + number), **given)

    found = at_once([write(number) for number in range(PEOPLE)])
    stale = [one for one in found if isinstance(one, StaleCell)]
    cell.refresh_from_db()
    assert (len(stale), cell.version) == (PEOPLE - 1, 2)
    assert {one.now.value for one in stale} == {cell.value}, "each is shown what stands there now"


def test_one_signature_is_given_once_however_often_it_is_pressed(filled, person, reader):
    by = person("commune_police")
    seen = fingerprint(live_content(report=filled, at=AT)[1].data())
    given = {
        "report_id": filled.pk, "seen": seen, "agreed": True, "capacity": "HEAD", "scope": reader(by), "by": by,
        "at": AT,
    }  # fmt: skip

    found = at_once([lambda: sign(**given) for _ in range(PEOPLE)])
    filled.refresh_from_db()
    assert sum(isinstance(one, ReportRefused) for one in found) == PEOPLE - 1
    assert (Signature.objects.count(), filled.signed_steps, filled.state) == (1, 1, "SIGNED")
    assert not ReportSeal.objects.exists()
