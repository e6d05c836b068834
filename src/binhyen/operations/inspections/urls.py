"""Addresses of inspections (/kiem-tra/)."""

from django.urls import path

from .views import findings, plans

app_name = "inspections"
urlpatterns = [
    path("", plans.inspection_list, name="list"),
    path("them/", plans.add, name="add"),
    path("<int:pk>/", plans.inspection, name="inspection"),
    path("<int:pk>/sua/", plans.change, name="change"),
    path("<int:pk>/da-kiem-tra/", plans.hold, name="hold"),
    path("<int:pk>/ket-luan/", plans.conclude, name="conclude"),
    path("<int:pk>/huy/", plans.cancel, name="cancel"),
    path("<int:pk>/thong-bao/", plans.notice, name="notice"),
    path("<int:pk>/phat-hien/", findings.add, name="finding-add"),
    path("phat-hien/", findings.finding_list, name="findings"),
    path("phat-hien/xuat/", findings.export, name="export"),
    path("phat-hien/<int:pk>/", findings.finding, name="finding"),
    path("phat-hien/<int:pk>/sua/", findings.change, name="finding-change"),
    path("phat-hien/<int:pk>/<slug:name>/", findings.step, name="step"),
]
