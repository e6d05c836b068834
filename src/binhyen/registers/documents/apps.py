"""Official documents in and out."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "binhyen.registers.documents"
    label = "documents"
    verbose_name = "Văn bản"
