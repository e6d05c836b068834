from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.foundation.files import owners


class MeritConfig(AppConfig):
    """Proposals of commendation and of accountability of bodies: drawn from verified work, answered, open to appeal."""

    name = "binhyen.monitoring.merit"
    label = "merit"
    verbose_name = "Khen thưởng, trách nhiệm"

    def ready(self) -> None:
        """By name: tables are not known yet when this module is read."""
        owners.register(self.label, import_string(f"{self.name}.queries.visible.opens_file"))
