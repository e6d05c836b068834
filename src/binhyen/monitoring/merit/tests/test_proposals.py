"""From facts to closed: what is frozen, who may not, clocks, what speaks for a body."""

from datetime import date, timedelta

import pgtrigger
import pytest
from django.db import DatabaseError, IntegrityError, transaction

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.journal.models import Fact
from binhyen.foundation.notifications.models import Notification
from binhyen.monitoring.merit import reports
from binhyen.monitoring.merit.actions import answering, clocks, keeping, preparing
from binhyen.monitoring.merit.models import Line, Move, Proposal
from binhyen.monitoring.merit.queries import detail, facts, letters, lists, visible
from binhyen.monitoring.merit.queries.preview import preview
from binhyen.monitoring.merit.queries.terms import terms
from binhyen.monitoring.merit.rules import frozen, periods
from binhyen.monitoring.merit.rules.proposing import Drawn
from binhyen.monitoring.merit.values import CircumstanceDetails, LineWord, MeritRefused, Outcome, Ruling
from binhyen.operations.inspections.models import Finding, FindingStep, Inspection
from binhyen.operations.work.actions import difficulties, extensions
from binhyen.operations.work.models import Task
from tests.cast import SINCE

from .conftest import AT, BEHIND, DONE, DUE, GIVEN, PERIOD

pytestmark = pytest.mark.django_db


def page(found, scope, at=AT):
    return detail.proposal_page(proposal=found, scope=scope, on=at.date(), at=at)


# who may not


def test_nobody_prepares_decides_or_answers_about_the_own_body(sent, propose, worked, person, scope, bodies, day):
    Appointment.objects.create(user=person("leader"), role="COMMUNE_POLICE", body_key=BEHIND, valid_from=SINCE)
    late = day(14)
    with pytest.raises(MeritRefused, match="chính mình"):
        answering.decide(
            proposal_id=sent.pk, ruling=Ruling(outcome=Outcome.REFUSED, words="Không"), scope=scope("leader"),
            by=person("leader"), at=late,
        )  # fmt: skip
    with pytest.raises(MeritRefused, match="lãnh đạo tỉnh"):
        answering.decide(
            proposal_id=sent.pk, ruling=Ruling(outcome=Outcome.REFUSED, words="Không"), scope=scope("officer"),
            by=person("officer"), at=late,
        )  # fmt: skip
    found = preview(kind="COMMEND", period=PERIOD, scope=scope("commune_committee"), at=AT)
    assert [(one.body.key, one.hindrance[:8]) for one in found.hindered] == [(DONE, "cơ quan ")]
    with pytest.raises(MeritRefused, match="thay cơ quan này"):
        preparing.propose(
            kind="COMMEND", period=PERIOD, bodies=[bodies[DONE].pk], proposer=bodies["s_yte"].pk,
            scope=scope("coordinator"), by=person("coordinator"), at=AT,
        )  # fmt: skip


def test_who_proposed_does_not_decide_and_who_decided_does_not_answer_the_appeal(sent, person, scope, bodies, day):
    Appointment.objects.create(
        user=person("coordinator"), role="LEADER", body_key="ubnd_tinh", area_code="15", valid_from=SINCE
    )
    ruling = Ruling(outcome=Outcome.ACCEPTED, words="Có cơ sở", number="12", appeal_to=bodies["ubnd_tinh"].pk)
    late = day(14)
    with pytest.raises(MeritRefused, match="Người lập"):
        answering.decide(
            proposal_id=sent.pk, ruling=ruling, scope=scope("coordinator"), by=person("coordinator"), at=late
        )
    answering.decide(proposal_id=sent.pk, ruling=ruling, scope=scope("leader"), by=person("leader"), at=late)
    answering.appeal(
        proposal_id=sent.pk, text="Đã hết que thử.", scope=scope("commune_police"), by=person("commune_police"), at=late
    )
    for user, words in (("leader", "đã quyết định"), ("coordinator", "lập đề nghị"), ("officer", "ghi trong")):
        with pytest.raises(MeritRefused, match=words):
            answering.answer_appeal(
                proposal_id=sent.pk, outcome="KEPT", text="x", number="", scope=scope(user), by=person(user), at=late
            )
    with pytest.raises(IntegrityError), transaction.atomic():  # the database holds it too
        Proposal.objects.filter(pk=sent.pk).update(appeal_answered_by=person("leader"))


