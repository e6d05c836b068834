"""Addresses of classification, below /phan-loai/."""

from django.urls import path

from .views import board, commune, planning

app_name = "classification"
urlpatterns = [
    path("", board.board, name="board"),
    path("xuat/", board.board_export, name="board-export"),
    path("lo-trinh/", board.road, name="road"),
    path("cach-hieu/", planning.reading_list, name="readings"),
    path("cach-hieu/<slug:code>/", planning.reading, name="reading"),
    path("xa/<slug:code>/", commune.commune, name="commune"),
    path("xa/<slug:code>/neu/", commune.if_so, name="if"),
    path("xa/<slug:code>/neu/luu/", commune.scenario_save, name="scenario-save"),
    path("xa/<slug:code>/neu/<int:pk>/bo/", commune.scenario_remove, name="scenario-remove"),
    path("xa/<slug:code>/lo-trinh/", planning.roadmap, name="roadmap"),
    path("xa/<slug:code>/lo-trinh/dat/", planning.roadmap_set, name="roadmap-set"),
    path("xa/<slug:code>/lo-trinh/them/", planning.step_add, name="step-add"),
    path("xa/<slug:code>/lo-trinh/<int:pk>/xong/", planning.step_done, name="step-done"),
    path("xa/<slug:code>/lo-trinh/<int:pk>/bo/", planning.step_remove, name="step-remove"),
    path("xa/<slug:code>/so/<slug:what>/", commune.number, name="number"),
]
