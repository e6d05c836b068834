"""Sealed fields: encrypted text, blind indexes, and the keys they stand on."""

from django.apps import AppConfig


class SecretsConfig(AppConfig):
    name = "binhyen.foundation.secrets"
    label = "secrets"
    verbose_name = "Khóa và ô mã hóa"
