from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.foundation.files import owners
from binhyen.operations.directives import followed


class WorkConfig(AppConfig):
    """Work given to bodies: who does it by when, what shows that it was done, and who said so."""

    name = "binhyen.operations.work"
    label = "work"
    verbose_name = "Công việc"

    def ready(self) -> None:
        """By name: tables are not known yet when this module is read."""
        followed.register(self.label, import_string(f"{self.name}.queries.duties.given"))
        followed.register_links(self.label, import_string(f"{self.name}.queries.duties.links"))
        owners.register(self.label, import_string(f"{self.name}.queries.detail.opens_file"))
        owners.register("work.difficulties", import_string(f"{self.name}.queries.difficulties.opens_file"))
        owners.register_uses(self.label, import_string(f"{self.name}.queries.detail.uses"))
        owners.register_uses("work.difficulties", import_string(f"{self.name}.queries.difficulties.uses"))
