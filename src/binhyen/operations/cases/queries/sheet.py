"""The register as an editable grid: the number of each file and who helps directly."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from binhyen.kit.grid.columns import Column, Kind
from binhyen.kit.grid.rows import Row
from binhyen.operations.cases.models import Case, CaseHelper

from .register import lines

MOST_ROWS = 500


def columns() -> tuple[Column, ...]:
    """The columns in the reader's language."""
    return (
        Column("file", _("Họ và tên"), Kind.LINK, width=200, frozen=True, filter=True),
        Column("born", _("Năm sinh"), width=90, editable=False),
        Column("place", _("Thôn, tổ"), width=170, editable=False, filter=True),
        Column("state", _("Tình trạng"), width=230, editable=False, filter=True),
        Column("number", _("Số hồ sơ"), width=130, longest=30, filter=True),
        Column("helper", _("Người giúp đỡ trực tiếp"), width=220, longest=120, filter=True),
    )


def rows(people: Iterable[int]) -> list[Row]:
    """The rows of ``people`` in the order given. Six queries."""
    ids = list(people)
    versions = dict(Case.objects.filter(pk__in=ids).values_list("pk", "version"))
    helpers = dict(
        CaseHelper.objects.filter(person_id__in=ids, direct=True, until__isnull=True).values_list("person_id", "name")
    )
    found = []
    for line in lines(ids):
        address = reverse("cases:file", args=[line["id"]])
        values = {
            "file": line["name"], "born": line["born"], "place": line["hamlet"] or line["commune"],
            "state": line["state"], "number": line["number"], "helper": helpers.get(line["id"], ""),
        }  # fmt: skip
        found.append(
            Row(id=str(line["id"]), version=versions[line["id"]], values=values, url=address, links={"file": address})
        )
    return found
