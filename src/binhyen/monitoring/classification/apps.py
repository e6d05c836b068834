from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.monitoring.indicators.queries import export

from .queries.handed import RECOGNITIONS


class ClassificationConfig(AppConfig):
    """The legal class of every area on any day, by Decision 28/2025/QĐ-TTg, and what stands on it."""

    name = "binhyen.monitoring.classification"
    label = "classification"
    verbose_name = "Phân loại địa bàn"

    def ready(self) -> None:
        """Figures count recognised communes from the lines of decisions, and communes by their class."""
        export.add("recognitions", RECOGNITIONS)
        export.add_made("classes", import_string(f"{self.name}.queries.classes.Classes")())  # tables load later
