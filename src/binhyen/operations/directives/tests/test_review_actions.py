"""A reviewer's steps: what they do, which fact they state, when they are refused, and that nothing is half saved."""

import pytest

from binhyen.foundation.journal import actions as journal
from binhyen.foundation.journal.models import Fact
from binhyen.operations.directives.actions import directive as whole
from binhyen.operations.directives.actions import findings, review
from binhyen.operations.directives.actions.desk import StaleEdit
from binhyen.operations.directives.actions.fields import NotUnderstood
from binhyen.operations.directives.forms.review import duty_initial
from binhyen.operations.directives.models import Duty, ReviewStep
from binhyen.operations.directives.rules import NotPossible
from binhyen.operations.directives.values import DutyValues, NamedBody, TargetValues


class JournalDown(Exception):
    """The journal cannot be written."""


@pytest.fixture
def journal_down(monkeypatch):
    def fail(*args, **kwargs):
        raise JournalDown

    monkeypatch.setattr(journal, "record", fail)


def values_of(duty: Duty, **changed) -> DutyValues:
    """The duty's own values as its form shows them, with some changed."""
    given = {name: value for name, value in duty_initial(duty).items() if name != "version"}
    targets = tuple(TargetValues(t.metric, t.op, float(t.value), t.unit, t.by, t.baseline) for t in duty.targets.all())
    return DutyValues(**{**given, "targets": targets, **changed})


def edit(duty: Duty, hand, **changed) -> Duty:
    return review.edit_duty(duty_id=duty.pk, version=duty.version, values=values_of(duty, **changed), **hand)


def act_of(name, found, clerk):
    """One step of each kind on ``found``, to be tried."""
    common = {"duty_id": found.pk, "version": found.version, **clerk}
    return {
        "accept": lambda: review.accept(**common),
        "remove": lambda: review.remove(**common),
        "edit": lambda: review.edit_duty(values=values_of(found, title="Tên khác"), **common),
    }[name]


def test_an_accepted_duty_says_who_accepted_it(duty, clerk):
    found = duty("Tuần tra")

    review.accept(duty_id=found.pk, version=found.version, **clerk)

    now = duty("Tuần tra")
    assert (now.state, now.reviewed_by, now.reviewed_at, now.version) == ("ACCEPTED", clerk["by"], clerk["at"], 2)
    fact = Fact.objects.get(kind="directives.DutyAccepted")
    assert fact.subject_id == str(found.pk)
    assert fact.data["version"] == 2


def test_a_duty_is_accepted_once(duty, clerk):
    found = review.accept(duty_id=duty("Tuần tra").pk, version=1, **clerk)

    with pytest.raises(NotPossible, match="đã được duyệt"):
        review.accept(duty_id=found.pk, version=found.version, **clerk)


@pytest.mark.parametrize("name", ["accept", "remove", "edit"])
def test_where_the_journal_fails_nothing_is_saved(name, duty, clerk, journal_down):
    found = duty("Tuần tra")
    before = Duty.objects.filter(pk=found.pk).values().get()

    with pytest.raises(JournalDown):
        act_of(name, found, clerk)()

    assert Duty.objects.filter(pk=found.pk).values().get() == before
    assert ReviewStep.objects.count() == 0


@pytest.mark.parametrize("name", ["accept", "remove", "edit"])
def test_a_step_on_a_duty_somebody_else_has_changed_is_refused(name, duty, clerk, colleague):
    seen = duty("Tuần tra")
    edit(seen, colleague, title="Tuần tra đường mòn")

    with pytest.raises(StaleEdit) as refused:
        act_of(name, seen, clerk)()

    assert refused.value.changed_by == "coordinator"
    assert refused.value.changed_at == colleague["at"]
    assert duty("Tuần tra").title == "Tuần tra đường mòn"


def test_a_corrected_deadline_is_read_like_a_printed_one(duty, clerk):
    found = edit(duty("Tuần tra"), clerk, deadline="hằng tháng, trước ngày 25")

    assert found.deadline_type == "recurring"
    assert found.deadline_value == "FREQ=MONTHLY;BYMONTHDAY=25"
    assert found.due_on is None
    assert found.state == "ACCEPTED"


