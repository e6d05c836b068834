"""Home, worklist, search, help."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.foundation.accounts import waiting


class PortalConfig(AppConfig):
    name = "binhyen.portal"
    label = "portal"
    verbose_name = "Cổng"

    def ready(self) -> None:
        """The first page counts for an office what stands in the minute of who leaves it. By name: no tables yet."""
        waiting.register(self.label, import_string(f"{self.name}.queries.waits"))
