"""Addresses of the register of documents."""

from django.urls import path

from .views import register as views

app_name = "documents"
urlpatterns = [
    path("", views.document_list, name="list"),
    path("xuat.xlsx", views.document_export, name="export"),
    path("them/", views.register, name="register"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/sua/", views.amend, name="amend"),
    path("<int:pk>/lien-ket/", views.link, name="link"),
    path("<int:pk>/lien-ket/<int:link_id>/bo/", views.unlink, name="unlink"),
]