def test_a_deadline_nobody_understands_is_refused_with_how_to_write_it(duty, clerk):
    with pytest.raises(NotUnderstood, match="Hãy viết như"):
        edit(duty("Tuần tra"), clerk, deadline="lúc nào đó xinh xinh")

    assert duty("Tuần tra").version == 1


def test_an_emptied_deadline_is_no_deadline(duty, clerk):
    found = edit(duty("Treo pa nô"), clerk, deadline="")

    assert (found.deadline_type, found.due_on, found.deadline_text) == ("none", None, "")


def test_corrected_bodies_become_rows_of_the_register_where_it_knows_them(duty, clerk, bodies):
    found = edit(duty("Treo pa nô"), clerk, leads=(NamedBody("Sở Y tế"), NamedBody("Hội Làm vườn")))

    assert [(p.name, p.body_id) for p in found.parts.order_by("position")] == [
        ("Sở Y tế", bodies["s_yte"].pk),
        ("Hội Làm vườn", None),
    ]
    assert found.lead_names == "Sở Y tế; Hội Làm vườn"
    assert "hoi lam vuon" in found.search_key


def test_a_body_chosen_from_the_list_is_that_body_whatever_its_name(duty, clerk, bodies):
    found = edit(duty("Treo pa nô"), clerk, leads=(NamedBody("UBND xã nhà", "ubnd_xa_02788"),))

    assert found.parts.get(part="LEAD").body == bodies["ubnd_xa_02788"]


def test_naming_a_lead_settles_the_finding_that_nobody_was_named(duty, clerk):
    found = duty("Treo pa nô")
    assert found.findings.filter(code="NOBODY_NAMED", state="OPEN").exists()

    edit(found, clerk, leads=(NamedBody("Công an tỉnh"),))

    assert not duty("Treo pa nô").findings.filter(code="NOBODY_NAMED").exists()
    assert duty("Treo pa nô").clarity["who"]


def test_the_clarity_of_the_directive_follows_its_duties(plan, duty, clerk):
    before = plan.clarity

    edit(duty("Treo pa nô"), clerk, leads=(NamedBody("Công an tỉnh"),))

    plan.refresh_from_db()
    assert plan.clarity > before


def test_targets_are_set_as_entered(duty, clerk):
    found = edit(duty("Tuần tra"), clerk, targets=(TargetValues("số tuyến được tuần tra", ">=", 12.5, "tuyến"),))

    [target] = found.targets.all()
    assert (target.metric, target.op, float(target.value), target.unit) == (
        "số tuyến được tuần tra",
        ">=",
        12.5,
        "tuyến",
    )


def test_an_edit_that_changes_nothing_names_no_field(duty, clerk):
    edit(duty("ký cam kết"), clerk)

    assert Fact.objects.get(kind="directives.DutyEdited").data["fields"] == []


def test_what_the_reader_had_read_stays_whatever_is_changed(duty, clerk):
    before = duty("Treo pa nô").as_read

    edit(duty("Treo pa nô"), clerk, title="Treo băng rôn", leads=(NamedBody("Công an tỉnh"),))

    assert duty("Treo pa nô").as_read == before


def test_a_removed_duty_can_be_taken_back_in(duty, clerk):
    found = duty("Treo pa nô")
    removed = review.remove(duty_id=found.pk, version=found.version, **clerk)
    with pytest.raises(NotPossible, match="lấy lại"):
        review.accept(duty_id=found.pk, version=removed.version, **clerk)

    restored = review.restore(duty_id=found.pk, version=removed.version, **clerk)

    assert (restored.state, restored.reviewed_by) == ("PROPOSED", None)


def test_a_section_is_accepted_whole_and_only_it(plan, clerk):
    section = plan.duties.order_by("position").first().section
    inside = plan.duties.filter(section=section).count()

    assert review.accept_section(directive_id=plan.pk, section=section, **clerk) == inside

    assert plan.duties.filter(state="ACCEPTED").count() == inside
    fact = Fact.objects.get(kind="directives.DutiesAccepted")
    assert len(fact.data["duty_ids"]) == inside


