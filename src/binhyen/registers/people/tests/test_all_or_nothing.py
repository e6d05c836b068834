"""Broken off at any statement, a list, a merge or its undoing leaves everything as it was."""

import pytest
from django.db import connection, transaction

from binhyen.foundation.journal.models import Fact
from binhyen.registers.people import models
from binhyen.registers.people.actions.merging import merge, unmerge
from binhyen.registers.people.actions.registering import register_many

from .people_cast import AT, BIRTH, NUMBER, details, made

pytestmark = pytest.mark.django_db
TABLES = (
    models.Person, models.NameToken, models.Alias, models.IdentityNumber, models.Contact, models.Address, models.Merge,
    models.SensitiveNote, Fact,
)  # fmt: skip


class Killed(BaseException):
    """The process ends here; nothing catches it."""


class BreakAt:
    """Ends the work at its ``number``-th statement; ``reached`` says whether it came so far."""

    def __init__(self, number):
        self.left, self.reached = number, False

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            self.reached = True
            raise Killed
        return execute(sql, params, many, context)


def state():
    return [sorted(map(str, table.objects.values_list())) for table in TABLES]


def broken_off_everywhere(work):
    """Run ``work`` once for each of its statements, killed there; how many there were."""
    before, number = state(), 0
    while True:
        number += 1
        breaking = BreakAt(number)
        try:
            with transaction.atomic(), connection.execute_wrapper(breaking):
                work()
                transaction.set_rollback(True)
        except Killed:
            assert state() == before, f"statement {number}"
        if not breaking.reached:
            return number - 1


def test_a_list_is_entered_whole_or_not_at_all(person):
    by = person("officer")
    many = [details(f"Lý Văn {word}", number=f"09909000{n:04}") for n, word in enumerate(("An", "Bình", "Chi"))]
    assert broken_off_everywhere(lambda: register_many(details=many, by=by, at=AT)) > 5


def test_a_merge_and_its_undoing_happen_whole_or_not_at_all(person):
    by = person("officer")
    kept, gone = made(number=NUMBER), made("Vàng A Dả", birth=BIRTH, phone="0912345678", aliases=("Páo",))

    def join():
        return merge(kept_id=kept.pk, gone_id=gone.pk, fields=("full_name",), by=by, at=AT, reason="Cùng số")

    assert broken_off_everywhere(join) > 20
    row = join()
    assert broken_off_everywhere(lambda: unmerge(merge_id=row.pk, by=by, at=AT, reason="Hai người")) > 20
