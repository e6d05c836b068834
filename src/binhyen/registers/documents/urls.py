"""Addresses of documents: the register, books of numbers, documents being made, templates, the two checks."""

from django.urls import path

from .views import checks, numbers, outgoing, register, templates

app_name = "documents"
urlpatterns = [
    path("", register.document_list, name="list"),
    path("xuat.xlsx", register.document_export, name="export"),
    path("them/", register.register, name="register"),
    path("<int:pk>/", register.document, name="document"),
    path("<int:pk>/sua/", register.amend, name="amend"),
    path("<int:pk>/lien-ket/", register.link, name="link"),
    path("<int:pk>/lien-ket/<int:link_id>/bo/", register.unlink, name="unlink"),
    path("so-di/", numbers.numbers, name="numbers"),
    path("so-di/xuat.xlsx", numbers.numbers_export, name="numbers-export"),
    path("so-di/giu-so/", numbers.keep, name="number-keep"),
    path("so-di/cach-danh-so/", numbers.rule, name="number-rule"),
    path("so-di/noi-tiep/", numbers.go_on, name="number-go-on"),
    path("so-di/<int:pk>/huy/", numbers.number_cancel, name="number-cancel"),
    path("du-thao/", outgoing.drafts, name="drafts"),
    path("du-thao/them/", outgoing.begin, name="begin"),
    path("du-thao/<int:pk>/", outgoing.outgoing, name="outgoing"),
    path("du-thao/<int:pk>/sua/", outgoing.edit, name="outgoing-edit"),
    path("du-thao/<int:pk>/trang-<int:page>.png", outgoing.picture, name="outgoing-picture"),
    path("du-thao/<int:pk>/van-ban.docx", outgoing.word, name="outgoing-word"),
    path("du-thao/<int:pk>/van-ban.pdf", outgoing.pdf, name="outgoing-pdf"),
    path("du-thao/<int:pk>/cap-so/", outgoing.number, name="outgoing-number"),
    path("du-thao/<int:pk>/da-ky/", outgoing.signed, name="outgoing-signed"),
    path("du-thao/<int:pk>/phat-hanh/", outgoing.send, name="outgoing-send"),
    path("du-thao/<int:pk>/huy/", outgoing.cancel, name="outgoing-cancel"),
    path("mau/", templates.templates, name="templates"),
    path("mau/them/", templates.begin, name="template-begin"),
    path("mau/<slug:code>/", templates.template, name="template"),
    path("kiem-the-thuc/", checks.layout, name="check-layout"),
    path("kiem-chu-ky/", checks.signatures, name="check-signatures"),
]
