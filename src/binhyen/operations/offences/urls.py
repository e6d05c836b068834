"""Addresses of offences and areas, below /vi-pham/."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from .values import Table
from .views import areas, entering, parts, routes, rows


class TableConverter(StringConverter):
    """The word of a table."""

    regex = "|".join(Table.values)


register_converter(TableConverter, "offence_table")
_ROWS = "<offence_table:table>/"
_ONE = _ROWS + "<int:pk>/"
app_name = "offences"
urlpatterns = [
    path("", areas.overview, name="areas"),
    path("xuat.xlsx", areas.overview_export, name="areas-export"),
    re_path(r"^xa/(?P<code>\d{5})/$", areas.area, name="area"),
    path("vi-tri/", areas.choose_spot, name="ground"),
    path("tuyen/", routes.route_list, name="routes"),
    path("tuyen/them/", routes.route_add, name="route-add"),
    path("tuyen/<int:pk>/", routes.route, name="route"),
    path("tuyen/<int:pk>/sua/", routes.route_correct, name="route-correct"),
    path("tuyen/<int:pk>/rut/", routes.route_withdraw, name="route-withdraw"),
    path("nguoi/<int:pk>/sua/", parts.party_correct, name="party-correct"),
    path("nguoi/<int:pk>/rut/", parts.party_withdraw, name="party-withdraw"),
    path("tang-vat/<int:pk>/sua/", parts.seizure_correct, name="seizure-correct"),
    path("tang-vat/<int:pk>/rut/", parts.seizure_withdraw, name="seizure-withdraw"),
    path("dien-bien/<int:pk>/sua/", parts.step_correct, name="step-correct"),
    path("dien-bien/<int:pk>/rut/", parts.step_withdraw, name="step-withdraw"),
    path("vu-viec/<int:pk>/nguoi/", parts.party_add, name="party-add"),
    path("vu-viec/<int:pk>/tang-vat/", parts.seizure_add, name="seizure-add"),
    path("diem/<int:pk>/dien-bien/", parts.step_add, name="step-add"),
    path(_ROWS, rows.row_list, name="rows"),
    path(_ROWS + "xuat.xlsx", rows.row_export, name="rows-export"),
    path(_ROWS + "them/", rows.row_add, name="row-add"),
    path(_ROWS + "bang/", entering.grid, name="grid"),
    path(_ROWS + "bang/o/", entering.grid_save, name="grid-save"),
    path(_ROWS + "bang/ghi/", entering.grid_state, name="grid-state"),
    path(_ROWS + "nhap/", entering.bring, name="import"),
    path(_ROWS + "nhap/<uuid:file_id>/", entering.preview, name="import-preview"),
    path(_ROWS + "nhap/<uuid:file_id>/ghi/", entering.import_write, name="import-write"),
    path(_ONE, rows.row, name="row"),
    path(_ONE + "sua/", rows.row_correct, name="row-correct"),
    path(_ONE + "rut/", rows.row_withdraw, name="row-withdraw"),
]
