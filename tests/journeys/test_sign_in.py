"""Signing in: by keyboard, without scripts, on a small telephone, with a second factor, with the device's own key."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable

from playwright.sync_api import expect

from .visitor import Visitor, password

HOME = re.compile(r"/$")


def code_of(secret: str) -> str:
    """The six digits an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    number = struct.unpack(">I", digest[digest[-1] & 15 :][:4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def test_an_officer_signs_in_and_out_by_keyboard_alone(visitor: Callable[..., Visitor]) -> None:
    window = visitor(width=360)
    window.when_opens("/")
    window.when_presses("Tab")
    assert "Đến nội dung chính" in window.focused()
    window.when_tabs_to("Đăng nhập")
    window.when_presses("Enter")
    window.page.wait_for_url("**/accounts/login/")
    window.when_tabs_to("Tên đăng nhập")
    window.when_types("commune_committee")
    window.when_tabs_to("Mật khẩu")
    window.when_types(password())
    window.when_presses("Enter")
    expect(window.page).to_have_url(HOME)
    window.then_sees("Chào")
    window.when_tabs_to("Mục của tôi")
    window.when_presses("Enter")
    window.when_tabs_to("Đăng xuất")
    window.when_presses("Enter")
    window.then_sees("Dành cho người dân")


def test_an_old_phone_without_scripts_signs_in_and_sees_its_work(visitor: Callable[..., Visitor]) -> None:
    window = visitor(width=360, script=False)
    window.when_signs_in("commune_committee")
    window.then_sees("Chào")
    window.when_opens("/viec/")
    window.then_sees("Danh mục nhiệm vụ")
    window.then_sees("UBND cấp xã")


def test_a_wrong_password_says_what_to_check_and_gives_nothing_away(visitor: Callable[..., Visitor]) -> None:
    said = []
    for name in ("leader", "khong_co_nguoi_nay"):
        window = visitor()
        window.when_opens("/accounts/login/")
        window.when_fills("Tên đăng nhập", name)
        window.page.locator("#id_password").fill("sai-mat-khau")
        window.page.locator("main form button.first").click()
        said.append(window.page.get_by_role("alert").locator("visible=true").inner_text())
        window.then_axe_finds_nothing()
    assert "không đúng" in said[0]
    assert said[0] == said[1]


def test_after_five_wrong_passwords_the_name_rests_and_says_for_how_long(visitor: Callable[..., Visitor]) -> None:
    window = visitor()
    for _ in range(6):
        window.when_opens("/accounts/login/")
        window.when_fills("Tên đăng nhập", "do_mat_khau")
        window.page.locator("#id_password").fill("sai-mat-khau")
        window.page.locator("main form button.first").click()
        window.page.wait_for_load_state()
    window.then_sees("15 phút")
    window.then_axe_finds_nothing()


def test_a_second_factor_is_set_up_and_asked_for(visitor: Callable[..., Visitor]) -> None:
    window = visitor("facility_officer")
    window.when_opens_guarded("/accounts/2fa/totp/activate/")
    window.then_axe_finds_nothing()
    secret = window.page.locator("#authenticator_secret").input_value()
    window.page.get_by_label("Mã 6 số từ ứng dụng").fill(code_of(secret))
    window.page.locator("main form button.first").click()
    window.then_sees("Mã dự phòng")
    again = visitor()
    again.when_opens("/accounts/login/")
    again.when_fills("Tên đăng nhập", "facility_officer")
    again.page.locator("#id_password").fill(password())
    again.page.locator("main form button.first").click()
    again.then_sees("Xác thực hai lớp")
    again.then_axe_finds_nothing()
    again.page.get_by_label("Mã").first.fill("000000")
    again.page.locator("main form button.first").click()
    again.then_sees("Mã không đúng")
    again.page.get_by_label("Mã").first.fill(code_of(secret))
    again.page.locator("main form button.first").click()
    expect(again.page).to_have_url(HOME)
    window.when_opens_guarded("/accounts/2fa/totp/deactivate/")
    window.page.locator("main form button").last.click()
    window.page.wait_for_url("**/accounts/2fa/")


def test_the_key_of_the_device_opens_without_a_password(visitor: Callable[..., Visitor]) -> None:
    window = visitor()
    window.site = window.site.replace("127.0.0.1", "localhost")  # a key belongs to a name, never to a number
    wire = window.context.new_cdp_session(window.page)
    wire.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    window.when_signs_in("health_officer")
    window.when_opens_guarded("/accounts/2fa/webauthn/add/")
    window.page.get_by_label("Tên khóa").fill("Điện thoại của tôi")
    window.page.get_by_label("Đăng nhập bằng khóa này").check()
    window.page.locator("#mfa_webauthn_add").click()
    window.page.wait_for_url(re.compile("/accounts/2fa/(webauthn|recovery-codes)/"), wait_until="load")
    window.page.wait_for_load_state("networkidle")
    window.when_opens("/accounts/2fa/webauthn/")
    window.then_sees("Điện thoại của tôi")
    window.then_axe_finds_nothing()
    window.context.clear_cookies()
    window.when_opens("/accounts/login/")
    window.when_clicks("Dùng khóa của máy này")
    expect(window.page).to_have_url(HOME)
    window.then_sees("Chào")
