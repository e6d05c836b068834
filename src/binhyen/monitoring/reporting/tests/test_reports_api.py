"""The JSON doors: who may not, a unit's report from empty to sent."""

import json

import pytest

from binhyen.foundation.access.middleware import timezone as door_clock
from binhyen.monitoring.reporting.rules.forms import shipped
from binhyen.monitoring.reporting.tests.conftest import AT, WRITTEN

API = "/api/v1/reports"


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr(door_clock, "now", lambda: AT)


def send(client, method, path, body=None):
    return getattr(client, method)(API + path, data=json.dumps(body or {}), content_type="application/json")


def test_another_commune_finds_nothing_and_who_only_reads_writes_nothing(as_, report):
    assert as_("next_commune").get(f"{API}/{report.pk}").status_code == 404
    assert as_("stranger").get(API).status_code == 403
    cells = {"cells": [{"ref": "luot_nghe.nay", "value": "4"}]}
    assert send(as_("officer"), "patch", f"/{report.pk}", cells).status_code == 403
    assert send(as_("auditor"), "patch", f"/{report.pk}", cells).status_code == 403
    assert not report.cells.exists()


def test_a_unit_lists_fills_and_submits_its_report(as_, report):
    police = as_("commune_police")
    assert [one["id"] for one in police.get(API).json()["items"]] == [report.pk]
    blocks = [one.code for one in shipped()["lc_week/1"].blocks() if one.required]
    answer = send(police, "patch", f"/{report.pk}", {
        "cells": [*({"ref": ref, "value": value} for ref, value in WRITTEN.items()), {"ref": "vu.nay", "value": "9"}],
        "blocks": [{"code": code, "text": "Đã làm."} for code in blocks],
    }).json()  # fmt: skip
    assert "không gõ đè" in answer["wrong"]["vu.nay"]
    assert (answer["stale"], answer["report"]["state"]) == ([], "DRAFT")
    again = send(
        as_("commune_committee"), "patch", f"/{report.pk}", {"cells": [{"ref": "luot_nghe.nay", "value": "7"}]}
    )
    assert again.json()["stale"] == ["luot_nghe.nay"]

    seen = police.get(f"{API}/{report.pk}").json()["fingerprint"]
    early = send(as_("commune_committee"), "post", f"/{report.pk}/signatures", {"fingerprint": seen, "agreed": True})
    assert early.status_code == 409
    signed = {"fingerprint": seen, "agreed": True, "capacity": "HEAD"}
    unsaid = send(police, "post", f"/{report.pk}/signatures", signed | {"capacity": ""})
    assert unsaid.status_code == 409  # "Công an viên" does not say as what: nobody signs as the head by leaving it out
    one = send(police, "post", f"/{report.pk}/signatures", signed).json()
    assert (one["state"], one["next_step"]) == ("SIGNED", "Chủ tịch Ủy ban nhân dân cấp xã")
    two = send(as_("commune_committee"), "post", f"/{report.pk}/signatures", signed)
    assert two.json()["state"] == "SENT"
    assert two.json()["code"].startswith("BC-")
