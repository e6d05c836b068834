"""An officer on a telephone shows two photos over a bad line: nothing stands half written, nothing stands twice."""

import io
import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from PIL import ExifTags, Image
from playwright.sync_api import Browser, Route, expect

from binhyen.kit.calendar import vietnam
from binhyen.kit.paths import ROOT

from .line import BadLine
from .visitor import Visitor

GPS = {1: "N", 2: (22.0, 30.0, 0.0), 3: "E", 4: (103.0, 57.0, 36.0)}
NONE = "Chưa có minh chứng nào."
SCRIPT = ROOT / "src/binhyen/operations/work/static/work/show.js"
FORM = """<!doctype html><html lang="vi"><script src="/show.js" defer></script><form method="post" data-sending="/task">
<input type="hidden" name="csrfmiddlewaretoken" value="{token}"><select name="kind"><option>PHOTO</select>
<textarea name="note"></textarea><input type="file" name="file" multiple><button class="first">Nộp</button>
<div data-said hidden><span data-words></span><progress max="1" value="0"></progress></div></form>"""


def test_two_photos_over_a_bad_line_stand_once_each_and_another_body_confirms(
    visitor: Callable[..., Visitor], site: str, tmp_path: Path
) -> None:
    title = f"Treo pa nô ở trung tâm xã, đợt {uuid4().hex[:4]}"
    chief = visitor("coordinator")
    task = when_gives(chief, title)

    officer, line = visitor("commune_committee", width=360), BadLine(site)
    officer.site = line.address
    officer.when_opens("/")
    officer.when_clicks("Việc mới, chưa mở")
    officer.when_clicks(title)
    officer.then_sees(NONE)
    officer.then_nothing_sticks_out()
    officer.then_axe_finds_nothing()

    photos = [photo(tmp_path, "cong-uy-ban.jpg"), photo(tmp_path, "nga-ba-cho.jpg")]
    when_chooses(officer, photos)
    first, second = (file.stat().st_size for file in photos)
    with line.breaking_after(first + second // 2):
        officer.page.get_by_role("button", name="Nộp").click()
        officer.then_sees("Mạng bị ngắt, chưa gửi xong. Đã nhận 1 trên 2 tệp.")
    then_stands(visitor, task, 1)
    officer.then_axe_finds_nothing()
    with line.losing_answers():
        officer.when_clicks("Gửi lại")
        officer.then_sees("Đang gửi 2 trên 2")
        officer.then_sees("Mạng bị ngắt, chưa gửi xong. Đã nhận 1 trên 2 tệp.")
    officer.when_clicks("Gửi lại")
    officer.then_sees("Đã nộp minh chứng.")
    assert line.broke >= len(photos)

    shown = officer.page.locator("#h-proof ~ ul > li")
    expect(shown).to_have_count(2)
    officer.then_sees_not("giống ảnh đã nộp")
    officer.then_axe_finds_nothing()
    for address in shown.get_by_role("link", name=re.compile("jpg")).evaluate_all("all => all.map(e => e.href)"):
        then_a_stored_photo_says_nothing_of_where(officer, address)
    officer.when_clicks("Báo xong")
    officer.then_sees("Đã báo xong.")

    chief.when_opens("/cong-viec/xac-nhan/")
    chief.when_clicks(title)
    chief.then_sees("UBND xã Bản Lầu báo xong, chờ anh/chị xác nhận")
    chief.when_clicks("Xác nhận đã làm")
    chief.then_sees("Đã xác nhận")
    chief.then_no_script_failed()
    officer.when_opens(task)
    officer.then_sees("Đã xác nhận")
    line.close()


def test_a_photo_chosen_before_the_session_ended_is_sent_with_the_token_of_the_new_one(
    browser: Browser, tmp_path: Path
) -> None:
    """The script against answers as the server gives them: nobody is signed in, then somebody with another token."""
    now = {"token": "first", "signed_in": True}
    took: list[bool] = []

    def answer(route: Route) -> None:
        page = FORM.format(token=now["token"]) if now["signed_in"] else "<form>Đăng nhập</form>"
        sent = route.request.post_data_buffer or b""
        if route.request.url.endswith("/show.js"):
            route.fulfill(path=SCRIPT, content_type="text/javascript; charset=utf-8")
        elif route.request.method == "GET" or not now["signed_in"]:
            route.fulfill(body=page, content_type="text/html; charset=utf-8")
        else:
            took.append(f"\r\n{now['token']}\r\n".encode() in sent and b"cong.jpg" in sent)
            route.fulfill(json={"to": "/task"}) if took[-1] else route.fulfill(status=403, body="")

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto("http://province.test/show")
    page.set_input_files("[name=file]", photo(tmp_path, "cong.jpg"))
    now["signed_in"] = False
    page.get_by_role("button", name="Nộp").click()
    expect(page.get_by_text("Có thể phiên đăng nhập đã hết")).to_be_visible()
    now.update(token="second", signed_in=True)
    page.get_by_role("button", name="Gửi lại").click()
    page.wait_for_url("**/task")
    assert took == [True]
    page.close()


def when_gives(chief: Visitor, title: str) -> str:
    """A task by hand, shown by photos. Answers its address."""
    due = vietnam().next_working_day(datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date() + timedelta(days=7))
    chief.when_opens("/cong-viec/giao/")
    chief.when_fills("Tên việc", title)
    chief.when_fills("Việc phải làm", "Treo pa nô ở hai nơi đông người qua lại, chụp ảnh từng nơi.")
    chief.when_fills("Chủ trì", "UBND xã Bản Lầu")
    chief.when_fills("Kết quả phải có", "Hai pa nô đã treo")
    chief.page.get_by_label("Ảnh", exact=True).check()
    chief.when_fills("Thời hạn", f"{due:%d/%m/%Y}")
    chief.when_clicks("Giao việc")
    chief.then_sees("Đã giao việc.")
    chief.then_axe_finds_nothing()
    return chief.page.url.removeprefix(chief.site)


def photo(folder: Path, name: str) -> Path:
    """A photo as a telephone takes it, with where it was taken; like no other."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Điện thoại"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(GPS)
    coarse = Image.frombytes("L", (9, 7), os.urandom(63)).resize((900, 700), Image.Resampling.NEAREST)
    drawn = Image.blend(coarse, Image.effect_noise((900, 700), 90), 0.3).convert("RGB")
    file = folder / name
    drawn.save(file, "JPEG", quality=90, exif=exif)
    return file


def when_chooses(officer: Visitor, photos: list[Path]) -> None:
    officer.page.get_by_role("link", name="Nộp minh chứng").first.click()
    officer.page.get_by_label("Loại minh chứng").select_option(label="Ảnh")
    officer.when_fills("Nội dung", "Pa nô trước cổng UBND xã và ở ngã ba chợ")
    officer.page.get_by_label("Tệp hoặc ảnh").set_input_files(photos)
    officer.then_nothing_sticks_out()


def then_stands(visitor: Callable[..., Visitor], task: str, count: int) -> None:
    """What others see of it meanwhile."""
    colleague = visitor("commune_committee")
    colleague.when_opens(task)
    expect(colleague.page.locator("#h-proof ~ ul > li")).to_have_count(count)
    colleague.close()


def then_a_stored_photo_says_nothing_of_where(officer: Visitor, address: str) -> None:
    answer = officer.page.request.get(address)
    assert answer.ok
    with Image.open(io.BytesIO(answer.body())) as stored:
        assert stored.format == "JPEG"
        assert not dict(stored.getexif())
        assert not stored.getexif().get_ifd(ExifTags.IFD.GPSInfo)
