"""Addresses of territories."""

from django.urls import path, re_path

from . import views

app_name = "territories"
urlpatterns = [
    path("", views.province_list, name="list"),
    re_path(r"^(?P<code>\d{2})/$", views.province, name="province"),
    re_path(r"^(?P<code>\d{2})/xuat\.xlsx$", views.province_export, name="province-export"),
    re_path(r"^(?P<code>\d{2})/dan-so/$", views.populations, name="populations"),
    re_path(r"^xa/(?P<code>\d{5})/$", views.commune, name="commune"),
    re_path(r"^xa/(?P<code>\d{5})/thon/them/$", views.hamlet_enter, name="hamlet-enter"),
    re_path(r"^xa/(?P<code>\d{5})/thon/(?P<hamlet_id>\d{1,18})/doi-ten/$", views.hamlet_rename, name="hamlet-rename"),
    re_path(r"^xa/(?P<code>\d{5})/thon/(?P<hamlet_id>\d{1,18})/ket-thuc/$", views.hamlet_close, name="hamlet-close"),
    re_path(r"^xa/(?P<code>\d{5})/dan-so/$", views.population_set, name="population-set"),
]
