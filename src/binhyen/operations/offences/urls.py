"""Addresses of offences and areas, below /vi-pham/."""

from django.urls import path, re_path

from .views import areas, entering, parts, routes, rows

app_name = "offences"
_ROWS = r"^(?P<table>vu-viec|diem|cay|truy-na)/"
_ONE = _ROWS + r"(?P<pk>\d{1,18})/"
urlpatterns = [
    path("", areas.overview, name="areas"),
    path("xuat.xlsx", areas.overview_export, name="areas-export"),
    re_path(r"^xa/(?P<code>\d{5})/$", areas.area, name="area"),
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
    re_path(_ROWS + r"$", rows.row_list, name="rows"),
    re_path(_ROWS + r"xuat\.xlsx$", rows.row_export, name="rows-export"),
    re_path(_ROWS + r"them/$", rows.row_add, name="row-add"),
    re_path(_ROWS + r"bang/$", entering.grid, name="grid"),
    re_path(_ROWS + r"bang/o/$", entering.grid_save, name="grid-save"),
    re_path(_ROWS + r"bang/ghi/$", entering.grid_state, name="grid-state"),
    re_path(_ROWS + r"nhap/$", entering.bring, name="import"),
    re_path(
        _ROWS + r"nhap/(?P<file_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/$",
        entering.preview,
        name="import-preview",
    ),
    re_path(
        _ROWS + r"nhap/(?P<file_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/ghi/$",
        entering.import_write,
        name="import-write",
    ),
    re_path(_ONE + r"$", rows.row, name="row"),
    re_path(_ONE + r"sua/$", rows.row_correct, name="row-correct"),
    re_path(_ONE + r"rut/$", rows.row_withdraw, name="row-withdraw"),
]
