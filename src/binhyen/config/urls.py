"""All addresses: each subject brings its own."""

from django.urls import include, path

from binhyen.config.api import api

urlpatterns = [
    path("", include("binhyen.portal.urls")),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    path("co-quan/", include("binhyen.registers.organisations.urls")),
    path("cong-van/", include("binhyen.registers.documents.urls")),
    path("nguoi/", include("binhyen.registers.people.urls")),
    path("ho-so/", include("binhyen.operations.cases.urls")),
    path("so-lieu/", include("binhyen.monitoring.indicators.urls")),
    path("phan-loai/", include("binhyen.monitoring.classification.urls")),
    path("cong-nhan/", include("binhyen.monitoring.recognition.urls")),
    path("bao-cao/", include("binhyen.monitoring.reporting.urls")),
    path("vi-pham/", include("binhyen.operations.offences.urls")),
    path("cong-viec/", include("binhyen.operations.work.urls")),
    path("kiem-tra/", include("binhyen.operations.inspections.urls")),
    path("khen-thuong/", include("binhyen.monitoring.merit.urls")),
    path("dia-ban/", include("binhyen.registers.territories.urls")),
    path("tai-khoan/", include("binhyen.foundation.accounts.urls")),
    path("nhat-ky/", include("binhyen.foundation.journal.urls")),
    path("cong-viec-nen/", include("binhyen.foundation.jobs.urls")),
    path("thong-bao/", include("binhyen.foundation.notifications.urls")),
    path("tep/", include("binhyen.foundation.files.urls")),
    path("", include("binhyen.operations.directives.urls")),
]

handler400 = "binhyen.portal.middleware.too_large"
