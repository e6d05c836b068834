"""Provinces, communes, hamlets, by dated official code."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "binhyen.registers.territories"
    label = "territories"
    verbose_name = "Địa bàn"
