"""What a careful clerk sends back: every finding where it belongs, none where all is well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from binhyen.operations.directives.reader.lint import lint, lint_duties
from binhyen.operations.directives.reader.lint.context import Gone
from binhyen.operations.directives.reader.lint.laws import terms_in
from binhyen.operations.directives.reader.values import (
    Block,
    BodyMention,
    Deadline,
    DeadlineType,
    Duty,
    DutyKind,
    Finding,
    Level,
    Meta,
    Node,
    Piece,
    Reading,
    Severity,
    Span,
    Target,
)

ISSUED = date(2026, 2, 10)
POLICE = BodyMention("Công an tỉnh", "Công an tỉnh", "ca_tinh")
HEALTH = BodyMention("Sở Y tế", "Sở Y tế", "s_yte")
DATED = Deadline(DeadlineType.DATE, "2026-06-30")


def duty(index: int = 0, text: str = "Rà soát, lập danh sách người nghiện.", **fields: object) -> Duty:
    base = Duty(index, DutyKind.TASK, "", text, (), index + 10, 0, None, (), leads=(POLICE,), deadline=DATED)
    return replace(base, **fields)  # type: ignore[arg-type]


def block(index: int, text: str) -> Block:
    return Block(index, text, (Piece(0, len(text), index + 1, 0),))


def reading(*duties: Duty, blocks: tuple[Block, ...] = (), outline: tuple[Node, ...] = (), **meta: object) -> Reading:
    head = Meta(issued_on=ISSUED, **meta)  # type: ignore[arg-type]
    return Reading("thu", (), blocks, outline, head, duties)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def only(findings: tuple[Finding, ...], code: str) -> Finding:
    (found,) = [finding for finding in findings if finding.code == code]
    return found


def test_a_clear_duty_has_no_finding() -> None:
    assert lint(reading(duty())) == ()


def test_a_deadline_in_the_past_takes_the_day_of_a_like_duty() -> None:
    wrong = duty(
        0, "Treo pa nô, áp phích tại trụ sở, tuyến đường chính.", deadline=Deadline(DeadlineType.DATE, "2025-03-27")
    )
    right = duty(1, "Treo pa nô, áp phích tại trụ sở, trường học.", deadline=Deadline(DeadlineType.DATE, "2026-03-27"))
    found = only(lint(reading(wrong, right)), "DEADLINE_BEFORE_ISSUE")
    assert (found.severity, found.field, found.duty, found.line) == (Severity.ERROR, "deadline", 0, 10)
    assert found.proposed == "2026-03-27"
    assert "dòng 11" in found.suggestion


def test_a_deadline_in_the_past_without_a_like_duty_takes_the_next_year_and_keeps_its_rest() -> None:
    wrong = duty(deadline=Deadline(DeadlineType.COMPOUND, "2024-04-28;THEN=CONTINUOUS"))
    found = only(lint(reading(wrong)), "DEADLINE_BEFORE_ISSUE")
    assert found.proposed == "2026-04-28;THEN=CONTINUOUS"
    assert "năm gần nhất" in found.suggestion


def test_where_the_day_of_issue_is_blank_its_month_decides() -> None:
    blank = replace(
        reading(duty(deadline=Deadline(DeadlineType.DATE, "2026-01-30"))),
        meta=Meta(issued_text="ngày tháng 02 năm 2026"),
    )
    assert "DEADLINE_BEFORE_ISSUE" in codes(lint(blank))
    soon = replace(
        reading(duty(deadline=Deadline(DeadlineType.DATE, "2026-02-05"))),
        meta=Meta(issued_text="ngày tháng 02 năm 2026"),
    )
    assert "DEADLINE_BEFORE_ISSUE" not in codes(lint(soon))


@pytest.mark.parametrize(
    ("day", "reason", "proposed"),
    [
        ("2026-02-28", "thứ Bảy", "2026-02-27"),
        ("2026-04-30", "nghỉ lễ 30/4", "2026-04-29"),
        ("2026-04-26", "nghỉ lễ", "2026-04-24"),
        ("2026-08-31", "thay cho ngày 22/08/2026", "2026-08-28"),
    ],
)
def test_a_deadline_on_a_day_off_proposes_the_working_day_before(day: str, reason: str, proposed: str) -> None:
    found = only(lint(reading(duty(deadline=Deadline(DeadlineType.DATE, day)))), "DEADLINE_ON_DAY_OFF")
    assert reason in found.message
    assert found.proposed == proposed


def test_a_make_up_saturday_is_a_working_day() -> None:
    assert lint(reading(duty(deadline=Deadline(DeadlineType.DATE, "2026-08-22")))) == ()


def test_a_day_off_in_a_year_not_yet_decided_is_called_an_estimate() -> None:
    found = only(lint(reading(duty(deadline=Deadline(DeadlineType.DATE, "2027-02-08")))), "DEADLINE_ON_DAY_OFF")
    assert "dự kiến" in found.message


def test_nobody_named() -> None:
    found = only(lint(reading(duty(0, leads=()), duty(1, "Tổ chức tuyên truyền tại chợ phiên."))), "NOBODY_NAMED")
    assert found.field == "leads"
    assert "Công an tỉnh" in found.suggestion


def test_two_leads() -> None:
    found = only(lint(reading(duty(leads=(POLICE, HEALTH)))), "TWO_LEADS")
    assert found.proposed == "Công an tỉnh"
    group = duty(leads=(BodyMention("Các sở, ban, ngành", ""), BodyMention("UBND cấp xã", "")))
    assert "TWO_LEADS" not in codes(lint(reading(group)))


def test_continuous_without_a_rhythm_and_recurring_without_a_period() -> None:
    report = duty(
        2, "Báo cáo.", kind=DutyKind.REPORT, deadline=Deadline(DeadlineType.RECURRING, "FREQ=MONTHLY;BYMONTHDAY=20")
    )
    found = lint(
        reading(
            duty(0, deadline=Deadline(DeadlineType.CONTINUOUS, "CONTINUOUS")),
            duty(1, "Định kỳ tổng hợp số liệu.", deadline=Deadline(DeadlineType.RECURRING, "FREQ=UNSPECIFIED")),
            report,
        )
    )
    assert codes(found) == ["CONTINUOUS_NO_RHYTHM", "RECURRING_NO_PERIOD"]
    assert only(found, "RECURRING_NO_PERIOD").proposed == "FREQ=MONTHLY;BYMONTHDAY=20"


def test_a_target_without_number_unit_or_day() -> None:
    none = Deadline()
    vague = duty(0, "Kiềm chế tội phạm.", kind=DutyKind.TARGET, deadline=none)
    unitless = duty(1, "Đạt 5.", kind=DutyKind.TARGET, deadline=none, targets=(Target("x", "=", 5, ""),))
    assert codes(lint(reading(vague, unitless))) == [
        "TARGET_WITHOUT_NUMBER",
        "TARGET_WITHOUT_DAY",
        "TARGET_WITHOUT_UNIT",
    ]


def test_a_target_below_that_of_a_higher_directive() -> None:
    higher = reading(
        duty(targets=(Target("xã, phường không ma túy", ">=", 75, "%"),)), kind="Kế hoạch", number="12", symbol="KH-BCA"
    )
    mine = duty(targets=(Target("xã, phường không ma túy", ">=", 60, "%", "2026-06-30"),))
    found = only(lint(reading(mine), higher=(higher,)), "TARGET_CONFLICT")
    assert "12/KH-BCA" in found.message
    assert found.proposed == ">= 75 %"
    same = duty(targets=(Target("xã, phường không ma túy", ">=", 80, "%", "2026-06-30"),))
    assert lint(reading(same), higher=(higher,)) == ()


def test_a_law_number_of_the_wrong_assembly() -> None:
    text = "Luật Phòng, chống ma túy số 120/2025/QH14 ngày 10/12/2025; Luật số 73/2021/QH14 ngày 30/3/2021 của Quốc hội"
    found = only(lint(reading(blocks=(block(0, text),))), "LAW_NUMBER_IMPOSSIBLE")
    assert found.proposed == "120/2025/QH15"
    assert found.line == 1
    assert found.span is not None
    assert "120/2025/QH14" in text[found.span.start : found.span.end]


def test_a_law_without_a_day_is_judged_by_its_year() -> None:
    both = block(0, "Luật số 20/2021/QH14, Luật số 30/2021/QH15 và Luật số 40/2021/QH13")
    assert [one.message[3:16] for one in lint(reading(blocks=(both,)))] == ["40/2021/QH13 "]


def test_terms_of_the_assembly_follow_their_first_sessions() -> None:
    assert terms_in(date(2025, 12, 10), date(2025, 12, 10)) == (15,)
    assert terms_in(date(2021, 1, 1), date(2021, 12, 31)) == (14, 15)
    assert terms_in(date(1990, 1, 1), date(1990, 12, 31)) == ()


def test_a_number_of_another_year_and_an_act_of_the_future() -> None:
    text = block(0, "Nghị định số 105/2021/NĐ-CP ngày 04/12/2022; Quyết định số 5/QĐ-UBND ngày 01/3/2026")
    assert codes(lint(reading(blocks=(text,)))) == ["LAW_AFTER_DIRECTIVE", "LAW_YEAR_MISMATCH"]


def nodes(*markers: str) -> tuple[tuple[Block, ...], tuple[Node, ...]]:
    blocks = tuple(block(i, marker) for i, marker in enumerate(markers))
    level = Level.LETTER if markers[0][0].isalpha() else Level.NUMBER
    return blocks, tuple(Node(i, None, level, m, "", Span(i, 0, len(m)), 1) for i, m in enumerate(markers))


@pytest.mark.parametrize(
    ("markers", "expected"),
    [
        (("1.", "2.", "3."), []),
        (("1.1.", "1.2.", "1.3.", "1.4.", "1.3.", "1.6."), [("NUMBER_REPEATED", 5), ("NUMBER_SKIPPED", 6)]),
        (("2.1.", "2.2.", "2.3.", "2.5."), [("NUMBER_SKIPPED", 4)]),
        (("1.", "2.", "1.", "2."), []),
        (("a)", "b)", "c)", "d)", "đ)", "e)"), []),
        (("a)", "b)", "c)", "d)", "e)"), []),
        (("a)", "c)"), [("NUMBER_SKIPPED", 2)]),
    ],
)
def test_repeated_and_skipped_numbers(markers: tuple[str, ...], expected: list[tuple[str, int]]) -> None:
    blocks, outline = nodes(*markers)
    assert [(f.code, f.line) for f in lint(reading(blocks=blocks, outline=outline))] == expected


def test_the_same_duty_twice() -> None:
    text = "Huy động nguồn lực, kinh phí phục vụ công tác tuyên truyền; khen thưởng tập thể, cá nhân có thành tích."
    found = only(lint(reading(duty(0, text), duty(1, text + " Thực hiện nghiêm."))), "DUPLICATE_DUTY")
    assert (found.duty, found.proposed) == (1, "0")
    assert lint(reading(duty(0, text), duty(1, text, leads=(HEALTH,)))) == ()
    assert lint(reading(duty(0, text), duty(1, text, deadline=Deadline(DeadlineType.DATE, "2026-09-30")))) == ()


def test_a_body_that_is_gone() -> None:
    labour = BodyMention("Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH", "s_ldtbxh")
    found = only(lint(reading(duty(leads=(labour,)))), "BODY_GONE")
    assert "28/02/2025" in found.message
    assert "Sở Nội vụ" in found.suggestion
    assert "BODY_GONE" not in codes(lint(reading(duty(leads=(labour,))), issued=date(2024, 5, 6)))


def test_districts_are_gone_since_july_2025() -> None:
    district = BodyMention("UBND huyện Cao Lộc", "UBND huyện Cao Lộc")
    assert "BODY_GONE" in codes(lint_duties([duty(leads=(district,))], issued=ISSUED))
    assert "BODY_GONE" not in codes(lint_duties([duty(leads=(district,))], issued=date(2024, 1, 9)))


def test_the_register_may_say_which_bodies_are_gone() -> None:
    def check(mention: BodyMention, day: date) -> Gone | None:
        return Gone(date(2025, 12, 31), ("Sở Y tế",)) if mention.name == "Công an tỉnh" and day == ISSUED else None

    assert only(lint(reading(duty()), bodies_on=check), "BODY_GONE").proposed == "Sở Y tế"


def test_a_leading_body_that_does_not_get_the_document() -> None:
    court = BodyMention("Tòa án nhân dân tỉnh", "Tòa án nhân dân tỉnh", "taand_tinh")
    sent = ("Các sở, ban, ngành;", "UBND các xã, phường;", "Lưu: VT.")
    found = only(lint(reading(duty(0, leads=(court,)), duty(1), recipients=sent)), "RECIPIENT_MISSING")
    assert "Tòa án nhân dân tỉnh" in found.message
    assert lint(reading(duty(leads=(court,)), recipients=("Như trên;", "Lưu: VT."))) == ()
    assert lint(reading(duty(leads=(court,)), recipients=("TAND tỉnh;",))) == ()


def test_a_body_that_gets_the_document_but_no_work() -> None:
    found = only(lint(reading(duty(), recipients=("Công an tỉnh;", "Sở Y tế;", "Lưu: VT."))), "RECIPIENT_WITHOUT_DUTY")
    assert "Sở Y tế" in found.message
    everyone = duty(leads=(BodyMention("Các sở, ban, ngành", ""),))
    assert lint(reading(everyone, recipients=("Sở Y tế;",))) == ()


def test_private_numbers_and_mailboxes_are_found_and_not_repeated() -> None:
    text = block(
        0, "Liên hệ đồng chí A, SĐT: 0912.345.678; thư nguyenvana@gmail.com; cơ quan: 0214.3840.123, pc04@laocai.gov.vn"
    )
    found = lint(reading(blocks=(text,)))
    assert codes(found) == ["PERSONAL_PHONE", "PRIVATE_MAILBOX"]
    assert all("0912.345.678" not in one.message and "nguyenvana" not in one.message for one in found)
    assert found[0].span is not None
    assert text.text[found[0].span.start : found[0].span.end] == "0912.345.678"
