"""One line of a directive to its end: line 136 becomes 99 monthly duties and 99 reports, and the reports one paper."""

import io
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from playwright.sync_api import FilePayload, expect
from pypdf import PdfReader

from binhyen.kit.paths import ROOT
from tests.documents.signing import Authority, der, signed_by

from .inside import Inside
from .reporting import when_fills_in, when_signs
from .visitor import Visitor

GIVEN = ROOT.parent / "shared/directives/003-lao-cai-2026.txt"
OURS = """KẾ HOẠCH

I. NHIỆM VỤ

- Theo dõi tiến độ, báo cáo UBND tỉnh chỉ đạo (*UBND cấp xã thực hiện định kỳ hàng tháng*).
"""
WORDS = "báo cáo UBND tỉnh chỉ đạo"
TITLE = "Báo cáo hằng tháng của xã, phường"
READ = 139  # lines; the duty stands in line 136
SIGNER = "Nguyễn Văn An"
CODE = re.compile(r"TH-[2-9A-Z]{4}-[2-9A-Z]{4}")
COMMUNES = 99
SILENT, LATE, RETURNED = "ubnd_xa_02680", "ubnd_xa_02788", "ubnd_xa_02683"
MEETINGS = "tuyen_truyen.nay"
WRITTEN = {
    "Buổi tuyên truyền đã tổ chức": "4", "Lượt người dự": "210",
    "Kết quả nổi bật": "Bốn thôn họp dân, 180 hộ ký cam kết.", "Việc trọng tâm tháng tới": "Họp hai thôn còn lại.",
}  # fmt: skip
TOO_MANY = "Mới có biên bản của 12 buổi: sửa lại, hoặc gửi biên bản các buổi còn lại."


def test_a_line_of_a_directive_becomes_a_paper_of_99_reports(
    visitor: Callable[..., Visitor], inside: Inside, home: Path, tmp_path: Path
) -> None:
    told = inside.happens("plan", plan(tmp_path), WORDS)
    chief = visitor("coordinator")
    when_gives_the_duty(chief, told)
    key = when_asks_for_a_monthly_report(chief)
    (held,) = inside.happens("night", key)["rounds"]
    chief.when_opens(f"/bao-cao/che-do/{key}/")
    chief.then_sees(f"0/{COMMUNES} đã gửi")

    police, chair = visitor("commune_police"), visitor("chair", width=360)
    when_opens_the_report(police)
    when_fills_in(police, WRITTEN)
    when_signs(police)
    police.then_sees("Báo cáo chờ người ký tiếp")

    said = inside.happens("others", held, SILENT, LATE)
    assert said["sent"] == COMMUNES - 2
    when_signs_late(chair)
    when_the_reason_is_accepted(chief, held)
    before = when_a_cell_is_returned(chief, held)
    when_the_cell_is_mended(visitor)
    silent = then_the_whole_says_it_all(chief, held, said["totals"][MEETINGS] + 4 - before + 12)
    with trusted(home) as authority:
        paper = when_it_is_numbered_and_signed(chief, authority, silent)
        then_who_gets_it_may_verify(visitor("next_chair", width=360), paper)


def plan(folder: Path) -> Path:
    """The plan of Lào Cai to the end of what its communes direct; nobody has handed this copy in yet."""
    file = folder / f"ke-hoach-{uuid4().hex[:8]}.txt"
    text = GIVEN.read_text(encoding="utf-8") if GIVEN.exists() else OURS
    begun = "\n".join(text.splitlines()[:READ])
    file.write_text(f"{begun}\n\n{file.stem}\n", encoding="utf-8")
    return file


def when_gives_the_duty(chief: Visitor, told: dict[str, int]) -> None:
    """From the register of duties to the 99 communes, in one act."""
    chief.when_opens("/viec/?state=ACCEPTED&deadline=recurring")
    chief.page.locator("#id_q").fill(WORDS)
    chief.when_presses("Enter")
    chief.page.locator(f"#rows a[href='/viec/{told['duty']}/']").click()
    chief.then_sees(f"dòng {told['line']}")
    chief.then_sees("Hằng tháng")
    chief.then_axe_finds_nothing()
    chief.when_clicks("Giao việc này")
    expect(chief.page.locator("main [name=duty]:checked")).to_have_count(1)
    chief.when_clicks("Giao các việc đã chọn")
    chief.then_sees(f"Đã giao 1 việc ({COMMUNES} bản cho các cơ quan trong nhóm)")

    chief.when_opens("/cong-viec/nhom/")
    row = chief.page.locator("main tbody tr").first
    expect(row).to_contain_text(f"0/{COMMUNES}")
    row.locator("th a").click()
    chief.then_sees(f"{COMMUNES} cơ quan, mỗi cơ quan một bản")


