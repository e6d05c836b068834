"""Addresses of accounts."""

from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("", views.account_list, name="list"),
    path("moi/", views.account_new, name="new"),
    path("cua-toi/", views.mine, name="mine"),
    path("co-quan/", views.body_options, name="bodies"),
    path("<int:user_id>/", views.account_detail, name="detail"),
    path("<int:user_id>/sua/", views.account_change, name="change"),
    path("<int:user_id>/khoa/", views.account_close, name="close"),
    path("<int:user_id>/mat-khau/", views.account_password, name="password"),
    path("<int:user_id>/vai-tro/", views.office_new, name="office-new"),
    path("<int:user_id>/vai-tro/<int:appointment_id>/thay/", views.office_change, {"act": "thay"}, name="stand-in"),
    path("<int:user_id>/vai-tro/<int:appointment_id>/ket-thuc/", views.office_change, {"act": "ket-thuc"}, name="end"),
]
