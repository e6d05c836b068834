"""Whether what is kept of a proposal is what was proposed: by its hash, by those of its lines, by the journal's."""

from collections import defaultdict
from collections.abc import Sequence

from binhyen.foundation.journal.models import Fact
from binhyen.monitoring.merit.models import Line, Proposal
from binhyen.monitoring.merit.rules import frozen
from binhyen.monitoring.merit.rules.proposing import Drawn
from binhyen.monitoring.merit.values import MeritRefused

PROPOSED, ADDED = "merit.MeritProposed", "merit.MeritLineAdded"  # facts that hold a hash


def line_intact(line: Line) -> bool:
    """Whether a line says what it said when it was written."""
    return frozen.hash_of(_data(line)) == line.hash


def differing(proposals: Sequence[Proposal]) -> dict[int, list[str]]:
    """By id of a proposal what is not as it was, in words; those that are whole are left out. Two queries at most."""
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    facts = Fact.objects.filter(
        kind__in=(PROPOSED, ADDED), subject_type="merit.proposal", subject_id__in=[str(one.pk) for one in proposals]
    )
    for subject, kind, held in facts.values_list("subject_id", "kind", "data__hash"):
        told[subject].append((kind, held))
    found = {one.pk: _differs(one, list(one.lines.all()), told[str(one.pk)]) for one in proposals}
    return {pk: words for pk, words in found.items() if words}


def check_whole(proposals: Sequence[Proposal], *, refused: str) -> None:
    """Raise MeritRefused where one is not what was proposed, with what differs; ``refused``: what is not done then."""
    broken = differing(proposals)
    if broken:
        what = [f"{one.body.name} ({'; '.join(broken[one.pk])})" for one in proposals if one.pk in broken]
        raise MeritRefused(
            f"{refused}: đề nghị không còn nguyên vẹn như lúc lập. {'. '.join(what)}. Hãy báo quản trị hệ thống xem "
            "nhật ký; đề nghị chưa quyết định thì rút rồi lập lại."
        )


def _differs(proposal: Proposal, lines: Sequence[Line], told: Sequence[tuple[str, str]]) -> list[str]:
    changed = [f"dòng {line.position} khác lúc lập: “{line.sentence}”" for line in lines if not line_intact(line)]
    found = frozen.sealed_hash(
        kind=proposal.kind, body=proposal.body.key, answerable=proposal.answerable, period=proposal.period,
        known_at=proposal.known_at, limits=proposal.limits, grounds=proposal.grounds, not_counted=proposal.not_counted,
        lines=[_data(line) for line in lines if line.added_by_id is None],
    )  # fmt: skip
    kept = [(PROPOSED, found), *((ADDED, frozen.hash_of(_data(line))) for line in lines if line.added_by_id)]
    if changed or (found == proposal.hash and sorted(told) == sorted(kept)):
        return changed
    if found != proposal.hash:
        return ["phần chung khác lúc lập: đơn vị, người chịu trách nhiệm, kỳ, mức xét, việc không tính hoặc số dòng"]
    return ["khác với nhật ký: có dòng thêm, bớt hoặc sửa không qua hệ thống"]


def _data(line: Line) -> dict[str, object]:
    return {name: getattr(line, name) for name in Drawn.__dataclass_fields__}
