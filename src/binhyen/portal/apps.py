"""Home, worklist, search, help."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.foundation.accounts import waiting


class PortalConfig(AppConfig):
    name = "binhyen.portal"
    label = "portal"
    verbose_name = "Cổng"

    def ready(self) -> None:
        """What the first page counts for an office stands in the minute of who leaves it. By name: tables come later."""
        waiting.register(self.label, import_string(f"{self.name}.queries.waits"))
