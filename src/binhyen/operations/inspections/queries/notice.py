"""The official notice of a conclusion: what it says, and the document it was written into."""

from collections.abc import Sequence

from django.urls import reverse

from binhyen.kit.official_words import day_words
from binhyen.operations.inspections.models import Finding, Inspection
from binhyen.operations.inspections.values import Remedy
from binhyen.registers.documents.actions.handing import Handed
from binhyen.registers.documents.models import Outgoing
from binhyen.registers.documents.rules import lines
from binhyen.registers.documents.values import OutgoingState

_TABLE = ("TT", "Nơi có phát hiện", "Phát hiện, việc phải khắc phục", "Chịu trách nhiệm", "Hạn; theo dõi")


def notice(*, inspection: Inspection) -> Handed:
    """The notice of what an inspection found, to be mended, numbered and signed with the documents of the body.

    Team, conclusion, every finding with who answers for it. Three queries.
    """
    rows = _findings(inspection)
    targets = list(inspection.targets.order_by("sort_key").values_list("name", flat=True))
    named = [body.name for one in rows for body in (one.responsible, one.follower) if body]
    return Handed(
        kind="Thông báo", abstract=f"Kết luận kiểm tra: {inspection.title}",
        text="\n".join(_words(inspection, rows, targets)), addressed=(),
        recipients=(*dict.fromkeys([*targets, *named]), "Lưu: VT"),
        origin=f"Đợt kiểm tra: {inspection.title}", origin_url=_address(inspection),
    )  # fmt: skip


def _words(inspection: Inspection, rows: Sequence[Finding], targets: Sequence[str]) -> list[str]:
    held = f"Ngày kiểm tra: {day_words(inspection.held_on)}. " if inspection.held_on else ""
    team = "; ".join(f"{one.name}, {one.office} ({one.get_seat_display()})" for one in inspection.team.all())
    words = [
        f"Căn cứ {lines.plain(inspection.ground)};",
        lines.plain(f"{held}Đơn vị được kiểm tra: {'; '.join(targets)}."),
        lines.plain(f"Nội dung: {inspection.subject}"),
        lines.plain(f"Đoàn kiểm tra: {team}."),
        lines.part("Kết luận"),
        *(lines.plain(line) for line in inspection.conclusion.splitlines() if line.strip()),
        lines.part("Phát hiện và việc phải khắc phục"),
    ]
    table = lines.table(_TABLE, (_line(number, one) for number, one in enumerate(rows, start=1)))
    return words + (table or ["Không có phát hiện phải khắc phục."])


def _line(number: int, one: Finding) -> tuple[str, ...]:
    responsible = f"{one.responsible.name}: {one.answerable}" if one.responsible else ""
    due = f"{one.due_on:%d/%m/%Y}; {one.follower.name}" if one.due_on and one.follower else ""
    return (str(number), one.target.name, f"{one.what} Khắc phục: {one.remedy}", responsible, due)


def notice_of(*, inspection: Inspection) -> Outgoing | None:
    """The document its conclusion was written into, whoever reads; a cancelled one is none. One query."""
    rows = Outgoing.objects.filter(origin_url=_address(inspection), issuer=inspection.inspector_id)
    return rows.exclude(state=OutgoingState.CANCELLED).order_by("-pk").first()


def _findings(inspection: Inspection) -> list[Finding]:
    """Every finding that was not withdrawn, whoever writes: the notice says the same to everybody."""
    rows = inspection.findings.exclude(state=Remedy.WITHDRAWN)
    return list(rows.select_related("target", "responsible", "follower").order_by("id"))


def _address(inspection: Inspection) -> str:
    return reverse("inspections:inspection", args=[inspection.pk])