def test_only_those_concerned_see_a_proposal(propose, person, scope):
    made = propose()
    seen = ("coordinator", "officer", "leader", "auditor")
    unseen = ("commune_police", "next_commune", "commune_committee", "health_department", "administrator", "stranger")
    assert [visible.one(scope=scope(name), pk=made.pk) for name in seen] == [made] * 4
    assert [visible.one(scope=scope(name), pk=made.pk) for name in unseen] == [None] * 6
    preparing.send(proposal_id=made.pk, scope=scope("coordinator"), by=person("coordinator"), at=AT)
    shown = [name for name in unseen if visible.one(scope=scope(name), pk=made.pk)]
    assert shown == ["commune_police"]


# what counts


def test_only_verified_work_is_proposed_and_what_is_claimed_is_said_not_to_count(worked, scope):
    found = preview(kind="COMMEND", period=PERIOD, scope=scope("coordinator"), at=AT)
    (one,) = found.proposed
    assert one.body.key == DONE
    assert one.not_counted == ["1 việc đã báo xong nhưng chưa xác minh: không tính"]
    assert [(line.numerator, line.denominator) for line in one.weighed.lines] == [(3, 3)] * 3
    (other,) = found.others
    assert (other.body.key, other.weighed.failing[0].code) == (BEHIND, "COMMEND_DONE")
    assert not preview(kind="COMMEND", period=periods.of_code("2026-10"), scope=scope("leader"), at=AT).proposed


def test_on_time_never_improves_by_what_is_written_afterwards(worked, claim, verify, person, bodies):
    late = worked["late"][0]
    body = bodies[BEHIND].pk

    def verdict(at):
        items = facts.collect(first=PERIOD.first, last=PERIOD.last, at=at, bodies=[body])[body]
        return next(str(one.extended) for one in items if one.ref == f"task:{late.pk}")

    assert verdict(AT) == "LATE"
    asked = extensions.ask(
        task_id=late.pk, period_id=None, to_due_at=AT + timedelta(days=9), reason="Xin thêm thời gian vì đông thôn.",
        by=person("commune_police"), at=AT,
    )  # fmt: skip
    extensions.decide(extension_id=asked.pk, granted=True, words="Đồng ý", by=person("coordinator"), at=AT)
    verify(claim(late, at=AT + timedelta(hours=1)), at=AT + timedelta(hours=2))
    assert verdict(AT + timedelta(days=1)) == "LATE"


def test_what_speaks_for_a_body_is_found_by_itself(worked, bodies, person, scope):
    task = worked["late"][0]
    difficulties.raise_difficulty(
        body_id=bodies[BEHIND].pk, owner_id=bodies["ca_tinh"].pk, what="Hết que thử từ đầu tháng.",
        task_id=task.pk, by=person("commune_police"), at=GIVEN,
    )  # fmt: skip
    storm = CircumstanceDetails(
        what="Lũ quét", first=DUE.date(), last=DUE.date(), source="Công văn 5/UBND", communes=("02788",)
    )
    found = preview(kind="ACCOUNT", period=PERIOD, scope=scope("coordinator"), at=AT)
    assert not found.proposed  # two of three count
    row = keeping.state_circumstance(details=storm, by=person("coordinator"), at=AT)
    items = facts.collect(first=PERIOD.first, last=PERIOD.last, at=AT)[bodies[BEHIND].pk]
    first = next(one for one in items if one.ref == f"task:{task.pk}")
    assert [one.words for one in first.excuses] == [
        "Đã nêu khó khăn, vướng mắc ngày 02/11/2026, Công an tỉnh chưa trả lời.",
        "Lũ quét, từ 12/11/2026 đến 12/11/2026 (Công văn 5/UBND).",
    ]
    keeping.withdraw_circumstance(circumstance_id=row.pk, reason="Nhầm xã", by=person("coordinator"), at=AT)
    items = facts.collect(first=PERIOD.first, last=PERIOD.last, at=AT)[bodies[BEHIND].pk]
    assert sum(one.excused for one in items) == 1
    silent = facts.collect(first=PERIOD.first, last=PERIOD.last, at=AT)[bodies["ca_tinh"].pk]
    assert [one.about for one in silent] == ["ANSWER"]


