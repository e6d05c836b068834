"""The 4 rõ of a duty and of a directive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from binhyen.operations.directives.reader.clarity import clarity, clarity_of
from binhyen.operations.directives.reader.values import BodyMention, Deadline, DeadlineType, Duty, DutyKind, Target

POLICE = BodyMention("Công an tỉnh", "Công an tỉnh", "ca_tinh")
HEALTH = BodyMention("Sở Y tế", "Sở Y tế", "s_yte")
CLEAR = Duty(
    index=0,
    kind=DutyKind.TASK,
    title="Rà soát, lập danh sách người nghiện",
    text="Công an tỉnh chủ trì rà soát, lập danh sách người nghiện (hoàn thành trước ngày 30/6/2026).",
    path=(),
    line=1,
    col=0,
    page=None,
    spans=(),
    leads=(POLICE,),
    deadline=Deadline(DeadlineType.DATE, "2026-06-30"),
)


def test_a_duty_with_body_work_and_day_is_clear_in_all_four() -> None:
    found = clarity(CLEAR)
    assert found.score == 4
    assert found.why == {}


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"leads": ()}, {"who", "responsible"}),
        ({"leads": (POLICE, HEALTH)}, {"responsible"}),
        ({"leads": (BodyMention("Các đơn vị liên quan", "các đơn vị liên quan"),)}, {"who"}),
        ({"deadline": Deadline()}, {"when"}),
        ({"deadline": Deadline(DeadlineType.CONTINUOUS, "CONTINUOUS")}, {"when"}),
        ({"deadline": Deadline(DeadlineType.RECURRING, "FREQ=UNSPECIFIED")}, {"when"}),
        ({"text": "Nêu cao tinh thần trách nhiệm, quyết tâm chính trị."}, {"what", "when"}),
    ],
)
def test_what_is_missing_is_named_and_explained(change: dict[str, object], missing: set[str]) -> None:
    found = clarity(replace(CLEAR, **change))  # type: ignore[arg-type]
    assert {name for name in ("who", "what", "responsible", "when") if not getattr(found, name)} == missing
    assert set(found.why) == missing
    assert all(sentence.endswith(".") for sentence in found.why.values())


def test_many_bodies_that_each_act_for_themselves_are_clear() -> None:
    leads = (BodyMention("Các sở, ban, ngành", ""), BodyMention("UBND cấp xã", ""))
    duty = replace(CLEAR, leads=leads, text="Các sở, ban, ngành, UBND cấp xã báo cáo kết quả hằng tháng.")
    assert clarity(duty).responsible


def test_a_target_or_a_report_is_its_own_result() -> None:
    text = "Quan tâm công tác cai nghiện."
    bare = replace(CLEAR, text=text)
    assert not clarity(bare).when
    assert clarity(replace(bare, targets=(Target("người", ">=", 5, "người"),))).when
    assert clarity(replace(bare, kind=DutyKind.REPORT)).when


def test_a_directive_is_as_clear_as_its_duties() -> None:
    found = clarity_of([CLEAR, replace(CLEAR, index=1, leads=()), replace(CLEAR, index=2, deadline=Deadline())])
    assert (found.duties, found.clear, found.percent) == (3, 1, 33)
    assert found.missing == {"who": 1, "what": 0, "responsible": 1, "when": 1}
    assert "1 trên 3" in found.why


def test_a_directive_without_duties_says_so() -> None:
    found = clarity_of([])
    assert (found.percent, found.why) == (0, "Văn bản chưa có nhiệm vụ nào.")
