"""Findings on who does the work: nobody, two, a body that is gone, a body that does not get the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from binhyen.operations.directives.reader.bodies import Body, default_catalogue
from binhyen.operations.directives.reader.values import BodyMention, Duty, DutyKind, Finding, Severity
from binhyen.operations.directives.reader.words import fold

from .context import Context, Gone, about, vn

_GROUP: Final = re.compile(r"^(?:các|mọi|lực lượng|thành viên)\b|cấp xã|cấp huyện|cơ sở|\bvà\b.*\bcấp\b")
_DISTRICTS_END: Final = date(2025, 6, 30)  # Law 72/2025/QH15: two levels of local government from 1 July 2025
_DISTRICT: Final = re.compile(r"(?<!\w)(?:huyện|thị xã|thị trấn|cấp huyện)(?!\w)|ủy ban nhân dân quận|ubnd quận")
_ALL_GET_IT: Final = re.compile(r"như\s+(?:trên|kính gửi|điều|mục|phần)|các cơ quan, đơn vị(?:,| được)|thành phần dự")


def nobody(context: Context) -> Iterator[Finding]:
    for duty in context.duties:
        if not duty.leads and duty.kind is not DutyKind.TARGET:
            yield about(
                duty,
                "NOBODY_NAMED",
                Severity.WARNING,
                "Chưa phân công: không có cơ quan, đơn vị nào được nêu.",
                suggestion=_neighbour(context, duty),
                field="leads",
            )


def _neighbour(context: Context, duty: Duty) -> str:
    for other in context.duties:
        if other.leads and other.path == duty.path:
            return f"Hỏi cơ quan ban hành; các việc cùng mục do {other.leads[0].name} chủ trì."
    return "Hỏi cơ quan ban hành xem ai chủ trì."


def two_leads(context: Context) -> Iterator[Finding]:
    """Two or more named bodies lead the same duty; groups that act each for themselves do not count."""
    for duty in context.duties:
        single = [lead for lead in duty.leads if not _GROUP.search(fold(lead.name))]
        if len(single) < 2 or len(single) != len(duty.leads):
            continue
        led = "chủ trì" in fold(duty.text)
        names = ", ".join(lead.name for lead in single)
        yield about(
            duty,
            "TWO_LEADS",
            Severity.WARNING if led or len(single) == 2 else Severity.NOTE,
            f"Có {len(single)} cơ quan cùng đứng tên thực hiện: {names}.",
            suggestion=f"Giao một cơ quan chủ trì (ví dụ {single[0].name}), các cơ quan còn lại phối hợp.",
            proposed=single[0].name,
            field="leads",
        )


@cache
def _bodies_by_key() -> dict[str, Body]:
    return {body.key: body for body in default_catalogue().bodies}


def gone_by_catalogue(mention: BodyMention, day: date) -> Gone | None:
    """Whether the catalogue of bodies says that the body had ceased to exist on ``day``."""
    bodies = _bodies_by_key()
    body = bodies.get(mention.key) or bodies.get(re.sub(r"_(?:tinh|xa|huyen)$", "", mention.key))
    if body is not None and body.valid_to is not None and body.valid_to < day:
        names = (_name(bodies, key) for key in body.successor)
        return Gone(body.valid_to, tuple(name for name in names if name))
    if day > _DISTRICTS_END and _DISTRICT.search(fold(mention.name)):
        return Gone(_DISTRICTS_END, ())
    return None


def _name(bodies: dict[str, Body], key: str) -> str:
    body = bodies.get(key) or bodies.get(re.sub(r"_(?:tinh|xa)$", "", key))
    return (
        "" if body is None else (f"{body.name} tỉnh" if key.endswith("_tinh") and body.form == "local" else body.name)
    )


def gone(context: Context) -> Iterator[Finding]:
    """Bodies that no longer existed when the directive was issued."""
    if context.issued is None:
        return
    check = context.gone_on or gone_by_catalogue
    for duty in context.duties:
        for role, mentions in (("leads", duty.leads), ("coordinators", duty.coordinators)):
            for mention in mentions:
                found = check(mention, context.issued)
                if found is not None:
                    yield _gone(duty, role, mention, found)


def _gone(duty: Duty, role: str, mention: BodyMention, found: Gone) -> Finding:
    after = f" Nay là {', '.join(found.successors)}." if found.successors else ""
    return about(
        duty,
        "BODY_GONE",
        Severity.WARNING,
        f"{mention.name} không còn tồn tại sau ngày {vn(found.until)}.",
        suggestion=f"Thay bằng cơ quan kế thừa nhiệm vụ.{after}",
        proposed=found.successors[0] if len(found.successors) == 1 else "",
        field=role,
    )


_COVERS: Final = (
    (re.compile(r"^(?:sở|ban|thanh tra|văn phòng)"), re.compile(r"các\s+(?:sở|cơ quan)|sở, ban, ngành|ban, ngành")),
    (
        re.compile(r"cấp xã|xã, phường|^ubnd cấp xã"),
        re.compile(r"xã, phường|cấp xã|phường, xã|các địa phương|các xã|đặc khu"),
    ),
    (re.compile(r"huyện|thành phố"), re.compile(r"huyện|thành phố")),
    (
        re.compile(r"^(?:hội|tỉnh đoàn|thành đoàn|đoàn|liên đoàn|ủy ban m|các tổ chức)"),
        re.compile(r"đoàn thể|ctxh|chính trị|mttq|mặt trận|hội,"),
    ),
    (re.compile(r"tòa án|viện kiểm sát|thi hành án"), re.compile(r"tand|vksnd|tòa án|viện kiểm sát|tư pháp|nội chính")),
    (re.compile(r"^các|^thành viên|^lực lượng"), re.compile(r".")),
    (
        re.compile(r"^(?:công an|bộ chỉ huy|ban chỉ huy|chi cục|cục|thuế|kho bạc|bảo hiểm|báo)"),
        re.compile(r"các sở, ban, ngành|sở, ban, ngành|các cơ quan"),
    ),
)


def recipients(context: Context) -> Iterator[Finding]:
    """Bodies that are to lead work but are not among those the document is sent to."""
    reading = context.reading
    if reading is None or not reading.meta.recipients:
        return
    lines = [fold(line) for line in reading.meta.recipients]
    if any(_ALL_GET_IT.search(line) for line in lines):
        return
    told: set[str] = set()
    for duty in context.duties:
        for lead in duty.leads:
            if lead.name in told:
                continue
            told.add(lead.name)
            if not _sent(lead, lines):
                yield about(
                    duty,
                    "RECIPIENT_MISSING",
                    Severity.NOTE,
                    f"{lead.name} được giao việc nhưng không có trong Nơi nhận.",
                    suggestion=f"Bổ sung {lead.name} vào Nơi nhận.",
                    proposed=lead.name,
                    field="recipients",
                )


def _sent(lead: BodyMention, lines: list[str]) -> bool:
    names = {fold(lead.name), fold(lead.surface)} - {""}
    names |= {fold(alias) for alias in _aliases(lead.key)}
    if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) for name in names for line in lines):
        return True
    name = fold(lead.name)
    return any(body.search(name) and any(cover.search(line) for line in lines) for body, cover in _COVERS)


def _aliases(key: str) -> tuple[str, ...]:
    bodies = _bodies_by_key()
    body = bodies.get(key) or bodies.get(re.sub(r"_(?:tinh|xa)$", "", key))
    return (body.name, *body.aliases) if body else ()
