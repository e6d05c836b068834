"""All addresses: each subject brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("binhyen.portal.urls")),
    path("accounts/", include("allauth.urls")),
    path("tep/", include("binhyen.foundation.files.urls")),
]
