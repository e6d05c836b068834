"""Every refusal says what is wrong and what to do, in Vietnamese, and gives nothing away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from binhyen.portal import middleware

pytestmark = pytest.mark.django_db


def test_an_address_that_leads_nowhere() -> None:
    answer = Client().get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in answer.content.decode()


def test_a_reader_without_the_role_is_told_which_role_is_held(as_: Callable[[str], Client]) -> None:
    answer = as_("commune_police").get("/nhat-ky/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "không được mở mục này" in page
    assert "Công an xã" in page


def test_a_form_from_a_stale_page_is_refused_with_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/giao-dien/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "Trang này mở đã lâu" in answer.content.decode()


def test_a_form_address_opened_directly_says_so() -> None:
    answer = Client().get("/giao-dien/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "không mở trực tiếp được" in answer.content.decode()


@pytest.mark.parametrize(
    ("status", "words"), [(413, "quá lớn"), (429, "quá nhiều lần"), (405, "không mở trực tiếp được")]
)
def test_a_wordless_refusal_gets_words(rf: RequestFactory, status: int, words: str) -> None:
    answer = middleware.refusal_middleware(lambda request: HttpResponse(status=status))(rf.get("/"))
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_a_refusal_that_has_words_keeps_them(rf: RequestFactory) -> None:
    answer = middleware.refusal_middleware(lambda request: HttpResponse("{}", status=429))(rf.get("/"))
    assert answer.content == b"{}"


def test_the_allowed_methods_stay_named(rf: RequestFactory) -> None:
    answer = middleware.refusal_middleware(lambda request: HttpResponseNotAllowed(["POST"]))(rf.get("/"))
    assert answer.headers["Allow"] == "POST"


def test_a_body_beyond_the_limit_is_told_so(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = Client().post("/giao-dien/", {"theme": "d" * 200})
    assert answer.status_code == 413
    assert "quá lớn" in answer.content.decode()


def test_a_broken_request_is_told_so(rf: RequestFactory) -> None:
    answer = middleware.too_large(rf.get("/"), SuspiciousOperation())
    assert answer.status_code == 400
    assert "không hiểu yêu cầu" in answer.content.decode()


def test_the_page_of_a_failed_server_needs_nothing() -> None:
    page = render_to_string("500.html")
    assert "Máy chủ gặp lỗi" in page
    assert "đã lưu trước đó vẫn còn" in page


def test_a_locked_sign_in_says_for_how_long_and_whom_to_tell() -> None:
    client = Client()
    for _ in range(5):
        answer = client.post("/accounts/login/", {"login": "ai_do", "password": "sai"})
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "15 phút" in page
    assert "quản trị hệ thống" in page
