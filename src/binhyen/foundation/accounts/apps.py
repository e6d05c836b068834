"""People who sign in, and the offices they hold."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "binhyen.foundation.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"
