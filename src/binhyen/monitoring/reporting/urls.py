"""Addresses of reports, below /bao-cao/."""

from django.urls import path, re_path

from .views import checks, clocks, cockpit, consolidated, duties, editor, fill, lists, mine, papers, sign

app_name = "reporting"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("tat-ca/", mine.listing, name="list"),
    path("ma/", mine.check, name="check"),
    path("che-do/", duties.duties, name="duties"),
    path("che-do/them/", duties.make, name="duty-make"),
    path("che-do/<slug:key>/", duties.duty, name="duty"),
    path("che-do/<slug:key>/thoi/", duties.end, name="duty-end"),
    path("che-do/<slug:key>/khoa/", duties.lock, name="duty-lock"),
    path("che-do/<slug:key>/dot-xuat/", duties.ask, name="ask"),
    path("<int:pk>/", fill.fill, name="fill"),
    path("<int:pk>/dong/<str:row>/", fill.row, name="row"),
    path("<int:pk>/loi/<str:code>/", fill.block, name="block"),
    path("<int:pk>/danh-sach/<str:code>/", lists.rows, name="rows"),
    path("<int:pk>/gop-y/", fill.comment, name="comment"),
    path("<int:pk>/gop-y/<int:comment>/xong/", fill.settle, name="settle"),
    path("<int:pk>/tinh-lai/", fill.refresh, name="refresh"),
    path("<int:pk>/ky/", sign.sign, name="sign"),
    path("<int:pk>/chua-ky/", sign.send_back, name="send-back"),
    path("<int:pk>/dinh-chinh/", sign.correct, name="correct"),
    path("<int:pk>/xu-ly/", sign.receive, name="receive"),
    path("<int:pk>/de-nghi/", clocks.ask, name="request"),
    path("<int:pk>/ban/<int:number>/", fill.version, name="version"),
    path("<int:pk>/bao-cao.docx", fill.word, name="word"),
    path("<int:pk>/bao-cao.xlsx", fill.excel, name="excel"),
    path("<int:pk>/bao-cao.pdf", fill.pdf, name="pdf"),
    path("thu-hai/", cockpit.monday, name="monday"),
    path("ky/<int:pk>/theo-doi/", cockpit.watch, name="watch"),
    path("ky/<int:pk>/nhac/", cockpit.nudge, name="nudge"),
    path("ky/<int:pk>/xu-ly/", clocks.decide, name="decide"),
    path("ky/<int:pk>/tong-hop/", consolidated.consolidations, name="consolidations"),
    path("tong-hop/<str:code>/", consolidated.consolidated, name="consolidated"),
    path("tong-hop/<str:code>/o/<str:ref>/", consolidated.place, name="consolidated-place"),
    path("tong-hop/<str:code>/van-ban/", papers.paper, name="consolidated-paper"),
    path("tong-hop/<str:code>/cau-hoi/", consolidated.questions, name="consolidated-questions"),
    re_path(
        r"^tong-hop/(?P<code>[^/]+)/tong-hop\.(?P<form>docx|xlsx|pdf)$", consolidated.taken, name="consolidated-file"
    ),
    path("mau/", editor.form_list, name="forms"),
    path("mau/chi-tieu/", editor.indicators, name="form-indicators"),
    path("mau/nhap/<int:pk>/", editor.draft, name="draft"),
    path("mau/nhap/<int:pk>/xem/", editor.preview, name="draft-preview"),
    path("mau/nhap/<int:pk>/ban-hanh/", editor.publish, name="draft-publish"),
    path("mau/nhap/<int:pk>/bo/", editor.drop, name="draft-drop"),
    path("mau/nhap/<int:pk>/kiem-tra/<str:code>/", checks.check, name="draft-check"),
    path("mau/nhap/<int:pk>/<str:section>/<str:part>/<str:code>/", editor.part, name="draft-part"),
    path("mau/cua/<str:code>/", editor.form, name="form"),
    path("mau/cua/<str:code>/nhap/", editor.begin, name="form-begin"),
]
