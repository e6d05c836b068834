"""A document another part of the product hands over: its words, tables and annex are laid out, numbered and frozen."""

import io
from datetime import UTC, date, datetime

import docx
import pypdfium2
import pytest

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.files import storage
from binhyen.kit.vietnamese.text import search_key
from binhyen.registers.documents.actions import DocumentRefused, outgoing
from binhyen.registers.documents.actions.handing import Handed, draft_from
from binhyen.registers.documents.laying import word_of
from binhyen.registers.documents.queries.outgoing import begun, posts_for, sign_for
from binhyen.registers.documents.rules import lines
from binhyen.registers.documents.rules.lines import rows_in
from binhyen.registers.organisations.models import Body
from binhyen.registers.territories.actions import load_codes
from binhyen.registers.territories.imports import read_codes

AT, TODAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC), date(2026, 11, 23)
TEXT = "\n".join(
    [
        lines.part("Số liệu"), lines.point("Người được quản lý"),
        *lines.table(["TT", "Nội dung", "Số"], [["Trong kỳ"], ["1", "Giảm {mạnh} | rõ", "1.987"]]),
        lines.dash("Bản Lầu: 3 người"), lines.annex("Số liệu theo đơn vị"),
        *lines.table(["TT", *(f"Chỉ tiêu dài thứ {at}" for at in range(12))], [["1", *map(str, range(12))]]),
    ]
)  # fmt: skip


def body(key, name, **more):
    given = {"level": "COMMUNE", "block": "COMMITTEE", "area_code": "02788", "sort_key": b"", "initials": ""}
    return Body.objects.create(key=key, name=name, search_key=search_key(name), **(given | more))


def handed(**more):
    given = {
        "kind": "BÁO CÁO", "abstract": "Kết quả tuần 47", "text": TEXT, "recipients": ("UBND tỉnh", "Lưu: VT"),
        "origin": "Bản tổng hợp TH-1", "origin_url": "/bao-cao/tong-hop/TH-1/",
    }  # fmt: skip
    return Handed(**(given | more))


def test_what_is_handed_over_is_numbered_signed_and_frozen_as_any_other(committee, person, as_):
    who = person("commune_committee")
    scope = scope_of(user=who, on=TODAY)
    with pytest.raises(outgoing.NotYours):
        draft_from(
            scope=scope_of(user=person("next_commune"), on=TODAY), issuer=committee, handed=handed(), by=who, at=AT
        )
    with pytest.raises(DocumentRefused, match="không phải loại văn bản"):
        draft_from(scope=scope, issuer=committee, handed=handed(kind="GIẤY"), by=who, at=AT)

    row = draft_from(scope=scope, issuer=committee, handed=handed(), by=who, at=AT)
    assert rows_in(row.text)[:3] == [("TT", "Nội dung", "Số"), ("Trong kỳ",), ("1", "Giảm (mạnh) / rõ", "1.987")]
    step = {"scope": scope, "outgoing_id": row.pk, "by": who, "at": AT}
    number = step | {"day": TODAY, "today": TODAY, "kept": None}
    with pytest.raises(DocumentRefused, match="địa danh, họ tên người ký"):  # nobody has said who signs
        outgoing.number(**number, seen=1)
    page = as_("commune_committee").get(f"/cong-van/du-thao/{row.pk}/").content.decode()
    assert 'href="/bao-cao/tong-hop/TH-1/">Bản tổng hợp TH-1' in page
    words = outgoing.words_of(row)
    said = {name: getattr(words, name) for name in words.__dataclass_fields__} | {"place": "Bản Lầu", "signer": "An"}
    row = outgoing.change(**step, words=type(words)(**said), seen=1)
    row = outgoing.number(**number, seen=row.saved)

    table = docx.Document(io.BytesIO(word_of(row))).tables[1]
    assert [[cell.text for cell in line.cells] for line in table.rows][1] == ["Trong kỳ"] * 3  # one cell over all three
    pdf = pypdfium2.PdfDocument(storage.place(row.to_sign.sha256).read_bytes())
    assert [page.get_width() < page.get_height() for page in pdf] == [True, False]  # the wide annex lies across
    printed = pdf[0].get_textpage().get_text_bounded() + pdf[1].get_textpage().get_text_bounded()
    for words in ("Số: 01/BC-UBND", "TM. ỦY BAN NHÂN DÂN", "1.987", "Báo cáo số 01/BC-UBND ngày 23 tháng 11 năm 2026"):
        assert words in printed


@pytest.mark.parametrize(
    ("name", "head", "sign"),
    [
        ("Công an xã Bản Lầu", "Trưởng Công an xã", "CAX"), ("Công an phường Sa Pa", "Trưởng Công an phường", "CAP"),
        ("Công an đặc khu Phú Quốc", "Trưởng Công an đặc khu", ""),
    ],
)  # fmt: skip
def test_a_commune_s_police_are_called_after_the_kind_of_their_commune(db, name, head, sign):
    police = body("ca", name, block="POLICE", area_code="")

    assert (posts_for(police).head, sign_for(police)) == (head, sign)


def test_what_is_known_of_an_issuer_is_filled_in_and_nothing_is_invented(committee):
    load_codes(tables=read_codes(provinces=("15",)), by=None, at=AT)
    above = body("ubnd_tinh", "UBND tỉnh", level="PROVINCE", area_code="15")
    committee.parent = above
    known, province = begun(issuer=committee), begun(issuer=above)
    assert (known.issuer_name, known.sign, known.place) == ("Ủy ban nhân dân\nxã Bản Lầu", "UBND", "Bản Lầu")
    assert (known.head_post, known.parent_name) == ("Chủ tịch", "")  # a committee names nobody above it
    assert (province.issuer_name, province.place) == ("Ủy ban nhân dân\ntỉnh Lào Cai", "Lào Cai")
    clinic = body("tram", "Trạm Y tế", block="HEALTH", parent=above)
    assert begun(issuer=clinic).parent_name == "Ủy ban nhân dân tỉnh Lào Cai"
    police = begun(issuer=body("ca_xa", "Công an xã Bản Lầu", block="POLICE"))
    assert (police.parent_name, police.sign, police.head_post) == ("Công an tỉnh Lào Cai", "CAX", "Trưởng Công an xã")

    other = begun(issuer=body("x", "Hội A", block="OTHER", level="PROVINCE", area_code=""))
    assert (other.sign, other.head_post, other.place, other.parent_name) == ("", "", "", "")
