"""Rows of a list judged: where they belong, what is wrong with them, whom the register knows."""

from collections.abc import Mapping, Sequence
from datetime import date

from binhyen.foundation.access.values import Scope
from binhyen.operations.cases.reader.table import Table
from binhyen.operations.cases.reader.values import Field, Finding, ReadRow, Severity, at
from binhyen.registers.people.queries.matching import Known, Match, match_many
from binhyen.registers.people.queries.visible import people
from binhyen.registers.people.values import PersonDetails

from .offers.finding import Asked, find
from .offers.returned import untouched
from .offers.values import Offer
from .places import Places
from .reading import person_details, stands
from .rows import Answer
from .seals import Returned, returned


def answers(
    reads: Sequence[ReadRow],
    *,
    tables: Mapping[int, Table],
    scope: Scope,
    commune_code: str,
    on: date,
    places: Places | None = None,
    compared: bool = False,
    said: Mapping[int, Match] | None = None,
) -> list[Answer]:
    """One answer per row. Some twenty-five queries for all of them, and one for each name of a place not met before.

    ``compared``: the list is only set against others, so what writing needs may be missing, and nothing is offered.
    ``said`` is whom an officer said a row (by its place among ``reads``) to be.
    A row that carries our own sealed id is the person it was exported for, however its name was mended since.
    """
    where = places or Places(commune_code=commune_code, on=on, provinces=scope.provinces)
    details = [person_details(read.listed, where) for read in reads]
    back = sealed(reads, scope)
    chosen = said or {}
    matches = [
        chosen.get(place) or _known(read, match, back)
        for place, (read, match) in enumerate(zip(reads, match_many(scope=scope, rows=details), strict=True))
    ]
    asked = {} if compared else asked_of(reads, details, matches, back)
    found, _ = find(list(asked.values()), tables=tables, places=where, scope=scope)
    offers: dict[int, tuple[Offer, ...]] = dict(zip(asked, found, strict=True))
    return [
        Answer(
            read=read,
            findings=_findings(read, tables[read.table], back, None if compared else one.commune_code),
            match=match,
            offers=offers.get(place, ()),
            export_id=back[read.row_id].export_id if read.row_id in back else 0,
        )
        for place, (read, one, match) in enumerate(zip(reads, details, matches, strict=True))
    ]


def _findings(read: ReadRow, table: Table, back: Mapping[str, Returned], owner: str | None) -> tuple[Finding, ...]:
    """Everything to be said of a row; ``owner`` None where nothing of it will be written."""
    missing = [] if owner is None else _missing(read, owner)
    return (*_without_ours(read, table, back), *missing, *_stranger(read, back))


def sealed(reads: Sequence[ReadRow], scope: Scope) -> dict[str, Returned]:
    """Cells with a true seal to the row they are of, as far as the reader sees the person. One query, or none."""
    told = {read.row_id: back for read in reads if read.row_id and (back := returned(read.row_id))}
    if not told:
        return {}
    wanted = {back.person_id for back in told.values()}
    seen = set(people(scope).filter(pk__in=wanted).values_list("pk", flat=True))
    return {cell: back for cell, back in told.items() if back.person_id in seen}


def asked_of(
    reads: Sequence[ReadRow],
    details: Sequence[PersonDetails],
    matches: Sequence[Match],
    back: Mapping[str, Returned],
) -> dict[int, Asked]:
    """Rows whose person is known, by place. An officer may have said that an exported row is somebody else's."""
    found = {}
    for place, (read, one, match) in enumerate(zip(reads, details, matches, strict=True)):
        if match.known is Known.SAME and match.person_id:
            row = back.get(read.row_id)
            own = row if row and row.person_id == match.person_id else None
            found[place] = Asked(match.person_id, read, one, own)
    return found


def _known(read: ReadRow, match: Match, back: Mapping[str, Returned]) -> Match:
    found = back.get(read.row_id)
    if found is None or (match.known is Known.SAME and match.person_id == found.person_id):
        return match
    return Match(Known.SAME, found.person_id, 1.0, ("Mã dòng của bảng đã xuất từ sổ",))


def _without_ours(read: ReadRow, table: Table, back: Mapping[str, Returned]) -> Sequence[Finding]:
    """What is odd about cells that came back as they left is not for the officer to mend."""
    found = back.get(read.row_id)
    if found is None or not read.findings:
        return read.findings
    ours = {at(table.columns[place], read.number) for place in untouched(read, table, found)}
    return [one for one in read.findings if one.cell not in ours]


def _stranger(read: ReadRow, back: Mapping[str, Returned]) -> list[Finding]:
    if not read.row_id or read.row_id in back:
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
