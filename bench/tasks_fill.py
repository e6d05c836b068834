"""A database with so many tasks: ``python -m bench.tasks_fill COUNT`` prints a session; ``cascade COUNT`` seconds.

Bodies of the law's lists are loaded, the tasks are written by the very action people use, group by group.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import date, timedelta
from importlib import import_module

from bench.fill import bodies  # isort: skip - names the settings and the role, and sets Django up

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.db.models import F
from django.utils import timezone

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.values import Role
from binhyen.kit.vietnamese.sort import sort_key
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.work.actions.giving import give
from binhyen.operations.work.models import Task
from binhyen.operations.work.values import Sharing, TaskDetails, Work
from binhyen.registers.organisations.models import Body

GROUP_OF = 100  # bodies of a cascade while filling
WORDS = ("tuyên truyền", "rà soát", "ký cam kết", "tập huấn", "kiểm tra", "lập danh sách", "báo cáo", "treo pa nô")


def somebody() -> User:
    user = User.objects.create(username="bench", full_name="Người đo")
    Appointment.objects.create(
        user=user, role=Role.PROVINCE_COORDINATOR, body_key="ca_tinh", area_code="15", valid_from=date(2025, 7, 1)
    )
    return user


def communes(count: int) -> list[Body]:
    rows = [
        Body(key=f"bench_{n}", name=f"UBND xã đo {n}", level="COMMUNE", search_key=search_key(f"UBND xã đo {n}"),
             sort_key=sort_key(f"{n:05}"))
        for n in range(count)
    ]  # fmt: skip
    return Body.objects.bulk_create(rows)


def fill(count: int) -> None:
    """``count`` tasks of a hundred bodies: two thirds still to do, half of those overdue."""
    draw, now, user = random.Random(2026), timezone.now(), somebody()
    everybody = {body.key: body for body in bodies()}
    leads = [body.pk for body in communes(GROUP_OF)]
    for number in range(count // GROUP_OF):
        due = now + timedelta(days=draw.randrange(-90, 90))
        words = " và ".join(draw.sample(WORDS, 3))
        give(
            details=TaskDetails(title=f"{words} đợt {number}", what=f"Tổ chức {words}.", result="x", kinds=("PHOTO",),
                                due_at=due),
            sharing=Sharing(leads=tuple(leads), issuer=everybody["ca_tinh"].pk, verifier=everybody["ca_tinh"].pk),
            by=user, at=min(now, due - timedelta(days=1)),  # work is never given for a day that is over
        )  # fmt: skip
    done = Task.objects.annotate(third=F("pk") % 3).filter(shape="COPY", third=0)
    Task.objects.filter(pk__in=done.values("pk")).update(state=Work.VERIFIED)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    sys.stdout.write(session.session_key + "\n")


def cascade(count: int) -> None:
    """Seconds of one act that gives a task to ``count`` bodies, each its own copy; the median of three."""
    now, user = timezone.now(), somebody()
    issuer = {body.key: body for body in bodies()}["ca_tinh"].pk
    leads = tuple(body.pk for body in communes(count))
    took = []
    for number in range(3):
        began = time.perf_counter()
        give(
            details=TaskDetails(title=f"Rà soát đợt {number}", what="Rà soát.", result="x", kinds=("LIST",),
                                due_at=now + timedelta(days=30)),
            sharing=Sharing(leads=leads, issuer=issuer, verifier=issuer), by=user, at=now,
        )  # fmt: skip
        took.append(time.perf_counter() - began)
    made = Task.objects.filter(shape="COPY").count()
    sys.stdout.write(f"{statistics.median(took):.3f} {made}\n")


if __name__ == "__main__":
    if sys.argv[1] == "cascade":
        cascade(int(sys.argv[2]))
    else:
        fill(int(sys.argv[1]))
