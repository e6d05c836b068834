"""A directive read by the real reader and stored as a worker stores it; the clerk and her colleague at the desk."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest

from binhyen.foundation.jobs.work import Unwatched
from binhyen.kit.vietnamese.sort import sort_key
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.directives import jobs
from binhyen.operations.directives.actions import intake as intakes
from binhyen.operations.directives.models import Directive, Duty
from binhyen.registers.organisations.models import Body, Membership

AT = datetime(2026, 2, 6, 2, 30, tzinfo=UTC)
LATER = datetime(2026, 2, 6, 3, 15, tzinfo=UTC)
ON = date(2026, 2, 6)
PLAN = """ỦY BAN NHÂN DÂN TỈNH LÀO CAI

Số: 21/KH-UBND

Lào Cai, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Giữ địa bàn yên ổn, không để phát sinh điểm nóng về ma túy năm 2026

I. MỤC ĐÍCH, YÊU CẦU

1. Nâng cao nhận thức của nhân dân về tác hại của ma túy.

II. NHIỆM VỤ

1. Công an tỉnh

a) Chủ trì, phối hợp với Sở Y tế rà soát người nghi nghiện trên địa bàn toàn tỉnh, hoàn thành trước ngày 20/3/2026.

b) Tuần tra các tuyến đường mòn qua biên giới (thực hiện thường xuyên).

c) Tổ chức ký cam kết với 100% cơ sở lưu trú, hoàn thành trước ngày 15/01/2026.

2. Sở Y tế

a) Tập huấn xét nghiệm cho cán bộ trạm y tế các xã, phường trong quý II/2026.

b) Bố trí thuốc điều trị thay thế cho các cơ sở, báo cáo UBND tỉnh trước ngày 30/6/2026.

3. Sở Giáo dục và Đào tạo

a) Đưa nội dung phòng, chống ma túy vào giờ sinh hoạt lớp, mỗi tháng một lần.

b) Phối hợp với Tỉnh đoàn tổ chức cuộc thi tìm hiểu pháp luật, hoàn thành trước ngày 15/5/2026.

4. UBND các xã, phường

a) Lập danh sách người đã cai nghiện trở về, hoàn thành trước ngày 28/02/2026.

b) Họp dân để vận động tố giác tội phạm (định kỳ hằng tháng).

III. TỔ CHỨC THỰC HIỆN

1. Định kỳ trước ngày 20 hằng tháng, các sở, ngành, UBND các xã, phường báo cáo kết quả về UBND tỉnh (qua Công an tỉnh).

2. Treo pa nô tại trụ sở và các trục đường chính, hoàn thành trước ngày 10/4/2026.

Nơi nhận:
- Công an tỉnh;
- Các sở, ngành;
- UBND các xã, phường;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Vàng Thị Mai
"""
NAMES = {
    "ca_tinh": ("Công an tỉnh", "PROVINCE"),
    "s_yte": ("Sở Y tế", "PROVINCE"),
    "s_gddt": ("Sở Giáo dục và Đào tạo", "PROVINCE"),
    "tinh_doan": ("Tỉnh đoàn", "PROVINCE"),
    "ubnd_xa": ("UBND cấp xã", "GROUP"),
    "ubnd_xa_02788": ("UBND xã Bản Lầu", "COMMUNE"),
}


@pytest.fixture
def bodies(db: None) -> dict[str, Body]:
    made = {
        key: Body.objects.create(
            key=key,
            name=name,
            level=level,
            area_code="02788" if key.endswith("02788") else "",
            search_key=search_key(name),
            sort_key=sort_key(name),
        )
        for key, (name, level) in NAMES.items()
    }
    Membership.objects.create(group=made["ubnd_xa"], member=made["ubnd_xa_02788"])
    return made


@pytest.fixture
def files_root(settings: Any, tmp_path: Any) -> Any:
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def hand_in(files_root: Any, person: Callable[[str], Any]) -> Callable[..., Any]:
    """``hand_in("text")``: an intake as the officer makes it; not read yet."""

    def make(text: str = PLAN, name: str = "ke-hoach-21.txt", **more: Any) -> Any:
        given = {"issued": None, "by": person("officer"), "at": AT, **more}
        return intakes.receive(content=BytesIO(text.encode()), name=name, **given)

    return make


@pytest.fixture
def plan(bodies: dict[str, Body], hand_in: Callable[..., Any]) -> Directive:
    """The plan, read by the worker and waiting for review."""
    intake = hand_in()
    jobs.read(intake_id=intake.pk, progress=Unwatched(), at=AT)
    intake.refresh_from_db()
    return Directive.objects.get(pk=intake.directive_id)


@pytest.fixture
def duty(plan: Directive) -> Callable[[str], Duty]:
    """``duty("pa nô")``: the duty whose text has these words, as it is now."""

    def find(words: str) -> Duty:
        return plan.duties.filter(text__icontains=words).order_by("position").first() or pytest.fail(words)

    return find


@pytest.fixture
def clerk(person: Callable[[str], Any]) -> dict[str, Any]:
    """Who acts and when: ``review.accept(..., **clerk)``."""
    return {"by": person("officer"), "at": AT}


@pytest.fixture
def colleague(person: Callable[[str], Any]) -> dict[str, Any]:
    return {"by": person("coordinator"), "at": LATER}
