"""What a case says, in the words a paper needs. Nothing is guessed: what is not known is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from binhyen.kit.official_form import Value
from binhyen.kit.official_words import day_words
from binhyen.operations.cases.values import FactKind as K
from binhyen.operations.cases.values import State

from .facts import authority_label, spec
from .parameters import load
from .time import add_months, age_on

TICKED, OPEN = "☒", "□"
_STOPS = {
    "ADDICTED": "ô dừng: nghiện", "OTHER_MEASURE": "ô dừng: cơ sở giáo dục", "PRISON": "ô dừng: án phạt tù",
    "DIED": "ô dừng: chết", "MISSING": "ô dừng: chết", "CUSTODY": "ô dừng: tạm giam",
}  # fmt: skip
_COMPLETED = {
    K.VOLUNTARY_COMPLETED: "cai nghiện ma túy tự nguyện",
    K.SUBSTITUTION_COMPLETED: "điều trị nghiện bằng thuốc thay thế",
    K.COMPULSORY_COMPLETED: "chấp hành quyết định cai nghiện bắt buộc",
}
_DECISIONS = frozenset({K.MANAGEMENT_DECIDED, K.COURT_DECIDED, K.POST_REHAB_DECIDED})
_MANAGED = frozenset({State.MANAGED, State.MANAGED_SUSPENDED, State.POST_REHAB, State.AWAITING_POST_REHAB})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPerson:
    """The person's own words. Empty where unknown. Sealed numbers are not here."""

    full_name: str
    sex: str = ""
    birth: str = ""
    birth_on: date | None = None
    aliases: str = ""
    origin: str = ""
    residence: str = ""
    abode: str = ""
    issued_on: date | None = None
    issued_by: str = ""
    ethnicity: str = ""
    religion: str = ""
    job: str = ""
    father: str = ""
    mother: str = ""
    guardian: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFact:
    """A fact that stands. ``body`` is the name of the body its data or its author names."""

    id: int
    kind: K
    on: date
    data: Mapping[str, object] = field(default_factory=dict)
    authority: str = ""
    number: str = ""
    document_on: date | None = None
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPlace:
    """A commune as papers name it: "xã Bản Lầu" of "tỉnh Lào Cai"."""

    kind: str = ""
    name: str = ""
    province: str = ""

    @property
    def printed(self) -> str:
        return f"{self.kind} {self.name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCase:
    """Everything one paper may need. ``facts`` in legal order; ``helpers``: (name, role, helps directly)."""

    person: PaperPerson
    place: PaperPlace  # the commune in whose name the paper is
    owner: PaperPlace
    receiver: PaperPlace = PaperPlace()
    sender: PaperPlace = PaperPlace()
    state: str = State.NONE
    flags: frozenset[str] = frozenset()
    file_number: str = ""
    ends_on: date | None = None
    facts: tuple[PaperFact, ...] = ()
    helpers: tuple[tuple[str, str, bool], ...] = ()

    def last(self, *kinds: K) -> PaperFact | None:
        return next((fact for fact in reversed(self.facts) if fact.kind in kinds), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Day of the paper and who signs; empty parts stay blank."""

    day: date | None = None
    number: str = ""
    signer: str = ""
    deputy: bool = False


def minor(case: PaperCase, on: date) -> bool:
    born = case.person.birth_on
    return "MINOR" in case.flags or (born is not None and age_on(born, on) < load().number("ADULT_AGE", on))


def values(case: PaperCase, signing: Signing, *, today: date) -> dict[str, Value]:
    """The words of every field that is known on the day of the paper. Unknown ones are "" or missing."""
    on = signing.day or today
    return {
        **_person(case.person),
        **_office(case, signing),
        **_use(case, signing),
        **_rehab(case, on),
        **_moves(case),
        **_ticks(case),
        **_tables(case),
        "mã hồ sơ": case.file_number,
        "trạng thái": load().label(State(case.state)) if case.state != State.NONE else "",
    }


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _person(person: PaperPerson) -> dict[str, Value]:
    return {
        "họ và tên": person.full_name,
        "tên gọi khác": person.aliases,
        "giới tính": person.sex,
        "ngày sinh": person.birth,
        "quê quán": person.origin,
        "nơi thường trú, tạm trú": person.residence,
        "nơi ở hiện tại": person.abode,
        "ngày cấp": _day(person.issued_on),
        "nơi cấp": person.issued_by,
        "dân tộc": person.ethnicity,
        "tôn giáo": person.religion,
        "nghề nghiệp": person.job,
        "họ tên cha": person.father,
        "họ tên mẹ": person.mother,
        "người đại diện": person.guardian or person.father or person.mother,
    }


def _office(case: PaperCase, signing: Signing) -> dict[str, Value]:
    place = case.place.printed
    return {
        "tỉnh": case.place.province,
        "xã, phường": place,
        "loại xã": case.place.kind,
        "công an cấp xã": f"Công an {place}" if place else "",
        "công an tiếp nhận": f"Công an {case.receiver.printed}" if case.receiver.printed else "",
        "người ký": signing.signer,
        "ngày ký bằng chữ": day_words(signing.day) if signing.day else "",
    }


def _use(case: PaperCase, signing: Signing) -> dict[str, Value]:
    tests = [fact for fact in case.facts if fact.kind == K.TEST]
    positive = [fact for fact in tests if fact.data.get("result") == "POSITIVE"]
    test = (positive or tests)[-1] if tests else None
    decided, stopped = case.last(K.MANAGEMENT_DECIDED), case.last(K.MANAGEMENT_STOPPED)
    opening = case.last(K.OPENING)
    since = decided.on if decided else None
    if since is None and opening and opening.data.get("state") in {State.MANAGED, State.MANAGED_SUSPENDED}:
        since = opening.on
    until = case.ends_on if case.state in _MANAGED else None
    if until is None and decided:
        years = load().number("USER_MANAGEMENT", decided.on)
        until = add_months(decided.on, 12 * years)
    known: dict[str, Value] = {
        "ngày xét nghiệm": _day(test.on) if test else "",
        "chất ma túy": _choice(test, "substance"),
        "cơ quan xét nghiệm": test.body if test else "",
        "lần đầu bị phát hiện": _day(positive[0].on) if positive else "",
        "số quyết định quản lý": decided.number if decided else "",
        "ngày quyết định quản lý": _day(decided.document_on or decided.on) if decided else "",
        "người ra quyết định quản lý": _author(decided, case.owner),
        "quản lý từ ngày": _day(since or (signing.day if case.state == State.POSITIVE else None)),
        "quản lý đến ngày": _day(until),
        "ngày dừng quản lý": _day(stopped.on) if stopped else "",
    }
    return known


def _rehab(case: PaperCase, on: date) -> dict[str, Value]:
    result = case.last(K.ASSESSMENT_RESULT)
    registered = case.last(K.VOLUNTARY_STARTED, K.VOLUNTARY_REGISTERED)
    opened, done = case.last(K.COMPULSORY_FILE_OPENED), case.last(*_COMPLETED)
    terms = [fact for fact in case.facts if fact.kind in {K.VOLUNTARY_STARTED, K.ADMITTED}]
    listed = [f"{spec(fact.kind).label} {_day(fact.on)}{f', {fact.body}' if fact.body else ''}" for fact in terms]
    ends = case.ends_on if case.state in {State.POST_REHAB, State.AWAITING_POST_REHAB} else None
    return {
        "ngày xác định nghiện": _day(result.on) if result else "",
        "cơ sở xác định nghiện": result.body if result else "",
        "nơi cai nghiện": _choice(registered, "form").lower(),
        "thời hạn cai nghiện": _length(case, registered, on),
        "đã từng cai nghiện": "có" if _times(case) else "",
        "các lần cai nghiện": "; ".join(listed),
        "căn cứ lập hồ sơ": _choice(opened, "ground"),
        "hình thức đã hoàn thành": _COMPLETED[done.kind] if done else "",
        "ngày hoàn thành cai nghiện": _day(done.on) if done else "",
        "thời hạn quản lý sau cai": f"{_years(done.on, ends):02d} năm" if done and ends else "",
        "quản lý sau cai đến ngày": _day(ends),
    }


def _years(start: date, end: date) -> int:
    return round((end - start).days / 365.25)


def _times(case: PaperCase) -> int:
    """How often the person was in rehabilitation before, as far as the case knows."""
    opening = case.last(K.OPENING)
    earlier = opening.data.get("earlier_rehabs") if opening else 0
    inside = sum(fact.kind == K.ADMITTED and fact.data.get("form") != "PRIVATE" for fact in case.facts)
    return sum(fact.kind == K.VOLUNTARY_STARTED for fact in case.facts) + inside + int(str(earlier or 0))


def _length(case: PaperCase, registered: PaperFact | None, on: date) -> str:
    """Months of voluntary rehabilitation: as recorded, else the law's for the first or a later time (Art. 29.1)."""
    if registered and registered.data.get("months"):
        return f"{registered.data['months']} tháng"
    if not load().new_law(on):
        return ""
    started = registered is not None and registered.kind == K.VOLUNTARY_STARTED
    earlier = _times(case) - started
    return f"{load().number('REHAB_AGAIN' if earlier else 'REHAB_FIRST', on)} tháng"


def _moves(case: PaperCase) -> dict[str, Value]:
    out, back = case.last(K.MOVED_OUT), case.last(K.MOVED_IN)
    said = str(out.data.get("address") or out.data.get("province") or "") if out else ""
    direct = next((name for name, _, directly in case.helpers if directly), "")
    decided = case.last(K.MANAGEMENT_DECIDED)
    return {
        "ngày chuyển đi": _day(out.on) if out else "",
        "nơi chuyển đến": case.receiver.printed or said,
        "nơi chuyển đi": case.sender.printed,
        "ngày trình diện": _day(back.on) if back else "",
        "người trực tiếp giúp đỡ": direct or str(decided.data.get("helper") or "" if decided else ""),
    }


def _ticks(case: PaperCase) -> dict[str, Value]:
    person, times = case.person, _times(case)
    test, stopped = case.last(K.TEST), case.last(K.MANAGEMENT_STOPPED)
    result = test.data.get("result") if test else None
    kinh = person.ethnicity.strip().lower() == "kinh"
    ticked = {
        "ô dương tính": result == "POSITIVE",
        "ô âm tính": result == "NEGATIVE",
        "ô dân tộc Kinh": kinh,
        "ô dân tộc khác": bool(person.ethnicity) and not kinh,
        "ô có tôn giáo": bool(person.religion) and person.religion.strip().lower() != "không",
        "ô không tôn giáo": person.religion.strip().lower() == "không",
        "ô có loạn thần": "PSYCHOSIS_SIGNS" in case.flags,
        "ô không loạn thần": False,  # nobody has looked, as far as the case knows
        "ô cai 1 lần": times == 1,
        "ô cai 2 lần": times == 2,
        "ô cai 3 lần": times == 3,
        "ô cai từ 4 lần": times > 3,
        "ô dừng: giáo dục tại xã": False,  # of the old law only
        **dict.fromkeys(_STOPS.values(), False),
    }
    if stopped and stopped.data.get("ground") in _STOPS:
        ticked[_STOPS[str(stopped.data["ground"])]] = True
    return {name: TICKED if tick else OPEN for name, tick in ticked.items()}


def _tables(case: PaperCase) -> dict[str, Value]:
    papers = [(spec(fact.kind).on(fact.on).document, fact) for fact in case.facts]
    listed = [(name, fact) for name, fact in papers if name and (fact.number or fact.document_on)]
    decisions = [(name, fact) for name, fact in listed if fact.kind in _DECISIONS]
    return {
        "tổ quản lý": _numbered([(name, role) for name, role, _ in case.helpers]),
        "tài liệu trong hồ sơ": _numbered([(name, _number(fact)) for name, fact in listed]),
        "các quyết định": _numbered([(_number(fact), _author(fact, case.owner), name) for name, fact in decisions]),
    }


def _numbered(rows: Sequence[tuple[str, ...]]) -> Sequence[Sequence[str]]:
    return [(str(at), *row) for at, row in enumerate(rows, 1)]


def _number(fact: PaperFact) -> str:
    return ", ".join(part for part in (fact.number, _day(fact.document_on or fact.on)) if part)


def _author(fact: PaperFact | None, owner: PaperPlace) -> str:
    """Who decided, with the commune where it is one of the commune's: "Trưởng Công an xã Bản Lầu"."""
    if fact is None or not fact.authority:
        return ""
    return authority_label(fact.authority).replace("cấp xã", owner.printed or "cấp xã")


def _choice(fact: PaperFact | None, name: str) -> str:
    if fact is None or fact.data.get(name) in {None, ""}:
        return ""
    return spec(fact.kind).label_of(name, fact.data[name])