def test_work_given_after_its_day_is_late_for_nobody(give, bodies, scope):
    for number in (1, 2, 3):
        give(BEHIND, title=f"Việc {number}")
    Task.objects.update(made_at=DUE + timedelta(hours=1))  # as duties of a letter that came late are
    found = preview(kind="ACCOUNT", period=PERIOD, scope=scope("coordinator"), at=AT)
    assert not found.proposed
    assert [one.not_counted for one in found.others] == [["3 việc giao sau ngày hạn: không tính"]]


def test_a_remedy_counts_by_its_first_day(bodies, person):
    officer = person("officer")
    inspection = Inspection.objects.create(
        kind="PERIODIC", title="Quý IV", subject="x", ground="x", inspector=bodies["ca_tinh"], starts_on=SINCE,
        ends_on=SINCE, stage="CONCLUDED", held_on=SINCE, concluded_at=GIVEN, concluded_by=officer, made_at=GIVEN,
        made_by=officer,
    )  # fmt: skip
    body, due = bodies[BEHIND], date(2026, 11, 10)
    rows = {
        state: Finding.objects.create(
            inspection=inspection, target=body, what="x", state=state, responsible=body, follower=bodies["ca_tinh"],
            original_due_on=due, due_on=due,
        )
        for state in ("OPEN", "REMEDIED", "CLAIMED", "WITHDRAWN")
    }  # fmt: skip
    for state, steps in (("REMEDIED", ("CLAIMED", "VERIFIED")), ("CLAIMED", ("CLAIMED",))):
        for step in steps:
            FindingStep.objects.create(finding=rows[state], step=step, at=GIVEN, by=officer)
    items = facts.collect(first=PERIOD.first, last=PERIOD.last, at=AT)[body.pk]
    found = {one.ref: str(one.extended) for one in items}
    assert found == {
        f"finding:{rows['OPEN'].pk}": "LATE",
        f"finding:{rows['REMEDIED'].pk}": "ON_TIME",
        f"finding:{rows['CLAIMED'].pk}": "PENDING",
    }


# what is frozen


def test_a_proposal_stays_as_it_was_and_what_changed_stands_beside(propose, worked, claim, verify, scope):
    made = propose()
    before = page(made, scope("leader"))
    assert before.intact
    assert before.differences == []
    verify(claim(worked["late"][0], at=AT), at=AT + timedelta(hours=1))
    later = page(made, scope("leader"), at=AT + timedelta(days=1))
    assert [line.line.sentence for line in later.lines] == [line.line.sentence for line in before.lines]
    (changed,) = later.differences
    assert changed.before.endswith("chưa báo xong.")
    assert "xong trễ 7 ngày 17 giờ" in changed.now


def test_lines_and_frozen_columns_cannot_be_changed_and_a_change_behind_the_back_shows(propose, scope):
    made = propose()
    for model, column in ((Line, "sentence"), (Proposal, "hash"), (Move, "text")):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**{column: "x"})
    with pgtrigger.ignore("merit.Line:stays"):
        Line.objects.filter(position=1).update(sentence="Việc khác.")
    shown = page(made, scope("leader"))
    assert not shown.intact
    assert [line.intact for line in shown.lines] == [False, True, True]


