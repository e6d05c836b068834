"""Addresses of the yearly procedure, below /cong-nhan/."""

from django.urls import path

from .views import councils, decisions, files, settings, unit_criteria, unit_decisions, unit_steps, units

app_name = "recognition"
urlpatterns = [
    path("", files.period, name="period"),
    path("thu-tuc/", settings.procedure, name="procedure"),
    path("thu-tuc/so/<slug:code>/", settings.term, name="term"),
    path("thu-tuc/giay-to/", settings.paper_rule, name="paper-rule-add"),
    path("thu-tuc/giay-to/<slug:code>/", settings.paper_rule, name="paper-rule"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/bang.xlsx", units.units_export, name="units-export"),
    path("don-vi/them/", units.unit_enter, name="unit-enter"),
    path("don-vi/them-thon/", units.hamlets_enter, name="unit-hamlets"),
    path("don-vi/tieu-chi/", unit_criteria.unit_criteria, name="unit-criteria"),
    path("don-vi/tieu-chi/<slug:kind>/", unit_criteria.unit_criterion, name="unit-criterion-add"),
    path("don-vi/tieu-chi/<slug:kind>/co-quan/", unit_criteria.unit_decider, name="unit-decider"),
    path("don-vi/tieu-chi/<slug:kind>/<slug:code>/", unit_criteria.unit_criterion, name="unit-criterion"),
    path("don-vi/quyet-dinh/", unit_decisions.unit_decisions, name="unit-decisions"),
    path("don-vi/quyet-dinh/<int:year>/", unit_decisions.unit_decide, name="unit-decide"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
    path("don-vi/<int:pk>/sua/", units.unit_amend, name="unit-amend"),
    path("don-vi/<int:pk>/thoi/", units.unit_close, name="unit-close"),
    path("don-vi/<int:pk>/<int:year>/tu-danh-gia/", unit_steps.unit_assess, name="unit-assess"),
    path("don-vi/<int:pk>/<int:year>/tham-tra/", unit_steps.unit_check, name="unit-check"),
    path("don-vi/<int:pk>/<int:year>/minh-chung/<slug:code>/", unit_steps.evidence_add, name="unit-evidence-add"),
    path("don-vi/<int:pk>/<int:year>/giay-to/<int:paper>/", unit_steps.evidence, name="unit-evidence"),
    path("don-vi/<int:pk>/<int:year>/giay-to/<int:paper>/bo/", unit_steps.evidence_remove, name="unit-evidence-remove"),
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
