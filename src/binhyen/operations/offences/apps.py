from django.apps import AppConfig


class OffencesConfig(AppConfig):
    """Offences by day and place, persons counted, seizures; points, plants, routes, wanted persons hiding."""

    name = "binhyen.operations.offences"
    label = "offences"
    verbose_name = "Vi phạm, địa bàn"
