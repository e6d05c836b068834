from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.foundation import figures


class IndicatorsConfig(AppConfig):
    """Figures with one definition each, that open to their evidence; and the books the province closes."""

    name = "binhyen.monitoring.indicators"
    label = "indicators"
    verbose_name = "Số liệu"

    def ready(self) -> None:
        """Figures stand beside numbers that are stated as evidence. By name: tables are not known yet."""
        books = f"{self.name}.queries.beside"
        figures.register(dictionary=import_string(f"{books}.known"), lookup=import_string(f"{books}.lookup"))
