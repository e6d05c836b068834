"""The council: who sits in it, what its sessions voted; and what the province set where the law is silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import clean, collapse, search_key
from binhyen.monitoring.recognition.events import CouncilSet, ProcedureSet, SessionHeld
from binhyen.monitoring.recognition.models import Council, CouncilMember, ProcedureSetting, ReviewFile, Session, Vote
from binhyen.monitoring.recognition.queries import files as queries
from binhyen.monitoring.recognition.queries.settings import papers, terms
from binhyen.monitoring.recognition.rules import course, law
from binhyen.monitoring.recognition.values import Choice, Seat, Stage, StepKind
from binhyen.registers.documents.models import OfficialDocument

from .files import RecognitionRefused, step_many

VOTABLE = (Stage.CHECKED, Stage.NOT_PASSED)
MOST = 60  # members
PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody's place in the council, by office."""

    seat: Seat
    name: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A session as its minutes have it. ``others`` names those who did not agree: (file, member) -> choice."""

    held_on: date
    place: str
    secretary: str
    present: frozenset[int]  # members
    files: tuple[int, ...]
    others: Mapping[tuple[int, int], Choice] = field(default_factory=dict)
    note: str = ""


@transaction.atomic
def set_council(
    *,
    period: int,
    number: str,
    decided_on: date,
    members: Sequence[Member],
    document: OfficialDocument | None,
    by: User,
    at: datetime,
) -> Council:
    """The council of a period as its decision has it; a second decision replaces who sits, votes cast stand.

    Raises RecognitionRefused: no number, nobody, somebody twice, or not exactly one chair.
    """
    if not number.strip():
        raise RecognitionRefused("Hãy ghi số quyết định thành lập Hội đồng.")
    seats = [one.seat for one in members]
    if seats.count(Seat.CHAIR) != 1:
        raise RecognitionRefused("Hội đồng có đúng một Chủ tịch.")
    if len(members) > MOST:
        raise RecognitionRefused(f"Hội đồng có nhiều nhất {MOST} thành viên.")
    names = [(search_key(one.name), search_key(one.office)) for one in members]
    if len(set(names)) < len(names):
        raise RecognitionRefused("Có người được ghi hai lần với cùng chức vụ.")
    kept = {"decision_number": collapse(number), "decision_on": decided_on, "document": document}
    made, _new = Council.objects.update_or_create(period=period, defaults={**kept, "set_at": at, "set_by": by})
    made.members.filter(left_at__isnull=True).update(left_at=at)
    CouncilMember.objects.bulk_create(
        CouncilMember(council=made, position=place, seat=one.seat, name=collapse(one.name), office=collapse(one.office))
        for place, one in enumerate(members, 1)
    )
    record(CouncilSet(subject_id=str(made.pk), members=len(members)), by=by, at=at, reason=collapse(number))
    return made


@transaction.atomic
def hold_session(*, period: int, held: Held, by: User, at: datetime, today: date) -> Session:
    """Enter the minutes of a session: who sat, and how each commune's request was voted on.

    Those present who are not named in ``others`` agreed. Every file gets its step in the same transaction.

    Raises RecognitionRefused: no council, too few present, a day that cannot be, a file that may not be voted on.
    """
    council = Council.objects.select_for_update().filter(period=period).first()
    if council is None:
        raise RecognitionRefused("Kỳ này chưa lập Hội đồng xét duyệt.")
    members = list(council.members.filter(left_at__isnull=True))
    present = [one for one in members if one.pk in held.present]
    _check_sitting(council, members, present, held, today)
    files = _files(period, held)
    session = Session.objects.create(
        council=council, held_on=held.held_on, place=collapse(held.place),
        chair=next((one for one in present if one.seat == Seat.CHAIR), present[0]), secretary=collapse(held.secretary),
        note=clean(held.note).strip(), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    session.present.set(present)
    votes = {file.pk: {one.pk: held.others.get((file.pk, one.pk), Choice.FOR) for one in present} for file in files}
    Vote.objects.bulk_create(
        Vote(session=session, file_id=file, member_id=member, choice=choice)
        for file, cast in votes.items()
        for member, choice in cast.items()
    )
    _count(session, {file.pk: file for file in files}, votes, members=len(members), by=by, at=at)
    stated = SessionHeld(subject_id=str(session.pk), files=tuple(file.pk for file in files), present=len(present))
    record(stated, by=by, at=at)
    return session


def _count(
    session: Session,
    files: Mapping[int, ReviewFile],
    votes: Mapping[int, Mapping[int, Choice]],
    *,
    members: int,
    by: User,
    at: datetime,
) -> None:
    """What each file's vote came to, as its step."""
    share = terms(on=session.held_on)["COUNCIL_SHARE"].value
    stepped = []
    for pk, cast in votes.items():
        found = course.outcome(list(cast.values()), members=members, share=share)
        data = {
            "session": session.pk, "passed": found.passed, "agree": found.agree, "against": found.against,
            "abstained": found.abstained, "members": members, "need": found.need,
        }  # fmt: skip
        stepped.append((files[pk], data))
    step_many(files=stepped, kind=StepKind.REVIEWED, on=session.held_on, by=by, at=at)


