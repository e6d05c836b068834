"""Forms as they are in force: those of the product, and the versions the province published."""

from collections.abc import Iterator
from datetime import date

from binhyen.monitoring.reporting.models import FormVersion
from binhyen.monitoring.reporting.rules import forms as rules
from binhyen.monitoring.reporting.values.forms import FormDefinition


def published(*, province: str = "") -> Iterator[FormDefinition]:
    """All versions of all forms that count in a province. One query."""
    yield from rules.shipped().values()
    own = FormVersion.objects.filter(province_code=province, published_at__isnull=False)
    for data in own.order_by("code", "number").values_list("data", flat=True):
        yield rules.parsed(data)


def in_force(*, code: str, on: date, province: str = "") -> FormDefinition | None:
    """The version of a form on a day: the province's own before the one shipped. One query."""
    return rules.in_force(published(province=province), code=code, on=on, province=province)


def of_key(*, key: str) -> FormDefinition:
    """The version a round was opened with; no query for a form as shipped. Raises LookupError."""
    found = rules.shipped().get(key)
    if found is not None:
        return found
    name, _, number = key.partition("/")
    code, _, province = name.partition("@")
    row = FormVersion.objects.filter(code=code, province_code=province, number=int(number or 0)).first()
    if row is None:
        raise LookupError(f"no form {key}")
    return rules.parsed(row.data)
