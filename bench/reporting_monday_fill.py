"""Who comes on Monday: 150 people with passwords, each of a unit of their own, and the weekly round they owe.

``python -m bench.reporting_monday_fill 150`` prints names, addresses and what to write, as JSON; ``… sent`` afterwards
how many reports really stand sealed.
"""

import json
import sys
from datetime import date, timedelta

from binhyen.foundation.database.session import prepare

prepare("owner")

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.utils import timezone  # noqa: E402

from binhyen.foundation.accounts.models import Appointment, User  # noqa: E402
from binhyen.monitoring.reporting.models import Report, ReportDuty, Round, RoundFigures  # noqa: E402
from binhyen.monitoring.reporting.rules.figures import key, wanted  # noqa: E402
from binhyen.monitoring.reporting.rules.forms import shipped  # noqa: E402
from binhyen.monitoring.reporting.values.forms import Source  # noqa: E402
from binhyen.registers.organisations.models import Body  # noqa: E402

PASSWORD = "do-thu-hai-2026"  # noqa: S105 - of an installation that is gone after the measure
SENDING = 140


def main(people: int) -> None:
    now = timezone.now()
    form = shipped()["lc_week/1"]
    duty = ReportDuty.objects.create(
        key="bench-monday", name="Báo cáo tuần", province_code="15", receiver_key="ca_tinh", beat="WEEK", due_day=1,
        form_code="lc_week", valid_from=date(2026, 1, 1), origin="PROVINCE", source="đo", confidence="directive",
        made_at=now, chain=[{"title": "Thủ trưởng đơn vị", "roles": ["DEPARTMENT_OFFICER"], "level": "PROVINCE"}],
    )  # fmt: skip
    held = Round.objects.create(
        duty=duty, code="monday", name="tuần đo", period_start=now.date() - timedelta(days=7),
        period_end=now.date() - timedelta(days=1), opens_at=now - timedelta(days=1), cut_off_at=now,
        due_at=now + timedelta(hours=2), due_as_said=now + timedelta(hours=2), form_key=form.key, made_at=now,
    )  # fmt: skip
    data = {key(code, span): [7, None] for span, codes in wanted(form).items() for code in codes}
    data |= {key("people.managed.reported", span): [21, None] for span in wanted(form)}
    RoundFigures.objects.create(round=held, area_code="15", known_at=now, data=data)
    secret = make_password(PASSWORD)
    made = [one_person(held, n, secret) for n in range(people)]
    written = {
        cell.row: {f"v:{cell.ref}": "3", f"s:{cell.ref}": "0"}
        for cell in form.cells() if cell.source is Source.ENTERED
    }  # fmt: skip
    blocks = {block.code: "Tuần qua đơn vị đã làm xong việc được giao, có biên bản." for block in form.blocks()}
    json.dump({"people": made, "password": PASSWORD, "rows": written, "blocks": blocks}, sys.stdout)


def one_person(held: Round, n: int, secret: str) -> dict[str, object]:
    """Somebody of a department of their own, with the report it owes."""
    body = Body.objects.create(
        key=f"bench-monday-{n}", name=f"Đơn vị đo {n}", level="PROVINCE", block="DEPARTMENT", area_code="15",
        search_key=f"don vi do {n}", initials="d", sort_key=n.to_bytes(4),
    )  # fmt: skip
    user = User.objects.create(username=f"thu-hai-{n}", full_name=f"Người gửi {n}", password=secret)
    Appointment.objects.create(
        user=user, role="DEPARTMENT_OFFICER", body_key=body.key, area_code="15", valid_from=date(2025, 7, 1)
    )
    report = Report.objects.create(round=held, body=body, area_code="15", first_due_at=held.due_at, due_at=held.due_at)
    return {"name": user.username, "report": str(report.pk), "sends": n < SENDING}


if __name__ == "__main__":
    if sys.argv[1] == "sent":
        sealed = Report.objects.filter(round__duty__key="bench-monday", state="SENT", latest__isnull=False)
        sys.stdout.write(str(sealed.count()))
    else:
        main(int(sys.argv[1]))
