"""What rows of a list say of persons the register has: written as it was chosen, and noted so that it can be undone.

Nothing is overwritten that nobody looked at: offers are worked out anew in the moment of writing; what is not what
was shown waits in the basket.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.kit.grid.changes import CellChange, Outcome
from binhyen.operations.cases.actions.numbers import NUMBER, mend_cases
from binhyen.operations.cases.models import Case, ListImport, ListRow
from binhyen.operations.cases.queries.lists.answers import asked_of, sealed
from binhyen.operations.cases.queries.lists.offers.finding import Asked, find
from binhyen.operations.cases.queries.lists.offers.returned import marked, untouched
from binhyen.operations.cases.queries.lists.offers.values import TOPICS, Offer, carried, completion, counted
from binhyen.operations.cases.queries.lists.places import Places
from binhyen.operations.cases.queries.lists.reading import person_details
from binhyen.operations.cases.reader.table import Table
from binhyen.operations.cases.reader.values import ReadRow
from binhyen.operations.cases.values import Fate
from binhyen.registers.people.actions.completing import complete_many
from binhyen.registers.people.queries.matching import Known, Match
from binhyen.registers.people.values import Completed

LEFT = "Còn ô khác với sổ chưa chọn: {topics}. Hãy mở dòng, chọn lấy theo danh sách hay giữ theo sổ."
TWICE = "Một dòng khác của danh sách vừa sửa người này. Hãy xem lại."
_MOST = 300  # characters of a reason


class Completing:
    """Rows of one chunk whose persons are known."""

    def __init__(
        self,
        *,
        source: ListImport,
        rows: Sequence[ListRow],
        reads: Mapping[int, ReadRow],
        tables: Mapping[int, Table],
        places: Places,
        scope: Scope,
        by: User,
        at: datetime,
    ) -> None:
        self.source, self.rows, self.scope, self.by, self.at = source, rows, scope, by, at
        given = [reads[row.pk] for row in rows]
        details = [person_details(read.listed, places) for read in given]
        matches = [Match(Known.SAME, row.person_id) for row in rows]
        asked = asked_of(given, details, matches, sealed(given, scope))
        found, self.held = find(list(asked.values()), tables=tables, places=places, scope=scope)
        self.offers: dict[int, tuple[Offer, ...]] = {
            row.pk: carried(offers, row.offers, shown=False) for row, offers in zip(rows, found, strict=True)
        }
        self.wrong: dict[int, str] = {}
        self.exported = frozenset(
            row.pk for row, one in zip(rows, asked.values(), strict=True) if _as_it_left(one, tables[one.read.table])
        )

    def write(self) -> None:
        """Write what is taken; a person two rows change is changed by the first."""
        first: dict[int, ListRow] = {}
        for row in self.rows:
            taken = self._taken(row)
            if taken and first.setdefault(row.person_id or 0, row) is not row:
                self.wrong[row.pk] = TWICE
        writing = list(first.values())
        made = {row.pk: completion(self.held[row.person_id or 0], self._taken(row)) for row in writing}
        done = complete_many(
            given=[one for one in made.values() if one],
            on=self.source.as_of,
            today=timezone.localdate(self.at),
            by=self.by,
            at=self.at,
            reason=reason_of(self.source),
        )
        by_person = {one.person_id: one for one in done}
        numbers = self._file_numbers(writing)
        for row in writing:
            self._note(row, by_person.get(row.person_id or 0), numbers.get(row.person_id or 0))
        for row in self.rows:
            self._settle(row)

    def tell(self, row: ListRow) -> None:
        """The fate of a row after what it says of the case: what was added makes it written, what is left a basket."""
        left = [TOPICS[one["topic"]] for one in row.offers if one["open"] and one["take"] is None]
        said = self.wrong.get(row.pk) or (LEFT.format(topics=", ".join(dict.fromkeys(left))) if left else "")
        if row.fate != Fate.BASKET and said:
            row.fate, row.reason = Fate.BASKET, said[:_MOST]
        elif row.fate == Fate.SAME and row.applied:
            row.fate, row.reason = Fate.WRITTEN, ""

    def _taken(self, row: ListRow) -> list[Offer]:
        return [one for one in self.offers[row.pk] if one.take]

    def _note(self, row: ListRow, done: Completed | None, number: tuple[str, str] | None) -> None:
        """What was written of a row, and what is still open of it."""
        refused = done.refused if done else ""
        if refused:
            self.wrong[row.pk] = refused
        elif done and done.anything:
            row.applied = {**row.applied, "done": [*row.applied.get("done", []), _stored(done)]}
        if number:
            before, _ = row.applied.get("file_number", number)
            row.applied = {**row.applied, "file_number": [before, number[1]]}

    def _settle(self, row: ListRow) -> None:
        """Put what is still open, or was kept out, on the row."""
        over = row.pk not in self.wrong
        row.offers = [one.stored() for one in self.offers[row.pk] if not (over and one.take)]
        row.asks, row.gives = counted(row.offers)

    def _file_numbers(self, rows: Sequence[ListRow]) -> dict[int, tuple[str, str]]:
        """Numbers of files that changed, (before, now) by person; what is refused stands with the row."""
        wanted = {
            row.person_id: (row, one.act.file_number)
            for row in rows
            for one in self._taken(row)
            if one.act and one.act.file_number is not None
        }
        cases = {case.pk: case for case in Case.objects.filter(pk__in=list(wanted))}
        changes = [
            CellChange(str(pk), cases[pk].version, NUMBER, text)
            for pk, (_, text) in wanted.items()
            if pk in cases and text is not None
        ]
        answers = mend_cases(
            changes=changes, scope=self.scope, today=timezone.localdate(self.at), by=self.by, at=self.at
        )
        written = {}
        for answer in answers:
            pk = int(answer.id)
            if answer.outcome is Outcome.SAVED:
                written[pk] = (cases[pk].file_number, answer.value)
            else:
                self.wrong[wanted[pk][0].pk] = answer.message
        return written


def _as_it_left(one: Asked, table: Table) -> bool:
    """Whether the row is one we exported and its cell of the state came back as it left."""
    return one.back is not None and marked(table).get("state") in untouched(one.read, table, one.back)


def reason_of(source: ListImport) -> str:
    """Where it comes from, as the journal says it: the list by its number, never by names."""
    return f"Theo danh sách số {source.pk}"


def _stored(done: Completed) -> dict[str, Any]:
    return {
        "version": done.version, "added": [list(one) for one in done.added],
        "ended": [list(one) for one in done.ended], "before": [list(one) for one in done.before],
    }  # fmt: skip


def applied(rows: Sequence[ListRow]) -> list[Completed]:
    """What rows of a list wrote of known persons, a person once: later rows on top of earlier ones."""
    by_person: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row.person_id and row.applied.get("done"):
            by_person[row.person_id] += row.applied["done"]
    return [_together(pk, sorted(given, key=lambda one: one["version"])) for pk, given in by_person.items()]


def _together(person_id: int, given: Sequence[dict[str, Any]]) -> Completed:
    before: dict[str, str] = {}
    for one in given:
        before = {**dict(one["before"]), **before}
    return Completed(
        person_id=person_id,
        version=given[-1]["version"],
        added=tuple((part, key) for one in given for part, key in one["added"]),
        ended=tuple((part, key) for one in given for part, key in one["ended"]),
        before=tuple(before.items()),
    )
