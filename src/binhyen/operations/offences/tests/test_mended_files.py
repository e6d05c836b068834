"""Lists mended outside and brought again, taken along and brought back, read on the command line."""

import re
from datetime import date

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile

from binhyen.kit.spreadsheets import Column, Header, Sheet, write
from binhyen.operations.offences.commands import TO_MEND, UNREAD, bring
from binhyen.operations.offences.models import Offence, PlantFind
from tests.cast import BAN_LAU

from .conftest import AT, HERE, UNSURE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("communes")]
GOOD, ALSO, BAD = ("02/03/2026", "Bản Lầu", 5), ("03/03/2026", "Bản Lầu", 5), ("31/02/2026", "Bản Lầu", 7)


def file_of(*rows):
    titles = tuple(map(Column, ("Ngày phát hiện", "Xã", "Số cây")))
    return write(header=Header("Danh sách", "x", AT, "y"), sheets=[Sheet("x", titles, rows)])


def brought(client, table, data):
    """The address of the preview of a file."""
    sent = {"file": SimpleUploadedFile("danh-sach.xlsx", data)}
    return client.post(f"/vi-pham/{table}/nhap/", sent).headers["Location"]


def test_a_list_mended_outside_adds_only_what_was_mended(as_):
    client = as_("commune_police")
    client.post(f"{brought(client, 'cay', file_of(GOOD, GOOD, BAD))}ghi/")
    assert PlantFind.objects.count() == 2  # two finds of one day that read the same are two

    to = brought(client, "cay", file_of(GOOD, GOOD, ALSO))
    page = client.get(to).content.decode()
    client.post(f"{to}ghi/")

    assert "Ghi vào sổ 1 dòng" in page
    assert len(set(re.findall(r"Đã có trong sổ, số (\d+)", page))) == 2
    assert sorted(PlantFind.objects.values_list("found_on", flat=True)) == [date(2026, 3, 2)] * 2 + [date(2026, 3, 3)]


def test_a_list_that_was_taken_along_comes_back_without_doubling_and_says_where_it_differs(as_, offence):
    client, made = as_("commune_police"), offence(HERE, UNSURE)
    taken = client.get("/vi-pham/vu-viec/xuat.xlsx").content
    offered = client.get(brought(client, "vu-viec", taken)).content.decode()
    client.post(
        f"/vi-pham/vu-viec/{made.pk}/sua/",
        {"occurred_on": "02/03/2026", "commune": BAN_LAU, "articles": ["251"], "nature": "CRIME", "reason": "định tội"},
    )
    changed = client.get(brought(client, "vu-viec", taken)).content.decode()

    assert f"Đã có trong sổ, số {made.pk}." in offered
    assert f"Số {made.pk} trong sổ đang khác ở: Điều luật." in changed
    assert Offence.objects.filter(known_to=None).count() == 1


def test_the_command_reads_first_and_writes_only_when_asked(person, tmp_path):
    person("commune_police"), person("leader")
    file = tmp_path / "cay.xlsx"
    file.write_bytes(file_of(GOOD, BAD))
    run = CliRunner()

    def call(*more, by="commune_police"):
        return run.invoke(bring, [str(file), "--table", "cay", "--by", by, *more])

    assert "không có quyền ghi" in call(by="leader").output
    looked = call()
    assert (looked.exit_code, PlantFind.objects.count()) == (TO_MEND, 0)
    assert "2 dòng: 1 ghi được, 0 đã có trong sổ, 1 cần sửa." in looked.output
    assert "Ngày phát hiện:" in looked.output
    assert "Đã ghi 1 dòng" in call("--write").output
    assert "1 đã có trong sổ" in call("--write").output
    assert PlantFind.objects.get().recorded_by.username == "commune_police"

    file.write_bytes(b"nothing")
    assert call().exit_code == UNREAD
