"""What classes and counts say in Vietnamese, for screens, sheets, the API and the command."""

from collections.abc import Mapping
from decimal import Decimal

from binhyen.kit.figures import number
from binhyen.monitoring.classification.values import (
    CLASS_LABELS,
    Alternative,
    Classification,
    CriterionResult,
    Direction,
    FreeCriterion,
    KeyClass,
    Level,
    MeasureResult,
)

from .law import readings

PART_LABELS: Mapping[str, str] = {
    "people_breaking": "người",
    "resident_offenders": "người vi phạm",
    "wanted_hiding": "đối tượng truy nã",
    "points": "điểm",
}
DIRECTION_LABELS = {
    Direction.BETTER: "Tốt lên",
    Direction.WORSE: "Xấu đi",
    Direction.SAME: "Không đổi",
    Direction.UNKNOWN: "Chưa so được",
}
LEVEL_LABELS = {
    Level.I: "mức loại I",
    Level.II: "mức loại II",
    Level.III: "mức loại III",
    Level.NONE: "chưa có mức nào",
}


def percent(numerator: float | Decimal, denominator: int | None) -> str:
    """For reading only, "0,27 %": classes never come from it. Cut, not rounded: 0,4999 does not read as 0,50."""
    if not denominator:
        return ""
    hundredths = int(numerator * 10_000 // denominator)
    return f"{hundredths // 100},{hundredths % 100:02} %"


def share(bound: tuple[int, int]) -> str:
    """A bound as the Decision writes it: [5, 1000] is "0,5 %"; a plain count keeps its number."""
    over, under = bound
    if under == 1:
        return number(over)
    return f"{number(Decimal(over * 100) / Decimal(under))} %"


def bound_words(measure: MeasureResult) -> str:
    """The levels of a measure: "loại I từ 0,5 %; loại II từ 0,1 %; loại III trên 0"."""
    parts = [
        f"loại {level.name} từ {share(bound)}" if bound else f"loại {level.name} trên 0"
        for level, bound in measure.bounds.items()
    ]
    return "; ".join(parts)


def province_bound(measure: MeasureResult) -> str:
    bound = next(iter(measure.bounds.values()), None)
    return f"từ {share(bound)}{'' if measure.of else f' {measure.unit}'}" if bound else ""


def lacking(result: Classification) -> str:
    """What is missing for 3/3: "Còn 4 người, 1 điểm nữa là đạt". "" where nothing is, or no rule was in force."""
    parts = [f"{number(count)} {PART_LABELS[code]}" for one in result.free for code, count in one.parts if count]
    return f"Còn {', '.join(parts)} nữa là đạt" if parts else ""


def part_words(criterion: FreeCriterion) -> list[tuple[str, int, str]]:
    """(code, count, unit) of each count of a criterion of Article 6."""
    return [(code, count, PART_LABELS[code]) for code, count in criterion.parts]


def headline(result: Classification) -> str:
    return CLASS_LABELS[KeyClass(result.headline)] if result.headline in set(KeyClass) else CLASS_LABELS["DRUG_FREE"]


def key_label(result: Classification) -> str:
    """The class of Article 4 in words, with what it may be where a figure is missing."""
    label = CLASS_LABELS[result.key]
    if result.possible:
        names = ", ".join(CLASS_LABELS[one] for one in result.possible)
        return f"{label} ({names})"
    return label


def why_key(result: Classification) -> str:
    """How the class came about: "Đạt 1 tiêu chí mức loại II trở lên, cần 3"."""
    if not result.counts:
        return ""
    first, second, third = (result.counts.get(level, 0) for level in (Level.I, Level.II, Level.III))
    return f"Mức loại I: {first}/5 (cần 3). Mức loại II trở lên: {second}/5 (cần 3). Mức loại III: {third}/3 (cần 1)."


def distance(measure: MeasureResult) -> str:
    """How many fewer bring a measure to the next level down. Counts of the period only begin anew with the next."""
    if measure.fewer is None or measure.below is None:
        return ""
    to = f"xuống {LEVEL_LABELS[measure.below]}" if measure.below else "không còn mức nào"
    if measure.grows:
        return "Tính trong kỳ, chỉ về 0 khi sang kỳ mới"
    return f"Bớt {number(measure.fewer)} {measure.unit} thì {to}"


def room(measure: MeasureResult) -> str:
    """How many more raise it a level."""
    if measure.more is None or not measure.level:
        return ""
    return f"Thêm {number(measure.more)} {measure.unit} thì lên {LEVEL_LABELS[Level(measure.level + 1)]}"


def criterion_level(criterion: CriterionResult) -> str:
    if criterion.level is None:
        return criterion.missing
    return f"Mức loại {criterion.level.name}" if criterion.level else "Không"


def alternative_words(one: Alternative) -> dict[str, str]:
    """A reading the other way, ready to print."""
    reading = readings()[one.reading]
    free = f"{one.free_met}/3"
    return {
        "code": one.reading,
        "label": reading.label,
        "value": reading.value_label(one.value),
        "article": reading.article,
        "class": CLASS_LABELS[one.key],
        "free": free,
        "confidence": reading.confidence,
    }
