"""Background work and its progress."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "binhyen.foundation.jobs"
    label = "jobs"
    verbose_name = "Việc chạy nền"
