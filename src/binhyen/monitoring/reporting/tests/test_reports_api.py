"""The JSON doors: who may not, a unit's report from empty to sent."""

import json
from dataclasses import replace

import pytest

from binhyen.foundation.access.middleware import timezone as door_clock
from binhyen.monitoring.reporting.models import ReportBlock
from binhyen.monitoring.reporting.queries import forms
from binhyen.monitoring.reporting.rules.forms import shipped
from binhyen.monitoring.reporting.tests.conftest import AT, WRITTEN
from binhyen.monitoring.reporting.values.forms import Column, Section, SectionKind
from tests.cast import BAN_LAU, NEXT_COMMUNE

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


def test_all_reports_are_listed_page_by_page_within_reach(as_, sent):
    assert as_("stranger").get(f"{API}/all").status_code == 403
    assert as_("next_commune").get(f"{API}/all").json()["count"] == 1, "its own, and no other's"
    office = as_("officer")
    whole = office.get(f"{API}/all").json()
    assert whole["count"] == 3
    assert [one["id"] for one in office.get(f"{API}/all?state=SENT").json()["items"]] == [sent.pk]
    found = office.get(f"{API}/all?q=ban lau&round={sent.round_id}").json()["items"][0]
    assert (found["state"], found["code"], found["number"]) == ("SENT", sent.latest.seal.code, "")
    second = office.get(f"{API}/all?limit=1&offset=1").json()
    assert (second["count"], second["items"]) == (3, whole["items"][1:2])
    assert office.get(f"{API}/all?late=MISSING").json()["count"] == 2
    assert office.get(f"{API}/all?limit=0").status_code == 422


def test_a_report_tells_the_rows_of_its_lists_and_what_is_attached(as_, report, person, monkeypatch):
    code, titles = "viec", ["Việc", "Hạn"]
    columns = tuple(Column(code=one, title=title) for one, title in zip("ab", titles, strict=True))
    section = Section(code=code, kind=SectionKind.LIST, title="Việc đã làm", columns=columns)
    form = replace(shipped()["lc_week/1"], sections=(*shipped()["lc_week/1"].sections, section))
    monkeypatch.setattr(forms, "of_key", lambda *, key: form)
    ReportBlock.objects.create(
        report=report, code=code, text="Họp dân|20/11", changed_at=AT, changed_by=person("commune_police")
    )
    told = as_("commune_police").get(f"{API}/{report.pk}").json()
    rows = [["Họp dân", "20/11"]]
    assert {"code": code, "title": "Việc đã làm", "columns": titles, "rows": rows} in told["lists"]
    assert (told["annexes"], told["number"]) == ([], "")


def test_bodies_and_the_units_of_a_group_are_read_by_whoever_holds_an_office(as_, bodies, client):
    door = "/api/v1/organisations"
    assert client.get(door).status_code == 401
    assert as_("stranger").get(door).status_code == 403
    found = as_("commune_police").get(f"{door}?q=so y te").json()
    assert [one["key"] for one in found["items"]] == ["s_yte"]
    units = as_("auditor").get(f"{door}/g_cqdvdp/units").json()["units"]
    assert {one["key"] for one in units} == {"s_yte", f"ubnd_xa_{BAN_LAU}", f"ubnd_xa_{NEXT_COMMUNE}"}
    assert as_("auditor").get(f"{door}/khong_co/units").status_code == 404
