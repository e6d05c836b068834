from functools import partial

from django.apps import AppConfig
from django.utils.module_loading import import_string

from binhyen.foundation.files import owners
from binhyen.foundation.secrets import registry
from binhyen.foundation.secrets.sealing import blind, tail
from binhyen.foundation.secrets.values import BlindColumn, SealedColumn

from .rules.numbers import CONTACT_DOMAIN, NUMBER_DOMAIN

SEALED = {"people_identitynumber": NUMBER_DOMAIN, "people_contact": CONTACT_DOMAIN}


class PeopleConfig(AppConfig):
    """One person, one record: identity, names, numbers, addresses, and what the person may ask of us."""

    name = "binhyen.registers.people"
    label = "people"
    verbose_name = "Người"

    def ready(self) -> None:
        """Sealed columns for the rotation of keys; who may read a photo (by name: tables are not known yet)."""
        for table, domain in SEALED.items():
            blinds = (
                BlindColumn("blind", partial(blind, domain=domain)),
                BlindColumn("tail", partial(tail, domain=domain)),
            )
            registry.register(SealedColumn(table, "cipher", blinds, key_type="uuid"))
        owners.register(self.label, import_string(f"{self.name}.queries.files.opens_file"))
