"""Two records that were one person: one case of both courses, and each its own again."""

from datetime import UTC, datetime, timedelta

import pytest

from binhyen.operations.cases.actions import merging
from binhyen.operations.cases.actions.facts import record_fact
from binhyen.operations.cases.models import Case, CaseClock, CaseFact, CaseSpan
from binhyen.operations.cases.values import FactKind

from .steps import fact, listed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 6, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def pair(registered, person):
    kept, gone = registered("Vàng A Gió"), registered("Vàng A Giớ")
    record_fact(person_id=kept.pk, details=listed("MANAGED", "2026-08-03"), by=None, at=NOW)
    record_fact(person_id=gone.pk, details=fact(FactKind.VISIT, "2026-10-01"), by=None, at=NOW)
    record_fact(person_id=gone.pk, details=listed("MANAGED", "2026-06-01"), by=None, at=NOW)
    return kept, gone


def believed(person):
    spans = CaseSpan.objects.filter(person=person, known_to__isnull=True).order_by("legal_from")
    return [(span.legal_from.isoformat(), span.state) for span in spans]


def test_one_case_has_the_facts_of_both_and_the_other_is_gone(pair, person):
    kept, gone = pair
    merging.merge(kept=kept.pk, gone=gone.pk, by=person("officer"), at=LATER)

    assert CaseFact.objects.filter(person=kept).count() == 3
    assert [case.pk for case in Case.objects.all()] == [kept.pk]
    assert believed(gone) == []
    assert believed(kept)[0] == ("2026-06-01", "MANAGED")
    assert not CaseClock.objects.filter(person=gone).exists()


def test_taken_apart_each_has_its_own_again(pair, person):
    kept, gone = pair
    before = believed(kept), believed(gone)
    held = merging.merge(kept=kept.pk, gone=gone.pk, by=person("officer"), at=LATER)
    merging.unmerge(kept=kept.pk, gone=gone.pk, held=held, by=person("officer"), at=LATER + timedelta(days=1))

    assert (believed(kept), believed(gone)) == before
    assert CaseFact.objects.filter(person=gone).count() == 2
    assert Case.objects.count() == 2


def test_one_of_them_without_a_case_is_no_obstacle(registered, person):
    kept, gone = registered("Vàng A Gió"), registered("Vàng A Giớ")
    record_fact(person_id=gone.pk, details=listed("MANAGED"), by=None, at=NOW)

    held = merging.merge(kept=kept.pk, gone=gone.pk, by=person("officer"), at=LATER)
    assert Case.objects.get().pk == kept.pk

    merging.unmerge(kept=kept.pk, gone=gone.pk, held=held, by=person("officer"), at=LATER + timedelta(days=1))
    assert Case.objects.get(pk=gone.pk).state == "MANAGED"
    assert Case.objects.get(pk=kept.pk).state == "NONE"
