"""Fills a fresh database with invented duties, in bulk, and prints a session cookie: ``python -m bench.fill COUNT``."""

import os
import random
import sys
from datetime import date, timedelta

import django

os.environ["BINHYEN_DB_ROLE"] = "owner"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")
django.setup()

from importlib import import_module  # noqa: E402

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from binhyen.foundation.accounts.models import Appointment, User  # noqa: E402
from binhyen.foundation.accounts.values import Role  # noqa: E402
from binhyen.kit.vietnamese.sort import sort_key  # noqa: E402
from binhyen.kit.vietnamese.text import search_key  # noqa: E402
from binhyen.operations.directives.models import Directive, Duty, DutyPart  # noqa: E402
from binhyen.registers.documents.models import OfficialDocument  # noqa: E402
from binhyen.registers.organisations.models import Body, Level  # noqa: E402

VERBS = [
    "Tuyên truyền",
    "Rà soát",
    "Kiểm tra",
    "Tham mưu ban hành",
    "Tổ chức tập huấn",
    "Phối hợp đấu tranh",
    "Thống kê, báo cáo",
]
THINGS = [
    "người nghiện",
    "cơ sở kinh doanh có điều kiện",
    "tuyến biên giới",
    "trường học",
    "tiền chất",
    "thôn, tổ dân phố",
]
PLACES = ["trên địa bàn tỉnh", "tại các xã, phường", "tại khu vực cửa khẩu", "trong quý", "theo kế hoạch"]


def bodies() -> list[Body]:
    names = [("s_yte", "Sở Y tế"), ("ca_tinh", "Công an tỉnh")] + [(f"b{n}", f"Cơ quan {n}") for n in range(118)]
    rows = [
        Body(key=key, name=name, level=Level.PROVINCE, search_key=search_key(name), sort_key=sort_key(name))
        for key, name in names
    ]
    return Body.objects.bulk_create(rows)


def duty(directive: Directive, position: int, draw: random.Random) -> Duty:
    title = f"{draw.choice(VERBS)} {draw.choice(THINGS)} {draw.choice(PLACES)} lần {position}"
    text = f"{title}. " + " ".join(draw.choice(THINGS) for _ in range(60))
    kind = draw.choices(["date", "recurring", "continuous", "none"], [4, 2, 3, 1])[0]
    day = date(2026, 1, 1) + timedelta(days=draw.randrange(700))
    values = {
        "date": day.isoformat(),
        "recurring": "FREQ=MONTHLY;BYMONTHDAY=20",
        "continuous": "CONTINUOUS",
        "none": "",
    }
    words = {"date": f"{day:%d/%m/%Y}", "recurring": "Hằng tháng, ngày 20", "continuous": "Thường xuyên", "none": ""}
    return Duty(
        directive=directive,
        position=position * 1024,
        kind="task",
        title=title,
        text=text,
        path=["Phần IV", "I"],
        line=position,
        deadline_type=kind,
        deadline_value=values[kind],
        deadline_text=words[kind],
        due_on=day if kind == "date" else None,
        search_key=search_key(text),
        four_clear=bool(draw.randrange(3)),
    )


def main(count: int) -> None:
    draw, now = random.Random(2026), timezone.now()
    user = User.objects.create(username="bench", full_name="Người đo")
    Appointment.objects.create(
        user=user, role=Role.PROVINCE_COORDINATOR, body_key="ca_tinh", area_code="15", valid_from=date(2025, 7, 1)
    )
    everybody = bodies()
    for number in range(1, count // 200 + 1):
        document = OfficialDocument.objects.create(
            direction="INCOMING",
            kind="Kế hoạch",
            number=str(number),
            symbol="KH-UBND",
            issued_on=date(2026, 1, 1),
            registered_at=now,
        )
        directive = Directive.objects.create(document=document, received_at=now, received_by=user)
        duties = []
        for position in range(1, 201):
            lead = draw.choice(everybody)
            row = duty(directive, position, draw)
            row.lead_names = lead.name
            row.lead = lead  # type: ignore[attr-defined]
            duties.append(row)
        Duty.objects.bulk_create(duties)
        DutyPart.objects.bulk_create(DutyPart(duty=d, part="LEAD", body=d.lead, name=d.lead.name) for d in duties)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum does a minute after a bulk load
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = (
        str(user.pk),
        "allauth.account.auth_backends.AuthenticationBackend",
    )
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    sys.stdout.write(session.session_key + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
