"""Bodies with dated names, and groups that expand to them."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.foundation.accounts import bodies


class OrganisationsConfig(AppConfig):
    name = "binhyen.registers.organisations"
    label = "organisations"
    verbose_name = "Cơ quan"

    def ready(self) -> None:
        """Accounts, one floor below, ask this register in which bodies an office can be held."""
        bodies.register(
            names=import_string(f"{self.name}.offices.names"), search=import_string(f"{self.name}.offices.search")
        )