def test_what_letters_print_is_sealed_too_lines_by_hand_and_what_did_not_count(propose, worked, person, scope):
    made = propose(kind="COMMEND", body=DONE)
    assert made.not_counted == [["UNVERIFIED", 1]]
    who = {"scope": scope("coordinator"), "by": person("coordinator"), "at": AT}
    ref = f"task:{worked['done'][0].pk}"
    added = preparing.add_line(proposal_id=made.pk, ref=ref, sentence="Ký cam kết xong sớm một ngày.", **who)
    assert page(made, scope("leader")).intact
    for changed in ({"answerable": "Trưởng Công an xã"}, {"not_counted": []}):
        with pgtrigger.ignore("merit.Proposal:frozen"), transaction.atomic():
            Proposal.objects.update(**changed)
            made.refresh_from_db()
            assert not page(made, scope("leader")).intact
            transaction.set_rollback(True)
        made.refresh_from_db()
    with pgtrigger.ignore("merit.Line:stays"):
        other = {"sentence": "Làm thay cả xã bên."}
        data = {name: getattr(added, name) for name in Drawn.__dataclass_fields__} | other
        Line.objects.filter(pk=added.pk).update(**other, hash=frozen.hash_of(data))  # with a hash that fits
    assert not page(made, scope("leader")).intact


def test_silence_is_said_of_a_body_only_after_its_last_day(sent, scope, person):
    def word(on):
        (told,) = letters.of_period(kind="ACCOUNT", period=PERIOD, scope=scope("coordinator"), on=on)
        return told.word

    last = sent.word_due_on
    assert word(last) == "chưa có ý kiến, còn hạn đến hết ngày 30/11/2026"
    assert word(last + timedelta(days=1)) == "không có ý kiến trong hạn"
    said = {"words": [], "scope": scope("commune_police"), "by": person("commune_police"), "at": AT}
    answering.word(proposal_id=sent.pk, text="Hết que thử.", **said)
    assert word(last) == "Hết que thử."
    back, who = Ruling(outcome=Outcome.RETURNED, words="Dòng 2"), {"scope": scope("leader"), "by": person("leader")}
    answering.decide(proposal_id=sent.pk, ruling=back, at=AT, **who)
    preparing.send(proposal_id=sent.pk, scope=scope("coordinator"), by=person("coordinator"), at=AT)
    assert word(last) == "Hết que thử. (đang được hỏi lại, còn hạn đến hết ngày 30/11/2026)"


def test_a_line_is_struck_with_a_reason_and_added_only_with_evidence(propose, worked, person, scope):
    made = propose(kind="COMMEND", body=DONE)
    who = {"scope": scope("coordinator"), "by": person("coordinator"), "at": AT}
    line = made.lines.first()
    with pytest.raises(MeritRefused, match="lý do"):
        preparing.strike(line_id=line.pk, reason=" ", **who)
    preparing.strike(line_id=line.pk, reason="Trùng dòng sau", **who)
    for ref in ("", "task:0", f"task:{worked['claimed'][0].pk}", f"task:{worked['late'][0].pk}"):
        with pytest.raises(MeritRefused, match="minh chứng"):
            preparing.add_line(proposal_id=made.pk, ref=ref, sentence="Làm tốt việc được giao.", **who)
    ref = f"task:{worked['done'][0].pk}"
    added = preparing.add_line(proposal_id=made.pk, ref=ref, sentence="Ký cam kết xong sớm một ngày.", **who)
    assert added.rows[0]["ref"] == ref
    shown = page(made, scope("leader"))
    assert shown.intact  # what the rules drew is still what was sealed
    assert shown.lines[0].struck.text == "Trùng dòng sau"
    for each in made.lines.exclude(pk=line.pk):
        preparing.strike(line_id=each.pk, reason="Thử", **who)
    with pytest.raises(MeritRefused, match="không còn gì"):
        preparing.send(proposal_id=made.pk, **who)


