"""What must be clear before work is given, and what words say of its evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.operations.work.rules import clear, overlaps, states
from binhyen.operations.work.values import EvidenceKind, Gap, MoveKind, Work

WHOLE = {"what": "Lập danh sách", "leads": ["UBND xã Bản Lầu"], "kinds": ("LIST",)}


@pytest.mark.parametrize(
    ("changed", "gap"),
    [
        ({"leads": []}, "WHO"),
        ({"unknown": ["Ban chuyên trách"]}, "WHO"),
        ({"what": " "}, "WHAT"),
        ({"one_answers": False}, "RESPONSIBLE"),
        ({"timed": False}, "WHEN"),
        ({"kinds": ()}, "RESULT"),
    ],
)
def test_what_lacks_one_of_the_four_is_not_clear(changed, gap):
    found = clear.unclear(clear.Stated(**{**WHOLE, **changed}))

    assert [one.gap for one in found] == [gap]
    assert found[0].why.endswith(".")


def test_a_whole_task_is_clear():
    assert clear.unclear(clear.Stated(**WHOLE)) == ()


def test_the_readers_own_sentence_goes_back_to_the_issuer():
    stated = clear.Stated(**{**WHOLE, "timed": False, "reasons": {"WHEN": "Không nêu thời hạn."}})

    assert clear.question(clear.unclear(stated)) == "Không nêu thời hạn."


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Lập danh sách người sau cai", ("LIST",)),
        ("Báo cáo kết quả về UBND tỉnh", ("DOCUMENT",)),
        ("Treo pa nô tại trụ sở", ("PHOTO",)),
        ("Kiểm tra các cơ sở lưu trú", ("MINUTES",)),
        ("Ban hành kế hoạch và tổ chức tập huấn", ("DOCUMENT", "PHOTO")),
        ("Nâng cao tinh thần trách nhiệm", ()),
    ],
)
def test_evidence_is_read_from_the_words(text, kinds):
    assert clear.proposed_kinds(kind="task", text=text) == kinds


def test_a_target_is_shown_by_a_number_and_a_report_by_a_document():
    assert clear.proposed_kinds(kind="target", text="Giảm người nghiện") == ("NUMBER",)
    assert clear.proposed_kinds(kind="report", text="Trước ngày 20") == ("DOCUMENT",)


def test_codes_of_the_rules_are_those_stored():
    assert set(clear.GAPS) == set(Gap.values)
    assert set(states.STATES) == set(Work.values)
    assert {kind for kind, _ in clear._KINDS} <= set(EvidenceKind.values)
    assert set(states.MOVES) <= set(MoveKind.values)


@given(st.lists(st.sampled_from(sorted(states.MOVES)), max_size=12))
def test_nothing_leads_out_of_what_is_over(moves):
    state = states.GIVEN
    for move in moves:
        if move in states.possible(state):
            before, state = state, states.after(move, state)
            assert before not in (states.VERIFIED, states.STOPPED)
        else:
            with pytest.raises(states.NotPossible, match=r"\.$"):
                states.after(move, state)
        if state == states.VERIFIED:
            assert move in (states.VERIFY,) or states.possible(state) == frozenset()


@given(st.dictionaries(st.sampled_from(states.STATES), st.integers(0, 99)))
def test_a_head_is_verified_only_when_every_live_copy_is(counts):
    live = {state for state, n in counts.items() if n and state != states.STOPPED}

    assert (states.rolled_up(counts) == states.VERIFIED) == (live == {states.VERIFIED})


def test_duties_alike_with_other_leads_overlap_and_those_of_one_body_do_not():
    text = "Rà soát, lập danh sách người sử dụng trái phép chất ma túy trên địa bàn các xã, phường"
    found = overlaps.overlaps(
        [
            overlaps.Content(1, text, frozenset({"Công an tỉnh"})),
            overlaps.Content(2, f"{text} năm 2026", frozenset({"Sở Y tế"})),
            overlaps.Content(3, text, frozenset({"Công an tỉnh"})),
            overlaps.Content(4, "Tổ chức thi tìm hiểu pháp luật cho học sinh các trường", frozenset({"Tỉnh đoàn"})),
        ]
    )

    assert {(one.first, one.second) for one in found} == {(1, 2), (2, 3)}
    assert all(one.share >= overlaps.ALIKE for one in found)
