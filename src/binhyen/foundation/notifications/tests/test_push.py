"""Messages on browsers: asked for, encrypted, without content, to known services only, forgotten when given up."""

import base64
import json
import os
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core import mail
from django.urls import reverse

from binhyen.foundation.jobs.models import Job
from binhyen.foundation.notifications import actions, jobs, push
from binhyen.foundation.notifications.models import PushSubscription

AT = datetime(2026, 2, 3, 0, 40, tzinfo=UTC)  # 07:40 in Vietnam

pytestmark = pytest.mark.django_db


def text_of(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Service:
    """A push service on this machine, and the browser it belongs to."""

    def __init__(self):
        self.got, self.answer, self.headers = [], 201, {}
        self.private, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        service = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                service.got.append((self.path, headers, body))
                self.send_response(service.answer)
                for name, value in service.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Door)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def subscription(self):
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": f"{self.origin}/p/1", "p256dh": text_of(point), "auth": text_of(self.auth)}

    def read(self, number=-1):
        body = self.got[number][2]
        return json.loads(http_ece.decrypt(body, private_key=self.private, auth_secret=self.auth))


@pytest.fixture
def service(settings, tmp_path):
    found = Service()
    settings.PUSH, settings.PUSH_KEY, settings.PUSH_SERVICES = True, tmp_path / "push.pem", (found.origin,)
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def police(person):
    return person("commune_police")


@pytest.fixture
def phone(service, police):
    return actions.subscribe(user=police, device="Chrome, Android", at=AT, **service.subscription())


def tell(user, kind="journal.broken", text="Chuỗi nhật ký bị đứt"):
    actions.notify(users=[user], kind=kind, text=text, at=AT, url="/viec/1/")


def test_a_message_that_cannot_wait_goes_to_the_browser_as_a_number_only(service, police, phone):
    tell(police)
    job = Job.objects.get(kind=actions.PUSH)

    jobs.push(**job.arguments, progress=None, at=AT)

    path, headers, body = service.got[0]
    assert service.read() == {"title": "Bình Yên", "body": "1 tin chờ anh/chị", "path": "/thong-bao/"}
    assert "nhật ký" not in body.decode("latin-1")
    assert path == "/p/1"
    assert headers["authorization"].startswith("vapid t=")
    assert headers["content-encoding"] == "aes128gcm"
    phone.refresh_from_db()
    assert phone.sent_at == AT


def test_the_digest_reaches_a_person_without_a_mailbox(service, police, phone):
    police.email = ""
    police.save()
    tell(police, kind="work.due_soon", text="1 việc đến hạn hôm nay")
    assert not Job.objects.filter(kind=actions.PUSH).exists()  # it waits for the digest

    assert actions.send_digests(at=AT) == 1
    assert actions.send_digests(at=AT) == 0

    assert mail.outbox == []
    assert Job.objects.filter(kind=actions.PUSH).count() == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_gave_up_is_forgotten(service, police, phone, status):
    service.answer = status

    assert actions.push_now(user_id=police.pk, at=AT) == 0
    assert not PushSubscription.objects.exists()


def test_a_service_that_fails_is_tried_some_times_and_then_given_up(service, police, phone):
    service.answer = 500
    for _ in range(actions.MOST_FAILURES - 1):
        actions.push_now(user_id=police.pk, at=AT)
    assert PushSubscription.objects.get().failures == actions.MOST_FAILURES - 1

    actions.push_now(user_id=police.pk, at=AT)

    assert not PushSubscription.objects.exists()


def test_a_service_that_sends_us_elsewhere_is_not_followed(service, police, phone):
    service.answer, service.headers = 307, {"Location": f"{service.origin}/noi-khac"}

    assert actions.push_now(user_id=police.pk, at=AT) == 0
    assert [path for path, _, _ in service.got] == ["/p/1"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://169.254.169.254/latest/", "https://fcm.googleapis.com.la.example/x", "https://u:p@fcm.googleapis.com/x",
        "http://fcm.googleapis.com/x", "file:///etc/passwd", "https://127.0.0.1/x",
    ],
)  # fmt: skip
def test_an_address_somebody_made_up_is_refused(settings, as_, endpoint):
    settings.PUSH = True
    given = {"endpoint": endpoint, "p256dh": "B" * 87, "auth": "a" * 22}

    assert as_("commune_police").post(reverse("notifications:subscribe"), given).status_code == 422
    assert not PushSubscription.objects.exists()


def test_known_services_are_spoken_to(settings):
    assert push.allowed("https://fcm.googleapis.com/fcm/send/abc")
    assert push.allowed("https://db5p.notify.windows.com/w/?token=abc")


def test_a_browser_asks_is_shown_and_gives_up_on_the_page(service, as_, police):
    browser = as_("commune_police", headers={"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120 Safari/537"})
    page = browser.get(reverse("notifications:list")).content.decode()
    assert push.public_key() in page

    assert browser.post(reverse("notifications:subscribe"), service.subscription()).status_code == 204
    assert "Chrome, Android" in browser.get(reverse("notifications:list")).content.decode()
    browser.post(reverse("notifications:try-push"))
    job = Job.objects.get(kind=actions.PUSH)  # sent by the worker, not while somebody waits
    assert job.arguments["user_id"] == police.pk
    assert service.got == []
    row = PushSubscription.objects.get()
    as_("next_commune").post(reverse("notifications:unsubscribe", args=[row.pk]))
    assert PushSubscription.objects.exists()
    browser.post(reverse("notifications:unsubscribe", args=[row.pk]))
    assert not PushSubscription.objects.exists()


def test_a_machine_that_another_signs_in_on_is_no_longer_the_first_ones(service, police, phone, person):
    actions.subscribe(user=person("next_commune"), device="Chrome", at=AT, **service.subscription())

    assert actions.push_now(user_id=police.pk, at=AT) == 0
    assert service.got == []


def test_off_is_off(settings, as_, police):
    settings.PUSH = False

    page = as_("commune_police").get(reverse("notifications:list")).content.decode()
    tell(police)

    assert "data-push" not in page
    assert push.public_key() == ""
    assert not Job.objects.filter(kind=actions.PUSH).exists()


def test_the_key_is_made_once_and_for_this_account_only(service, settings):
    first = push.public_key()

    assert push.public_key() == first
    assert settings.PUSH_KEY.stat().st_mode & 0o077 == 0


def test_the_worker_of_the_browser_is_ours_and_keeps_nothing(as_):
    answer = as_("").get(reverse("notifications:service-worker"))

    assert answer["Content-Type"].startswith("text/javascript")
    assert "fetch" not in answer.content.decode()
