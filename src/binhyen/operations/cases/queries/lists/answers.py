"""Rows of a list judged: where they belong, what is wrong with them, whom the register knows."""

from collections.abc import Sequence
from datetime import date

from binhyen.foundation.access.values import Scope
from binhyen.operations.cases.reader.values import Field, Finding, ReadRow, Severity
from binhyen.registers.people.queries.matching import Known, Match, match_many
from binhyen.registers.people.queries.visible import people

from .places import Places
from .reading import person_details, stands
from .rows import Answer
from .seals import person_of


def answers(
    reads: Sequence[ReadRow],
    *,
    scope: Scope,
    commune_code: str,
    on: date,
    places: Places | None = None,
    compared: bool = False,
) -> list[Answer]:
    """One answer per row. Nine queries for all of them, and one for each name of a place not met before.

    ``compared``: the list is only set against others, so what writing needs may be missing.
    A row that carries our own sealed id is the person it was exported for, however its name was mended since.
    """
    where = places or Places(commune_code=commune_code, on=on, provinces=scope.provinces)
    details = [person_details(read.listed, where) for read in reads]
    matches = match_many(scope=scope, rows=details)
    sealed = _sealed(reads, scope)
    return [
        Answer(
            read=read,
            findings=(
                *read.findings,
                *(() if compared else _missing(read, one.commune_code)),
                *_stranger(read, sealed),
            ),
            match=_known(read, match, sealed),
        )
        for read, one, match in zip(reads, details, matches, strict=True)
    ]


def _sealed(reads: Sequence[ReadRow], scope: Scope) -> dict[str, int]:
    """Cells with a true seal to the person they stand for, as far as the reader sees them. One query, or none."""
    told = {read.row_id: person for read in reads if read.row_id and (person := person_of(read.row_id))}
    if not told:
        return {}
    seen = set(people(scope).filter(pk__in=set(told.values())).values_list("pk", flat=True))
    return {cell: person for cell, person in told.items() if person in seen}


def _known(read: ReadRow, match: Match, sealed: dict[str, int]) -> Match:
    person = sealed.get(read.row_id)
    if person is None or (match.known is Known.SAME and match.person_id == person):
        return match
    return Match(Known.SAME, person, 1.0, ("Mã dòng của bảng đã xuất từ sổ",))


def _stranger(read: ReadRow, sealed: dict[str, int]) -> list[Finding]:
    if not read.row_id or read.row_id in sealed:
        return []
    says = (
        "Mã dòng không phải của sổ này, đã bị sửa, hoặc người đó không còn trong địa bàn của anh/chị: dòng được so với "
        "sổ theo họ tên và số giấy tờ như mọi dòng khác."
    )
    return [Finding(Severity.WARNING, "ROW_ID", f"dòng {read.number}", Field.ROW_ID, says)]


def _missing(read: ReadRow, owner: str) -> list[Finding]:
    found = []
    if not owner:
        says = "Chưa rõ người này thuộc xã, phường nào: hãy ghi tên xã vào ô địa chỉ, hoặc chọn xã cho cả danh sách."
        found.append(Finding(Severity.ERROR, "NO_COMMUNE", f"dòng {read.number}", Field.COMMUNE, says))
    if stands(read.listed) is None:
        says = (
            "Chưa rõ người này đang ở diện nào (sử dụng, nghiện, sau cai …): khi ghi chỉ lập thông tin người, chưa lập "
            "hồ sơ."
        )
        found.append(Finding(Severity.WARNING, "NO_STATUS", f"dòng {read.number}", Field.STATUS, says))
    return found
