"""The spreadsheet of a list is the list: the same query, whatever is asked and whoever asks."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.kit import spreadsheets
from binhyen.operations.work.actions import claiming

from .conftest import AT, DUE

READERS = ("coordinator", "commune_committee", "commune_police", "leader", "next_commune")
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "xem": st.sampled_from(["qua-han", "sap-han", "chua-mo", "dang-lam", "cho-xac-nhan", "lau-chua-co", "khac"]),
        "phan": st.sampled_from(["phoi-hop", "theo-doi", "giao-di"]),
        "donvi": st.sampled_from(["ubnd_xa_02788", "ca_xa_02788", "UBND xã Bát Xát", "không có"]),
        "q": st.sampled_from(["ra quan", "ky cam ket", "Bản Lầu", "không có"]),
        "sap": st.sampled_from(["han", "-han", "moi", "-moi"]),
    },
)


@pytest.fixture
def work(give, hand, prove):
    give("ubnd_xa", title="Ra quân", co_leads=("ca_xa_02788",))
    give("ca_xa_02788", title="Ký cam kết", followers=("s_yte",))
    give("ubnd_xa_02788", title="Tuyên truyền", cadence="BEAT", beat_days=1, due_at=DUE, starts_on=AT.date())
    claimed = give("ubnd_xa_02683", title="Rà soát")
    other = hand("next_commune", "ca_xa_02683")
    task = give("ca_xa_02683", title="Kiểm tra", due_at=DUE.replace(year=2099))
    prove(task, other)
    claiming.claim(task_id=task.pk, hand=other)
    return claimed


def numbers(sheet):
    """The column "Mã việc" of a sheet, from below its head."""
    head = next(place for place, row in enumerate(sheet) if "Mã việc" in row)
    column = sheet[head].index("Mã việc")
    return [int(row[column]) for row in sheet[head + 1 :] if row[column] not in {None, ""}]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=ASKED, who=st.sampled_from(READERS))
def test_screen_and_spreadsheet_hold_the_same_rows_in_the_same_order(work, as_, asked, who):
    client = as_(who)
    shown = client.get(reverse("work:list"), asked).context["lines"]

    file = client.get(reverse("work:export"), asked)

    assert numbers(spreadsheets.read(data=file.content)) == [line.id for line in shown]


def test_the_rows_are_there_at_all_and_differ_by_reader(work, as_):
    """So that the comparison above is not one of empty lists."""
    found = {}
    for who in READERS:
        file = as_(who).get(reverse("work:export"))
        found[who] = len(numbers(spreadsheets.read(data=file.content)))

    assert found == {
        "coordinator": 6, "leader": 6, "commune_committee": 2, "commune_police": 1, "next_commune": 1,
    }  # fmt: skip


def test_the_matrix_as_a_file_has_the_bodies_of_the_page(work, as_):
    coordinator = as_("coordinator")
    shown = coordinator.get(reverse("work:matrix")).context["matrix"]

    sheet = spreadsheets.read(data=coordinator.get(reverse("work:matrix-export")).content)

    head = next(place for place, row in enumerate(sheet) if "Cơ quan" in row)
    names = [row[sheet[head].index("Cơ quan")] for row in sheet[head + 1 :] if row[0]]
    assert names == [row.name for row in shown.rows]
    assert len(names) == 4