def _check_sitting(
    council: Council, members: Sequence[CouncilMember], present: Sequence[CouncilMember], held: Held, today: date
) -> None:
    if held.held_on > today or held.held_on < council.decision_on:
        raise RecognitionRefused("Ngày họp phải từ ngày lập Hội đồng đến hôm nay.")
    if not (held.place.strip() and held.secretary.strip()):
        raise RecognitionRefused("Hãy ghi nơi họp và thư ký phiên họp.")
    quorum = terms(on=held.held_on)["COUNCIL_QUORUM"].value
    if not course.quorate(present=len(present), members=len(members), share=quorum):
        raise RecognitionRefused(
            f"Có mặt {len(present)}/{len(members)} thành viên, chưa đủ {quorum} %: phiên họp không hợp lệ."
        )


def _files(period: int, held: Held) -> list[ReviewFile]:
    if not held.files:
        raise RecognitionRefused("Hãy chọn ít nhất một xã để biểu quyết.")
    files = list(ReviewFile.objects.select_for_update().filter(period=period, pk__in=held.files).order_by("pk"))
    if len(files) != len(set(held.files)):
        raise RecognitionRefused("Có hồ sơ không thuộc kỳ này.")
    checklist = papers(on=held.held_on)
    for file in files:
        steps = queries.facts(list(file.steps.all()))
        now = course.stage(steps)
        assessed = [one for one in steps if one.kind is StepKind.SELF_ASSESSED]
        if now not in VOTABLE or not assessed or not assessed[-1].data.get("asks"):
            raise RecognitionRefused(f"Hồ sơ của địa bàn {file.area_code} chưa đến bước Hội đồng biểu quyết.")
        kept = set(file.papers.filter(removed_at__isnull=True).values_list("code", flat=True))
        lacking = course.missing(checklist, kept, up_to=StepKind.REVIEWED)
        if lacking:
            words = "; ".join(rule.label.lower() for rule in lacking)
            raise RecognitionRefused(f"Hồ sơ của địa bàn {file.area_code} còn thiếu: {words}.")
    return files


@transaction.atomic
def set_term(*, code: str, value: int, valid_from: date, source: str, by: User, at: datetime) -> ProcedureSetting:
    """Set a number the law leaves open. Raises RecognitionRefused: no such number, out of range, no source."""
    if code not in law.terms():
        raise RecognitionRefused("Không có thông số này.")
    if not 1 <= value <= PERCENT:
        raise RecognitionRefused("Tỷ lệ phải từ 1 đến 100 phần trăm.")
    return _setting(code, value, valid_from, source, by, at)


@transaction.atomic
def set_paper(
    *,
    code: str,
    label: str,
    required: bool,
    needed_for: StepKind,
    valid_from: date,
    source: str,
    by: User,
    at: datetime,
) -> ProcedureSetting:
    """Set whether a paper is required, or add one of the province's own (``code`` ""). Raises RecognitionRefused."""
    known = {rule.code: rule for rule in papers(on=valid_from)}
    if not code:
        words = collapse(clean(label))
        if not words:
            raise RecognitionRefused("Hãy ghi tên giấy tờ.")
        code = "P_" + search_key(words).replace(" ", "_").upper()[:36]
        if code in known:
            raise RecognitionRefused("Danh mục đã có giấy tờ này.")
        return _setting(code, int(required), valid_from, source, by, at, label=words, needed_for=needed_for)
    if code not in known:
        raise RecognitionRefused("Danh mục không có giấy tờ này.")
    kept = known[code]
    return _setting(
        code, int(required), valid_from, source, by, at, label=kept.label, needed_for=needed_for or kept.needed_for
    )


def _setting(
    code: str,
    value: int,
    valid_from: date,
    source: str,
    by: User,
    at: datetime,
    *,
    label: str = "",
    needed_for: str = "",
) -> ProcedureSetting:
    words = collapse(clean(source))[:300]
    if not words:
        raise RecognitionRefused("Hãy ghi văn bản đã quy định: số, ngày, cơ quan.")
    row = ProcedureSetting.objects.create(
        code=code, label=label, value=value, needed_for=needed_for, valid_from=valid_from, source=words, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    record(ProcedureSet(subject_id=code, value=str(value)), by=by, at=at, reason=words)
    return row
