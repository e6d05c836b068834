"""Rows of a list judged: where they belong, what is wrong with them, whom the register knows."""

from collections.abc import Sequence
from datetime import date

from binhyen.foundation.access.values import Scope
from binhyen.operations.cases.reader.values import Field, Finding, ReadRow, Severity
from binhyen.registers.people.queries.matching import match_many

from .places import Places
from .reading import person_details, stands
from .rows import Answer


def answers(
    reads: Sequence[ReadRow], *, scope: Scope, commune_code: str, on: date, places: Places | None = None
) -> list[Answer]:
    """One answer per row. Eight queries for all of them, and one for each name of a place not met before."""
    where = places or Places(commune_code=commune_code, on=on, provinces=scope.provinces)
    details = [person_details(read.listed, where) for read in reads]
    matches = match_many(scope=scope, rows=details)
    return [
        Answer(read=read, findings=(*read.findings, *_missing(read, one.commune_code)), match=match)
        for read, one, match in zip(reads, details, matches, strict=True)
    ]


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
