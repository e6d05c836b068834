"""What cases hold of a person, for the summary that is printed for that person: plain words, and no more."""

from datetime import date

from binhyen.foundation.access.values import Scope
from binhyen.operations.cases.models import CaseFact
from binhyen.operations.cases.rules.facts import spec
from binhyen.operations.cases.values import FactKind
from binhyen.registers.people.holdings import Holding

from .file import closed_compartments, moment_words, one_case
from .labels import list_labels, state_labels


def held(person_id: int, scope: Scope, on: date) -> tuple[Holding, ...]:
    """Where the case stands, until when, and the facts that stand, as far as the reader's compartments go."""
    case = one_case(person_id=person_id, scope=scope)
    if case is None:
        return ()
    rows = [
        ("Danh sách", list_labels().get(case.list_code, "")), ("Tình trạng", state_labels().get(case.state, "")),
        ("Từ ngày", f"{case.since:%d/%m/%Y}" if case.since else ""),
        ("Kết thúc", f"{case.ends_on:%d/%m/%Y}" if case.ends_on else "khi có quyết định hoặc hoàn thành"),
    ]  # fmt: skip
    closed = [code for code, _, _ in closed_compartments(scope=scope, case=case)]
    facts = CaseFact.objects.filter(person_id=person_id, withdrawn=False, superseded_by__isnull=True)
    said = []
    for fact in facts.exclude(compartment__in=closed).order_by("effective_at", "id"):
        day = moment_words(fact.effective_at, True)
        words = f"{day} · {fact.document_number}" if fact.document_number else day
        said.append((spec(FactKind(fact.kind)).label, words))
    return (
        Holding("Hồ sơ quản lý", tuple(row for row in rows if row[1])),
        Holding("Các sự kiện đã ghi", tuple(said)),
    )
