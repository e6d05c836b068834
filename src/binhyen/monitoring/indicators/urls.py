"""Addresses of figures, below /so-lieu/."""

from django.urls import path

from .views import closings

app_name = "indicators"
urlpatterns = [
    path("chot/", closings.closings, name="closings"),
    path("chot/moi/<str:kind>/<str:code>/", closings.close, name="close"),
    path("chot/<str:code>/", closings.closing, name="closing"),
    path("chot/<str:code>/khac/", closings.changed, name="closing-changed"),
    path("kiem-tra/", closings.check, name="check"),
]
