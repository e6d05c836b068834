"""Reports that fall due: duties, rounds, what units fill in, sign and send, and what is made of it."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.foundation.files import owners


class ReportingConfig(AppConfig):
    name = "binhyen.monitoring.reporting"
    label = "reporting"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        """By name: tables are not known yet when this module is read."""
        owners.register(self.label, import_string(f"{self.name}.queries.annexes.opens_file"))
