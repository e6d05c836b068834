"""Messages to people: in-app and e-mail."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.foundation.jobs import endings


class NotificationsConfig(AppConfig):
    name = "binhyen.foundation.notifications"
    label = "notifications"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        """Whoever asked for work that came to a bad end is told (tables load later)."""
        endings.register(self.label, import_string(f"{self.name}.actions.work_ended_badly"))
