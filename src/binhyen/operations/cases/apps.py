from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.registers.people import holdings, merging


class CasesConfig(AppConfig):
    """One legal case per person: its facts, what they amount to, the clocks that run, the lists in and out."""

    name = "binhyen.operations.cases"
    label = "cases"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        """Two records that are one person are one case; a summary for the person tells of it (tables load later)."""
        merging.register(
            self.label,
            merge=import_string(f"{self.name}.actions.merging.merge"),
            unmerge=import_string(f"{self.name}.actions.merging.unmerge"),
        )
        holdings.register(self.label, import_string(f"{self.name}.queries.holdings.held"))
