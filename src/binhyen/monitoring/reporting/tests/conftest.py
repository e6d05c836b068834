"""Two communes, a department, their bodies; a weekly duty with a round that runs on Monday morning, 23/11/2026."""

from datetime import UTC, date, datetime

import pytest

from binhyen.foundation.access.queries import scope
from binhyen.kit.official_signing import HEAD
from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.reporting.actions import filling, rounds
from binhyen.monitoring.reporting.actions.duties import adopt_law
from binhyen.monitoring.reporting.actions.signing import fingerprint, sign
from binhyen.monitoring.reporting.models import Report, ReportDuty, RoundFigures
from binhyen.monitoring.reporting.queries.report import live_content
from binhyen.monitoring.reporting.rules.figures import key, wanted
from binhyen.monitoring.reporting.rules.forms import shipped
from binhyen.registers.organisations.models import Body, Membership
from tests.cast import BAN_LAU, NEXT_COMMUNE

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 08:00, two hours before the clock
BODIES = (
    ("ubnd_tinh", "UBND tỉnh", "PROVINCE", "COMMITTEE", "15"), ("ca_tinh", "Công an tỉnh", "PROVINCE", "POLICE", "15"),
    ("s_yte", "Sở Y tế", "PROVINCE", "DEPARTMENT", "15"),
    (f"ubnd_xa_{BAN_LAU}", "UBND xã Bản Lầu", "COMMUNE", "COMMITTEE", BAN_LAU),
    (f"ubnd_xa_{NEXT_COMMUNE}", "UBND xã Bát Xát", "COMMUNE", "COMMITTEE", NEXT_COMMUNE),
    ("g_cqdvdp", "Các cơ quan, đơn vị, địa phương", "GROUP", "GROUP", ""),
)  # fmt: skip
WRITTEN = {"tuyen_truyen.nay": "3", "luot_nghe.nay": "120"}


@pytest.fixture
def bodies(db):
    """By key; communes and the department are in the group."""
    found = {}
    for number, (key_, name, level, block, area) in enumerate(BODIES):
        found[key_] = Body.objects.create(
            key=key_, name=name, level=level, block=block, area_code=area, search_key=search_key(name), initials="x",
            sort_key=bytes([number]),
        )  # fmt: skip
    for key_ in ("s_yte", f"ubnd_xa_{BAN_LAU}", f"ubnd_xa_{NEXT_COMMUNE}"):
        Membership.objects.create(group=found["g_cqdvdp"], member=found[key_])
    return found


@pytest.fixture
def duty(bodies):
    """The weekly report of Lào Cai."""
    adopt_law(province="15", by=None, at=AT)
    return ReportDuty.objects.get(key="lc-tuan")


@pytest.fixture
def opened(duty):
    """The round of 16 to 22/11/2026 with its three reports and figures."""
    made = rounds.open_due(duty=duty, at=AT)[0]
    form = shipped()["lc_week/1"]
    all_three = {"people.managed.reported": 21}
    data = {key(code, span): [all_three.get(code, 7), None] for span, codes in wanted(form).items() for code in codes}
    for area in (BAN_LAU, NEXT_COMMUNE, "15"):
        RoundFigures.objects.create(round=made, area_code=area, known_at=AT, data=data)
    return made


@pytest.fixture
def report(opened):
    """The report of Bản Lầu."""
    return Report.objects.select_related("round__duty", "body").get(area_code=BAN_LAU)


@pytest.fixture
def reader():
    """``reader(user)``: what the user's offices open on the day."""
    return lambda user: scope(user=user, on=date(2026, 11, 23))


@pytest.fixture
def filled(report, person):
    """The report of Bản Lầu with everything it must hold."""
    police = person("commune_police")
    form = shipped()[report.round.form_key]
    for ref, value in WRITTEN.items():
        filling.set_cell(report_id=report.pk, ref=ref, value=value, note="", version=0, by=police, at=AT)
    for block in form.blocks():
        if block.required:
            filling.set_block(
                report_id=report.pk, code=block.code, text=f"{block.title}: đã làm.", version=0, by=police, at=AT
            )
    report.refresh_from_db()
    return report


@pytest.fixture
def signs(person, reader):
    """``signs(report, "commune_police")``: that person signs what is shown now."""

    def put(report, name, *, at=AT):
        report.refresh_from_db()
        if report.signed_steps:
            content = report.versions.order_by("-number")[0].content
        else:
            content = live_content(report=report, at=AT)[1].data()
        user = person(name)
        return sign(
            report_id=report.pk, seen=fingerprint(content), agreed=True, capacity=HEAD, scope=reader(user), by=user,
            at=at,
        )  # fmt: skip

    return put


@pytest.fixture
def sent(filled, signs):
    """The report of Bản Lầu, signed by police and committee."""
    signs(filled, "commune_police")
    signs(filled, "commune_committee")
    filled.refresh_from_db()
    return filled
