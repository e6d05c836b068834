"""The law's words for what is stored as codes, for screens, sheets and the API."""

from dataclasses import dataclass
from functools import cache

from binhyen.operations.cases.models import Case
from binhyen.operations.cases.rules.facts import spec
from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.values import CaseView, FactKind, Flag, ListCode, State

from .projections import TERM

REASONS = {TERM: "Hết thời hạn theo luật", "MOVED_AWAY": "Chuyển đi nơi khác", "": "Mở hồ sơ"}
DRUG_FREE = {"yes": "cản tiêu chí 1", "no": "không cản tiêu chí 1", "unknown": "chưa rõ trong quy định"}
OFF_LIST = "Không thuộc danh sách"
LAW_LISTS = (ListCode.L1, ListCode.L2, ListCode.L3)


@cache
def state_labels() -> dict[str, str]:
    return {state.value: load().label(state) for state in State}


@cache
def list_labels() -> dict[str, str]:
    labels = load().list_labels
    return {code.value: labels.get(code, OFF_LIST) for code in ListCode}


@cache
def flag_labels() -> dict[str, str]:
    return {flag.value: load().flag_labels[flag] for flag in Flag}


@dataclass(frozen=True, slots=True)
class Words:
    """Where a case stands, in words."""

    state: str
    list: str
    reported: str  # "" where the published stock counts as the law does
    measure: str
    flags: tuple[str, ...]
    drug_free: str  # "" where it says nothing of the commune


def of_view(view: CaseView) -> Words:
    """The words for what the rules say of a case."""
    span = view.span
    found = load().standing(span.state, span.list is ListCode.L2)
    return Words(
        state=state_labels()[span.state.value],
        list=list_labels()[span.list.value],
        reported=list_labels()[span.reported.value] if span.reported is not span.list else "",
        measure=measure_label(span.measure),
        flags=tuple(flag_labels()[flag.value] for flag in sorted(view.flags)),
        drug_free=DRUG_FREE.get(found.breaks_drug_free, ""),
    )


def of_case(case: Case) -> Words:
    """The same for the stored row of today."""
    return Words(
        state=state_labels().get(case.state, case.state),
        list=list_labels().get(case.list_code, OFF_LIST),
        reported="",
        measure=measure_label(case.measure),
        flags=tuple(flag_labels().get(flag, flag) for flag in case.flags),
        drug_free="",
    )


def measure_label(code: str) -> str:
    return load().measure_labels.get(code, code)


def reason_label(code: str) -> str:
    """Why people came onto a list or left it: the kind of fact, or the law's own term."""
    if code in REASONS:
        return REASONS[code]
    return spec(FactKind(code)).label if code in set(FactKind) else code