# the way of a proposal


def test_from_proposed_to_an_appeal_that_overturns(sent, person, scope, bodies, day):
    assert sent.word_due_on == date(2026, 11, 30)  # 24/11 is a day off
    police = {"scope": scope("commune_police"), "by": person("commune_police")}
    leader = {"scope": scope("leader"), "by": person("leader")}
    ruling = Ruling(outcome=Outcome.ACCEPTED, words="Có cơ sở", number="12/QĐ-UBND", appeal_to=bodies["s_yte"].pk)
    with pytest.raises(MeritRefused, match="Chưa hết hạn"):
        answering.decide(proposal_id=sent.pk, ruling=ruling, at=AT, **leader)
    first, second, _third = sent.lines.all()
    with pytest.raises(MeritRefused, match="lý do"):
        answering.word(proposal_id=sent.pk, words=[LineWord(first.pk, "OBJECTED")], text="", at=AT, **police)
    words = [LineWord(first.pk, "OBJECTED", "Hết que thử"), LineWord(second.pk, "AGREED")]
    answering.word(proposal_id=sent.pk, words=words, text="", at=AT, **police)
    wrong = Ruling(outcome=Outcome.ACCEPTED, words="Có", appeal_to=sent.body_id)
    with pytest.raises(MeritRefused, match="cơ quan khác giải quyết"):
        answering.decide(proposal_id=sent.pk, ruling=wrong, at=AT, **leader)
    decided = answering.decide(proposal_id=sent.pk, ruling=ruling, at=AT, **leader)
    assert (decided.state, decided.appeal_due_on) == ("DECIDED", date(2026, 12, 7))
    answering.appeal(proposal_id=sent.pk, text="Đề nghị xem lại.", at=day(3), **police)
    health = {"scope": scope("health_department"), "by": person("health_department")}
    assert lists.waiting(scope=health["scope"], on=AT.date()).answer == 1
    end = answering.answer_appeal(
        proposal_id=sent.pk, outcome="OVERTURNED", text="Khách quan.", number="3/SYT", at=day(4), **health
    )
    assert (end.state, end.appeal_outcome, end.outcome) == ("CLOSED", "OVERTURNED", "ACCEPTED")
    steps = list(end.moves.values_list("step", flat=True))
    assert steps == ["PROPOSED", "SENT", "ANSWERED", "ACCEPTED", "APPEALED", "OVERTURNED"]
    told = Fact.objects.filter(subject_type="merit.proposal", subject_id=str(sent.pk))
    assert set(told.values_list("kind", flat=True)) == {
        "merit.MeritProposed", "merit.MeritSent", "merit.MeritAnswered", "merit.MeritDecided", "merit.MeritAppealed",
        "merit.MeritAppealAnswered",
    }  # fmt: skip


def test_returned_it_goes_back_and_silence_lets_it_be_decided(sent, person, scope, day):
    leader = {"scope": scope("leader"), "by": person("leader")}
    back = Ruling(outcome=Outcome.RETURNED, words="Dòng 2 chưa rõ")
    returned = answering.decide(proposal_id=sent.pk, ruling=back, at=day(11), **leader)
    assert (returned.state, returned.outcome, returned.decided_by) == ("PROPOSED", "", None)
    coordinator = {"scope": scope("coordinator"), "by": person("coordinator")}
    again = preparing.send(proposal_id=sent.pk, at=day(11), **coordinator)
    refused = Ruling(outcome=Outcome.REFUSED, words="Khách quan")
    after = day((again.word_due_on - AT.date()).days + 1)
    end = answering.decide(proposal_id=sent.pk, ruling=refused, at=after, **leader)
    assert (end.state, end.appeal_due_on) == ("CLOSED", None)  # refused accountability is nothing to appeal against


