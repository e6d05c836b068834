"""Addresses of the journal."""

from django.urls import path

from . import views

app_name = "journal"
urlpatterns = [
    path("", views.fact_list, name="list"),
    path("kiem-tra/", views.verify, name="verify"),
    path("<int:fact_id>/", views.fact_detail, name="detail"),
]
