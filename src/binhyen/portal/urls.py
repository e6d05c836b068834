"""Addresses of the portal."""

from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("tim/", views.search, name="search"),
    path("ban-do/", views.map_of, name="map"),
    path("muc/", views.sections, name="sections"),
    path("tro-giup/", views.help_words, name="help"),
    path("giao-dien/", views.appearance, name="appearance"),
    path("ui/", views.parts, name="gallery"),
    path("ui/bang/", views.parts_grid, name="gallery-grid"),
]
