"""Messages to people: in-app and e-mail."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "binhyen.foundation.notifications"
    label = "notifications"
    verbose_name = "Thông báo"
