"""Measures reports inside a process, prints JSON: ``python -m bench.reporting_measure`` in a filled installation.

Makes a monthly round of 99 communes and one of 3,321, all sent but three, puts each together and prints Word and Excel.
From the call of the action to the bytes of both files, without HTTP.
``python -m bench.reporting_measure opened NAME REPORT`` counts the queries of the whole page of a report, asked for by
the person of that name.
"""

import json
import sys
import time
from datetime import timedelta
from http import HTTPStatus

from binhyen.foundation.database.session import prepare

prepare("owner")

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from binhyen.foundation.accounts.models import User  # noqa: E402
from binhyen.kit.spreadsheets import Header  # noqa: E402
from binhyen.monitoring.reporting.actions import consolidating  # noqa: E402
from binhyen.monitoring.reporting.models import Report, ReportDuty, ReportVersion, Round  # noqa: E402
from binhyen.monitoring.reporting.queries import consolidation  # noqa: E402
from binhyen.monitoring.reporting.reports import printing  # noqa: E402
from binhyen.monitoring.reporting.reports.consolidated import word  # noqa: E402
from binhyen.monitoring.reporting.reports.sheets import excel  # noqa: E402
from binhyen.monitoring.reporting.rules.filling import content_of  # noqa: E402
from binhyen.monitoring.reporting.rules.forms import shipped  # noqa: E402
from binhyen.monitoring.reporting.values.forms import NUMBERS, FormDefinition, Source  # noqa: E402
from binhyen.registers.organisations.models import Body  # noqa: E402

SIZES = (99, 3321)
MISSING = 3


def main() -> None:
    user = User.objects.create(username="bench-reports", full_name="Người đo")
    found: dict[str, float] = {}
    for units in SIZES:
        held = a_round(shipped()["lc_month/1"], units, user)
        found |= {f"{name} {units}": took for name, took in together(held, user).items()}
    json.dump(found, sys.stdout)


def a_round(form: FormDefinition, units: int, user: User) -> Round:
    """A round whose reports are sent but three, each with all its cells and words."""
    now = timezone.now()
    duty, _ = ReportDuty.objects.get_or_create(
        key=f"bench-{form.code}-{units}",
        defaults={
            "name": form.short, "province_code": "15", "receiver_key": "ca_tinh", "beat": "MONTH", "starts": 15,
            "due_day": 20, "form_code": form.code, "valid_from": now.date(), "origin": "PROVINCE", "source": "đo",
            "confidence": "directive", "made_at": now,
        },
    )  # fmt: skip
    day = now.date()
    held = Round.objects.create(
        duty=duty, code=f"{units}", name=f"kỳ đo {units}", period_start=day - timedelta(days=30), period_end=day,
        opens_at=now, cut_off_at=now, due_at=now, due_as_said=now, form_key=form.key, made_at=now,
    )  # fmt: skip
    bodies = Body.objects.bulk_create(
        Body(
            key=f"bench-{form.code}-{units}-{n}", name=f"UBND xã Đo {n}", level="COMMUNE", block="COMMITTEE",
            area_code=f"{n:05}", search_key=f"do {n}", initials="d", sort_key=n.to_bytes(4),
        )
        for n in range(units)
    )  # fmt: skip
    reports = Report.objects.bulk_create(
        Report(round=held, body=body, area_code=body.area_code, first_due_at=now, due_at=now) for body in bodies
    )
    sent = reports[: units - MISSING]
    versions = ReportVersion.objects.bulk_create(
        ReportVersion(
            report=one, number=1, content=said(form, n), known_at=now, frozen_at=now, frozen_by=user
        )
        for n, one in enumerate(sent)
    )  # fmt: skip
    for one, version in zip(sent, versions, strict=True):
        one.state, one.latest, one.first_sent_at, one.sent_at = "SENT", version, now, now
    Report.objects.bulk_update(sent, ["state", "latest", "first_sent_at", "sent_at"], batch_size=500)
    return held


def said(form: FormDefinition, n: int) -> dict[str, object]:
    """What unit ``n`` says: every figure known, every number written, a text of its own."""
    cells = form.cells()
    figures = {f"{cell.indicator}|{cell.span}": [(n * 7 + 11) % 40, 40] for cell in cells if cell.indicator}
    entered = {
        cell.ref: (str((n * 3 + 5) % 30), "")
        for cell in cells if cell.source is Source.ENTERED and cell.kind in NUMBERS
    }  # fmt: skip
    words = {
        block.code: f"Đã phối hợp các thôn làm xong việc số {n}. Triệt xóa điểm nghi vấn tại bản số {n}. Không có."
        for block in form.blocks()
    }
    return content_of(form, figures=figures, entered=entered, words=words, known_at=timezone.now()).data()


def together(held: Round, user: User) -> dict[str, float]:
    """Seconds of putting together, and of both files, from the click to the bytes."""
    now = timezone.now()
    start = time.perf_counter()
    row = consolidating.consolidate(round_id=held.pk, by=user, at=now)
    made = time.perf_counter() - start
    start = time.perf_counter()
    printed = printing.printed(row=consolidation.one(code=row.code) or row, at=now)
    word(printed)
    excel(printed, Header(title="Tổng hợp", who="Người đo", at=now, why="Đo"))
    return {"consolidate": made, "files": time.perf_counter() - start}


def opened(name: str, report: str) -> int:
    """Queries of the whole page, session and menu and all, once everything that is kept is kept."""
    client = Client()
    client.force_login(User.objects.get(username=name), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = f"/bao-cao/{report}/"
    client.get(page, SERVER_NAME="127.0.0.1")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page, SERVER_NAME="127.0.0.1")
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{page}: {answer.status_code}")
    return len(asked)


if __name__ == "__main__":
    if sys.argv[1:2] == ["opened"]:
        sys.stdout.write(str(opened(*sys.argv[2:])))
    else:
        main()
