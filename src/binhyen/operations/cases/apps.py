from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.registers.people import merging


class CasesConfig(AppConfig):
    """One legal case per person: its facts, what they amount to, the clocks that run, the lists in and out."""

    name = "binhyen.operations.cases"
    label = "cases"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        """Two records that are one person are one case, too (by name: tables are not known before)."""
        merging.register(
            self.label,
            merge=import_string(f"{self.name}.actions.merging.merge"),
            unmerge=import_string(f"{self.name}.actions.merging.unmerge"),
        )
