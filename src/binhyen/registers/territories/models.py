"""Provinces, communes and hamlets by dated official code."""

from django.db import models


class Province(models.Model):
    code = models.CharField(primary_key=True, max_length=2)
    name = models.CharField(max_length=80)  # Lào Cai
    full_name = models.CharField(max_length=100)  # Tỉnh Lào Cai
    kind = models.CharField(max_length=20)  # tỉnh / thành phố
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)


class Commune(models.Model):
    code = models.CharField(primary_key=True, max_length=5)
    province = models.ForeignKey(Province, models.PROTECT, related_name="communes")
    name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)  # xã / phường / đặc khu
    search_key = models.CharField(max_length=100, db_collation="C")
    sort_key = models.CharField(max_length=300, db_collation="C")
    border_km = models.DecimalField(max_digits=7, decimal_places=1, null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
