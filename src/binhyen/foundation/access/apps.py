"""Who may see and do what, and where."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "binhyen.foundation.access"
    label = "access"
    verbose_name = "Quyền truy cập"
