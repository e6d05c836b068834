"""Bodies of a small province, a signed directive, and short ways to give work and to do it."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.kit.vietnamese.sort import sort_key
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.directives.models import Directive, Duty, DutyPart
from binhyen.operations.directives.values import DirectiveState, DutyState
from binhyen.operations.work.actions import giving, proving
from binhyen.operations.work.actions.moving import Hand
from binhyen.operations.work.models import Task
from binhyen.operations.work.values import EvidenceKind, Sharing, Shown, TaskDetails, Upload
from binhyen.registers.documents.actions import register
from binhyen.registers.documents.models import OfficialDocument
from binhyen.registers.documents.values import Direction, DocumentDetails
from binhyen.registers.organisations.models import Body, Membership

AT = datetime(2026, 2, 6, 2, 30, tzinfo=UTC)  # a Friday
DUE = datetime(2026, 2, 27, 10, 0, tzinfo=UTC)
NAMES = {
    "ubnd_tinh": ("UBND tỉnh", "PROVINCE", ""),
    "ca_tinh": ("Công an tỉnh", "PROVINCE", ""),
    "s_yte": ("Sở Y tế", "PROVINCE", ""),
    "ubnd_xa": ("UBND cấp xã", "GROUP", ""),
    "ubnd_xa_02788": ("UBND xã Bản Lầu", "COMMUNE", "02788"),
    "ubnd_xa_02683": ("UBND xã Bát Xát", "COMMUNE", "02683"),
    "ca_xa": ("Công an cấp xã", "GROUP", ""),
    "ca_xa_02788": ("Công an xã Bản Lầu", "COMMUNE", "02788"),
    "ca_xa_02683": ("Công an xã Bát Xát", "COMMUNE", "02683"),
}
Giving = Callable[..., Task]


@pytest.fixture
def bodies(db: None) -> dict[str, Body]:
    made = {
        key: Body.objects.create(
            key=key, name=name, level=level, area_code=area, search_key=search_key(name), sort_key=sort_key(name)
        )
        for key, (name, level, area) in NAMES.items()
    }
    for group in ("ubnd_xa", "ca_xa"):
        for area in ("02788", "02683"):
            Membership.objects.create(group=made[group], member=made[f"{group}_{area}"])
    return made


@pytest.fixture
def files_root(settings: Any, tmp_path: Any) -> Any:
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def give(bodies: dict[str, Body], person: Any) -> Giving:
    """``give("ubnd_xa_02788")``: a task by hand, given by the province's police, shown by a document."""

    def make(*leads: str, co_leads: tuple[str, ...] = (), followers: tuple[str, ...] = (), **more: Any) -> Task:
        wanted: dict[str, Any] = {
            "title": "Ký cam kết tại các thôn", "what": "Tổ chức ký cam kết tại các thôn.", "result": "Bản cam kết",
            "kinds": (EvidenceKind.DOCUMENT,), "due_at": DUE, **more,
        }  # fmt: skip
        verifier, at = wanted.pop("verifier", "ca_tinh"), wanted.pop("at", AT)
        key = wanted.pop("key", None)
        sharing = Sharing(
            leads=tuple(bodies[one].pk for one in leads),
            co_leads=tuple(bodies[one].pk for one in co_leads),
            followers=tuple(bodies[one].pk for one in followers),
            issuer=bodies["ca_tinh"].pk,
            verifier=bodies[verifier].pk,
        )
        return giving.give(details=TaskDetails(**wanted), sharing=sharing, by=person("coordinator"), at=at, key=key)

    return make


@pytest.fixture
def hand(bodies: dict[str, Body], person: Any) -> Callable[..., Hand]:
    """``hand("commune_committee", "ubnd_xa_02788")``: somebody acts for a body."""
    return lambda name, body, at=AT: Hand(person(name), at, bodies[body].pk)


@pytest.fixture
def paper(person: Any) -> OfficialDocument:
    details = DocumentDetails(direction=Direction.OUTGOING, kind="Báo cáo", number="12", symbol="BC-UBND")
    return register(details=details, file=None, by=person("officer"), at=AT)


@pytest.fixture
def prove(paper: OfficialDocument) -> Callable[..., Any]:
    """``prove(task, hand)``: the document that shows it."""

    def make(task: Task, hand: Hand, **more: Any) -> Any:
        shown = Shown(**{"kind": EvidenceKind.DOCUMENT, "document_id": paper.pk, **more})
        scope = scope_of(user=hand.by, on=hand.at.date())
        return proving.show(task_id=task.pk, shown=shown, upload=None, hand=hand, scope=scope)

    return make


def photo(seed: int = 1, *, quality: int = 90, exif: Any = None, size: tuple[int, int] = (640, 480)) -> Upload:
    found = Image.new("RGB", (640, 480), (seed * 37 % 256, 120, 200))
    pen = ImageDraw.Draw(found)
    for n in range(12):
        x, y = (seed * 97 + n * 131) % 640, (seed * 61 + n * 89) % 480
        pen.rectangle((x, y, x + 60 + n * 9, y + 40 + n * 7), fill=(n * 20, seed * 53 % 256, 255 - n * 19))
    out = BytesIO()
    found.resize(size).save(out, "JPEG", quality=quality, **({} if exif is None else {"exif": exif}))
    out.seek(0)
    return Upload(out, f"anh-{seed}.jpg")


@pytest.fixture
def directive(bodies: dict[str, Body], person: Any) -> Directive:
    """A signed directive of the province without duties yet."""
    by = person("officer")
    details = DocumentDetails(
        direction=Direction.OUTGOING, kind="Kế hoạch", number="21", symbol="KH-UBND", issuer_name="UBND tỉnh",
        issued_on=datetime(2026, 2, 5, tzinfo=UTC).date(),
    )  # fmt: skip
    document = register(details=details, file=None, by=by, at=AT)
    OfficialDocument.objects.filter(pk=document.pk).update(issuer=bodies["ubnd_tinh"])
    return Directive.objects.create(
        document=document, state=DirectiveState.SIGNED, received_at=AT, received_by=by, signed_at=AT, signed_by=by
    )


@pytest.fixture
def duty(directive: Directive, bodies: dict[str, Body]) -> Callable[..., Duty]:
    """``duty("Lập danh sách…", "ubnd_xa")``: an accepted duty of the directive."""

    def make(text: str, *leads: str, co_leads: tuple[str, ...] = (), names: tuple[str, ...] = (), **more: Any) -> Duty:
        given = {
            "kind": "task", "title": text[:80], "text": text, "line": 1, "state": DutyState.ACCEPTED,
            "deadline_type": "date", "deadline_value": "2026-02-28", "deadline_text": "28/02/2026",
            "position": directive.duties.count() + 1, **more,
        }  # fmt: skip
        row = Duty.objects.create(directive=directive, **given)
        rows = [("LEAD", bodies[key]) for key in leads] + [("COORDINATE", bodies[key]) for key in co_leads]
        for place, (part, body) in enumerate(rows):
            DutyPart.objects.create(duty=row, part=part, body=body, name=body.name, position=place)
        for name in names:
            DutyPart.objects.create(duty=row, part="LEAD", name=name, position=9)
        row.lead_names = "; ".join([*(bodies[key].name for key in leads), *names])
        row.save()
        return row

    return make
