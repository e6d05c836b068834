"""Directives read into duties, reviewed, kept in one register."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "binhyen.operations.directives"
    label = "directives"
    verbose_name = "Chỉ đạo"
