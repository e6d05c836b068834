"""Reports that fall due: duties, rounds, what units fill in, sign and send, and what is made of it."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "binhyen.monitoring.reporting"
    label = "reporting"
    verbose_name = "Báo cáo"
