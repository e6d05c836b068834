"""Uploaded and produced files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "binhyen.foundation.files"
    label = "files"
    verbose_name = "Tệp"
