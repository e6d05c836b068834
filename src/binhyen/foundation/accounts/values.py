"""Roles as short codes that never change; labels may."""

from django.db.models import TextChoices


class Role(TextChoices):
    PROVINCE_COORDINATOR = "PROVINCE_COORDINATOR", "Điều phối cấp tỉnh"
    PROVINCE_OFFICER = "PROVINCE_OFFICER", "Cán bộ cấp tỉnh"
    DEPARTMENT_OFFICER = "DEPARTMENT_OFFICER", "Cán bộ sở, ngành"
    COMMUNE_POLICE = "COMMUNE_POLICE", "Công an xã"
    COMMUNE_COMMITTEE = "COMMUNE_COMMITTEE", "Cán bộ UBND xã"
    HEALTH_OFFICER = "HEALTH_OFFICER", "Cán bộ y tế"
    FACILITY_OFFICER = "FACILITY_OFFICER", "Cán bộ cơ sở"
    LEADER = "LEADER", "Lãnh đạo (đọc)"
    AUDITOR = "AUDITOR", "Kiểm tra, giám sát"
    ADMINISTRATOR = "ADMINISTRATOR", "Quản trị hệ thống"