def test_one_proposal_a_period_and_a_withdrawn_one_makes_room(sent, propose, person, scope):
    with pytest.raises(MeritRefused, match="Không còn cơ quan nào"):
        propose(by="officer")
    who = {"scope": scope("coordinator"), "by": person("coordinator"), "at": AT}
    preparing.withdraw(proposal_id=sent.pk, reason="Số liệu thay đổi", **who)
    assert visible.one(scope=scope("commune_police"), pk=sent.pk) == sent  # it was told, it stays to be read
    assert propose(by="officer").pk != sent.pk


def test_clocks_remind_once_and_close_what_nobody_appeals(sent, person, scope, bodies, day):
    person("commune_police")
    Notification.objects.all().delete()
    assert clocks.tick(at=day(6)) == (0, 0)
    assert clocks.tick(at=day(7)) == (1, 0)  # a working day before the last one
    assert clocks.tick(at=day(7)) == (0, 0)
    assert set(Notification.objects.values_list("user__username", flat=True)) == {"commune_police"}
    person("leader")
    assert clocks.tick(at=day(11)) == (1, 0)
    assert "leader" in set(Notification.objects.values_list("user__username", flat=True))
    ruling = Ruling(outcome=Outcome.ACCEPTED, words="Có cơ sở", appeal_to=bodies["s_yte"].pk)
    found = answering.decide(proposal_id=sent.pk, ruling=ruling, scope=scope("leader"), by=person("leader"), at=day(11))
    last = (found.appeal_due_on - AT.date()).days
    assert clocks.tick(at=day(last))[1] == 0
    assert clocks.tick(at=day(last + 1))[1] == 1
    found.refresh_from_db()
    assert found.state == "CLOSED"


def test_the_province_says_when_to_remind_and_whom_a_submission_is_put_to(sent, person, scope, bodies, day):
    by = {"valid_from": AT.date(), "source": "QĐ 1", "by": person("coordinator"), "at": AT}
    keeping.set_term(code="REMIND_BEFORE", value=3, text="", **by)
    assert clocks.tick(at=day(5)) == (1, 0)  # 25/11, three working days before 30/11
    keeping.set_term(code="ACCOUNT_DECIDER", value=0, text="Chủ tịch Hội đồng xét", **by)
    told = letters.of(proposals=[sent], on=AT.date())
    asked = {"period": "tháng 11/2026", "told": told, "basis": "", "issuer": bodies["ca_tinh"]}
    words = terms(on=AT.date())
    for kind, to in (("ACCOUNT", "Chủ tịch Hội đồng xét"), ("COMMEND", "Chủ tịch Ủy ban nhân dân tỉnh")):
        letter = reports.submission(kind=kind, decider=words[f"{kind}_DECIDER"].text, **asked)
        assert letter.addressed == to
        assert letter.text.count(to) == 2
    assert words["COMMEND_DECIDER"].confidence == "unknown"


def test_criteria_never_hold_backwards(worked, person, scope):
    coordinator = person("coordinator")
    asked = {"code": "ACCOUNT_LATE", "value": 1, "text": "", "source": "QĐ 1", "by": coordinator, "at": AT}
    with pytest.raises(MeritRefused, match="lùi ngày"):
        keeping.set_term(valid_from=PERIOD.first, **asked)
    keeping.set_term(valid_from=AT.date(), **asked)
    assert terms(on=AT.date())["ACCOUNT_LATE"].value == 1
    found = preview(kind="ACCOUNT", period=PERIOD, scope=scope("coordinator"), at=AT)
    assert found.terms["ACCOUNT_LATE"].value == 3
    with pytest.raises(MeritRefused, match="từ 1 đến 60"):
        keeping.set_term(valid_from=AT.date(), **asked | {"code": "WORD_DAYS", "value": 0})
    assert User.objects.filter(pk=coordinator.pk).exists()
    assert Line.objects.count() == 0
