from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.registers.people import merging


class OffencesConfig(AppConfig):
    """Offences by day and place, persons counted, seizures; points, plants, routes, wanted persons hiding."""

    name = "binhyen.operations.offences"
    label = "offences"
    verbose_name = "Vi phạm, địa bàn"

    def ready(self) -> None:
        """Two records that are one person are counted once (tables load later)."""
        merging.register(
            self.label,
            merge=import_string(f"{self.name}.actions.merging.merge"),
            unmerge=import_string(f"{self.name}.actions.merging.unmerge"),
        )
