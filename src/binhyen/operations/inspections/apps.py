from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.foundation.files import owners


class InspectionsConfig(AppConfig):
    """Inspections by plan and of a sudden: what was found, who answers for it by when, whether it was mended."""

    name = "binhyen.operations.inspections"
    label = "inspections"
    verbose_name = "Kiểm tra"

    def ready(self) -> None:
        """By name: tables are not known yet when this module is read."""
        owners.register(self.label, import_string(f"{self.name}.queries.visible.opens_file"))
        owners.register_uses(self.label, import_string(f"{self.name}.queries.visible.uses"))
