from django.apps import AppConfig


class ClassificationConfig(AppConfig):
    """The legal class of every area on any day, by Decision 28/2025/QĐ-TTg, and what stands on it."""

    name = "binhyen.monitoring.classification"
    label = "classification"
    verbose_name = "Phân loại địa bàn"
