"""A reading becomes a directive: whole, with everything the pages need."""

from binhyen.foundation.jobs.work import Unwatched
from binhyen.foundation.journal.models import Fact
from binhyen.operations.directives import jobs
from binhyen.operations.directives.models import Duty, Intake, Passage

from .conftest import AT


def test_every_duty_stands_with_its_fields_and_its_place(plan, duty):
    found = duty("rà soát người nghi nghiện")

    assert found.lead_names == "Công an tỉnh"
    assert found.coordinator_names == "Sở Y tế"
    assert found.deadline_text == "20/03/2026"
    assert found.due_on.isoformat() == "2026-03-20"
    assert found.four_clear
    span = found.spans[0]
    text = Passage.objects.get(directive=plan, index=span["block"]).text[span["start"] : span["end"]]
    assert "rà soát người nghi nghiện" in text


def test_bodies_the_register_knows_are_rows_of_it(plan, duty, bodies):
    parts = duty("rà soát người nghi nghiện").parts

    assert {(part.part, part.body_id) for part in parts.all()} == {
        ("LEAD", bodies["ca_tinh"].pk),
        ("COORDINATE", bodies["s_yte"].pk),
    }


def test_a_lead_from_a_heading_is_marked_in_the_heading(plan, duty):
    part = duty("Tuần tra các tuyến").parts.get(part="LEAD")

    heading = Passage.objects.get(directive=plan, index=part.span["block"])
    assert heading.text[part.span["start"] : part.span["end"]] == "Công an tỉnh"


def test_findings_come_with_the_reading(plan, duty):
    past = duty("ký cam kết").findings.get(code="DEADLINE_BEFORE_ISSUE")

    assert past.severity == "error"
    assert past.state == "OPEN"


def test_the_document_is_in_the_register_of_documents(plan):
    document = plan.document

    assert (document.number, document.symbol, document.kind) == ("21", "KH-UBND", "Kế hoạch")
    assert document.issued_on.isoformat() == "2026-02-05"
    assert document.file is not None


def test_what_was_read_is_kept_for_scoring(plan, duty):
    kept = duty("Treo pa nô").as_read

    assert kept["leads"] == []
    assert kept["deadline"]["value"] == "2026-04-10"


def test_sections_cover_the_text_without_gap_or_overlap(plan):
    ends = [(section["first"], section["last"]) for section in plan.sections]

    assert ends[0][0] == 0
    assert all(before[1] + 1 == after[0] for before, after in zip(ends, ends[1:], strict=False))
    assert ends[-1][1] == plan.passages.count() - 1
    assert set(plan.duties.values_list("section", flat=True)) <= set(range(len(ends)))


def test_the_reading_is_a_fact(plan):
    fact = Fact.objects.get(kind="directives.DirectiveRead")

    assert fact.subject_id == str(plan.pk)
    assert fact.data["duties"] == Duty.objects.count()


def test_the_job_run_twice_makes_one_directive(plan):
    intake = Intake.objects.get(directive=plan)

    again = jobs.read(intake_id=intake.pk, progress=Unwatched(), at=AT)

    assert again == ""
    assert Intake.objects.get().directive_id == plan.pk
