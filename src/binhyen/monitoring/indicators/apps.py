from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Figures with one definition each, that open to their evidence; and the books the province closes."""

    name = "binhyen.monitoring.indicators"
    label = "indicators"
    verbose_name = "Số liệu"
