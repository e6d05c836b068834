from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Work given to bodies: who does it by when, what shows that it was done, and who said so."""

    name = "binhyen.operations.work"
    label = "work"
    verbose_name = "Công việc"
