"""The law's words for what is stored as codes, for screens, sheets and the API."""

from functools import cache

from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.values import Flag, ListCode, State

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
