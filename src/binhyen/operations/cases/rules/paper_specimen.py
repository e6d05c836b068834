"""An invented person, for looking at a template before any real one is printed from it."""

from datetime import date

from binhyen.operations.cases.values import FactKind, State

from .paper_values import PaperCase, PaperFact, PaperPerson, PaperPlace

_HERE = PaperPlace(kind="xã", name="Ví Dụ", province="tỉnh Lào Cai")
_THERE = PaperPlace(kind="phường", name="Mẫu", province="tỉnh Lào Cai")
CASE = PaperCase(
    person=PaperPerson(
        full_name="Nguyễn Văn Ví Dụ",
        sex="Nam",
        birth="12/03/1990",
        birth_on=date(1990, 3, 12),
        origin="xã Ví Dụ, tỉnh Lào Cai",
        residence="thôn Một, xã Ví Dụ, tỉnh Lào Cai",
        abode="thôn Một, xã Ví Dụ, tỉnh Lào Cai",
        ethnicity="Mông",
        job="làm ruộng",
        father="Nguyễn Văn Cha",
        mother="Trần Thị Mẹ",
    ),
    place=_HERE,
    owner=_HERE,
    receiver=_THERE,
    sender=_HERE,
    state=State.MANAGED,
    file_number="VD-0001",
    ends_on=date(2027, 8, 3),
    facts=(
        PaperFact(
            id=1, kind=FactKind.TEST, on=date(2026, 8, 2), data={"result": "POSITIVE", "substance": "AMPHETAMINE"},
            number="05/PKQ", body="Trạm y tế xã Ví Dụ",
        ),
        PaperFact(
            id=2, kind=FactKind.MANAGEMENT_DECIDED, on=date(2026, 8, 3), data={}, authority="HEAD_COMMUNE_POLICE",
            number="12/QĐ-CAX", document_on=date(2026, 8, 3),
        ),
        PaperFact(id=3, kind=FactKind.MOVED_OUT, on=date(2026, 11, 1), data={}),
    ),
    helpers=(("Lù Thị D.", "Hội Phụ nữ thôn", True), ("Thào A P.", "Trưởng thôn", False)),
)  # fmt: skip
