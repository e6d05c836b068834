"""Findings on who does the work: nobody, two, a body that is gone, a body that does not get the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from binhyen.operations.directives.reader.bodies import Body, default_catalogue
from binhyen.operations.directives.reader.values import BodyMention, Duty, DutyKind, Finding, Reading, Severity
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


_COVERS: Final = tuple(
    (re.compile(body), re.compile(cover))
    for body, cover in (
        (r"^(?:sở|ban|thanh tra|văn phòng|trung tâm|bệnh viện)", r"các\s+(?:sở|cơ quan)|sở, ban|ban, ngành|trực thuộc"),
        (r"^(?:bộ|đài|thông tấn)", r"các\s+bộ|bộ, ngành|bộ, cơ quan"),
        (r"cấp xã|xã, phường", r"xã, phường|phường, xã|cấp xã|các địa phương|các xã|các phường|đặc khu"),
        (
            r"(?:xã|phường|thôn|bản|an ninh, trật tự)$",
            r"đoàn thể xã|ban, ngành|các ngành|\d+ (?:bản|thôn)|các (?:thôn|bản|đơn vị)",
        ),
        (r"huyện|thành phố$", r"huyện|thành phố"),
        (
            r"^(?:hội|tỉnh đoàn|thành đoàn|đoàn|liên đoàn|ủy ban mặt trận|các tổ chức)",
            r"đoàn thể|ctxh|chính trị|mttq|mặt trận|hội,",
        ),
        (r"tòa án|viện kiểm sát|thi hành án", r"tand|vksnd|tòa án|viện kiểm sát|tư pháp|nội chính"),
        (
            r"^(?:đảng ủy|ban .*ủy$|ủy ban kiểm tra|cấp ủy)",
            r"đảng ủy|cấp ủy|tổ chức đảng|ban xây dựng đảng|các ban đảng|các cơ quan đảng",
        ),
        (r"^(?:phòng|tổ)", r"các phòng|các đơn vị|các tổ"),
        (r"^(?:các|thành viên|lực lượng)", r"."),
        (
            r"^(?:công an|bộ chỉ huy|ban chỉ huy|chi cục|cục|thuế|kho bạc|bảo hiểm|báo|thống kê)",
            r"sở, ban, ngành|các cơ quan",
        ),
        (r".", r"thành viên|đoàn giám sát"),  # the members of a committee are its bodies
    )
)
_WORKING: Final = ("department", "union", "front", "press")
_NAMED: Final = 5  # so many names in a message, then "…"


def recipients(context: Context) -> Iterator[Finding]:
    """Bodies that are to lead work but are not among those the document is sent to: one finding for all."""
    reading = context.reading
    if reading is None or not reading.meta.recipients:
        return
    lines = list(dict.fromkeys(fold(line) for line in reading.meta.recipients))
    if any(_ALL_GET_IT.search(line) for line in lines):
        return
    left_out: dict[str, Duty] = {}
    sent: dict[tuple[str, str, str], bool] = {}  # each body is looked for once, however many duties it has
    for duty in context.duties:
        for lead in duty.leads:
            who = (lead.name, lead.surface, lead.key)
            if who not in sent:
                sent[who] = _sent(lead, lines)
            if not sent[who]:
                left_out.setdefault(lead.name, duty)
    if left_out:
        yield _left_out(left_out)
    yield from _idle(context, reading)


def _idle(context: Context, reading: Reading) -> Iterator[Finding]:
    """Bodies the document is sent to by name though it asks nothing of them; none where groups get work."""
    named = [mention for duty in context.duties for mention in (*duty.leads, *duty.coordinators)]
    if any(_GROUP.search(fold(mention.name)) for mention in named):
        return
    busy = {mention.name for mention in named} | {mention.key for mention in named}
    bodies = _bodies_by_key()
    for line in reading.meta.recipients:
        for mention in default_catalogue().find(line):
            body = bodies.get(mention.key)
            if body is not None and body.kind in _WORKING and not {mention.name, mention.key} & busy:
                yield Finding(
                    "RECIPIENT_WITHOUT_DUTY",
                    Severity.NOTE,
                    f"{mention.name} có trong Nơi nhận nhưng không được giao việc nào.",
                    "Kiểm tra xem có sót nhiệm vụ, hay chỉ gửi để biết.",
                    field="recipients",
                )


def _left_out(bodies: dict[str, Duty]) -> Finding:
    names = list(bodies)
    shown = "; ".join(names[:_NAMED]) + (f" và {len(names) - _NAMED} cơ quan khác" if len(names) > _NAMED else "")
    return about(
        bodies[names[0]],
        "RECIPIENT_MISSING",
        Severity.NOTE,
        f"Được giao việc nhưng không có trong Nơi nhận: {shown}.",
        suggestion="Bổ sung các cơ quan này vào Nơi nhận.",
        proposed="; ".join(names),
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
