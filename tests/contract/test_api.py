"""The JSON API: who may not, what it promises, and that no input breaks it."""

import json

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from binhyen.config.checks import API_DESCRIPTION, described
from binhyen.operations.directives.models import Duty

API = "/api/v1"
NO_SERVER_ERROR = [schemathesis.checks.not_a_server_error]


def send(client, method, path, body=None):
    options = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    return getattr(client, method)(API + path, **options)


def operations():
    for path, methods in json.loads(described())["paths"].items():
        for method in methods:
            yield method, path.removeprefix(API).replace("{pk}", "1").replace("{key}", "ca_tinh")


@pytest.mark.parametrize(("method", "path"), list(operations()), ids=lambda v: v)
def test_nobody_gets_an_answer_without_signing_in(db, client, method, path):
    answer = send(client, method, path, {} if method != "get" else None)

    assert answer.status_code == 401
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_stranger_sees_an_empty_register(register, as_):
    assert send(as_("stranger"), "get", "/duties").json() == {"count": 0, "items": []}


def test_what_a_reader_may_not_see_does_not_exist_for_her(register, as_):
    hidden = register["Tuần tra biên giới"]

    assert send(as_("health_department"), "get", f"/duties/{hidden.pk}").status_code == 404
    assert send(as_("officer"), "get", f"/duties/{hidden.pk}").status_code == 200


def test_who_sees_a_duty_may_not_therefore_accept_it(register, as_):
    seen = register["Xét nghiệm người nghi nghiện"]

    answer = send(as_("health_department"), "post", f"/duties/{seen.pk}/accept", {"version": 1})

    assert answer.status_code == 403
    assert answer.json()["detail"]


def test_an_officer_corrects_a_duty_in_vietnamese_words(register, as_):
    duty = register["Thống kê cơ sở kinh doanh"]
    body = {
        "version": 1, "kind": "task", "title": duty.title, "text": duty.text, "deadline": "trước ngày 15/12/2026",
        "leads": [{"name": "Công an tỉnh", "key": "ca_tinh"}],
    }  # fmt: skip

    answer = send(as_("officer"), "put", f"/duties/{duty.pk}", body)

    assert answer.status_code == 200, answer.json()
    assert answer.json()["deadline"]["due_on"] == "2026-12-15"
    assert answer.json()["leads"][0]["key"] == "ca_tinh"
    assert answer.json()["state"] == "ACCEPTED"


def test_a_stale_correction_is_refused_with_409_and_nothing_changes(register, as_):
    duty = register["Thống kê cơ sở kinh doanh"]
    Duty.objects.filter(pk=duty.pk).update(version=7)

    answer = send(as_("officer"), "post", f"/duties/{duty.pk}/accept", {"version": 1})

    assert answer.status_code == 409
    assert Duty.objects.get(pk=duty.pk).state == "PROPOSED"


def test_words_that_speak_of_no_time_are_refused(register, as_):
    duty = register["Thống kê cơ sở kinh doanh"]
    body = {"version": 1, "kind": "task", "title": "a", "text": "b", "deadline": "quả dưa hấu"}

    assert send(as_("officer"), "put", f"/duties/{duty.pk}", body).status_code == 422


def test_pasted_text_is_read_and_not_stored(register, as_):
    text = "KẾ HOẠCH\nII. NHIỆM VỤ\n1. Sở Y tế chủ trì, phối hợp Công an tỉnh tổ chức tập huấn trước ngày 15/3/2026.\n"

    answer = send(as_("officer"), "post", "/read", {"text": text, "issued": "2026-01-05"})

    assert answer.status_code == 200
    assert [duty["lead"] for duty in answer.json()] == [["Sở Y tế"]]
    assert Duty.objects.count() == 6


def test_the_committed_description_is_that_of_the_code():
    assert API_DESCRIPTION.read_text(encoding="utf-8") == described()


class App(WSGIHandler):
    """The application as served, without the token of forms: what is tested is what inputs do behind that guard."""

    def get_response(self, request):
        request._dont_enforce_csrf_checks = True
        return super().get_response(request)


SCHEMA = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", App())


@pytest.fixture
def one_connection():
    """A request ends without closing the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@SCHEMA.parametrize()
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_input_makes_a_server_error(case, register, as_, one_connection):
    session = as_("coordinator").cookies["sessionid"].value

    case.call_and_validate(headers={"Cookie": f"sessionid={session}", "Host": "testserver"}, checks=NO_SERVER_ERROR)


def test_a_form_token_is_asked_of_a_browser_that_writes(register, as_):
    duty = register["Thống kê cơ sở kinh doanh"]

    answer = send(as_("officer", enforce_csrf_checks=True), "post", f"/duties/{duty.pk}/accept", {"version": 1})

    assert answer.status_code == 403
    assert Duty.objects.get(pk=duty.pk).state == "PROPOSED"
