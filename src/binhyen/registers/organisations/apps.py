"""Bodies with dated names, and groups that expand to them."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "binhyen.registers.organisations"
    label = "organisations"
    verbose_name = "Cơ quan"