def test_only_what_is_certain_and_unquestioned_is_accepted_unseen(plan, duty, clerk):
    review.accept_certain(directive_id=plan.pk, **clerk)

    assert duty("rà soát người nghi nghiện").state == "ACCEPTED"
    assert duty("ký cam kết").state == "PROPOSED"  # its deadline lies before the day of issue
    assert duty("Treo pa nô").state == "PROPOSED"  # nobody is named
    with pytest.raises(NotPossible, match="chắc chắn"):
        review.accept_certain(directive_id=plan.pk, **clerk)


def test_taking_a_proposal_mends_the_duty_and_settles_the_finding(duty, clerk):
    found = duty("ký cam kết")
    finding = found.findings.get(code="DEADLINE_BEFORE_ISSUE")
    assert finding.proposed

    findings.take_finding(finding_id=finding.pk, version=found.version, **clerk)

    now = duty("ký cam kết")
    assert now.deadline_value == finding.proposed
    assert now.findings.get(code="DEADLINE_BEFORE_ISSUE").state == "TAKEN"
    assert Fact.objects.get(kind="directives.FindingTaken").data["code"] == "DEADLINE_BEFORE_ISSUE"


def test_a_kept_finding_is_not_raised_again_by_a_later_edit(duty, clerk):
    finding = duty("ký cam kết").findings.get(code="DEADLINE_BEFORE_ISSUE")
    findings.keep_finding(finding_id=finding.pk, **clerk)

    edit(duty("ký cam kết"), clerk, title="Ký cam kết với cơ sở lưu trú")

    assert [f.state for f in duty("ký cam kết").findings.filter(code="DEADLINE_BEFORE_ISSUE")] == ["KEPT"]
    with pytest.raises(NotPossible, match="đã được xử lý"):
        findings.keep_finding(finding_id=finding.pk, **clerk)


def test_a_finding_without_a_proposal_cannot_be_taken(duty, clerk):
    found = duty("Treo pa nô")
    finding = found.findings.get(code="NOBODY_NAMED")

    with pytest.raises(NotPossible, match="không kèm đề nghị"):
        findings.take_finding(finding_id=finding.pk, version=found.version, **clerk)


@pytest.fixture
def signed(plan, colleague):
    for section in range(len(plan.sections)):
        if plan.duties.filter(section=section).exists():
            review.accept_section(directive_id=plan.pk, section=section, **colleague)
    return whole.sign(directive_id=plan.pk, **colleague)


def test_a_register_is_signed_when_nothing_waits(plan, colleague):
    with pytest.raises(NotPossible, match="chờ duyệt"):
        whole.sign(directive_id=plan.pk, **colleague)


def test_a_signed_register_knows_its_signer_and_is_signed_once(signed, colleague):
    assert (signed.state, signed.signed_by) == ("SIGNED", colleague["by"])
    assert Fact.objects.get(kind="directives.RegisterSigned").data["accepted"] == signed.duties.count()
    with pytest.raises(NotPossible, match="đã được chốt"):
        whole.sign(directive_id=signed.pk, **colleague)


def test_a_signed_register_is_not_corrected_without_the_right_or_without_a_reason(signed, duty, clerk, colleague):
    with pytest.raises(NotPossible, match="Chỉ người điều phối"):
        edit(duty("Tuần tra"), clerk, title="Khác")
    with pytest.raises(NotPossible, match="lý do"):
        edit(duty("Tuần tra"), {**colleague, "reason": " "}, title="Khác")


def test_a_correction_of_a_signed_register_keeps_its_reason(signed, duty, colleague):
    edit(duty("Tuần tra"), {**colleague, "reason": "Công văn đính chính 30/UBND"}, title="Tuần tra đường mòn")

    fact = Fact.objects.get(kind="directives.DutyEdited")
    assert fact.reason == "Công văn đính chính 30/UBND"
    assert duty("Tuần tra").title == "Tuần tra đường mòn"
