"""How a row is marked on a map: its sign and its words, one way for the commune's map and the province's."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from binhyen.operations.offences.values import Nature, PointStatus, Table

from .spots import Located

LOOKS = {
    PointStatus.SUSPECTED.value: "sus",  # hollow triangle
    PointStatus.ESTABLISHED.value: "est",  # full triangle
    Nature.CRIME.value: "cri",  # full disc
    Nature.ADMINISTRATIVE.value: "adm",  # hollow disc
}
KINDS: dict[Table, tuple[str, ...]] = {
    Table.POINTS: (PointStatus.ESTABLISHED.value, PointStatus.SUSPECTED.value),
    Table.OFFENCES: (Nature.CRIME.value, Nature.ADMINISTRATIVE.value),
}


def kind_words(kind: str) -> str:
    """What a sign means, in words of a legend."""
    return {
        PointStatus.SUSPECTED.value: _("điểm nghi vấn"),
        PointStatus.ESTABLISHED.value: _("điểm có tài liệu xác định"),
        Nature.CRIME.value: _("vụ phạm tội"),
        Nature.ADMINISTRATIVE.value: _("vụ vi phạm hành chính"),
    }[kind]


def words(one: Located) -> str:
    """A row in words: its number, what it is, since when."""
    what = {"n": one.record, "kind": kind_words(one.kind), "day": f"{one.on:%d/%m/%Y}"}
    text = _("Số %(n)s: %(kind)s, từ %(day)s") if one.table is Table.POINTS else _("Số %(n)s: %(kind)s, %(day)s")
    return text % what


def legend(rows: Iterable[Located]) -> list[tuple[str, str, int]]:
    """Sign, words and how many, of the kinds there are."""
    count = Counter(one.kind for one in rows if one.placed)
    return [(LOOKS[kind], kind_words(kind), count[kind]) for kinds in KINDS.values() for kind in kinds if count[kind]]
