from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate

# Offices that fill in reports, and those of them that are of a commune, as they were when this was written.
_FILL = (
    "PROVINCE_COORDINATOR", "PROVINCE_OFFICER", "DEPARTMENT_OFFICER", "COMMUNE_POLICE", "COMMUNE_COMMITTEE",
    "HEALTH_OFFICER", "FACILITY_OFFICER",
)  # fmt: skip
_OF_COMMUNE = ("COMMUNE_POLICE", "COMMUNE_COMMITTEE")


def of_unit(apps: Any, _schema: Any) -> None:
    """Words written before it was kept whose they are: the unit's own, where who wrote them filled in its reports then.

    Else an answer of the unit would be shown to it as a question.
    """
    offices = apps.get_model("accounts", "Appointment").objects.filter(
        Q(body_key=OuterRef("report__body__key")) | Q(area_code=OuterRef("report__area_code"), role__in=_OF_COMMUNE),
        Q(valid_to__isnull=True) | Q(valid_to__gte=OuterRef("day")),
        user=OuterRef("by"), role__in=_FILL, valid_from__lte=OuterRef("day"), withdrawn=False,
    )  # fmt: skip
    comments = apps.get_model("reporting", "CellComment").objects.annotate(day=TruncDate("at"))
    own = comments.filter(Exists(offices), of_unit=False)
    apps.get_model("reporting", "CellComment").objects.filter(pk__in=own.values("pk")).update(of_unit=True)


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0032_words_from_work"),
        ("accounts", "0002_passwords_search_withdrawal"),
    ]

    operations = [migrations.RunPython(of_unit, migrations.RunPython.noop, elidable=True)]
