"""The yearly procedure by which areas are recognised: from the commune's own assessment to the decision."""

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "binhyen.monitoring.recognition"
    label = "recognition"
    verbose_name = "Xét công nhận"
