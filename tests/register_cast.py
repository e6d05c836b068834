"""A small register for tests: one directive, six duties, four bodies, one group."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from binhyen.kit.vietnamese.sort import sort_key
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.directives.models import Directive, DirectiveFinding, Duty, DutyPart
from binhyen.operations.directives.occurrences import due_day
from binhyen.registers.documents.models import OfficialDocument
from binhyen.registers.organisations.models import Body, Membership

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
BODIES = {
    "ca_tinh": "Công an tỉnh", "s_yte": "Sở Y tế", "ubnd_xa": "UBND cấp xã", "ubnd_xa_02788": "UBND xã Bản Lầu",
    "ca_xa_02788": "Công an xã Bản Lầu",
}  # fmt: skip
# title, lead, coordinator, deadline type, value, state
DUTIES = [
    ("Treo pa nô tại trụ sở", "ca_tinh", "s_yte", "date", "2026-02-28", "ACCEPTED"),
    ("Xét nghiệm người nghi nghiện", "s_yte", "", "quarter", "2026-Q4", "ACCEPTED"),
    ("Họp dân hằng tháng", "ubnd_xa", "ca_tinh", "recurring", "FREQ=MONTHLY;BYMONTHDAY=20", "ACCEPTED"),
    ("Tuần tra biên giới", "ca_tinh", "", "continuous", "CONTINUOUS", "ACCEPTED"),
    ("Dự thảo quy chế", "", "", "none", "", "ACCEPTED"),
    ("Thống kê cơ sở kinh doanh", "s_yte", "", "date", "2026-12-01", "PROPOSED"),
]


@pytest.fixture
def body(db: None) -> Callable[[str], Body]:
    def make(key: str) -> Body:
        name = BODIES[key]
        area = "02788" if key.endswith("02788") else ""
        defaults = {
            "name": name,
            "level": "PROVINCE",
            "area_code": area,
            "search_key": search_key(name),
            "sort_key": sort_key(name),
        }
        return Body.objects.get_or_create(key=key, defaults=defaults)[0]

    return make


@pytest.fixture
def register(body: Callable[[str], Body], person: Callable[[str], Any]) -> dict[str, Duty]:
    """The duties by title."""
    Membership.objects.create(group=body("ubnd_xa"), member=body("ubnd_xa_02788"))
    document = OfficialDocument.objects.create(
        direction="INCOMING",
        kind="Kế hoạch",
        number="2",
        symbol="KH-UBND",
        issued_on=date(2026, 2, 5),
        registered_at=NOW,
    )
    directive = Directive.objects.create(document=document, received_at=NOW, received_by=person("officer"))
    made = {}
    for position, (title, lead, coordinator, kind, value, state) in enumerate(DUTIES, 1):
        reviewed = {"reviewed_at": NOW, "reviewed_by": person("officer")} if state == "ACCEPTED" else {}
        duty = Duty.objects.create(
            directive=directive,
            position=position,
            kind="task",
            title=title,
            text=title + ".",
            line=position,
            state=state,
            deadline_type=kind,
            deadline_value=value,
            deadline_text=value,
            due_on=due_day(kind, value),
            lead_names=BODIES.get(lead, ""),
            coordinator_names=BODIES.get(coordinator, ""),
            search_key=search_key(f"{title} {BODIES.get(lead, '')}"),
            four_clear=bool(lead),
            **reviewed,
        )
        for key, part in ((lead, "LEAD"), (coordinator, "COORDINATE")):
            if key:
                DutyPart.objects.create(duty=duty, part=part, body=body(key), name=BODIES[key])
        made[title] = duty
    DirectiveFinding.objects.create(
        directive=directive,
        duty=made["Dự thảo quy chế"],
        code="NOBODY_NAMED",
        severity="warning",
        message="Chưa nêu ai làm.",
    )
    return made
