"""The list of a period as pages show it, and what changed in a file since it was assessed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from binhyen.kit.listing import Filter, Listing, ListState
from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.classification.values import CLASS_LABELS
from binhyen.monitoring.recognition.values import STAGE_LABELS, Stage

from .files import Entry, Opened, PeriodBoard

_ORDERS: dict[str, Callable[[Entry], Any]] = {
    "ten": lambda one: one.row.place.sort_key,
    "buoc": lambda one: list(Stage).index(one.stage),
    "tieu-chi": lambda one: (-one.row.now.free_met, one.row.now.blocking),
    "thieu": lambda one: -len(one.missing),
}
LISTING = Listing(
    sorts={key: (key,) for key in _ORDERS},
    default_sort="ten",
    filters=(
        Filter("buoc", "Bước", tuple((one.value, label) for one, label in STAGE_LABELS.items())),
        Filter("dat", "Tiêu chí", (("3", "Đạt 3/3"), ("0", "Chưa đạt"))),
        Filter("ky", "Kỳ", hidden=True),
    ),
    page_size=120,
)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is no longer what the assessment froze."""

    label: str
    then: str
    now: str


def chosen(found: PeriodBoard, state: ListState) -> list[Entry]:
    words = search_key(state.search).split()
    rows = [one for one in found.entries if all(word in one.row.place.search_key for word in words)]
    stage, met = state.value("buoc"), state.value("dat")
    rows = [one for one in rows if not stage or one.stage == stage]
    rows = [one for one in rows if not met or one.row.now.drug_free == (met == "3")]
    return sorted(rows, key=_ORDERS[state.sort.removeprefix("-")], reverse=state.sort.startswith("-"))


def stage_counts(found: PeriodBoard) -> list[tuple[str, str, int]]:
    return [(stage.value, STAGE_LABELS[stage], number) for stage, number in found.stages.items() if number]


def changes(opened: Opened) -> Sequence[Change]:
    """What the assessment froze and is otherwise now; nothing where there is no assessment yet."""
    assessed = opened.assessed
    if assessed is None:
        return ()
    then, now = assessed.data, opened.row.now
    found = [
        Change(one.label, str(before["count"]), str(one.count))
        for before in then["free"]
        for one in now.free
        if one.code == before["code"] and one.count != before["count"]
    ]
    for before in then["criteria"]:
        for one in now.criteria:
            if one.code != before["code"]:
                continue
            for measure, old in zip(one.measures, before["measures"], strict=False):
                new = (str(measure.numerator), measure.denominator)
                if new != (old["numerator"], old["denominator"]):
                    found.append(Change(measure.label, _share(old["numerator"], old["denominator"]), _share(*new)))
    if then["key"] != now.key.value:
        found.append(Change("Loại", CLASS_LABELS[then["key"]], CLASS_LABELS[now.key]))
    return found


def _share(numerator: str, denominator: int | None) -> str:
    return f"{numerator}/{denominator}" if denominator else numerator
