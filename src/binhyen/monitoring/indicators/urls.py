"""Addresses of figures, below /so-lieu/."""

from django.urls import path

from .views import behind, boards, closings, forecasts, looks, public, stated

app_name = "indicators"
urlpatterns = [
    path("", boards.board, name="board"),
    path("tinh-lai/", boards.refresh, name="refresh"),
    path("chi-tieu/", boards.dictionary, name="dictionary"),
    path("chi-tieu/<str:code>/", boards.indicator, name="indicator"),
    path("chi-tieu/<str:code>/su-kien/", behind.facts, name="facts"),
    path("chi-tieu/<str:code>/nhap/", stated.state, name="state"),
    path("da-nhap/<int:pk>/sua/", stated.correct, name="stated-correct"),
    path("da-nhap/<int:pk>/rut/", stated.withdraw, name="stated-withdraw"),
    path("theo-thoi-gian/", boards.over_time, name="multiples"),
    path("ngay/", looks.look, name="look"),
    path("ngay/<str:code>/", looks.later, name="later"),
    path("chot/", closings.closings, name="closings"),
    path("chot/moi/<str:kind>/<str:code>/", closings.close, name="close"),
    path("chot/<str:code>/", closings.closing, name="closing"),
    path("chot/<str:code>/khac/", closings.changed, name="closing-changed"),
    path("chot/<str:code>/cong-khai/", public.publish, name="publish"),
    path("cong-khai/", public.figures, name="public"),
    path("du-bao/", forecasts.forecasts, name="forecasts"),
    path("kiem-tra/", closings.check, name="check"),
]
