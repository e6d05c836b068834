"""Addresses of cases, below /ho-so/."""

from django.urls import path

from .views import files, lists, moves, papers, register, templates, totals

app_name = "cases"
urlpatterns = [
    path("", register.case_list, name="list"),
    path("ghi-nhieu/", register.bulk, name="bulk"),
    path("dong-ho/", moves.clocks, name="clocks"),
    path("chuyen/", moves.transfers, name="transfers"),
    path("chuyen/<int:pk>/", moves.transfer, name="transfer"),
    path("chuyen/<int:pk>/nhan/", moves.accept, name="transfer-accept"),
    path("chuyen/<int:pk>/tra-lai/", moves.refuse, name="transfer-refuse"),
    path("sap-ve/", moves.returning, name="returning"),
    path("so-lieu/", totals.totals, name="totals"),
    path("so-lieu/tang-giam/", totals.flow, name="flow"),
    path("so-lieu/nguoi/", totals.people, name="totals-people"),
    path("danh-sach/", lists.lists, name="lists"),
    path("danh-sach/<int:pk>/", lists.one, name="list-import"),
    path("danh-sach/<int:pk>/o/", lists.save, name="list-save"),
    path("danh-sach/<int:pk>/tiep/", lists.more, name="list-more"),
    path("danh-sach/<int:pk>/cot/", lists.columns, name="list-columns"),
    path("danh-sach/<int:pk>/dong/", lists.choose_rows, name="list-rows"),
    path("danh-sach/<int:pk>/dong/<int:row_id>/", lists.row, name="list-row"),
    path("danh-sach/<int:pk>/doc-lai/", lists.read_again, name="list-again"),
    path("danh-sach/<int:pk>/ghi/", lists.write, name="list-write"),
    path("danh-sach/<int:pk>/rut/", lists.undo, name="list-undo"),
    path("<int:pk>/", files.file, name="file"),
    path("<int:pk>/ghi/", files.choose, name="choose"),
    path("<int:pk>/ghi/<slug:kind>/", files.record, name="record"),
    path("<int:pk>/giup-do/", files.helper_add, name="helper-add"),
    path("<int:pk>/giup-do/<int:helper_id>/thoi/", files.helper_end, name="helper-end"),
    path("su-kien/<int:fact_id>/sua/", files.correct, name="correct"),
    path("su-kien/<int:fact_id>/rut/", files.withdraw, name="withdraw"),
    path("<int:pk>/giay-to/", papers.papers, name="papers"),
    path("<int:pk>/giay-to/<slug:code>/", papers.paper, name="paper"),
    path("giay-to/<int:paper_id>/tai/", papers.paper_again, name="paper-again"),
    path("giay-to/nhieu-nguoi/", papers.papers_many, name="papers-many"),
    path("mau-giay/", templates.templates, name="templates"),
    path("mau-giay/<slug:code>/", templates.template, name="template"),
    path("mau-giay/<slug:code>/sua/", templates.template_edit, name="template-edit"),
    path("mau-giay/<slug:code>/ban-goc/", templates.template_restore, name="template-restore"),
]
