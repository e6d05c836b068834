"""Append-only facts: who did what, when, why."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "binhyen.foundation.journal"
    label = "journal"
    verbose_name = "Nhật ký"
