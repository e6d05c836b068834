from django.urls import path

from .views import papers, templates

app_name = "cases"
urlpatterns = [
    path("<int:pk>/giay-to/", papers.papers, name="papers"),
    path("<int:pk>/giay-to/<slug:code>/", papers.paper, name="paper"),
    path("giay-to/<int:paper_id>/tai/", papers.paper_again, name="paper-again"),
    path("giay-to/nhieu-nguoi/", papers.papers_many, name="papers-many"),
    path("mau-giay/", templates.templates, name="templates"),
    path("mau-giay/<slug:code>/", templates.template, name="template"),
    path("mau-giay/<slug:code>/sua/", templates.template_edit, name="template-edit"),
    path("mau-giay/<slug:code>/ban-goc/", templates.template_restore, name="template-restore"),
]
