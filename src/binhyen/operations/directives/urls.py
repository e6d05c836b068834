"""Addresses of directives (/van-ban/) and of the register of duties (/viec/)."""

from django.urls import path

from .views import register

app_name = "directives"
urlpatterns = [
    path("viec/", register.duty_list, name="register"),
    path("viec/<int:pk>/", register.duty, name="register-duty"),
    path("viec/lich/", register.calendar, name="register-calendar"),
    path("viec/dong-thoi-gian/", register.timeline, name="register-timeline"),
    path("viec/bang/", register.matrix, name="register-matrix"),
    path("viec/co-quan/", register.bodies, name="register-bodies"),
    path("viec/co-quan/<slug:key>/", register.body_sheet, name="register-body"),
    path("viec/co-quan/<slug:key>/lich/", register.make_feed, name="feed-make"),
    path("viec/xuat/<slug:form>/", register.export, name="register-export"),
    path("viec/lich/<int:pk>/thu-hoi/", register.revoke_feed, name="feed-revoke"),
    path("viec/lich/<str:token>.ics", register.feed, name="feed"),
]
