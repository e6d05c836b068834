"""Done is what somebody else confirms: who may not, what a claim needs, what photos give away."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations import RunSQL
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from binhyen.foundation import figures
from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.accounts.models import Appointment
from binhyen.foundation.files.models import Picture
from binhyen.foundation.files.storage import place
from binhyen.operations.work.actions import claiming, doing, proving
from binhyen.operations.work.models import Evidence, Task
from binhyen.operations.work.queries import detail
from binhyen.operations.work.rules import states
from binhyen.operations.work.values import EvidenceKind, Shown, Work, WorkRefused
from tests.cast import SINCE

from .conftest import AT, photo

COMMITTEE = ("commune_committee", "ubnd_xa_02788")
VERIFIER = ("coordinator", "ca_tinh")


@pytest.fixture
def claimed(give, hand, prove):
    task = give("ubnd_xa_02788")
    prove(task, hand(*COMMITTEE))
    claiming.claim(task_id=task.pk, hand=hand(*COMMITTEE))
    return task


def lead(task: Task):
    return task.shares.get(part="LEAD")


def show(task, hand, upload, **more):
    shown = Shown(kind=more.pop("kind", EvidenceKind.PHOTO), **more)
    scope = scope_of(user=hand.by, on=hand.at.date())
    return proving.show(task_id=task.pk, shown=shown, upload=upload, hand=hand, scope=scope)


@pytest.mark.parametrize(
    ("who", "body", "words"),
    [
        ("commune_committee", "ubnd_xa_02788", "do cơ quan khác xác nhận"),
        ("health_department", "s_yte", "do cơ quan khác xác nhận"),
        ("health_department", "ca_tinh", "không còn làm việc"),
    ],
)
def test_only_people_of_the_verifier_confirm(claimed, hand, who, body, words):
    for act in (claiming.verify, claiming.reject):
        with pytest.raises(WorkRefused, match=words):
            act(task_id=claimed.pk, share_id=lead(claimed).pk, hand=hand(who, body), **_reason(act))


def _reason(act):
    return {"reason": "Thiếu"} if act is claiming.reject else {}


def test_who_holds_an_office_in_both_bodies_confirms_nothing(claimed, hand, person):
    Appointment.objects.create(
        user=person("coordinator"), role="COMMUNE_COMMITTEE", body_key="ubnd_xa_02788", valid_from=SINCE
    )

    with pytest.raises(WorkRefused, match="không được tự xác nhận"):
        claiming.verify(task_id=claimed.pk, share_id=lead(claimed).pk, hand=hand(*VERIFIER))


def test_others_do_nothing_with_a_task_they_have_no_part_in(give, hand):
    task = give("ubnd_xa_02788")
    other = hand("next_commune", "ca_xa_02683")

    for act in (
        lambda: doing.open_task(task_id=task.pk, hand=other),
        lambda: doing.add_step(task_id=task.pk, what="Họp", user_id=None, due_on=None, hand=other),
        lambda: claiming.claim(task_id=task.pk, hand=other),
        lambda: show(task, other, photo()),
    ):
        with pytest.raises(WorkRefused, match="không có phần"):
            act()


def test_a_claim_needs_every_kind_of_evidence(give, hand, prove, files_root):
    task = give("ubnd_xa_02788", kinds=(EvidenceKind.DOCUMENT, EvidenceKind.PHOTO))
    prove(task, hand(*COMMITTEE))
    with pytest.raises(WorkRefused, match="Chưa có minh chứng: ảnh"):
        claiming.claim(task_id=task.pk, hand=hand(*COMMITTEE))

    show(task, hand(*COMMITTEE), photo())
    claiming.claim(task_id=task.pk, hand=hand(*COMMITTEE))

    task.refresh_from_db()
    assert (task.state, task.claimed_at) == (Work.CLAIMED, AT)


def test_verified_is_over_and_leaves_its_moves(claimed, hand):
    claiming.verify(task_id=claimed.pk, share_id=lead(claimed).pk, hand=hand(*VERIFIER))

    claimed.refresh_from_db()
    assert (claimed.state, claimed.claimed_at, claimed.verified_at) == (Work.VERIFIED, AT, AT)
    kinds = list(claimed.moves.order_by("id").values_list("kind", flat=True))
    assert kinds == ["GIVEN", "STARTED", "CLAIMED", "VERIFIED"]
    with pytest.raises(WorkRefused, match="đã được xác nhận"):
        claiming.verify(task_id=claimed.pk, share_id=lead(claimed).pk, hand=hand(*VERIFIER))


def test_sent_back_needs_a_reason_and_the_clock_runs_on(claimed, hand):
    with pytest.raises(WorkRefused, match="lý do"):
        claiming.reject(task_id=claimed.pk, share_id=lead(claimed).pk, reason=" ", hand=hand(*VERIFIER))

    claiming.reject(task_id=claimed.pk, share_id=lead(claimed).pk, reason="Thiếu chữ ký", hand=hand(*VERIFIER))

    claimed.refresh_from_db()
    assert (claimed.state, claimed.claimed_at) == (Work.REJECTED, None)
    claiming.claim(task_id=claimed.pk, hand=hand(*COMMITTEE))


def test_a_co_leads_part_is_confirmed_by_the_lead(give, hand, prove):
    task = give("ubnd_xa_02788", co_leads=("ca_xa_02788",))
    police = hand("commune_police", "ca_xa_02788")
    prove(task, police)
    share = claiming.claim(task_id=task.pk, hand=police)

    with pytest.raises(WorkRefused, match="cơ quan khác xác nhận"):
        claiming.verify(task_id=task.pk, share_id=share.pk, hand=hand(*VERIFIER))
    claiming.verify(task_id=task.pk, share_id=share.pk, hand=hand(*COMMITTEE))

    task.refresh_from_db()
    assert (task.state, task.shares.get(pk=share.pk).state) == (Work.GIVEN, Work.VERIFIED)


def test_evidence_behind_a_claim_is_not_taken_away(claimed, hand):
    row = claimed.evidence.get()
    with pytest.raises(WorkRefused, match="hãy rút báo xong"):
        proving.withdraw(evidence_id=row.pk, reason="Nhầm", hand=hand(*COMMITTEE))

    claiming.take_back(task_id=claimed.pk, hand=hand(*COMMITTEE))
    proving.withdraw(evidence_id=row.pk, reason="Nhầm", hand=hand(*COMMITTEE))

    with pytest.raises(WorkRefused, match="Chưa có minh chứng"):
        claiming.claim(task_id=claimed.pk, hand=hand(*COMMITTEE))


def _taken_in_ban_lau():
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {1: "N", 2: (22.0, 30.0, 0.0), 3: "E", 4: (103.0, 57.0, 36.0)}
    )  # fmt: skip
    return photo(exif=exif)


@pytest.mark.parametrize("needed", [False, True])
def test_where_a_photo_was_taken_is_kept_only_where_the_task_needs_it(give, hand, files_root, needed):
    task = give("ubnd_xa_02788", kinds=(EvidenceKind.PHOTO,), needs_location=needed)

    row = show(task, hand(*COMMITTEE), _taken_in_ban_lau())

    row = Evidence.objects.get(pk=row.pk)
    assert (row.latitude is not None) == needed
    assert not needed or float(row.latitude) == pytest.approx(22.5)
    with Image.open(place(row.file.sha256)) as stored:
        assert not dict(stored.getexif())


def test_the_same_photo_in_another_place_is_found_and_told_to_whom_may_see_both(give, hand, person, files_root):
    first, second = give("ubnd_xa_02788", title="Treo pa nô"), give("ca_xa_02683", title="Ra quân")
    show(first, hand(*COMMITTEE), photo())
    show(second, hand("next_commune", "ca_xa_02683"), photo(quality=45, size=(400, 300)))
    show(second, hand("next_commune", "ca_xa_02683"), photo(7))

    scopes = {name: scope_of(user=person(name), on=AT.date()) for name in ("coordinator", "next_commune")}
    pages = {name: detail.page(task=second, scope=scope, on=AT.date()) for name, scope in scopes.items()}

    again = {name: [use for proof in page.proofs for use in proof.again] for name, page in pages.items()}
    assert [(use.subject_id, use.title, use.seen) for use in again["coordinator"]] == [(first.pk, "Treo pa nô", True)]
    assert [use.seen for use in again["next_commune"]] == [False]


def test_what_photos_look_like_goes_back_to_the_evidence_with_the_tables_before_and_forward_again(
    give, hand, prove, files_root
):
    task = give("ubnd_xa_02788", kinds=(EvidenceKind.PHOTO,))
    prove(task, hand(*COMMITTEE))
    row = show(task, hand(*COMMITTEE), photo())
    before = Picture.objects.values_list("fingerprint", "bands").get(file=row.file_id)
    migration = import_module("binhyen.operations.work.migrations.0031_photos_in_one_place").Migration
    moves = next(one for one in migration.operations if isinstance(one, RunSQL))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE work_evidence ADD picture bigint, ADD picture_bands integer[] DEFAULT '{}'")
        for statement in moves.reverse_sql:
            cursor.execute(statement)
        cursor.execute("SELECT picture, picture_bands FROM work_evidence ORDER BY id")
        assert cursor.fetchall() == [(None, []), before]
        Picture.objects.all().delete()
        for statement in moves.sql:
            cursor.execute(statement)
        assert Picture.objects.values_list("fingerprint", "bands").get(file=row.file_id) == before
        with pytest.raises(DatabaseError, match="only withdrawn"), transaction.atomic():
            cursor.execute("UPDATE work_evidence SET picture = 1")


def test_a_number_stands_beside_what_the_books_say(give, hand, monkeypatch):
    said = figures.Figure(value=12, known_at=AT, as_of=AT.date())
    monkeypatch.setitem(figures._source, "figures", (list, lambda code, place, on, scope: said))
    task = give("ubnd_xa_02788", kinds=(EvidenceKind.NUMBER,))

    row = show(task, hand(*COMMITTEE), None, kind="NUMBER", value=15, indicator="L2", place="02788", as_of=AT.date())

    assert (row.value, row.figure, row.figure_known_at) == (15, 12, AT)


def test_people_named_work_in_the_body_itself(give, hand, person):
    task = give("ubnd_xa_02788")

    with pytest.raises(WorkRefused, match="không làm việc tại cơ quan"):
        doing.name_person(task_id=task.pk, user_id=person("commune_police").pk, hand=hand(*COMMITTEE))
    doing.name_person(task_id=task.pk, user_id=person("commune_committee").pk, hand=hand(*COMMITTEE))
    step = doing.add_step(
        task_id=task.pk, what="Họp thôn", user_id=person("commune_committee").pk, due_on=None, hand=hand(*COMMITTEE)
    )

    assert doing.mark_step(step_id=step.pk, done=True, hand=hand(*COMMITTEE)).done_at == AT


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["open", "prove", "claim", "back", "verify", "reject", "stop"]), max_size=9))
def test_a_task_stands_where_its_last_move_left_it(give, hand, prove, acts):
    task = give("ubnd_xa_02788")
    own, judge = hand(*COMMITTEE), hand(*VERIFIER)
    share = lead(task).pk
    doings = {
        "open": lambda: doing.open_task(task_id=task.pk, hand=own),
        "prove": lambda: prove(task, own),
        "claim": lambda: claiming.claim(task_id=task.pk, hand=own),
        "back": lambda: claiming.take_back(task_id=task.pk, hand=own),
        "verify": lambda: claiming.verify(task_id=task.pk, share_id=share, hand=judge),
        "reject": lambda: claiming.reject(task_id=task.pk, share_id=share, reason="Thiếu", hand=judge),
        "stop": lambda: doing.stop(task_id=task.pk, reason="Thôi", hand=judge),
    }
    for act in acts:
        try:
            doings[act]()
        except WorkRefused:
            continue

    task.refresh_from_db()
    last = task.moves.order_by("-id").first()
    assert (task.state, task.shares.get(pk=share).state) == (last.state, last.state)
    assert (task.verified_at is not None) == (task.state == states.VERIFIED)
    assert (task.claimed_at is not None) == (task.state in (states.CLAIMED, states.VERIFIED))
