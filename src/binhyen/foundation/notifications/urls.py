"""Addresses of messages."""

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("", views.notification_list, name="list"),
    path("so/", views.unread, name="unread"),
    path("da-doc/", views.all_read, name="all-read"),
    path("may/", views.subscribe, name="subscribe"),
    path("may/thu/", views.try_push, name="try-push"),
    path("may/<int:pk>/bo/", views.unsubscribe, name="unsubscribe"),
    path("sw.js", views.service_worker, name="service-worker"),
    path("<uuid:notification_id>/", views.notification_open, name="open"),
]