def when_asks_for_a_monthly_report(chief: Visitor) -> str:
    """The given work is shown by a report: who owes it, of which days, by when, on which form. Answers its key."""
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    until, due, following = days_of(today)
    chief.when_clicks("Đặt chế độ báo cáo")
    chief.then_sees("Báo cáo gửi đi tự thành minh chứng của việc này.")
    chief.when_fills("Tên báo cáo", TITLE)
    chief.when_fills("Đơn vị phải báo cáo", "UBND cấp xã")
    chief.when_fills("Nơi nhận", "UBND tỉnh")
    chief.page.get_by_label("Số liệu của những ngày nào").select_option(label="Đến một ngày khác trong tháng")
    chief.when_fills("Ngày chốt khác", str(until))
    chief.when_fills("Gửi trước ngày", str(due))
    if following:
        chief.page.get_by_label("… của tháng sau tháng cuối kỳ").check()
    chief.page.get_by_label("Mẫu báo cáo").select_option(label="Báo cáo tháng")
    chief.when_fills("Từ ngày", f"{today - timedelta(days=8):%d/%m/%Y}")
    chief.when_fills("Văn bản giao", "Kế hoạch của UBND tỉnh, mục 1.2")
    chief.when_clicks("Đặt")
    chief.then_sees("Đã đặt chế độ báo cáo")
    chief.then_axe_finds_nothing()
    return chief.page.url.rstrip("/").rsplit("/", 1)[1]


def days_of(today: date) -> tuple[int, int, bool]:
    """The day figures count until, the one reports are due before, and whether that one lies in the next month."""
    return (today.day - 1, today.day + 2, False) if 2 <= today.day <= 26 else (25, 5, True)


def when_opens_the_report(window: Visitor, words: str = "") -> None:
    window.when_opens("/bao-cao/")
    window.page.locator("#h-open + ul li", has_text=TITLE).last.get_by_role("link").first.click()
    expect(window.page.locator("h1")).to_contain_text(TITLE)


def when_signs_late(chair: Visitor) -> None:
    chair.when_opens("/")
    chair.when_clicks(TITLE)
    chair.then_sees("Chủ tịch Ủy ban nhân dân cấp xã")
    expect(chair.page.locator(".page-head .chip.late")).to_contain_text("quá hạn")
    chair.then_nothing_sticks_out()
    chair.then_axe_finds_nothing()
    when_signs(chair)
    chair.then_sees("Đã ký và gửi báo cáo.")


def when_the_reason_is_accepted(chief: Visitor, held: int) -> None:
    when_finds(chief, held, "Bản Lầu")
    chief.when_clicks("Xử lý")
    chief.page.get_by_label("Chấp nhận lý do chậm").check()
    chief.when_clicks("Ghi")
    chief.then_sees("Hãy nêu lý do chậm được chấp nhận.")
    chief.page.get_by_label("Chấp nhận lý do chậm").check()
    chief.when_fills("Lý do, điều phải sửa", "Chủ tịch đi họp ở tỉnh; đã báo trước.")
    chief.when_clicks("Ghi")
    chief.then_sees("Đã ghi.")


def when_a_cell_is_returned(chief: Visitor, held: int) -> int:
    """The number that stood there."""
    when_finds(chief, held, "Bát Xát")
    row = chief.page.locator("tbody", has_text="Buổi tuyên truyền đã tổ chức").last
    before = int(row.locator("td.figure").first.inner_text())
    row.locator("summary").first.click()
    row.get_by_label("Góp ý để sửa").fill(TOO_MANY)
    row.get_by_role("button", name="Góp ý").click()
    chief.then_sees("1 góp ý chưa xong.")
    chief.when_clicks("Xử lý")
    chief.page.get_by_label("Trả lại để sửa").check()
    chief.when_clicks("Ghi")
    chief.then_sees("Trả lại để sửa")
    return before


def when_the_cell_is_mended(visitor: Callable[..., Visitor]) -> None:
    police, chair = visitor("next_commune"), visitor("next_chair", width=360)
    police.when_opens("/bao-cao/")
    police.page.locator("#h-open + ul li", has_text=TITLE).last.get_by_role("link", name="Sửa theo góp ý").click()
    police.then_sees(TOO_MANY)
    when_fills_in(police, {"Buổi tuyên truyền đã tổ chức": "12"})
    police.when_clicks("Đã xong")
    when_signs(police)
    chair.when_opens("/")
    chair.when_clicks(TITLE)
    when_signs(chair)
    chair.then_sees("Đã ký và gửi báo cáo.")
    chair.when_clicks("Bản 2 đã gửi, chữ ký và mã")
    chair.then_sees("Khác bản trước")
    expect(chair.page.locator("#h-changes ~ ul")).to_contain_text("→ 12")


