"""A consolidated report becomes a document: handed over, looked at, numbered, signed, its code checked."""

import io
from datetime import datetime

import pypdfium2
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from binhyen.config.verifying import verify
from binhyen.foundation.accounts.models import Appointment
from binhyen.foundation.files import storage
from binhyen.kit.official_lint import lint
from binhyen.monitoring.reporting.actions import consolidating
from binhyen.monitoring.reporting.models import HandedOver
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.registers.documents.models import Outgoing
from binhyen.registers.territories.models import Province
from tests.documents.signing import Authority, signed_by

GIVEN = {"issuer": "ca_tinh", "capacity": "DEPUTY", "signer": "Trần Văn Minh"}


@pytest.fixture
def together(sent, person):
    Province.objects.create(
        code="15", name="Lào Cai", full_name="Tỉnh Lào Cai", kind="tỉnh", search_key="tinh lao cai", sort_key=b"",
        valid_from="2025-07-01", source="thử",
    )  # fmt: skip
    sent.blocks.filter(code="noi_bat").update(text="x")
    return consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT)


def test_only_who_receives_reports_hands_over_and_only_for_the_own_body(together, as_, person, bodies):
    address = reverse("reporting:consolidated-paper", args=[together.code])
    for name in ("commune_police", "leader", "auditor", "health_department"):
        assert as_(name).post(address, GIVEN).status_code in {403, 404}, name
    other = as_("coordinator").post(address, GIVEN | {"issuer": "ubnd_tinh"})
    assert other.status_code == 422
    without_post = as_("coordinator").post(address, GIVEN | {"capacity": "BY_ORDER"})
    assert "ghi chức vụ của người ký" in without_post.content.decode()
    Appointment.objects.filter(user=person("officer")).update(body_key="")
    assert "chưa thuộc cơ quan nào" in as_("officer").get(address).content.decode()
    assert not Outgoing.objects.exists()


def test_the_consolidated_report_is_looked_at_numbered_signed_and_verified(together, as_, settings, tmp_path):
    settings.TRUST_ROOTS = tmp_path
    authority = Authority()
    (tmp_path / "root.pem").write_bytes(authority.root.public_bytes(serialization.Encoding.PEM))
    browser = as_("coordinator")
    page = reverse("reporting:consolidated", args=[together.code])
    assert browser.get(reverse("reporting:consolidated-file", args=[together.code, "pdf"])).content.startswith(b"%PDF")

    made = browser.post(reverse("reporting:consolidated-paper", args=[together.code]), GIVEN)
    row = Outgoing.objects.get()
    home = reverse("documents:outgoing", args=[row.pk])
    assert made.url == home
    shown = browser.get(home).content.decode()
    assert together.code in shown
    assert browser.get(f"{home}trang-1.png").content.startswith(b"\x89PNG")
    assert lint(browser.get(f"{home}van-ban.docx").content).findings == (), "it stands in the layout of the decree"
    day = datetime.now().astimezone().strftime("%d/%m/%Y")
    assert browser.post(f"{home}cap-so/", {"day": day, "kept": "", "seen": row.saved}).status_code == 302
    row.refresh_from_db()
    ready = storage.place(row.to_sign.sha256).read_bytes()
    printed = "".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(ready))
    for words in ("BỘ CÔNG AN", "CÔNG AN TỈNH LÀO CAI", "01/BC-CAT", "KT. GIÁM ĐỐC", "Trần Văn Minh", together.code):
        assert words in printed, words
    assert "Có 1/3 đơn vị đã gửi" in printed
    assert "120" in printed

    signed = SimpleUploadedFile("a.pdf", signed_by(authority.signer("Trần Văn Minh"), ready))
    assert browser.post(f"{home}da-ky/", {"file": signed}).status_code == 302
    assert "dẫn tới gốc tin cậy đã cài" in browser.get(home).content.decode()
    back = browser.get(page).content.decode()
    assert "Đã ký" in back
    assert "đã được sửa khác" not in back


def test_a_number_changed_in_the_draft_is_told_beside_what_it_came_from(together, as_):
    as_("coordinator").post(reverse("reporting:consolidated-paper", args=[together.code]), GIVEN)
    row = Outgoing.objects.get()
    page = reverse("reporting:consolidated", args=[together.code])
    Outgoing.objects.update(text=row.text.replace("Tình hình gửi", "Việc gửi"))
    assert "đã được sửa khác" not in as_("leader").get(page).content.decode(), "words may be mended"
    Outgoing.objects.update(text=row.text.replace("| 120 |", "| 125 |"))
    assert row.text != Outgoing.objects.get().text
    assert "đã được sửa khác" in as_("leader").get(page).content.decode()
    assert HandedOver.objects.get().consolidation == together


def test_the_code_of_what_was_put_together_is_checked_by_anybody_and_a_moved_number_is_found(together, as_):
    def asked():
        answer = as_("stranger").post(reverse("reporting:check"), {"ma": together.code.lower().replace("-", " ")})
        return answer.content.decode()

    assert "Còn nguyên như lúc tổng hợp" in asked()
    told = CliRunner().invoke(verify, [together.code])
    assert (told.exit_code, "Còn nguyên" in told.output) == (0, True)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        moved = "content = jsonb_set(content, '{totals,luot_nghe.nay,0}', '\"9\"')"
        cursor.execute(f"UPDATE reporting_consolidation SET {moved}")  # noqa: S608
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    assert "Không khớp" in asked()
    assert CliRunner().invoke(verify, [together.code]).exit_code == 2


def test_the_letterhead_of_a_unit_names_what_stands_above_it(sent, bodies, as_):
    bodies["ca_tinh"].refresh_from_db()
    paper = as_("officer").get(reverse("reporting:pdf", args=[sent.pk]))
    printed = "".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(io.BytesIO(paper.content)))
    assert "BC-UBND" in printed
    assert "ỦY BAN NHÂN DÂN" in printed
