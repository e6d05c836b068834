"""Addresses of the yearly procedure, below /cong-nhan/."""

from django.urls import path

from .views import councils, decisions, files, settings

app_name = "recognition"
urlpatterns = [
    path("", files.period, name="period"),
    path("thu-tuc/", settings.procedure, name="procedure"),
    path("thu-tuc/so/<slug:code>/", settings.term, name="term"),
    path("thu-tuc/giay-to/", settings.paper_rule, name="paper-rule-add"),
    path("thu-tuc/giay-to/<slug:code>/", settings.paper_rule, name="paper-rule"),
    path("<int:year>/xa/<slug:code>/", files.file, name="file"),
    path("<int:year>/xa/<slug:code>/tu-danh-gia/", files.assess, name="assess"),
    path("<int:year>/xa/<slug:code>/tham-tra/", files.check, name="check"),
    path("<int:year>/xa/<slug:code>/giay-to/<slug:paper>/", files.paper_add, name="paper-add"),
    path("<int:year>/xa/<slug:code>/giay-to/<int:pk>/bo/", files.paper_remove, name="paper-remove"),
    path("<int:year>/xa/<slug:code>/bao-cao.docx", files.report, name="report"),
    path("<int:year>/xa/<slug:code>/ho-so.zip", files.dossier, name="dossier"),
    path("<int:year>/hoi-dong/", councils.council, name="council"),
    path("<int:year>/hoi-dong/lap/", councils.council_set, name="council-set"),
    path("<int:year>/hoi-dong/phien/", councils.session_hold, name="session-hold"),
    path("<int:year>/hoi-dong/phien/<int:pk>/bien-ban.docx", councils.minutes, name="minutes"),
    path("<int:year>/to-trinh.docx", decisions.proposal, name="proposal"),
    path("<int:year>/quyet-dinh/", decisions.decisions, name="decisions"),
    path("<int:year>/quyet-dinh/ghi/", decisions.decide, name="decide"),
    path("<int:year>/tinh/", decisions.province, name="province"),
    path("<int:year>/tinh/danh-gia/", decisions.province_assess, name="province-assess"),
    path("<int:year>/tinh/bo/", decisions.ministry, name="ministry"),
]