def when_finds(chief: Visitor, held: int, unit: str) -> None:
    chief.when_opens(f"/bao-cao/ky/{held}/theo-doi/")
    chief.page.locator("#board tbody a", has_text=unit).click()
    chief.page.wait_for_load_state("load")


def then_the_whole_says_it_all(chief: Visitor, held: int, meetings: int) -> str:
    """Put together, read and looked at as PDF; answers who is missing."""
    chief.when_opens(f"/bao-cao/ky/{held}/theo-doi/")
    expect(chief.page.locator("#board")).to_contain_text(f"{COMMUNES - 1}/{COMMUNES}")
    chief.page.locator("#board .chips a", has_text="Chưa mở: 1").click()
    silent = chief.page.locator("#board tbody th a").inner_text()
    chief.page.get_by_role("link", name="Tổng hợp", exact=True).last.click()
    chief.when_clicks(f"Tổng hợp {COMMUNES - 1} báo cáo đã gửi")
    expect(chief.page.locator("h1")).to_contain_text("Bản tổng hợp")
    chief.then_sees("1 đơn vị gửi muộn có lý do được chấp nhận")
    chief.then_sees(silent)
    row = chief.page.locator("tr", has_text="Buổi tuyên truyền đã tổ chức")
    expect(row.locator("td").first).to_contain_text(str(meetings))
    chief.then_axe_finds_nothing()

    words = text_of(taken(chief, "PDF"))
    assert silent in words
    assert f"{COMMUNES - 1}/{COMMUNES} đơn vị đã gửi" in words
    assert str(meetings) in words
    return silent


@contextmanager
def trusted(home: Path) -> Iterator[Authority]:
    """An authority of certificates whose root the province has installed."""
    authority = Authority()
    root = home / "trust" / "goc-cua-hanh-trinh.cer"
    root.parent.mkdir(exist_ok=True)
    root.write_bytes(der(authority.root))
    yield authority
    root.unlink()


def when_it_is_numbered_and_signed(chief: Visitor, authority: Authority, silent: str) -> bytes:
    """Handed over, numbered, signed with a certificate, sent; answers the signed paper."""
    chief.when_clicks("Lập văn bản để ký")
    chief.when_fills("Họ tên người ký", SIGNER)
    chief.when_clicks("Lập dự thảo")
    chief.then_sees("Đã lập dự thảo.")
    chief.when_clicks("Cấp số")
    chief.then_sees("Đã cấp số.")
    to_sign = taken(chief, "Tải tệp trình ký")
    assert silent in text_of(to_sign)
    with ThreadPoolExecutor(1) as elsewhere:  # signing runs a loop of its own, as the browser does here
        signed = elsewhere.submit(signed_by, authority.signer(SIGNER), to_sign).result()
    for content, words in ((to_sign, "Tệp chưa có chữ ký số nào."), (signed, "Đã nhận văn bản đã ký.")):
        chief.page.get_by_label("Tệp PDF đã ký").set_input_files(pdf(content))
        chief.when_clicks("Gửi tệp đã ký")
        chief.then_sees(words)
    chief.then_sees("dẫn tới gốc tin cậy đã cài")
    chief.when_fills("Gửi bằng cách nào", "Trục liên thông văn bản")
    chief.when_clicks("Ghi phát hành")
    chief.then_sees("Đã ghi phát hành.")
    chief.then_axe_finds_nothing()
    assert taken(chief, "Tải bản đã ký") == signed
    return signed


def then_who_gets_it_may_verify(reader: Visitor, paper: bytes) -> None:
    """The signatures of the paper, and the code the paper bears."""
    reader.when_opens("/cong-van/kiem-chu-ky/")
    reader.page.get_by_label("Tệp").set_input_files(pdf(paper))
    reader.when_clicks("Kiểm tra")
    reader.then_sees("Nội dung không bị sửa từ lúc ký.")
    reader.then_sees(SIGNER)
    reader.then_nothing_sticks_out()
    code = CODE.search(text_of(paper))
    assert code
    reader.when_opens("/bao-cao/ma/")
    reader.when_fills("Mã in trên báo cáo", code.group())
    reader.when_clicks("Tìm")
    reader.when_clicks("Đối chiếu ngay")
    reader.then_sees("Còn nguyên")


def pdf(content: bytes) -> FilePayload:
    return {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": content}


def taken(window: Visitor, link: str) -> bytes:
    """What a link of these words brings."""
    address = window.page.get_by_role("link", name=link).first.get_attribute("href")
    answer = window.page.request.get(f"{window.site}{address}")
    assert answer.ok
    return answer.body()


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)
