from django.apps import AppConfig


class CasesConfig(AppConfig):
    """One legal case per person: its facts, what they amount to, the clocks that run, the lists in and out."""

    name = "binhyen.operations.cases"
    label = "cases"
    verbose_name = "Hồ sơ"
