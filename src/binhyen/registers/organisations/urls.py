"""Addresses of the register of bodies."""

from django.urls import path

from . import views

app_name = "organisations"
urlpatterns = [
    path("", views.body_list, name="list"),
    path("xuat.xlsx", views.body_export, name="export"),
    path("goi-y/", views.complete, name="complete"),
    path("them/", views.make, name="make"),
    path("<slug:key>/", views.body, name="body"),
    path("<slug:key>/doi-ten/", views.rename, name="rename"),
    path("<slug:key>/ten-khac/", views.alias_add, name="alias-add"),
    path("<slug:key>/ket-thuc/", views.close, name="close"),
    path("<slug:key>/thanh-vien/", views.member_add, name="member-add"),
    path("<slug:key>/thanh-vien/<slug:member>/", views.member_remove, name="member-remove"),
]
