"""Official documents in and out."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.foundation.files import owners


class DocumentsConfig(AppConfig):
    name = "binhyen.registers.documents"
    label = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        """Whoever sees a document may read its file. By name: tables are not known yet when this module is read."""
        owners.register(self.label, import_string(f"{self.name}.queries.opens_file"))
        owners.register(f"{self.label}.outgoing", import_string(f"{self.name}.queries.outgoing.opens_file"))
