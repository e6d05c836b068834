"""Bodies of a small province, an inspection of one commune's police, and its finding."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest

from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.files.taking import take
from binhyen.kit.vietnamese.sort import sort_key
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.inspections.actions import findings, planning
from binhyen.operations.inspections.models import Finding, Inspection
from binhyen.operations.inspections.values import FindingDetails, Kind, Member, PlanDetails, Seat
from binhyen.registers.organisations.models import Body

PAPER = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
AT = datetime(2026, 11, 3, 2, 30, tzinfo=UTC)
NAMES = {
    "ca_tinh": ("Công an tỉnh", "PROVINCE", ""),
    "s_yte": ("Sở Y tế", "PROVINCE", ""),
    "ubnd_xa_02788": ("UBND xã Bản Lầu", "COMMUNE", "02788"),
    "ca_xa_02788": ("Công an xã Bản Lầu", "COMMUNE", "02788"),
    "ca_xa_02683": ("Công an xã Bát Xát", "COMMUNE", "02683"),
}


@pytest.fixture
def bodies(db: None) -> dict[str, Body]:
    return {
        key: Body.objects.create(
            key=key, name=name, level=level, area_code=area, search_key=search_key(name), sort_key=sort_key(name)
        )
        for key, (name, level, area) in NAMES.items()
    }


@pytest.fixture
def planned(bodies: dict[str, Body]) -> Callable[..., PlanDetails]:
    def make(**other: Any) -> PlanDetails:
        usual: dict[str, Any] = {
            "kind": Kind.PERIODIC, "title": "Kiểm tra việc quản lý người sử dụng ma túy",
            "subject": "Việc lập, cập nhật danh sách", "ground": "Kế hoạch 02/KH-UBND",
            "inspector": bodies["ca_tinh"].pk,
            "targets": (bodies["ca_xa_02788"].pk,), "starts_on": date(2026, 11, 2), "ends_on": date(2026, 11, 4),
            "team": (Member("Lê Văn Khánh", "Phó Trưởng phòng PC04", Seat.HEAD),),
        }  # fmt: skip
        return PlanDetails(**usual | other)

    return make


@pytest.fixture
def held(planned: Callable[..., PlanDetails], person: Callable[[str], Any]) -> Inspection:
    made = planning.plan(details=planned(), by=person("officer"), at=AT)
    return planning.hold(inspection_id=made.pk, on=date(2026, 11, 3), by=person("officer"), at=AT)


@pytest.fixture
def found(bodies: dict[str, Body]) -> Callable[..., FindingDetails]:
    def make(**other: Any) -> FindingDetails:
        usual: dict[str, Any] = {
            "target": bodies["ca_xa_02788"].pk, "what": "12 hồ sơ quá hạn xác định tình trạng nghiện",
            "remedy": "Mời làm việc, lập hồ sơ đủ 12 trường hợp", "responsible": bodies["ca_xa_02788"].pk,
            "answerable": "Trưởng Công an xã", "due_on": date(2026, 11, 20), "follower": bodies["ca_tinh"].pk,
        }  # fmt: skip
        return FindingDetails(**usual | other)

    return make


@pytest.fixture
def running(held: Inspection, found: Callable[..., FindingDetails], person: Callable[[str], Any]) -> Finding:
    made = findings.state(inspection_id=held.pk, details=found(), by=person("officer"), at=AT)
    planning.conclude(inspection_id=held.pk, conclusion="Còn thiếu sót.", by=person("officer"), at=AT)
    made.refresh_from_db()
    return made


@pytest.fixture
def shown(settings: Any, tmp_path: Any, db: None) -> StoredFile:
    """A paper that shows what was done."""
    settings.FILES_ROOT = tmp_path / "files"
    return take(content=BytesIO(PAPER), name="bien-ban.pdf", by=None, at=AT).file
