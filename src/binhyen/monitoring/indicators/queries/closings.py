"""Closings: the list, one of them, what has been corrected since, and whether it still holds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from binhyen.foundation.journal.queries import link_of
from binhyen.foundation.journal.queries import rows as facts_of
from binhyen.foundation.journal.rules import fact_hash
from binhyen.monitoring.indicators.models import Closing, ClosingCheck
from binhyen.monitoring.indicators.rules import periods, sealing
from binhyen.monitoring.indicators.rules.codes import code_of
from binhyen.monitoring.indicators.values import Finding, ListLine, Verdict
from binhyen.operations.cases.queries import totals as cases
from binhyen.operations.cases.queries.labels import list_labels
from binhyen.registers.territories.models import Commune

from . import rows

LISTS = (*cases.LISTS, cases.HISTORY)
SHOWN = 20  # numbers of rows told with a finding


def closings() -> QuerySet[Closing]:
    """All, the newest first, each with ``checked_at``, when it was last checked."""
    return Closing.objects.select_related("closed_by").annotate(checked_at=Max("checks__at")).order_by("-known_at")


def one(*, code: str) -> Closing | None:
    """The closing of a code."""
    return Closing.objects.select_related("before", "closed_by", "publication").filter(code=code).first()


def code_of_period(*, kind: str, code: str) -> str:
    """The code of the closing of a period, "" where it is not closed."""
    return Closing.objects.filter(period_kind=kind, period_code=code).values_list("code", flat=True).first() or ""


def last() -> Closing | None:
    return Closing.objects.order_by("-known_at").first()


@dataclass(frozen=True, slots=True)
class Due:
    """A period that is over and not closed yet."""

    kind: periods.PeriodKind
    period: periods.Period


def due(*, today: date) -> list[Due]:
    """For each kind of period the province closes: the last one that is over, where it is not closed. One query."""
    closed = set(Closing.objects.values_list("period_kind", "period_code"))
    ended = [(kind, periods.latest_ended(kind, today)) for kind in periods.closing_kinds()]
    return [Due(kind, period) for kind, period in ended if (kind.code, period.code) not in closed]


def period_of(closing: Closing) -> periods.Period:
    found = periods.period(closing.period_kind, closing.period_code)
    if found is None:
        raise LookupError(f"{closing.period_kind} {closing.period_code} is no period")
    return found


def totals_now(*, closing: Closing) -> list[sealing.Total]:
    """The totals of a closing computed again from the rows, as they were known when it was made."""
    found = cases.cells(on=closing.as_of, known_at=closing.known_at)
    return [sealing.Total(one.commune, one.legal, one.reported, one.state, one.people) for one in found]


def frozen(*, closing: Closing) -> list[sealing.Total]:
    """The totals as they were closed."""
    names = ("commune_code", "list_code", "reported_list", "state", "people")
    return [sealing.Total(*row) for row in closing.totals.values_list(*names)]


def lines(*, closing: Closing, areas: Sequence[str] | None) -> list[ListLine]:
    """Lists as published by commune: as closed, and the same day as known now. In Vietnamese order. Three queries.

    ``areas`` are the reader's communes, None for all.
    """
    counted: dict[str, tuple[Counter[str], Counter[str]]] = {}
    for total in frozen(closing=closing):
        if areas is None or total.commune in areas:
            counted.setdefault(total.commune, (Counter(), Counter()))[0][total.reported] += total.people
    for cell in cases.cells(on=closing.as_of, areas=areas):
        counted.setdefault(cell.commune, (Counter(), Counter()))[1][cell.reported] += cell.people
    names = names_in_order(counted)
    return [ListLine(code, names[code], _lists(counted[code][0]), _lists(counted[code][1])) for code in names]


def names_in_order(codes: Iterable[str]) -> dict[str, str]:
    """Names of communes by code, in Vietnamese order; those the register lacks last, under their code. One query."""
    wanted = set(codes)
    found = Commune.objects.filter(pk__in=wanted).order_by("sort_key", "code").values_list("code", "full_name")
    names = dict(found)
    return names | {code: code or "Ngoài tỉnh" for code in sorted(wanted - names.keys())}


def _lists(counted: Counter[str]) -> dict[str, int]:
    return {code: counted[code] for code in LISTS}


def sums(found: Sequence[ListLine]) -> ListLine:
    """All lines together."""
    then, now = Counter[str](), Counter[str]()
    for line in found:
        then.update(line.reported)
        now.update(line.corrected)
    return ListLine("", "", _lists(then), _lists(now))


def province_sums(*, closing: Closing) -> dict[str, int]:
    """The lists of the whole province as closed: what every reader may know. One query."""
    counted = Counter[str]()
    for total in frozen(closing=closing):
        counted[total.reported] += total.people
    return _lists(counted)


def checks(*, closing: Closing, most: int) -> list[ClosingCheck]:
    """The last checks of a closing, with the names of the communes their findings are about. Two queries."""
    found = list(closing.checks.select_related("by")[:most])
    names = names_in_order({code for one in found for finding in one.findings for code in finding["communes"]})
    for one in found:
        for finding in one.findings:
            finding["places"] = [names[code] for code in finding["communes"]]
    return found


def verdict(*, closing: Closing) -> Verdict:
    """Whether a closing still holds: its seal, its place in the journal, its rows, its totals.

    Reads every row it was made from, so only a door without a reader may ask (everybody's compartments are open).
    """
    upto = list(Closing.objects.filter(known_at__lte=closing.known_at).values_list("pk", flat=True))
    link = link_of(fact_id=closing.fact_id)
    findings = [*_seal(closing), *_journal(closing), *_rows(closing, upto), *_totals(closing)]
    looked = sum(Closing.objects.filter(pk__in=upto).values_list("rows", flat=True))
    return Verdict(closing.code, looked, link.position if link else None, tuple(findings))


def _seal(closing: Closing) -> list[Finding]:
    header = sealing.Sealed(
        period_kind=closing.period_kind, period_code=closing.period_code, as_of=closing.as_of,
        known_at=closing.known_at, closed_at=closing.closed_at, signer_id=closing.closed_by_id, signer=closing.signer,
        statement=closing.statement, note=closing.note, before=closing.before.digest if closing.before else "",
        form=closing.form,
    )  # fmt: skip
    root = sealing.root(rows.sealed(closing_id=closing.pk))
    again = sealing.digest(header, frozen(closing=closing), root)
    if again != closing.digest or root != closing.root or code_of(closing.digest) != closing.code:
        return [Finding(check="SEAL", text="Bản chốt (số liệu, lời xác nhận, người ký) không còn như khi niêm phong.")]
    return []


def _journal(closing: Closing) -> list[Finding]:
    """The journal holds the digest, and its own place in the chain is whole."""
    fact = next(iter(facts_of([closing.fact_id])), None)
    if fact is None or fact.subject_id != closing.code or _sealed_digest(fact.data) != closing.digest:
        return [Finding(check="JOURNAL", text="Nhật ký không có dấu niêm phong của bản chốt này.")]
    link = link_of(fact_id=closing.fact_id)
    if link is not None and link.fact_hash != fact_hash(fact):
        return [Finding(check="JOURNAL", text="Ghi nhận niêm phong trong nhật ký đã bị sửa.")]
    return []


def _sealed_digest(data: object) -> object:
    return data.get("digest") if isinstance(data, dict) else None


_WORDS = {
    ("FACT", "CHANGED"): "Sự kiện trong hồ sơ đã bị sửa sau khi chốt",
    ("FACT", "GONE"): "Sự kiện trong hồ sơ đã bị xóa sau khi chốt",
    ("FACT", "SLIPPED_IN"): "Sự kiện bị chèn vào phía trước ngày chốt",
    ("SPAN", "CHANGED"): "Dòng diễn biến hồ sơ đã bị sửa sau khi chốt",
    ("SPAN", "GONE"): "Dòng diễn biến hồ sơ đã bị xóa sau khi chốt",
    ("SPAN", "SLIPPED_IN"): "Dòng diễn biến hồ sơ bị chèn vào phía trước ngày chốt",
}


def _rows(closing: Closing, upto: list[int]) -> list[Finding]:
    found = rows.unfit(known_at=closing.known_at, closing_ids=upto)
    findings = []
    for (kind, what), words in _WORDS.items():
        these = [row for row in found if (row.kind, row.what) == (kind, what)]
        if these:
            numbers = tuple(row.number for row in these[:SHOWN])
            told = ", ".join(str(number) for number in numbers)
            findings.append(
                Finding(
                    check=f"{kind}_{what}", text=f"{words}: số {told}.", count=len(these), rows=numbers,
                    communes=tuple(sorted({row.commune for row in these})),
                )
            )  # fmt: skip
    return findings


def _totals(closing: Closing) -> list[Finding]:
    then, now = set(frozen(closing=closing)), set(totals_now(closing=closing))
    if then == now:
        return []
    communes = tuple(sorted({total.commune for total in then ^ now}))
    return [
        Finding(
            check="TOTALS", text="Tính lại từ hồ sơ theo những gì đã biết lúc chốt ra số khác số đã chốt.",
            count=len(communes), communes=communes,
        )
    ]  # fmt: skip


def list_heads() -> list[tuple[str, str]]:
    """Codes and names of the lists, in their order."""
    return [(code, list_labels()[code]) for code in LISTS]
