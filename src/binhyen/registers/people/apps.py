from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """One person, one record: identity, names, numbers, addresses, and what the person may ask of us."""

    name = "binhyen.registers.people"
    label = "people"
    verbose_name = "Người"
